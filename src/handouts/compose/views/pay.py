"""What the wages of a sheet's roles say in a sentence."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from handouts.compose.templates.formats import about, wage_per_hour
from handouts.compose.templates.sourced import Phrase, PrintedValue, sourced
from handouts.compose.templates.typography import typographic
from handouts.compose.views.roles import RoleView
from handouts.model.wages import Wage

SMALL_GAP: Final = Decimal(1000)
"""In a year, in the currency of the table; OEWS figures are survey estimates, and a smaller gap says who earns more to nobody."""


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
    known = [wage for wage in wages if wage is not None and _is_known(wage)]
    if len(wages) == len(known) == 2 and known[0].year.median.sign == known[1].year.median.sign:
        return _compared(roles, known)
    return Phrase(("Middle pay in ", PrintedValue(in_place)))


def _is_known(wage: Wage | None) -> bool:
    return wage is not None and wage.annual_median.value is not None


def _compared(roles: Sequence[RoleView], wages: Sequence[Wage]) -> Phrase:
    first, second = (wage.annual_median for wage in wages)
    gap = (first.value or Decimal(0)) - (second.value or Decimal(0))
    if abs(gap) < SMALL_GAP:
        said = f"Middle pay: the two jobs are less than {about(SMALL_GAP, sign=first.sign)} a year apart"
        return Phrase((typographic(said),))
    more = roles[0] if gap > 0 else roles[1]
    amount = sourced(about(abs(gap), sign=first.sign), (first.fact, second.fact))
    return Phrase(
        (
            "Middle pay: ",
            PrintedValue(more.plural),
            " earn about ",
            PrintedValue(amount),
            " a year more",
        )
    )


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
