"""``init``, ``new`` and ``schema``: what a project, and a file of it, starts from."""

import json
import sys
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from handouts import PROJECT_FILE
from handouts.cli import console, options
from handouts.cli.exits import FINE
from handouts.cli.options import root_of


def init(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="A new or empty folder.")],
    empty: Annotated[
        bool,
        typer.Option("--empty", help="A bare project: one role, one audience, one layout."),
    ] = False,
    publisher: Annotated[
        str | None,
        typer.Option("--publisher", metavar="NAME", help="Who gives the handouts out."),
    ] = None,
    place: Annotated[
        str | None,
        typer.Option("--place", metavar="STATE", help="The state for a first sheet, such as CA."),
    ] = None,
    logo: Annotated[
        Path | None,
        typer.Option("--logo", metavar="FILE", help="The publisher's logo: SVG, PNG or JPEG."),
    ] = None,
    force: Annotated[
        bool, typer.Option("--force", help="Write into a folder that holds files already.")
    ] = False,
) -> int:
    """Start a project of your own.

    It begins as a copy of the one that comes with the program, or bare. Publisher, place and logo are
    asked for, unless one of them is given; in a pipe nothing is asked.

    \b
    Examples:
      handouts init my-handouts
      handouts init my-handouts --publisher "Riverside High School" --place CA --logo logo.svg
      handouts init my-handouts --empty
    """
    from handouts.exchange.starting.projects import Beginning, begin

    if publisher is None and place is None and logo is None:
        publisher, place, logo = _asked()
    wish = Beginning(publisher or "", place or "", logo, empty)
    begun = begin(folder, wish, date.today(), force=force)
    where = console.from_here(folder)
    console.result(f"A project with {console.counted(begun.files, 'file')} is in {where}/")
    state = f" --state {begun.state}" if begun.state else ""
    change = f"{where}/data/roles/first-role.yaml" if empty else f"{where}/{PROJECT_FILE}"
    console.talk(f"Next: change `{change}`, then run `handouts build -p {where}{state}`")
    return FINE


def _asked() -> tuple[str, str, Path | None]:
    """Publisher, place and logo as a person types them; nothing where nobody can answer."""
    if not sys.stdin.isatty():
        return "", "", None
    console.talk("Three questions; press Enter to leave one for later.")
    publisher, place, logo = (
        _answer(question)
        for question in (
            "Who gives the handouts out, such as the name of a school?",
            "For which state is the first sheet, such as CA?",
            "Which file is the logo (SVG, PNG or JPEG)?",
        )
    )
    return publisher, place, Path(logo).expanduser() if logo else None


def _answer(question: str) -> str:
    sys.stderr.write(f"{question} ")
    sys.stderr.flush()
    return sys.stdin.readline().strip().strip("\"'")


def new(
    kind: Annotated[
        str,
        typer.Argument(
            metavar="KIND",
            help="role, comparison, decision, place, audience, dimension, source, layout or style.",
        ),
    ],
    slug: Annotated[str, typer.Argument(metavar="SLUG", help="Its name: small letters and `-`.")],
    project: options.Project = None,
) -> int:
    """Start a new file that explains itself, or a new entry of dimensions or sources.

    \b
    Examples:
      handouts new role welder
      handouts new comparison welder-or-plumber
      handouts new state pr
    """
    from handouts.exchange.starting.new import start

    root = root_of(project)
    path = start(root, kind, slug)
    console.result(console.from_here(root / path))
    console.talk("Next: fill it in, then run `handouts check`")
    return FINE


def schema(
    kind: Annotated[
        str, typer.Argument(metavar="KIND", help="Such as role, place, layout or project.")
    ],
) -> int:
    """Print the JSON schema of a kind of file.

    An editor that knows it completes and checks as you type.

    \b
    Example:
      handouts schema role > schemas/role.schema.json
    """
    from handouts.load.schema import KINDS
    from handouts.load.schema import schema as schema_of
    from handouts.plan import one_of

    console.result(json.dumps(schema_of(one_of(kind, "kind", tuple(KINDS))), indent=2))
    return FINE
