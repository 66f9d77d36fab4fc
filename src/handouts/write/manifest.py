"""``manifest.json``: what is in an output folder; ``.state.json``: how it is known unchanged."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Any, Final

from handouts.write.files import digest_of, stamp_of, text_of, write

MANIFEST: Final = "manifest.json"
STATE: Final = ".state.json"


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
    facts: str | None = field(default=None, compare=False, repr=False)
    """What it prints, a line for each fact; ``None``: as ``provenance.json`` has it."""
    dropped: tuple[str, ...] = field(default=(), compare=False, repr=False)
    """Ids of the blocks that did not fit on it."""


def read_manifest(folder: Path) -> dict[str, Record]:
    """The files that a folder's manifest lists, by path; none when it cannot be read.

    A file without a recorded size is given one that no file has, so that it is hashed.
    """
    listed = _json(folder / MANIFEST).get("artifacts")
    files = _json(folder / STATE).get("files")
    sizes = files if isinstance(files, dict) else {}
    records: dict[str, Record] = {}
    for path, values in (listed if isinstance(listed, dict) else {}).items():
        entry = entry_of(path, values)
        if entry is not None:
            records[path] = Record(entry, *_size_and_time(sizes.get(path)))
    return records


def write_manifest(
    folder: Path, version: str, inputs: Mapping[str, str], records: Mapping[str, Record]
) -> None:
    """Write the manifest: sorted, no times."""
    artifacts = {path: _values(record.entry) for path, record in records.items()}
    _write_json(
        folder / MANIFEST, {"version": version, "inputs": dict(inputs), "artifacts": artifacts}
    )


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


def read_state(folder: Path) -> dict[str, Any]:
    """All that the state file holds; nothing when it cannot be read."""
    return _json(folder / STATE)


def write_state(folder: Path, records: Mapping[str, Record], **more: object) -> None:
    """Write sizes and times, and what else the next run wants to know."""
    files = {path: [record.size, record.mtime_ns] for path, record in records.items()}
    _write_json(folder / STATE, {"files": files, **more})


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


def _values(entry: Entry) -> dict[str, object]:
    return {name: getattr(entry, name) for name in _NAMES}


_NAMES: Final = tuple(f.name for f in fields(Entry) if f.name != "path")


def record_as_json(record: Record) -> str:
    """A record on one line."""
    values = {"path": record.entry.path, **_values(record.entry)}
    printed = {"facts": record.facts, "dropped": record.dropped}
    return json.dumps(
        {"entry": values, "size": record.size, "mtime_ns": record.mtime_ns, **printed}
    )


def record_from_json(line: str) -> Record | None:
    """A record from its line; ``None`` when the line was cut off."""
    try:
        values = json.loads(line)
        path = values["entry"].pop("path")
        entry = entry_of(path, values["entry"])
        size, time = _size_and_time([values["size"], values["mtime_ns"]])
        facts, dropped = values.get("facts"), tuple(map(str, values.get("dropped") or ()))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None
    facts = facts if isinstance(facts, str) else None
    return Record(entry, size, time, facts, dropped) if entry else None


def _size_and_time(value: object) -> tuple[int, int]:
    match value:
        case [int() as size, int() as time]:
            return size, time
        case _:
            return -1, -1


def _json(path: Path) -> dict[str, Any]:
    try:
        value = json.loads(text_of(path))
    except (OSError, ValueError, RecursionError):
        return {}
    return value if isinstance(value, dict) else {}


def _write_json(path: Path, value: object) -> None:
    text = json.dumps(value, indent=1, sort_keys=True, ensure_ascii=False)
    write(path, f"{text}\n".encode())
