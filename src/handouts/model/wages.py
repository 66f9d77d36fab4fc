"""Wages: a row for each occupation and area, of any statistics that a project maps to it."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Final, Literal

from handouts.diagnostics import Span
from handouts.frozen import dataclass
from handouts.model.base import Fact

MARKERS = {
    "*": "not published",
    "**": "not published",
    "#": "at or above the top code",
    "~": "not published",
    "": "not published",
}
"""What stands in a cell without a figure, of BLS's OEWS as of others: ``*`` estimate not released, ``**``
employment not released, ``#`` at or above the release's top code, ``~`` too few establishments
reporting (field descriptions of the OEWS workbooks)."""

Period = Literal["year", "hour"]

PERIODS: Final[tuple[Period, ...]] = ("year", "hour")

EACH: Final[Mapping[Period, str]] = {"year": "a year", "hour": "an hour"}
"""How an amount for a period is said."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One number of a table: its value, or the marker that stands in its place.

    ``fact`` carries the text as written in the file, source and date; ``sign`` is that of an amount's
    currency.
    """

    value: Decimal | None
    """The number; none where a marker stands."""
    marker: str
    """The marker in its place, such as ``*``; else empty."""
    fact: Fact
    """The figure as it is written, with its source and dates."""
    sign: str = "$"
    """The sign of its currency."""

    @property
    def span(self) -> Span | None:
        """Where the figure stands."""
        return self.fact.span


@dataclass(frozen=True, slots=True)
class Spread:
    """Pay of one occupation for a period, from the lowest tenth to the highest."""

    mean: Figure
    """The average."""
    p10: Figure
    """A tenth earns less."""
    p25: Figure
    """A quarter earns less."""
    median: Figure
    """Half earn less."""
    p75: Figure
    """Three quarters earn less."""
    p90: Figure
    """Nine tenths earn less."""

    @property
    def is_known(self) -> bool:
        """Whether the middle is published."""
        return self.median.value is not None


SPREAD: Final = ("mean", "p10", "p25", "median", "p75", "p90")
"""The fields of a ``Spread``."""

RISING: Final = ("p10", "p25", "median", "p75", "p90")
"""Those of which none is lower than the one before."""


@dataclass(frozen=True, slots=True)
class Wage:
    """One occupation's row for one area: pay for a year and an hour, and the jobs counted."""

    occupation: str
    """Its code, as roles have it."""
    area: str
    """The code of a place, or of an area that places lie in; that of the whole for all together."""
    release: str
    """From when the figures are, such as *May 2025*."""
    source: str
    """Id of the source."""
    employment: Figure
    """How many jobs there are."""
    year: Spread
    """What it pays for a year."""
    hour: Spread
    """What it pays for an hour."""
    span: Span

    def of(self, period: Period) -> Spread:
        """The pay for a year or for an hour."""
        return self.year if period == "year" else self.hour

    @property
    def period(self) -> Period:
        """For which the middle is known; a year if both are."""
        return "year" if self.year.is_known or not self.hour.is_known else "hour"

    @property
    def spread(self) -> Spread:
        """The pay for that period."""
        return self.of(self.period)

    @property
    def each(self) -> str:
        """The period as an amount for it is said: *a year* or *an hour*."""
        return EACH[self.period]

    @property
    def annual_mean(self) -> Figure:
        """The average pay for a year."""
        return self.year.mean

    @property
    def annual_p10(self) -> Figure:
        """10% earn less in a year."""
        return self.year.p10

    @property
    def annual_p25(self) -> Figure:
        """25% earn less in a year."""
        return self.year.p25

    @property
    def annual_median(self) -> Figure:
        """Half earn less in a year."""
        return self.year.median

    @property
    def annual_p75(self) -> Figure:
        """25% earn more in a year."""
        return self.year.p75

    @property
    def annual_p90(self) -> Figure:
        """10% earn more in a year."""
        return self.year.p90

    @property
    def hourly_median(self) -> Figure:
        """Half earn less in an hour."""
        return self.hour.median


def same_period(wages: Sequence[Wage], periods: Sequence[Period] = PERIODS) -> Period | None:
    """The first for which the middle of all is known; nothing if there is none."""
    return next((p for p in periods if all(wage.of(p).is_known for wage in wages)), None)
