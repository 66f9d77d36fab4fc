"""Lines to write on."""

from dataclasses import replace
from typing import Final

from handouts.diagnostics import Diagnostic, HandoutsError
from handouts.document import FillIn, FillInField, Run
from handouts.document.blocks import LINE_TO_WRITE_ON, LINES_TO_WRITE_ON
from handouts.pages import Rule
from handouts.typeset.blocks.flow import Allowance
from handouts.typeset.column.frame import Frame, Manner, set_text, spoken
from handouts.typeset.column.strips import PlacedLine, Strip

PITCH = 24.0
"""From one line to write on to the next (looks: 24 to 25): room for handwriting."""

_BELOW: Final = 12.0
"""Under the last line: with the white space before a rule of the page at its tightest these are 20
points, so that the rule is not taken for one more line (looks: 20)."""

_DOTS: Final = (1.5, 2.0)
"""Of a line to write on, in widths of the line: dots, as nothing else on a sheet has. A copying machine
keeps them."""

_LABEL_GAP = 6.0
_FIELD_GAP = 16.0


LEAST_FILLED: Final = 2
"""Lines to write on that a block with room to grow has at least."""


def set_fill_in(block: FillIn, frame: Frame, allowance: Allowance) -> list[Strip]:
    """Label, hint, fields, then its lines; a value stands in place of the first of them."""
    least = min(block.lines, LEAST_FILLED) if block.fill else block.lines
    lines = allowance.lines.get(block.id, least)
    strips = _heads(block, frame)
    if block.fields:
        strips.append(_fields(block, frame))
    if block.value:
        body = frame.style.type["body"]
        made = set_text((Run(block.value),), Manner(body), frame, f"{block.id}/value", block.id)
        if made and strips:
            made[0] = replace(made[0], space=frame.style.space["line"])
        strips += made
        lines = 0
    strips += [_write_line(frame, block.id, ruled=block.ruled)] * lines
    if lines:
        first = strips[-lines]
        said = spoken(LINES_TO_WRITE_ON, frame, f"{block.id}/lines", 0.0, PITCH - _LABEL_GAP)
        strips[-lines] = replace(first, lines=said)
        strips[-1] = replace(strips[-1], height=PITCH + (_BELOW if block.ruled else 0.0))
    return [replace(s, holds=True) for s in strips[:-1]] + strips[-1:]


def _heads(block: FillIn, frame: Frame) -> list[Strip]:
    strips: list[Strip] = []
    if block.label:
        kind = frame.style.type["label"]
        strips += set_text(block.label, Manner(kind), frame, block.id, block.id)
    if block.hint:
        kind = frame.style.type["small"]
        strips += set_text(block.hint, Manner(kind), frame, f"{block.id}/hint", block.id)
    return strips


def _write_line(frame: Frame, owner: str, *, ruled: bool) -> Strip:
    y = PITCH - frame.style.rules["write"]
    return Strip(PITCH, owner, items=(write_line(0.0, frame.width, y, frame),) if ruled else ())


def write_line(left: float, right: float, y: float, frame: Frame) -> Rule:
    """The line itself: dots, from one place to another."""
    width = frame.style.rules["write"]
    dots = tuple([width * part for part in _DOTS])
    return Rule(left, y, right, y, width, frame.colour("muted"), dots)


def _fields(block: FillIn, frame: Frame) -> Strip:
    """All fields on one line: label, then a line to write on or the value."""
    kind = frame.style.type["body"]
    height = max(kind.leading, 20.0)
    baseline = height - (kind.leading - frame.baseline(kind))
    total = sum(f.share for f in block.fields)
    room = frame.width - _FIELD_GAP * (len(block.fields) - 1)
    x, lines, rules = 0.0, [], []
    for number, field in enumerate(block.fields):
        wide = room * field.share / total
        line = _field_line(block, number, x, wide, baseline, frame)
        lines.append(line)
        end = x + line.line.width + _LABEL_GAP
        if not field.value:
            leaf = f"{block.id}/field{number}/line"
            lines += spoken(LINE_TO_WRITE_ON, frame, leaf, end, baseline)
        if not field.value and end < x + wide:
            rules.append(write_line(end, x + wide, baseline + 2, frame))
        x += wide + _FIELD_GAP
    return Strip(height, block.id, tuple(lines), tuple(rules))


def _field_line(
    block: FillIn, number: int, x: float, wide: float, y: float, frame: Frame
) -> PlacedLine:
    field = block.fields[number]
    manner = Manner(frame.style.type["body"], hyphens=False)
    leaf = f"{block.id}/field{number}"
    strips = set_text(field.text, manner, frame.narrowed(wide), leaf, block.id)
    if len(strips) != 1:
        raise HandoutsError(_too_long(block, field))
    return strips[0].lines[0]._replace(x=x, y=y)


def _too_long(block: FillIn, field: FillInField) -> Diagnostic:
    return Diagnostic(
        "overflow",
        f"`{field.value or field.label}` does not fit on the line `{field.label}`",
        "Write fewer words, or give the field a larger share of the line",
        field.span or block.span,
    )
