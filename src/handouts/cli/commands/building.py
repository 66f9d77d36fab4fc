"""``build`` and ``compare``."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from handouts.build import BuildReport
from handouts.build import build as build_all
from handouts.cli import console, documents
from handouts.cli.commands.asking import from_here, pairs, processes, root_of
from handouts.cli.running import FAILED, FINE, INTERRUPTED
from handouts.diagnostics import Diagnostic, UsageError
from handouts.edition import Artifact, Recipient, Selection
from handouts.kept import uses_of_all

if TYPE_CHECKING:
    from collections.abc import Iterable

MOST_WARNINGS = 20
"""A build shows so many warnings; ``check`` shows all."""


@dataclass(frozen=True, slots=True)
class Asked:
    """The arguments of ``build``."""

    handouts: list[str] | None
    audiences: list[str] | None
    states: list[str] | None
    output: Path | None
    jobs: int | None
    date: str | None
    blanks: list[str] | None
    recipients: Path | None
    pattern: str | None
    project: Path | None
    force: bool
    verify: bool
    prune: bool
    dry_run: bool
    strict: bool
    profile: bool
    as_json: bool


def build(asked: Asked) -> int:
    """Build, and say what became of it."""
    root = root_of(asked.project)
    selection = Selection(
        tuple(asked.handouts or ()),
        tuple(asked.audiences or ()),
        tuple(asked.states or ()),
        pairs(asked.blanks),
        asked.date,
        _recipients(asked),
        asked.pattern,
    )
    with console.progress("Building") as show:
        report = build_all(
            root,
            selection,
            output=asked.output,
            jobs=processes(asked.jobs),
            force=asked.force,
            verify=asked.verify,
            prune=asked.prune,
            dry_run=asked.dry_run,
            progress=lambda done, total, _: show(done, total),
        )
    console.findings(report.findings, MOST_WARNINGS)
    if asked.as_json:
        documents.show(documents.build(report, profile=asked.profile))
    else:
        _summary(report, root)
        if asked.profile:
            _profile(report)
    if report.interrupted:
        console.talk("stopped: what was finished is kept; run it again to make the rest")
        return INTERRUPTED
    return _code(report, strict=asked.strict)


def _recipients(asked: Asked) -> tuple[Recipient, ...]:
    if asked.recipients is None:
        if asked.pattern is not None:
            raise UsageError(
                Diagnostic(
                    "bad-pattern",
                    "`--pattern` says where recipients' files go, and there are no recipients",
                    "Add `--recipients FILE`, or set `output` in `handouts.yaml`",
                )
            )
        return ()
    from handouts.exchange.recipients import read_recipients

    return read_recipients(asked.recipients)


def compare(
    roles: list[str],
    state: str | None,
    audience: str | None,
    output: Path | None,
    blanks: list[str] | None,
    date: str | None,
    project: Path | None,
    *,
    strict: bool,
    as_json: bool,
) -> int:
    """Make one sheet, and say where it is."""
    from handouts.build.custom import Wish
    from handouts.build.custom import compare as compare_roles

    root = root_of(project)
    wish = Wish(tuple(roles), state, audience, pairs(blanks), date)
    report = compare_roles(root, wish, output)
    console.findings(report.findings)
    if as_json:
        documents.show(documents.build(report))
    else:
        for made in report.artifacts:
            if made.status == "built":
                console.result(from_here(root / made.path))
    return _code(report, strict=strict)


def _code(report: BuildReport, *, strict: bool) -> int:
    return FAILED if report.failed or (strict and report.findings) else FINE


def _summary(report: BuildReport, root: Path) -> None:
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
    there = report.counts["built"] + report.counts["reused"]
    if there:
        console.result(f"{console.counted(there, 'PDF')} in {from_here(root / report.output)}/")
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


def _profile(report: BuildReport) -> None:
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


_MAKING = ("typeset", "pdf", "write")
