"""What the rules find in the draft, with the fields that answer what is missing, and the thresholds of the parties."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from toolkit.app.clauses_fields import answer_field, keep, state_field
from toolkit.app.menu import link_to
from toolkit.app.mirrored import field_key
from toolkit.app.parts import plain, show_problems, show_table
from toolkit.app.results import Checked
from toolkit.app.session import change
from toolkit.compliance.rules import load_code_rules
from toolkit.errors import InputError
from toolkit.languages.speech import say
from toolkit.register.records import Codebook
from toolkit.report.clause_lines import answer_words
from toolkit.report.compliance import findings_tables, obligations_table, summary
from toolkit.report.finding_cards import (
    GROUPS,
    Cause,
    FindingCard,
    ThresholdLine,
    cards_of,
    grouped,
    threshold_lines,
    thresholds_table,
)
from toolkit.workspace.clauses import set_threshold, typed_threshold
from toolkit.workspace.store import Held

__all__ = ["show_findings", "show_obligations", "show_thresholds"]

_OPEN_AT_FIRST = ("breached", "warning")


def show_findings(held: Held, checked: Checked, codebook: Codebook) -> None:
    """The findings by answer, the gravest first; each group is drawn when it is opened."""
    st.header(say("Against the WHO Code"))
    st.markdown(plain(summary(checked.findings)))
    st.caption(
        say("The Code is voluntary: a finding says what is inconsistent with an instrument, not what is unlawful.")
    )
    for answer, cards in grouped(cards_of(checked.findings, codebook)).items():
        group = st.expander(
            say(GROUPS[answer]),
            expanded=answer in _OPEN_AT_FIRST,
            key=f"findings_{answer.replace(' ', '_')}",
            on_change="rerun",
        )
        if group.open:
            with group:
                for card in cards:
                    _show_card(held, card, codebook)


def _show_card(held: Held, card: FindingCard, codebook: Codebook) -> None:
    with st.container(border=True, key=f"finding_{card.rule}"):
        st.markdown(f"**{plain(f'{card.number}. {card.says}')}**")
        st.markdown(plain(card.because))
        if card.satisfied_by:
            st.markdown(plain(say("What would satisfy it: {what}", what=card.satisfied_by)))
        rests = say("Rests on {instruments}.", instruments=card.rests_on)
        st.caption(plain(" ".join(part for part in (rests, card.thresholds) if part)))
        if card.answer == "met":
            return
        for cause in card.causes:
            _show_cause(held, card, cause, codebook)
        if card.numbers:
            st.caption(plain(say("Caused by the draft's {numbers}.", numbers=card.numbers)))
            link_to("terms", say("Change the numbers on the page Terms"))


def _show_cause(held: Held, card: FindingCard, cause: Cause, codebook: Codebook) -> None:
    place = f"finding_{card.rule}"
    if cause.kind == "question":
        question = load_code_rules().questions[cause.key]
        if question.clause in codebook.clauses:
            answer_field(held, cause.key, question, place)
    elif cause.kind == "clause":
        name = say(codebook.clauses[cause.key].name)
        state_field(held, cause.key, name, place, label=cause.words)
    elif cause.kind == "words":
        st.caption(plain(say("Caused by: {what}.", what=cause.words)))


def show_obligations(checked: Checked, codebook: Codebook) -> None:
    """What instruments beside the Code ask, and every finding as tables."""
    found = obligations_table(checked.obligations, codebook)
    if found.rows:
        show_table(found, "obligations")
    every = st.expander(
        say("Every finding as tables, for print and download"), key="findings_tables", on_change="rerun"
    )
    if every.open:
        with every:
            for place, table in enumerate(findings_tables(checked.findings, codebook)):
                show_table(table, f"findings_{place}")


def show_thresholds(held: Held) -> None:
    """The thresholds of the rules, each to be changed by the parties."""
    st.header(say("Thresholds that the parties choose"))
    st.markdown(say("None of these is a norm. Without a figure the finding only shows what the draft comes to."))
    lines = threshold_lines(held.content.thresholds)
    box = st.expander(say("Change thresholds"), key="thresholds", on_change="rerun")
    if box.open:
        with box:
            for line in lines:
                _show_threshold(held, line)
            show_table(thresholds_table(lines), "thresholds_in_use")


def _show_threshold(held: Held, line: ThresholdLine) -> None:
    field = f"threshold_{line.rule}_{line.name}"
    with st.container(key=field):
        st.markdown(plain(line.about))
        with st.container(horizontal=True, vertical_alignment="bottom"):
            typed = st.text_input(
                plain(line.label),
                value=line.value,
                key=field_key(field, line.value),
                max_chars=40,
                placeholder=say("none"),
                width=260,
            )
            shipped = say("As shipped: {value}", value=line.shipped) if line.shipped else say("As shipped: none")
            back = line.changed and st.button(shipped, key=f"shipped_{line.rule}_{line.name}")
    if back and change(set_threshold(held.content, line.rule, line.name, None, shipped=True)):
        st.rerun()
    if typed == line.value:
        return
    try:
        value = typed_threshold(line.rule, line.name, typed)
    except InputError as failure:
        show_problems(failure)
        return
    if value != _in_use(held.content.thresholds, line):
        keep(set_threshold(held.content, line.rule, line.name, value), field, answer_words(value))


def _in_use(chosen: Mapping[str, Mapping[str, float | None]], line: ThresholdLine) -> float | None:
    shipped = load_code_rules().rules[line.rule].settings[line.name].value
    return chosen.get(line.rule, {}).get(line.name, shipped)
