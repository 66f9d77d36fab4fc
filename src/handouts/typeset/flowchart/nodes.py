"""The nodes of a flowchart: their texts wrapped and measured, their boxes drawn."""

from functools import cached_property
from typing import Final

from handouts.document import ChartNode
from handouts.flowchart import Box as Place
from handouts.frozen import dataclass
from handouts.pages import Area, Box, Item, TextRun
from handouts.shapes import Colour, Path, ellipse
from handouts.style import Face, RoleLook, Style, Type
from handouts.typeset.column.marks import draw_mark, mark_width, role_bar
from handouts.typeset.flowchart.text import wrapped
from handouts.typeset.lines.metrics import Metrics

DESIGN_SIZE: Final = 10.5
"""Type size for which the measures of this module stand, in points; they grow with the type."""

DISC: Final = 8.5
"""Radius of the disc behind a number."""
NUMBER_LEFT: Final = 8.5
TEXT_LEFT: Final = 32.0
TEXT_RIGHT: Final = 9.0
PADDING: Final = 10.5
"""Over the capitals of the first line and under the last baseline."""
TIGHT_PADDING: Final = 7.5
LEAST_HEIGHT: Final = 36.0
TIGHT_HEIGHT: Final = 28.0
BAND: Final = 10.0
PLAIN_BAND: Final = 5.0
TITLE_GAP: Final = 2.0
MARK_GAP: Final = 5.0
OUTLINE: Final = 1.5
DASHED: Final = 1.25
DASH: Final = (3.0, 2.2)


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text: how it is set, and where its baseline lies from the first capitals' top."""

    text: str
    face: Face
    size: float
    baseline: float
    indent: float = 0.0


@dataclass(frozen=True, slots=True)
class SetText:
    """A node's text at one width; ``height`` is from the first capitals to the last baseline."""

    lines: tuple[Line, ...]
    height: float
    width: float


class NodeSetter:
    """One node in one style.

    An outcome of a ``plain`` chart has a band in ink, and no role's colour or mark: the chart has
    more roles than the style has looks, and a look that stands for two roles would mislead.
    """

    def __init__(
        self,
        node: ChartNode,
        style: Style,
        metrics: Metrics,
        *,
        start: bool,
        tight: bool,
        plain: bool = False,
    ) -> None:
        self.node = node
        self._tight = tight
        self._padding = TIGHT_PADDING if tight else PADDING
        self._least = TIGHT_HEIGHT if tight else LEAST_HEIGHT
        self._style = style
        self.metrics = metrics
        self._start = start
        self._plain = plain and node.kind == "outcome" and bool(node.roles)

    @cached_property
    def unit(self) -> float:
        """How much larger the type is than in the design."""
        return self._type.size / DESIGN_SIZE

    @property
    def _type(self) -> Type:
        return self._style.type["node"]

    @property
    def _heading(self) -> Type:
        return self._style.type["heading"]

    @cached_property
    def looks(self) -> tuple[RoleLook, ...]:
        """The looks of the roles that an outcome points to."""
        if self.node.kind != "outcome" or self._plain:
            return ()
        return tuple(self._style.roles[r % len(self._style.roles)] for r in self.node.roles)

    @property
    def filled(self) -> bool:
        """Whether the box is filled with its role's colour."""
        return len(self.looks) == 1 and self.looks[0].fill == "solid"

    @cached_property
    def shape(self) -> str:
        """Its outline, as the geometry's readers call it."""
        return "rounded" if self._radius else "rect"

    @property
    def text(self) -> str:
        """All that it says, but for its number."""
        return " ".join(part for part in (self.node.title, self.node.text) if part)

    @property
    def _radius(self) -> float:
        return 0.0 if self.node.kind == "outcome" else self._style.radii[self.node.kind]

    @property
    def _band(self) -> float:
        if self._plain:
            return PLAIN_BAND * self.unit
        return BAND * self.unit if self.looks and not self.filled else 0.0

    def height(self, width: float) -> float:
        """Height of its box at a width."""
        padded = self._text_at(width).height + 2 * self._padding * self.unit
        if self._band:
            padded += self._band + 1 * self.unit
        return max(padded, self._least * self.unit)

    @cached_property
    def narrowest(self) -> float:
        """Width of a box that breaks none of its words."""
        return self.widest_word + (TEXT_LEFT + TEXT_RIGHT) * self.unit

    @cached_property
    def widest_word(self) -> float:
        """Width of its widest word, with the mark before it."""
        words: list[tuple[str, Face, float, float]] = [
            (w, "700", self._title_size[0], 0.0) for w in self.node.title.split()
        ]
        size, indent = self._text_type.size, self._mark_indent
        words += [(w, self._face, size, indent) for w in self.node.text.split()]
        return max((i + self.metrics.width(w, f, s) for w, f, s, i in words), default=0.0)

    # Text

    @property
    def _leads(self) -> bool:
        """Whether it is the first question."""
        return self._start and self.node.kind == "question"

    @property
    def _face(self) -> Face:
        return "700" if self._leads else self._type.face

    @property
    def _text_type(self) -> Type:
        """The first question is as large as a heading, where there is room."""
        return self._heading if self._leads and not self._tight else self._type

    def _text_at(self, width: float) -> SetText:
        return self.lines_at(width - (TEXT_LEFT + TEXT_RIGHT) * self.unit)

    def lines_at(self, room: float) -> SetText:
        """Its text in lines of at most this width."""
        lines: list[Line] = []
        at = 0.0
        if self.node.title:
            size, leading = self._title_size
            for text in wrapped(self.node.title, "700", size, room, self.metrics):
                at += leading if lines else self.metrics.cap_height("700", size)
                lines.append(Line(text, "700", size, at))
        titled = len(lines)
        face, indent, kind = self._face, self._mark_indent, self._text_type
        size = kind.size
        for text in wrapped(self.node.text, face, size, room - indent, self.metrics):
            if lines:
                at += kind.leading
                at += TITLE_GAP * self.unit if len(lines) == titled else 0.0
            else:
                at += self.metrics.cap_height(face, size)
            lines.append(Line(text, face, size, at, indent))
        widest = max(
            (ln.indent + self.metrics.width(ln.text.rstrip(), ln.face, ln.size) for ln in lines),
            default=0.0,
        )
        return SetText(tuple(lines), at, widest)

    @property
    def number_size(self) -> float:
        """Type size of its number or letter."""
        return max(self._type.size, self._style.smallest)

    @property
    def _title_size(self) -> tuple[float, float]:
        large = len(self.looks) == 1
        kind = self._heading if large else self._type
        return kind.size, kind.leading

    @property
    def _mark_indent(self) -> float:
        if len(self.looks) != 1:
            return 0.0
        return mark_width(self.looks[0], self._type.size) + MARK_GAP * self.unit

    # Drawing

    def drawn(self, place: Place) -> tuple[list[Item], Area]:
        """Its box and texts, and the rectangle that the texts take: x, y, width, height."""
        items = self._frame(place)
        text = self._text_at(place.width)
        top = place.y + self._band + (place.height - self._band - text.height) / 2
        left = place.x + TEXT_LEFT * self.unit
        items += self._number(place, top, text)
        for number, line in enumerate(text.lines):
            items += self._line(line, left, top, mark=self._marked(number, text))
        return items, self._text_box(place, top, text)

    def _marked(self, number: int, text: SetText) -> bool:
        return bool(text.lines[number].indent) and (
            number == 0 or not text.lines[number - 1].indent
        )

    def _line(self, line: Line, left: float, top: float, *, mark: bool) -> list[Item]:
        y = top + line.baseline
        colour = self.paper if self.filled else self.ink
        if line.face == "700" and len(self.looks) == 1 and not self.filled:
            colour = self.looks[0].colour
        items: list[Item] = []
        if mark:
            look = self.looks[0]
            shade, paper = (self.paper, look.colour) if self.filled else (look.colour, self.paper)
            items += draw_mark(look, left, y, line.size, colour=shade, paper=paper)
        items.append(TextRun(left + line.indent, y, line.text, line.face, line.size, colour))
        return items

    def _number(self, place: Place, top: float, text: SetText) -> list[Item]:
        """The number or letter, on the middle of the first line."""
        if not self.node.label or not text.lines:
            return []
        first = text.lines[0]
        middle = top + first.baseline - self.metrics.cap_height(first.face, first.size) / 2
        if self.node.kind != "outcome":
            middle = top + text.height / 2
        x = place.x + (NUMBER_LEFT + DISC) * self.unit
        return self.disc(x, middle, self.ink, self.paper)

    def disc(self, x: float, y: float, ground: Colour, colour: Colour) -> list[Item]:
        """The number or letter in the middle of a disc; with low ink in a ring."""
        size, label = self.number_size, self.node.label
        wide = self.metrics.width(label, "700", size)
        radius = max(DISC * self.unit, wide / 2 + 3 * self.unit)
        low = self._style.ink == "low"
        line = OUTLINE if low else 0.0
        shape = ellipse(x, y, radius - line / 2, radius - line / 2)
        if low:
            ground, colour = self.paper, self.ink
        round_ = Path(shape, fill=ground, stroke=self.ink if low else None, stroke_width=line)
        base = y + self.metrics.cap_height("700", size) / 2
        return [round_, TextRun(x - wide / 2, base, f"{label} ", "700", size, colour)]

    def _text_box(self, place: Place, top: float, text: SetText) -> Area:
        left = place.x + NUMBER_LEFT * self.unit
        right = place.x + TEXT_LEFT * self.unit + text.width
        first = text.lines[0]
        above = self.metrics.ascent(first.face, first.size)
        above -= self.metrics.cap_height(first.face, first.size)
        below = self.metrics.descent(text.lines[-1].face, text.lines[-1].size)
        return left, top - above, right - left, text.height + above + below

    @property
    def ink(self) -> Colour:
        """The style's ink."""
        return self._style.colours["ink"]

    @property
    def paper(self) -> Colour:
        """The style's paper."""
        return self._style.colours["paper"]

    def _frame(self, place: Place) -> list[Item]:
        paper, ink = self.paper, self.ink
        if self.node.kind != "outcome":
            return [_outlined(place, OUTLINE, ink, paper, self._radius)]
        if self._plain:
            line = self._style.rules["outline"]
            band = Box(place.x, place.y, place.width, self._band, fill=ink)
            return [_outlined(place, line, ink, paper, 0.0), band]
        if not self.looks:
            muted = self._style.colours["muted"]
            return [_outlined(place, DASHED, muted, paper, self._radius, DASH)]
        if self.filled:
            colour = self.looks[0].colour
            return [Box(place.x, place.y, place.width, place.height, fill=colour)]
        line = self._style.rules["outline"]
        colour = self.looks[0].colour if len(self.looks) == 1 else ink
        part = place.width / len(self.looks)
        items: list[Item] = [Box(place.x, place.y, place.width, place.height, fill=paper)]
        for number, look in enumerate(self.looks):
            x = place.x + number * part
            items += role_bar(look, x, place.y, part, self._band, outline=line)
        return [*items, _outlined(place, line, colour, None, 0.0)]


def _outlined(
    place: Place,
    line: float,
    colour: Colour,
    fill: Colour | None,
    radius: float,
    dash: tuple[float, ...] = (),
) -> Box:
    """A box whose line lies inside of its place."""
    return Box(
        place.x + line / 2,
        place.y + line / 2,
        place.width - line,
        place.height - line,
        fill=fill,
        stroke=colour,
        stroke_width=line,
        radius=radius,
        dash=dash,
    )
