"""Groups of commands that load a command when it is first asked for, so that none waits for what only others need.

The pattern is that of Click's documentation, "Complex Applications: lazily loading subcommands".
"""

from __future__ import annotations

import importlib
from collections.abc import Mapping
from typing import Any

import click

__all__ = ["LazyGroup"]


class LazyGroup(click.Group):
    """A group whose commands are named by place: ``{"solve": "toolkit.commands.negotiate:solve_command"}``."""

    def __init__(self, *given: Any, places: Mapping[str, str], **named: Any):
        super().__init__(*given, **named)
        self.places = dict(places)

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Every command, in the order of the alphabet."""
        return sorted({*super().list_commands(ctx), *self.places})

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of a name, ``None`` where there is none."""
        if cmd_name not in self.places:
            return super().get_command(ctx, cmd_name)
        module, name = self.places[cmd_name].split(":")
        found = getattr(importlib.import_module(module), name)
        assert isinstance(found, click.Command)
        return found
