"""The filters of templates: which there are, how they are counted, and that sources stay with a fact."""

import functools
from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from typing import Any, Final, cast

from jinja2 import Undefined, pass_context
from jinja2.filters import FILTERS as BUILT_IN
from jinja2.runtime import Context
from pydantic import BaseModel

from handouts.compose.templates.formats import FILTERS
from handouts.compose.templates.meter import MOST_DIGITS, LeafContext, LimitError, Meter, bounded
from handouts.compose.templates.sourced import (
    SourcedVerbatim,
    is_absent,
    is_plain,
    made_of,
    sourced,
    text_of,
    words,
)
from handouts.compose.values.records import group, in_sequence, where
from handouts.model.base import VerbatimText

COUNTED, JOINED, FLAT = " counted", " joined", " flat"
"""Filters of our own that the compiler puts in; no template can name them."""

_FILTERS: Final = (
    "abs", "capitalize", "count", "d", "default", "dictsort", "first", "float", "int", "items",
    "join", "last", "length", "list", "lower", "map", "max", "min", "reject", "rejectattr",
    "replace", "reverse", "round", "select", "selectattr", "sort", "string", "sum", "title", "trim",
    "truncate", "unique", "upper", "wordcount",
)  # fmt: skip

Filter = Callable[..., Any]


@pass_context
def _counted(context: LeafContext, values: Any, weight: int) -> Any:
    return values if isinstance(values, Undefined) else context.meter.turns(words(values), weight)


@pass_context
def _joined(context: LeafContext, values: list[Any]) -> str:
    texts = [text_of(value) for value in values]
    context.meter.charge(1 + bounded(sum(map(len, texts))) // 50)
    return cast("str", with_sources(context.meter, "".join(texts), *values))


def with_sources(meter: Meter, made: Any, *values: Any, kind: type | None = None) -> Any:
    """The result of a filter, which now knows the values of the data that it was made of."""
    if not is_plain(made):
        return made
    data = made_of(*values)
    meter.charge(len(data))
    return sourced(made, data, kind)


_ASKED: Final[dict[str, Callable[[Context], object]]] = {
    "context": lambda context: context,
    "eval_context": lambda context: context.eval_ctx,
    "environment": lambda context: context.environment,
}
"""What a filter of Jinja's may want as its first argument."""


_PICKING: Final = frozenset({"default", "d", "or", "first", "last", "max", "min", "as_of"})
"""Filters whose result is one of the values that they are given, and is made of that alone."""

_COUNTING: Final = frozenset({"count", "counted", "length", "wordcount"})
"""Filters whose result no source states: a count of entries, or the length of a text."""

_SEEKING: Final = {"replace": 1, "trim": 1}
"""Filter → which of its arguments is only looked for."""

_OF_FACTS: Final = frozenset(
    {"default", "d", "money", "wage_per_hour", "number", "percent", "in_brief", "as_of"}
    | {"if_any", "or", "bullets", "numbered", "together"}
)
"""Filters that take a whole fact; other filters take a text, a list or a number."""

_OF_NOTHING: Final = frozenset(
    {"default", "d", "if_any", "or", "bullets", "numbered", "together", "counted", "as_of"}
)
"""Filters that have an answer where there is no value; what others would write stays absent."""

_OF_TEXTS: Final = frozenset(
    {
        "bare_address", "capitalize", "capitalized", "long_date", "lower", "lower_first", "title",
        "trim", "truncate", "upper", "wordcount",
    }
)  # fmt: skip

_WRITING: Final = (_OF_FACTS | _OF_TEXTS | {"about"}) - _OF_NOTHING
"""Filters that write a value in another way."""

_TO_THE_LETTER: Final = frozenset({"bare_address"})
"""Filters whose result is for machines: its quotes and dashes stay as they were typed."""


def _guarded(name: str, function: Filter) -> Filter:
    """A filter whose arguments are counted and whose result is bounded, and keeps its sources."""
    asked = getattr(function, "jinja_pass_arg", None)
    first = [_ASKED[asked.name]] if asked else []
    keeps = name not in _PICKING | _COUNTING

    @functools.wraps(function)
    def guarded(context: LeafContext, value: Any, *args: Any, **kwargs: Any) -> Any:
        meter = context.meter
        if name in _WRITING and is_absent(value):
            return value
        seen = value if name in _OF_FACTS else words(value)
        if name in _OF_TEXTS:
            seen = sourced(text_of(value), made_of(value))
        counted = [_within(meter, a) for a in (seen, *args)]
        meter.size((*counted, *kwargs.values()))
        made = function(*[of(context) for of in first], *counted, **kwargs)
        if isinstance(made, str | list | tuple):
            bounded(len(made))
        if keeps:
            sought = _SEEKING.get(name)
            said = [a for place, a in enumerate(counted) if place != sought]
            verbatim = name in _TO_THE_LETTER or isinstance(value, VerbatimText)
            kind = SourcedVerbatim if verbatim and isinstance(made, str) else None
            made = with_sources(meter, made, *said, *kwargs.values(), kind=kind)
        return meter.turns(made) if _is_lazy(made) else made

    return pass_context(guarded)


def _within(meter: Meter, value: Any) -> Any:
    """An iterator as a list, each item counted, so that its items can still be asked for their sources."""
    return list(meter.turns(value)) if _is_lazy(value) else value


def _is_lazy(value: Any) -> bool:
    return isinstance(value, Iterator) and not isinstance(value, str)


def _flat(values: Any) -> Any:
    """A list, tuple or group that a template wrote out: rows of plain values at most.

    What is nested further could grow unseen, doubling with every turn of a loop.
    """
    rows = [v for v in _inner(values) if _is_nested(v)]
    if any(isinstance(v, Iterator) or any(map(_is_nested, _inner(v))) for v in rows):
        raise TypeError("a list stands in another one")
    return values


_NESTED: Final = (list, tuple, dict, Iterator)


def _is_nested(value: Any) -> bool:
    return not isinstance(value, str | BaseModel) and isinstance(value, _NESTED)


def _inner(values: Any) -> Iterable[Any]:
    return values.values() if isinstance(values, dict) else values


def _joined_by(values: Iterable[Any], d: str = "", attribute: str | None = None) -> str:
    if attribute is not None:
        raise TypeError("`join` takes no attribute; write `map(attribute=…)` before it")
    return str(d).join(text_of(value) for value in values)


def _replaced(text: Any, old: str, new: str, count: int | None = None) -> str:
    whole, old, new = text_of(text), str(old), str(new)
    times = whole.count(old) if old else len(whole) + 1
    bounded(len(whole) + times * len(new))
    return whole.replace(old, new, -1 if count is None else count)


def _summed(values: Iterable[Any], attribute: str | None = None, start: Any = 0) -> Any:
    if attribute is not None:
        raise TypeError("`sum` takes no attribute; write `map(attribute=…)` before it")
    total = 0
    for value in (start, *values):
        if not isinstance(value, int | float | Decimal):
            raise TypeError("`sum` adds numbers only")
        total += value  # type: ignore[assignment]
    return total


def _rounded(value: Any, precision: int = 0, method: str = "common") -> Any:
    if abs(precision) > MOST_DIGITS:
        raise LimitError(f"rounds to more than {MOST_DIGITS} digits")
    return BUILT_IN["round"](value, precision, method)


def _first(values: Iterable[Any]) -> Any:
    return next(iter(values), None)


def _last(values: Iterable[Any]) -> Any:
    return next(reversed([*values]), None)


_OWN: Final[dict[str, Callable[..., Any]]] = {
    "first": _first,
    "group": group,
    "join": _joined_by,
    "last": _last,
    "replace": _replaced,
    "round": _rounded,
    "sort": in_sequence,
    "string": text_of,
    "sum": _summed,
    "where": where,
}
"""Jinja's filters that have no bounds of their own, with bounds; of an empty list the first is nothing."""


def filters() -> dict[str, Filter]:
    """The filters that a template can name, and those that the compiler puts in."""
    known = {name: BUILT_IN[name] for name in _FILTERS} | _OWN | FILTERS
    named = {name: _guarded(name, function) for name, function in known.items()}
    return named | {COUNTED: _counted, JOINED: _joined, FLAT: _flat}
