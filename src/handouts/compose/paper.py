"""Page geometry: size, orientation, margins, binding edge, copies on a sheet."""

from collections.abc import Iterable
from typing import Any, Final

from handouts.diagnostics import Diagnostic, HandoutsError
from handouts.document import PageFormat
from handouts.kept import kept
from handouts.model.base import Text
from handouts.model.records.paper import PageSetup
from handouts.units import page_size, panel_widths, parse_length

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
    given: dict[str, Any] = {name: _chosen(setups, name) for name in PageSetup.model_fields}
    chosen = PageSetup.model_construct(**given)
    assert chosen.size is not None, "Letter's"
    assert chosen.margins is not None, "Letter's"
    width, height = page_size(chosen.size, chosen.orientation)
    top, right, bottom, left = map(parse_length, chosen.margins)
    binding = chosen.binding or ("left" if chosen.holes else None)
    least = PUNCHED if chosen.holes else BOUND
    match binding:
        case "left":
            left, right = _bound(left, right, least)
        case "right":
            right, left = _bound(right, left, least)
        case "top":
            top, bottom = _bound(top, bottom, least)
    scale = chosen.scale or 1.0
    return PageFormat(
        width / scale,
        height / scale,
        top,
        right,
        bottom,
        left,
        mirrored=bool(chosen.duplex) and binding in {"left", "right"},
        copies=chosen.repeat or 1,
        scale=scale,
        bleed=None if chosen.bleed is None else _bleed(chosen) / scale,
        panels=tuple(panel / scale for panel in _panels(chosen, width)),
        tent=chosen.folds == "tent",
    )


def _panels(setup: PageSetup, width: float) -> tuple[float, ...]:
    """The widths of the panels of a folded page, from left to right on its outside; none where it has none.

    Raises:
        HandoutsError: when they are not as wide as the page, or the page stands on its sheet twice.
    """
    folds = setup.folds
    if folds is None or folds == "none":
        return ()
    if (setup.repeat or 1) > 1:
        span = folds.span if isinstance(folds, Text) else folds[0].span
        raise HandoutsError(
            Diagnostic(
                "page-conflict",
                "a page that stands twice on its sheet cannot be folded too",
                "Take out `folds`, or `repeat: 2`",
                span,
            )
        )
    _refuse_bound(setup, folds if isinstance(folds, Text) else folds[0])
    if isinstance(folds, Text):
        return panel_widths(folds, width)
    panels = tuple(map(parse_length, folds))
    if abs(sum(panels) - width) > _ROUNDED:
        raise HandoutsError(
            Diagnostic(
                "wrong-folds",
                f"the panels are {sum(panels):g} points wide together, and the page {width:g}",
                "Write the width of each panel, so that they are as wide as the page",
                folds[0].span,
            )
        )
    return panels


def _refuse_bound(setup: PageSetup, folds: Text) -> None:
    """See to it that a folded sheet is not bound, too: each of its panels would have that margin.

    Raises:
        HandoutsError: when it is.
    """
    asked = next((name for name in ("holes", "binding") if getattr(setup, name)), None)
    if asked is None:
        return
    done = "punched" if asked == "holes" else "bound at an edge"
    remedy = "write `holes: false`" if asked == "holes" else "take out `binding`"
    raise HandoutsError(
        Diagnostic(
            "page-conflict",
            f"a page that is folded cannot be {done} too: each of its panels would keep that margin free",
            f"Take out `folds`, or {remedy}",
            folds.span,
        )
    )


_ROUNDED: Final = 1.0
"""Points that lengths in other units may be off."""


def _chosen(setups: tuple[PageSetup, ...], name: str) -> object:
    values = (getattr(setup, name) for setup in (*setups, DEFAULT))
    return next((value for value in values if value is not None), None)


def _bleed(setup: PageSetup) -> float:
    """How far colour is drawn over the edges.

    Raises:
        HandoutsError: when the page has a copy beside it, over which that would be.
    """
    bleed = parse_length(setup.bleed) if setup.bleed else 0.0
    if bleed and setup.bleed and (setup.repeat or 1) > 1:
        raise HandoutsError(
            Diagnostic(
                "page-conflict",
                "a page that stands twice on its sheet cannot bleed over the edge to its copy",
                "Take out `bleed`, or `repeat: 2`",
                setup.bleed.span,
            )
        )
    return bleed


def _bound(inner: float, outer: float, least: float) -> tuple[float, float]:
    """The margin at the binding edge, and the opposite one, which shrinks as far as it may."""
    more = max(least - inner, 0.0)
    return inner + more, max(outer - more, min(outer, _LEAST_OUTER))
