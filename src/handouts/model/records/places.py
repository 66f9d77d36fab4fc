"""The places of a project: what they are called, which whole they are parts of, and bundled sets of them."""

import re
from functools import cached_property
from typing import Annotated, Literal

from pydantic import Field

from handouts.model.base import Record, Text
from handouts.model.records.us_states import US_STATES, KnownPlace

_KIND = r"[a-z]+( [a-z]+)*"


class Whole(Record):
    """All places together: what editions without a place of their own are for."""

    code: Text
    """How it is written in tables of wages, in `when`, and on the command line, such as `US`."""
    name: Text
    """Standing alone, such as *United States*."""
    the: bool = False
    """Whether the name takes *the* in a sentence."""
    short: Text | None = None
    """The name where there is little room, such as *U.S.*"""

    @property
    def in_sentence(self) -> str:
        """The name as it stands in a sentence."""
        return f"the {self.name}" if self.the else str(self.name)

    @property
    def in_brief(self) -> str:
        """The name where there is little room."""
        return str(self.short or self.name)


class PlaceAxis(Record):
    """What kind of places a project makes handouts for; their records are a file each in `data/PLURAL`."""

    kind: Annotated[Text, Field(pattern=_KIND)]
    """In a word, such as `province`: so the command line and its messages call a place."""
    plural: Text | None = None
    """Where it is not regular; it names the folder of the records, too."""
    set: Literal["us-states"] | None = None
    """A bundled set, whose codes and names need not be written."""
    codes: Literal["free"] | None = None
    """`free` says that codes are the project's own, as they are without a `set`."""
    whole: Whole
    """What all of them are parts of."""
    within: Text | None = None
    """The kind of larger places that these are parts of, such as `state` for counties."""
    currency: Annotated[Text, Field(pattern="[A-Z]{3}")] = Text("USD")
    """Of amounts of money, by its ISO 4217 code."""

    @cached_property
    def folder(self) -> str:
        """The folder of the records."""
        return f"data/{self.many.replace(' ', '-')}"

    @cached_property
    def many(self) -> str:
        """The kind in the plural."""
        return str(self.plural or plural_of(self.kind))

    @property
    def known(self) -> dict[str, KnownPlace]:
        """The places of the bundled set, by code."""
        return US_STATES if self.set else {}

    @property
    def larger(self) -> dict[str, KnownPlace]:
        """The larger places of a bundled set that these may lie in, by code."""
        in_states = self.within == "state" and self.whole.code == UNITED_STATES.code
        return US_STATES if in_states else {}


def larger_place(within: Text | None, axis: PlaceAxis) -> Text | None:
    """The name of the larger place that is written so: by its code in a bundled set, or by its name."""
    known = axis.larger.get(within.upper()) if within is not None else None
    return Text(known.name, within.span) if known and within is not None else within


def told_apart(name: str, larger: str) -> str:
    """What a place is called where others have its name, such as *Washington County, Oregon*."""
    return f"{name}, {larger}"


def calls(name: str, code: str, within: Text | None, axis: PlaceAxis) -> tuple[str, ...]:
    """What a place alone is called: by its code, its name, and its name with its larger place."""
    larger = larger_place(within, axis)
    short = name_alone(name, within, axis)
    return (name, code, *(told_apart(short, one) for one in (larger, within) if one))


def name_alone(name: str, within: Text | None, axis: PlaceAxis) -> str:
    """A place's name without the larger place that tells it from others."""
    larger = larger_place(within, axis)
    return name.removesuffix(told_apart("", larger)) if larger else str(name)


def plural_of(noun: str) -> str:
    """A noun in the plural, by the rules of spelling: `county` → `counties`."""
    if re.search(r"[^aeiou]y$", noun):
        return f"{noun[:-1]}ies"
    return f"{noun}es" if re.search(r"(s|x|z|ch|sh)$", noun) else f"{noun}s"


UNITED_STATES = Whole(code=Text("US"), name=Text("United States"), the=True, short=Text("U.S."))

STATES_OF_THE_US = PlaceAxis(kind=Text("state"), set="us-states", whole=UNITED_STATES)
"""The axis of a project that declares none."""

NO_PLACES = PlaceAxis(kind=Text("place"), whole=Whole(code=Text(""), name=Text("")))
"""The axis of a project that says `places: none`: nothing on its sheets names a place."""
