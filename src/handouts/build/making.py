"""What is done with one edition: composed, compared with what is there, made and written."""

import time
from collections.abc import Mapping
from dataclasses import field, replace
from datetime import date
from pathlib import Path

from handouts.build.provenance import printed_facts
from handouts.build.reads import Read, read_once, watched
from handouts.diagnostics import Diagnostic
from handouts.edition import Edition, Status
from handouts.fonts import FontBook
from handouts.frozen import dataclass
from handouts.model.library import Library
from handouts.pipeline import compose_key, finish, warnings_of
from handouts.write import Entry, Journal, Record, whole, within, write


@dataclass(slots=True)
class Stopwatch:
    """Processor seconds by phase."""

    laps: dict[str, float] = field(default_factory=dict)
    _last: float = field(default_factory=time.process_time)

    def lap(self, phase: str) -> None:
        """Give what passed since the last call to a phase."""
        now = time.process_time()
        self.laps[phase] = self.laps.get(phase, 0.0) + now - self._last
        self._last = now


@dataclass(frozen=True, slots=True)
class Result:
    """One edition's status and file; ``None`` when nothing was to be written."""

    status: Status
    record: Record | None
    laps: Mapping[str, float]
    warnings: tuple[Diagnostic, ...] = ()
    reads: tuple[Read, ...] = ()
    """What it read of the library; nothing when that cannot keep it from being composed again."""


@dataclass(frozen=True, slots=True)
class Making:
    """The task of a build: a callable that goes to the workers."""

    folder: Path
    known: Mapping[str, Record]
    """The files on disk, by path."""
    force: bool = False
    verify: bool = False
    dry_run: bool = False
    journal: Journal | None = None

    def __call__(self, edition: Edition, library: Library, fonts: FontBook) -> Result:
        """Make the edition, or leave it when it is unchanged and whole."""
        watch = Stopwatch()
        records, seen = watched(library)
        composed, key = compose_key(edition, records, fonts)
        reads = () if composed.warnings else read_once(seen)
        watch.lap("compose")
        record = self._unchanged(edition, key)
        if record is not None:
            # the key counts neither places in the data, which may have moved, nor how long facts hold
            entry = replace(record.entry, expires=_iso(composed.expires))
            facts = printed_facts(composed, record.dropped, edition.table)
            record = replace(record, entry=entry, facts=facts)
            watch.lap("compare")
            told = warnings_of(edition, composed, library, fonts)
            return Result("reused", record, watch.laps, told, reads)
        if self.dry_run:
            return Result(
                "planned", None, watch.laps, warnings_of(edition, composed, library, fonts)
            )
        made = finish(edition, composed, key, library, fonts, watch.lap)
        stamp = write(within(self.folder, edition.path), made.data)
        pages = made.pages
        entry = Entry(
            path=edition.path,
            handout=edition.handout,
            audience=edition.audience,
            place=edition.place,
            language=edition.language,
            key=key,
            sha256=stamp.sha256,
            pages=len(pages.pages),
            fit=str(pages.fit),
            expires=_iso(composed.expires),
            table=edition.table,
        )
        dropped = pages.fit.dropped
        facts = printed_facts(composed, dropped, edition.table)
        record = Record(entry, stamp.size, stamp.mtime_ns, facts, dropped)
        if self.journal:
            self.journal.append(record)
        watch.lap("write")
        told = made.document.warnings
        return Result("built", record, watch.laps, told, () if told else reads)

    def _unchanged(self, edition: Edition, key: str) -> Record | None:
        record = self.known.get(edition.path)
        if self.force or record is None or record.facts is None or record.entry.key != key:
            return None
        return whole(self.folder, record, verify=self.verify)


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
