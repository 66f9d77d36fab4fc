"""The blocks that draw values of the data: decisions, pay, a map of the places."""

from typing import Annotated

from pydantic import Field

from handouts.model.base import PlainForm, Record, Template, Text
from handouts.model.records.rule_kinds import MapFill


class MapKey(PlainForm):
    """What a value of a map is called, and how its places are filled."""

    plain = "label"

    label: Text
    """In a word or two."""
    fill: MapFill | None = None
    """The fill of its places; else the first that no other value has."""


class TileMapBlock(Record):
    """A map of equal squares, one for each place of the project, each filled by a value of its place."""

    value: Template
    """An expression for each place: a text, a fact, or whether something is so."""
    as_: Annotated[Text, Field(alias="as")] = Text("place")
    """The name by which it sees the place."""
    legend: dict[Text, MapKey] = {}
    """Value → what it is called, from the most to the least; else as the project's `rules` call it,
    or as it is written. `unknown` stands for places of which nothing is reported."""
    role: Template | None = None
    """A role in whose color the map is drawn, and of which it tells."""
    highlight: Template | None = None
    """A place whose square is framed, such as `{{ here }}`."""
    list: bool = False
    """Whether the names of the places stand under the map, value by value."""


class FlowchartBlock(PlainForm):
    """A decision drawn as a chart."""

    plain = "decision"

    decision: Template
    """The decision that is drawn."""


class StepsBlock(PlainForm):
    """The same decision as a numbered list."""

    plain = "decision"

    decision: Template
    """The decision that is listed."""
    columns: Annotated[int, Field(ge=1, le=2)] = 2
    """Columns of the list."""


class WageChartBlock(PlainForm):
    """Range chart of the roles' annual wages in the state and the nation."""

    plain = "roles"

    roles: Template
    """The roles, a bar for each."""
    alone: bool = False
    """Whether the alternative text has every figure even if a wage table has them."""
    key: Template | None = None
    """A small line that explains the marks."""


class WageTableBlock(PlainForm):
    """The same figures as a table."""

    plain = "roles"

    roles: Template
    """The roles, a row for each."""
