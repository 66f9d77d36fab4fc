"""What a place can ask of a role: the kinds that a project declares, and the bundled ones."""

from collections.abc import Mapping
from typing import Final, Literal

from handouts.model.base import UNKNOWN, Record, Text

MapFill = Literal["solid", "hatched", "dotted", "outlined", "tinted", "dashed"]
"""How a map fills a place, from the strongest to the palest: no two look alike in gray."""


class RuleKind(Record):
    """One of the things that a place can ask of a role."""

    label: Text
    """In a word or two, for the key of a map or the head of a list."""
    fill: MapFill = "outlined"
    """How a map fills a place that asks this."""


BUNDLED_RULES: Final[Mapping[str, RuleKind]] = {
    "required": RuleKind(label=Text("Required"), fill="solid"),
    "conditional": RuleKind(label=Text("Under conditions"), fill="hatched"),
    "none-reported": RuleKind(label=Text("None reported"), fill="tinted"),
    UNKNOWN: RuleKind(label=Text("Not read"), fill="dashed"),
}
"""What a place can ask of a role where a project says nothing else: a credential; one with large
exemptions; none that was reported; nothing usable was read."""
