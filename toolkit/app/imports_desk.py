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

from toolkit.app.parts import plain, show_problems, show_table
from toolkit.app.results import country_choices, register
from toolkit.countries import country_name
from toolkit.errors import InputError, Problem, RegisterError
from toolkit.imports.canonical import BASES, CADRES, INDICATORS, MEASURES, UNITS, WORDS
from toolkit.imports.detect import LAYOUTS
from toolkit.imports.keep import keep_import, name_for
from toolkit.imports.profile import PARTS, Profile, profile_from
from toolkit.imports.report import REASONS, Question
from toolkit.imports.run import Preview, preview
from toolkit.register.places import SKIP
from toolkit.register.user_data import imports, remove_import
from toolkit.report.imports import import_tables, preview_tables
from toolkit.report.register import spaced

__all__ = ["show_imports"]

_TYPES = ["csv", "tsv", "txt", "xlsx", "xls", "json", "xml"]
_MOST_MEGABYTES = 5
_MOST_QUESTIONS = 40
_LEAVE = ""
_DESCRIBED = "described"
_CONFIDENCE = {
    "verified": "official, dated or the publisher's own",
    "secondary": "quoted or reported by another",
    "weak": "one thin or unsourced page",
}
_FEW_WORDS = {"cadre": CADRES, "measure": MEASURES, "basis": BASES, "unit": UNITS, "indicator": INDICATORS}
_CONSTANT = "the same in every row: "
_HOW = "These rows are left out. Import the file again and say what the names mean."
_ODD = re.compile(r"[^\w .()-]+")


def show_imports() -> None:
    """The whole desk: a new file, and what was imported before."""
    st.markdown(
        "Your own files are laid over the facts that come with Accord: corridors, agreements and new cases use them, "
        "the numbers of the open negotiation do not change. They count for everybody who works with this installation."
    )
    uploaded = st.file_uploader(
        f"A table from a publisher or your own (CSV, Excel, JSON or XML, at most {_MOST_MEGABYTES} MB)",
        type=_TYPES,
        key="import_file",
        max_upload_size=_MOST_MEGABYTES,
        help="Larger files: the command `accord data import` reads them row by row.",
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


@st.cache_resource(max_entries=8, show_spinner="Reading the file …")
def _looked_at(name: str, data: bytes, layout: str, profile: str, options: str, answers: str) -> Preview:
    described = profile_from(json.loads(profile)) if profile else None
    with _on_disk(name, data) as path:
        return preview(
            path, layout=layout or None, profile=described, answers=json.loads(answers), **json.loads(options)
        )


def _new_file(uploaded: UploadedFile) -> None:
    name, data, key = uploaded.name, uploaded.getvalue(), f"import_{uploaded.file_id}"
    try:
        first = _looked_at(name, data, "", "", "{}", "{}")
    except InputError as failure:
        show_problems(failure)
        return
    for number, table in enumerate(preview_tables(first)[: 1 + len(first.rows)]):
        show_table(table, f"preview_{number}")
    layout = _layout(first, key)
    try:
        profile = _profile(first, key) if layout == _DESCRIBED else None
    except RegisterError as failure:
        st.info(plain("Not said yet: " + "; ".join(problem.problem for problem in failure.problems)))
        return
    layout = "" if profile else layout
    options = _left_out(key)
    found = first
    if layout or profile or options:
        written = json.dumps(profile.model_dump(mode="json", exclude_defaults=True)) if profile else ""
        found = _looked_at(name, data, layout, written, json.dumps(options), "{}")
    if found.problems and all(problem.place == "the layout" for problem in found.problems):
        st.info("The layout of this file is not known here. Say above which it is, or which column is what.")
        return
    if found.problems:
        show_problems(RegisterError(name, list(found.problems)))
        return
    answers = _answers(found.questions, key)
    _import(name, data, key, layout, profile, options, answers)


def _layout(first: Preview, key: str) -> str:
    """The layout that the user chose, empty for the one that was recognised."""
    known = {layout: about.words for layout, about in LAYOUTS.items() if layout != "table"}
    head = f"As recognised: {known.get(first.layout, first.layout)}" if first.layout else "Not recognised: choose"
    said = {"": head, _DESCRIBED: "Another table: say which column is what", **known}
    return st.selectbox("What the file is", list(said), format_func=lambda layout: said[layout], key=f"{key}_layout")


def _profile(first: Preview, key: str) -> Profile:
    """The description of a table from the inputs. Raises ``RegisterError`` while it is not whole."""
    with st.container(border=True, key="import_description"):
        left, middle, right = st.columns(3)
        kind = left.selectbox(
            "What it gives",
            list(PARTS),
            format_func={"corridors": "people between countries", "indicators": "facts about countries"}.__getitem__,
            key=f"{key}_kind",
        )
        sheet = middle.selectbox(
            "Sheet", list(first.sheets) or [""], key=f"{key}_sheet", disabled=len(first.sheets) < 2
        )
        rows = dict(first.rows.get(sheet or "", ()))
        header = right.selectbox(
            "Row with the names of the columns", list(rows) or [1], key=f"{key}_header", help="Counted from 1."
        )
        names = _columns(rows.get(header, ()))
        values: dict[str, Any] = {"table": kind, "header_row": header, "columns": {}, "constants": {}}
        if len(first.sheets) > 1:
            values["sheet"] = sheet
        columns = st.columns(2)
        for number, part in enumerate(PARTS[kind]):
            _part(columns[number % 2], part, names, key, values)
        across = st.multiselect(
            "Columns whose names are years, if the years stand across",
            list(names),
            format_func=names.__getitem__,
            key=f"{key}_across",
            placeholder="None",
        )
        if across:
            values |= {"across": across, "across_part": "year"}
    return profile_from(values, "the description")


def _columns(header: Sequence[str]) -> dict[str, str]:
    """The columns by their name, or by their place where the name is missing or stands twice; and how they are said."""
    found = {}
    for place, cell in enumerate(header, start=1):
        single = cell.strip() and header.count(cell) == 1
        found[cell if single else f"#{place}"] = cell if single else f"{cell.strip() or 'no name'} (column {place})"
    return found


def _part(column: Any, part: str, names: Mapping[str, str], key: str, values: dict[str, Any]) -> None:
    words = sorted(_FEW_WORDS.get(part, ()))
    said = {"": "not in the file", **names}
    said |= {f"{_CONSTANT}{word}": f"{_CONSTANT}{spaced(word)}" for word in words}
    picked = column.selectbox(
        spaced(part).capitalize(), list(said), format_func=lambda name: said[name], key=f"{key}_part_{part}"
    )
    if picked.startswith(_CONSTANT):
        values["constants"][part] = picked.removeprefix(_CONSTANT)
    elif picked:
        values["columns"][part] = picked


def _left_out(key: str) -> dict[str, Any]:
    """What the user says because the file does not."""
    with st.expander("What the file does not say itself"):
        year, unit, measure = st.columns(3)
        told = {
            "year": year.number_input(
                "Year", 1900, 2200, value=None, step=1, key=f"{key}_year", placeholder="As in it"
            ),
            "unit": unit.selectbox("Unit", ["", *sorted(UNITS)], format_func=_word, key=f"{key}_unit"),
            "measure": measure.selectbox("Measure", ["", *sorted(MEASURES)], format_func=_word, key=f"{key}_measure"),
        }
    return {name: value for name, value in told.items() if value}


def _word(word: str) -> str:
    return spaced(word) if word else "as in the file"


def _answers(questions: Sequence[Question], key: str) -> dict[str, str]:
    """What names and labels mean that the file leaves open; those without an answer are left out and counted."""
    if not questions:
        return {}
    st.subheader("Names that are not clear")
    st.markdown("Nothing is guessed: rows with a name that stays open are left out and counted in the report.")
    answers = {}
    for question in questions[:_MOST_QUESTIONS]:
        labels = question.kind == "other_measure"
        others = sorted(WORDS) if labels else [code for code in country_choices() if code not in question.candidates]
        choices = [_LEAVE, *question.candidates, SKIP, *others]
        meant = st.selectbox(
            plain(f"'{question.name}' in {question.count} rows ({question.column})"),
            choices,
            format_func=_meaning,
            key=f"{key}_answer_{question.name}",
            help=REASONS.get(question.kind, ""),
        )
        if meant:
            answers[question.name] = meant
    if len(questions) > _MOST_QUESTIONS:
        st.caption(f"{len(questions) - _MOST_QUESTIONS} more stay open and are listed in the report.")
    return answers


def _meaning(choice: str) -> str:
    if choice in (_LEAVE, SKIP):
        return "leave open" if choice == _LEAVE else "leave out on purpose"
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
    with st.form(f"{key}_form"):
        source = st.text_input(
            "What the file is and who published it",
            key=f"{key}_source",
            max_chars=200,
            help="It is quoted with every number that comes from the file.",
        )
        left, middle, right = st.columns(3)
        kept_as = left.text_input("Name of the import", value=name_for(name), key=f"{key}_name", max_chars=60)
        day = middle.text_input("Day of the download", key=f"{key}_day", placeholder="2026-03-31, or leave empty")
        confidence = right.selectbox(
            "How good the evidence is",
            list(_CONFIDENCE),
            index=1,
            format_func=lambda word: f"{word}: {_CONFIDENCE[word]}",
            key=f"{key}_confidence",
        )
        replace = st.checkbox("Replace an import of the same name", key=f"{key}_replace")
        wanted = st.form_submit_button("Import the file", type="primary")
    if not wanted:
        return
    try:
        with st.spinner("Importing …"), _on_disk(name, data) as path:
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
    _forget_register()
    st.session_state["imported"] = kept_as
    st.rerun()


def _said(source: str) -> str:
    if not source.strip():
        problem = Problem("the source", "is empty", "what the file is and who published it", "fill it in")
        raise InputError("the import", [problem])
    return source.strip()


def _day(text: str) -> date | None:
    if not text.strip():
        return None
    try:
        return date.fromisoformat(text.strip())
    except ValueError as failure:
        problem = Problem("the day of the download", f"is '{text.strip()[:40]}'", "a date such as 2026-03-31")
        raise InputError("the import", [problem]) from failure


def _forget_register() -> None:
    register.clear()
    country_choices.clear()


def _list() -> None:
    try:
        found = imports()
    except InputError as failure:
        show_problems(failure)
        return
    st.subheader("Imported so far")
    if not found:
        st.markdown("Nothing yet. What you import is listed here with its report, and can be removed.")
    for item in found:
        fresh = st.session_state.get("imported") == item.name
        if fresh:
            st.success(plain(f"Imported: {item.name}"))
        with st.expander(plain(f"{item.name}: {item.report.get('source', '')}"), expanded=fresh):
            for number, table in enumerate(import_tables(item.report, item.name, how_to_answer=_HOW)):
                show_table(table, f"report_{item.name}_{number}")
            with st.popover("Remove this import", key=f"remove_{item.name}"):
                st.markdown("Everything that came with it is removed. Facts that it replaced count again.")
                if st.button("Remove it", key=f"removed_{item.name}"):
                    remove_import(item.name)
                    _forget_register()
                    st.rerun()
