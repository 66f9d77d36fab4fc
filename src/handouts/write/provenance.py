"""``provenance.json``: for every file of the manifest the facts that it prints, and where they stand.

Facts are listed once, one a line, sorted; a file lists them by number, in reading order:
``{"facts": [[TEXT, FILE, LINE, COLUMN, SOURCES or null, AS OF, CHECKED, CONFIDENCE], …], "sources":
{ID: {…}}, "artifacts": {PATH: [NUMBER, …]}, "dropped": {PATH: [BLOCK, …]}}``.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any, Final

from handouts.diagnostics import Span
from handouts.write.files import opened, text_of, write_text
from handouts.write.json_stream import Items, compact, key_and_value, laid_out, parts_of
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
    except (OSError, ValueError, LookupError, TypeError, AttributeError, RecursionError):
        return Provenance()


def _read(path: Path) -> Provenance:
    try:
        with opened(path) as file:
            return _of(parts_of(file))
    except ValueError:  # laid out by another program
        value = json.loads(text_of(path))
    artifacts = ((name, compact(own)) for name, own in value["artifacts"].items())
    parts = _parts(map(compact, value["facts"]), value["sources"], artifacts, value["dropped"])
    return _of(parts_of("".join(laid_out(parts)).rstrip("\n").split("\n")))


def _of(parts: Iterable[tuple[str, str]]) -> Provenance:
    """Files that print the same have the same tuple of facts."""
    facts: list[PrintedFact] = []
    artifacts: dict[str, tuple[PrintedFact, ...]] = {}
    first: dict[str, str] = {}
    alike: dict[str, str] = {}
    short: dict[str, Any] = {}
    for part, item in parts:
        if part == "facts":
            facts.append(_fact(json.loads(item)))
        elif part == "artifacts":
            path, numbers = key_and_value(item)
            alike[path] = same = first.setdefault(numbers, path)
            artifacts[path] = artifacts.get(same) or tuple(facts[n] for n in json.loads(numbers))
        else:
            short[part] = json.loads(item)
    return Provenance(
        artifacts,
        {name: CitedSource(**source) for name, source in short["sources"].items()},
        {path: tuple(blocks) for path, blocks in short["dropped"].items()},
        alike,
    )


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
    parts = _parts(
        listed,
        {name: asdict(known[name]) for name in cited if name in known},
        ((path, lists[lines[path]]) for path in sorted(lines)),
        {p: records[p].dropped for p in sorted(records) if records[p].dropped},
    )
    write_text(folder / PROVENANCE, laid_out(parts))


def _parts(
    facts: Iterable[str],
    sources: Mapping[str, object],
    artifacts: Iterable[tuple[str, str]],
    dropped: Mapping[str, object],
) -> Iterator[tuple[str, str | Items]]:
    yield "facts", Items("[", facts)
    yield "sources", compact(sources)
    yield "artifacts", Items("{", (f"{json.dumps(path)}:{own}" for path, own in artifacts))
    yield "dropped", compact(dropped)


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
