"""``manifest.json``: what is in an output folder, sorted by path, without times."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields
from pathlib import Path
from typing import Any, Final

from handouts.frozen import dataclass
from handouts.write.files import write_text
from handouts.write.interning import Interner
from handouts.write.json_stream import parts_in
from handouts.write.record import Entry, Record, entry_of, stamp_in
from handouts.write.state import read_stamps

MANIFEST: Final = "manifest.json"

_COMPARED: Final = ".compared"
"""No pattern of paths leads there: parts of one do not begin with a point."""

_DIGITS: Final = 16
"""Of a digest, by which a sheet's folder is called."""


def remembered_in(output: Path, digest: str) -> Path:
    """Where an output folder keeps what a sheet that was made by itself prints."""
    return output / _COMPARED / digest[:_DIGITS]


@dataclass(frozen=True, slots=True)
class Manifest:
    """The files of a build, and the digests of the project's files that it was made from, by path."""

    entries: Mapping[str, Entry]
    inputs: Mapping[str, str]


def read_manifest(file: Path) -> Manifest | None:
    """What a manifest says; ``None`` when it cannot be read, or is none."""
    entries: dict[str, Entry] | None = None
    inputs: dict[str, str] = {}
    try:
        for part, items in parts_in(file):
            if part == "artifacts":
                entries = _entries(items)
            elif part == "inputs":
                inputs = {name: str(digest) for name, digest in items}
    except (OSError, ValueError):
        return None
    return None if entries is None else Manifest(entries, inputs)


def _entries(items: Iterable[tuple[str, Any]]) -> dict[str, Entry]:
    """The items that are entries; equal texts of all entries are one object."""
    one = Interner().one
    entries = {}
    for path, values in items:
        if isinstance(values, dict):
            texts = {
                n: one(value) if isinstance(value, str) else value for n, value in values.items()
            }
            entry = entry_of(path, texts)
            if entry is not None:
                entries[path] = entry
    return entries


def read_records(folder: Path) -> dict[str, Record]:
    """The files that a folder's manifest lists, by path; none when it cannot be read.

    A file without a recorded size is given one that no file has, so that it is hashed.
    """
    known = read_manifest(folder / MANIFEST)
    if known is None:
        return {}
    stamps = read_stamps(folder)
    return {
        path: Record(entry, *stamp_in(stamps.pop(path, None)))
        for path, entry in known.entries.items()
    }


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
    inner = json.dumps(dict(inputs), indent=1, sort_keys=True, ensure_ascii=False)
    indented = inner.replace("\n", "\n ")
    yield f',\n "inputs": {indented},\n "version": {_plain(version)}\n}}\n'


_SORTED: Final = tuple(sorted(f.name for f in fields(Entry) if f.name != "path"))
_plain: Final = json.JSONEncoder(ensure_ascii=False).encode
