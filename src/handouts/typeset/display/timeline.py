"""Numbered steps on a line: two tracks at both sides of it, or one track beside it."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Final

from handouts.characters import NO_BREAK
from handouts.document import Panel, RichText, Timeline, TimelineStep, Track
from handouts.document.blocks import Fill
from handouts.frozen import dataclass
from handouts.pages import Box, Item, Rule, TextRun
from handouts.shapes import Path, ellipse
from handouts.style import RoleLook, Type
from handouts.typeset.column.frame import (
    Frame,
    Manner,
    least_width,
    mark_indent,
    role_mark,
    set_text,
    spoken,
)
from handouts.typeset.column.marks import draw_icon, icon_width, role_bar
from handouts.typeset.column.strips import (
    CELL,
    PANEL_SIDE,
    Ground,
    Parallel,
    Piece,
    PlacedLine,
    Strip,
)

GroundOf = Callable[[Panel, Frame], Ground]
"""The ground of a panel in a column."""

_SPINE: Final = 0.2
"""Share of the width for the line and the names on it (looks: 108 of 532)."""

_NARROWEST: Final = 9.0
"""Ems that the text of a track needs beside the line; else the tracks stand one under the other."""

_DISC: Final = 1.8
_NUMBER: Final = 0.6
"""A disc in ems of the names, and its number in shares of it (looks: 15 to 23 points; 60 %)."""

_RAIL: Final = 2.2
"""The line between the discs, in points (looks: 2.4)."""

_GAP: Final = 0.7
"""From a disc to the text beside it, in ems of the names."""

_BESIDE: Final = 0.5
"""From a disc to the icon beside it, in ems of the names."""

_BAR: Final = 0.95
"""Height of a bar of time, in body sizes (looks: 10 at 10.5)."""

_DASH: Final = (2.6, 2.2)
"""Of the part of a bar that may be needed or not."""

_YEAR: Final = 12
_FEW_YEARS: Final = 4
"""So many years of a scale are named one by one; of more only the last."""


def set_timeline(ground: GroundOf, block: Timeline, frame: Frame) -> list[Piece]:
    """Two tracks in common rows, where both have room for words; else one after the other."""
    ends = [end for t in block.tracks for s in t.steps for end in (s.low, s.high) if end]
    setting = _Setting(block.id, frame, ground, max(ends, default=0.0))
    if len(block.tracks) == 2 and not frame.style.one_column:
        spine = _spine(block, frame)
        side = (frame.width - spine) / 2
        if side - 2 * PANEL_SIDE >= _NARROWEST * frame.style.type["body"].size:
            return setting.pair(block.tracks[0], block.tracks[1], side, spine)
    return setting.one_by_one(block.tracks)


def _spine(block: Timeline, frame: Frame) -> float:
    """The width of the line with the names on it: every word of these has room."""
    manner = Manner(frame.style.type["label"], hyphens=False)
    names = (_on_line(step)[1] for track in block.tracks for step in track.steps)
    words = max(least_width(name, manner, frame) for name in names)
    return max(_SPINE * frame.width, words + manner.kind.size)


@dataclass(frozen=True, slots=True)
class _Setting:
    """How the steps of a block are set."""

    owner: str
    frame: Frame
    ground: GroundOf
    longest: float
    """The most months of all its times."""

    # Two tracks

    def pair(self, left: Track, right: Track, side: float, spine: float) -> list[Piece]:
        """A row for each step, as high as its longer text, the line between them."""
        far = side + spine
        made: list[Piece] = []
        heads = [(x, self._head(t, side)) for x, t in ((0.0, left), (far, right))]
        if any(head for _, head in heads):
            made.append(Parallel(tuple(heads), self.owner, holds=True, whole=True, level=True))
        rows = sorted({step.row for track in (left, right) for step in track.steps})
        for number in rows:
            one, other = (_at(track, number) for track in (left, right))
            said = one or other
            assert said is not None, "a row has a step"
            columns = (
                (0.0, self._cell(one, left, side, told=True)),
                (side, self._names(said, spine)),
                (far, self._cell(other, right, side, told=one is None)),
            )
            rail = self._rail(side + spine / 2, first=number == rows[0], last=number == rows[-1])
            over = 0.0 if number != rows[0] else self._over(made)
            made.append(self._row(columns, rail, over, last=number == rows[-1]))
        return made

    def _row(
        self,
        columns: tuple[tuple[float, tuple[Piece, ...]], ...],
        rail: Rule | None,
        over: float,
        *,
        last: bool,
    ) -> Parallel:
        gap = self.frame.style.space["paragraph"]
        behind = Ground(self.frame.width, 0.0, 0.0 if last else gap, rail=rail)
        return Parallel(
            columns,
            self.owner,
            space=over,
            whole=True,
            level=True,
            ground=behind,
        )

    def _over(self, above: Sequence[Piece]) -> float:
        """From the names of the roles to the first row."""
        return self.frame.style.space["small"] if above else 0.0

    def _rail(self, x: float, *, first: bool, last: bool) -> Rule | None:
        centre = self._disc / 2 + self._drop
        if first and last:
            return None
        top, end = (centre if first else 0.0), (centre if last else 0.0)
        return Rule(x, top, x, end, _RAIL, self.frame.colour("ink"))

    def _head(self, track: Track, wide: float) -> tuple[Piece, ...]:
        """The name of a role on its color, or on the outline of a style of low ink."""
        if not track.title:
            return ()
        fill: Fill = "role" if track.role is not None else "ink"
        behind = self._behind(track, fill, wide)
        return self._on(behind, tuple(self._title(track, self._inside(behind, wide))))

    def _title(self, track: Track, frame: Frame) -> list[Strip]:
        kind, role = frame.style.type["heading"], track.role
        indent = mark_indent(role, kind.size, frame) if role is not None else 0.0
        colour = frame.look(role).colour if role is not None else None
        manner = Manner(kind, colour, indent, balanced=True, hyphens=False)
        strips = set_text(track.title, manner, frame, track.id, self.owner)
        if strips and role is not None:
            mark = role_mark(role, 0.0, frame.baseline(kind), kind.size, frame)
            strips[0] = replace(strips[0], items=mark)
        return [replace(strip, holds=True) for strip in strips]

    def _cell(
        self, step: TimelineStep | None, track: Track, wide: float, *, told: bool
    ) -> tuple[Piece, ...]:
        """What a track says at a step, on the tint of its role; a name that is nowhere painted is read."""
        if step is None:
            return ()
        fill: Fill = "tint" if track.role is not None else "outline"
        behind = self._behind(track, fill, wide)
        inside = self._inside(behind, wide)
        strips = [*self._own_name(step, inside), *self._texts(step, track, inside)]
        strips = strips or [Strip(0.0, self.owner)]
        if not told:
            leaf, words = _on_line(step)
            said = (
                *spoken(step.label, inside, f"{step.id}/label", 0.0, 0.0),
                *(spoken(words, inside, leaf, 0.0, 0.0) if words else ()),
            )
            strips[0] = replace(strips[0], lines=(*said, *strips[0].lines))
        return self._on(behind, tuple(strips))

    def _names(self, step: TimelineStep, wide: float) -> tuple[Strip, ...]:
        """The disc with the number, and under it the name, with the line broken around it."""
        frame, kind = self.frame.narrowed(wide), self.frame.style.type["label"]
        disc = self._marked(step, wide)
        manner = Manner(kind, centred=True, balanced=True, hyphens=False)
        leaf, words = _on_line(step)
        lines = set_text(words, manner, frame, leaf, self.owner) if words else []
        paper = frame.colour("paper")
        over = tuple(
            replace(
                strip,
                items=(Box(wide / 2 - _RAIL, 0.0, 2 * _RAIL, strip.height, fill=paper),),
                holds=True,
            )
            for strip in lines
        )
        return (disc, *over)

    def _marked(self, step: TimelineStep, wide: float) -> Strip:
        """The disc with the number, the icon at its right, both about the line, which is broken around them."""
        frame, size = self.frame, self._disc
        if step.icon is None:
            return self._numbered(step, wide / 2, self._drop)
        gap = _BESIDE * frame.style.type["label"].size
        both = size + gap + icon_width(step.icon, size)
        left, paper = (wide - both) / 2, frame.colour("paper")
        disc = self._numbered(step, left + size / 2, self._drop)
        clear = Box(left, 0.0, both, disc.height, fill=paper)
        icon = draw_icon(step.icon, left + size + gap, self._drop, size, frame.colour("ink"), paper)
        return replace(disc, items=(clear, *disc.items, icon))

    def _own_name(self, step: TimelineStep, frame: Frame) -> list[Strip]:
        """The name of a step over its text, where the line has another."""
        if not step.apart:
            return []
        manner = Manner(replace(frame.style.type["label"], face="700"), hyphens=False)
        strips = set_text(step.name, manner, frame, f"{step.id}/name", self.owner)
        return [replace(strip, holds=True) for strip in strips]

    def _on(self, behind: Ground, strips: tuple[Piece, ...]) -> tuple[Piece, ...]:
        return (Parallel(((PANEL_SIDE, strips),), self.owner, whole=True, ground=behind),)

    def _behind(self, track: Track, fill: Fill, wide: float) -> Ground:
        """The ground of a cell, with less white space in it than in a panel: there are many."""
        ground = self.ground(self._panel(track, fill), self.frame.narrowed(wide))
        pad = (1.0 - CELL) * self.frame.style.space["panel"]
        return replace(ground, over=ground.over - pad, under=ground.under - pad)

    def _panel(self, track: Track, fill: Fill) -> Panel:
        return Panel(id=self.owner, name="timeline", fill=fill, role=track.role)

    def _inside(self, behind: Ground, wide: float) -> Frame:
        style = behind.style or self.frame.style
        return Frame(style, self.frame.metrics, wide - 2 * PANEL_SIDE)

    # One track

    def one_by_one(self, tracks: Sequence[Track]) -> list[Piece]:
        """Each track under its name, its steps at the right of the line."""
        made: list[Piece] = []
        for track in tracks:
            space = self.frame.style.space["block"] if made else 0.0
            head = self._head(track, self.frame.width)
            made += [replace(piece, space=space, holds=True) for piece in head]
            for number, step in enumerate(track.steps):
                last = number == len(track.steps) - 1
                rail = self._rail(self._disc / 2, first=not number, last=last)
                indent = self._disc + _GAP * self.frame.style.type["label"].size
                frame = self.frame.narrowed(self.frame.width - indent)
                columns = (
                    (0.0, (self._numbered(step, self._disc / 2, 0.0),)),
                    (indent, tuple(self._named(step, track, frame))),
                )
                over = 0.0 if number else self._over(made)
                made.append(self._row(columns, rail, over, last=last))
        return made

    def _named(self, step: TimelineStep, track: Track, frame: Frame) -> list[Strip]:
        kind = frame.style.type["label"]
        bold = replace(kind, face="700")
        manner = Manner(bold, hyphens=False)
        name = set_text(step.name, manner, frame, f"{step.id}/name", self.owner)
        if step.topic and name:
            topic = spoken(step.topic, frame, f"{step.id}/topic", 0.0, 0.0)
            name[0] = replace(name[0], lines=(*topic, *name[0].lines))
        down = max((self._disc - kind.leading) / 2, 0.0)
        if name:  # its first line at the height of the disc
            lines = tuple([line._replace(y=line.y + down) for line in name[0].lines])
            name[0] = replace(name[0], height=name[0].height + down, lines=lines)
        return [replace(strip, holds=True) for strip in name] + self._texts(step, track, frame)

    # Both

    def _texts(self, step: TimelineStep, track: Track, frame: Frame) -> list[Strip]:
        time = frame.style.type["heading"]
        colour = frame.look(track.role).colour if track.role is not None else None
        manner = Manner(time, colour, hyphens=False)
        strips = set_text(step.time, manner, frame, f"{step.id}/time", self.owner)
        strips += self._bar(step, track, frame)
        body = Manner(frame.style.type["body"])
        strips += set_text(step.text, body, frame, step.id, self.owner)
        return [replace(strip, holds=True) for strip in strips[:-1]] + strips[-1:]

    def _bar(self, step: TimelineStep, track: Track, frame: Frame) -> list[Strip]:
        """How long a step takes, on the scale of all: what it shows stands over it in words."""
        if not (step.low or step.high):
            return []
        small, high = frame.style.type["small"], _BAR * frame.style.type["body"].size
        years = self.longest >= _YEAR
        end = -(-self.longest // _YEAR) * _YEAR if years else self.longest
        unit, ink, top = frame.width / end, frame.colour("ink"), 2.0
        items: list[Item] = list(_extent(step, track, frame, unit, top, high))
        for month in _marks(end):
            x = min(max(month * unit, 0.4), frame.width - 0.4)
            items.append(Rule(x, top - 1.5, x, top + high + 1.5, 0.75, ink))
            if not month or (end > _FEW_YEARS * _YEAR and month < end):
                continue
            count, what = (month / _YEAR, "year") if years else (month, "month")
            words = f"{count:.0f}{NO_BREAK}{what}{'' if count == 1 else 's'}"
            wide = frame.metrics.width(words, small.face, small.size)
            at = min(x - wide / 2, frame.width - wide)
            baseline = top + high + 1.5 + frame.baseline(small)
            colour = frame.colour(small.colour)
            items.append(TextRun(at, baseline, words, small.face, small.size, colour))
        under = self.frame.style.space["line"] / 2
        return [Strip(top + high + 1.5 + small.leading + under, self.owner, items=tuple(items))]

    @property
    def _disc(self) -> float:
        return _DISC * self.frame.style.type["label"].size

    @property
    def _drop(self) -> float:
        """From the top of a row to its disc: as in the cells beside it."""
        return CELL * self.frame.style.space["panel"]

    def _numbered(self, step: TimelineStep, x: float, y: float) -> Strip:
        """A disc about this place, its number in it."""
        frame, size = self.frame, self._disc
        kind = Type(max(_NUMBER * size, frame.style.smallest), size, "700")
        wide = frame.metrics.width(step.number, kind.face, kind.size)
        baseline = y + size / 2 + frame.metrics.cap_height(kind.face, kind.size) / 2
        manner = Manner(kind, frame.colour("paper"), hyphens=False)
        (made,) = set_text(step.label, manner, frame, f"{step.id}/label", self.owner)
        number: PlacedLine = made.lines[0]._replace(x=x - wide / 2, y=baseline)
        circle: Item = Path(ellipse(x, y + size / 2, size / 2, size / 2), fill=frame.colour("ink"))
        return Strip(y + size, self.owner, (number,), (circle,), holds=True)


def _on_line(step: TimelineStep) -> tuple[str, RichText]:
    """The leaf and the words that stand on the line: what it is about, where it is called in two ways."""
    return (f"{step.id}/topic", step.topic) if step.apart else (f"{step.id}/name", step.name)


def _marks(end: float) -> Iterator[float]:
    """The months at which a scale has a mark: each year, or only its ends."""
    yield 0.0
    if end >= _YEAR:
        yield from (float(month) for month in range(_YEAR, int(end), _YEAR))
    yield end


def _extent(
    step: TimelineStep, track: Track, frame: Frame, unit: float, top: float, high: float
) -> Iterator[Item]:
    """Solid to the least; from there dashed to the most, or without an end where that is open."""
    look = RoleLook(frame.colour("ink"), "solid", "disc")
    look = look if track.role is None else frame.look(track.role)
    least = (step.low or 0.0) * unit
    most = step.high * unit if step.high else frame.width
    if least:
        yield from role_bar(look, 0.0, top, least, high, paper=frame.colour("paper"))
    if most > least:
        line = 1.0
        for y in (top + line / 2, top + high - line / 2):
            yield Rule(least, y, most, y, line, look.colour, _DASH)
        if step.high:
            yield Rule(most - line, top, most - line, top + high, line, look.colour, _DASH)


def _at(track: Track, row: int) -> TimelineStep | None:
    return next((step for step in track.steps if step.row == row), None)
