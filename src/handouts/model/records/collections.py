"""Records of a project's own: what a collection declares, and what is read of it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Annotated, Final

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from handouts.diagnostics import Diagnostic
from handouts.model.base import Defaults, Fact, MarkdownFact, Record, Text
from handouts.model.records.places import PlaceAxis
from handouts.model.records.values import Kind, Link, Measured, Picture

NAME: Final = "^[a-z][a-z0-9]*(_[a-z0-9]+)*$"
"""How collections and fields are called, as templates name them: small letters, words joined by `_`."""

OF_RECORDS: Final = ("sources", "as_of", "checked", "expires", "confidence")
"""What a record says of all its values, under `defaults`; in a table a column each."""

_TAKEN: Final = frozenset(
    {"slug", "defaults", "source_id", "items", "keys", "values", "get", *OF_RECORDS}
)
"""Names that no field can have: columns of tables, and methods that templates know."""


TAKEN: Final = frozenset(
    {
        "audience", "audiences", "blank", "certifications", "comparison", "comparisons", "decision",
        "decisions", "dimensions", "edition", "handouts", "here", "images", "in_place", "item",
        "layouts", "loop", "marks", "place", "places", "publisher", "recipient", "role", "roles",
        "rules", "kinds_of_work", "shared_tasks", "sources", "states", "style", "styles", "wages", "whole", "namespace",
        "range", "editions", "records", "notes", "masthead", "questions", "rows", "pay", "called",
        "confirm", "place_kind",
    }
)  # fmt: skip
"""Names that no collection can have: of other records, and what layouts call by them."""


def is_taken(name: str, axis: PlaceAxis) -> bool:
    """Whether a name means something else to layouts or in `data/`."""
    return name in TAKEN or name in {str(axis.kind).replace(" ", "_"), axis.many}


class CollectionField(Record):
    """One field of a collection's records."""

    kind: Kind = "text"
    """What its values are, and so how they print."""
    label: Text | None = None
    """How it is called among people, for the heads of tables."""
    required: bool = False
    """Whether every record has it; else it may be left out."""
    choices: tuple[Text, ...] = ()
    """Of the kind `choice`: all that it can be."""
    currency: Annotated[Text, Field(pattern="^[A-Z]{3}$")] | None = None
    """Of the kind `money`: its ISO 4217 code, where it is not the project's."""

    @model_validator(mode="after")
    def _has_choices(self) -> "CollectionField":
        if bool(self.choices) == (self.kind == "choice"):
            return self
        raise PydanticCustomError(
            "wrong-choices",
            "`choices` and the kind `choice` go together",
            {"remedy": "Write `kind: choice` and `choices: […]`, or neither"},
        )


class Collection(Record):
    """A kind of records of the project's own, such as programs to call, or dates of fairs."""

    fields: Annotated[
        dict[Annotated[str, Field(pattern=NAME)], CollectionField], Field(min_length=1)
    ]
    """Name → what it is, in the order of a table's columns."""
    title: Text | None = None
    """The field that names a record; else the first one."""

    @model_validator(mode="after")
    def _names_are_free(self) -> "Collection":
        taken = sorted(_TAKEN & self.fields.keys())
        if taken:
            raise PydanticCustomError(
                "taken-name",
                "`{name}` cannot be the name of a field",
                {"name": taken[0], "remedy": "Choose another name; this one has a meaning already"},
            )
        if self.title is not None and self.title not in self.fields:
            raise PydanticCustomError(
                "taken-name",
                "`{name}` is none of the fields",
                {"name": str(self.title), "remedy": "Name one of the fields in `title`"},
            )
        return self

    @property
    def naming(self) -> str:
        """The field that names a record."""
        return str(self.title or next(iter(self.fields)))


class Item(Record):
    """A record of a collection."""

    slug: str
    """Its name among the others."""
    values: dict[str, Fact | tuple[Fact, ...]]
    """Field → its value, as its kind makes it; what has none is not there."""
    defaults: Defaults = Defaults()
    """What holds for all values that say nothing else."""


def model_of(kind: Kind) -> type[Fact]:
    """What a value of a kind is when it is read; figures are found after that."""
    return {"markdown": MarkdownFact, "picture": Picture}.get(kind, Fact)


def type_of(kind: Kind) -> type[Fact]:
    """What a value of a kind is to a layout; of `place` and `role` the records themselves are."""
    words: dict[str, type[Fact]] = {"link": Link, "markdown": MarkdownFact, "picture": Picture}
    words |= dict.fromkeys(("text", "yes-no", "choice", "list", "place", "role"), Fact)
    return words.get(kind, Measured)


@dataclass(frozen=True)
class Collected:
    """The records of one collection."""

    name: str
    collection: Collection
    records: Mapping[str, Item]
    """By slug, in the order of their files or rows."""
    faults: tuple[Diagnostic, ...] = ()
    """Those of records that were left out: a list without them would be a wrong one."""
    _indexes: dict[str, dict[str, tuple[Item, ...]]] = field(
        default_factory=dict, compare=False, repr=False
    )

    @cached_property
    def items(self) -> tuple[Item, ...]:
        """All of them."""
        return tuple(self.records.values())

    def having(self, name: str, wanted: frozenset[str]) -> tuple[Item, ...]:
        """Those that have one of these values in a field, by an index: every sheet may ask."""
        index = self._indexes.get(name)
        if index is None:
            index = self._indexes[name] = self._index(name)
        found = {item.slug: item for one in sorted(wanted) for item in index.get(one, ())}
        if len(wanted) == 1:
            return tuple(found.values())
        return tuple(item for item in self.items if item.slug in found)

    def _index(self, name: str) -> dict[str, tuple[Item, ...]]:
        lists: dict[str, list[Item]] = {}
        for item in self.items:
            for word in dict.fromkeys(_words_of(item.values.get(name))) or ("",):
                lists.setdefault(word, []).append(item)
        return {word: tuple(items) for word, items in lists.items()}


def _words_of(value: Fact | tuple[Fact, ...] | None) -> Iterator[str]:
    """How a value may be asked for: as it prints, and as it is written."""
    for fact in value if isinstance(value, tuple) else (value,):
        if isinstance(fact, Measured):
            yield str(fact.written).casefold()
        if fact is not None:
            yield str(fact.text).casefold()
