"""The blocks that draw values of the data: decisions, pay, a map of the places."""

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

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
    kind: Literal["graph", "spine"] = "graph"
    """`spine`: the first answers are bands at the left, results a column at the right, and no way crosses
    another; what several ways lead to is printed for each of them."""
    figure: Template | None = None
    """What a result of one role shows in large type, such as its pay; it sees the role as `role`."""
    unit: Template | None = None
    """What the figure counts, in smaller type; it sees the role too."""


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
    direct: bool = False
    """Whether what the marks mean stands at the first bar, so that no line explains them; each middle is
    a ring with its figure."""
    axis: Literal["own", "common"] = "own"
    """`common`: from the least to the most of all places, and of the roles that are compared, so that two
    sheets can be laid side by side."""


class WageTableBlock(PlainForm):
    """The same figures as a table."""

    plain = "roles"

    roles: Template
    """The roles, a row for each."""


ChartKind = Literal["share", "range", "bar", "dot", "slope"]


class ChartBlock(Record):
    """Values as bars or points on one scale, each with its words beside it, so that no axis is needed."""

    kind: ChartKind
    """`share`: the `parts` of a fact in a bar of 100; `range`: a bar solid to the least, dashed to the most;
    `bar`: from zero; `dot`: points of the roles on a line for each label; `slope`: a line from ``before``
    to the value."""
    roles: Template | None = None
    """Roles, each drawn in its own look, which the other fields see as `role`."""
    rows: Template | None = None
    """A list, of each role where there are roles; there is a row for each value. Else one for each role."""
    as_: Annotated[Text, Field(alias="as")] = Text("row")
    """The name by which the fields below see the value of their row."""
    label: Template | None = None
    """What the row is called."""
    value: Template
    """What is printed and drawn: a fact, an amount or a text that is a figure; other words are only printed."""
    low: Template | None = None
    """The least, as a figure, where the value has none of its own."""
    high: Template | None = None
    """The most; a row with one of the two is open at its other end."""
    whole: Template | None = None
    """The same of all, such as of all jobs: a last bar, in outline."""
    whole_label: Template | None = None
    """What that bar is called."""
    before: Template | None = None
    """Of a slope, what stands at the left end of its line, as ``value`` does at the right."""
    before_head: Template | None = None
    """What the left ends are, such as *United States*."""
    value_head: Template | None = None
    """What the right ends are, such as ``{{ place }}``."""

    @model_validator(mode="after")
    def _has_two_ends(self) -> Self:
        ends = (self.before, self.before_head, self.value_head)
        if any(end is None for end in ends) if self.kind == "slope" else any(ends):
            raise PydanticCustomError(
                "chart-ends",
                "a chart of the kind `slope`, and no other, has `before`, `before_head` and `value_head`",
                {
                    "remedy": "Write all three, such as `before_head: United States` and "
                    '`value_head: "{{ place }}"`, or take them out'
                },
            )
        return self
