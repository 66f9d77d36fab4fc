"""Header and footer of a page: artifacts, with page x of y."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from handouts.diagnostics import Diagnostic, HandoutsError
from handouts.document import Document, RichText, Run, RunningText, plain
from handouts.document.running import numbered, told
from handouts.pages import Box, Item
from handouts.style import Style, Type
from handouts.typeset.blocks.pictures import drawn
from handouts.typeset.column.frame import Frame, Manner, set_text
from handouts.typeset.column.strips import PlacedLine, Strip

_LEAST_LOGO: Final = 6.0
"""Points: a lower logo is a stroke in which nothing can be made out."""

_MANY = (88, 88)
"""A page number and a number of pages that are as wide as any."""

_APART = 12.0
"""The least gap between the left and the right end."""

_LOGO_GAP = 0.6
"""From a logo to the name beside it, in ems."""

_LOGO = 0.9
"""Height of a logo that moved from the head to the foot, in the leading of its line."""

_PLATE: Final = 2.0
"""Points of paper about a logo on a ground: logos are drawn for white, and dark ones would be lost."""


def running_lines(
    running: RunningText, document: Document, frame: Frame, page: int, pages: int, *, name: str
) -> tuple[PlacedLine, ...]:
    """The line at the left and the one at the right, baselines from the top of the line box.

    ``name`` is ``header`` or ``footer``; a header has its right end in the muted colour.

    Raises:
        HandoutsError: when the two do not fit side by side.
    """
    kind = frame.style.type["running"]
    ink, muted = frame.colour("ink"), frame.colour("muted")
    running = _with_fitting_logo(running, document, frame)
    indent = logo_width(running, kind)
    left = Manner(kind, ink, indent, hyphens=False, links=False)
    shade = muted if name == "header" else ink
    right = Manner(kind, shade, right=True, hyphens=False, links=False)
    said_below = name == "header" and plain(running.left).strip() in plain(document.footer.left)
    sides = (
        (running.left, left, None if said_below else told(f"{name}.left", running.left, page)),
        (running.right, right, told(f"{name}.right", running.right, page)),
    )
    strips = [
        _set(numbered(text, page, pages), manner, frame, running, document, leaf)
        for text, manner, leaf in sides
    ]
    wide = sum(s.lines[0].line.width for side in strips for s in side)
    if any(len(side) > 1 for side in strips) or wide + indent > frame.width - _APART * all(strips):
        raise HandoutsError(_too_long(running, document))
    return tuple(line for side in strips for s in side for line in s.lines)


def _with_fitting_logo(running: RunningText, document: Document, frame: Frame) -> RunningText:
    """The line with its logo no wider than its texts leave room for."""
    if running.logo is None:
        return running
    kind = frame.style.type["running"]
    manner = Manner(kind, frame.colour("ink"), hyphens=False, links=False)
    left, right = (
        _widest(_set(numbered(text, *_MANY), manner, frame, running, document))
        for text in (running.left, running.right)
    )
    taken = left + right + _LOGO_GAP * kind.size * bool(left) + _APART * bool(right)
    return _with_logo_in(running, frame.width - taken, document)


def _with_logo_in(running: RunningText, room: float, document: Document) -> RunningText:
    """The line with its logo no wider than ``room``, its proportions kept.

    If the texts alone leave no room, the logo stays as it is: the texts are then refused as too long.

    Raises:
        HandoutsError: when the logo would be lower than can be made out.
    """
    if running.logo is None or room <= 0:
        return running
    shape = running.logo.width / running.logo.height
    high = min(running.logo_height, room / shape)
    if high < min(_LEAST_LOGO, running.logo_height):
        raise HandoutsError(_too_wide(running, document, shape, high, room))
    return replace(running, logo_height=high)


def _too_wide(
    running: RunningText, document: Document, shape: float, high: float, room: float
) -> Diagnostic:
    return Diagnostic(
        "wide-logo",
        f"the logo is {shape:.0f} times as wide as it is high: in the {room:.0f} points that there "
        f"are for it in the running line it would be {high:.1f} points high",
        f"Use a logo that is at most {room / _LEAST_LOGO:.0f} times as wide as it is high, such as one "
        "without its long name",
        running.logo_span or document.span,
    )


def logo_width(running: RunningText, kind: Type) -> float:
    """The width that a logo takes of the line, with the white after it."""
    if running.logo is None:
        return 0.0
    return running.logo.width * running.logo_height / running.logo.height + _LOGO_GAP * kind.size


def logo_items(
    running: RunningText,
    document: Document,
    x: float,
    y: float,
    frame: Frame,
    plate: bool = False,
) -> tuple[Item, ...]:
    """The logo of a head or foot, as large as there is room for; on a plate, where it stands on a ground."""
    return _logo_at(_with_fitting_logo(running, document, frame), x, y, frame, plate)


def _logo_at(
    running: RunningText, x: float, y: float, frame: Frame, plate: bool = False
) -> tuple[Item, ...]:
    """The logo, centred on the capitals of a line whose box begins at ``y``: furniture."""
    if running.logo is None:
        return ()
    kind, high = frame.style.type["running"], running.logo_height
    centre = y + frame.baseline(kind) - frame.metrics.cap_height(kind.face, kind.size) / 2
    wide = running.logo.width * high / running.logo.height
    top = centre - high / 2
    logo = drawn(running.logo, x, top, wide, high, None, frame.style)
    if not plate:
        return logo
    edge = _PLATE
    under = Box(x - edge, top - edge, wide + 2 * edge, high + 2 * edge, fill=frame.colour("paper"))
    return (under, *logo)


def foot_logo(document: Document, x: float, y: float, frame: Frame) -> tuple[Item, ...]:
    """The logo at the foot of a page; in a style without a line at the head, also the header's."""
    if frame.style.running_head:
        return logo_items(document.footer, document, x, y, frame)
    over, _ = _left_of_foot(document, frame, *_MANY)
    line = len(over) * frame.style.type["running"].leading
    return _logo_at(_carried(document, frame), x, y + line, frame)


def foot_lines(document: Document, frame: Frame, page: int, pages: int) -> tuple[PlacedLine, ...]:
    """The lines at the foot of a page, baselines from the top of the first.

    In a style without a running line at the head, they carry its right end too, on as many lines as
    it takes.
    """
    if frame.style.running_head:
        return running_lines(document.footer, document, frame, page, pages, name="footer")
    kind = frame.style.type["running"]
    right = replace(_foot_manner(frame), right=True)
    ending = document.footer.right
    leaf = told("footer.right", ending, page)
    said = numbered(ending, page, pages)
    at_right = _set(said, right, frame, document.footer, document, leaf)
    if len(at_right) > 1:
        raise HandoutsError(_too_long(document.footer, document))
    over, own = _left_of_foot(document, frame, page, pages)
    lowered = (
        line._replace(y=line.y + number * kind.leading)
        for number, strip in enumerate((*over, *own))
        for line in strip.lines
    )
    return (*lowered, *(line for strip in at_right for line in strip.lines))


def _foot_manner(frame: Frame) -> Manner:
    kind = frame.style.type["running"]
    return Manner(kind, frame.colour("ink"), hyphens=False, links=False)


def _left_of_foot(
    document: Document, frame: Frame, page: int, pages: int
) -> tuple[list[Strip], list[Strip]]:
    """The lines left of the page number: the header's right end, then the footer's own line."""
    manner = _foot_manner(frame)
    right = replace(manner, right=True)
    foot, head = document.footer, document.header
    widest = _set(numbered(foot.right, *_MANY), right, frame, foot, document)
    beside = frame.narrowed(frame.width - _widest(widest) - manner.kind.size)
    leaf = told("header.right", head.right, page)
    over = _set(numbered(head.right, page, pages), manner, beside, head, document, leaf)
    behind = replace(manner, x=logo_width(_carried(document, frame), manner.kind))
    room, text = frame if over else beside, _own_foot(document)
    leaf = told("footer.left", text, page)
    own = _set(numbered(text, page, pages), behind, room, foot, document, leaf)
    return over, own


def _own_foot(document: Document) -> RichText:
    """The footer's left end; the header's left end comes before it, unless the footer repeats that."""
    head, foot = document.header.left, document.footer.left
    if plain(head).strip() in plain(foot):
        return foot
    return (*head, Run(" · "), *foot) if foot else head


def _carried(document: Document, frame: Frame) -> RunningText:
    """The line whose logo the foot shows, as high as the line allows and at most half as wide."""
    running = document.header if document.header.logo else document.footer
    high = replace(running, logo_height=_LOGO * frame.style.type["running"].leading)
    return _with_logo_in(high, frame.width / 2, document)


def has_foot_lines(document: Document, style: Style) -> bool:
    """Whether there are lines at the foot of each page: its own, or those that the head lacks."""
    head = () if style.running_head else (document.header.left, document.header.right)
    return any(plain(end).strip() for end in (document.footer.left, document.footer.right, *head))


def foot_lines_height(document: Document, frame: Frame) -> float:
    """The height of the lines at the foot of each page."""
    if not has_foot_lines(document, frame.style):
        return 0.0
    leading = frame.style.type["running"].leading
    if frame.style.running_head:
        return leading
    lines = foot_lines(document, frame, *_MANY)
    return leading * (1 + round((max(ln.y for ln in lines) - min(ln.y for ln in lines)) / leading))


def _set(
    text: RichText,
    manner: Manner,
    frame: Frame,
    running: RunningText,
    document: Document,
    leaf: str | None = None,
) -> list[Strip]:
    """A running text in lines; without a leaf it is furniture.

    Raises:
        HandoutsError: when one word of it has no room on a line.
    """
    try:
        return set_text(_unlinked(text), manner, frame, leaf, "running line")
    except HandoutsError as fault:
        raise HandoutsError(_too_long(running, document)) from fault


def _widest(strips: Sequence[Strip]) -> float:
    return max((line.line.width for strip in strips for line in strip.lines), default=0.0)


def _unlinked(text: RichText) -> RichText:
    """Running lines lead nowhere."""
    return tuple(run._replace(link=None) if run.link else run for run in text)


def _too_long(running: RunningText, document: Document) -> Diagnostic:
    return Diagnostic(
        "overflow",
        f"the running line “{plain(running.left)} … {plain(running.right)}” does not fit on one line",
        "Shorten the layout's `header` or `footer`, or the publisher's name",
        running.span or document.span,
    )
