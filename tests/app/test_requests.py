"""How the application is served: settings, headers, compression, and who must sign in first."""

from __future__ import annotations

import asyncio
import base64
import gzip
import hashlib
import re
import tomllib
from concurrent.futures import ThreadPoolExecutor
from importlib.resources import files
from pathlib import Path

import pytest
import streamlit as st
from click.testing import CliRunner
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from tests.app.support import kept_case, started
from toolkit.__main__ import cli
from toolkit.app import sign_in
from toolkit.app.launch import chosen, settings
from toolkit.app.serving.application import MIDDLEWARE, SCRIPT
from toolkit.app.serving.compressed import Compressed
from toolkit.app.serving.headers import content_security_policy
from toolkit.commands import app
from toolkit.errors import InputError

ROOT = Path(__file__).parents[2]
pytestmark = pytest.mark.filterwarnings("ignore")


def test_a_checkout_and_the_installed_application_have_the_same_settings():
    of_checkout = (ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8")
    of_package = (ROOT / "toolkit" / "app" / "config.toml").read_text(encoding="utf-8")
    assert tomllib.loads(of_checkout) == tomllib.loads(of_package)
    assert settings()["browser.gatherUsageStats"] is False


def test_environment_variables_of_streamlit_stand_above_the_settings(monkeypatch):
    usual = chosen(8501, "127.0.0.1", show=False)
    assert (usual["browser.serverAddress"], usual["client.showErrorDetails"]) == ("localhost", "type")
    monkeypatch.setenv("STREAMLIT_BROWSER_SERVER_ADDRESS", "accord.example.org")
    monkeypatch.setenv("STREAMLIT_SERVER_MAX_UPLOAD_SIZE", "7")
    monkeypatch.setenv("STREAMLIT_CLIENT_DISABLE_DATA_EXPORT", "false")
    monkeypatch.setenv("STREAMLIT_SERVER_BASE_URL_PATH", "accord")
    found = chosen(8502, "0.0.0.0", show=True)
    assert found["browser.serverAddress"] == "accord.example.org"
    assert found["server.maxUploadSize"] == 7
    assert found["client.disableDataExport"] is False
    assert found["server.baseUrlPath"] == "accord"
    assert (found["server.port"], found["server.address"], found["server.headless"]) == (8502, "0.0.0.0", False)
    monkeypatch.setenv("STREAMLIT_SERVER_MAX_UPLOAD_SIZE", "much")
    with pytest.raises(InputError, match="STREAMLIT_SERVER_MAX_UPLOAD_SIZE: is the text 'much'"):
        chosen(8501, "127.0.0.1", show=False)


def test_the_command_passes_port_address_and_browser_on(monkeypatch):
    seen = []
    monkeypatch.setattr(app, "launch", lambda *values, **named: seen.append((*values, named)))
    for words in ([], ["--port", "9000", "--address", "10.0.0.1", "--no-browser"]):
        assert CliRunner().invoke(cli, ["app", *words]).exit_code == 0
    assert seen == [(8501, "127.0.0.1", {"show": True}), (9000, "10.0.0.1", {"show": False})]


def test_no_folder_of_pages_lies_beside_the_script():
    """Streamlit would run the pages by itself, without the frame and before anybody signed in."""
    for script in (SCRIPT, ROOT / "streamlit_app.py"):
        assert script.is_file()
        assert not (script.parent / "pages").exists()


def test_the_policy_knows_the_scripts_of_the_index_page():
    policy = content_security_policy()
    index = files("streamlit").joinpath("static", "index.html").read_text(encoding="utf-8")
    inside = re.findall(r"<script>(.*?)</script>", index, re.DOTALL)
    for script in inside:
        assert base64.b64encode(hashlib.sha256(script.encode()).digest()).decode() in policy
    assert not re.search(r"unsafe-eval|https?:|\*", policy)


LONG = "text of a script; " * 200
CALLS: list[str] = []


async def script(request: Request) -> Response:
    CALLS.append(request.url.path)
    if "missing" in request.url.path:
        return PlainTextResponse("not here", 404)
    return PlainTextResponse(LONG, headers={"ETag": '"x"', "Cache-Control": "immutable"})


def asked(app, path: str, **headers: str) -> tuple[int, dict[str, str], bytes]:
    """Status, headers and body of an answer, without a server."""
    sent = []

    async def receive():
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message):
        sent.append(message)

    scope = {
        "type": "http",
        "method": "GET",
        "path": path,
        "query_string": b"",
        "headers": [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()],
        "root_path": "",
        "scheme": "http",
        "server": ("127.0.0.1", 80),
        "http_version": "1.1",
    }
    with ThreadPoolExecutor(1) as pool:  # tests in a browser may have left a loop running in this thread
        pool.submit(lambda: asyncio.run(app(scope, receive, send))).result()
    found = {name.decode().lower(): value.decode() for name, value in sent[0]["headers"]}
    return sent[0]["status"], found, b"".join(message.get("body", b"") for message in sent[1:])


@pytest.fixture
def server():
    CALLS.clear()
    return Starlette(routes=[Route("/{path:path}", script)], middleware=list(MIDDLEWARE))


def test_every_answer_has_the_headers(server):
    for path in ("/", "/static/js/a.js", "/static/js/missing.js", "/terms"):
        _, headers, _ = asked(server, path, accept_encoding="gzip")
        assert headers["content-security-policy"] == content_security_policy()
        assert headers["referrer-policy"] == "no-referrer"
        assert headers["x-content-type-options"] == "nosniff"


def test_scripts_are_compressed_once_and_are_the_same(server):
    for _ in range(3):
        status, headers, body = asked(server, "/static/js/a.js", accept_encoding="br, gzip")
        assert (status, headers["content-encoding"], headers["content-length"]) == (200, "gzip", str(len(body)))
        assert gzip.decompress(body).decode() == LONG
        assert headers["cache-control"] == "immutable"
        assert "Accept-Encoding" in headers["vary"]
    assert CALLS == ["/static/js/a.js"]


@pytest.mark.parametrize(
    ("path", "headers"),
    [
        ("/static/js/a.js", {}),
        ("/static/js/a.js", {"accept_encoding": "gzip", "range": "bytes=0-9"}),
        ("/static/js/a.js", {"accept_encoding": "gzip", "if_none_match": '"x"'}),
        ("/media/a.js", {"accept_encoding": "gzip"}),
        ("/static/media/font.woff2", {"accept_encoding": "gzip"}),
    ],
)
def test_everything_else_is_answered_as_before(server, path, headers):
    _, found, body = asked(server, path, **headers)
    assert "content-encoding" not in found
    assert body.decode() == LONG


def test_what_is_not_there_is_not_kept():
    app = Compressed(Starlette(routes=[Route("/{path:path}", script)]))
    assert asked(app, "/static/js/missing.js", accept_encoding="gzip")[0] == 404
    assert not app.kept


PROVIDER = {"client_id": "accord", "client_secret": "x", "server_metadata_url": "https://login.example.org/oidc"}


def with_secrets(monkeypatch, section) -> None:
    values = {} if section is None else {"auth": section}
    monkeypatch.setattr(type(st.secrets), "load_if_toml_exists", lambda _: section is not None)
    monkeypatch.setattr(type(st.secrets), "get", lambda _, name, default=None: values.get(name, default))


def as_user(monkeypatch, **claims) -> None:
    monkeypatch.setattr(sign_in.st, "user", claims)


@pytest.mark.parametrize(
    ("section", "names"),
    [
        (None, []),
        ({"redirect_uri": "x", **PROVIDER}, [""]),
        ({"redirect_uri": "x", "ministry": PROVIDER, "agency": PROVIDER}, ["agency", "ministry"]),
        ({"redirect_uri": "x"}, [""]),
    ],
)
def test_the_providers_are_those_of_the_secrets_file(monkeypatch, section, names):
    with_secrets(monkeypatch, section)
    assert sign_in.providers() == names


@pytest.mark.parametrize("page", ["", "terms", "export"])
def test_nothing_is_shown_before_somebody_signed_in(monkeypatch, page):
    held = kept_case("kenya-uk")
    with_secrets(monkeypatch, {"redirect_uri": "x", **PROVIDER})
    app = started(held.key)
    if page:
        app.switch_page(f"toolkit/app/pages/{page}.py").run()
    assert not app.exception
    assert [button.label for button in app.button] == ["Sign in"]
    assert "Kenya" not in " ".join(part.value for part in (*app.markdown, *app.caption, *app.title))


def test_a_server_that_requires_sign_in_opens_to_nobody_without_it(monkeypatch):
    monkeypatch.setenv("ACCORD_SIGN_IN", "required")
    with_secrets(monkeypatch, None)
    app = started()
    assert not app.exception
    assert "sign-in is not configured" in app.error[0].value
    assert not app.button


def test_sign_in_that_is_not_set_up_right_is_told(monkeypatch):
    with_secrets(monkeypatch, {"redirect_uri": "x"})
    app = started()
    app.button(key="sign_in_").click().run()
    assert not app.exception
    assert "does not work on this server yet" in app.error[0].value


def test_workspaces_belong_to_who_the_provider_says(monkeypatch):
    as_user(
        monkeypatch, is_logged_in=True, iss="https://login.example.org", sub="42", email="a@example.org", name="Ada"
    )
    assert sign_in.owner() == "https://login.example.org#42"
    assert sign_in.author() == "Ada"
    as_user(monkeypatch, is_logged_in=False, sub="42")
    assert sign_in.owner() == sign_in.author() == ""


def test_with_sign_in_each_sees_only_their_own(monkeypatch):
    hers = {"is_logged_in": True, "iss": "https://login.example.org", "sub": "1", "name": "Ada"}
    his = {**hers, "sub": "2", "name": "Bo"}
    with_secrets(monkeypatch, {"redirect_uri": "x", **PROVIDER})
    as_user(monkeypatch, **hers)
    app = started()
    app.button(key="open_kenya-uk").click().run()
    key = app.query_params["workspace"]
    key = key[0] if isinstance(key, list) else key
    assert "Ada" in " ".join(part.value for part in app.caption)
    assert app.button(key="bar_sign_out").label == "Sign out"
    as_user(monkeypatch, **his)
    other = started(key)
    assert "not a workspace of yours" in " ".join(part.value for part in other.warning)
    assert not [button for button in other.button if button.label == "Open"]
    app.run()
    assert "workspace" not in app.query_params or not [part for part in app.markdown if "Kenya" in part.value]
