"""The command that opens the application."""

from __future__ import annotations

import click

from toolkit.app.launch import launch

__all__ = ["app_command"]


@click.command("app")
@click.option("--port", default=8501, show_default=True, help="Port on this machine.")
@click.option(
    "--address",
    default="127.0.0.1",
    show_default=True,
    help="Network address to serve. The default serves this machine only; read docs/application.md before changing it.",
)
@click.option("--browser/--no-browser", default=True, show_default=True, help="Open it in the browser.")
def app_command(port: int, address: str, browser: bool) -> None:
    """Open the application in the browser. Nothing leaves this machine."""
    launch(port, address, show=browser)
