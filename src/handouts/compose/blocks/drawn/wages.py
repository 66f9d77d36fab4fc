"""Pay of occupations, as a range chart and as a table."""

from collections.abc import Mapping, Sequence
from typing import Final

from handouts.compose.blocks.scope import Scope
from handouts.compose.context import Context
from handouts.compose.dates import kept_together
from handouts.compose.templates.formats import money, number, wage_per_hour
from handouts.compose.templates.slots import Slots
from handouts.compose.views.roles import RoleView, releases_of
from handouts.diagnostics import Diagnostic, HandoutsError
from handouts.document import (
    Block,
    Cell,
    RichText,
    Row,
    Run,
    Table,
    TableColumn,
    WageChart,
    WageRange,
    WageSeries,
)
from handouts.frozen import dataclass
from handouts.model.base import NOT_REPORTED, Fact
from handouts.model.blocks import WageChartBlock, WageTableBlock
from handouts.model.records import Role
from handouts.model.wages import PERIODS, RISING, Figure, Period, Wage
from handouts.wording import conjunction

NOT_PUBLISHED = "not published"


@dataclass(frozen=True, slots=True)
class _Paid:
    """One row of a chart or a table: a role's pay in a place, for the period that all rows have."""

    place: str
    wage: Wage | None
    local: bool
    """Whether it is the place of the edition."""
    period: Period
    has_code: bool = True
    """Whether the role has a code, by which agencies publish pay."""

    @property
    def nothing(self) -> str:
        """What stands where there is no row: nobody can have published the pay of a role without a code."""
        return NOT_PUBLISHED if self.has_code else NOT_REPORTED

    @property
    def figures(self) -> tuple[Figure, ...]:
        """From the lowest tenth to the highest; none where there is no row."""
        if self.wage is None:
            return ()
        return tuple(getattr(self.wage.of(self.period), name) for name in RISING)

    @property
    def median(self) -> Figure | None:
        """Half earn less."""
        return self.figures[RISING.index("median")] if self.wage else None

    def written(self, figure: Figure) -> Fact:
        """An amount as it is printed; what is no number in words."""
        return money(figure) if self.period == "year" else wage_per_hour(figure)

    def said(self, figure: Figure) -> str:
        """The same as text."""
        return str(self.written(figure).text)

    def amount(self, figure: Figure, slots: Slots) -> float | None:
        """A number for a drawing; what stands in its place is noted as printed."""
        if figure.value is None:
            slots.printed.note(self.written(figure))
            return None
        slots.printed.note_fact(figure.fact, self.said(figure))
        return float(figure.value)


def _rows(roles: Sequence[RoleView], context: Context) -> tuple[tuple[_Paid, ...], ...]:
    """The rows of each role: of the place, and of the whole."""
    whole = context.library.project.axis.whole
    wages = [
        [
            *([(str(context.place.name), role.wage, True)] if context.place else []),
            (whole.in_brief, role.national_wage, context.place is None),
        ]
        for role in roles
    ]
    known = [wage for of in wages for _, wage, _ in of if wage is not None]
    period: Period = next(
        (p for p in PERIODS if any(getattr(w, p).is_known for w in known)), "year"
    )
    return tuple(
        tuple(_Paid(*one, period, bool(role.record.code)) for one in of)
        for role, of in zip(roles, wages, strict=True)
    )


def _releases(roles: Sequence[RoleView], context: Context) -> tuple[str, ...]:
    return releases_of(roles, with_place=context.place is not None)


def _dated(place: str, wage: Wage | None, releases: Sequence[str]) -> str:
    """The place, with the release where figures of several stand together."""
    several = wage is not None and len(releases) > 1
    return f"{place}, {kept_together(wage.release)}" if wage and several else place


_FOR: Final[Mapping[Period, str]] = {"year": "for a year", "hour": "for an hour"}


def _period(rows: Sequence[Sequence[_Paid]]) -> Period:
    """The period of all rows."""
    return rows[0][0].period if rows else "year"


def _range(row: _Paid, releases: Sequence[str], slots: Slots) -> WageRange:
    place = _dated(row.place, row.wage, releases)
    if row.median is None:
        return WageRange(place, row.local, None, None, None, None, None, row.nothing)
    p10, p25, median, p75, p90 = (row.amount(figure, slots) for figure in row.figures)
    return WageRange(place, row.local, p10, p25, median, p75, p90, row.said(row.median))


def wage_chart(body: WageChartBlock, scope: Scope) -> list[Block]:
    """Each role's percentiles in the place and the whole."""
    id_ = scope.id
    context, slots = scope.context, scope.slots
    roles = scope.roles(body.roles)
    if not roles:
        return []
    releases, paid = _releases(roles, context), _rows(roles, context)
    series = tuple(
        WageSeries(role.index, str(role.title), tuple(_range(row, releases, slots) for row in rows))
        for role, rows in zip(roles, paid, strict=True)
    )
    named = [
        (f"{one.name}, {range_.place}", row)
        for one, rows in zip(series, paid, strict=True)
        for range_, row in zip(one.ranges, rows, strict=True)
    ]
    middle, whole = (
        " ".join(
            (
                f"Range chart of pay {_FOR[_period(paid)]}.",
                *(f"{name}: {said(row)}." for name, row in named),
            )
        )
        for said in (_middle_half, _every_figure)
    )
    shows = () if body.alone else _told(roles)
    sign = _one_sign(paid, scope)
    return [
        WageChart(
            id=id_,
            alternative=whole if body.alone else middle,
            figures=whole,
            shows=shows,
            series=series,
            sign=sign,
            hourly=_period(paid) == "hour",
            direct=body.direct,
            least=_everywhere(roles, paid, context) if body.axis == "common" else (),
            names=_all_names(roles, context) if body.axis == "common" else (),
        )
    ]


def _compared(roles: Sequence[RoleView], context: Context) -> tuple[Role, ...]:
    """The roles and those that a comparison of the project sets beside one of them."""
    library = context.library
    slugs = dict.fromkeys(str(role.slug) for role in roles)
    for comparison in library.comparisons.values():
        if any(slug in comparison.roles for slug in slugs):
            slugs |= dict.fromkeys(str(slug) for slug in comparison.roles)
    return tuple(library.roles[slug] for slug in slugs if slug in library.roles)


def _all_names(roles: Sequence[RoleView], context: Context) -> tuple[tuple[str, ...], ...]:
    """What the charts of all places call their roles, and their rows."""
    library = context.library
    titles = tuple(str(role.title) for role in _compared(roles, context))
    places = library.place_names
    return titles, (*places, library.project.axis.whole.in_brief)


def _everywhere(
    roles: Sequence[RoleView], paid: Sequence[Sequence[_Paid]], context: Context
) -> tuple[float, ...]:
    """The least and the most that is published for any place, of the roles and those compared with them."""
    library, period = context.library, _period(paid)
    codes = sorted({str(role.code) for role in _compared(roles, context) if role.code})
    found = [library.wages.get((code, area)) for code in codes for area in library.areas]
    rows = [_Paid("", wage, local=False, period=period) for wage in found if wage is not None]
    sign = next((f.sign for row in rows for f in row.figures if f.value is not None), "")
    known = [
        float(f.value)
        for row in rows
        for f in row.figures
        if f.value is not None and f.sign == sign
    ]
    return (min(known), max(known)) if known else ()


def _one_sign(paid: Sequence[Sequence[_Paid]], scope: Scope) -> str:
    """The sign of the currency that all amounts are in.

    Raises:
        HandoutsError: when they are in several, which no axis can show side by side.
    """
    known = [f for rows in paid for row in rows for f in row.figures if f.value is not None]
    signs = list(dict.fromkeys(figure.sign for figure in known)) or ["$"]
    if len(signs) == 1:
        return signs[0]
    other = next(figure for figure in known if figure.sign != signs[0])
    raise HandoutsError(
        Diagnostic(
            "mixed-currencies",
            f"a chart of pay cannot show amounts in {conjunction(s.strip() for s in signs)} on one axis",
            "Leave the chart out where pay is in several currencies, or turn the amounts into one "
            "currency in the table; a `wage_table` can show both",
            other.span or scope.place,
        )
    )


def _told(roles: Sequence[RoleView]) -> tuple[str, ...]:
    return tuple(f"pay of {role.slug}" for role in roles)


def _heard(figure: Figure, row: _Paid) -> str:
    """An amount without its sign, which a voice may read before it."""
    return row.said(figure).removeprefix(figure.sign)


def _middle_half(row: _Paid) -> str:
    """The median and the middle half; what is not a number in words."""
    if row.median is None or row.median.value is None:
        return row.said(row.median) if row.median else row.nothing
    low, high = (row.figures[RISING.index(name)] for name in ("p25", "p75"))
    between = f"{_heard(low, row)} to {_heard(high, row)}"
    half = f", the middle half {between}" if low.value and high.value else ""
    dollars = row.median.sign == "$"
    middle = f"{_heard(row.median, row)} dollars" if dollars else row.said(row.median)
    return f"half earn less than {middle}{half}"


def _every_figure(row: _Paid) -> str:
    """All five; where one is no number, each by itself."""
    figures = row.figures
    if not figures:
        return row.nothing
    if all(figure.value for figure in figures):
        low, high = (_heard(figures[end], row) for end in (0, -1))
        return f"{_middle_half(row)}; 10% earn less than {low}, 10% more than {high}"
    words = [row.said(figure) for figure in figures]
    if not any(figure.value for figure in figures) and len(set(words)) == 1:
        return words[0]
    return "; ".join(
        f"{head.lower()} {said}" if figure.value else f"{head.lower()}: {said}"
        for head, figure, said in zip(_HEADS, figures, words, strict=False)
        if figure.fact.known
    )


_HEADS = ("10% earn less than", "25% earn less than", "Half earn less than", "25% earn more than",
          "10% earn more than", "Jobs counted")  # fmt: skip
_MIDDLE = 2
"""Which of the heads is set off."""


def wage_table(body: WageTableBlock, scope: Scope) -> list[Block]:
    """The chart's figures as a table, with the jobs counted; a column that no table has is left out."""
    id_ = scope.id
    context, slots, roles = scope.context, scope.slots, scope.roles(body.roles)
    if not roles:
        return []
    releases, whole = _releases(roles, context), context.library.project.axis.whole
    paid = _rows(roles, context)
    kept = [at for at in range(len(_HEADS)) if _has_column(at, paid)]
    rows: list[Row] = []
    for role, places in zip(roles, paid, strict=True):
        for i, one in enumerate(places):
            row = f"{id_}.r{len(rows)}"
            name = Cell(
                id=f"{row}.c0",
                text=(Run(str(role.title)),),
                header="row",
                role=role.index,
                strong=True,
                rows=len(places),
            )
            place = str(whole.name) if one.place == whole.in_brief else one.place
            cells = _wage_cells(row, _dated(place, one.wage, releases), one, kept, slots)
            rows.append(Row(cells=(name, *cells) if i == 0 else cells, ruled=i == 0))
    caption = ", ".join(filter(None, (f"Pay {_FOR[_period(paid)]}", conjunction(releases))))
    widths = (*[50.0] * len(RISING), 46.0)
    columns = (
        TableColumn(share=1.17),
        TableColumn(share=1),
        *(TableColumn(width=widths[at], align="right", tabular=True) for at in kept),
    )
    return [
        Table(
            id=id_,
            columns=columns,
            head=(_table_head(id_, kept),),
            rows=tuple(rows),
            caption=(Run(caption),),
            caption_at="corner",
            summary="From the lowest tenth to the highest, and the jobs counted, by job and place",
            tells=_told(roles),
        )
    ]


def _table_head(id_: str, kept: Sequence[int]) -> Row:
    """The heads of a table's columns."""
    figures = (
        Cell(
            id=f"{id_}.h{i}",
            text=(Run(_HEADS[at]),),
            header="column",
            quiet=True,
            strong=at == _MIDDLE,
        )
        for i, at in enumerate(kept, 2)
    )
    return Row(
        cells=(
            Cell(id=f"{id_}.h0", text=(), header="column", quiet=True, spoken=(Run("Job"),)),
            Cell(id=f"{id_}.h1", text=(Run("Place"),), header="column", quiet=True),
            *figures,
        ),
        ruled=False,
    )


def _has_column(at: int, paid: Sequence[Sequence[_Paid]]) -> bool:
    """Whether the project's tables have the column of a head, or nobody has a row."""
    known = [row for rows in paid for row in rows if row.wage is not None]
    return not known or any(_cells_of(row)[at].fact.known for row in known)


def _cells_of(row: _Paid) -> tuple[Figure, ...]:
    return (*row.figures, row.wage.employment) if row.wage else ()


def _wage_cells(
    row: str, place: str, paid: _Paid, kept: Sequence[int], slots: Slots
) -> tuple[Cell, ...]:
    shown: list[RichText] = [(Run(paid.nothing),)] * len(kept)
    if paid.wage is not None:
        figures = _cells_of(paid)
        written = (
            paid.written(f) if at < len(RISING) else number(f) for at, f in enumerate(figures)
        )
        facts = list(written)
        shown = [slots.shown(facts[at]) for at in kept]
    head = Cell(id=f"{row}.c1", text=(Run(place),), header="row")
    return (
        head,
        *(
            Cell(id=f"{row}.c{i}", text=text, strong=at == _MIDDLE)
            for i, (at, text) in enumerate(zip(kept, shown, strict=True), 2)
        ),
    )
