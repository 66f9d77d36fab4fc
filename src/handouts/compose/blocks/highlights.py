"""Which cell of a row is marked, by rule and figures only, and the words of the rule."""

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Final

from handouts.compose.context import Context
from handouts.compose.templates.formats import capitalized, lower_first
from handouts.compose.templates.markdown import joined
from handouts.compose.views.roles import RoleView
from handouts.document import RichText, Run
from handouts.frozen import dataclass
from handouts.model.base import Fact
from handouts.model.records import Dimension, folded_level
from handouts.model.wages import PERIODS, Figure, Period, same_period

CLEARLY: Final = Decimal("1.05")
"""The highest pay must exceed the next by this factor, as OEWS figures are survey estimates."""

_PAY: Final[Mapping[str | None, tuple[Period, ...]]] = {"pay": PERIODS, "pay-hourly": ("hour",)}
"""The periods of which the first counts for which the pay of all is known."""


@dataclass(frozen=True, slots=True)
class Highlight:
    """The place of the role that is marked, the words of the mark, and the rule behind it."""

    place: int
    mark: str
    rule: str


def highlight(
    name: str, dimension: Dimension, roles: Sequence[RoleView], context: Context
) -> Highlight | None:
    """The role that stands out in a row; none when one is unknown, and none in a tie."""
    if dimension.computed in _PAY:
        return _highest_pay(_PAY[dimension.computed], roles, context)
    if dimension.order:
        return _lowest(name, dimension, roles)
    return None


def _highest_pay(
    periods: Sequence[Period], roles: Sequence[RoleView], context: Context
) -> Highlight | None:
    wages = [r.wage if context.place else r.national_wage for r in roles]
    period = same_period([w for w in wages if w], periods) or periods[0]
    figures: list[Figure | None] = [w.of(period).median if w else None for w in wages]
    values = [f.value for f in figures if f is not None and f.value is not None]
    if len(values) < max(len(roles), 2) or len({f.sign for f in figures if f}) > 1:
        return None  # nor does a rule compare two currencies
    first, second = sorted(values, reverse=True)[:2]
    if first < second * CLEARLY:
        return None
    mark = "higher" if len(roles) == 2 else "highest"
    return Highlight(values.index(first), mark, "by 5% or more")


def _lowest(name: str, dimension: Dimension, roles: Sequence[RoleView]) -> Highlight | None:
    levels = [_level(dimension, role.dimensions.get(name)) for role in roles]
    known = [level for level in levels if level is not None]
    if len(known) < max(len(roles), 2) or known.count(min(known)) > 1:
        return None
    label = str(dimension.label).lower()
    by = f", in the order of {dimension.ordered_by}" if dimension.ordered_by else ""
    two = len(roles) == 2
    rule = f"the {'lower' if two else 'lowest'} level of {label}{by}"
    mark = str(dimension.lower if two else dimension.lowest)
    return Highlight(levels.index(min(known)), mark, rule)


def _level(dimension: Dimension, value: Fact | tuple[Fact, ...] | None) -> int | None:
    """How high a value stands in the dimension's order, from 0."""
    if not isinstance(value, Fact) or not value.known:
        return None
    return dimension.levels.get(folded_level(value.text))


_MARKED: Final = re.compile(r";| \(")
"""What a mark belongs to ends here: at a second value, or at one in brackets for comparison."""


def marked(text: RichText | None, found: Highlight) -> RichText:
    """The text of a cell with its mark in words, which a photocopier and a screen reader keep."""
    runs = list(text or ())
    found_at = ((n, end.start()) for n, run in enumerate(runs) if (end := _MARKED.search(run.text)))
    at, where = next(found_at, (len(runs), 0))
    rest = runs[at:]
    if rest:
        whole = rest[0]
        runs[at:] = [whole.with_text(whole.text[:where])]
        rest = [whole.with_text(whole.text[where:]), *rest[1:]]
    return joined((*runs, Run(", "), Run(found.mark, bold=True), *rest))


def comparison_note(found: Sequence[Highlight], missing: Sequence[str]) -> RichText:
    """The note under a table: the rules of its marks, and the rows for which no role has a value."""
    runs: list[Run] = []
    for one in found:
        runs += [Run(f"{capitalized(one.mark)}:", bold=True), Run(f" {one.rule}. ")]
    if found:
        runs.append(Run("Ties are not marked. "))
    if missing:
        labels = ", ".join(lower_first(label) for label in missing)
        runs.append(Run(f"Not reported for any of these: {labels}."))
    return joined((*runs[:-1], Run(runs[-1].text.rstrip(), runs[-1].bold))) if runs else ()
