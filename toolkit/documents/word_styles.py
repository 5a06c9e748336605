"""The look of Word files: styles, numbering of articles, page and footer, and what the file says of itself.

In a language that is written from right to left, paragraphs, tables and sections begin at the right, which turns round
what is called left and right in them; runs say so too, but for words in letters that run from left to right.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm

from toolkit.documents.blocks import Document, shortened
from toolkit.documents.direction import text_runs
from toolkit.documents.frame import article_label, page_label
from toolkit.languages.catalogues import language_tag, right_to_left

__all__ = ["STYLES", "TABLE_STYLE", "element", "prepare"]

_INK, _DEEP, _QUIET = "14191C", "0C4454", "3D474E"
_FONT = "Arial"
"""On every machine, or one of the same widths in its place."""
_LIST = "90"
"""The number of our list of articles; the template's own stop far below."""
_FOOTER_LETTERS = 70
_PAGE, _PAGES = "\ue000", "\ue001"
"""Where the line at the foot has the number of the page and how many there are: letters that no text has."""
_COUNTED = {_PAGE: "PAGE", _PAGES: "NUMPAGES"}

TABLE_STYLE = "AccordTable"
STYLES = {
    "title": "Title",
    "subtitle": "Subtitle",
    "stated": "AccordDate",
    "heading1": "Heading1",
    "heading2": "Heading2",
    "article": "AccordArticle",
    "numbered": "AccordNumbered",
    "text": "Normal",
    "lead": "AccordLead",
    "item": "ListBullet",
    "note": "Caption",
    "above": "AccordAbove",
    "cell": "AccordCell",
    "head": "AccordHead",
}
"""The style of each kind of line, as Word calls it inside the file."""


def element(tag: str, *children: Any, **attributes: str) -> Any:
    """An element of WordprocessingML; attributes are those of its namespace."""
    made = OxmlElement(f"w:{tag}")
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), value)
    made.extend(children)
    return made


def prepare(word: Any, document: Document) -> None:
    """Give an empty Word file the look of our documents; says what it adds in the language that is spoken."""
    mirrored = right_to_left(document.language)
    _numbering(word, mirrored=mirrored)
    _styles(word, document.language)
    _table_style(word)
    _settings(word, document)
    section = word.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.3)
    section.top_margin, section.bottom_margin = Cm(2.2), Cm(2.0)
    section.footer_distance = Cm(0.9)
    if mirrored:
        _before(section._sectPr, element("bidi"), "rtlGutter", "docGrid", "printerSettings")
    _footer(section, document)


def _before(parent: Any, made: Any, *names: str) -> None:
    """Put an element where the format wants it: before the first of some others, or at the end."""
    following = next((part for part in parent if part.tag in {qn(f"w:{name}") for name in names}), None)
    if following is None:
        parent.append(made)
    else:
        following.addprevious(made)


@dataclass(frozen=True, slots=True)
class _Look:
    """A style: points, colour, points before and after; ``stays`` keeps it with the next line."""

    size: float
    colour: str = _INK
    bold: bool = False
    before: float = 0.0
    after: float = 4.0
    stays: bool = False
    level: int | None = None
    list_level: int | None = None

    def paragraph(self, key: str, *, mirrored: bool) -> Any:
        """Properties of the paragraph, in the order that the format asks for."""
        found = element("pPr", *(element(name) for name in ("keepNext", "keepLines") if self.stays))
        found.append(element("widowControl"))
        if self.list_level is not None:
            number = "1" if key == "ListBullet" else _LIST
            found.append(element("numPr", element("ilvl", val=str(self.list_level)), element("numId", val=number)))
        if mirrored:
            found.append(element("bidi"))
        twips = {"before": f"{self.before * 20:.0f}", "after": f"{self.after * 20:.0f}"}
        found.append(
            element("spacing", **twips, line="240" if key in ("AccordCell", "AccordHead") else "264", lineRule="auto")
        )
        if self.level is not None:
            found.append(element("outlineLvl", val=str(self.level)))
        return found

    def letters(self) -> Any:
        """Properties of the text."""
        bold = "1" if self.bold else "0"
        half = f"{self.size * 2:.0f}"
        return element(
            "rPr",
            element("rFonts", ascii=_FONT, hAnsi=_FONT, eastAsia=_FONT, cs=_FONT),
            *(element(name, val=bold) for name in ("b", "bCs")),
            *(element(name, val="0") for name in ("i", "iCs")),
            element("color", val=self.colour),
            element("sz", val=half),
            element("szCs", val=half),
        )


_OF_WORD = {
    "Normal": _Look(10, after=5),
    "Title": _Look(20, _DEEP, bold=True, stays=True),
    "Subtitle": _Look(12, _QUIET),
    "Heading1": _Look(14, _DEEP, bold=True, before=16, after=5, stays=True, level=0),
    "Heading2": _Look(11, _DEEP, bold=True, before=10, after=3, stays=True, level=1),
    "Caption": _Look(8.5, before=3, after=8),
    "ListBullet": _Look(10, after=3, list_level=0),
    "Footer": _Look(8, _QUIET, after=0),
}
_OWN = {
    "AccordDate": ("Accord date", "Normal", _Look(10, _QUIET, after=8)),
    "AccordArticle": ("Accord article", "Heading2", _Look(10.5, _DEEP, True, 9, 2, True, 1, 0)),
    "AccordNumbered": ("Accord numbered", "Normal", _Look(10, list_level=1)),
    "AccordLead": ("Accord lead", "Normal", _Look(11, before=2, after=7)),
    "AccordAbove": ("Accord above", "Normal", _Look(9, _QUIET, after=3, stays=True)),
    "AccordCell": ("Accord cell", "Normal", _Look(9, before=1, after=1)),
    "AccordHead": ("Accord head", "AccordCell", _Look(9, _DEEP, bold=True, before=1, after=1)),
}


def _styles(word: Any, language: str) -> None:
    styles = word.styles.element
    spoken = styles.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}/{qn('w:lang')}")
    mirrored = right_to_left(language)
    for name in ("val", "eastAsia", *(["bidi"] if mirrored else [])):
        spoken.set(qn(f"w:{name}"), language_tag(language))
    for key, look in _OF_WORD.items():
        style = styles.get_by_id(key)
        for old in [part for part in style if part.tag in (qn("w:pPr"), qn("w:rPr"))]:
            style.remove(old)
        style.extend((look.paragraph(key, mirrored=mirrored), look.letters()))
    for key, (name, base, look) in _OWN.items():
        named = (element("name", val=name), element("basedOn", val=base), element("qFormat"))
        own = element("style", *named, type="paragraph", customStyle="1", styleId=key)
        own.extend((look.paragraph(key, mirrored=mirrored), look.letters()))
        styles.append(own)


def _numbering(word: Any, *, mirrored: bool) -> None:
    """Articles count as ``Article 3.`` and their paragraphs as ``3.1``, as numbers that Word keeps right itself."""
    lists = word.part.numbering_part.element
    levels = [
        ("0", "AccordArticle", article_label("%1"), "space", ("0", "0")),
        ("1", "AccordNumbered", "%1.%2", "tab", ("567", "567")),
    ]
    abstract = element("abstractNum", element("multiLevelType", val="multilevel"), abstractNumId=_LIST)
    for level, style, text, after, (left, hanging) in levels:
        abstract.append(
            element(
                "lvl",
                element("start", val="1"),
                element("numFmt", val="decimal"),
                element("pStyle", val=style),
                element("suff", val=after),
                element("lvlText", val=text),
                element("lvlJc", val="left"),
                element("pPr", element("ind", left=left, hanging=hanging)),
                *([element("rPr", element("rtl"))] if mirrored else []),
                ilvl=level,
            )
        )
    lists.findall(qn("w:abstractNum"))[-1].addnext(abstract)
    lists.append(element("num", element("abstractNumId", val=_LIST), numId=_LIST))


def _table_style(word: Any) -> None:
    """Thin lines between rows, a shaded header: the numbers are what is seen."""
    line = {"val": "single", "sz": "4", "space": "0", "color": "B9C4CA"}
    margins = element("tblCellMar", *(element(side, w="96", type="dxa") for side in ("left", "right")))
    borders = element("tblBorders", *(element(side, **line) for side in ("top", "bottom", "insideH")))
    header = element(
        "tblStylePr",
        element(
            "tcPr",
            element("tcBorders", element("bottom", val="single", sz="8", space="0", color=_DEEP)),
            element("shd", val="clear", color="auto", fill="E8F0F3"),
        ),
        type="firstRow",
    )
    word.styles.element.append(
        element(
            "style",
            element("name", val="Accord table"),
            element("basedOn", val="TableNormal"),
            element("uiPriority", val="59"),
            element("qFormat"),
            element("tblPr", borders, margins),
            header,
            type="table",
            customStyle="1",
            styleId=TABLE_STYLE,
        )
    )


def _settings(word: Any, document: Document) -> None:
    settings = word.settings.element
    for setting in settings.iter(qn("w:compatSetting")):
        if setting.get(qn("w:name")) == "compatibilityMode":
            setting.set(qn("w:val"), "15")
    language = language_tag(document.language)
    spoken = settings.find(qn("w:themeFontLang"))
    for name in ("val", *(["bidi"] if right_to_left(document.language) else [])):
        spoken.set(qn(f"w:{name}"), language)
    zoom = settings.find(qn("w:zoom"))
    zoom.attrib.clear()
    zoom.set(qn("w:percent"), "100")
    package = word.part.package
    for key, relation in list(package.rels.items()):
        if relation.reltype.endswith("/thumbnail"):
            package.rels.pop(key)
    properties = word.core_properties
    properties.title, properties.subject = shortened(document.title, 250), shortened(document.subtitle, 250)
    properties.author = properties.last_modified_by = "Accord"
    properties.comments, properties.keywords, properties.revision = "", "", 1
    properties.language = language
    for name in ("created", "modified"):
        for stamp in properties._element.findall(f"{{http://purl.org/dc/terms/}}{name}"):
            properties._element.remove(stamp)
    if document.stated is not None:
        properties.created = properties.modified = datetime.combine(document.stated, datetime.min.time(), UTC)


def _footer(section: Any, document: Document) -> None:
    mirrored = right_to_left(document.language)
    paragraph = section.footer.paragraphs[0]
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    if mirrored:
        _before(paragraph._p.pPr, element("bidi"), "jc")
    line = f"{shortened(document.title, _FOOTER_LETTERS)} · {page_label(_PAGE, _PAGES)}"
    for part in re.split(f"({_PAGE}|{_PAGES})", line):
        if part in _COUNTED:
            paragraph._p.extend(_field(_COUNTED[part], mirrored=mirrored))
        elif part:
            paragraph._p.extend(_run(*words) for words in text_runs(part, mirrored=mirrored))


def _run(text: str, mirrored: bool) -> Any:
    written = element("t")
    written.text = text
    written.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return element("r", *([element("rPr", element("rtl"))] if mirrored else []), written)


def _field(name: str, *, mirrored: bool) -> list[Any]:
    """A number that Word works out itself."""
    code = element("instrText")
    code.text = f" {name} "
    code.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    shown = _run("1", mirrored)
    return [
        element("r", element("fldChar", fldCharType="begin")),
        element("r", code),
        element("r", element("fldChar", fldCharType="separate")),
        shown,
        element("r", element("fldChar", fldCharType="end")),
    ]
