"""Streamlit's own scripts and styles, compressed once and kept: 3 MB become 1 MB on a slow line."""

from __future__ import annotations

import gzip
import re

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

__all__ = ["Compressed"]

_FILES = re.compile(r"/static/(js|css)/[\w.-]+\.(js|css)$")
_MOST_BYTES = 32_000_000


class Compressed:
    """Answers requests for scripts and styles with what was compressed at the first of them.

    Their names hold a checksum of their content, so that they never change while the server runs.
    """

    def __init__(self, app: ASGIApp):
        self.app = app
        self.kept: dict[str, tuple[MutableHeaders, bytes]] = {}
        self.size = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve a request."""
        if not _wanted(scope):
            await self.app(scope, receive, send)
            return
        path = str(scope["path"])
        if path not in self.kept:
            start, body = await _collected(self.app, scope, receive)
            headers = MutableHeaders(raw=list(start["headers"]))
            if start["status"] != 200 or "content-encoding" in headers:
                await send(start)
                await send({"type": "http.response.body", "body": body})
                return
            body = gzip.compress(body, compresslevel=9, mtime=0)
            headers["Content-Encoding"] = "gzip"
            headers["Content-Length"] = str(len(body))
            headers.add_vary_header("Accept-Encoding")
            if self.size + len(body) > _MOST_BYTES:
                self.kept.clear()
                self.size = 0
            self.kept[path] = headers, body
            self.size += len(body)
        headers, body = self.kept[path]
        await send({"type": "http.response.start", "status": 200, "headers": headers.raw})
        await send({"type": "http.response.body", "body": body})


def _wanted(scope: Scope) -> bool:
    if scope["type"] != "http" or scope["method"] != "GET" or not _FILES.search(scope["path"]):
        return False
    asked = Headers(scope=scope)
    # a part of a file, or a check whether it changed, is the server's own business
    return "gzip" in asked.get("accept-encoding", "") and not {"range", "if-none-match", "if-modified-since"} & set(
        asked
    )


async def _collected(app: ASGIApp, scope: Scope, receive: Receive) -> tuple[Message, bytes]:
    """The whole answer of the application behind."""
    start: Message = {}
    parts: list[bytes] = []

    async def collect(message: Message) -> None:
        if message["type"] == "http.response.start":
            start.update(message)
        elif message["type"] == "http.response.body":
            parts.append(message.get("body", b""))

    await app(scope, receive, collect)
    return start, b"".join(parts)
