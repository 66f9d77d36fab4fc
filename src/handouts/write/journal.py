"""The journal: each finished file, noted after its rename, until the manifest is written.

Every process appends to a journal of its own, so that lines never mix. A line is a record; facts that no
line of the journal had before are ``new`` in it, and have a number from then on.
"""

import contextlib
import json
import os
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

from handouts.write.files import LEFTOVERS, opened
from handouts.write.interning import Interner
from handouts.write.record import Record, entry_of, size_and_time

_PATTERN = ".journal-*.jsonl"

_numbers: dict[str, dict[str, int]] = {}
"""The numbers of facts, by journal."""


def append(folder: Path, record: Record) -> None:
    """Note a finished file; a journal that cannot be written costs only time later."""
    journal = f"{folder}{os.sep}.journal-{os.getpid()}.jsonl"
    with contextlib.suppress(OSError):
        file = os.open(journal, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o666)
        try:
            if not os.fstat(file).st_size:
                _numbers[journal] = {}
            numbers = _numbers.setdefault(journal, {})
            unknown = [fact for fact in record.facts or () if fact not in numbers]
            new = {fact: number for number, fact in enumerate(unknown, len(numbers))}
            os.write(file, f"{_as_json(record, numbers, new)}\n".encode())
            numbers |= new
        finally:
            os.close(file)


def fold(folder: Path, records: dict[str, Record]) -> bool:
    """Add what journals of a run that was killed hold; whether there were any."""
    journals = sorted(folder.glob(_PATTERN))
    shared = Interner()
    for journal in journals:
        for record in _records(journal):
            path = record.entry.path
            known = records.get(path)
            if known is None or known.mtime_ns <= record.mtime_ns:
                records[path] = shared.record(record, path)
    return bool(journals)


def forget(folder: Path) -> None:
    """Remove the journals, and the temporary files of a run that was killed."""
    journals = list(folder.glob(_PATTERN))
    leftovers = folder.rglob(LEFTOVERS) if journals else ()
    for path in (*journals, *leftovers):
        _numbers.pop(str(path), None)
        with contextlib.suppress(OSError):
            path.unlink(missing_ok=True)


def _records(journal: Path) -> Iterator[Record]:
    with contextlib.suppress(OSError), opened(journal, "replace") as file:
        facts: dict[int, str] = {}
        for line in file:
            record = _from_json(line, facts)
            if record is not None:
                yield record


def _as_json(record: Record, numbers: dict[str, int], new: dict[str, int]) -> str:
    facts = (
        None if record.facts is None else [new[f] if f in new else numbers[f] for f in record.facts]
    )
    return json.dumps(
        {
            "entry": asdict(record.entry),
            "size": record.size,
            "mtime_ns": record.mtime_ns,
            "new": [(number, fact) for fact, number in new.items()],
            "facts": facts,
            "dropped": record.dropped,
        }
    )


def _from_json(line: str, facts: dict[int, str]) -> Record | None:
    """A record from its line, its new facts added; ``None`` when the line was cut off."""
    try:
        values: dict[str, Any] = json.loads(line)
        facts.update({int(number): str(fact) for number, fact in values["new"]})
        path = values["entry"].pop("path")
        entry = entry_of(path, values["entry"])
        stamp = size_and_time([values["size"], values["mtime_ns"]])
        printed = None if values["facts"] is None else tuple(facts[n] for n in values["facts"])
        dropped = tuple(map(str, values["dropped"]))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None
    return Record(entry, *stamp, printed, dropped) if entry else None
