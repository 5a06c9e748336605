"""Words that pictures share: codes of the register as they are read, and said text inside expressions of a drawing."""

from __future__ import annotations

from toolkit.languages.speech import say, to_say

__all__ = ["capital", "per_cent_expression", "quoted", "spoken"]

_STATUSES = {"covered": to_say("covered"), "perhaps": to_say("perhaps"), "none": to_say("none")}
"""The words that are no words of the codebook, which says all others."""


def spoken(word: str) -> str:
    """A code of the register as it is read; cadres that are joined with ``+`` stay so, other words are left.

    >>> spoken("full_time_equivalents"), spoken("nurse+physician"), spoken("2019")
    ('full time equivalents', 'nurse+physician', '2019')
    """
    return "+".join(say(_STATUSES.get(part, part.replace("_", " "))) for part in word.split("+"))


def capital(text: str) -> str:
    """A text with a capital letter at its beginning."""
    return text[:1].upper() + text[1:]


def quoted(text: str) -> str:
    r"""A text as a string of an expression.

    >>> print(quoted("l'accord"))
    'l\'accord'
    """
    escaped = text.replace("\\", "\\\\").replace("'", "\\'")
    return f"'{escaped}'"


def per_cent_expression(number: str) -> str:
    """An expression that writes the number of another one as per cent.

    >>> per_cent_expression("format(datum.value, '.0f')")
    "format(datum.value, '.0f') + ' %'"
    """
    before, _, after = say("{share} %").partition("{share}")
    return " + ".join([*([quoted(before)] if before else []), number, *([quoted(after)] if after else [])])
