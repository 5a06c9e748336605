"""The draft as tables to type into: activities by corridor and cadre, system support, and who pays."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd
import streamlit as st

from toolkit.app.parts import capital, plain
from toolkit.app.sheet import Sheet, open_sheet
from toolkit.case.names import cadre_name, corridor_name, payer_name
from toolkit.case.schema import Case
from toolkit.languages.speech import say, say_count
from toolkit.report.draft_table import (
    Cell,
    Line,
    activity_lines,
    cell_words,
    needed_candidates,
    phase_names,
    support_line,
    tier_names,
    written,
)
from toolkit.report.share_table import (
    ShareLine,
    as_per_cent,
    bounds_words,
    payers_shown,
    share_lines,
    share_problems,
    share_words,
    shares_written,
)
from toolkit.wording import join, number
from toolkit.workspace.content import Content
from toolkit.workspace.edits import Edit, set_draft
from toolkit.workspace.store import Held

__all__ = ["save_draft_cells", "show_draft_tables"]

_APART = "terms_apart"


def _sheet(held: Held, case: Case) -> Sheet:
    rows = [case.start_year, case.phases, list(case.corridors), case.payment_shares, case.fund.budget]
    rows += [[(name, cadre, record.retention) for name, cadre, record in case.corridor_cadres()]]
    rows += [[country.budget for country in case.countries.values()], st.session_state.get(_APART, False)]
    return open_sheet("draft", held, lambda content: content.draft, repr(rows))


def save_draft_cells(held: Held, case: Case) -> None:
    """Save what was typed since the tables were drawn; called before anything is computed from the draft."""
    sheet = _sheet(held, case)
    sheet.save(_edited(sheet, case, held.content), held.content)


def _edited(sheet: Sheet, case: Case, now: Content) -> Edit:
    """The draft with everything that was typed, and the last change in words."""
    base = sheet.base.draft
    said: list[tuple[object, str]] = []
    cells: list[Cell] = []
    for name, lines in _activity_tables(case, base):
        for row, edits in sheet.cells(name).items():
            for column, value in edits.items():
                cells.append((lines[row].place, int(column), value))
                said.append((cells[-1], cell_words(case, lines[row], int(column), value)))
    shares = []
    for corridor in case.corridors:
        lines_of_shares = _share_lines(case, base, corridor)
        for row, edits in sheet.cells(f"shares_{corridor}").items():
            parts = dict(edits)
            shares.append((lines_of_shares[row], parts))
            said.append(((corridor, row, tuple(parts.items())), share_words(lines_of_shares[row], parts)))
    draft = shares_written(case, written(case, base, cells), shares) if cells or shares else base
    return set_draft(now, draft, say("draft: {changes}", changes=_newest(sheet, said)))


def _newest(sheet: Sheet, said: list[tuple[object, str]]) -> str:
    """The cells that were not told before, in words."""
    place = f"{sheet.key('told')}"
    told: dict[str, str] = st.session_state.setdefault(place, {})
    new = [words for key, words in said if told.get(repr(key)) != words]
    told.update({repr(key): words for key, words in said})
    if not new:
        return say("numbers changed")
    first, more = join(new[:3]), len(new) - 3
    if more <= 0:
        return first
    return say_count(
        "{changes} and {count} more", "{changes} and {count} more", more, changes=first, count=number(more)
    )


def _activity_tables(case: Case, draft: dict[str, object]) -> Iterator[tuple[str, tuple[Line, ...]]]:
    for corridor, record in case.corridors.items():
        for cadre in record.cadres:
            yield f"{corridor}_{cadre}", activity_lines(case, draft, corridor, cadre)
        yield f"{corridor}_support", (support_line(case, draft, corridor),)


def _share_lines(case: Case, draft: dict[str, object], corridor: str) -> tuple[ShareLine, ...]:
    return share_lines(case, draft, corridor, apart=st.session_state.get(_APART, False))


def show_draft_tables(held: Held, case: Case) -> None:
    """Every table of the draft."""
    sheet = _sheet(held, case)
    tables = dict(_activity_tables(case, sheet.base.draft))
    for corridor, record in case.corridors.items():
        st.header(plain(say("What is agreed: {corridor}", corridor=corridor_name(corridor))))
        for cadre in record.cadres:
            st.subheader(plain(capital(cadre_name(cadre))))
            _show_activities(sheet, case, f"{corridor}_{cadre}", tables[f"{corridor}_{cadre}"], cadre_name(cadre))
            needed, tiers = (
                needed_candidates(case, held.content.draft, corridor, cadre),
                tier_names(case, corridor, cadre),
            )
            st.caption(plain(f"{needed} {tiers}"))
        name = f"{corridor}_support"
        _show_activities(sheet, case, name, tables[name], corridor_name(corridor))
    st.header(say("Who pays"))
    st.toggle(say("Each cadre and phase on a line of its own"), key=_APART)
    problems = share_problems(case, held.content.draft)
    for corridor in case.corridors:
        _show_shares(sheet, case, corridor)
    if problems:
        st.warning("\n".join(f"- {plain(problem)}" for problem in problems))


def _show_activities(sheet: Sheet, case: Case, name: str, lines: tuple[Line, ...], about: str) -> None:
    years = phase_names(case)
    frame = pd.DataFrame({"what": [line.label for line in lines]})
    for phase in range(len(years)):
        frame[str(phase)] = pd.Series([line.values[phase] for line in lines], dtype="float64")
    frame["most"] = [line.most for line in lines]
    help_text = say(
        "A year, in each year of these years. An empty cell is 0; empty candidates follow from the recruits."
    )
    # money has more digits than people: six would not show all of it
    digits = None if name.endswith("_support") else "%.6g"
    columns = {
        "what": st.column_config.TextColumn(say("A year"), width=235, pinned=True, help=_meanings(lines)),
        **{
            str(phase): st.column_config.NumberColumn(words, min_value=0, width=108, format=digits, help=help_text)
            for phase, words in enumerate(years)
        },
        "most": st.column_config.TextColumn(
            say("Most that is allowed"), width=200, help=say("What the case makes possible.")
        ),
    }
    st.data_editor(
        frame,
        key=sheet.key(name),
        column_config=columns,
        disabled=["what", "most"],
        hide_index=True,
        width="stretch",
        height="content",
        placeholder=say("as needed"),
        alt=say("Terms a year by phase: {about}", about=about),
    )


def _meanings(lines: tuple[Line, ...]) -> str:
    return "\n".join(f"- {plain(line.label)}: {plain(line.meaning)}" for line in lines)


def _show_shares(sheet: Sheet, case: Case, corridor: str) -> None:
    lines = _share_lines(case, sheet.base.draft, corridor)
    payers = payers_shown(case, sheet.base.draft, corridor)
    if len(case.corridors) > 1:
        st.subheader(plain(corridor_name(corridor)))
    frame = pd.DataFrame({"item": [line.label for line in lines], "scope": [line.scope for line in lines]})
    for payer in payers:
        frame[payer] = pd.Series([as_per_cent(line.shares[payer]) for line in lines], dtype="float64")
    help_text = say(
        "Per cent of the cost. The parts of a line add up to 100. An emptied line goes back to equal parts."
    )
    columns = {
        "item": st.column_config.TextColumn(say("Cost"), width=180, pinned=True),
        "scope": st.column_config.TextColumn(
            say("For"), width=100 if len(case.corridors[corridor].cadres) == 1 else 170
        ),
        **{
            payer: st.column_config.NumberColumn(
                _heading(corridor, payer), min_value=0, width=145, format="%.4g", help=help_text
            )
            for payer in payers
        },
    }
    st.data_editor(
        frame,
        key=sheet.key(f"shares_{corridor}"),
        column_config=columns,
        disabled=["item", "scope"],
        hide_index=True,
        width="stretch",
        height="content",
        alt=say("Who pays, in per cent: {corridor}", corridor=corridor_name(corridor)),
    )
    note = say(
        "In per cent of each cost. Where the draft says nothing, equal parts within the allowed bounds are shown."
    )
    st.caption(plain(f"{note} {bounds_words(lines)}"))


def _heading(corridor: str, payer: str) -> str:
    return say("{payer} %", payer=capital(payer_name(corridor, payer)))
