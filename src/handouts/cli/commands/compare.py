"""``compare``: one comparison sheet of any roles."""

from pathlib import Path
from typing import Annotated

import typer

from handouts.cli import console, documents, options
from handouts.cli.commands.build import document, exit_code, left_out
from handouts.cli.options import pairs, root_of


def compare(
    roles: Annotated[list[str], typer.Argument(metavar="ROLE", help="Two to four.")],
    place: options.Place = None,
    audience: options.Audience = None,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output", "-o", metavar="FILE", help="Where to write. [default: in output/custom/]"
        ),
    ] = None,
    blanks: options.Blanks = None,
    date: options.Date = None,
    allow_expired: options.AllowExpired = False,
    strict: options.Strict = False,
    as_json: options.Json = False,
    project: options.Project = None,
) -> int:
    """Make one comparison sheet of two to four roles.

    \b
    Examples:
      handouts compare welder electrician --place CA
      handouts compare electrician welder -a school -o sheet.pdf
      handouts compare welder electrician -s CA --set student="Ana R."

    `handouts list roles` shows the roles. The audience is the first
    one with a `worksheet`, else the first.
    """
    from handouts.build.custom import Wish
    from handouts.build.custom import compare as compare_roles

    root = root_of(project)
    wish = Wish(tuple(roles), place, audience, pairs(blanks), date, allow_expired)
    report = compare_roles(root, wish, output)
    console.findings(report.findings)
    if as_json:
        documents.show(document(report))
    else:
        for made in report.artifacts:
            if made.status == "built":
                console.result(console.from_here(root / made.path))
    for line in left_out(report):
        console.talk(line, "yellow")
    return exit_code(report, strict=strict)
