"""``manifest.json``: what is in an output folder, sorted by path, without times."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Any, Final

from handouts.write.files import digest_of, stamp_of, text_of, write_text
from handouts.write.state import read_stamps

MANIFEST: Final = "manifest.json"


@dataclass(frozen=True, slots=True)
class Entry:
    """One file of the manifest; equal for equal input, so without times."""

    path: str
    handout: str
    audience: str
    state: str | None
    language: str
    key: str
    sha256: str
    pages: int
    fit: str
    expires: str | None = None
    """The last day on which all facts that it prints hold."""
    table: str = ""
    """The file of the table whose row it was made for."""


@dataclass(frozen=True, slots=True)
class Record:
    """A file as it is known: what it is, and size and time by which it is known again."""

    entry: Entry
    size: int
    mtime_ns: int
    facts: tuple[str, ...] | None = field(default=None, compare=False, repr=False)
    """What it prints, a line for each fact; ``None``: as ``provenance.json`` has it."""
    dropped: tuple[str, ...] = field(default=(), compare=False, repr=False)
    """Ids of the blocks that did not fit on it."""


def read_manifest(folder: Path) -> dict[str, Record]:
    """The files that a folder's manifest lists, by path; none when it cannot be read.

    A file without a recorded size is given one that no file has, so that it is hashed.
    """
    listed = _json(folder / MANIFEST).get("artifacts")
    stamps = read_stamps(folder)
    records: dict[str, Record] = {}
    for path, values in (listed if isinstance(listed, dict) else {}).items():
        entry = entry_of(path, values)
        if entry is not None:
            records[path] = Record(entry, *size_and_time(stamps.pop(path, None)))
    return records


def write_manifest(
    folder: Path, version: str, inputs: Mapping[str, str], records: Mapping[str, Record]
) -> None:
    """Write the manifest: sorted, no times."""
    write_text(folder / MANIFEST, _manifest(version, inputs, records))


def _manifest(
    version: str, inputs: Mapping[str, str], records: Mapping[str, Record]
) -> Iterator[str]:
    """As ``json.dumps(…, indent=1, sort_keys=True)`` sets it, one entry after the other."""
    between = '{\n "artifacts": {'
    for path in sorted(records):
        entry = records[path].entry
        values = ",\n".join(f'   "{n}": {_plain(getattr(entry, n))}' for n in _SORTED)
        yield f"{between}\n  {_plain(path)}: {{\n{values}\n  }}"
        between = ","
    yield "\n }" if records else f"{between}}}"
    listed = json.dumps(dict(inputs), indent=1, sort_keys=True, ensure_ascii=False)
    indented = listed.replace("\n", "\n ")
    yield f',\n "inputs": {indented},\n "version": {_plain(version)}\n}}\n'


def whole(folder: Path, record: Record, *, verify: bool) -> Record | None:
    """The record, brought up to date, if its file is on disk as it was written.

    Size and time as recorded are enough, unless it is to be verified; else the digest decides.
    """
    path = folder / record.entry.path
    stamp = stamp_of(path)
    if stamp is None:
        return None
    if stamp == (record.size, record.mtime_ns) and not verify:
        return record
    if digest_of(path) != record.entry.sha256:
        return None
    return replace(record, size=stamp[0], mtime_ns=stamp[1])


def entry_of(path: str, values: object) -> Entry | None:
    """An entry from its JSON; ``None`` when it is not one."""
    if not isinstance(values, dict):
        return None
    try:
        entry = Entry(path=path, **values)
    except TypeError:
        return None
    texts = (
        entry.handout,
        entry.audience,
        entry.key,
        entry.sha256,
        entry.language,
        entry.fit,
        entry.table,
    )
    if not all(isinstance(text, str) for text in texts) or not isinstance(entry.pages, int):
        return None
    return entry


_SORTED: Final = tuple(sorted(f.name for f in fields(Entry) if f.name != "path"))
_plain: Final = json.JSONEncoder(ensure_ascii=False).encode


def size_and_time(value: object) -> tuple[int, int]:
    """As a file says them; those that no file has when it does not."""
    match value:
        case [int() as size, int() as time]:
            return size, time
        case _:
            return -1, -1


def _json(path: Path) -> dict[str, Any]:
    texts: dict[str, str] = {}

    def shared(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        return {n: texts.setdefault(v, v) if isinstance(v, str) else v for n, v in pairs}

    try:
        value = json.loads(text_of(path), object_pairs_hook=shared)
    except (OSError, ValueError, RecursionError):
        return {}
    return value if isinstance(value, dict) else {}
