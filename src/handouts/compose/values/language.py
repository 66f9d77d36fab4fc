"""The types of what a template sees. A type that is not certain is ``ANYTHING``, of which nothing is asked."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import field
from functools import cached_property
from typing import Final, TypeAlias

from handouts.frozen import dataclass


@dataclass(frozen=True, slots=True)
class AnythingType:
    """What is not known before a sheet is made."""


@dataclass(frozen=True, slots=True)
class TextType:
    """Text; with ``options`` it is one of these."""

    options: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class NumberType:
    """A number."""


@dataclass(frozen=True, slots=True)
class TruthType:
    """Yes or no."""


@dataclass(frozen=True, slots=True)
class DayType:
    """A day of the calendar."""


@dataclass(frozen=True, slots=True)
class NothingType:
    """No value at all, certainly."""


@dataclass(frozen=True, slots=True)
class ListType:
    """Values one after the other."""

    item: "Type"


@dataclass(frozen=True, slots=True)
class MappingType:
    """Values by name: ``names`` if they are declared, else by records of a ``kind``, else by any name."""

    item: "Type"
    kind: str = ""
    names: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class FunctionType:
    """What is written with brackets behind it."""

    result: "Type"


@dataclass(frozen=True, slots=True)
class UnionType:
    """One of several types."""

    members: tuple["Type", ...]


@dataclass(frozen=True, eq=False)
class RecordType:
    """A record of named fields; each one is a type of its own."""

    name: str
    """In words, such as *state rule*."""
    make: Callable[[], Mapping[str, "Type"]]
    """Makes the fields when they are first asked for, as a record may hold others of its own type."""
    prints: bool = False
    """Whether it has words, as a fact has."""
    is_amount: bool = False
    """Whether a number can be read in it."""
    doc: str = field(default="", repr=False)

    @cached_property
    def fields(self) -> Mapping[str, "Type"]:
        """The fields by name."""
        return self.make()


Type: TypeAlias = (
    AnythingType
    | TextType
    | NumberType
    | TruthType
    | DayType
    | NothingType
    | ListType
    | MappingType
    | FunctionType
    | UnionType
    | RecordType
)

ANYTHING: Final = AnythingType()
TEXT: Final = TextType()
NUMBER: Final = NumberType()
TRUTH: Final = TruthType()
DAY: Final = DayType()
NOTHING: Final = NothingType()


def union(types: Iterable[Type]) -> Type:
    """One of the types; of nothing certain if one of them is not certain, or if there is none."""
    found: dict[Type, None] = {}
    for one in types:
        found.update(dict.fromkeys(one.members if isinstance(one, UnionType) else (one,)))
    if ANYTHING in found or not found:
        return ANYTHING
    return next(iter(found)) if len(found) == 1 else UnionType(tuple(found))


def members(one: Type) -> tuple[Type, ...]:
    """What it can be, where there is a value."""
    if not isinstance(one, UnionType):
        return (one,)
    return tuple(member for member in one.members if member is not NOTHING)


def is_all(one: Type, *kinds: type) -> bool:
    """Whether it is certainly of these kinds, where there is a value."""
    return all(isinstance(member, kinds) for member in members(one))


def in_words(one: Type) -> str:
    """What it is: ``a list``, ``a state rule``; of several types the first."""
    first = members(one)[0]
    if isinstance(first, RecordType):
        return with_article(first.name)
    return _WORDS[type(first)]


def with_article(name: str) -> str:
    """``a role``, ``an audience``."""
    return f"{'an' if name[:1] in 'aeiou' else 'a'} {name}"


_WORDS: Final[Mapping[type, str]] = {
    AnythingType: "a value",
    TextType: "a text",
    NumberType: "a number",
    TruthType: "yes or no",
    DayType: "a date",
    NothingType: "no value",
    ListType: "a list",
    MappingType: "a group of named values",
    FunctionType: "a function",
}
