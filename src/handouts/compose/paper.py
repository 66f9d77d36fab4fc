"""Page geometry: size, orientation, margins, binding edge, copies on a sheet."""

from collections.abc import Iterable
from typing import Final

from handouts.document import PageFormat
from handouts.kept import kept
from handouts.model.base import Text
from handouts.model.records.paper import PageSetup
from handouts.units import page_size, parse_length

DEFAULT: Final = PageSetup(
    size=Text("letter"),
    margins=(Text("34pt"), Text("45pt"), Text("34pt"), Text("45pt")),
)

BOUND: Final = 43.2
"""White kept free at a binding edge: 0.6 in."""

PUNCHED: Final = 54.0
"""White at a punched edge (looks: left 54): holes of 9/32 in are 1/2 in from the edge."""

_LEAST_OUTER: Final = 36.0
"""The margin opposite the binding edge may shrink to this (looks: right 36)."""


def page_format(setups: Iterable[PageSetup]) -> PageFormat:
    """Page geometry, each field from the first set-up that has it, else Letter's."""
    return _format(tuple(setups))


@kept(most=256)
def _format(setups: tuple[PageSetup, ...]) -> PageFormat:
    def chosen(name: str) -> object:
        values = (getattr(setup, name) for setup in (*setups, DEFAULT))
        return next((value for value in values if value is not None), None)

    size, orientation = chosen("size"), chosen("orientation")
    assert isinstance(size, str | tuple)
    width, height = page_size(size, str(orientation) if orientation else None)
    margins = chosen("margins")
    assert isinstance(margins, tuple)
    top, right, bottom, left = (parse_length(str(margin)) for margin in margins)
    holes = bool(chosen("holes"))
    binding = chosen("binding") or ("left" if holes else None)
    least = PUNCHED if holes else BOUND
    match binding:
        case "left":
            left, right = _bound(left, right, least)
        case "right":
            right, left = _bound(right, left, least)
        case "top":
            top, bottom = _bound(top, bottom, least)
    mirrored = bool(chosen("duplex")) and binding in {"left", "right"}
    repeat = chosen("repeat")
    copies = repeat if isinstance(repeat, int) else 1
    return PageFormat(width, height, top, right, bottom, left, mirrored, copies)


def _bound(inner: float, outer: float, least: float) -> tuple[float, float]:
    """The margin at the binding edge, and the opposite one, which shrinks as far as it may."""
    more = max(least - inner, 0.0)
    return inner + more, max(outer - more, min(outer, _LEAST_OUTER))
