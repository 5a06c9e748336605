"""The command line: ``accord``. Exit codes: 0 done, 1 wrong input, 2 no agreement possible."""

from __future__ import annotations

import importlib
import sys

import click

from toolkit.commands.lazily import LazyGroup
from toolkit.errors import AccordError, NoAgreement

_PLACES = {
    "agreements": "toolkit.commands.register:agreements_group",
    "alternatives": "toolkit.commands.negotiate:alternatives_command",
    "app": "toolkit.commands.app:app_command",
    "case": "toolkit.commands.cases:case_group",
    "check": "toolkit.commands.check:check_command",
    "corridors": "toolkit.commands.corridors:corridors_group",
    "counter-offer": "toolkit.commands.negotiate:counter_offer_command",
    "country": "toolkit.commands.register:country_command",
    "data": "toolkit.commands.data:data_group",
    "document": "toolkit.commands.document:document_command",
    "evaluate": "toolkit.commands.negotiate:evaluate_command",
    "explain": "toolkit.commands.negotiate:explain_command",
    "frontier": "toolkit.commands.negotiate:frontier_command",
    "improve": "toolkit.commands.negotiate:improve_command",
    "languages": "toolkit.commands.languages:languages_group",
    "monitor": "toolkit.commands.monitor:monitor_command",
    "offers": "toolkit.commands.offers:offers_command",
    "read-draft": "toolkit.commands.read_draft:read_draft_command",
    "register": "toolkit.commands.register:register_group",
    "solve": "toolkit.commands.negotiate:solve_command",
}
"""Where each command lies."""


@click.group(
    cls=LazyGroup, places=_PLACES, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110}
)
@click.version_option(package_name="accord", prog_name="accord")
def cli() -> None:
    """Negotiate bilateral agreements and cost sharing on health-worker migration.

    CASE is the short name of a shipped case (see `accord case list`) or a YAML or JSON file.

    Exit codes: 0 done; 1 wrong input; 2 no agreement possible.
    """


def main() -> None:
    """Run the command line with the exit codes of the specification."""
    try:
        cli.main(standalone_mode=False)
    except NoAgreement as failure:
        importlib.import_module("toolkit.commands.refusal").explain_refusal(failure)
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
