"""What has come back of a build so far, held small: ten thousand editions share what is equal."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from handouts.build.report import artifact
from handouts.diagnostics import Diagnostic
from handouts.edition import Artifact, Status
from handouts.write import Record, Shared

if TYPE_CHECKING:  # loaded only when something has to be made
    from handouts.batch.pool import Outcome
    from handouts.build.making import Result

Progress = Callable[[int, int, Artifact | None], None]
"""Called with how many editions are done, how many there are, and the last one."""


@dataclass(slots=True)
class Tally:
    """What has come back so far."""

    folder: str
    total: int
    progress: Progress
    before: Mapping[str, Record]
    """What was known of the folder."""
    artifacts: dict[str, Artifact] = field(default_factory=dict)
    records: dict[str, Record] = field(default_factory=dict)
    faults: dict[str, tuple[Diagnostic, ...]] = field(default_factory=dict)
    laps: dict[str, float] = field(default_factory=dict)
    interrupted: bool = False
    general: tuple[Diagnostic, ...] = ()
    """What there is to say of the workers."""
    _shared: Shared = field(default_factory=Shared)

    def receive(self, outcome: "Outcome[Result]") -> None:
        """Take one outcome in."""
        edition, result = outcome.edition, outcome.result
        status: Status = result.status if result else "failed"
        record = result.record if result else None
        if result and record:
            record = self._shared.record(record, edition.path, self.before.get(edition.path))
            self.records[edition.path] = record
        if result:
            add_laps(self.laps, result.laps)
        self.faults[edition.path] = outcome.faults
        made = artifact(edition, status, record, self.folder)
        self.artifacts[edition.path] = made
        self.progress(len(self.artifacts), self.total, made)


def add_laps(total: dict[str, float], laps: Mapping[str, float]) -> None:
    """Add seconds phase by phase."""
    for phase, seconds in laps.items():
        total[phase] = total.get(phase, 0.0) + seconds
