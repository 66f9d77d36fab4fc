"""The journal: each finished file, noted after its rename, until the manifest is written.

Every process appends to a journal of its own, so that lines never mix.
"""

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path

from handouts.write.files import LEFTOVERS, text_of
from handouts.write.manifest import Record, record_as_json, record_from_json

_PATTERN = ".journal-*.jsonl"


def append(folder: Path, record: Record) -> None:
    """Note a finished file; a journal that cannot be written costs only time later."""
    line = record_as_json(record)
    with contextlib.suppress(OSError):
        flags = os.O_WRONLY | os.O_CREAT | os.O_APPEND
        file = os.open(f"{folder}{os.sep}.journal-{os.getpid()}.jsonl", flags, 0o666)
        try:
            os.write(file, f"{line}\n".encode())
        finally:
            os.close(file)


def fold(folder: Path, records: dict[str, Record]) -> bool:
    """Add what journals of a run that was killed hold; whether there were any."""
    journals = sorted(folder.glob(_PATTERN))
    for journal in journals:
        for record in _lines(journal):
            known = records.get(record.entry.path)
            if known is None or known.mtime_ns <= record.mtime_ns:
                records[record.entry.path] = record
    return bool(journals)


def forget(folder: Path) -> None:
    """Remove the journals, and the temporary files of a run that was killed."""
    journals = list(folder.glob(_PATTERN))
    leftovers = folder.rglob(LEFTOVERS) if journals else ()
    for path in (*journals, *leftovers):
        with contextlib.suppress(OSError):
            path.unlink(missing_ok=True)


def _lines(journal: Path) -> Iterator[Record]:
    with contextlib.suppress(OSError):
        text = text_of(journal, "replace")
        for line in text.splitlines():
            record = record_from_json(line)
            if record is not None:
                yield record
