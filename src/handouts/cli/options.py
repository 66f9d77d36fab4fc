"""Options that several commands share."""

from pathlib import Path
from typing import Annotated

import typer

Project = Annotated[
    Path | None,
    typer.Option(
        "--project",
        "-p",
        metavar="DIR",
        help="The project's folder. [default: the nearest one upwards with handouts.yaml]",
    ),
]
Audiences = Annotated[
    list[str] | None,
    typer.Option(
        "--audience", "-a", metavar="NAME", help="Only these audiences; repeat it for more."
    ),
]
States = Annotated[
    list[str] | None,
    typer.Option(
        "--state",
        "-s",
        metavar="STATE",
        help="Only these states: `CA`, `'New York'`, `ca,ny`, `all`; `US` for national editions.",
    ),
]
Audience = Annotated[
    str | None, typer.Option("--audience", "-a", metavar="NAME", help="For which audience.")
]
State = Annotated[
    str | None,
    typer.Option("--state", "-s", metavar="STATE", help="For which state: `CA` or `California`."),
]
Blanks = Annotated[
    list[str] | None,
    typer.Option(
        "--set",
        metavar="NAME=VALUE",
        help="Fill in a blank of the layout, word for word; repeat it for more.",
    ),
]
Recipients = Annotated[
    Path | None,
    typer.Option(
        "--recipients",
        metavar="FILE",
        help="One edition for each row of a CSV or Excel table; `state` chooses, the other columns "
        "fill in.",
    ),
]
Pattern = Annotated[
    str | None,
    typer.Option(
        "--pattern",
        metavar="PATTERN",
        help="Where recipients' files go, such as `{state}/{school}.pdf`.",
    ),
]
Date = Annotated[
    str | None,
    typer.Option("--date", metavar="DATE", help="The date to print, such as 2026-11-24."),
]
Jobs = Annotated[
    int | None,
    typer.Option("--jobs", "-j", metavar="N", help="Worker processes. [default: all cores]"),
]
Strict = Annotated[bool, typer.Option("--strict", help="Warnings fail the command too.")]
Json = Annotated[bool, typer.Option("--json", help="Print one JSON document instead of text.")]
