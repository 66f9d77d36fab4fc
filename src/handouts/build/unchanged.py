"""The quick way: when nothing changed since the last good build, nothing is loaded."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from handouts.build.inputs import Input, digests
from handouts.diagnostics import Diagnostic, Severity, Span
from handouts.edition import Edition, Selection
from handouts.program import program_digest
from handouts.write import Record, whole


@dataclass(frozen=True, slots=True)
class Memory:
    """What the last good build was asked for and made."""

    question: str
    inputs: Mapping[str, Input]
    editions: tuple[Edition, ...]
    warnings: tuple[Diagnostic, ...]

    def as_json(self) -> dict[str, object]:
        """For the state file."""
        return {
            "question": self.question,
            "inputs": {n: [i.size, i.mtime_ns, i.sha256] for n, i in self.inputs.items()},
            "editions": [asdict(e) for e in self.editions],
            "warnings": [asdict(w) for w in self.warnings],
        }


def recalled(state: Mapping[str, Any]) -> Memory:
    """What the state file remembers; a memory that answers nothing when it is not readable."""
    memory = state.get("memory")
    try:
        assert isinstance(memory, dict)
        return Memory(
            str(memory["question"]),
            {name: Input(*values) for name, values in memory["inputs"].items()},
            tuple(_edition(values) for values in memory["editions"]),
            tuple(_diagnostic(values) for values in memory["warnings"]),
        )
    except (AssertionError, KeyError, TypeError, ValueError, AttributeError):
        return Memory("", {}, (), ())


def question(selection: Selection, today: str) -> str:
    """A digest of what is asked, of whom, and of the day, by which facts grow stale."""
    return sha256(f"{selection!r} {today} {program_digest()}".encode()).hexdigest()


def still_whole(
    memory: Memory,
    asked: str,
    inputs: Mapping[str, Input],
    folder: Path,
    known: Mapping[str, Record],
    *,
    verify: bool,
) -> dict[str, Record] | None:
    """The records of all editions, if neither input nor output changed since."""
    if memory.question != asked or digests(memory.inputs) != digests(inputs):
        return None
    records = {}
    for edition in memory.editions:
        record = known.get(edition.path)
        record = whole(folder, record, verify=verify) if record else None
        if record is None:
            return None
        records[edition.path] = record
    return records


def _edition(values: dict[str, Any]) -> Edition:
    return Edition(**{**values, "bind": tuple(_edition(part) for part in values["bind"])})


def _diagnostic(values: dict[str, Any]) -> Diagnostic:
    span = values.pop("span")
    severity = Severity(values.pop("severity"))
    return Diagnostic(**values, span=Span(**span) if span else None, severity=severity)
