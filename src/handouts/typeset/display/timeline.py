"""Numbered steps on a line: two tracks at both sides of it, or one track beside it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from handouts.document import Panel, Timeline, TimelineStep, Track
from handouts.document.blocks import Fill
from handouts.pages import Box, Item, Rule
from handouts.shapes import Path, ellipse
from handouts.style import Type
from handouts.typeset.column.frame import (
    Frame,
    Manner,
    least_width,
    mark_indent,
    role_mark,
    set_text,
    spoken,
)
from handouts.typeset.column.strips import PANEL_SIDE, Ground, Parallel, Piece, PlacedLine, Strip

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


def set_timeline(ground: GroundOf, block: Timeline, frame: Frame) -> list[Piece]:
    """Two tracks in common rows, where both have room for words; else one after the other."""
    setting = _Setting(block.id, frame, ground)
    if len(block.tracks) == 2 and not frame.style.one_column:
        spine = _spine(block, frame)
        side = (frame.width - spine) / 2
        if side - 2 * PANEL_SIDE >= _NARROWEST * frame.style.type["body"].size:
            return setting.pair(block.tracks[0], block.tracks[1], side, spine)
    return setting.one_by_one(block.tracks)


def _spine(block: Timeline, frame: Frame) -> float:
    """The width of the line with the names on it: every word of these has room."""
    manner = Manner(frame.style.type["label"], hyphens=False)
    names = (step.name for track in block.tracks for step in track.steps)
    words = max(least_width(name, manner, frame) for name in names)
    return max(_SPINE * frame.width, words + manner.kind.size)


@dataclass(frozen=True, slots=True)
class _Setting:
    """How the steps of a block are set."""

    owner: str
    frame: Frame
    ground: GroundOf

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
        behind = self.ground(self._panel(track, fill), self.frame.narrowed(wide))
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
        """What a track says at a step, on the tint of its role; its name is read if the line has it not."""
        if step is None:
            return ()
        fill: Fill = "tint" if track.role is not None else "outline"
        behind = self.ground(self._panel(track, fill), self.frame.narrowed(wide))
        inside = self._inside(behind, wide)
        strips = self._texts(step, track, inside) or [Strip(0.0, self.owner)]
        if not told:
            said = (
                *spoken(step.label, inside, f"{step.id}/label", 0.0, 0.0),
                *spoken(step.name, inside, f"{step.id}/name", 0.0, 0.0),
            )
            strips[0] = replace(strips[0], lines=(*said, *strips[0].lines))
        return self._on(behind, tuple(strips))

    def _names(self, step: TimelineStep, wide: float) -> tuple[Strip, ...]:
        """The disc with the number, and under it the name, with the line broken around it."""
        frame, kind = self.frame.narrowed(wide), self.frame.style.type["label"]
        disc = self._numbered(step, wide / 2, self._drop)
        manner = Manner(kind, centred=True, balanced=True, hyphens=False)
        lines = set_text(step.name, manner, frame, f"{step.id}/name", self.owner)
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

    def _on(self, behind: Ground, strips: tuple[Piece, ...]) -> tuple[Piece, ...]:
        return (Parallel(((PANEL_SIDE, strips),), self.owner, whole=True, ground=behind),)

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
        body = Manner(frame.style.type["body"])
        strips += set_text(step.text, body, frame, step.id, self.owner)
        return [replace(strip, holds=True) for strip in strips[:-1]] + strips[-1:]

    @property
    def _disc(self) -> float:
        return _DISC * self.frame.style.type["label"].size

    @property
    def _drop(self) -> float:
        """From the top of a row to its disc: as in the cells beside it."""
        return self.frame.style.space["panel"] / 2

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


def _at(track: Track, row: int) -> TimelineStep | None:
    return next((step for step in track.steps if step.row == row), None)
