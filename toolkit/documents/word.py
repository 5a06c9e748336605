"""Documents as Word files: real styles, numbered articles, header rows, alternative texts; the same bytes each time.

With a previous version, what changed is marked as tracked changes that Word and LibreOffice can accept or reject.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Sequence
from copy import deepcopy
from typing import Any

import docx
from docx.oxml.ns import qn
from docx.shared import Cm

from toolkit.documents.blocks import Document, Progress, clean, shortened
from toolkit.documents.direction import text_runs
from toolkit.documents.held import embed
from toolkit.documents.tracked import Drawing, Grid, Line, Part, Segment, paired, parts, rows_paired, segments
from toolkit.documents.widths import LANDSCAPE, PORTRAIT, Plan, lines_of, on_pages, plan
from toolkit.documents.word_styles import STYLES, TABLE_STYLE, element, prepare
from toolkit.languages.catalogues import right_to_left
from toolkit.languages.speech import say, speaking
from toolkit.report.archive import archive
from toolkit.report.figures.render import framed_png, plain_svg
from toolkit.report.table import Table
from toolkit.wording import day_in_words

__all__ = ["to_word"]

_TWIPS = 1440 / 2.54
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_LONG = 25
"""Rows of more lines may go over the end of a page: moved as a whole they would leave half a page empty."""
_SHORT = 12
"""Tables of no more rows stay on one page."""
_CELL = 9.0

Pair = tuple[Part | None, Part | None]


def to_word(document: Document, previous: Document | None = None, *, progress: Progress | None = None) -> bytes:
    """The document as a Word file in its language; ``previous`` is the version against which changes are marked."""
    word = docx.Document()
    with speaking(document.language):
        prepare(word, document)
        _Writer(word, document, previous).write(progress)
    if document.held is not None:
        embed(word, document.held)
    out = io.BytesIO()
    word.save(out)
    return _with_fixed_dates(out.getvalue())


def _front(document: Document) -> list[Part]:
    """Title, the line below it, and the date."""
    stated = day_in_words(document.stated) if document.stated else ""
    texts = {
        "title": shortened(document.title, 300),
        "subtitle": shortened(document.subtitle, 600),
        "stated": stated,
    }
    return [Line(("front", style), style, text) for style, text in texts.items() if text]


def _all_parts(document: Document) -> list[Part]:
    return [*_front(document), *parts(document.blocks)]


def _either(pair: Pair) -> Part:
    found = pair[1] or pair[0]
    assert found is not None
    return found


def _begins(pair: Pair) -> bool:
    part = _either(pair)
    return isinstance(part, Line) and part.style == "heading1"


def _wide(pair: Pair) -> bool:
    return isinstance(_either(pair), Grid) and _shape(*(_table(part) for part in pair)).turned


def _table(part: Part | None) -> Table | None:
    return part.table if isinstance(part, Grid) else None


def _shape(before: Table | None, after: Table | None) -> Plan:
    """The widths of a table, with room for both versions of a cell as far as the page has it."""
    table = after or before
    assert table is not None
    alone = plan(table)
    if before is None or after is None:
        return alone
    rows = [
        tuple(now if now == was else f"{was}{now}" for was, now in zip(old, new, strict=True))
        for old, new in rows_paired(before, after)
        if old and new
    ]
    both = plan(Table(after.title, after.columns, (*after.rows, *rows), numeric=after.numeric))
    return alone if both.tight or both.turned != alone.turned else both


class _Writer:
    """Writes parts into the body of a Word file, each with its counterpart of the previous version."""

    def __init__(self, word: Any, document: Document, previous: Document | None):
        self.word, self.body = word, word.element.body
        after = _all_parts(document)
        self.pairs: list[Pair] = list(paired(_all_parts(previous), after)) if previous else [(p, p) for p in after]
        self.stamp = f"{document.stated.isoformat()}T00:00:00Z" if document.stated else ""
        self.mirrored = right_to_left(document.language)
        self.changes = 0

    def write(self, progress: Progress | None) -> None:
        """All parts, in sections of upright and turned pages."""
        runs = on_pages(self.pairs, _begins, _wide)
        last, done, doing = self.body[-1], 0, say("Writing the Word file")
        for number, run in enumerate(runs):
            for place, pair in enumerate(run.items):
                if progress is not None:
                    progress(done, len(self.pairs), doing)
                done += 1
                first = place == 0 and number > 0
                following = _either(run.items[place + 1]) if place + 1 < len(run.items) else None
                self._part(pair, LANDSCAPE if run.turned else PORTRAIT, first, isinstance(following, Grid))
                if isinstance(_either(pair), Grid) and isinstance(following, Grid):
                    self._add(_spacer())
            if number + 1 < len(runs):
                self._add(_spacer(_section(last, run.turned)))
            else:
                if isinstance(_either(run.items[-1]), Grid):
                    self._add(_spacer())
                _turn(last, run.turned)
        if progress is not None:
            progress(len(self.pairs), len(self.pairs), doing)

    def _add(self, made: Any) -> None:
        self.body.insert(len(self.body) - 1, made)

    def _part(self, pair: Pair, room: float, starts_section: bool, before_table: bool) -> None:
        before, after = pair
        if isinstance(before, Line) or isinstance(after, Line):
            self._line(before, after, starts_section, before_table)
        elif isinstance(before, Grid) or isinstance(after, Grid):
            self._grid(_table(before), _table(after))
        else:
            self._drawing(_either(pair), "del" if after is None else "ins" if before is None else "", room)

    def _line(self, before: Part | None, after: Part | None, starts_section: bool, before_table: bool) -> None:
        old, new = (part if isinstance(part, Line) else None for part in (before, after))
        line = new or old
        assert line is not None
        mark = "del" if new is None else "ins" if old is None else ""
        properties = element("pPr", element("pStyle", val=STYLES[line.style]))
        if before_table:
            properties.append(element("keepNext"))
        if line.starts_page and not starts_section:
            properties.append(element("pageBreakBefore"))
        properties.extend(self._turned())
        if mark:
            properties.append(element("rPr", self._change(mark)))
        found = segments(old.text if old else "", new.text if new else "")
        self._add(element("p", properties, *self._runs(found)))

    def _turned(self) -> list[Any]:
        """What a paragraph says that begins at the right."""
        return [element("bidi")] if self.mirrored else []

    def _change(self, mark: str, *children: Any) -> Any:
        self.changes += 1
        when = {"date": self.stamp} if self.stamp else {}
        return element(mark, *children, id=str(self.changes), author="Accord", **when)

    def _runs(self, found: Iterable[Segment], size: float = 0.0) -> list[Any]:
        """Runs of text, those that are new or taken out inside their mark."""
        made = []
        for text, mark in found:
            runs = [
                _run(part, "delText" if mark == "del" else "t", size, turned=turned)
                for part, turned in text_runs(text, mirrored=self.mirrored)
            ]
            made += [self._change(mark, *runs)] if mark else runs
        return made

    def _grid(self, before: Table | None, after: Table | None) -> None:
        table = after or before
        assert table is not None
        shape = _shape(before, after)
        twips = [round(width * _TWIPS) for width in shape.widths]
        grid = element("tbl", _properties(table, sum(twips), mirrored=self.mirrored))
        grid.append(element("tblGrid", *(element("gridCol", w=str(width)) for width in twips)))
        old, new = (part.columns if part else None for part in (before, after))
        grid.append(self._row(old, new, table, shape, header=True, together=True))
        rows = rows_paired(before, after) if before and after else []
        rows = rows or [(row, None) if after is None else (None, row) for row in table.rows]
        for place, (was, now) in enumerate(rows, start=1):
            grid.append(self._row(was, now, table, shape, together=place < len(rows) <= _SHORT))
        self._add(grid)

    def _row(
        self,
        before: Sequence[str] | None,
        after: Sequence[str] | None,
        table: Table,
        shape: Plan,
        *,
        header: bool = False,
        together: bool = False,
    ) -> Any:
        mark = "del" if after is None else "ins" if before is None else ""
        shown = after or before or ()
        long = (
            max((lines_of(text, w, shape.size) for text, w in zip(shown, shape.widths, strict=True)), default=1) > _LONG
        )
        properties = element("trPr", *([] if long else [element("cantSplit")]))
        if header:
            properties.append(element("tblHeader"))
        if mark:
            properties.append(self._change(mark))
        row = element("tr", properties)
        for place, name in enumerate(table.columns):
            texts = [clean(cells[place]) if cells else "" for cells in (before, after)]
            if header:
                texts = [text[:1].upper() + text[1:] for text in texts]
            look = element("pPr", element("pStyle", val=STYLES["head" if header else "cell"]))
            if together:
                look.append(element("keepNext"))
            look.extend(self._turned())
            if name in table.numeric:
                look.append(element("jc", val="right"))
            if mark:
                look.append(element("rPr", self._change(mark)))
            runs = self._runs(segments(*texts), 0.0 if shape.size == _CELL else shape.size)
            width = element("tcW", w=str(round(shape.widths[place] * _TWIPS)), type="dxa")
            row.append(element("tc", element("tcPr", width), element("p", look, *runs)))
        return row

    def _drawing(self, part: Part, mark: str, room: float) -> None:
        assert isinstance(part, Drawing)
        figure = part.figure
        picture = framed_png(plain_svg(figure.to_dict("light")), 2.0)
        inline = self.word.part.new_pic_inline(io.BytesIO(picture), width=Cm(room * part.width))
        inline.docPr.set("descr", clean(figure.description))
        inline.docPr.set("title", clean(figure.title))
        inline.docPr.set("name", say("Picture {number}", number=inline.docPr.get("id")))
        run = element("r", element("drawing", inline))
        look = element("pPr", element("keepNext"), *self._turned())
        if mark:
            look.append(element("rPr", self._change(mark)))
        self._add(element("p", look, self._change(mark, run) if mark else run))


def _run(text: str, tag: str, size: float, *, turned: bool) -> Any:
    """A run of text in one direction, from right to left where it is turned."""
    half = f"{size * 2:.0f}"
    look = [element("sz", val=half), element("szCs", val=half)] if size else []
    look += [element("rtl")] if turned else []
    run = element("r", *([element("rPr", *look)] if look else []))
    for number, line in enumerate(text.split("\n")):
        if number:
            run.append(element("br"))
        written = element(tag)
        written.text = line
        written.set(_SPACE, "preserve")
        run.append(written)
    return run


def _properties(table: Table, width: int, *, mirrored: bool) -> Any:
    """What the table is, for the look and for screen readers."""
    flags = {"firstRow": "1", "lastRow": "0", "firstColumn": "0", "lastColumn": "0", "noHBand": "1", "noVBand": "1"}
    return element(
        "tblPr",
        element("tblStyle", val=TABLE_STYLE),
        *([element("bidiVisual")] if mirrored else []),
        element("tblW", w=str(width), type="dxa"),
        element("tblLayout", type="fixed"),
        element("tblLook", val="0620", **flags),
        element("tblCaption", val=shortened(table.title, 250)),
        element("tblDescription", val=shortened(table.note or table.title, 1000)),
    )


def _spacer(section: Any = None) -> Any:
    """A line that cannot be seen: between two tables, which Word would join, and at the end of a section."""
    look = element("pPr", element("spacing", before="0", after="0", line="20", lineRule="exact"))
    look.append(element("rPr", element("sz", val="2"), element("szCs", val="2")))
    if section is not None:
        look.append(section)
    return element("p", look)


def _section(last: Any, turned: bool) -> Any:
    """A section like the last one of the file, upright or turned."""
    made = deepcopy(last)
    _turn(made, turned)
    return made


def _turn(section: Any, turned: bool) -> None:
    size, edge = section.find(qn("w:pgSz")), section.find(qn("w:pgMar"))
    sides = ("16838", "11906") if turned else ("11906", "16838")
    for name, value in zip(("w", "h"), sides, strict=True):
        size.set(qn(f"w:{name}"), value)
    if turned:
        size.set(qn("w:orient"), "landscape")
        for name in ("left", "right"):
            edge.set(qn(f"w:{name}"), str(round(1.8 * _TWIPS)))


def _with_fixed_dates(content: bytes) -> bytes:
    """The same file without the time at which it was packed."""
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        return archive({name: packed.read(name) for name in packed.namelist()})
