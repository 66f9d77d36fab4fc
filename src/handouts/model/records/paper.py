"""Page set-ups: what layouts, audiences and handouts say of their paper."""

from typing import Annotated, Literal

from pydantic import Field

from handouts.model.base import Record, Text


class PageSetup(Record):
    """Page geometry; lengths as ``0.6in``, ``15mm``, ``1080px`` (of 1/96 inch) or points."""

    size: Text | tuple[Text, Text] | None = None
    """``letter``, ``half-letter``, ``legal``, ``tabloid``, ``a3``, ``a4``, ``a5``, ``poster`` (24 by 36 inches), ``phone``
    (1080 by 1350 pixels) or ``slide`` (1920 by 1080 pixels); or a width and a height, such as ``[5in, 7in]``."""
    orientation: Literal["portrait", "landscape"] | None = None
    """How the page is held: ``portrait`` or ``landscape``; else as its size is written."""
    margins: tuple[Text, Text, Text, Text] | None = None
    """Top, right, bottom, left."""
    binding: Literal["left", "right", "top"] | None = None
    """The edge at which the sheets are bound: 0.6 in are kept free there."""
    holes: bool | None = None
    """Whether that edge, else the left one, is punched: 0.75 in are kept free."""
    duplex: bool | None = None
    """Whether sheets are printed on both sides: even pages have their binding edge opposite."""
    scale: Annotated[float | None, Field(ge=1, le=10)] = None
    """How many times as large as it is set everything is printed, from 1 to 10: type, pictures, lines and margins."""
    bleed: Text | None = None
    """How far what bleeds is drawn over the edges of a page that is trimmed, such as ``0.125in``; ``0in`` on a screen,
    where nothing is trimmed. Without it, it ends 0.25 in before the edge, where office printers end."""
    folds: Text | Annotated[tuple[Text, ...], Field(min_length=2, max_length=8)] | None = None
    """``half`` or ``letter-tri``, or the widths of the panels from left to right on the outside: each panel is a
    column of its own, ``page_break`` goes on to the next. ``tent``: the page stands twice, head to head."""
    repeat: Annotated[int | None, Field(ge=1, le=2)] = None
    """2: two copies side by side on a sheet twice as large, with a line to cut along."""
