"""How a project's tables of wages are read: which column holds what. BLS's are the bundled mapping."""

from typing import Final

from handouts.model.base import Record, SourceSlug, Text


class SpreadColumns(Record):
    """Columns of the pay for one period; what is left out has no column."""

    mean: Text | None = None
    """The average."""
    p10: Text | None = None
    """10% earn less; also *low*, where a table has no tenths."""
    p25: Text | None = None
    """25% earn less."""
    median: Text | None = None
    """Half earn less."""
    p75: Text | None = None
    """25% earn more."""
    p90: Text | None = None
    """10% earn more; also *high*."""


class WageColumns(Record):
    """Column of the tables → what it holds, by the names in the tables' first rows."""

    place: Text
    """Codes of places, or of the areas that they lie in; of the whole too."""
    occupation: Text
    """Codes of occupations, as roles have them in `soc`."""
    release: Text | None = None
    """The date that the figures speak of, such as `May 2025`; else `release` of `wages`."""
    source: Text | None = None
    """Ids of sources; else `source` of `wages`."""
    currency: Text | None = None
    """ISO 4217 codes; else `currency` of `wages`, else that of the places."""
    employment: Text | None = None
    """Jobs counted."""
    year: SpreadColumns = SpreadColumns()
    """Pay for a year."""
    hour: SpreadColumns = SpreadColumns()
    """Pay for an hour."""


class WageTables(Record):
    """The tables of `data/wages`."""

    columns: WageColumns | None = None
    """Else BLS's columns of the Occupational Employment and Wage Statistics (OEWS)."""
    release: Text | None = None
    """Of all rows, where no column tells it."""
    source: SourceSlug | None = None
    """Of all rows, where no column tells it."""
    currency: Text | None = None
    """Of all rows, where no column tells it."""


OEWS: Final = WageColumns(
    place=Text("prim_state"),
    occupation=Text("occ_code"),
    release=Text("release"),
    source=Text("source_id"),
    employment=Text("tot_emp"),
    year=SpreadColumns(
        mean=Text("a_mean"),
        p10=Text("a_pct10"),
        p25=Text("a_pct25"),
        median=Text("a_median"),
        p75=Text("a_pct75"),
        p90=Text("a_pct90"),
    ),
    hour=SpreadColumns(median=Text("h_median")),
)
"""BLS's columns; those of hourly percentiles, which the tables may have, are not compulsory."""
