"""The column that blocks are set in, and text set in it line by line."""

from dataclasses import replace

from handouts.diagnostics import Diagnostic, HandoutsError
from handouts.document import RichText, plain
from handouts.frozen import dataclass
from handouts.kept import kept
from handouts.pages import Item
from handouts.shapes import SPOKEN, Colour
from handouts.style import RoleLook, Style, Type
from handouts.typeset.column.marks import draw_mark, mark_width
from handouts.typeset.column.strips import PlacedLine, Strip
from handouts.typeset.lines.breaking import break_lines, widest_part, widest_word
from handouts.typeset.lines.line import SLACK, Line, Setting
from handouts.typeset.lines.metrics import Metrics

_LEAST_MEASURE = 28.0
"""Ems, about 60 characters: a narrower column is ragged enough, and hyphens would end every other line."""

_FIGURES = 0.7
"""The size of figures for sources, in that of their text, if that is not under the floor of all type."""

_ANY_WIDTH = 1e5
"""A measure that no text fills."""

_LARGEST_SPOKEN = 8.5
"""The largest type of a text that is not painted, in points."""

_SPARE = 0.98
"""Of its room, what a text that is not painted takes: widths in small sizes are rounded."""

_MARK_GAP = 5 / 13
"""From a mark to its name, in ems (looks: 5 points at 13)."""


@dataclass(frozen=True, slots=True)
class Frame:
    """A column: its style, the metrics of the style's fonts, its width in points."""

    style: Style
    metrics: Metrics
    width: float

    def narrowed(self, width: float) -> "Frame":
        """The same with another width."""
        return Frame(self.style, self.metrics, width)

    def colour(self, name: str) -> Colour:
        """A colour of the style."""
        return self.style.colours[name]

    def look(self, role: int) -> RoleLook:
        """How the role at this place is told from the others."""
        return self.style.roles[role % len(self.style.roles)]

    def baseline(self, kind: Type) -> float:
        """From the top of a line box to its baseline."""
        up = self.metrics.ascent(kind.face, kind.size)
        down = self.metrics.descent(kind.face, kind.size)
        return (kind.leading - up - down) / 2 + up


@dataclass(frozen=True, slots=True)
class Manner:
    """How a text is set: its type and what differs from plain running text."""

    kind: Type
    colour: Colour | None = None
    x: float = 0.0
    tabular: bool = False
    right: bool = False
    centred: bool = False
    balanced: bool = False
    hyphens: bool = True
    optical: bool = False
    """Whether the first letter of each line touches the edge: display type stands visibly within it else."""
    links: bool = True
    """Whether links are coloured."""


def broken(text: RichText, manner: Manner, frame: Frame, width: float) -> tuple[Line, ...]:
    """The lines of a text in a column of this width.

    Raises:
        HandoutsError: when a word that cannot be divided is wider than the column; it names no place.
    """
    wide = width >= _LEAST_MEASURE * manner.kind.size
    setting = _setting(manner, frame, hyphens=manner.hyphens and wide)
    lines = break_lines(text, setting, width, frame.metrics)
    for line in lines:
        if line.width > width + 2 * SLACK:
            raise HandoutsError(_wide_word(line, width))
    return lines


def least_width(text: RichText, manner: Manner, frame: Frame, *, divided: bool = False) -> float:
    """How narrow a column for a text may be, its words whole, or ``divided`` wherever they may be."""
    found = (widest_part if divided else widest_word)(
        text, _setting(manner, frame, hyphens=False), frame.metrics
    )
    return found + manner.x


def _setting(manner: Manner, frame: Frame, *, hyphens: bool) -> Setting:
    size, style = manner.kind.size, frame.style
    figures = min(max(_FIGURES, style.smallest / size), 1.0)
    return Setting(manner.kind, manner.tabular, manner.balanced, hyphens, style.emphasis, figures)


def _wide_word(line: Line, width: float) -> Diagnostic:
    words = "".join(stretch.text for stretch in line.stretches).strip()
    return Diagnostic(
        "overflow",
        f"“{words[:40]}” is {line.width - width:.0f} points wider than its column, and cannot be divided",
        "Give its column more room, or write it with a space or a hyphen",
    )


def set_text(
    text: RichText, manner: Manner, frame: Frame, block: str | None, owner: str
) -> list[Strip]:
    """A strip for each line; no page break leaves one line alone at either side.

    ``block`` is the leaf that the lines belong to (none: an artifact), ``owner`` the block that a
    fault would name.
    """
    return list(_set_text(text, manner, frame, block, owner))


def spoken(
    text: RichText, frame: Frame, leaf: str, x: float, baseline: float
) -> tuple[PlacedLine, ...]:
    """A text that is read where it stands and not painted: on one line, as small as it must be."""
    kind, room = frame.style.type["body"], max(frame.width - x, 1.0)
    wide = frame.metrics.width(plain(text), kind.face, kind.size)
    # large type would stand out of the page where what it is read with is at the top
    share = min(1.0, room / max(wide, 1.0), _LARGEST_SPOKEN / kind.size)
    fitting = replace(kind, size=kind.size * share * _SPARE)
    manner = Manner(fitting, SPOKEN, hyphens=False, links=False)
    strips = set_text(text, manner, frame.narrowed(_ANY_WIDTH), leaf, leaf)
    return tuple(ln._replace(x=x, y=baseline) for strip in strips for ln in strip.lines)


@kept(most=2_048)
def _set_text(
    text: RichText, manner: Manner, frame: Frame, block: str | None, owner: str
) -> tuple[Strip, ...]:
    width = frame.width - manner.x
    lines = broken(text, manner, frame, width)
    kind = manner.kind
    colour = manner.colour or frame.colour(kind.colour)
    baseline = frame.baseline(kind)
    links = frame.colour("link") if manner.links else None
    last = len(lines) - 1
    share = 1.0 if manner.right else 0.5 if manner.centred else 0.0
    return tuple(
        Strip(
            kind.leading,
            owner,
            (
                PlacedLine(
                    manner.x + (width - line.width) * share - _bearing(line, manner, frame),
                    baseline,
                    line,
                    kind.size,
                    colour,
                    block,
                    manner.tabular,
                    kind.tracking,
                    links,
                    frame.colour("muted"),
                ),
            ),
            holds=n != last and (n in (0, last - 1)),
        )
        for n, line in enumerate(lines)
    )


def _bearing(line: Line, manner: Manner, frame: Frame) -> float:
    if not (manner.optical and line.stretches):
        return 0.0
    first = line.stretches[0]
    return frame.metrics.bearing(first.text, first.face, manner.kind.size)


def mark_indent(role: int, size: float, frame: Frame) -> float:
    """Width of a role's mark beside text of this size, with the gap after it."""
    return mark_width(frame.look(role), size) + _MARK_GAP * size


def role_mark(role: int, x: float, baseline: float, size: float, frame: Frame) -> tuple[Item, ...]:
    """A role's mark in its colour: an artifact."""
    return draw_mark(frame.look(role), x, baseline, size, paper=frame.colour("paper"))
