"""The user's own files: look at one, say what it leaves open, import it with its report, list and remove imports.

Files are read by the importers of the library and by nothing else.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path, PurePath
from tempfile import TemporaryDirectory
from typing import Any

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from toolkit.app.language import announced, typed_in_a_form
from toolkit.app.parts import capital, plain, show_problems, show_table
from toolkit.app.results import country_choices, forget_register
from toolkit.countries import country_name
from toolkit.errors import InputError, Problem, RegisterError
from toolkit.imports.canonical import BASES, CADRES, INDICATORS, MEASURES, UNITS, WORDS
from toolkit.imports.detect import LAYOUTS
from toolkit.imports.keep import keep_import, name_for
from toolkit.imports.profile import PARTS, Profile, profile_from
from toolkit.imports.report import REASONS, Question
from toolkit.imports.run import Preview, preview
from toolkit.languages.speech import current_language, say, say_count, to_say
from toolkit.register.places import SKIP
from toolkit.register.user_data import imports, remove_import
from toolkit.report.imports import import_tables, preview_tables
from toolkit.report.register import spaced
from toolkit.wording import number

__all__ = ["show_imports"]

_TYPES = ["csv", "tsv", "txt", "xlsx", "xls", "json", "xml"]
_MOST_MEGABYTES = 5
_MOST_QUESTIONS = 40
_LEAVE = ""
_DESCRIBED = "described"
_CONFIDENCE = {
    "verified": to_say("verified: official, dated or the publisher's own"),
    "secondary": to_say("secondary: quoted or reported by another"),
    "weak": to_say("weak: one thin or unsourced page"),
}
_KINDS = {"corridors": to_say("people between countries"), "indicators": to_say("facts about countries")}
_FEW_WORDS = {"cadre": CADRES, "measure": MEASURES, "basis": BASES, "unit": UNITS, "indicator": INDICATORS}
_CONSTANT = "the same in every row: "
_HOW = to_say("These rows are left out. Import the file again and say what the names mean.")
_ODD = re.compile(r"[^\w .()-]+")


def show_imports() -> None:
    """The whole desk: a new file, and what was imported before."""
    st.markdown(
        say(
            "Your own files are laid over the facts that come with Accord: corridors, agreements and new cases use "
            "them, the numbers of the open negotiation do not change. They count for everybody who works with this "
            "installation."
        )
    )
    uploaded = st.file_uploader(
        say(
            "A table from a publisher or your own (CSV, Excel, JSON or XML, at most {size} MB)",
            size=number(_MOST_MEGABYTES),
        ),
        type=_TYPES,
        key="import_file",
        max_upload_size=_MOST_MEGABYTES,
        help=say("Larger files: the command `accord data import` reads them row by row."),
    )
    if uploaded is not None:
        _new_file(uploaded)
    _list()


@contextmanager
def _on_disk(name: str, data: bytes) -> Iterator[Path]:
    """The file under its own name, without any folder, in a folder that is removed afterwards."""
    with TemporaryDirectory(prefix="accord-") as folder:
        path = Path(folder) / (_ODD.sub("_", PurePath(name).name)[-100:].lstrip(".") or "upload")
        path.write_bytes(data)
        yield path


@st.cache_resource(max_entries=8, show_spinner=announced(to_say("Reading the file …")))
def _kept_look(name: str, data: bytes, layout: str, profile: str, options: str, language: str) -> Preview:
    described = profile_from(json.loads(profile)) if profile else None
    with _on_disk(name, data) as path:
        return preview(path, layout=layout or None, profile=described, answers={}, **json.loads(options))


def _looked_at(name: str, data: bytes, layout: str = "", profile: str = "", options: str = "{}") -> Preview:
    return _kept_look(name, data, layout, profile, options, current_language())


def _new_file(uploaded: UploadedFile) -> None:
    name, data, key = uploaded.name, uploaded.getvalue(), f"import_{uploaded.file_id}"
    try:
        first = _looked_at(name, data)
    except InputError as failure:
        show_problems(failure)
        return
    for place, table in enumerate(preview_tables(first)[: 1 + len(first.rows)]):
        show_table(table, f"preview_{place}")
    layout = _layout(first, key)
    try:
        profile = _profile(first, key) if layout == _DESCRIBED else None
    except RegisterError as failure:
        missing = "; ".join(problem.problem for problem in failure.problems)
        st.info(plain(say("Not said yet: {problems}", problems=missing)))
        return
    layout = "" if profile else layout
    options = _left_out(key)
    found = first
    if layout or profile or options:
        written = json.dumps(profile.model_dump(mode="json", exclude_defaults=True)) if profile else ""
        found = _looked_at(name, data, layout, written, json.dumps(options))
    if found.unrecognised:
        st.info(say("The layout of this file is not known here. Say above which it is, or which column is what."))
        return
    if found.problems:
        show_problems(RegisterError(name, list(found.problems)))
        return
    answers = _answers(found.questions, key)
    _import(name, data, key, layout, profile, options, answers)


def _layout(first: Preview, key: str) -> str:
    """The layout that the user chose, empty for the one that was recognised."""
    known = {layout: say(about.words) for layout, about in LAYOUTS.items() if layout != "table"}
    head = say("Not recognised: choose")
    if first.layout:
        head = say("As recognised: {layout}", layout=known.get(first.layout, first.layout))
    said = {"": head, _DESCRIBED: say("Another table: say which column is what"), **known}
    return st.selectbox(
        say("What the file is"), list(said), format_func=lambda layout: said[layout], key=f"{key}_layout"
    )


def _profile(first: Preview, key: str) -> Profile:
    """The description of a table from the inputs. Raises ``RegisterError`` while it is not whole."""
    with st.container(border=True, key="import_description"):
        left, middle, right = st.columns(3)
        kind = left.selectbox(
            say("What it gives"),
            list(PARTS),
            format_func=lambda kind: say(_KINDS[kind]),
            key=f"{key}_kind",
        )
        sheet = middle.selectbox(
            say("Sheet"), list(first.sheets) or [""], key=f"{key}_sheet", disabled=len(first.sheets) < 2
        )
        rows = dict(first.rows.get(sheet or "", ()))
        header = right.selectbox(
            say("Row with the names of the columns"),
            list(rows) or [1],
            key=f"{key}_header",
            help=say("Counted from 1."),
        )
        names = _columns(rows.get(header, ()))
        values: dict[str, Any] = {"table": kind, "header_row": header, "columns": {}, "constants": {}}
        if len(first.sheets) > 1:
            values["sheet"] = sheet
        columns = st.columns(2)
        for place, part in enumerate(PARTS[kind]):
            _part(columns[place % 2], part, names, key, values)
        across = st.multiselect(
            say("Columns whose names are years, if the years stand across"),
            list(names),
            format_func=names.__getitem__,
            key=f"{key}_across",
            placeholder=say("None"),
        )
        if across:
            values |= {"across": across, "across_part": "year"}
    return profile_from(values, say("the description"))


def _columns(header: Sequence[str]) -> dict[str, str]:
    """The columns by their name, or by their place where the name is missing or stands twice; and how they are said."""
    found = {}
    for place, cell in enumerate(header, start=1):
        single = cell.strip() and header.count(cell) == 1
        found[cell if single else f"#{place}"] = cell if single else _named(cell.strip(), place)
    return found


def _named(cell: str, place: int) -> str:
    if not cell:
        return say("no name (column {number})", number=place)
    return say("{name} (column {number})", name=cell, number=place)


def _part(column: Any, part: str, names: Mapping[str, str], key: str, values: dict[str, Any]) -> None:
    words = sorted(_FEW_WORDS.get(part, ()))
    said = {"": say("not in the file"), **names}
    said |= {f"{_CONSTANT}{word}": say("the same in every row: {word}", word=spaced(word)) for word in words}
    picked = column.selectbox(
        capital(spaced(part)), list(said), format_func=lambda name: said[name], key=f"{key}_part_{part}"
    )
    if picked.startswith(_CONSTANT):
        values["constants"][part] = picked.removeprefix(_CONSTANT)
    elif picked:
        values["columns"][part] = picked


def _left_out(key: str) -> dict[str, Any]:
    """What the user says because the file does not."""
    with st.expander(say("What the file does not say itself")):
        year, unit, measure = st.columns(3)
        told = {
            "year": year.number_input(
                say("Year"), 1900, 2200, value=None, step=1, key=f"{key}_year", placeholder=say("As in it")
            ),
            "unit": unit.selectbox(say("Unit"), ["", *sorted(UNITS)], format_func=_word, key=f"{key}_unit"),
            "measure": measure.selectbox(
                say("Measure"), ["", *sorted(MEASURES)], format_func=_word, key=f"{key}_measure"
            ),
        }
    return {name: value for name, value in told.items() if value}


def _word(word: str) -> str:
    return spaced(word) if word else say("as in the file")


def _answers(questions: Sequence[Question], key: str) -> dict[str, str]:
    """What names and labels mean that the file leaves open; those without an answer are left out and counted."""
    if not questions:
        return {}
    st.subheader(say("Names that are not clear"))
    st.markdown(say("Nothing is guessed: rows with a name that stays open are left out and counted in the report."))
    answers = {}
    for question in questions[:_MOST_QUESTIONS]:
        labels = question.kind == "other_measure"
        others = sorted(WORDS) if labels else [code for code in country_choices() if code not in question.candidates]
        choices = [_LEAVE, *question.candidates, SKIP, *others]
        meant = st.selectbox(
            plain(_asked(question)),
            choices,
            format_func=_meaning,
            key=f"{key}_answer_{question.name}",
            help=say(REASONS.get(question.kind, "")),
        )
        if meant:
            answers[question.name] = meant
    if len(questions) > _MOST_QUESTIONS:
        st.caption(_left_open(len(questions) - _MOST_QUESTIONS))
    return answers


def _asked(question: Question) -> str:
    return say_count(
        "'{name}' in {count} rows ({column})",
        "'{name}' in {count} rows ({column})",
        question.count,
        name=question.name,
        count=question.count,
        column=question.column,
    )


def _left_open(count: int) -> str:
    return say_count(
        "{count} more stay open and are listed in the report.",
        "{count} more stay open and are listed in the report.",
        count,
        count=number(count),
    )


def _meaning(choice: str) -> str:
    if choice in (_LEAVE, SKIP):
        return say("leave open") if choice == _LEAVE else say("leave out on purpose")
    return spaced(choice) if choice in WORDS else country_name(choice)


def _import(
    name: str,
    data: bytes,
    key: str,
    layout: str,
    profile: Profile | None,
    options: Mapping[str, Any],
    answers: Mapping[str, str],
) -> None:
    with st.container(border=True):
        confidence = st.selectbox(
            say("How good the evidence is"),
            list(_CONFIDENCE),
            index=1,
            format_func=lambda word: say(_CONFIDENCE[word]),
            key=f"{key}_confidence",
        )
        with st.form(f"{key}_form", border=False):
            source = st.text_input(
                say("What the file is and who published it"),
                key=typed_in_a_form(f"{key}_source"),
                max_chars=200,
                help=say("It is quoted with every number that comes from the file."),
            )
            left, right = st.columns(2)
            kept_as = left.text_input(
                say("Name of the import"), value=name_for(name), key=typed_in_a_form(f"{key}_name"), max_chars=60
            )
            day = right.text_input(
                say("Day of the download"),
                key=typed_in_a_form(f"{key}_day"),
                placeholder=say("2026-03-31, or leave empty"),
            )
            replace = st.checkbox(say("Replace an import of the same name"), key=f"{key}_replace")
            wanted = st.form_submit_button(say("Import the file"), type="primary")
    if not wanted:
        return
    try:
        with st.spinner(say("Importing …")), _on_disk(name, data) as path:
            keep_import(
                path,
                kept_as,
                source=_said(source),
                replace=replace,
                layout=layout or None,
                retrieved=_day(day),
                answers=answers,
                profile=profile,
                confidence=confidence,
                imported_at=datetime.now(UTC).replace(tzinfo=None),
                **options,
            )
    except InputError as failure:
        show_problems(failure)
        return
    forget_register()
    st.session_state["imported"] = kept_as
    st.rerun()


def _said(source: str) -> str:
    if not source.strip():
        problem = Problem(
            say("the source"), say("is empty"), say("what the file is and who published it"), say("fill it in")
        )
        raise InputError(say("the import"), [problem])
    return source.strip()


def _day(text: str) -> date | None:
    if not text.strip():
        return None
    try:
        return date.fromisoformat(text.strip())
    except ValueError as failure:
        given = say("is '{text}'", text=text.strip()[:40])
        problem = Problem(say("the day of the download"), given, say("a date such as 2026-03-31"))
        raise InputError(say("the import"), [problem]) from failure


def _list() -> None:
    try:
        found = imports()
    except InputError as failure:
        show_problems(failure)
        return
    st.subheader(say("Imported so far"))
    if not found:
        st.markdown(say("Nothing yet. What you import is listed here with its report, and can be removed."))
    for item in found:
        fresh = st.session_state.get("imported") == item.name
        if fresh:
            st.success(plain(say("Imported: {name}", name=item.name)))
        with st.expander(plain(f"{item.name}: {item.report.get('source', '')}"), expanded=fresh):
            for place, table in enumerate(import_tables(item.report, item.name, how_to_answer=say(_HOW))):
                show_table(table, f"report_{item.name}_{place}")
            with st.popover(say("Remove this import"), key=f"remove_{item.name}"):
                st.markdown(say("Everything that came with it is removed. Facts that it replaced count again."))
                if st.button(say("Remove it"), key=f"removed_{item.name}"):
                    remove_import(item.name)
                    forget_register()
                    st.rerun()
