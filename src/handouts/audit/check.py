"""``handouts check``: every fault that a build would meet, and what the data covers."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from handouts.audit.quality import (
    STRICT,
    Coverage,
    Gathering,
    Printing,
    Standing,
    Upkeep,
    coverage,
    places_printed,
    standing,
    upkeep,
)
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
from handouts.compose.checking import LayoutFaults, faults_of
from handouts.diagnostics import Diagnostic, HandoutsError, Span
from handouts.edition import Edition, Selection
from handouts.fonts import FontBook
from handouts.load import load
from handouts.model.library import EXPIRED, LAYOUTS, Library
from handouts.pipeline import pages_of
from handouts.plan import left_out, plan
from handouts.program import today as clock

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
    printing: Printing | None = None
    """What the sheets print of the facts."""

    @property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """Every fault once, in the order of places."""
        return tuple(f.diagnostic for f in self.findings)

    def fails(self, *, strict: bool) -> bool:
        """Whether the command fails; with ``strict``, warnings and weak facts fail it too."""
        return _fails(self.diagnostics, self.standing, strict=strict)


def _fails(found: Iterable[Diagnostic], standing: Iterable[Standing], *, strict: bool) -> bool:
    if strict and any(one.weakness in STRICT for one in standing):
        return True
    return any(d.is_error or strict for d in found)


@dataclass(frozen=True, slots=True)
class UpkeepReport:
    """What stands behind the rules of places, and the faults of the data."""

    findings: tuple[Finding, ...]
    upkeep: Upkeep
    standing: tuple[Standing, ...]

    def fails(self, *, strict: bool) -> bool:
        """Whether the command fails, by the same measure as when everything is laid out."""
        found = (f.diagnostic for f in self.findings)
        return _fails(found, self.standing, strict=strict)


def check_upkeep(root: Path, *, today: date | None = None) -> UpkeepReport:
    """Read everything and lay nothing out: what stands behind each rule, and when it is read again.

    What has expired is an error here whether a sheet prints it or not.

    Raises:
        ProjectError: when ``handouts.yaml`` cannot be read.
    """
    today = today or clock()
    library = load(root, today)
    lapsed = [f for (kind, _), found in library.faulty.items() if kind == EXPIRED for f in found]
    found = gather([*library.diagnostics, *lapsed], ())
    return UpkeepReport(found, upkeep(library, today), standing(library, today))


def check(
    root: Path, *, today: date | None = None, jobs: int = 0, progress: Progress | None = None
) -> CheckReport:
    """Read everything, the layouts too, then compose and typeset every edition.

    Raises:
        ProjectError: when ``handouts.yaml`` cannot be read.
    """
    today = today or clock()
    library = load(root, today)
    general = [*library.diagnostics, *left_out(Selection(), library)]
    editions: tuple[Edition, ...] = ()
    try:
        editions = plan(Selection(), library)
    except HandoutsError as fault:
        general += fault.diagnostics
    layouts = tuple(faults_of(library))
    typed = [fault for one in layouts for fault in one.faults]
    general += typed
    general += _faults_of_unused_layouts(layouts, library)
    faults: dict[str, tuple[Diagnostic, ...]] = {e.name: () for e in editions}

    def receive(outcome: Outcome[_LaidOut]) -> None:
        faults[outcome.edition.name] = tuple(_as_told(fault, typed) for fault in outcome.faults)
        if outcome.result is not None:
            read.extend(outcome.result.readings)
            printed.receive(outcome.edition, outcome.result.places)
        done[0] += 1
        if progress:
            progress(done[0], len(editions))

    read: list[Reading] = []
    printed = Gathering(library)
    done = [0]
    run(_laid_out, editions, library, jobs or cores(), receive)
    sheets, printing = each_once(read), printed.gathered()
    hard = ((name, (warning,)) for name, warning in hard_texts(sheets, library))
    return CheckReport(
        gather(general, (*faults.items(), *hard)),
        coverage(library),
        len(editions),
        standing(library, today, printing),
        sheets,
        by_audience(sheets, library),
        tuple(library.project.rule_kinds),
        printing,
    )


_OF_TEMPLATES = {
    "template-syntax",
    "template-failed",
    "undefined-name",
    "not-printable",
    "wrong-value",
}
"""Codes of faults that a template meets when it runs."""


def _as_told(fault: Diagnostic, typed: Iterable[Diagnostic]) -> Diagnostic:
    """A fault that an edition met, in the words of the one that reading its layout found in that line.

    Reading knows the place of each name, running only its line. So what is one fault is told once.
    """
    if fault.code not in _OF_TEMPLATES or fault.span is None:
        return fault
    line = (fault.span.file, fault.span.line)
    same = [one for one in typed if one.span and (one.span.file, one.span.line) == line]
    said = next((one for one in same if one.message == fault.message), same[0] if same else fault)
    return replace(said, part=fault.part)


def _faults_of_unused_layouts(
    layouts: Iterable[LayoutFaults], library: Library
) -> Iterator[Diagnostic]:
    """What types do not show of layouts that no handout uses, such as what Markdown may not hold."""
    for one in layouts:
        if not one.used and not one.faults:
            yield from _composing(one, library)


def _composing(one: LayoutFaults, library: Library) -> tuple[Diagnostic, ...]:
    """The faults in the layout, not in the data, that composing a sheet with it meets."""
    kinds = {"comparisons": library.comparisons, "decisions": library.decisions}
    records = {**kinds, "roles": library.roles}[one.kinds[0]]
    subject, audience = next(iter(records), None), next(iter(library.audiences), None)
    if subject is None or audience is None:
        return ()
    style, language = str(library.project.style), library.project.languages[0]
    place = next(iter(library.places), None)
    named = f"{one.kinds[0]}/{subject}"
    edition = Edition("", audience, place, language, one.layout, named, style, "")
    try:
        compose(edition, library)
    except HandoutsError as fault:
        home = f"{LAYOUTS.home}/"
        return tuple(f for f in fault.diagnostics if f.span and f.span.file.startswith(home))
    return ()


@dataclass(frozen=True, slots=True)
class _LaidOut:
    """The pages of an edition, what it prints, how hard it is to read, and the warnings from laying it out."""

    pages: int
    warnings: tuple[Diagnostic, ...]
    readings: tuple[Reading, ...]
    places: frozenset[Span]


def _laid_out(edition: Edition, library: Library, fonts: FontBook) -> _LaidOut:
    document, pages = pages_of(edition, library, fonts)
    read = readings(edition, document, library)
    return _LaidOut(len(pages.pages), document.warnings, read, places_printed(document))
