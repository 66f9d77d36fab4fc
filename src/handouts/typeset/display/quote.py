"""A sentence in large type beside a line, and who says it."""

from dataclasses import replace
from typing import Final

from handouts.document import Quote
from handouts.pages import Rule
from handouts.typeset.column.frame import Frame, Manner, set_text
from handouts.typeset.column.strips import Ground, Parallel

_LINE: Final = 3.0
"""The line beside it, in points: heavier than any rule, so that it is no edge of a box."""

_INDENT: Final = 0.75
"""From the line to the text, in ems of the sentence."""


def set_quote(block: Quote, frame: Frame) -> list[Parallel]:
    """The sentence and, small, who says it; it goes to a page as a whole."""
    kind = replace(frame.style.type["subtitle"], face="600")
    indent = _LINE + _INDENT * kind.size
    inside = frame.narrowed(frame.width - indent)
    sentence = Manner(kind, balanced=True, hyphens=False)
    strips = set_text(block.text, sentence, inside, block.id, block.id)
    small = Manner(frame.style.type["small"])
    source = set_text(block.source, small, inside, f"{block.id}/source", block.id)
    source[:1] = [replace(strip, space=frame.style.space["line"]) for strip in source[:1]]
    colour = frame.colour("ink") if block.role is None else frame.look(block.role).colour
    line = Rule(_LINE / 2, 0.0, _LINE / 2, 0.0, _LINE, colour)
    ground = Ground(frame.width, 0.0, 0.0, rail=line)
    return [Parallel(((indent, (*strips, *source)),), block.id, whole=True, ground=ground)]
