"""``.state.json``: sizes and times of files, and what the last build was, to see at once what is unchanged.

``{"memory":{…}, "editions":[ROW, …], "files":{PATH:[SIZE, TIME], …}}``, an item a line (``json_stream``).
"""

import contextlib
import json
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from pathlib import Path
from typing import Any, Final

from handouts.write.files import opened, write_text
from handouts.write.json_stream import Items, compact, laid_out, parts_of
from handouts.write.record import Record

STATE: Final = ".state.json"

_TOGETHER: Final = 500
"""Items that are read at once: quick, and little at a time."""


def write_state(
    folder: Path,
    records: Mapping[str, Record],
    memory: Mapping[str, object] | None = None,
    editions: Iterable[object] = (),
) -> None:
    """Write sizes and times by path, and what else the next run wants to know."""
    files = (f"{compact(path)}:[{r.size},{r.mtime_ns}]" for path, r in records.items())
    parts: tuple[tuple[str, str | Items], ...] = (
        ("memory", compact(memory or {})),
        ("editions", Items("[", map(compact, editions))),
        ("files", Items("{", files)),
    )
    write_text(folder / STATE, laid_out(parts))


def read_memory(folder: Path) -> Mapping[str, Any]:
    """What the last run left besides; nothing when it cannot be read."""
    with contextlib.suppress(OSError, ValueError, RecursionError):
        memory = json.loads(next(_items(folder, "memory"), "{}"))
        if isinstance(memory, dict):
            return memory
    return {}


def read_editions(folder: Path) -> Iterator[Any]:
    """The rows as they were written, one by one.

    Raises:
        OSError: when there is no such file.
        ValueError: when it is cut off, or laid out in another way.
    """
    for block in _together(_items(folder, "editions")):
        yield from json.loads(f"[{block}]")


def read_stamps(folder: Path) -> dict[str, object]:
    """Size and time of each file by path; none when they cannot be read."""
    stamps: dict[str, object] = {}
    with contextlib.suppress(OSError, ValueError, RecursionError):
        for block in _together(_items(folder, "files")):
            stamps |= json.loads(f"{{{block}}}")
    return stamps


def _items(folder: Path, wanted: str) -> Iterator[str]:
    with opened(folder / STATE) as file:
        yield from (item for part, item in parts_of(file) if part == wanted)


def _together(items: Iterator[str]) -> Iterator[str]:
    while block := list(islice(items, _TOGETHER)):
        yield ",".join(block)
