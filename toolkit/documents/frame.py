"""The few words that writers of documents add themselves: what an article and a page are called, lists, sources."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import reduce

from toolkit.languages.speech import say

__all__ = ["article_label", "page_label", "said_sources", "with_commas", "with_semicolons"]


def article_label(number: object) -> str:
    """What stands before the title of an article: ``Article 3.``"""
    return say("Article {number}.", number=number)


def page_label(page: str, pages: str) -> str:
    """The line at the foot of a page: ``Page 1 of 3``; writers put in what counts them."""
    return say("Page {page} of {pages}", page=page, pages=pages)


def said_sources(sources: Sequence[str]) -> str:
    """The sources of a picture as a sentence, empty where there are none."""
    return say("Sources: {sources}.", sources=with_commas(sources)) if sources else ""


def with_commas(words: Iterable[str]) -> str:
    """Words as a list without an ``and``: ``a, b, c``."""
    first, *others = [*words] or [""]
    return reduce(lambda one, another: say("{one}, {another}", one=one, another=another), others, first)


def with_semicolons(parts: Iterable[str]) -> str:
    """Parts that have commas themselves as a list: ``a; b; c``."""
    first, *others = [*parts] or [""]
    return reduce(lambda one, another: say("{one}; {another}", one=one, another=another), others, first)
