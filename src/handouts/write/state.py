"""``.state.json``: sizes and times of files, and the last build, to see at once whether anything changed.

``{"memory":{…}, "files":{PATH:[SIZE, TIME], …}, "editions":[ROW, …], "reads":[ROW, …]}``.
"""

import contextlib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from handouts.write.files import write_text
from handouts.write.json_stream import Items, as_text, compact, parts_in
from handouts.write.record import Record

STATE: Final = ".state.json"


def write_state(
    folder: Path,
    records: Mapping[str, Record],
    memory: Mapping[str, object] | None = None,
    editions: Iterable[object] = (),
    reads: Iterable[object] = (),
) -> None:
    """Write sizes and times by path, and what else the next run wants to know."""
    files = (f"{compact(path)}:[{r.size},{r.mtime_ns}]" for path, r in records.items())
    parts: dict[str, str | Items] = {
        "memory": compact(memory or {}),
        "files": Items("{", files),
        "editions": Items("[", map(compact, editions)),
        "reads": Items("[", map(compact, reads)),
    }
    write_text(folder / STATE, as_text(parts))


def read_memory(folder: Path) -> Mapping[str, Any]:
    """What the last run left besides; nothing when it cannot be read."""
    return _first(folder, "memory")


def read_stamps(folder: Path) -> dict[str, Any]:
    """Size and time of each file by path; none when they cannot be read."""
    return _first(folder, "files")


def _first(folder: Path, wanted: str) -> dict[str, Any]:
    """One part of the state file; nothing after it is read."""
    with contextlib.suppress(OSError, ValueError):
        return next((dict(items) for part, items in parts_in(folder / STATE) if part == wanted), {})
    return {}


def read_editions(folder: Path) -> Iterator[Any]:
    """The rows of the editions as they were written, one by one.

    Raises:
        OSError: when there is no such file.
        ValueError: when it is cut off, or no JSON.
    """
    return _rows(folder, "editions")


def read_reads(folder: Path) -> Iterator[Any]:
    """The rows of what editions read, as they were written; raises as ``read_editions`` does."""
    return _rows(folder, "reads")


def _rows(folder: Path, wanted: str) -> Iterator[Any]:
    for part, items in parts_in(folder / STATE):
        if part == wanted:
            yield from (row for _, row in items)
