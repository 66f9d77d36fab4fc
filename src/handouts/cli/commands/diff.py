"""``diff``: which facts changed, and which sheets must be printed again."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from handouts.cli import console, documents, options
from handouts.cli.exits import FINE

if TYPE_CHECKING:
    from handouts.audit.differences import Differences, Sheet


def diff(
    old: Annotated[
        Path, typer.Argument(metavar="OLD", help="An output folder, its manifest, or a project.")
    ],
    new: Annotated[Path, typer.Argument(metavar="NEW", help="The same, later.")],
    show_all: options.All = False,
    as_json: options.Json = False,
    project: options.Project = None,
) -> int:
    """Show which facts changed, and which sheets must be printed again.

    \b
    Examples:
      handouts diff last-year/output output
      handouts diff ../handouts-2025/data data --json
    """
    from handouts.audit.differences import compare

    found = compare(old, new, project)
    if as_json:
        documents.show(_document(found))
    else:
        _show(found, show_all=show_all)
    return FINE


def _show(found: "Differences", *, show_all: bool) -> None:
    if found.facts is None:
        console.result("facts: not recorded, so only the files are compared")
        console.lines([f"  {name} (input)" for name in found.inputs], everything=show_all)
    else:
        console.result(f"{console.counted(len(found.facts), 'fact')} changed")
        console.lines(
            [
                f"  {f.name}: {console.arrow(f.old, f.new)}"
                + (f"  [{', '.join(f.sources)}]" if f.sources else "")
                + (f"  {f.place}" if f.place else "")
                for f in found.facts
            ],
            everything=show_all,
        )
    console.result(f"{console.counted(len(found.reprint), 'sheet')} to print again")
    console.lines([f"  {r.path} ({r.why})" for r in found.reprint], everything=show_all)
    if found.removed:
        console.result(f"{console.counted(len(found.removed), 'sheet')} to withdraw")
        console.lines([f"  {r.path}" for r in found.removed], everything=show_all)
    console.diagnostics(found.diagnostics)


def _document(found: "Differences") -> documents.Document:
    facts = None
    if found.facts is not None:
        facts = [
            {
                "name": f.name,
                "old": f.old,
                "new": f.new,
                "sources": list(f.sources),
                "file": f.place.file if f.place else None,
                "line": (f.place.line or None) if f.place else None,
            }
            for f in found.facts
        ]
    return {
        "facts": facts,
        "reprint": [_sheet(s) for s in found.reprint],
        "removed": [_sheet(s) for s in found.removed],
        "inputs": list(found.inputs),
        "diagnostics": [documents.diagnostic(d) for d in found.diagnostics],
    }


def _sheet(one: "Sheet") -> documents.Document:
    return {
        "path": one.path,
        "handout": one.handout,
        "audience": one.audience,
        "place": one.place,
        "why": one.why,
    }
