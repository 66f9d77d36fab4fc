"""What a build did: tallied as editions come back, and reported at the end."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import field
from typing import TYPE_CHECKING

from handouts.batch.findings import Finding
from handouts.diagnostics import Diagnostic
from handouts.edition import Artifact, Edition, Status
from handouts.frozen import dataclass
from handouts.write import Interner, Record

if TYPE_CHECKING:  # loaded only when something has to be made
    from handouts.batch.pool import Outcome
    from handouts.build.making import Result
    from handouts.build.reads import Read

Progress = Callable[[int, int, Artifact | None], None]
"""Called with how many editions are done, how many there are, and the last one."""


@dataclass(frozen=True, slots=True)
class BuildReport:
    """Artifacts in the order of the plan; paths are relative to the project."""

    artifacts: tuple[Artifact, ...]
    findings: tuple[Finding, ...]
    seconds: float
    output: str
    """The output folder."""
    interrupted: bool = False
    pruned: tuple[str, ...] = ()
    laps: Mapping[str, float] = field(default_factory=dict)
    """Seconds of processor time by phase, over all processes."""
    outdated: tuple[str, ...] = ()
    """Files of handouts that failed now, still there from an earlier build."""

    @property
    def counts(self) -> Mapping[Status, int]:
        """How many artifacts there are of each status."""
        found = Counter(a.status for a in self.artifacts)
        return {s: found[s] for s in ("built", "reused", "failed", "planned")}

    @property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """Every fault once, in the order of places."""
        return tuple(f.diagnostic for f in self.findings)

    @property
    def failed(self) -> bool:
        """Whether a handout failed, or the data has errors."""
        return self.counts["failed"] > 0 or any(d.is_error for d in self.diagnostics)


def artifact(edition: Edition, status: Status, record: Record | None, folder: str) -> Artifact:
    """An artifact of the report; without a record it has no file."""
    path = f"{folder}/{edition.path}" if folder != "." else edition.path
    if record is None:
        return Artifact(edition, path, 0, "", 0, "", status, "")
    entry = record.entry
    return Artifact(
        edition, path, entry.pages, entry.sha256, record.size, entry.key, status, entry.fit
    )


@dataclass(slots=True)
class Tally:
    """The outcomes so far, in little memory: ten thousand editions share equal values."""

    folder: str
    total: int
    progress: Progress
    before: Mapping[str, Record]
    """The records of the folder before this build."""
    artifacts: dict[str, Artifact] = field(default_factory=dict)
    records: dict[str, Record] = field(default_factory=dict)
    faults: dict[str, tuple[Diagnostic, ...]] = field(default_factory=dict)
    laps: dict[str, float] = field(default_factory=dict)
    interrupted: bool = False
    general: tuple[Diagnostic, ...] = ()
    """Diagnostics about the workers."""
    reads: dict[str, tuple["Read", ...]] = field(default_factory=dict)
    """What each edition read of the library, where that is known."""
    _shared: Interner = field(default_factory=Interner)

    def receive(self, outcome: "Outcome[Result]") -> None:
        """Take one outcome in."""
        edition, result = outcome.edition, outcome.result
        status: Status = result.status if result else "failed"
        record = result.record if result else None
        if result and record:
            record = self._shared.record(record, edition.path, self.before.get(edition.path))
            self.records[edition.path] = record
            if result.reads:
                self.reads[edition.path] = self._shared.all(result.reads)
        if result:
            add_laps(self.laps, result.laps)
        self._note(edition, status, record, outcome.faults)

    def keep(self, edition: Edition, record: Record, reads: tuple["Read", ...]) -> None:
        """Take an edition in that was not even composed, as nothing that it reads has changed."""
        self.records[edition.path] = record
        self.reads[edition.path] = reads
        self._note(edition, "reused", record, ())

    def _note(
        self,
        edition: Edition,
        status: Status,
        record: Record | None,
        faults: tuple[Diagnostic, ...],
    ) -> None:
        self.faults[edition.path] = faults
        made = artifact(edition, status, record, self.folder)
        self.artifacts[edition.path] = made
        self.progress(len(self.artifacts), self.total, made)


def add_laps(total: dict[str, float], laps: Mapping[str, float]) -> None:
    """Add seconds phase by phase."""
    for phase, seconds in laps.items():
        total[phase] = total.get(phase, 0.0) + seconds
