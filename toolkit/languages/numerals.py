"""The signs of numbers in the language that is spoken: for programs that write numbers, and in what people type."""

from __future__ import annotations

import re
from typing import Any

from babel.numbers import get_decimal_symbol, get_group_symbol

from toolkit.languages.catalogues import ENGLISH
from toolkit.languages.speech import current_language, current_locale

__all__ = ["decimal_sign", "numerals", "with_english_signs"]


def decimal_sign() -> str:
    """What stands between units and tenths."""
    return str(get_decimal_symbol(current_locale()))


def numerals() -> dict[str, Any] | None:
    """The signs in numbers as the charting libraries D3 and Vega take them; ``None`` for English, which they write."""
    if current_language() == ENGLISH:
        return None
    locale = current_locale()
    money = locale.currency_formats["standard"]
    return {
        "decimal": get_decimal_symbol(locale),
        "thousands": get_group_symbol(locale),
        "grouping": [3],
        "currency": [money.prefix[0], money.suffix[0]],
    }


def with_english_signs(text: str) -> str:
    """A number that was typed as the language writes numbers, with a decimal point; any other text as it is.

    So ``1 500,25`` in French and ``1.500,25`` in Spanish are ``1500.25``, and ``0.035`` stays.
    """
    decimal, group = get_decimal_symbol(current_locale()), get_group_symbol(current_locale())
    if decimal == ".":
        return text
    gap = r"\s" if group.isspace() else re.escape(group)
    whole = rf"[1-9]\d{{0,2}}(?:{gap}\d{{3}})+|\d*"
    found = re.fullmatch(
        rf"\s*([+\-−]?)({whole})(?:{re.escape(decimal)}(\d+))?(\s*(?:%|[^\W\d_]+(?:\s[^\W\d_]+)?)?\s*)", text
    )
    if found is None or not (found[2] or found[3]):
        return text
    return f"{found[1]}{re.sub(gap, '', found[2]) or '0'}{f'.{found[3]}' if found[3] else ''}{found[4]}"
