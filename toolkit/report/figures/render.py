"""Pictures as SVG and PNG, drawn inside this process: no browser, no network.

vl-convert draws the specification; title, subtitle and remarks are set around it here, so that a picture that travels
alone still says what it shows, of which year, in which unit and from where.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from html import escape
from typing import Any

import vl_convert

from toolkit.errors import InputError, Problem
from toolkit.languages.speech import say
from toolkit.report.figures.style import colours_of

__all__ = ["framed_png", "framed_svg", "plain_svg"]

_VERSION = "6.4"
_SIZE = re.compile(r'<svg[^>]*?\bwidth="([\d.]+)"[^>]*?\bheight="([\d.]+)"')
_CLIP = re.compile(r'(?:id="clip|url\(#clip)(\d+)')
_NARROWEST = 420
_MARGIN = 20
_FONT = "Liberation Sans, Arial, sans-serif"
_MOST_SCALE = 6
# mean width of a character of Liberation Sans as share of its size, on the safe side
_PER_CHARACTER = 0.5


def plain_svg(spec: dict[str, Any]) -> str:
    """A specification as SVG; data from other addresses are refused.

    The library counts its clipping areas on from picture to picture; here they are counted anew with a name that
    depends on the picture, so that it is the same each time and several fit on one page.
    """
    drawn = str(vl_convert.vegalite_to_svg(spec, vl_version=_VERSION, allowed_base_urls=[]))
    numbers = {found: f"{place}" for place, found in enumerate(dict.fromkeys(_CLIP.findall(drawn)))}
    name = hashlib.sha256(_CLIP.sub("", drawn).encode()).hexdigest()[:8]
    return _CLIP.sub(lambda found: f"{found[0][: -len(found[1])]}_{name}_{numbers[found[1]]}", drawn)


def _wrapped(text: str, width: float, size: int) -> list[str]:
    """Lines that fit a width, as far as can be told without measuring."""
    most = max(20, int(width / (size * _PER_CHARACTER)))
    lines, line = [], ""
    for word in text.split():
        if line and len(line) + 1 + len(word) > most:
            lines.append(line)
            line = word
        else:
            line = f"{line} {word}".strip()
    return [*lines, line] if line else lines


def _block(texts: Sequence[str], top: float, size: int, colour: str, width: float, weight: str) -> tuple[str, float]:
    """Paragraphs as SVG text below a height, and the height that they reach to."""
    parts = []
    for text in texts:
        for line in _wrapped(text, width, size):
            top += size * 1.32
            parts.append(
                f'<text x="{_MARGIN}" y="{top:.1f}" font-size="{size}" font-weight="{weight}" fill="{colour}">'
                f"{escape(line)}</text>"
            )
    return "".join(parts), top


def framed_svg(
    spec: dict[str, Any], theme: str, title: str, subtitle: str, below: Sequence[str], description: str
) -> str:
    """A specification as SVG with title and subtitle above, remarks below, and a text alternative."""
    inner = plain_svg(spec)
    found = _SIZE.search(inner)
    if found is None:
        raise InputError(say("the picture"), [Problem(say("the drawing"), say("has no size"))])
    width, height = float(found[1]), float(found[2])
    whole = max(width, _NARROWEST) + 2 * _MARGIN
    text = whole - 2 * _MARGIN
    colours = colours_of(theme)
    head, top = _block([title], _MARGIN * 0.6, 20, colours["ink"], text, "bold")
    second, top = _block([subtitle] if subtitle else [], top + 4, 13, colours["quiet"], text, "normal")
    top += 12
    foot, bottom = _block(below, top + height + 6, 11, colours["quiet"], text, "normal")
    total = bottom + _MARGIN * 0.8
    placed = inner.replace("<svg ", f'<svg x="{_MARGIN}" y="{top:.1f}" ', 1)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" role="img" '
        f'width="{whole:g}" height="{total:.0f}" viewBox="0 0 {whole:g} {total:.0f}" font-family="{_FONT}">'
        f"<title>{escape(title)}</title><desc>{escape(description)}</desc>"
        f'<rect width="100%" height="100%" fill="{colours["paper"]}"/>{head}{second}{placed}{foot}</svg>\n'
    )


def framed_png(svg: str, scale: float) -> bytes:
    """An SVG as PNG."""
    if not 0 < scale <= _MOST_SCALE:
        expected = say("above 0 and up to {most}", most=_MOST_SCALE)
        problem = Problem(say("the scale"), say("is {given}", given=scale), expected)
        raise InputError(say("the request"), [problem])
    return bytes(vl_convert.svg_to_png(svg, scale=scale))
