"""Wages of the BLS Occupational Employment and Wage Statistics (OEWS)."""

from dataclasses import dataclass
from decimal import Decimal

from handouts.diagnostics import Span
from handouts.model.base import Fact

MARKERS = {
    "*": "not published",
    "**": "not published",
    "#": "at or above the top code",
    "~": "not published",
    "": "not published",
}
"""What the markers of an OEWS cell mean: ``*`` estimate not released, ``**`` employment not
released, ``#`` at or above the release's top code, ``~`` too few establishments reporting (field descriptions of the OEWS workbooks)."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One number of a table: its value, or the marker that stands in its place.

    ``fact`` carries the text as written in the file, source and date.
    """

    value: Decimal | None
    marker: str
    fact: Fact

    @property
    def span(self) -> Span | None:
        """Where the figure stands."""
        return self.fact.span


@dataclass(frozen=True, slots=True)
class Wage:
    """One occupation's row for one area: annual percentiles and median, hourly median, jobs."""

    soc: str
    area: str
    """Two-letter postal code, ``US`` for the nation."""
    release: str
    source: str
    employment: Figure
    hourly_median: Figure
    annual_mean: Figure
    annual_p10: Figure
    annual_p25: Figure
    annual_median: Figure
    annual_p75: Figure
    annual_p90: Figure
    span: Span
