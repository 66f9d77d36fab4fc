"""What the rest of the page leaves to a chart; known without what draws it."""

from handouts.frozen import dataclass


@dataclass(frozen=True, slots=True)
class ChartRoom:
    """Height for a chart: where it begins, and on each page on which it may go on."""

    first: float
    following: float | None = None
    """None: it may not go on."""
