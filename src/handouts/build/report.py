"""What a build did."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from handouts.batch.findings import Finding
from handouts.diagnostics import Diagnostic
from handouts.edition import Artifact, Edition, Status
from handouts.write import Record


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
    """An artifact of the report; without a record there is no file to speak of."""
    path = f"{folder}/{edition.path}" if folder != "." else edition.path
    if record is None:
        return Artifact(edition, path, 0, "", 0, "", status, "")
    entry = record.entry
    return Artifact(
        edition, path, entry.pages, entry.sha256, record.size, entry.key, status, entry.fit
    )
