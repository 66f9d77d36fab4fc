"""``manifest.json``: what is in an output folder, sorted by path, without times."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import fields
from pathlib import Path
from typing import Any, Final

from handouts.write.files import text_of, write_text
from handouts.write.record import Entry, Record, entry_of, size_and_time
from handouts.write.state import read_stamps

MANIFEST: Final = "manifest.json"


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


_SORTED: Final = tuple(sorted(f.name for f in fields(Entry) if f.name != "path"))
_plain: Final = json.JSONEncoder(ensure_ascii=False).encode


def _json(path: Path) -> dict[str, Any]:
    texts: dict[str, str] = {}

    def shared(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        return {n: texts.setdefault(v, v) if isinstance(v, str) else v for n, v in pairs}

    try:
        value = json.loads(text_of(path), object_pairs_hook=shared)
    except (OSError, ValueError, RecursionError):
        return {}
    return value if isinstance(value, dict) else {}
