"""The command line: ``accord``. Exit codes: 0 done, 1 wrong input, 2 no agreement possible."""

from __future__ import annotations

import sys

import click

from toolkit.app.launch import launch
from toolkit.commands.cases import case_group
from toolkit.commands.check import check_command
from toolkit.commands.corridors import corridors_group
from toolkit.commands.data import data_group
from toolkit.commands.document import document_command
from toolkit.commands.monitor import monitor_command
from toolkit.commands.negotiate import COMMANDS
from toolkit.commands.offers import offers_command
from toolkit.commands.output import print_json
from toolkit.commands.read_draft import read_draft_command
from toolkit.commands.register import agreements_group, country_command, register_group
from toolkit.deal.explain import explain
from toolkit.errors import AccordError, NoAgreement


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
@click.version_option(package_name="accord", prog_name="accord")
def cli() -> None:
    """Negotiate bilateral agreements and cost sharing on health-worker migration.

    CASE is the short name of a shipped case (see `accord case list`) or a YAML or JSON file.

    Exit codes: 0 done; 1 wrong input; 2 no agreement possible.
    """


for _command in (
    *COMMANDS,
    check_command,
    document_command,
    read_draft_command,
    monitor_command,
    offers_command,
    case_group,
    agreements_group,
    corridors_group,
    country_command,
    register_group,
    data_group,
):
    cli.add_command(_command)


@cli.command("app")
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


def _explain_refusal(failure: NoAgreement) -> None:
    """Say that no agreement is possible, and why where the case itself allows none."""
    found = explain(failure.case) if failure.case is not None else None
    if "--json" in sys.argv:
        reasons = found.to_dict() if found else {"agreement": None, "explanation": str(failure)}
        print_json(reasons)
    click.echo(str(failure), err=True)
    if found is not None:
        click.echo(found.sentence, err=True)


def main() -> None:
    """Run the command line with the exit codes of the specification."""
    try:
        cli.main(standalone_mode=False)
    except NoAgreement as failure:
        _explain_refusal(failure)
        sys.exit(2)
    except AccordError as failure:
        click.echo(str(failure), err=True)
        sys.exit(1)
    except click.ClickException as failure:
        failure.show()
        sys.exit(1)
    except (click.exceptions.Abort, KeyboardInterrupt):
        click.echo("Stopped.", err=True)
        sys.exit(130)


if __name__ == "__main__":
    main()
