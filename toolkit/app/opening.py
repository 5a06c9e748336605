"""The ways into a negotiation: each gives a name, a content and a sentence for the history."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePath

from toolkit.app.results import register
from toolkit.case.load import case_from_mapping, case_values, load_case, shipped_cases
from toolkit.case.names import corridor_name
from toolkit.languages.speech import say
from toolkit.prefill.new import new_case
from toolkit.reading import read_bytes
from toolkit.workspace.content import Content
from toolkit.workspace.edits import new_content
from toolkit.workspace.file import is_workspace, read_workspace

__all__ = ["Opened", "first_page", "from_file", "from_shipped", "from_two_countries", "shipped_descriptions"]

Opened = tuple[str, Content, str]
"""Name of the workspace, its content, what was done."""


def first_page(content: Content) -> str:
    """The page on which work goes on: the draft where there is one, else what could be agreed."""
    return "terms" if content.draft else "balanced_terms"


def shipped_descriptions() -> list[tuple[str, str, str]]:
    """Short name, title and first sentence of each shipped case."""
    cases = {name: load_case(path) for name, path in shipped_cases().items()}
    return [(name, case.name, case.description.split(". ")[0] + ".") for name, case in cases.items()]


def from_shipped(name: str) -> Opened:
    """A case that comes with the toolkit."""
    values = case_values(name)
    return str(values["name"]), new_content(values, name), say("opened the case {name}", name=name)


def from_two_countries(sending: str, receiving: str, cadres: Sequence[str]) -> Opened:
    """A starting case from the register and the rules. Raises ``InputError``."""
    made = new_case(sending, receiving, cadres, register=register())
    content = new_content(made.values, say("made from the register and stated rules"))
    corridor = corridor_name(f"{sending}-{receiving}")
    return made.case.name, content, say("made a starting case: {corridor}", corridor=corridor)


def from_file(name: str, data: bytes) -> Opened:
    """A case file or a saved workspace. Raises ``InputError`` with every problem, ``CaseError`` for a case."""
    short = PurePath(name).name
    if is_workspace(data):
        title, content = read_workspace(data, short)
        return title, content, say("opened the file {name}", name=short)
    document = read_bytes(data, short)
    case = case_from_mapping(document.values, short)
    return case.name, new_content(document.values, short), say("opened the file {name}", name=short)
