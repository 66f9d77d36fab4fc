"""Two libraries compared fact by fact: the old value, the new one, its place and its sources."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from handouts.diagnostics import Span
from handouts.model.base import Defaults, Fact, Record, Text
from handouts.model.library import RECORD_KINDS, Library
from handouts.model.records.values import Link, Measured
from handouts.model.wages import SPREAD, Wage

_NOT_SAID = frozenset({"origin", "checked", "note", "span"})
"""Fields that tell how a fact was checked: a second look at a source changes no fact."""

_OF_FACTS = frozenset({*Fact.model_fields, *Measured.model_fields, *Link.model_fields})
"""Of a fact its text says what its figures say."""


@dataclass(frozen=True, slots=True)
class FactChange:
    """One fact that differs; ``None`` for the side that lacks it."""

    name: str
    """Such as ``roles/welder dimensions.training``."""
    old: str | None
    new: str | None
    sources: tuple[str, ...] = ()
    """The sources of the new value, or of the old one if the fact is gone."""
    place: Span | None = None
    spans: frozenset[Span] = frozenset()
    """The places of the value in both projects."""


@dataclass(frozen=True, slots=True)
class _Said:
    text: str
    details: str
    sources: tuple[str, ...]
    span: Span | None


def fact_changes(old: Library, new: Library) -> tuple[FactChange, ...]:
    """Every fact that differs between two libraries, by name."""
    before, after = dict(_facts(old)), dict(_facts(new))
    changes = (
        _change(name, before.get(name), after.get(name)) for name in sorted({*before, *after})
    )
    return tuple(change for change in changes if change is not None)


def _change(name: str, old: _Said | None, new: _Said | None) -> FactChange | None:
    latest = new or old
    if latest is None or (old and new and (old.text, old.details) == (new.text, new.details)):
        return None
    shown: tuple[str | None, str | None] = (old.text if old else None, new.text if new else None)
    if old and new and old.text == new.text:
        name, shown = f"{name} (sources and dates)", (old.details or "none", new.details or "none")
    spans = frozenset(s.span for s in (old, new) if s is not None and s.span is not None)
    return FactChange(name, *shown, latest.sources, latest.span, spans)


def _facts(library: Library) -> Iterator[tuple[str, _Said]]:
    for kind in RECORD_KINDS:
        records: Mapping[str, Record] = {} if kind.extends else getattr(library, kind.name)
        for slug, record in records.items():
            for path, said in _said(record, ()):
                yield f"{kind.name}/{slug} {'.'.join(path)}", said
    for collected in library.collections.values():
        for slug, item in collected.records.items():
            for path, said in _said(item.values, ()):
                yield f"{collected.name}/{slug} {'.'.join(path)}", said
    for (soc, area), wage in library.wages.items():
        yield from _figures(f"wages/{soc}/{area}", wage)


def _figures(name: str, wage: Wage) -> Iterator[tuple[str, _Said]]:
    of_periods = (
        (f"{name_of}_{field}", getattr(spread, field))
        for name_of, spread in (("annual", wage.year), ("hourly", wage.hour))
        for field in SPREAD
    )
    for field, figure in (("employment", wage.employment), *of_periods):
        if figure.fact.known:
            details = f"{wage.release}; {wage.source}"
            said = _Said(str(figure.fact.text), details, (wage.source,), figure.span)
            yield f"{name} {field}", said


def _said(value: object, path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], _Said]]:
    match value:
        case Defaults() | None:
            return
        case Record():
            if isinstance(value, Fact):
                yield path, _fact(value)
            for key, inner in _parts(value):
                yield from _said(inner, (*path, key))
        case dict() | tuple():
            pairs = value.items() if isinstance(value, dict) else enumerate(value, 1)
            for step, inner in pairs:
                yield from _said(inner, (*path, str(step)))
        case _:
            span = value.span if isinstance(value, Text) else None
            yield path, _Said(str(value), "", (), span)


def _parts(record: Record) -> Iterator[tuple[str, object]]:
    """The fields of a record that hold content; of a fact, those other than its text and sources."""
    passed = _OF_FACTS if isinstance(record, Fact) else _NOT_SAID
    return ((key, inner) for key, inner in record.__dict__.items() if key not in passed)


def _fact(fact: Fact) -> _Said:
    sources = tuple(str(s) for s in fact.sources)
    dates = (f"as of {fact.as_of}" if fact.as_of else "", str(fact.confidence or ""))
    details = "; ".join(part for part in (", ".join(sources), *dates) if part)
    return _Said(str(fact.text), details, sources, fact.span)
