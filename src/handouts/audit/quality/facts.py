"""The facts of a project, one by one."""

from collections.abc import Iterator

from handouts.model.base import Fact, Record
from handouts.model.library import RECORD_KINDS, Library
from handouts.model.records.source_kinds import SourceKind


def all_facts(library: Library) -> Iterator[tuple[str, Fact]]:
    """Every fact of the records, with the kind and slug of its record; wages are not among them."""
    for kind in RECORD_KINDS:
        for slug, record in getattr(library, kind.name).items():
            for fact in facts_in(record):
                yield f"{kind.name}/{slug}", fact
    for collected in library.collections.values():
        for slug, item in collected.records.items():
            for fact in facts_in(item):
                yield f"{collected.name}/{slug}", fact


def facts_in(value: object) -> Iterator[Fact]:
    """Every fact of a record or of a part of one, in the order of its fields."""
    match value:
        case Fact():
            yield value
        case Record():
            for inner in value.__dict__.values():
                yield from facts_in(inner)
        case tuple():
            for inner in value:
                yield from facts_in(inner)
        case dict():
            for inner in value.values():
                yield from facts_in(inner)


def kinds_of(fact: Fact, library: Library) -> tuple[SourceKind, ...]:
    """The kinds of a fact's sources, as far as these are known."""
    return tuple(library.sources[s].kind for s in fact.sources if s in library.sources)
