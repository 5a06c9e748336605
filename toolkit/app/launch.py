"""Starting the application with the settings that keep it on this machine."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Iterator, Mapping
from importlib.resources import files
from typing import Any

import streamlit as st

from toolkit.app.serving.application import MIDDLEWARE, SCRIPT
from toolkit.errors import InputError, Problem
from toolkit.validation import shown

__all__ = ["chosen", "launch", "settings"]

_FOR_PROXIES: dict[str, Any] = {
    "browser.serverPort": 0,
    "server.baseUrlPath": "",
    "server.sslCertFile": "",
    "server.sslKeyFile": "",
}
"""Settings without a value of ours that a server for several people may need, by their type."""


def settings() -> dict[str, Any]:
    """The settings of ``config.toml`` by dotted name; ``.streamlit/config.toml`` of a checkout holds the same."""
    return dict(_flat(tomllib.loads(files("toolkit.app").joinpath("config.toml").read_text(encoding="utf-8")), ""))


def _flat(values: Mapping[str, Any], prefix: str) -> Iterator[tuple[str, Any]]:
    for name, value in values.items():
        if isinstance(value, Mapping):
            yield from _flat(value, f"{prefix}{name}.")
        else:
            yield f"{prefix}{name}", value


def chosen(port: int, address: str, *, show: bool) -> dict[str, Any]:
    """The settings of a start: ours, above them Streamlit's environment variables, above those the command line's."""
    # nothing changes while it runs: no need to watch files
    own = {**settings(), "server.fileWatcherType": "none", **_from_environment()}
    return {**own, "server.port": port, "server.address": address, "server.headless": not show}


def _from_environment() -> dict[str, Any]:
    """What variables such as ``STREAMLIT_BROWSER_SERVER_ADDRESS`` set; Streamlit reads them only in its own command."""
    known = {**settings(), **_FOR_PROXIES}
    given = {name: os.environ.get(_variable(name)) for name in known}
    return {name: _read(text, type(known[name]), _variable(name)) for name, text in given.items() if text is not None}


def _variable(name: str) -> str:
    """Streamlit's environment variable for a setting."""
    words = "".join(f"_{letter}" if letter.isupper() else letter for letter in name.replace(".", "_"))
    return f"STREAMLIT_{words.upper()}"


def _read(text: str, kind: type, variable: str) -> Any:
    """The text of a variable as a value of a setting. Raises ``InputError``."""
    if kind is bool:
        return text.strip().lower() in ("1", "true", "yes", "on")
    try:
        return kind(text)
    except ValueError as failure:
        raise InputError("the environment", [Problem(variable, f"is {shown(text)}", "a number")]) from failure


def launch(port: int, address: str = "127.0.0.1", *, show: bool = True) -> None:
    """Serve the application until it is stopped, by default to this machine only.

    ``show`` opens it in the browser where there is one.
    """
    app = st.App(SCRIPT, middleware=MIDDLEWARE)
    app.run(config=chosen(port, address, show=show))
