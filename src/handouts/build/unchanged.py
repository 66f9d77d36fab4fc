"""The quick way: when nothing changed since the last good build, nothing is loaded.

Nothing changed when the question is the same, the files of the project are the same, and the files that
were made are whole. ``.state.json`` remembers all three.
"""

from collections.abc import Mapping
from dataclasses import asdict, fields
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

from handouts.diagnostics import Diagnostic, Severity, Span
from handouts.edition import Edition, Recipient, Selection
from handouts.frozen import dataclass
from handouts.inputs import Input, digests
from handouts.program import program_digest
from handouts.write import (
    Interner,
    Record,
    read_editions,
    read_records,
    whole,
)

_OF_RECORDS = (".yaml", ".yml", ".csv", ".xlsx")


def others(inputs: Mapping[str, Input]) -> dict[str, str]:
    """The digest of each file that is read when it is printed, such as a picture, and holds no records."""
    return {n: d for n, d in digests(inputs).items() if not n.lower().endswith(_OF_RECORDS)}


@dataclass(frozen=True, slots=True)
class Memory:
    """The question, inputs and warnings of the last good build; editions are read only if they match."""

    question: str
    inputs: Mapping[str, Input]
    warnings: tuple[Diagnostic, ...]

    def as_json(self) -> dict[str, object]:
        """The memory as it is kept in the state file."""
        return {
            "question": self.question,
            "inputs": {n: [i.size, i.mtime_ns, i.sha256] for n, i in self.inputs.items()},
            "warnings": [asdict(w) for w in self.warnings],
        }


def recalled(memory: Mapping[str, Any]) -> Memory:
    """What the state file remembers; a memory that matches no question when the file cannot be read."""
    try:
        return Memory(
            str(memory["question"]),
            {name: Input(*values) for name, values in memory["inputs"].items()},
            tuple(_diagnostic(values) for values in memory["warnings"]),
        )
    except (KeyError, TypeError, ValueError, AttributeError):
        return Memory("", {}, ())


def question(selection: Selection, today: str, *, allow_expired: bool) -> str:
    """A digest of the selection, of the program, and of the day, by which facts grow stale."""
    asked = f"{selection!r} {today} {allow_expired} {program_digest()}"
    return sha256(asked.encode()).hexdigest()


def still_whole(
    memory: Memory,
    asked: str,
    inputs: Mapping[str, Input],
    folder: Path,
    *,
    verify: bool,
) -> list[tuple[Edition, Record]] | None:
    """All editions with their records, if neither input nor output changed since."""
    if memory.question != asked or digests(memory.inputs) != digests(inputs):
        return None
    known = read_records(folder)
    shared = Interner()
    found = []
    try:
        for row in read_editions(folder):
            edition = _edition(row, shared)
            record = known.get(edition.path)
            record = whole(folder, record, verify=verify) if record else None
            if record is None:
                return None
            found.append((edition, record))
    except (OSError, ValueError, TypeError, LookupError):
        return None
    return found


_NAMES: Final = tuple(f.name for f in fields(Edition))
_BIND, _RECIPIENT = _NAMES.index("bind"), _NAMES.index("recipient")


def row_of(edition: Edition) -> list[object]:
    """The row of an edition in the state file: its values in order."""
    row = [getattr(edition, name) for name in _NAMES]
    row[_BIND] = [row_of(part) for part in edition.bind]
    recipient = edition.recipient
    row[_RECIPIENT] = recipient and [recipient.file, recipient.line, dict(recipient.values)]
    return row


def _edition(row: list[Any], shared: Interner) -> Edition:
    """The edition of a row; equal texts of all of them are one object."""
    values: list[Any] = [shared.one(value) if isinstance(value, str) else value for value in row]
    values[_BIND] = tuple(_edition(part, shared) for part in values[_BIND])
    if values[_RECIPIENT] is not None:
        file, line, cells = values[_RECIPIENT]
        values[_RECIPIENT] = Recipient(shared.one(file), line, cells)
    return Edition(**dict(zip(_NAMES, values, strict=True)))


def _diagnostic(values: dict[str, Any]) -> Diagnostic:
    span = values.pop("span")
    severity = Severity(values.pop("severity"))
    return Diagnostic(**values, span=Span(**span) if span else None, severity=severity)
