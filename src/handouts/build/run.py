"""A build from the start: read, plan, make what changed, and write down what is there."""

import time
from collections.abc import Iterable, Mapping
from dataclasses import field, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from handouts import __version__
from handouts.batch.findings import Finding, gather, of_rows_once
from handouts.build.prune import prune_folder
from handouts.build.report import BuildReport, Progress, Tally, add_laps, artifact
from handouts.build.unchanged import Memory, others, question, recalled, row_of, still_whole
from handouts.diagnostics import Diagnostic
from handouts.edition import Artifact, Edition, Selection
from handouts.frozen import dataclass
from handouts.inputs import Scan, digests, scan
from handouts.program import today as clock
from handouts.write import (
    PROVENANCE,
    Journal,
    Record,
    fold,
    forget,
    journals_in,
    locked,
    read_memory,
    read_provenance,
    read_records,
    refuse_nowhere,
    whole,
    with_facts,
    write_manifest,
    write_provenance,
    write_state,
)

if TYPE_CHECKING:  # loaded only when something has to be made
    from handouts.build.readings import Unchanged
    from handouts.model.library import Library


@dataclass(frozen=True, slots=True)
class Orders:
    """How a build is to be done."""

    jobs: int
    force: bool
    verify: bool
    prune: bool
    dry_run: bool
    progress: Progress
    allow_expired: bool = False


def build(
    root: Path,
    selection: Selection | None = None,
    *,
    output: Path | None = None,
    jobs: int = 0,
    force: bool = False,
    verify: bool = False,
    prune: bool = False,
    dry_run: bool = False,
    allow_expired: bool = False,
    progress: Progress | None = None,
) -> BuildReport:
    """Build a selection of a project's editions; ``jobs`` 0 is one for each core.

    An edition that prints a fact after its own last day fails, unless ``allow_expired``.

    Raises:
        ProjectError: when ``handouts.yaml`` cannot be read.
        UsageError: when the selection names what does not exist.
        HandoutsError: when nothing can be planned or written at all.
    """
    started = time.perf_counter()
    selection = selection or Selection()
    folder = output or root / "output"
    refuse_nowhere(folder)
    orders = Orders(jobs, force, verify, prune, dry_run, progress or _silently, allow_expired)
    today = _day(selection)
    memory = recalled(read_memory(folder))
    inputs = scan(root, memory.inputs)
    asked = question(selection, today, allow_expired=allow_expired)
    explains = (folder / PROVENANCE).is_file()
    if explains and not (force or prune or dry_run or journals_in(folder)):
        there = still_whole(memory, asked, inputs.files, folder, verify=verify)
        if there is not None:
            return _nothing_to_do(relative(folder, root), memory, there, started)
    return _Build(root, folder, selection, orders, inputs, asked, started).run(today)


def _day(selection: Selection) -> str:
    """The day by which facts are judged to be stale."""
    if selection.date is None:
        return clock().isoformat()
    from handouts.plan import printed_date

    return printed_date(selection.date) or ""


def _silently(done: int, total: int, last: Artifact | None) -> None:
    """Report no progress."""


def _nothing_to_do(
    where: str, memory: Memory, there: Iterable[tuple[Edition, Record]], started: float
) -> BuildReport:
    return BuildReport(
        tuple(artifact(edition, "reused", record, where) for edition, record in there),
        tuple(Finding(w) for w in memory.warnings),
        time.perf_counter() - started,
        where,
    )


@dataclass(slots=True)
class _Build:
    root: Path
    folder: Path
    selection: Selection
    orders: Orders
    inputs: Scan
    asked: str
    started: float
    laps: dict[str, float] = field(default_factory=dict)

    def run(self, today: str) -> BuildReport:
        """Load, plan, make."""
        from handouts.load import load
        from handouts.plan import left_out, plan

        begun = time.process_time()
        library = load(
            self.root,
            date.fromisoformat(today),
            allow_expired=self.orders.allow_expired,
            found=self.inputs,
        )
        self.laps["load"] = time.process_time() - begun
        begun = time.process_time()
        editions = plan(self.selection, library)
        self._refuse_unprinted(editions, library)
        self.laps["plan"] = time.process_time() - begun
        general = (
            *self.selection.notices,
            *library.diagnostics,
            *left_out(self.selection, library),
        )
        if self.orders.dry_run:
            records = with_facts(read_records(self.folder), read_provenance(self.folder))
            tally = self._make(editions, library, records, self._unchanged(library))
            return self._report(editions, tally, general, ())
        with locked(self.folder):
            return self._write(editions, library, general)

    def _refuse_unprinted(self, editions: tuple[Edition, ...], library: "Library") -> None:
        asked = self.selection
        if not asked.options:
            return
        from handouts.batch.blanks import refuse_unprinted
        from handouts.plan import plan

        everybody = replace(asked, audiences=(), recipients=(), pattern=None, notices=())
        refuse_unprinted(asked.options, editions, library, lambda: plan(everybody, library))

    def _write(
        self,
        editions: tuple[Edition, ...],
        library: "Library",
        general: tuple[Diagnostic, ...],
    ) -> BuildReport:
        from handouts.build.provenance import cited_sources

        before = read_provenance(self.folder)
        records = with_facts(read_records(self.folder), before)
        fold(self.folder, records)
        unchanged = self._unchanged(library)
        tally = self._make(editions, library, records, unchanged)
        records |= tally.records
        pruned: tuple[str, ...] = ()
        if self.orders.prune and not tally.interrupted:
            pruned, refused = prune_folder(self.folder, records, library, editions)
            general = (*general, *refused)
        report = self._report(editions, tally, general, pruned)
        write_manifest(self.folder, __version__, digests(self.inputs.files), records)
        sources = {**before.sources, **cited_sources(library.sources)}
        write_provenance(self.folder, records, sources)
        good = not (report.failed or tally.interrupted or tally.general)
        memory = Memory(self.asked if good else "", self.inputs.files, report.diagnostics)
        reads = unchanged.readings(editions, tally.reads, records).rows()
        write_state(self.folder, records, memory.as_json(), map(row_of, editions), reads)
        forget(self.folder)
        return report

    def _unchanged(self, library: "Library") -> "Unchanged":
        from handouts.build.fingerprints import Fingerprints
        from handouts.build.readings import Readings, Unchanged, recalled_readings

        begun = time.process_time()
        before = Readings() if self.orders.force else recalled_readings(self.folder)
        unchanged = Unchanged(before, Fingerprints(library, others(self.inputs.files)))
        self.laps["compare"] = time.process_time() - begun
        return unchanged

    def _make(
        self,
        editions: tuple[Edition, ...],
        library: "Library",
        records: Mapping[str, Record],
        unchanged: "Unchanged",
    ) -> Tally:
        orders = self.orders
        tally = Tally(relative(self.folder, self.root), len(editions), orders.progress, records)
        orders.progress(0, len(editions), None)
        begun = time.process_time()
        left = [e for e in editions if not self._keep(e, records, unchanged, tally)]
        self.laps["compare"] += time.process_time() - begun
        if not left:
            return tally
        from handouts.batch.pool import cores, run
        from handouts.build.making import Making

        journal = Journal(self.folder)
        task = Making(self.folder, records, orders.force, orders.verify, orders.dry_run, journal)
        try:
            jobs = orders.jobs or cores()
            tally.general = run(task, left, library, jobs, tally.receive)
        except KeyboardInterrupt:
            tally.interrupted = True
        return tally

    def _keep(
        self,
        edition: Edition,
        records: Mapping[str, Record],
        unchanged: "Unchanged",
        tally: Tally,
    ) -> bool:
        """Whether an edition's file is as it would be made now, which is noted."""
        record = records.get(edition.path)
        reads = unchanged.reads(edition, record.entry.key) if record is not None else None
        if record is None or reads is None:
            return False
        placed = unchanged.placed(record)
        found = whole(self.folder, placed, verify=self.orders.verify) if placed else None
        if found is None:
            return False
        tally.keep(edition, found, reads)
        return True

    def _report(
        self,
        editions: tuple[Edition, ...],
        tally: Tally,
        general: Iterable[Diagnostic],
        pruned: tuple[str, ...],
    ) -> BuildReport:
        done = [e for e in editions if e.path in tally.artifacts]
        made = tuple(tally.artifacts[e.path] for e in done)
        outdated = tuple(
            a.path for a in made if a.status == "failed" and (self.folder / a.edition.path).exists()
        )
        found = gather((*general, *tally.general), ((e.name, tally.faults[e.path]) for e in done))
        rows = self.selection.recipients
        laps = dict(self.laps)
        add_laps(laps, tally.laps)
        return BuildReport(
            made,
            of_rows_once(found, rows[0].file) if rows else found,
            time.perf_counter() - self.started,
            tally.folder,
            tally.interrupted,
            pruned,
            laps,
            outdated,
        )


def relative(path: Path, root: Path) -> str:
    """A path as it is shown: relative to the project where it lies in it."""
    whole, base = path.resolve(), root.resolve()
    return (whole.relative_to(base) if whole.is_relative_to(base) else whole).as_posix()
