"""``provenance.json``: for every file of the manifest the facts that it prints, and where they stand.

Facts are listed once, one a line, sorted; a file lists them by number, in reading order:
``{"facts": [[TEXT, FILE, LINE, COLUMN, SOURCES or null, AS OF, CHECKED, CONFIDENCE], …], "sources":
{ID: {…}}, "artifacts": {PATH: [NUMBER, …]}, "dropped": {PATH: [BLOCK, …]}}``.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any, Final

from handouts.diagnostics import Span
from handouts.write.files import write_text
from handouts.write.json_stream import Items, as_text, compact, parts_in
from handouts.write.record import Record

PROVENANCE: Final = "provenance.json"


@dataclass(frozen=True, slots=True)
class PrintedFact:
    """A value as a sheet prints it, where the data say so, and what it rests on.

    ``sources`` is ``None`` for names and labels, which need none; days are ISO 8601.
    """

    text: str
    span: Span
    sources: tuple[str, ...] | None = None
    as_of: str = ""
    checked: str = ""
    confidence: str = ""


@dataclass(frozen=True, slots=True)
class CitedSource:
    """A source as it was when the sheets were built."""

    title: str
    publisher: str
    date: str
    checked: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class Provenance:
    """What an output folder's sheets print, by path; ``dropped`` are blocks that did not fit."""

    artifacts: Mapping[str, tuple[PrintedFact, ...]] = field(default_factory=dict)
    sources: Mapping[str, CitedSource] = field(default_factory=dict)
    dropped: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    alike: Mapping[str, str] = field(default_factory=dict)
    """For each file, the first one that prints the same."""


def as_line(fact: PrintedFact) -> str:
    """A fact on one line, as records carry it and the file lists it."""
    span = fact.span
    place = (span.file, span.line, span.column)
    return compact((fact.text, *place, fact.sources, fact.as_of, fact.checked, fact.confidence))


def read_provenance(folder: Path) -> Provenance:
    """What the file says; an empty one when there is none or it cannot be read."""
    try:
        return _read(folder / PROVENANCE)
    except (OSError, ValueError, LookupError, TypeError, AttributeError):
        return Provenance()


def _read(path: Path) -> Provenance:
    """Files that print the same have the same tuple of facts."""
    facts: list[PrintedFact] = []
    numbers: dict[str, tuple[int, ...]] = {}
    sources: dict[str, CitedSource] = {}
    dropped: dict[str, tuple[str, ...]] = {}
    for part, items in parts_in(path):
        match part:
            case "facts":
                facts = [_fact(row) for _, row in items]
            case "sources":
                sources = {name: CitedSource(**values) for name, values in items}
            case "artifacts":
                numbers = {name: tuple(own) for name, own in items}
            case "dropped":
                dropped = {name: tuple(map(str, blocks)) for name, blocks in items}
    first: dict[tuple[int, ...], str] = {}
    alike = {name: first.setdefault(own, name) for name, own in numbers.items()}
    lists = {name: tuple(facts[number] for number in own) for own, name in first.items()}
    artifacts = {name: lists[same] for name, same in alike.items()}
    return Provenance(artifacts, sources, dropped, alike)


def explained(records: Mapping[str, Record], before: Provenance) -> dict[str, Record]:
    """The records of which it is known what they print; the others have to be made again."""
    return {
        path: replace(record, dropped=before.dropped[path])
        if record.facts is None and path in before.dropped
        else record
        for path, record in records.items()
        if record.facts is not None or path in before.artifacts
    }


def write_provenance(
    folder: Path,
    records: Mapping[str, Record],
    before: Provenance,
    sources: Mapping[str, CitedSource],
) -> None:
    """Write the file: what records carry, and for the others what was known ``before``."""
    records = explained(records, before)
    lines = _lines(records, before)
    distinct = set(lines.values())
    rows = {line: json.loads(line) for line in set().union(*distinct)}
    listed = sorted(rows, key=lambda line: (*rows[line][1:4], line))
    numbers = {line: number for number, line in enumerate(listed)}
    lists = {own: compact([numbers[line] for line in own]) for own in distinct}
    known = {**before.sources, **sources}
    cited = sorted({source for row in rows.values() for source in row[4] or ()})
    parts: dict[str, str | Items] = {
        "facts": Items("[", listed),
        "sources": compact({name: asdict(known[name]) for name in cited if name in known}),
        "artifacts": Items(
            "{", (f"{json.dumps(path)}:{lists[lines[path]]}" for path in sorted(lines))
        ),
        "dropped": compact({p: records[p].dropped for p in sorted(records) if records[p].dropped}),
    }
    write_text(folder / PROVENANCE, as_text(parts))


def _lines(records: Mapping[str, Record], before: Provenance) -> dict[str, tuple[str, ...]]:
    """What each file prints; files that print the same mostly have the same tuple."""
    known: dict[str, tuple[str, ...]] = {}
    lines = {}
    for path, record in records.items():
        own = record.facts
        if own is None:
            same = before.alike[path]
            own = known.get(same)
            if own is None:
                own = known[same] = tuple(map(as_line, before.artifacts[path]))
        lines[path] = own
    return lines


def _fact(row: list[Any]) -> PrintedFact:
    text, file, line, column, sources, as_of, checked, confidence = row
    cited = None if sources is None else tuple(map(str, sources))
    return PrintedFact(
        str(text), Span(str(file), int(line), int(column)), cited, as_of, checked, confidence
    )
