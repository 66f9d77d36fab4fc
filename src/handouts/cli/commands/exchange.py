"""``import`` and ``export``: facts that come from outside, or go there."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from handouts.cli import console, documents, options
from handouts.cli.exits import FINE
from handouts.cli.options import root_of

if TYPE_CHECKING:
    from handouts.exchange.proposal import FileChange, Proposal


def oews(
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="BLS's .xlsx, .csv or .zip, nation or states.")
    ],
    soc: Annotated[
        list[str] | None,
        typer.Option("--soc", metavar="CODE", help="Only this occupation; repeat it for more."),
    ] = None,
    everything: Annotated[
        bool, typer.Option("--all", help="Every occupation of the file, not the project's only.")
    ] = False,
    release: Annotated[
        str | None,
        typer.Option(
            "--release", metavar="RELEASE", help='Such as "May 2025". [default: from the name]'
        ),
    ] = None,
    published: Annotated[
        str | None,
        typer.Option(
            "--published", metavar="DATE", help="When BLS published it: wages grow old from there."
        ),
    ] = None,
    force: Annotated[
        bool, typer.Option("--force", help="Even if the project has a later release.")
    ] = False,
    dry_run: options.DryRun = False,
    show_all: options.All = False,
    as_json: options.Json = False,
    project: options.Project = None,
) -> int:
    """Import wages and employment of a BLS OEWS release.

    The figures of the project's occupations and states go to data/wages, the release to
    data/sources.yaml. What BLS marks as not released stays marked.

    \b
    Examples:
      handouts import oews oesm25st.zip --dry-run
      handouts import oews state_M2025_dl.xlsx --published 2026-05-15
      handouts import oews national_M2025_dl.xlsx --soc 31-9092 --soc 31-9097
    """
    from handouts.exchange.oews.importing import OewsWish, propose_oews
    from handouts.plan import printed_date

    root = root_of(project)
    day = printed_date(published)
    wish = OewsWish(
        file, tuple(soc or ()), everything, release, force, date.fromisoformat(day) if day else None
    )
    proposal = propose_oews(root, wish, date.today())
    return _finish(root, proposal, dry_run=dry_run, show_all=show_all, as_json=as_json)


def onet(
    path: Annotated[
        Path, typer.Argument(metavar="DIR|ZIP", help="The text files of the O*NET database.")
    ],
    soc: Annotated[
        list[str] | None,
        typer.Option(
            "--soc",
            metavar="CODE",
            help="Only this occupation; repeat it, or list them with commas.",
        ),
    ] = None,
    new: Annotated[
        bool, typer.Option("--new", help="Begin a draft of each role that the project lacks.")
    ] = False,
    release: Annotated[
        str | None,
        typer.Option("--release", metavar="N.N", help="Such as 31.0. [default: from the name]"),
    ] = None,
    tasks: Annotated[
        int, typer.Option("--tasks", min=1, metavar="N", help="At most so many tasks a role.")
    ] = 12,
    replace: Annotated[
        bool, typer.Option("--replace", help="Also replace tasks that are there already.")
    ] = False,
    dry_run: options.DryRun = False,
    show_all: options.All = False,
    as_json: options.Json = False,
    project: options.Project = None,
) -> int:
    """Import tasks, job zones and interests of the O*NET database.

    Text in the project's own words stays as it is. The credit line that the license asks for goes
    to data/sources.yaml and prints on every sheet that uses the data.

    With `--new`, each code that no role has becomes one: title, summary, tasks, job zone and interests in
    O*NET's words. It is a draft: its sheets say so until the line `draft: true` is taken out.

    \b
    Examples:
      handouts import onet db_31_0_text.zip --dry-run
      handouts import onet db_31_0_text.zip --new --soc 51-4121.00,47-2111.00
      handouts import onet db_31_0_text --replace
    """
    from handouts.exchange.onet.importing import OnetWish, propose_onet

    root = root_of(project)
    wish = OnetWish(path, release, replace, tasks, tuple(soc or ()), new)
    proposal = propose_onet(root, wish, date.today())
    return _finish(root, proposal, dry_run=dry_run, show_all=show_all, as_json=as_json)


def import_roles(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A .xlsx or .csv file.")],
    dry_run: options.DryRun = False,
    show_all: options.All = False,
    as_json: options.Json = False,
    project: options.Project = None,
) -> int:
    """Import roles from a spreadsheet, one row a role.

    `handouts export roles FILE` writes one to start from. What a row says as before is not
    touched; every fault is named with its cell, and nothing is written until there is none.

    \b
    Examples:
      handouts import roles roles.xlsx --dry-run
      handouts import roles roles.csv
    """
    from handouts.exchange.roles.importing import propose_roles

    root = root_of(project)
    proposal = propose_roles(root, file)
    return _finish(root, proposal, dry_run=dry_run, show_all=show_all, as_json=as_json)


def export_roles(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A .xlsx or .csv file.")],
    project: options.Project = None,
) -> int:
    """Write every role into a spreadsheet, one row a role.

    \b
    Example:
      handouts export roles roles.xlsx
    """
    from handouts.exchange.roles.exporting import export_roles as export

    count = export(root_of(project), file)
    console.result(f"{console.counted(count, 'role')} in {console.from_here(file)}")
    return FINE


_COLLECTION = Annotated[
    str, typer.Argument(metavar="COLLECTION", help="Its name under `collections` in handouts.yaml.")
]


def import_records(
    collection: _COLLECTION,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A .xlsx or .csv file.")],
    dry_run: options.DryRun = False,
    show_all: options.All = False,
    as_json: options.Json = False,
    project: options.Project = None,
) -> int:
    """Import records of the project's own from a spreadsheet, one row a record.

    `handouts export records COLLECTION FILE` writes one to start from. Records that the spreadsheet
    does not have stay; every fault is named with its cell, and nothing is written until there is none.

    \b
    Examples:
      handouts import records fairs fairs.xlsx --dry-run
      handouts import records fairs fairs.csv
    """
    from handouts.exchange.collections import propose_records

    root = root_of(project)
    proposal = propose_records(root, collection, file)
    return _finish(root, proposal, dry_run=dry_run, show_all=show_all, as_json=as_json)


def export_records(
    collection: _COLLECTION,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A .xlsx or .csv file.")],
    project: options.Project = None,
) -> int:
    """Write the records of a collection into a spreadsheet, one row a record.

    \b
    Example:
      handouts export records fairs fairs.xlsx
    """
    from handouts.exchange.collections import export_records as export

    count = export(root_of(project), collection, file)
    console.result(f"{console.counted(count, 'record')} in {console.from_here(file)}")
    return FINE


def _finish(
    root: Path, proposal: "Proposal", *, dry_run: bool, show_all: bool, as_json: bool
) -> int:
    """Carry a proposal out, unless it is only to be shown, and print its changes."""
    from handouts.exchange.proposal import carry_out

    if not dry_run:
        carry_out(root, proposal)
    console.diagnostics(proposal.notes)
    if as_json:
        documents.show(_document(proposal, dry_run=dry_run))
        return FINE
    for file in proposal.files:
        _show_file(file, everything=show_all)
    count = sum(1 for _ in proposal.changes)
    if not proposal.files:
        console.result("nothing changes: the project says the same already")
    elif dry_run:
        console.result(
            f"{console.counted(count, 'change')} in {_files(proposal)}; nothing is written"
        )
        console.talk("Run it again without `--dry-run` to write them")
    else:
        console.result(f"{console.counted(count, 'change')} in {_files(proposal)} written")
    return FINE


def _files(proposal: "Proposal") -> str:
    return console.counted(len(proposal.files), "file")


def _show_file(file: "FileChange", *, everything: bool) -> None:
    note = "; rewritten whole, comments inside it are lost" if file.rewritten else ""
    console.result(f"{file.path} ({file.status}{note})")
    lines = [f"  {c.place}: {console.arrow(c.old, c.new)}" for c in file.changes]
    console.lines(lines, everything=everything)


def _document(made: "Proposal", *, dry_run: bool) -> documents.Document:
    return {
        "written": not dry_run,
        "files": [
            {
                "path": file.path,
                "status": file.status,
                "rewritten": file.rewritten,
                "changes": [{"place": c.place, "old": c.old, "new": c.new} for c in file.changes],
            }
            for file in made.files
        ],
        "diagnostics": [documents.diagnostic(note) for note in made.notes],
    }
