"""Who uses the application: nobody in particular, or, where sign-in is configured, who signed in.

Sign-in is Streamlit's own: the section ``[auth]`` of ``.streamlit/secrets.toml``. With ``ACCORD_SIGN_IN=required`` the
application refuses to open without it, so that a secrets file that is missing or broken opens it to nobody.
"""

from __future__ import annotations

import os
from collections.abc import Mapping

import streamlit as st
from streamlit.errors import StreamlitAuthError

from toolkit.languages.speech import say

__all__ = ["author", "must_sign_in", "owner", "providers", "show_sign_in", "signed_in"]

ENVIRONMENT = "ACCORD_SIGN_IN"
_ONE = ("client_id", "client_secret", "server_metadata_url")


def signed_in() -> bool:
    """Whether somebody signed in."""
    return bool(st.user.get("is_logged_in"))


def owner() -> str:
    """Whose workspaces are shown: who signed in, as the provider identifies them; empty where sign-in is off.

    An e-mail address is not used where there is a subject: it can change, and another provider may not have checked it.
    """
    if not signed_in():
        return ""
    subject = st.user.get("sub")
    return f"{st.user.get('iss') or ''}#{subject}" if subject else str(st.user.get("email") or "unknown")


def author() -> str:
    """Who made a step, as the history tells it; empty where sign-in is off."""
    if not signed_in():
        return ""
    return str(st.user.get("name") or st.user.get("email") or st.user.get("sub") or say("somebody"))


def providers() -> list[str]:
    """The names of the configured providers, ``[""]`` where there is one without a name; empty where sign-in is off."""
    if not st.secrets.load_if_toml_exists():
        return []
    section = st.secrets.get("auth")
    if not isinstance(section, Mapping):
        return []
    if all(part in section for part in _ONE):
        return [""]
    return sorted(name for name, value in section.items() if isinstance(value, Mapping)) or [""]


def must_sign_in() -> bool:
    """Whether nothing may be shown yet: sign-in is configured or required, and nobody signed in."""
    return not signed_in() and (bool(providers()) or os.environ.get(ENVIRONMENT) == "required")


def show_sign_in() -> None:
    """Ask to sign in."""
    st.title("Accord")
    names = providers()
    if not names:
        st.error(
            say(
                "This server lets only people in who signed in, but sign-in is not configured. Ask who runs it to "
                "complete the section [auth] of its secrets file."
            )
        )
        return
    st.markdown(say("Sign in to see your negotiations. They are kept for you alone."))
    for name in names:
        label = say("Sign in with {provider}", provider=name) if name else say("Sign in")
        if st.button(label, key=f"sign_in_{name}", type="primary"):
            _sign_in(name)


def _sign_in(name: str) -> None:
    try:
        st.login(name or None)
    except StreamlitAuthError as failure:
        st.error(say("Sign-in does not work on this server yet: {reason}", reason=failure))
