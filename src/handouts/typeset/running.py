"""Header and footer of a page: artifacts, with page x of y."""

from dataclasses import replace

from handouts.diagnostics import Diagnostic, HandoutsError
from handouts.document import Document, RichText, RunningText, plain
from handouts.pages import Item
from handouts.style import Type
from handouts.typeset.frame import Frame, Manner, set_text
from handouts.typeset.picture import drawn
from handouts.typeset.strips import PlacedLine

_LOGO_GAP = 0.6
"""From a logo to the name beside it, in ems."""


def running_lines(
    running: RunningText, document: Document, frame: Frame, page: int, pages: int, *, quiet: bool
) -> tuple[PlacedLine, ...]:
    """The line at the left and the one at the right, baselines from the top of the line box.

    ``quiet`` sets the right one in the muted colour.

    Raises:
        HandoutsError: when the two do not fit side by side.
    """
    kind = frame.style.type["running"]
    ink, muted = frame.colour("ink"), frame.colour("muted")
    indent = logo_width(running, kind)
    left = Manner(kind, ink, indent, hyphens=False, links=False)
    right = Manner(kind, muted if quiet else ink, right=True, hyphens=False, links=False)
    sides = ((running.left, left), (running.right, right))
    strips = [
        set_text(_numbered(text, page, pages), manner, frame, None, "running line")
        for text, manner in sides
    ]
    wide = sum(s.lines[0].line.width for side in strips for s in side)
    if any(len(side) > 1 for side in strips) or wide + indent > frame.width - 12 * all(strips):
        raise HandoutsError(_too_long(running, document))
    return tuple(line for side in strips for s in side for line in s.lines)


def logo_width(running: RunningText, kind: Type) -> float:
    """What a logo takes of the line, with the white after it."""
    if running.logo is None:
        return 0.0
    return running.logo.width * running.logo_height / running.logo.height + _LOGO_GAP * kind.size


def logo_items(running: RunningText, x: float, y: float, frame: Frame) -> tuple[Item, ...]:
    """The logo, centred on the capitals of a line whose box begins at ``y``: furniture."""
    if running.logo is None:
        return ()
    kind, high = frame.style.type["running"], running.logo_height
    centre = y + frame.baseline(kind) - frame.metrics.cap_height(kind.face, kind.size) / 2
    wide = running.logo.width * high / running.logo.height
    return drawn(running.logo, x, centre - high / 2, wide, high, None)


def _numbered(text: RichText, page: int, pages: int) -> RichText:
    return tuple(
        replace(run, text=run.text.replace("{page}", str(page)).replace("{pages}", str(pages)))
        for run in text
    )


def _too_long(running: RunningText, document: Document) -> Diagnostic:
    return Diagnostic(
        "overflow",
        f"the running line “{plain(running.left)} … {plain(running.right)}” does not fit on one line",
        "Shorten the layout's `header` or `footer`, or the publisher's name",
        document.span,
    )
