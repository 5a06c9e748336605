"""Opening the application in tests: without a browser, on any page, with any negotiation open."""

from __future__ import annotations

from pathlib import Path

from streamlit.testing.v1 import AppTest

from toolkit.app.opening import from_shipped
from toolkit.app.session import owner, store
from toolkit.case.load import case_from_mapping
from toolkit.workspace.content import Content
from toolkit.workspace.edits import new_content
from toolkit.workspace.store import Held

ROOT = Path(__file__).parents[2]


def started(workspace: str = "") -> AppTest:
    """The application just opened; ``workspace`` is the key in the link, as in ``?workspace=…``."""
    app = AppTest.from_file(str(ROOT / "streamlit_app.py"), default_timeout=120)
    if workspace:
        app.query_params["workspace"] = workspace
    return app.run()


def kept(content: Content, name: str = "Test") -> Held:
    """A negotiation in the database that the application uses."""
    return store().create(name, content, owner(), owner(), "begun")


def kept_case(name: str) -> Held:
    """A shipped case as a negotiation in the database."""
    title, content, _ = from_shipped(name)
    return kept(content, title)


def kept_mapping(values: dict) -> Held:
    """A case document as a negotiation in the database."""
    return kept(new_content(values, "test"), case_from_mapping(values).name)


def on_page(page: str, held: Held) -> AppTest:
    """A page, with a negotiation open."""
    return started(held.key).switch_page(f"toolkit/app/pages/{page}.py").run()
