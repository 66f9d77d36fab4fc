"""What a template sees of Python's types: which attributes, and of which types they are."""

import re
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import fields as dataclass_fields
from dataclasses import is_dataclass
from datetime import date
from decimal import Decimal
from types import NoneType
from types import UnionType as PythonUnion
from typing import Annotated, Any, Final, Literal, Union, get_args, get_origin, get_type_hints

from jinja2.runtime import LoopContext
from pydantic import BaseModel

from handouts.compose.values.language import (
    ANYTHING,
    DAY,
    NOTHING,
    NUMBER,
    TEXT,
    TRUTH,
    FunctionType,
    ListType,
    MappingType,
    RecordType,
    TextType,
    Type,
    union,
)
from handouts.kept import kept
from handouts.model.base import Fact, Reference
from handouts.model.records import Source
from handouts.model.wages import Figure

TEXT_METHODS: Final[Mapping[str, Type]] = {
    **dict.fromkeys(
        ["lower", "upper", "title", "capitalize", "casefold", "strip", "lstrip", "rstrip", "removeprefix", "removesuffix"],
        FunctionType(TEXT),
    ),
    **dict.fromkeys(["startswith", "endswith", "isdigit"], FunctionType(TRUTH)),
    **dict.fromkeys(["find", "count"], FunctionType(NUMBER)),
    **dict.fromkeys(["split", "splitlines", "partition", "rpartition"], FunctionType(ListType(TEXT))),
}  # fmt: skip
MAPPING_METHODS: Final = ("items", "keys", "values", "get")
DAY_FIELDS: Final[Mapping[str, Type]] = {
    "year": NUMBER,
    "month": NUMBER,
    "day": NUMBER,
    "isoformat": FunctionType(TEXT),
}
LOOP_FIELDS: Final = (
    "index", "index0", "revindex", "revindex0", "first", "last", "length", "previtem", "nextitem", "depth", "depth0", "cycle", "changed",
)  # fmt: skip

_ATTRIBUTES: Final[tuple[tuple[type, frozenset[str]], ...]] = (
    (str, frozenset(TEXT_METHODS)),
    (Mapping, frozenset(MAPPING_METHODS)),
    (LoopContext, frozenset(LOOP_FIELDS)),
    (date, frozenset(DAY_FIELDS)),
)
"""What a template sees of values that are no records."""

_HIDDEN: Final = frozenset({"withheld", "written", "days"})
"""Fields that hold what was read but may not be printed."""

_NOTED: Final = (Fact, Source)
"""Records whose `note` is for who keeps the data; a collection's own field `note` may be printed."""


@kept(most=256)
def visible(kind: Any) -> frozenset[str]:
    """The attributes of a type that a template may read."""
    for base, names in _ATTRIBUTES:
        if issubclass(kind, base):
            return names
    if issubclass(kind, BaseModel):
        fields: Iterable[str] = kind.model_fields
    else:
        fields = getattr(kind, "__dataclass_fields__", ())
    own = (c for c in kind.__mro__ if c.__module__.startswith("handouts."))
    properties = (n for c in own for n, v in vars(c).items() if isinstance(v, property))
    seen = (n for n in (*fields, *properties) if not n.startswith(("_", "span")))
    return frozenset(seen) - _HIDDEN - ({"note"} if issubclass(kind, _NOTED) else set())


@kept(most=256)
def record_of(kind: type) -> RecordType:
    """A model or a dataclass; the same type for the same class."""
    return RecordType(
        _in_words(kind),
        lambda: {name: type_of(hint) for name, hint in _hints(kind).items()},
        prints=issubclass(kind, Fact),
        is_amount=issubclass(kind, Fact | Figure),
        doc=(kind.__doc__ or "").partition("\n")[0],
    )


def fields_of(kind: type) -> Mapping[str, Type]:
    """All fields of a dataclass, with their types."""
    hints = get_type_hints(kind, include_extras=True)
    return {field.name: type_of(hints[field.name]) for field in dataclass_fields(kind)}


def _hints(kind: type) -> dict[str, Any]:
    """The visible fields and properties with their annotations, in their order."""
    seen = visible(kind)
    hints = {n: h for n, h in get_type_hints(kind, include_extras=True).items() if n in seen}
    for name in sorted(seen - hints.keys()):
        found = getattr(kind, name, None)
        getter = found.fget if isinstance(found, property) else None
        hints[name] = get_type_hints(getter).get("return", Any) if getter else Any
    return hints


def _in_words(kind: type) -> str:
    """``StateRule`` as *state rule*; views and facts by what they are."""
    if kind.__name__ in _NAMES:
        return _NAMES[kind.__name__]
    words = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", kind.__name__).lower()
    return words.removesuffix(" view")


_NAMES: Final[Mapping[str, str]] = {
    "MarkdownFact": "fact",
    "Measured": "fact",
    "Link": "fact",
    "DataDates": "set of dates",
    "RequiredNotice": "notice",
}
"""Classes that are called otherwise among people."""


def type_of(hint: Any) -> Type:
    """The type that an annotation of Python stands for; ``ANYTHING`` for others."""
    origin, parts = get_origin(hint), get_args(hint)
    if origin is Annotated:
        return type_of(parts[0])
    if origin in (Union, PythonUnion):
        return union(map(type_of, parts))
    if origin is Literal:
        return TextType(tuple(map(str, parts)))
    if isinstance(origin, type):
        return _generic(origin, parts)
    return _plain(hint) if isinstance(hint, type) else ANYTHING


def _generic(origin: type, parts: tuple[Any, ...]) -> Type:
    if issubclass(origin, Mapping):
        return MappingType(type_of(parts[1]), _kind_of_key(parts[0]))
    if issubclass(origin, Sequence | AbstractSet):
        return ListType(union(type_of(part) for part in parts if part is not Ellipsis))
    return ANYTHING


def _kind_of_key(hint: Any) -> str:
    marks = get_args(hint)[1:] if get_origin(hint) is Annotated else ()
    return next((mark.kind for mark in marks if isinstance(mark, Reference)), "")


_PLAIN: Final[tuple[tuple[type, Type], ...]] = (
    (NoneType, NOTHING),
    (bool, TRUTH),
    (str, TEXT),
    (int, NUMBER),
    (float, NUMBER),
    (Decimal, NUMBER),
    (date, DAY),
)


def _plain(kind: type) -> Type:
    found = next((known for base, known in _PLAIN if issubclass(kind, base)), None)
    if found is not None:
        return found
    if hasattr(kind, "has_words"):
        return TEXT
    if issubclass(kind, Mapping):
        return MappingType(TEXT)
    if issubclass(kind, BaseModel) or is_dataclass(kind):
        return record_of(kind)
    return ANYTHING
