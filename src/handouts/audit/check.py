"""``handouts check``: every fault that a build would meet, and what the data covers."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from handouts.audit.quality import STRICT, Coverage, Standing, coverage, standing
from handouts.audit.reading import (
    AudienceReading,
    Reading,
    by_audience,
    each_once,
    hard_texts,
    readings,
)
from handouts.batch.findings import Finding, gather
from handouts.batch.pool import Outcome, cores, run
from handouts.diagnostics import Diagnostic, HandoutsError
from handouts.edition import Edition, Selection
from handouts.fonts import FontBook
from handouts.load import load
from handouts.model.library import Library
from handouts.pipeline import pages_of
from handouts.plan import left_out, plan

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class CheckReport:
    """What was found in how many editions."""

    findings: tuple[Finding, ...]
    coverage: tuple[Coverage, ...]
    editions: int
    standing: tuple[Standing, ...] = ()
    """What is weak about the facts, each by itself; the findings say it file by file."""
    readings: tuple[Reading, ...] = ()
    """How hard each sheet is to read, in the order of names."""
    audiences: tuple[AudienceReading, ...] = ()

    @property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """Every fault once, in the order of places."""
        return tuple(f.diagnostic for f in self.findings)

    def fails(self, *, strict: bool) -> bool:
        """Whether the command fails; ``strict`` on warnings and on weak facts too."""
        if strict and any(one.weakness in STRICT for one in self.standing):
            return True
        return any(d.is_error or strict for d in self.diagnostics)


def check(
    root: Path, *, today: date | None = None, jobs: int = 0, progress: Progress | None = None
) -> CheckReport:
    """Read everything, and compose and typeset every edition without writing it.

    Raises:
        ProjectError: when ``handouts.yaml`` cannot be read.
    """
    today = today or date.today()
    library = load(root, today)
    general = [*library.diagnostics, *left_out(Selection(), library)]
    editions: tuple[Edition, ...] = ()
    try:
        editions = plan(Selection(), library)
    except HandoutsError as fault:
        general += fault.diagnostics
    faults: dict[str, tuple[Diagnostic, ...]] = {e.name: () for e in editions}

    def receive(outcome: Outcome[_LaidOut]) -> None:
        faults[outcome.edition.name] = outcome.faults
        if outcome.result is not None:
            read.extend(outcome.result.readings)
        done[0] += 1
        if progress:
            progress(done[0], len(editions))

    read: list[Reading] = []
    done = [0]
    run(_laid_out, editions, library, jobs or cores(), receive)
    sheets = each_once(read)
    hard = ((name, (warning,)) for name, warning in hard_texts(sheets, library))
    return CheckReport(
        gather(general, (*faults.items(), *hard)),
        coverage(library),
        len(editions),
        standing(library, today),
        sheets,
        by_audience(sheets, library),
    )


@dataclass(frozen=True, slots=True)
class _LaidOut:
    """How many pages an edition takes, how hard it is to read, and what was noticed on the way."""

    pages: int
    warnings: tuple[Diagnostic, ...]
    readings: tuple[Reading, ...]


def _laid_out(edition: Edition, library: Library, fonts: FontBook) -> _LaidOut:
    document, pages = pages_of(edition, library, fonts)
    read = readings(edition, document, library)
    return _LaidOut(len(pages.pages), document.warnings, read)
