"""The command ``trace``."""

from pathlib import Path
from typing import Annotated

import typer

from handouts.cli import options
from handouts.cli.running import finish


def add_to(app: typer.Typer) -> None:
    """Put the command into the program."""
    app.command("trace")(trace)


def trace(
    subject: Annotated[
        str, typer.Argument(metavar="FILE.pdf|HANDOUT", help="A built sheet, or a copy of one.")
    ],
    text: Annotated[
        str | None,
        typer.Argument(metavar="TEXT", help="Only facts that hold this text. [default: all]"),
    ] = None,
    audience: options.Audience = None,
    state: options.State = None,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output", "-o", metavar="DIR", help="Where it was built. [default: output/]"
        ),
    ] = None,
    as_json: options.Json = False,
    project: options.Project = None,
) -> None:
    """Follow what a sheet prints to the data and its sources.

    For each printed fact: the file and line of the data, the source with its publisher, date and
    address, when it was checked, and how well it stands. It is read from the record of the build.

    \b
    Examples:
      handouts trace output/school/ca/state-insert.en.pdf
      handouts trace state-insert "10 hours" --audience school --state CA
      handouts trace ~/Downloads/handout.pdf '$56,040' --json
    """
    from handouts.cli.commands import tracing

    finish(
        "trace",
        lambda: tracing.trace(subject, text, audience, state, output, project, as_json=as_json),
        as_json=as_json,
    )
