"""Options that several commands share, and their typed values as the phases take them."""

from pathlib import Path
from typing import Annotated

import typer

from handouts.diagnostics import Diagnostic, UsageError
from handouts.project import find_project

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
Places = Annotated[
    list[str] | None,
    typer.Option(
        "--place",
        "--state",
        "-s",
        metavar="PLACE",
        help="Only these places, by code or name: `CA`, `'New York'`, `ca,ny`, `all`; the code of "
        "the whole, such as `US`, for its own editions.",
    ),
]
Audience = Annotated[
    str | None, typer.Option("--audience", "-a", metavar="NAME", help="For which audience.")
]
Place = Annotated[
    str | None,
    typer.Option(
        "--place",
        "--state",
        "-s",
        metavar="PLACE",
        help="For which place, by code or name: `CA` or `California`.",
    ),
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
        help="One edition for each row of a CSV or Excel table; `place` chooses, the other columns "
        "fill in.",
    ),
]
Sheet = Annotated[
    str | None,
    typer.Option(
        "--sheet",
        metavar="NAME",
        help="Which sheet of the workbook. [default: the one that looks like a table of recipients]",
    ),
]
Pattern = Annotated[
    str | None,
    typer.Option(
        "--pattern",
        metavar="PATTERN",
        help="Where recipients' files go, such as `{place}/{school}.pdf`.",
    ),
]
Date = Annotated[
    str | None,
    typer.Option("--date", metavar="DATE", help="The date to print, such as 2026-11-24."),
]
AllowExpired = Annotated[
    bool,
    typer.Option("--allow-expired", help="Print facts even after the day on which they expired."),
]
Jobs = Annotated[
    int | None,
    typer.Option("--jobs", "-j", metavar="N", help="Worker processes. [default: all cores]"),
]
Strict = Annotated[bool, typer.Option("--strict", help="Warnings fail the command too.")]
Json = Annotated[bool, typer.Option("--json", help="Print one JSON document instead of text.")]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Show what would change; write nothing.")]
All = Annotated[bool, typer.Option("--list", help="Show every change, however many there are.")]


def root_of(project: Path | None) -> Path:
    """The project that is meant.

    Raises:
        ProjectError: when there is none.
    """
    return find_project(project if project is not None else Path.cwd())


def pairs(typed: list[str] | None) -> tuple[tuple[str, str], ...]:
    """``NAME=VALUE`` as pairs; everything behind the first ``=`` is the value, unchanged.

    Raises:
        UsageError: when the ``=`` is missing.
    """
    found = []
    for entry in typed or ():
        name, sign, value = entry.partition("=")
        if not sign or not name.strip():
            raise UsageError(
                Diagnostic("bad-set", f"`--set {entry}` has no name and value", _EXAMPLE)
            )
        found.append((name.strip(), value))
    return tuple(found)


def processes(typed: int | None) -> int:
    """The number of workers; 0 means one for each core.

    Raises:
        UsageError: when it is less than one.
    """
    if typed is not None and typed < 1:
        raise UsageError(
            Diagnostic("bad-jobs", f"`--jobs {typed}` is no number of workers", "Write 1 or more")
        )
    return typed or 0


_EXAMPLE = 'Write it as `--set student="Ana R."`'
