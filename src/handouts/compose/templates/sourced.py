"""The results that templates make of facts: texts and numbers that know which values are in them.

A filter or an operator gives a plain string or number, which does not know where it came from. So the
results made of facts have one of the types here. They are used like plain ones, and name the facts'
sources where they are printed. A ``Phrase`` has values between words, each of which is printed as it is.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import is_dataclass
from decimal import Decimal
from typing import Any, ClassVar, Final, NamedTuple, SupportsIndex

from jinja2 import Undefined
from pydantic import BaseModel

from handouts.frozen import dataclass
from handouts.model.base import Fact, MarkdownText, Text, VerbatimText
from handouts.model.wages import Figure

Data = tuple[Fact | Text, ...]


class Sourced:
    """A value made of values of the data: ``made_of`` has these in the order of their use."""

    __slots__ = ()
    made_of: Data


class _SourcedString(Sourced, str):
    """Its parts are made of the same values."""

    __slots__ = ()

    def __getitem__(self, place: SupportsIndex | slice) -> str:
        part: str = sourced(super().__getitem__(place), self.made_of, type(self))
        return part

    def __iter__(self) -> Iterator[str]:
        return (self[place] for place in range(len(self)))


class SourcedText(_SourcedString, Text):
    """A text, which is set as print has it."""

    __slots__ = ("made_of",)


class SourcedMarkdown(_SourcedString, MarkdownText):
    """The Markdown of a fact."""

    __slots__ = ("made_of",)


class SourcedVerbatim(_SourcedString, VerbatimText):
    """A text that is printed as it was typed."""

    __slots__ = ("made_of",)


class SourcedInt(Sourced, int):
    """A whole number."""


class SourcedFloat(Sourced, float):
    """A number as machines reckon."""


class SourcedDecimal(Sourced, Decimal):
    """A number as people reckon."""


class PrintedValue(NamedTuple):
    """A value that a leaf prints. The rest of a leaf is its own words, which are Markdown."""

    value: object


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words of a layout and values of the data; nothing is printed of one without parts."""

    has_words: ClassVar = True
    """It can be printed as it is."""

    parts: tuple[str | PrintedValue, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.parts)


def is_absent(value: object) -> bool:
    """Whether it is a field of something that is not there, or an ``if`` without its ``else``.

    A name that nothing could ever have is another matter: that is a fault.
    """
    if not isinstance(value, Undefined):
        return value is None
    return value._undefined_obj is None or value._undefined_name is None  # noqa: SLF001


def is_any(value: object) -> bool:
    """Whether there is something to print: nothing is what is absent, empty or unknown."""
    if isinstance(value, Fact):
        return value.known
    if isinstance(value, str):
        return bool(value.strip())
    if isinstance(value, list | tuple | Mapping | Phrase):
        return bool(value)
    return not is_absent(value)


_KINDS: Final[dict[type, type]] = {
    str: SourcedText,
    Text: SourcedText,
    MarkdownText: SourcedMarkdown,
    VerbatimText: SourcedVerbatim,
    int: SourcedInt,
    float: SourcedFloat,
    Decimal: SourcedDecimal,
}
"""Type → what it becomes. Facts and lists of facts hold their sources; a truth value has none."""


def sourced(value: Any, made_of: Data, kind: type | None = None) -> Any:
    """The value as one of the types here, with the values that it is made of; in a list, each item."""
    if not made_of:
        return value
    if isinstance(value, list | tuple):
        return [sourced(one, made_of, kind) for one in value]
    plain = type(value)
    if plain not in _KINDS:
        return value
    if plain is str and any(isinstance(one, VerbatimText) for one in made_of):
        plain = VerbatimText
    made = (kind or _KINDS[plain])(value)
    made.made_of = made_of
    if isinstance(made, Text):
        made.span = getattr(value, "span", None)
    return made


def made_of(*values: object) -> Data:
    """The values of the data among these, in their lists, or that they are made of; each once."""
    found = (one for value in values for one in _made_of(value))
    # two facts may say the same at two places, and one be written in two ways
    return tuple({(str(one), one.span, getattr(one, "sources", ())): one for one in found}.values())


def _made_of(value: object) -> Iterable[Fact | Text]:
    if isinstance(value, Sourced):
        return value.made_of
    if isinstance(value, Fact):
        return (value,)
    if isinstance(value, Text):
        return (value,) if value.span else ()
    if isinstance(value, Figure):
        return (value.fact,)
    if isinstance(value, Phrase):
        return made_of(*(part.value for part in value.parts if isinstance(part, PrintedValue)))
    if isinstance(value, list | tuple | Mapping):  # a mapping gives its names, as in loops
        return made_of(*value)
    return ()


def is_plain(value: object) -> bool:
    """Whether it is a text or a number that does not know what it is made of."""
    return type(value) in _KINDS


def words(value: Any) -> Any:
    """What a filter sees of a value: of a fact its words.

    Raises:
        TypeError: for another record, whose words would be those of all its fields.
    """
    if isinstance(value, Fact):
        return sourced(str(value), (value,))
    if isinstance(value, BaseModel) or is_dataclass(value):
        raise TypeError("a record of the data stands where a text or a list should")
    return value


def text_of(value: Any) -> str:
    """The words of a single value.

    Raises:
        TypeError: for a list or a record, which have none of their own.
    """
    if isinstance(value, Iterable) and not isinstance(value, str | BaseModel):
        raise TypeError("a list stands where a text should")
    return str(words(value))
