"""Values of the data as bars and points: shares, ranges and amounts."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Final

from handouts.compose.blocks.scope import Scope
from handouts.compose.templates.faults import wrong_value
from handouts.compose.templates.typography import typographic
from handouts.compose.views.roles import RoleView
from handouts.diagnostics import Diagnostic, HandoutsError
from handouts.document import Amount, AmountChart, Amounts, Block, Share
from handouts.model.base import NOT_REPORTED, Fact, Text
from handouts.model.blocks.charts import ChartBlock
from handouts.model.records.values import Measured
from handouts.wording import conjunction

_FIGURE: Final = re.compile(r"\D{0,4}?(?P<figure>[-−]?[0-9][0-9,]*(\.[0-9]+)?)\s?%?")
"""A text that is a figure, with the sign of a currency or of percents: other words have units of their own."""

_KINDS: Final = {
    "share": "Shares in bars of 100",
    "range": "Bars from the least to the most",
    "bar": "Bars",
    "dot": "Points on one scale",
    "slope": "Lines from one value to another",
}


def chart(body: ChartBlock, scope: Scope) -> list[Block]:
    """The rows of each role on one scale; nothing where there are none."""
    roles = scope.roles(body.roles) if body.roles is not None else (None,)
    signs: set[str] = set()
    series = tuple(_series(body, role, scope, signs) for role in roles)
    if len(signs) > 1:
        raise HandoutsError(_mixed(signs, body))
    series = tuple(one for one in (*series, *_whole(body, scope)) if one.rows)
    if not series:
        return []
    heads = tuple(scope.slots.plain(head) for head in (body.before_head, body.value_head) if head)
    made = AmountChart(id=scope.id, alternative="", kind=body.kind, series=series, heads=heads)
    said = " ".join(made.slopes() if heads else map(_said, series))
    return [replace(made, alternative=f"{_KINDS[body.kind]}. {said}")]


def _whole(body: ChartBlock, scope: Scope) -> Iterator[Amounts]:
    """The value of all, where the layout names one and there is one."""
    text = scope.slots.plain(body.whole) if body.whole is not None else ""
    label = scope.slots.plain(body.whole_label) if body.whole_label is not None else ""
    if text:
        figure = _figure(text)
        yield Amounts((Amount("", text, figure, figure),), name=label)


def _mixed(signs: set[str], body: ChartBlock) -> Diagnostic:
    return Diagnostic(
        "mixed-currencies",
        f"a chart cannot show amounts in {conjunction(sorted(s.strip() for s in signs))} on one scale",
        "Make a chart for each currency, or turn the amounts into one; a `table` can show both",
        body.value.span,
    )


def _series(body: ChartBlock, role: RoleView | None, scope: Scope, signs: set[str]) -> Amounts:
    """The rows of one role. A row without a label is the role's own: its name says whose it is."""
    inside = scope.within({"role": role}) if role is not None else scope
    turns = inside.turns(body.rows, body.as_) if body.rows is not None else iter((inside,))
    rows = tuple(_row(body, turn, signs) for turn in turns)
    if role is None:
        return Amounts(rows)
    return Amounts(rows, role.index, str(role.title))


def _row(body: ChartBlock, scope: Scope, signs: set[str]) -> Amount:
    label = scope.slots.plain(body.label) if body.label is not None else ""
    value, text = _read(body.value, scope, signs)
    if body.before is not None:
        return _slope(label, (value, text), _read(body.before, scope, signs))
    if body.kind == "share" and isinstance(value, Fact) and value.parts:
        return _shared(label, value)
    low, high = _ends(body, value, scope)
    return Amount(label, text, low, high)


def _read(leaf: Text, scope: Scope, signs: set[str]) -> tuple[object, str]:
    """A value, and how it is printed; notes the sign of its currency."""
    value = scope.slots.value(leaf)
    if not isinstance(value, Fact | str | int | float | Decimal | None):
        raise HandoutsError(wrong_value(leaf, "a fact, an amount or a text"))
    text = "".join(run.text for run in scope.slots.shown(value)) if value is not None else ""
    if isinstance(value, Measured) and value.sign:
        signs.add(value.sign)
    return value, " ".join(text.split(" ")) or NOT_REPORTED


def _slope(label: str, value: tuple[object, str], before: tuple[object, str]) -> Amount:
    """The two ends of a line: of a range its higher end, as points have it."""
    low, high = (
        _float(one.high) if isinstance(one, Measured) else _figure(one)
        for one, _ in (before, value)
    )
    return Amount(label, value[1], low, high, before=before[1])


def _shared(label: str, fact: Fact) -> Amount:
    """The shares of a fact; what is no share of a hundred is words."""
    parts = [part for part in fact.parts if part.share is not None]
    others = [typographic(str(part)) for part in fact.parts if part.share is None]
    rest = [*others, *([typographic(str(fact.rest))] if fact.rest else [])]
    shares = tuple(Share(float(p.share or 0), typographic(str(p))) for p in parts)
    return Amount(label, "; ".join(rest), parts=shares)


def _ends(body: ChartBlock, value: object, scope: Scope) -> tuple[float | None, float | None]:
    """The figures that are drawn: the layout's own, else those of the value; none of a day."""
    if body.low is not None or body.high is not None:
        low, high = (figure_at(one, scope) for one in (body.low, body.high))
        return low, high
    if isinstance(value, Measured):
        return _float(value.low), _float(value.high)
    figure = _figure(value)
    return figure, figure


def _float(value: Decimal | None) -> float | None:
    return None if value is None else float(value)


def _figure(value: object) -> float | None:
    """A number, or the number that a text is."""
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, int | float | Decimal):
        return float(value)
    found = _FIGURE.fullmatch(str(value).strip())
    return float(found["figure"].replace(",", "").replace("−", "-")) if found else None


def figure_at(leaf: Text | None, scope: Scope) -> float | None:
    """The figure of an end that a layout names; none where the end is open.

    Raises:
        HandoutsError: when it gives something that is no figure.
    """
    value = scope.slots.value(leaf) if leaf is not None else None
    figure = _figure(value)
    if figure is None and value is not None and leaf is not None and str(value).strip():
        raise HandoutsError(wrong_value(leaf, "a figure, such as `12`"))
    return figure


# What is said


def _said(one: Amounts) -> str:
    named = f"{one.name}: " if one.name else ""
    return f"{named}{'; '.join(_rows_said(one.rows))}."


def _rows_said(rows: Sequence[Amount]) -> Iterator[str]:
    for row in rows:
        words = ", ".join(part.text for part in row.parts)
        whole = "; ".join(text for text in (words, row.text) if text)
        yield f"{row.label}: {whole}" if row.label else whole
