"""Names and notes of the options, and what can be done with each of them."""

from __future__ import annotations

import streamlit as st

from toolkit.app.menu import link_to
from toolkit.app.mirrored import field_key, wrote
from toolkit.app.parts import plain, show_problems
from toolkit.app.results import solved
from toolkit.app.session import change, note, require
from toolkit.errors import AccordError, InputError
from toolkit.languages.speech import say
from toolkit.report.options import ALIKE, Compared, Yardstick, rule_name
from toolkit.workspace.content import Content, Option
from toolkit.workspace.edits import add_option, change_option, remove_option, set_draft

__all__ = ["add_named", "show_empty", "show_notes"]

_RULES = ("kalai_smorodinsky", "nash", "egalitarian", "utilitarian")


def show_empty(content: Content) -> None:
    """How to get options, where there are none."""
    st.info(say("There is nothing of your own to compare yet. An option is a set of terms kept under a name."))
    st.markdown(
        say(
            "Options come from three places: the draft on the page **Terms**, any agreement or point of the frontier "
            "on the page **Balanced terms**, or, to begin with, what the fairness rules choose."
        )
    )
    with st.container(horizontal=True, vertical_alignment="center"):
        if st.button(say("Add what the fairness rules choose as options"), key="add_named", type="primary"):
            add_named(content)
        link_to("terms")
        link_to("balanced_terms")


def add_named(content: Content) -> None:
    """Keep what the named rules choose as options; rules that give every country the same become one option."""
    found: list[tuple[list[str], Compared]] = []
    try:
        for rule in _RULES:
            solution = solved(content, rule, {})
            one = Compared(rule_name(rule), solution.outcome, Yardstick.of(solution))
            for names, other in found:
                gains = zip(one.outcome.gains.values(), other.outcome.gains.values(), strict=True)
                if all(abs(a - b) <= ALIKE * one.size for a, b in gains):
                    names.append(one.name)
                    break
            else:
                found.append(([one.name], one))
        edited, origin = content, say("chosen by a fairness rule")
        for names, one in found:
            edited, _ = add_option(edited, one.outcome.terms, "; ".join(names), origin)
    except InputError as failure:
        show_problems(failure)
        return
    except AccordError as failure:
        st.warning(plain(str(failure)))
        link_to("balanced_terms", say("See the conflict and the ways out"))
        return
    if change((edited, say("options added: what the fairness rules choose"))):
        st.rerun()


def show_notes(content: Content) -> None:
    """Every option with its name, its note, and buttons."""
    if not content.options:
        st.info(say("There are no options yet, so there is nothing to note."))
        return
    for option in content.options:
        with st.container(border=True, key=f"option_{option.key}"):
            _show_option(content, option)


def _show_option(content: Content, option: Option) -> None:
    name_field, note_field = f"name_{option.key}", f"note_{option.key}"
    name = st.text_input(say("Name"), value=option.name, key=field_key(name_field, option.name), max_chars=100)
    if option.origin:
        st.caption(plain(say("From: {origin}", origin=option.origin)))
    written = st.text_area(
        say("Note"),
        value=option.note,
        key=field_key(note_field, option.note),
        max_chars=5000,
        placeholder=say("What speaks for it, what against it, who asked for it"),
        help=say("Notes are kept with the negotiation and stand in its exports."),
    )
    if not name.strip():
        st.warning(say("An option needs a name. The one before is kept until another is given."))
    changes = {"name": name.strip() or option.name, "note": written}
    if changes != {"name": option.name, "note": option.note}:
        wrote(name_field, changes["name"])
        wrote(note_field, written)
        if change(change_option(content, option.key, **changes)):
            st.rerun()
        return
    with st.container(horizontal=True):
        if st.button(
            say("Take as the draft"),
            key=f"draft_{option.key}",
            help=say("In place of the draft. Undo brings it back."),
        ) and change(set_draft(content, option.terms, say("draft: {name}", name=option.name))):
            note(say("The draft is now: {name}. Undo brings back what was the draft before.", name=option.name))
            st.rerun()
        if st.button(
            say("Remove this option"), key=f"remove_{option.key}", help=say("Undo brings it back.")
        ) and change(remove_option(require().content, option.key)):
            note(say("Removed: {name}. Undo brings it back.", name=option.name))
            st.rerun()
