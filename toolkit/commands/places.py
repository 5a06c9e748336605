"""Countries on the command line: a code or a name, in any case, becomes an ISO 3166-1 alpha-3 code."""

from __future__ import annotations

from typing import Any

import click

from toolkit.countries import user_language
from toolkit.register.places import country_code

__all__ = ["COUNTRY"]


class _Country(click.ParamType):  # type: ignore[type-arg]  # generic in newer versions only
    """Turns what is typed into a code: ``type=COUNTRY`` of an argument or an option.

    Raises ``InputError`` for names that several countries bear and for unknown ones, as the commands do for all input.
    """

    name = "country"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The code of the country that ``value`` names."""
        place = "the country"
        if isinstance(param, click.Option):
            place = param.opts[0]
        elif param is not None and param.human_readable_name != "COUNTRY":
            place = param.human_readable_name
        return country_code(str(value), place, user_language())


COUNTRY = _Country()
