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
from handouts.write.files import text_of, write
from handouts.write.manifest import Record

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


def as_line(fact: PrintedFact) -> str:
    """A fact on one line, as records carry it and the file lists it."""
    span = fact.span
    place = (span.file, span.line, span.column)
    row = (fact.text, *place, fact.sources, fact.as_of, fact.checked, fact.confidence)
    return _LINE.encode(row)


_LINE: Final = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


def read_provenance(folder: Path) -> Provenance:
    """What the file says; an empty one when there is none or it cannot be read."""
    try:
        value = json.loads(text_of(folder / PROVENANCE))
        facts = [_fact(row) for row in value["facts"]]
        return Provenance(
            {path: tuple(facts[n] for n in own) for path, own in value["artifacts"].items()},
            {name: CitedSource(**source) for name, source in value["sources"].items()},
            {path: tuple(blocks) for path, blocks in value["dropped"].items()},
        )
    except (OSError, ValueError, LookupError, TypeError, AttributeError, RecursionError):
        return Provenance()


def explained(records: Mapping[str, Record], before: Provenance) -> dict[str, Record]:
    """The records of which it is known what they print; the others have to be made again."""
    return {
        path: record
        if record.facts is not None
        else replace(record, dropped=before.dropped.get(path, ()))
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
    lines = {path: _lines(record, before) for path, record in records.items()}
    rows = {line: json.loads(line) for line in {ln for own in lines.values() for ln in own}}
    listed = sorted(rows, key=lambda line: (*rows[line][1:4], line))
    numbers = {line: number for number, line in enumerate(listed)}
    known = {**before.sources, **sources}
    cited = sorted({source for row in rows.values() for source in row[4] or ()})
    artifacts = ",\n".join(
        f"{json.dumps(path)}:{_compact([numbers[line] for line in lines[path]])}"
        for path in sorted(lines)
    )
    dropped = {p: records[p].dropped for p in sorted(records) if records[p].dropped}
    parts = (
        '"facts":[\n' + ",\n".join(listed) + "\n]",
        f'"sources":{_compact({c: asdict(known[c]) for c in cited if c in known})}',
        '"artifacts":{\n' + artifacts + "\n}",
        f'"dropped":{_compact(dropped)}',
    )
    write(folder / PROVENANCE, ("{" + ",\n".join(parts) + "}\n").encode())


def _compact(value: object) -> str:
    return _LINE.encode(value)


def _lines(record: Record, before: Provenance) -> tuple[str, ...]:
    if record.facts is not None:
        return tuple(record.facts.split("\n")) if record.facts else ()
    return tuple(as_line(fact) for fact in before.artifacts.get(record.entry.path, ()))


def _fact(row: list[Any]) -> PrintedFact:
    text, file, line, column, sources, as_of, checked, confidence = row
    cited = None if sources is None else tuple(map(str, sources))
    return PrintedFact(
        str(text), Span(str(file), int(line), int(column)), cited, as_of, checked, confidence
    )
