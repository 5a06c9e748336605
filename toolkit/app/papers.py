"""Papers for a minister, a party or the file: chosen, written with progress, then taken along."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import streamlit as st

from toolkit.app.parts import plain
from toolkit.app.results import register
from toolkit.compliance.clauses import clauses_from_mapping
from toolkit.compliance.facts import facts_of_draft
from toolkit.countries import country_name
from toolkit.documents.accounts import account
from toolkit.documents.blocks import Document, Progress
from toolkit.documents.briefing import briefing
from toolkit.documents.dossier import Dossier, dossier
from toolkit.documents.html import to_html
from toolkit.documents.pdf import to_pdf
from toolkit.documents.record import Record, record
from toolkit.documents.word import to_word
from toolkit.errors import AccordError
from toolkit.languages.speech import current_language, say
from toolkit.model.evaluate import Outcome
from toolkit.workspace.content import Content, fingerprint

__all__ = ["show_papers"]

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_FORMATS: Mapping[str, tuple[str, str, Callable[..., bytes]]] = {
    "pdf": ("PDF", "application/pdf", to_pdf),
    "docx": ("Word", _WORD, to_word),
    "html": ("HTML", "text/html", to_html),
}
_WRITTEN = "papers_written"


@dataclass(frozen=True)
class _Paper:
    """A paper that can be written of some terms: its kind, the party it is for, and the ending of its name."""

    kind: str
    country: str = ""

    @property
    def words(self) -> str:
        if self.kind == "account":
            return say("What it means to {country}", country=country_name(self.country))
        return say("Briefing for a minister or a council") if self.kind == "briefing" else say("Record of the offers")

    @property
    def name(self) -> str:
        return f"{self.kind}-{self.country.lower()}" if self.country else self.kind


def show_papers(content: Content, drafted: Mapping[str, Outcome], offers: Record | None, stem: str) -> None:
    """Choose a paper, the terms it is about and its format; write it; take it along."""
    parties = next(iter(drafted.values())).case.countries if drafted else {}
    papers = [_Paper("briefing"), *(_Paper("account", code) for code in parties)] if drafted else []
    papers += [_Paper("record")] if offers is not None else []
    if not papers:
        return
    st.header(say("Papers"))
    st.markdown(say("Two to four pages for a minister or a council, a party's own account, and the record of offers."))
    with st.container(horizontal=True, vertical_alignment="bottom"):
        paper = st.selectbox(say("Paper"), papers, format_func=lambda one: one.words, key="papers_kind", width=330)
        terms = ""
        if paper.kind != "record":
            names = list(drafted)
            chosen = st.selectbox(say("Terms"), range(len(names)), format_func=names.__getitem__, key="papers_terms")
            terms = names[chosen]
        ending = st.selectbox(
            say("Format"), list(_FORMATS), format_func=lambda one: _FORMATS[one][0], key="papers_format"
        )
        wanted = st.button(say("Write it"), key="papers_write")
    mark = fingerprint(
        {"content": content.to_json(), "paper": paper.name, "terms": terms, "in": [ending, current_language()]}
    )
    if wanted:
        _write(mark, ending, lambda progress: _document(paper, content, drafted, terms, offers, progress))
    written = st.session_state.get(_WRITTEN)
    if written is not None and written[0] == mark:
        label = say("Download: {paper}", paper=paper.words)
        st.download_button(label, written[1], f"{stem}-{paper.name}.{ending}", _FORMATS[ending][1], on_click="ignore")


def _write(mark: str, ending: str, make: Callable[[Progress], Document]) -> None:
    bar = st.progress(0.0, say("Writing …"))

    def tell(done: int, of: int, words: str) -> None:
        bar.progress(done / max(of, 1), f"{words} …")

    try:
        st.session_state[_WRITTEN] = (mark, _FORMATS[ending][2](make(tell), progress=tell))
    except AccordError as failure:
        st.error(plain(str(failure)))
    bar.empty()


def _document(
    paper: _Paper,
    content: Content,
    drafted: Mapping[str, Outcome],
    terms: str,
    offers: Record | None,
    progress: Progress,
) -> Document:
    if paper.kind == "record":
        assert offers is not None
        return record(offers)
    found = _dossier(content, drafted, terms, progress)
    return account(found, paper.country) if paper.kind == "account" else briefing(found, offers=offers)


def _dossier(content: Content, drafted: Mapping[str, Outcome], terms: str, progress: Progress) -> Dossier:
    """The terms with all that is told of them, against the other sets of terms of the negotiation."""
    held = register()
    facts = facts_of_draft(drafted[terms], clauses_from_mapping(content.clauses, held.codebook), held)
    rivals = {name: outcome.terms for name, outcome in drafted.items() if name != terms}
    weights = content.weights if content.rule == "nash" else None
    return dossier(
        facts,
        name=terms,
        rivals=rivals or None,
        rule=content.rule,
        weights=weights or None,
        thresholds=content.thresholds,
        progress=progress,
    )
