"""Headings, paragraphs, lists and source lists as strips; callouts, lines, white space."""

from dataclasses import replace
from itertools import accumulate

from handouts.document import (
    Bibliography,
    Callout,
    Checklist,
    Heading,
    IconText,
    ListBlock,
    ListItem,
    Notice,
    PageBreak,
    Paragraph,
    RuleLine,
    SourceList,
    Space,
    TickItem,
    plain,
)
from handouts.pages import Box, Item, Rule
from handouts.style import Type, luminance
from handouts.typeset.blocks.flow import Allowance
from handouts.typeset.column.drawing import moved
from handouts.typeset.column.frame import (
    Frame,
    Manner,
    broken,
    least_width,
    mark_indent,
    role_mark,
    set_text,
    spoken,
)
from handouts.typeset.column.marks import draw_icon, icon_width, role_bar
from handouts.typeset.column.strips import Parallel, Piece, PlacedLine, Strip, total_height

BAR_GAP = 4.5 / 13
"""From a role's bar to the name below, in ems of the heading."""

_RULE_GAP = 8 / 13
"""From the line over a heading to its line box, in ems of the heading."""

_DASH_INDENT = 11 / 10.5
_DASH = 5 / 10.5
"""The list mark, a dash, and where the text hangs, in ems (looks: 5 × 1 at 0, text at 11)."""

_NARROWEST = 6.0
"""Ems of a column of a list: the mark takes up to two of them, and a word needs the rest."""

_MANY = 4
"""Items that may stand in lines in a style of one column; fewer are quickly read one under the other."""

_RUN_ON_GAP = 1.0
"""From the end of an item to the dash of the next in its line, in ems."""

_HEARD = 1.0
"""Points that a list takes which is only read: it is under what is painted, and no line of it."""

_LABEL_INDENT = 17 / 10.5
"""Where the text of a numbered item hangs, in ems."""


_BOX = 1.0
_BOX_RISE = 0.84
_BOX_INDENT = 1.65
_BOX_LINE = 1.2
"""A box to tick: its side, how far it stands over the base line and where the text hangs, in ems, and
its line in points (looks: 9 to 13 points, 1.2)."""
_HEADING_ICON = 1.2
"""The height of an icon beside a heading, in ems: as high as its letters with those that hang down."""

_ICON_GAP = 0.4
"""From an icon to the words beside it, in ems."""

_CAPITALS = 0.66
"""The height of capitals, in ems of the style's family: an icon stands on their middle."""


_LARGEST_FILL = 1.6
"""How much larger than its step a heading that fills its measure may be: more would be another step."""

_SMALLEST_FILL = 0.8
"""How much smaller it may be, so that no word is divided: less would be another step, too."""

_DISPLAY = frozenset({"display", "cover"})
"""Steps so large that the white space within their letters is seen at the left edge."""


def heading_type(block: Heading, frame: Frame) -> Type:
    """The type of a heading: its own, or the title for the first level."""
    return frame.style.type[block.type or ("title" if block.level == 1 else "heading")]


def set_heading(block: Heading, frame: Frame) -> list[Strip]:
    """A heading, held to what follows; with its role's bar and mark, and its note."""
    kind = heading_type(block, frame)
    over: list[Strip] = []
    if block.role is not None and (block.tab or (frame.style.one_column and block.level == 2)):
        over = [bar_strip(block.role, frame.width, kind, frame, block.id)]
    elif block.role is None and block.level == 2:
        over = ruled_off(kind, frame, block.id)
    strips = [*over, *_heading_lines(block, kind, frame)]
    if block.note:
        small = frame.style.type["small"]
        strips += set_text(block.note, Manner(small), frame, f"{block.id}/note", block.id)
    return [replace(strip, holds=True) for strip in strips]


def _heading_lines(block: Heading, kind: Type, frame: Frame) -> list[Strip]:
    """The lines behind the icon and the role's mark, those that there are; a mark keeps its step's size."""
    icon, mark = _HEADING_ICON * kind.size, kind.size
    colour = frame.look(block.role).colour if block.role is not None else None
    behind = icon_width(block.icon, icon) + _ICON_GAP * mark if block.icon is not None else 0.0
    indent = behind + (mark_indent(block.role, mark, frame) if block.role is not None else 0.0)
    centred = block.align == "center" and not indent
    manner = Manner(kind, colour, indent, balanced=True, centred=centred, hyphens=False)
    manner = _filling(block, manner, frame)
    optical = not centred and not indent and (block.fill or block.type in _DISPLAY)
    strips = set_text(block.text, replace(manner, optical=optical), frame, block.id, block.id)
    baseline = frame.baseline(manner.kind)
    items: tuple[Item, ...] = ()
    if block.icon is not None:
        top = baseline - (_CAPITALS * mark + icon) / 2
        ink = colour or frame.colour(kind.colour)
        items = (draw_icon(block.icon, 0.0, top, icon, ink, frame.colour("paper")),)
    if block.role is not None:
        items += role_mark(block.role, behind, baseline, mark, frame)
    if strips and items:
        strips[0] = replace(strips[0], items=items)
    return strips


def _filling(block: Heading, manner: Manner, frame: Frame) -> Manner:
    """As large as its number of lines allows, in half points, if it is to fill its measure.

    Where a word would be divided it is smaller, as far as that helps.
    """
    if not block.fill:
        return manner
    own = manner.kind

    def grown(halves: int) -> Manner:
        size = own.size + halves / 2
        scale = size / own.size
        kind = replace(own, size=size, leading=own.leading * scale, tracking=own.tracking * scale)
        return replace(manner, kind=kind)

    def whole(halves: int) -> bool:
        return least_width(block.text, grown(halves), frame) <= frame.width

    def fits(halves: int) -> bool:
        width = frame.width - manner.x
        return whole(halves) and len(broken(block.text, grown(halves), frame, width)) <= lines

    if not whole(0):
        least = max(own.size * _SMALLEST_FILL, frame.style.smallest)
        smaller = range(-1, -int(2 * (own.size - least)) - 1, -1)
        return grown(next((halves for halves in smaller if whole(halves)), 0))
    lines = len(broken(block.text, manner, frame, frame.width - manner.x))
    low, high = 0, int(2 * own.size * (_LARGEST_FILL - 1))
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if fits(middle) else (low, middle - 1)
    return grown(low)


def ruled_off(kind: Type, frame: Frame, owner: str) -> list[Strip]:
    """The line over a heading, where the style has one; none at the top of a page."""
    line = frame.style.rules["heading"]
    if not line:
        return []
    rule = Rule(0.0, 0.0, frame.width, 0.0, line, frame.colour("muted"))
    return [Strip(_RULE_GAP * kind.size, owner, items=(rule,), holds=True, vanishes=True)]


def bar_strip(role: int, width: float, kind: Type, frame: Frame, owner: str) -> Strip:
    """The bar of a role over its name."""
    high, gap = frame.style.rules["bar"], BAR_GAP * kind.size
    bar = role_bar(frame.look(role), 0.0, 0.0, width, high)
    return Strip(high + gap, owner, items=bar, holds=True)


def set_paragraph(block: Paragraph, frame: Frame) -> list[Strip]:
    """A paragraph in the type of its variant."""
    kind = frame.style.type[block.variant]
    if isinstance(block, Notice):
        kind = kind.at_least(block.smallest)
    answer = block.variant == "answer"
    centred = block.align == "center"
    manner = Manner(
        kind,
        balanced=answer,
        centred=centred,
        hyphens=not (answer or centred),
        links=block.variant != "small",
    )
    return set_text(block.text, manner, frame, block.id, block.id)


def set_source_list(block: SourceList, frame: Frame) -> list[Strip]:
    """The sources, one small paragraph; nothing when there are none and nothing else to say."""
    if not block.text:
        return []
    kind = frame.style.type["small"]
    manner = Manner(kind, hyphens=False, links=False)
    over = ruled_off(frame.style.type["heading"], frame, block.id) if frame.style.one_column else []
    return [*over, *set_text(block.text, manner, frame, block.id, block.id), *_heard(block, frame)]


def _heard(block: SourceList, frame: Frame) -> list[Strip]:
    """The sources one by one, side by side under the lines: only read, and as small as that takes."""
    said = block.heard
    room = frame.width / max(len(said), 1)
    lines: list[PlacedLine] = []
    for number, text in enumerate(said):
        fitting = frame.narrowed(min(room, len(plain(text)) * _HEARD / 2))
        heard = spoken(text, fitting, f"{block.id}/source{number}", 0.0, _HEARD)
        lines += (line._replace(x=number * room) for line in heard)
    return [Strip(_HEARD, block.id, tuple(lines), holds=True)] if lines else []


def set_callout(block: Callout, frame: Frame, allowance: Allowance) -> list[Piece]:
    """Its text under a hairline, if it has one."""
    inner = allowance.set_blocks(block.blocks, frame)
    if not inner:
        return []
    if not block.ruled:
        return list(inner)
    rule = _across(block.id, frame, "hairline")
    return [replace(rule, under=frame.style.space["paragraph"], holds=True), *inner]


def set_icon_text(block: IconText, frame: Frame, allowance: Allowance) -> list[Piece]:
    """The blocks right of the icon, which stands on as many of their first lines as it is high."""
    kind = frame.style.type["body"]
    size = kind.leading * block.lines
    indent = icon_width(block.icon, size) + _ICON_GAP * kind.size * (1 + block.lines) / 2
    inner = allowance.set_blocks(block.blocks, frame.narrowed(frame.width - indent))
    if not inner:
        return []
    ink, paper = frame.colour("ink"), frame.colour("paper")
    icon = draw_icon(block.icon, -indent, 0.0, size, ink, paper)
    rest = size - total_height(inner)
    under = (Strip(rest, block.id),) if rest > 0 else ()
    return [Parallel(((indent, (*_with_icon(inner, icon), *under)),), block.id)]


def _with_icon(pieces: tuple[Piece, ...], icon: Item, back: float = 0.0) -> tuple[Piece, ...]:
    """The pieces with an icon in the first strip, which may stand ``back`` from their edge."""
    first, *rest = pieces
    if isinstance(first, Strip):
        return (replace(first, items=(*first.items, moved(icon, -back, 0.0))), *rest)
    (x, column), *columns = first.columns
    return (
        replace(first, columns=((x, _with_icon(column, icon, back + x)), *columns)),
        *rest,
    )


def set_rule(block: RuleLine, frame: Frame) -> list[Strip]:
    """A line across the column."""
    return [_across(block.id, frame, block.weight)]


def _across(owner: str, frame: Frame, weight: str) -> Strip:
    line = frame.style.rules[weight]
    colour = frame.colour("hairline" if weight == "hairline" else "muted")
    return Strip(line, owner, items=(Rule(0.0, 0.0, frame.width, 0.0, line, colour),))


def set_space(block: Space, frame: Frame) -> list[Strip]:
    """White space, which falls away at the top of a page."""
    if block.step == "fill":
        return [Strip(0.0, block.id, over=frame.style.space["medium"], fills=True)]
    return [Strip(0.0, block.id, over=frame.style.space[block.step])]


def set_page_break(block: PageBreak, frame: Frame) -> list[Strip]:
    """The end of a page."""
    del frame
    return [Strip(0.0, block.id, ends_page=True)]


def set_list(block: ListBlock, frame: Frame) -> list[Piece]:
    """The items one below the other, or in balanced columns, as many as have room for words."""
    gutter = frame.style.space["gutter"]
    room = frame.width + gutter
    least = gutter + _NARROWEST * frame.style.type["node"].size
    count = 1 if frame.style.one_column else min(block.columns, max(int(room / least), 1))
    if count < 2:
        items = _items(block, frame)
        if frame.style.one_column and _runs_on(block, items, frame):
            items = _run_on(items, frame)
        return list(_headed([strip for item in items for strip in item], block, frame))
    wide = room / count - gutter
    flows = isinstance(block, Bibliography)
    items = _items(block, frame.narrowed(wide))
    if flows:  # no column ends within an item: its next line would stand above the one before it
        items = [[*(replace(s, holds=True) for s in item[:-1]), item[-1]] for item in items]
    shares = _balanced([total_height(item) + item[0].space for item in items], count)
    columns = []
    start = 0
    for number, taken in enumerate(shares):
        strips = [s for item in items[start : start + taken] for s in item]
        columns.append((number * (wide + gutter), tuple(_headed(strips, block, frame, number))))
        start += taken
    return [Parallel(tuple(columns), block.id, flows=flows)]


def _runs_on(block: ListBlock, items: list[list[Strip]], frame: Frame) -> bool:
    """Whether a list of many short items may stand in lines, so that large type needs no page more."""
    plain_items = all(
        type(item) is ListItem and not item.label and item.icon is None for item in block.items
    )
    return (
        plain_items
        and type(block) is ListBlock
        and len(items) >= _MANY
        and all(len(item) == 1 and _wide(item[0]) <= frame.width / 2 for item in items)
    )


def _wide(strip: Strip) -> float:
    return max((line.x + line.line.width for line in strip.lines), default=0.0)


def _run_on(items: list[list[Strip]], frame: Frame) -> list[list[Strip]]:
    """Items side by side, each behind its dash, as many as a line has room for; none is broken."""
    rows: list[list[Strip]] = []
    x = 0.0
    for (strip,) in items:
        if rows and x + _wide(strip) <= frame.width:
            over = rows[-1][0]
            lines = (*over.lines, *(line._replace(x=line.x + x) for line in strip.lines))
            drawn = (*over.items, *(moved(item, x, 0.0) for item in strip.items))
            rows[-1] = [replace(over, lines=lines, items=drawn)]
        else:
            rows.append([strip])
            x = 0.0
        x += _wide(strip) + _RUN_ON_GAP * frame.style.type["body"].size
    return rows


def _headed(strips: list[Strip], block: ListBlock, frame: Frame, column: int = 0) -> list[Strip]:
    """The strips of the first column under the heading of the list that is only read."""
    if not (block.spoken and strips) or column:
        return strips
    kind = frame.style.type["body"]
    baseline = frame.baseline(kind) - kind.leading
    said = spoken(block.spoken, frame, f"{block.id}/spoken", 0.0, baseline)
    return [replace(strips[0], lines=(*said, *strips[0].lines)), *strips[1:]]


def _balanced(heights: list[float], columns: int) -> list[int]:
    """How many items stand in each column so that the tallest is as short as can be."""
    ends = list(accumulate(heights))
    if columns < 2 or not heights:
        return [len(heights)]
    best = min(
        range(1, len(heights) + 1),
        key=lambda n: (max(ends[n - 1], (ends[-1] - ends[n - 1]) / (columns - 1)), -n),
    )
    return [best, *_balanced(heights[best:], columns - 1)]


def _items(block: ListBlock, frame: Frame) -> list[list[Strip]]:
    """The strips of each item; an item is nearer to what stands under it than to the next one."""
    if isinstance(block, Checklist):
        return _listed(block, frame.style.type["body"], tight=False, frame=frame)
    side_by_side = "small" if isinstance(block, Bibliography) else "node"
    kind = frame.style.type[side_by_side if block.columns > 1 else "body"]
    return _listed(block, kind, block.columns > 1, frame)


def _listed(block: ListBlock, kind: Type, tight: bool, frame: Frame) -> list[list[Strip]]:
    numbered = any(item.label for item in block.items)
    indent = _indent(block, kind, frame) if numbered else _mark_indent(block, kind)
    between = frame.style.space["small" if tight and not numbered else "line"] * 0.75
    if isinstance(block, Checklist):
        between = frame.style.space["paragraph"]
    made = []
    for number, item in enumerate(block.items):
        strips = _item(item, block.id, kind, indent, frame)
        if number and strips:
            strips[0] = replace(strips[0], space=between)
        inner = frame.narrowed(frame.width - indent)
        for part in item.parts if strips else ():
            under = _under(part, kind, tight, inner)
            if not isinstance(item, TickItem):  # its second line is one of its own
                under[:1] = [replace(strip, space=between) for strip in under[:1]]
            strips += [_set_in(strip, indent) for strip in under]
        if strips:
            made.append(strips)
    return made


def _under(part: Paragraph | ListBlock, kind: Type, tight: bool, frame: Frame) -> list[Strip]:
    """What stands under the text of an item: a list of its own, or one more paragraph."""
    if isinstance(part, ListBlock):
        return [strip for item in _listed(part, kind, tight, frame) for strip in item]
    own = frame.style.type["small"] if part.variant == "small" else kind
    return set_text(part.text, Manner(own), frame, part.id, part.id)


def _set_in(strip: Strip, by: float) -> Strip:
    lines = tuple([line._replace(x=line.x + by) for line in strip.lines])
    return replace(strip, lines=lines, items=tuple([moved(item, by, 0.0) for item in strip.items]))


def _indent(block: ListBlock, kind: Type, frame: Frame) -> float:
    if isinstance(block, Checklist):
        roles = {item.role for item in block.items if isinstance(item, TickItem)} - {None}
        marks = (mark_indent(role, kind.size, frame) for role in roles if role is not None)
        return _BOX_INDENT * kind.size + max(marks, default=0.0)
    face = frame.style.type["label"].face
    widest = max(frame.metrics.width(item.label, face, kind.size) for item in block.items)
    return max(_LABEL_INDENT * kind.size, widest + 5 * kind.size / 10.5)


def _mark_indent(block: ListBlock, kind: Type) -> float:
    """The room for dashes, or for the widest icon in place of one."""
    wide = [icon_width(i.icon, kind.leading) for i in block.items if i.icon is not None]
    return max(wide) + _ICON_GAP * kind.size if wide else _DASH_INDENT * kind.size


def _item(item: ListItem, owner: str, kind: Type, indent: float, frame: Frame) -> list[Strip]:
    strips = set_text(item.text, Manner(kind, x=indent), frame, item.id, owner)
    if not strips:
        return []
    first = strips[0]
    if isinstance(item, TickItem):
        strips[0] = _ticked(first, item, kind, frame)
    elif item.label:
        bold = Type(kind.size, kind.leading, "700")
        label = set_text(item.label_text, Manner(bold), frame, f"{item.id}/label", owner)
        strips[0] = replace(first, lines=(*_lines(label), *first.lines))
    elif item.icon is not None:
        ink, paper = frame.colour("ink"), frame.colour("paper")
        strips[0] = replace(
            first, items=(draw_icon(item.icon, 0.0, 0.0, kind.leading, ink, paper),)
        )
    else:
        strips[0] = replace(first, items=(_dash(kind, frame),))
    return strips


def _ticked(first: Strip, item: TickItem, kind: Type, frame: Frame) -> Strip:
    """The first line of an item behind its box, and the mark of its role; what is read of the box."""
    baseline, side = frame.baseline(kind), _BOX * kind.size
    ink = frame.colour("ink")
    colour = ink if item.role is None else frame.look(item.role).colour
    # white on every ground, as a pen is dark
    pale = max((ink, frame.colour("paper")), key=luminance)
    line = frame.style.rules["edge"] if frame.style.one_column else _BOX_LINE
    top = baseline - _BOX_RISE * kind.size
    box: Item = Box(0.0, top, side, side, pale, colour, line)
    marks: tuple[Item, ...] = ()
    if item.role is not None:
        marks = role_mark(item.role, _BOX_INDENT * kind.size, baseline, kind.size, frame)
    label = f"{item.id}/label"
    said = spoken(item.label_text, frame, label, 0.0, baseline)
    return replace(first, items=(box, *marks), lines=(*said, *first.lines))


def _lines(strips: list[Strip]) -> tuple[PlacedLine, ...]:
    return tuple(line for strip in strips[:1] for line in strip.lines)


def _dash(kind: Type, frame: Frame) -> Item:
    """The list mark: on the middle of the small letters, an artifact."""
    y = frame.baseline(kind) - 0.24 * kind.size
    unit = kind.size / 10.5
    return Rule(0.0, y, _DASH * kind.size, y, 1.0 * unit, frame.colour("ink"))
