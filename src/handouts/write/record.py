"""What is known of a file that was made: its entry in the manifest, its size and time, and its facts."""

from dataclasses import field, replace
from pathlib import Path
from typing import Any, NamedTuple

from handouts.diagnostics import Span
from handouts.frozen import dataclass
from handouts.write.files import digest_of, stamp_of


@dataclass(frozen=True, slots=True)
class Entry:
    """One file of the manifest; equal for equal input, so without times."""

    path: str
    handout: str
    audience: str
    place: str | None
    language: str
    key: str
    sha256: str
    pages: int
    fit: str
    expires: str | None = None
    """The last day on which all facts that it prints hold."""
    table: str = ""
    """The file of the table whose row it was made for."""


class PrintedFact(NamedTuple):
    """A value as a sheet prints it, where the data say so, and what it rests on.

    ``sources`` is ``None`` for names and labels, which need none; days are ISO 8601.
    """

    text: str
    file: str
    line: int
    column: int
    sources: tuple[str, ...] | None = None
    as_of: str = ""
    checked: str = ""
    confidence: str = ""
    note: str = ""
    """What the data say of it for who keeps them; it is not printed."""

    @property
    def span(self) -> Span:
        """Its place in the data."""
        return Span(self.file, self.line, self.column)


@dataclass(frozen=True, slots=True)
class Record:
    """A file that was made: its entry, and the size and time by which it is recognised."""

    entry: Entry
    size: int
    mtime_ns: int
    facts: tuple[PrintedFact, ...] | None = field(default=None, compare=False, repr=False)
    """The facts that it prints, in reading order; ``None`` when they are not known."""
    dropped: tuple[str, ...] = field(default=(), compare=False, repr=False)
    """Ids of the blocks that did not fit on it."""


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
    match entry:
        case Entry(
            _, str(), str(), str() | None, str(), str(), str(), int(), str(), str() | None, str()
        ):
            return entry
        case _:
            return None


def fact_of(row: Any) -> PrintedFact:
    """A fact from its JSON: an array of its values in order.

    Raises:
        ValueError: when it is not one.
    """
    match row:
        case [str(), str(), int(), int(), list() | None as sources, str(), str(), str(), str()]:
            cited = None if sources is None else tuple(map(str, sources))
            return PrintedFact._make((*row[:4], cited, *row[5:]))
        case _:
            raise ValueError("it is no fact")


def stamp_in(value: object) -> tuple[int, int]:
    """Size and time as a file gives them; if it does not, values that no file has."""
    match value:
        case [int() as size, int() as time]:
            return size, time
        case _:
            return -1, -1
