"""What the browser may do with the pages: load from this server only, and tell no other site where they were opened."""

from __future__ import annotations

import base64
import hashlib
import re
from functools import cache
from importlib.resources import files

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

__all__ = ["Headers", "content_security_policy"]

_INLINE = re.compile(r"<script>(.*?)</script>", re.DOTALL)


@cache
def content_security_policy() -> str:
    """The policy, with the checksum of each script inside Streamlit's own index page."""
    index = files("streamlit").joinpath("static", "index.html").read_text(encoding="utf-8")
    sums = (hashlib.sha256(script.encode()).digest() for script in _INLINE.findall(index))
    hashes = " ".join(f"'sha256-{base64.b64encode(value).decode()}'" for value in sums)
    return "; ".join(
        [
            "default-src 'self'",
            f"script-src 'self' blob: {hashes}".strip(),
            "worker-src 'self' blob:",
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data: blob:",
            "font-src 'self' data:",
            "connect-src 'self' data: blob:",
            "object-src 'none'",
            "base-uri 'self'",
            "form-action 'self'",
            "frame-ancestors 'none'",
        ]
    )


class Headers:
    """Adds the headers to every answer."""

    def __init__(self, app: ASGIApp):
        self.app = app
        self.values = {
            "Content-Security-Policy": content_security_policy(),
            # the address of a page holds the key of a workspace
            "Referrer-Policy": "no-referrer",
            "X-Content-Type-Options": "nosniff",
            "X-Frame-Options": "DENY",
        }

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve a request."""

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in self.values.items():
                    headers[name] = value
            await send(message)

        await self.app(scope, receive, send_with_headers if scope["type"] == "http" else send)
