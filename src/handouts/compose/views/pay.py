"""What the wages of a sheet's roles say in a sentence."""

from collections.abc import Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from handouts.compose.templates.formats import about, wage_per_hour
from handouts.compose.templates.sourced import Phrase, PrintedValue, sourced
from handouts.compose.templates.typography import typographic
from handouts.compose.views.roles import RoleView
from handouts.frozen import dataclass
from handouts.model.wages import EACH, Figure, Period, same_period

SMALL_GAP: Final[Mapping[Period, Decimal]] = {"year": Decimal(1000), "hour": Decimal("0.50")}
"""In the currency of the table; OEWS figures are survey estimates, and a smaller gap says who earns more to nobody.
An hour's is that of a year of 2,080 hours."""

_CENTS: Final = Decimal("0.10")
"""To which a gap by the hour is rounded; about as finely as 100 a year."""


@dataclass(frozen=True, slots=True)
class PayView:
    """Sentences of the middle pay; each figure in them has its sources."""

    headline: Phrase
    """Which of two roles earns more, and how much; else only that it is about middle pay."""
    hourly: Phrase
    """The middle pay by the hour of the roles for which the sheet's place has figures."""


def pay_view(roles: Sequence[RoleView], in_place: str) -> PayView:
    """The sentences for a place, as it stands within them."""
    return PayView(_headline(roles, in_place), _hourly(roles, in_place))


def _headline(roles: Sequence[RoleView], in_place: str) -> Phrase:
    wages = [role.wage_here for role in roles]
    known = [wage for wage in wages if wage is not None]
    period = same_period(known)
    if len(wages) == len(known) == 2 and period is not None:
        medians = [wage.of(period).median for wage in known]
        if medians[0].sign == medians[1].sign:
            return _compared(roles, medians, period)
    return Phrase(("Middle pay in ", PrintedValue(in_place)))


def _compared(roles: Sequence[RoleView], medians: Sequence[Figure], period: Period) -> Phrase:
    first, second = medians
    gap = (first.value or Decimal(0)) - (second.value or Decimal(0))
    if abs(gap) < SMALL_GAP[period]:
        least = _amount(SMALL_GAP[period], period, first.sign)
        said = f"Middle pay: the two jobs are less than {least} {EACH[period]} apart"
        return Phrase((typographic(said),))
    more = roles[0] if gap > 0 else roles[1]
    amount = sourced(_amount(abs(gap), period, first.sign), (first.fact, second.fact))
    return Phrase(
        (
            "Middle pay: ",
            PrintedValue(more.plural),
            " earn about ",
            PrintedValue(amount),
            f" {EACH[period]} more",
        )
    )


def _amount(gap: Decimal, period: Period, sign: str) -> str:
    if period == "year":
        return about(gap, sign=sign)
    return f"{sign}{(gap / _CENTS).quantize(Decimal(1), ROUND_HALF_UP) * _CENTS:,.2f}"


def _hourly(roles: Sequence[RoleView], in_place: str) -> Phrase:
    paid = [(role, role.wage) for role in roles if role.wage is not None]
    parts: list[str | PrintedValue] = []
    for number, (role, wage) in enumerate(paid, 1):
        before = "By the hour, half earn less than " if number == 1 else ", "
        title = sourced(str(role.title).lower(), (role.title,))
        parts += [
            " and " if number == len(paid) > 1 else before,
            PrintedValue(wage_per_hour(wage.hourly_median)),
            " (",
            PrintedValue(title),
            ")",
        ]
    return Phrase((*parts, " in ", PrintedValue(in_place), ".") if parts else ())
