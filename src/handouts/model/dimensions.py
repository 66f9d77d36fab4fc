"""The rows that roles are compared by."""

from collections.abc import Mapping
from functools import cached_property
from typing import Literal

from handouts.model.base import Record, Text

DimensionKind = Literal["text", "money", "percent", "yes-no", "list"]


class Dimension(Record):
    """One row of a comparison: its label, kind and place in the order of ``dimensions.yaml``."""

    label: Text
    short: Text | None = None
    """The label in a word, for a flyer."""
    kind: DimensionKind = "text"
    when_unknown: Text | None = None
    """Printed instead of ``not reported``."""
    or_see: Text | None = None
    """Another dimension that a role without a value here is told of, where it has one there."""
    question: Text | None = None
    """The label as a question, for styles that set each row under a heading of its own."""
    order: tuple[Text | tuple[Text, ...], ...] = ()
    """Its values from the lowest to the highest; several ways to write one stand in a list."""
    ordered_by: Text | None = None
    """Whose order it is, such as *the Bureau of Labor Statistics*."""
    lowest: Text = Text("lowest")
    """What the mark of the lowest value says."""

    @cached_property
    def levels(self) -> Mapping[str, int]:
        """Each value of the order → its place from 0."""
        ways = ((n, (one,) if isinstance(one, Text) else one) for n, one in enumerate(self.order))
        return {folded_level(way): n for n, same in ways for way in same}


def folded_level(value: str) -> str:
    """A value of an order without what makes no difference: capitals, and the kind of apostrophe."""
    return value.replace("’", "'").casefold().strip()
