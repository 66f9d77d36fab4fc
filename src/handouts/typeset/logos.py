"""The size of a logo in a running line."""

from dataclasses import replace
from typing import Final

from handouts.diagnostics import Diagnostic, HandoutsError
from handouts.document import Document, RunningText

LEAST: Final = 6.0
"""Points: a lower logo is a stroke in which nothing can be made out."""


def fitting(running: RunningText, room: float, document: Document) -> RunningText:
    """The line with its logo no wider than ``room``, its proportions kept.

    Where the texts alone leave no room at all it stays as it is: then it is they that are too long.

    Raises:
        HandoutsError: when the logo would be lower than can be made out.
    """
    if running.logo is None or room <= 0:
        return running
    shape = running.logo.width / running.logo.height
    high = min(running.logo_height, room / shape)
    if high < min(LEAST, running.logo_height):
        raise HandoutsError(_too_wide(running, document, shape, high, room))
    return replace(running, logo_height=high)


def _too_wide(
    running: RunningText, document: Document, shape: float, high: float, room: float
) -> Diagnostic:
    return Diagnostic(
        "wide-logo",
        f"the logo is {shape:.0f} times as wide as it is high: in the {room:.0f} points that there "
        f"are for it in the running line it would be {high:.1f} points high",
        f"Use a logo that is at most {room / LEAST:.0f} times as wide as it is high, such as one "
        "without its long name",
        running.logo_span or document.span,
    )
