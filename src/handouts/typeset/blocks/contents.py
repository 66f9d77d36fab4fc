"""A packet's contents: number first, then the part, a hairline between the lines."""

from dataclasses import replace
from typing import Final

from handouts.document import Contents, ContentsEntry, Pointer, Run
from handouts.pages import Item, Link, Rule
from handouts.typeset.column.frame import Frame, Manner, broken, set_text
from handouts.typeset.column.strips import PlacedLine, Strip
from handouts.typeset.lines.line import Line, Stretch

_INDENT: Final = 30 / 13
"""Where titles stand, in ems (looks: 30 at 13 points): room for a number of three figures."""

_NUMBER: Final = 0
_TITLE: Final = 1
"""The runs of an entry's text."""


def set_contents(block: Contents, frame: Frame) -> list[Strip]:
    """A strip for each part; the page numbers in it change nothing else."""
    return [
        _entry(block, entry, frame, first=number == 0) for number, entry in enumerate(block.entries)
    ]


def set_pointer(block: Pointer, frame: Frame) -> list[Strip]:
    """A paragraph that says where something is printed."""
    ((leaf, text),) = block.leaves()
    return set_text(text, Manner(frame.style.type["body"]), frame, leaf, block.id)


def _entry(block: Contents, entry: ContentsEntry, frame: Frame, *, first: bool) -> Strip:
    kind = frame.style.type["lead"]
    leaf = f"{block.id}/{entry.part}"
    above = frame.style.space["paragraph"]
    manner = Manner(kind, x=_INDENT * kind.size, hyphens=False)
    # an empty run before it gives the title the place that it has in the entry's text
    title = broken((Run(""), Run(entry.title)), manner, frame, frame.width - manner.x)
    baseline = above + frame.baseline(kind)
    lines = [
        PlacedLine(
            x,
            baseline + number * kind.leading,
            line,
            kind.size,
            frame.colour("ink"),
            leaf,
            tabular=x == 0.0,
            tracking=kind.tracking,
        )
        for x, number, line in [
            (0.0, 0, _number(entry, frame)),
            *((manner.x, number, line) for number, line in enumerate(title)),
        ]
    ]
    height = 2 * above + max(len(title), 1) * kind.leading
    items: list[Item] = [_rule(frame, strong=first)]
    if entry.target:
        (run, _) = entry.text
        said = f"{entry.title}, page {entry.number}"
        items.append(Link(0.0, 0.0, frame.width, height, run.link or "", said, leaf, _NUMBER))
    return Strip(height, block.id, tuple(lines), tuple(items))


def _number(entry: ContentsEntry, frame: Frame) -> Line:
    kind = replace(frame.style.type["lead"], face="700")
    text = f"{entry.number} "
    width = frame.metrics.width(text, kind.face, kind.size, tabular=True)
    return Line((Stretch(0.0, text, kind.face, _NUMBER, None, width),), width)


def _rule(frame: Frame, *, strong: bool) -> Rule:
    line = frame.style.rules["strong" if strong else "hairline"]
    colour = frame.colour("ink" if strong else "hairline")
    return Rule(0.0, 0.0, frame.width, 0.0, line, colour)
