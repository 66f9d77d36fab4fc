"""``handouts check``: every fault that a build would meet, and what the data covers."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import islice
from math import inf
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
from handouts.compose import compose
from handouts.diagnostics import Diagnostic, HandoutsError
from handouts.edition import Edition, Selection
from handouts.fonts import FontBook
from handouts.load import load
from handouts.model.library import LAYOUTS, Library
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
    """The weaknesses of facts, one by one; the findings name them file by file."""
    readings: tuple[Reading, ...] = ()
    """How hard each sheet is to read, in the order of names."""
    audiences: tuple[AudienceReading, ...] = ()
    rules: tuple[str, ...] = ()
    """What a place can ask of a role, in the project's order."""

    @property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """Every fault once, in the order of places."""
        return tuple(f.diagnostic for f in self.findings)

    def fails(self, *, strict: bool) -> bool:
        """Whether the command fails; with ``strict``, warnings and weak facts fail it too."""
        if strict and any(one.weakness in STRICT for one in self.standing):
            return True
        return any(d.is_error or strict for d in self.diagnostics)


def check(
    root: Path, *, today: date | None = None, jobs: int = 0, progress: Progress | None = None
) -> CheckReport:
    """Read everything, compose and typeset every edition, and compose what no edition uses.

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
    general += _faults_of_unused_layouts(editions, library)
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
        tuple(library.project.rule_kinds),
    )


def _faults_of_unused_layouts(
    editions: Iterable[Edition], library: Library
) -> Iterator[Diagnostic]:
    """What is wrong with layouts that no handout uses, as composing them shows."""
    parts = (part for edition in editions for part in edition.bind or (edition,))
    used = {part.layout for part in parts}
    for layout in library.layouts:
        if layout not in used:
            yield from _faults_of_layout(layout, library)


def _faults_of_layout(layout: str, library: Library) -> tuple[Diagnostic, ...]:
    """The faults of a layout with the kind of subject that it is made for.

    A layout does not say for which kind it is made. With another kind composing ends early, at
    the first name that only its own has; so the kind with which it comes farthest is taken.
    """
    kinds = {"comparisons": library.comparisons, "decisions": library.decisions}
    subjects = [f"{kind}/{slug}" for kind, of in kinds.items() for slug in islice(of, 1)]
    subjects += [f"roles/{slug}" for slug in islice(library.roles, 1)]
    places, audiences = tuple(library.places) or (None,), tuple(library.audiences)
    if not subjects or not audiences:
        return ()
    first = {one: _composing(layout, one, audiences[0], places[0], library) for one in subjects}
    subject = max(first, key=lambda one: _farthest(first[one]))
    each = [*((audiences[0], place) for place in places), *((a, places[0]) for a in audiences[1:])]
    return tuple(
        dict.fromkeys(f for one in each for f in _composing(layout, subject, *one, library))
    )


def _farthest(faults: tuple[Diagnostic, ...]) -> float:
    """The last line at which composing failed; no line is farther than the end."""
    return max((f.span.line for f in faults if f.span), default=inf)


def _composing(
    layout: str, subject: str, audience: str, place: str | None, library: Library
) -> tuple[Diagnostic, ...]:
    """The faults in the layout, not in the data, that composing a sheet with it meets."""
    style = str(library.project.style)
    language = library.project.languages[0]
    edition = Edition("", audience, place, language, layout, subject, style, "")
    try:
        compose(edition, library)
    except HandoutsError as fault:
        home = f"{LAYOUTS.home}/"
        return tuple(f for f in fault.diagnostics if f.span and f.span.file.startswith(home))
    return ()


@dataclass(frozen=True, slots=True)
class _LaidOut:
    """The pages of an edition, how hard it is to read, and the warnings from laying it out."""

    pages: int
    warnings: tuple[Diagnostic, ...]
    readings: tuple[Reading, ...]


def _laid_out(edition: Edition, library: Library, fonts: FontBook) -> _LaidOut:
    document, pages = pages_of(edition, library, fonts)
    read = readings(edition, document, library)
    return _LaidOut(len(pages.pages), document.warnings, read)
