"""``build``: every edition of a selection, as PDFs."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from handouts.cli import console, documents, options
from handouts.cli.exits import FAILED, FINE, INTERRUPTED
from handouts.cli.options import pairs, processes, root_of
from handouts.diagnostics import Diagnostic, UsageError
from handouts.kept import uses_of_all

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from handouts.build import BuildReport
    from handouts.edition import Artifact, Recipient

MOST_WARNINGS = 20
"""A build shows so many warnings; ``check`` shows all."""

_MAKING = ("typeset", "pdf", "write")
"""Phases that only editions made anew go through."""


Handouts = Annotated[
    list[str] | None, typer.Argument(metavar="HANDOUT", help="Which handouts. [default: all]")
]
Output = Annotated[
    Path | None,
    typer.Option("--output", "-o", metavar="DIR", help="Where to write. [default: output/]"),
]
Force = Annotated[bool, typer.Option("--force", help="Make everything anew, changed or not.")]
Verify = Annotated[
    bool, typer.Option("--verify", help="Read every file to see whether it is whole.")
]
Prune = Annotated[
    bool, typer.Option("--prune", help="Remove built files that the project no longer has.")
]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Say what would be built; write nothing.")]
Profile = Annotated[
    bool, typer.Option("--profile", help="Show the time of each phase, and what was kept.")
]


def build(
    handouts: Handouts = None,
    audience: options.Audiences = None,
    place: options.Places = None,
    output: Output = None,
    jobs: options.Jobs = None,
    date: options.Date = None,
    blanks: options.Blanks = None,
    recipients: options.Recipients = None,
    sheet: options.Sheet = None,
    pattern: options.Pattern = None,
    force: Force = False,
    verify: Verify = False,
    prune: Prune = False,
    dry_run: DryRun = False,
    allow_expired: options.AllowExpired = False,
    strict: options.Strict = False,
    profile: Profile = False,
    as_json: options.Json = False,
    project: options.Project = None,
) -> int:
    """Build handouts as tagged PDFs.

    What is unchanged and whole on disk is left as it is. A sheet that would print a fact after the
    day on which it expires fails, unless `--allow-expired`.

    \b
    Examples:
      handouts build                                 everything
      handouts build state-insert --place "New York"
      handouts build -a school -s CA,NV,AZ -o west/
      handouts build comparison -a advisor -s CA --set student="Ana R." -o for-ana/
      handouts build comparison -a school --recipients schools.csv --pattern "{place}/{school}.pdf"

    Exit code: 0 all is well, 1 a handout failed or the data has errors (the other handouts are
    written), 2 something typed does not exist, 3 there is no project.
    """
    from handouts.build import build as build_all
    from handouts.edition import Selection

    root = root_of(project)
    rows, notices = _recipients(recipients, sheet, pattern)
    selection = Selection(
        tuple(handouts or ()),
        tuple(audience or ()),
        tuple(place or ()),
        pairs(blanks),
        date,
        rows,
        pattern,
        notices,
    )
    with console.progress("Building") as show:
        report = build_all(
            root, selection, output=output, jobs=processes(jobs), force=force, verify=verify,
            prune=prune, dry_run=dry_run, allow_expired=allow_expired, progress=lambda done, total, _: show(done, total),
        )  # fmt: skip
    return _finish(report, root, strict=strict, profile=profile, as_json=as_json)


def _finish(
    report: "BuildReport", root: Path, *, strict: bool, profile: bool, as_json: bool
) -> int:
    """Show the report; returns the exit code."""
    console.findings(report.findings, MOST_WARNINGS)
    if as_json:
        documents.show(document(report, profile=profile))
    else:
        _summary(report, root)
        if profile:
            _profile(report)
    if report.interrupted:
        console.talk("stopped: what was finished is kept; run it again to make the rest")
        return INTERRUPTED
    return exit_code(report, strict=strict)


def left_out(report: "BuildReport") -> "Iterator[str]":
    """What the sheets lack, so that they fit their pages: a line for all that lack the same."""
    from handouts.pages import FitReport

    sheets: dict[str, list[str]] = {}
    for made in report.artifacts:
        if made.status in {"built", "reused"}:
            for name in FitReport.left_out_in(made.fit):
                sheets.setdefault(name, []).append(made.path)
    alike: dict[tuple[str, ...], list[str]] = {}
    for name, paths in sheets.items():
        alike.setdefault(tuple(paths), []).append(name)
    for where_all, names in alike.items():
        where = where_all[0] if len(report.artifacts) > 1 else ""
        more = f" and {console.counted(len(where_all) - 1, 'other')}" if where_all[1:] else ""
        of = f" {where}{more}:" if where else ":"
        yield f"left out to fit{of} {', '.join(names)}"


def exit_code(report: "BuildReport", *, strict: bool) -> int:
    """Whether a handout failed, or with ``strict`` anything was found."""
    return FAILED if report.failed or (strict and report.findings) else FINE


def _recipients(
    file: Path | None, sheet: str | None, pattern: str | None
) -> tuple[tuple["Recipient", ...], tuple[Diagnostic, ...]]:
    """The rows of the table, and what there is to say of it."""
    if file is None:
        if pattern is not None:
            raise UsageError(
                Diagnostic(
                    "bad-pattern",
                    "`--pattern` says where recipients' files go, and there are no recipients",
                    "Add `--recipients FILE`, or set `output` in `handouts.yaml`",
                )
            )
        if sheet is not None:
            raise UsageError(
                Diagnostic(
                    "unknown-sheet",
                    "`--sheet` names a sheet of recipients, and there are no recipients",
                    "Add `--recipients FILE`",
                )
            )
        return (), ()
    from handouts.exchange.recipients import read_recipients

    return read_recipients(file, sheet)


def _summary(report: "BuildReport", root: Path) -> None:
    """The table by audience, and where the files are."""
    columns = ["built", "reused", "failed"]
    if report.counts["planned"]:
        columns = ["planned", "reused", "failed"]
    audiences = list(dict.fromkeys(a.edition.audience for a in report.artifacts))
    if audiences[1:]:
        width = max(len(a) for a in (*audiences, "audience"))
        console.result(" ".join([f"{'audience':{width}}", *(f"{c:>8}" for c in columns)]))
        for audience in audiences:
            own = [a for a in report.artifacts if a.edition.audience == audience]
            console.result(
                " ".join([f"{audience:{width}}", *(f"{_count(own, c):>8}" for c in columns)])
            )
    parts = [f"{report.counts[c]} {c}" for c in ("planned", "built", "reused", "failed")]
    done = ", ".join(p for p in parts if not p.startswith("0 ")) or "nothing"
    console.result(f"{done} in {report.seconds:.1f} s")
    for line in left_out(report):
        console.result(line)
    there = report.counts["built"] + report.counts["reused"]
    if there:
        console.result(
            f"{console.counted(there, 'PDF')} in {console.from_here(root / report.output)}/"
        )
    if report.pruned:
        console.result(f"{console.counted(len(report.pruned), 'file')} pruned")
    problems = console.tally(report.diagnostics)
    if problems:
        console.talk(f"{problems}; see above")
    if report.outdated:
        console.talk(
            f"{console.counted(len(report.outdated), 'failed handout')} still there from an earlier "
            f"build, out of date: {report.outdated[0]}" + (", …" if report.outdated[1:] else "")
        )


def _count(artifacts: "Iterable[Artifact]", status: str) -> int:
    return sum(a.status == status for a in artifacts)


def _profile(report: "BuildReport") -> None:
    counts = {"compose": len(report.artifacts)} | dict.fromkeys(_MAKING, report.counts["built"])
    console.talk("processor time, all processes together:")
    for phase, seconds in report.laps.items():
        number = counts.get(phase, 0)
        each = f"  {seconds / number * 1000:7.2f} ms each" if number else ""
        console.talk(f"  {phase:8} {seconds:8.3f} s{each}")
    console.talk("what was kept: results found again, made anew, and held by one process at most:")
    used = {name: use for name, use in uses_of_all().items() if use.misses}
    width = max(map(len, used), default=0)
    for name, use in used.items():
        held = f"{use.held} of {use.most}"
        console.talk(f"  {name:{width}} {use.hits:9} {use.misses:8} {held:>15}")


def document(report: "BuildReport", *, profile: bool = False) -> documents.Document:
    """What ``--json`` prints of a build or a comparison."""
    counts = report.counts
    made: documents.Document = {
        "built": counts["built"],
        "reused": counts["reused"],
        "failed": counts["failed"],
        "seconds": round(report.seconds, 3),
        "artifacts": [_artifact(a) for a in report.artifacts],
        "diagnostics": documents.findings(report.findings),
    }
    if counts["planned"]:
        made["planned"] = counts["planned"]
    if report.pruned:
        made["pruned"] = list(report.pruned)
    if profile:
        made["profile"] = {k: round(v, 4) for k, v in report.laps.items()}
        made["kept"] = {name: use._asdict() for name, use in uses_of_all().items()}
    return made


def _artifact(one: "Artifact") -> documents.Document:
    made = one.status in {"built", "reused"}
    edition = one.edition
    return {
        "path": one.path,
        "handout": edition.handout,
        "audience": edition.audience,
        "place": edition.place,
        "language": edition.language,
        "pages": one.pages if made else None,
        "sha256": one.sha256 if made else None,
        "fit": one.fit if made else None,
        "status": one.status,
    }
