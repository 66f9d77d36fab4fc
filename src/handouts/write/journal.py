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
from handouts.write.record import PrintedFact, Record, entry_of, fact_of, stamp_in

_PATTERN = ".journal-*.jsonl"


class Journal:
    """What a process notes of one build; it goes to the workers empty."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._numbers: dict[PrintedFact, int] = {}

    def append(self, record: Record) -> None:
        """Note a finished file; a journal that cannot be written costs only time later."""
        facts = record.facts or ()
        unknown = [fact for fact in facts if fact not in self._numbers]
        new = {fact: number for number, fact in enumerate(unknown, len(self._numbers))}
        numbers = [new[fact] if fact in new else self._numbers[fact] for fact in facts]
        with contextlib.suppress(OSError):
            path = f"{self._folder}{os.sep}.journal-{os.getpid()}.jsonl"
            file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o666)
            line = f"{_as_json(record, numbers, new)}\n".encode()
            try:
                if os.write(file, line) == len(line):  # of a torn line no number is known
                    self._numbers |= new
            finally:
                os.close(file)


def journals_in(folder: Path) -> list[Path]:
    """The journals of a build that was killed, or is under way."""
    return sorted(folder.glob(_PATTERN))


def fold(folder: Path, records: dict[str, Record]) -> None:
    """Add what the journals of a run that was killed hold."""
    shared = Interner()
    for journal in journals_in(folder):
        for record in _records(journal):
            path = record.entry.path
            known = records.get(path)
            if known is None or known.mtime_ns <= record.mtime_ns:
                records[path] = shared.record(record, path)


def forget(folder: Path) -> None:
    """Remove the journals, and the temporary files of a run that was killed."""
    journals = journals_in(folder)
    leftovers = folder.rglob(LEFTOVERS) if journals else ()
    for path in (*journals, *leftovers):
        with contextlib.suppress(OSError):
            path.unlink(missing_ok=True)


def _records(journal: Path) -> Iterator[Record]:
    facts: dict[int, PrintedFact] = {}
    with contextlib.suppress(OSError), opened(journal, "replace") as file:
        for line in file:
            record = _from_json(line, facts)
            if record is not None:
                yield record


def _as_json(record: Record, facts: list[int], new: dict[PrintedFact, int]) -> str:
    return json.dumps(
        {
            "entry": asdict(record.entry),
            "stamp": (record.size, record.mtime_ns),
            "new": [(number, fact) for fact, number in new.items()],
            "facts": facts,
            "dropped": record.dropped,
        }
    )


def _from_json(line: str, facts: dict[int, PrintedFact]) -> Record | None:
    """A record from its line, its new facts added; ``None`` when the line was cut off."""
    try:
        values: dict[str, Any] = json.loads(line)
        facts.update((number, fact_of(row)) for number, row in values["new"])
        entry = entry_of(values["entry"].pop("path"), values["entry"])
        printed = tuple(facts[number] for number in values["facts"])
        dropped = tuple(map(str, values["dropped"]))
        stamp = stamp_in(values["stamp"])
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
        return None
    return Record(entry, *stamp, printed, dropped) if entry else None
