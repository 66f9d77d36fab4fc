"""Headings, paragraphs, lists, callouts and notices; lines to write on; rules and white space."""

from collections.abc import Mapping
from dataclasses import replace

from handouts.compose.blocks.scope import Scope
from handouts.compose.templates.markdown import (
    MarkdownItem,
    MarkdownList,
    MarkdownPart,
    joined,
    one_line,
)
from handouts.document import (
    Block,
    Callout,
    FillIn,
    FillInField,
    Heading,
    IconText,
    ListBlock,
    ListItem,
    Notice,
    PageBreak,
    Paragraph,
    RuleLine,
    Run,
    Space,
    Variant,
)
from handouts.model.base import Text
from handouts.model.blocks import (
    CalloutBlock,
    FillInBlock,
    HeadingBlock,
    NoticeBlock,
    NoticesBlock,
    PageBreakBlock,
    RuleBlock,
    SpaceBlock,
    TextBlock,
)
from handouts.units import parse_length


def heading(body: HeadingBlock, scope: Scope) -> list[Block]:
    """A heading; nothing where it has no text."""
    text = scope.slots.rich(body.text)
    if not text:
        return []
    role = scope.role(body.role).index if body.role else None
    note = scope.slots.rich(body.note) if body.note else ()
    return [
        Heading(
            id=scope.id,
            text=text,
            level=body.level,
            role=role,
            tab=body.tab,
            note=note,
            type=body.type,
            icon=scope.icon(body.icon),
            fill=body.fill,
            align=body.align,
        )
    ]


def text(body: TextBlock, scope: Scope) -> list[Block]:
    """The paragraphs and lists of a text."""
    parts = _parts(body.text, body.variant, scope, body.columns)
    parts = [replace(p, align=body.align) if isinstance(p, Paragraph) else p for p in parts]
    said = scope.slots.plain(body.spoken) if body.spoken else ""
    first = next((n for n, part in enumerate(parts) if isinstance(part, ListBlock)), None)
    if said and first is not None:
        headed = parts[first]
        assert isinstance(headed, ListBlock)
        parts[first] = replace(headed, spoken=(Run(said),))
    if body.icons is not None and first is not None:
        parts[first] = _with_icons(parts[first], body.icons, scope)
    return _beside(body.icon, parts, scope, 1.0)


def _with_icons(block: Block, leaf: Text, scope: Scope) -> Block:
    """A list with icons in place of its dashes; an item for which there is no name keeps its dash."""
    assert isinstance(block, ListBlock), "only a list has items"
    names = scope.values(leaf)
    drawings = [scope.drawing(Text(str(n), leaf.span)) if n else None for n in names]
    drawings += [None] * (len(block.items) - len(drawings))
    items = zip(block.items, drawings, strict=False)
    return replace(block, items=tuple([replace(item, icon=icon) for item, icon in items]))


def _beside(icon: Text | None, parts: list[Block], scope: Scope, lines: float) -> list[Block]:
    """The blocks with an icon at their left, if there is one and something beside it."""
    drawing = scope.icon(icon) if parts else None
    if drawing is None:
        return parts
    return [IconText(id=f"{scope.id}.icon", icon=drawing, lines=lines, blocks=tuple(parts))]


def notice(body: NoticeBlock, scope: Scope) -> list[Block]:
    """Small print."""
    return _parts(body.text, "small", scope)


def _parts(leaf: Text, variant: Variant, scope: Scope, columns: int = 1) -> list[Block]:
    parts = enumerate(scope.slots.blocks(leaf))
    return [_part(f"{scope.id}.{number}", part, variant, columns) for number, part in parts]


def _part(
    id_: str, part: MarkdownPart, variant: Variant = "body", columns: int = 1
) -> Paragraph | ListBlock:
    if isinstance(part, MarkdownList):
        return _list(id_, part, columns)
    return Paragraph(id=id_, text=part.text, variant=variant)


def _list(id_: str, part: MarkdownList, columns: int) -> ListBlock:
    items = tuple([_item(f"{id_}.i{i}", i, item, part) for i, item in enumerate(part.items)])
    boxes = not part.ordered and all(item.box for item in part.items)
    return ListBlock(
        id=id_,
        items=items,
        numbering="decimal" if part.ordered else "boxes" if boxes else "none",
        columns=columns,
    )


def _item(id_: str, number: int, item: MarkdownItem, around: MarkdownList) -> ListItem:
    """A task's box is its label; behind a number it stands before the text."""
    label, text = item.box, item.text
    if around.ordered:
        label = f"{around.start + number}{around.delimiter}"
        text = joined((Run(f"{item.box} "), *text)) if item.box else text
    parts = tuple([_part(f"{id_}.{n}", part) for n, part in enumerate(item.parts)])
    return ListItem(id=id_, label=label, text=text, parts=parts)


def callout(body: CalloutBlock, scope: Scope) -> list[Block]:
    """A text with its title run in; nothing where it has no text."""
    inner = _parts(body.text, "body", scope)
    title = scope.slots.plain_lines(body.title)
    if not inner:
        return []
    first = inner[0]
    run_in = Run(f"{title} ", bold=True)
    if title and isinstance(first, Paragraph):
        inner[0] = replace(first, text=joined((run_in, *first.text)))
    elif title:
        inner.insert(0, Paragraph(id=f"{scope.id}.title", text=(Run(title, bold=True),)))
    origins = scope.slots.printed.origins  # faults name the text that they are found in
    placed = [replace(b, name="callout", span=body.text.span, origins=origins) for b in inner]
    blocks = _beside(body.icon, placed, scope, 2.0)
    return [Callout(id=scope.id, blocks=tuple(blocks))]


def fill_in(body: FillInBlock, scope: Scope) -> list[Block]:
    """Lines to write on, or the value that was given for them."""
    blank = scope.context.names["blank"]
    values: Mapping[str, str] = blank if isinstance(blank, Mapping) else {}
    value = values.get(str(body.blank), "") if body.blank else ""
    fields = tuple(_field(str(one), values) for one in body.fields)
    scope.slots.printed.note(value)
    for field in fields:
        scope.slots.printed.note_text(field.value, field.span)
    return [
        FillIn(
            id=scope.id,
            label=scope.slots.rich(body.label) if body.label else (),
            hint=scope.slots.rich(body.hint) if body.hint else (),
            lines=0 if fields else body.lines,
            fields=fields,
            value=str(value),
            fill=body.fill,
            ruled=body.ruled,
        )
    ]


def _field(written: str, values: Mapping[str, str]) -> FillInField:
    """``Label``, ``Label=2*`` and ``Label=2*:blank``."""
    label, _, rest = written.partition("=")
    share, _, blank = rest.partition(":")
    value = values.get(blank, "")
    place = value.span if isinstance(value, Text) else None
    return FillInField(label, float(share.rstrip("*") or 1), one_line(str(value)), place)


def notices(_: NoticesBlock, scope: Scope) -> list[Block]:
    """The notices that publisher and audience require, where the layout places them."""
    return required_notices(scope)


def required_notices(scope: Scope) -> list[Block]:
    """A paragraph for each notice, with the size under which it may not be set."""
    made: list[Block] = []
    for number, one in enumerate(scope.context.notices):
        text = scope.slots.shown(one.text)
        if text:
            made.append(
                Notice(
                    id=f"{scope.id}.{number}",
                    name="notices",
                    span=one.text.span,
                    text=text,
                    variant="small",
                    smallest=parse_length(one.smallest),
                )
            )
    return made


def rule(body: RuleBlock, scope: Scope) -> list[Block]:
    """A line across the column."""
    return [RuleLine(id=scope.id, weight=body.weight)]


def space(body: SpaceBlock, scope: Scope) -> list[Block]:
    """White space."""
    return [Space(id=scope.id, step=body.step)]


def page_break(_: PageBreakBlock, scope: Scope) -> list[Block]:
    """The end of a page."""
    return [PageBreak(id=scope.id)]
