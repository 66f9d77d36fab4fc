"""Facts take from their record's defaults what they leave out."""

from collections.abc import Mapping
from typing import Any, TypeVar

from handouts.model.base import Defaults, Fact, Record

_R = TypeVar("_R", bound=Record)


def filled(record: _R) -> tuple[_R, tuple[Fact, ...]]:
    """The record with its defaults in every fact, and all its facts in the order of its fields."""
    defaults = getattr(record, "defaults", None)
    given: dict[str, Any] = {}
    if isinstance(defaults, Defaults):
        given = {name: getattr(defaults, name) for name in defaults.model_fields_set}
    facts: list[Fact] = []
    whole: _R = _filled(record, given, facts)
    return whole, tuple(facts)


def _filled(value: Any, given: Mapping[str, Any], facts: list[Fact]) -> Any:
    """The same object when nothing in it changes."""
    match value:
        case Fact():
            return _filled_fact(value, given, facts)
        case Defaults():
            return value
        case Record():
            fields = value.__dict__
            changes = _changes(fields, given, facts)
            return value.model_copy(update=changes) if changes else value
        case tuple():
            items = [_filled(item, given, facts) for item in value]
            changed = any(new is not old for new, old in zip(items, value, strict=True))
            return tuple(items) if changed else value
        case dict():
            changes = _changes(value, given, facts)
            return {**value, **changes} if changes else value
        case _:
            return value


def _changes(
    values: Mapping[str, Any], given: Mapping[str, Any], facts: list[Fact]
) -> dict[str, Any]:
    pairs = ((name, old, _filled(old, given, facts)) for name, old in values.items())
    return {name: new for name, old, new in pairs if new is not old}


def _filled_fact(fact: Fact, given: Mapping[str, Any], facts: list[Fact]) -> Fact:
    missing = {name: value for name, value in given.items() if name not in fact.model_fields_set}
    whole = fact.model_copy(update=missing) if missing else fact
    facts.append(whole)
    return whole
