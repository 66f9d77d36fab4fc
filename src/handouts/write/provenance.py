"""``provenance.json``: for every file of the manifest the facts that it prints, and where they stand.

Facts are listed once, one a line, sorted; a file lists them by number, in reading order:
``{"facts": [[TEXT, FILE, LINE, COLUMN, SOURCES or null, AS OF, CHECKED, CONFIDENCE], …], "sources":
{ID: {…}}, "artifacts": {PATH: [NUMBER, …]}, "dropped": {PATH: [BLOCK, …]}}``.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict, field, replace
from pathlib import Path
from typing import Final

from handouts.frozen import dataclass
from handouts.write.files import write_text
from handouts.write.interning import Interner
from handouts.write.json_stream import Items, as_text, compact, parts_in
from handouts.write.record import PrintedFact, Record, fact_of

PROVENANCE: Final = "provenance.json"


@dataclass(frozen=True, slots=True)
class CitedSource:
    """A source as it was when the sheets were built."""

    title: str
    publisher: str
    date: str
    checked: str
    url: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Provenance:
    """What an output folder's sheets print, by path; ``dropped`` are blocks that did not fit."""

    artifacts: Mapping[str, tuple[PrintedFact, ...]] = field(default_factory=dict)
    sources: Mapping[str, CitedSource] = field(default_factory=dict)
    dropped: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def read_provenance(folder: Path) -> Provenance:
    """What the file says; an empty one when there is none or it cannot be read."""
    try:
        return _read(folder / PROVENANCE)
    except (OSError, ValueError, LookupError, TypeError):
        return Provenance()


def _read(path: Path) -> Provenance:
    """Files that print the same have the same tuple of facts."""
    facts: list[PrintedFact] = []
    numbers: dict[str, tuple[int, ...]] = {}
    sources: dict[str, CitedSource] = {}
    dropped: dict[str, tuple[str, ...]] = {}
    shared = Interner()
    for part, items in parts_in(path):
        match part:
            case "facts":
                facts = [fact_of(row) for _, row in items]
            case "sources":
                sources = {name: CitedSource(**values) for name, values in items}
            case "artifacts":
                numbers = {name: shared.one(tuple(own)) for name, own in items}
            case "dropped":
                dropped = {name: tuple(map(str, blocks)) for name, blocks in items}
    lists = {own: tuple(facts[number] for number in own) for own in set(numbers.values())}
    return Provenance({name: lists[own] for name, own in numbers.items()}, sources, dropped)


def with_facts(records: Mapping[str, Record], known: Provenance) -> dict[str, Record]:
    """The records with what their files print, as far as that is known."""
    return {
        path: replace(record, facts=known.artifacts.get(path), dropped=known.dropped.get(path, ()))
        for path, record in records.items()
    }


def write_provenance(
    folder: Path, records: Mapping[str, Record], sources: Mapping[str, CitedSource]
) -> None:
    """Write the file: what records carry, and those of the sources that it names."""
    lists: dict[tuple[PrintedFact, ...], int] = {}
    own = {
        path: lists.setdefault(records[path].facts or (), len(lists))
        for path in sorted(records)
        if records[path].facts is not None
    }
    rows = {fact: compact(fact) for facts in lists for fact in facts}
    facts = sorted(rows, key=lambda fact: (fact.file, fact.line, fact.column, rows[fact]))
    number = {fact: at for at, fact in enumerate(facts)}
    written = [compact([number[fact] for fact in facts]) for facts in lists]
    cited = sorted({source for fact in facts for source in fact.sources or ()})
    parts: dict[str, str | Items] = {
        "facts": Items("[", map(rows.__getitem__, facts)),
        "sources": compact({name: asdict(sources[name]) for name in cited if name in sources}),
        "artifacts": Items("{", (f"{json.dumps(path)}:{written[at]}" for path, at in own.items())),
        "dropped": compact({path: records[path].dropped for path in own if records[path].dropped}),
    }
    write_text(folder / PROVENANCE, as_text(parts))
