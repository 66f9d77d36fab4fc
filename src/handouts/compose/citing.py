"""Where the sources of a text are named: at the end of paragraphs, items, cells and captions.

What cannot hold a figure well hands its sources on: a heading, a verdict in large type and a drawing
to the text below, a drawing with a caption to the caption, a row of figures with one source to what heads
it.
What all items of a list, or all cells of a row, rest on is named once, at the end; what all rows of a
column rest on, in its head.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from handouts.compose.templates.markdown import joined
from handouts.document import (
    AmountChart,
    Block,
    Columns,
    Heading,
    KeyFigures,
    ListBlock,
    Notice,
    OverlapDiagram,
    Panel,
    Paragraph,
    Picture,
    Quote,
    RichText,
    Row,
    Run,
    Table,
    TileMap,
    Timeline,
    TimelineStep,
    WageChart,
)

Cites = tuple[str, ...]
Rows = tuple[Row, ...]

_MANY: Final = 3
"""So many rows, or figures of a row, say the same sources too often."""

_CARRYING: Final = frozenset({"body", "small"})
"""Variants of paragraphs that hold source figures."""


def placed(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """The blocks with the sources of each text at its end.

    What nothing below takes stands at the last text above that can hold it.
    """
    made, left = _run(blocks, ())
    return _ending(made, left) if left else made


def _run(blocks: tuple[Block, ...], above: Cites) -> tuple[tuple[Block, ...], Cites]:
    """The blocks; the first one also gets ``above``. And the sources that nothing in them took."""
    made: list[Block] = []
    following = (*blocks[1:], None)
    for block, after in zip(blocks, following, strict=False):
        one, above = _placed(block, after, above)
        made.append(one)
    return tuple(made), above


def _ending(blocks: tuple[Block, ...], left: Cites) -> tuple[Block, ...]:
    """The blocks, with sources at the last text that can hold them; as they are where there is none."""
    for at in range(len(blocks) - 1, -1, -1):
        one = _ended(blocks[at], left)
        if one != blocks[at]:
            return (*blocks[:at], one, *blocks[at + 1 :])
    return blocks


def _ended(block: Block, left: Cites) -> Block:
    match block:
        case Paragraph() if block.text:
            return replace(block, text=_joined(block.text, left))
        case ListBlock():
            return _list(block, left)
        case Panel() | Columns():
            return _ended_inside(block, left)
        case _:
            return block


def _ended_inside(block: Block, left: Cites) -> Block:
    """A block of blocks, with sources in the last of its groups that can hold them, and in no other."""
    groups: list[tuple[Block, ...]] = []

    def noted(inner: tuple[Block, ...]) -> tuple[Block, ...]:
        groups.append(inner)
        return inner

    block.with_inner(noted)
    ended = [_ending(inner, left) for inner in groups]
    last = max((n for n, one in enumerate(ended) if one != groups[n]), default=-1)
    made = iter([ended[n] if n == last else one for n, one in enumerate(groups)])
    return block.with_inner(lambda _: next(made))


def _inside(block: Block, above: Cites) -> tuple[Block, Cites]:
    """A block of blocks: what is above it goes to its first ones, what its blocks do not take to the next one."""
    taken: list[Cites] = []

    def inner(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
        on_top = above if not taken else taken.pop() if isinstance(block, Panel) else ()
        made, left = _run(blocks, on_top)
        taken.append(left)
        return made

    made = block.with_texts(uncited).with_inner(inner)
    return made, tuple(source for own in taken for source in own) if taken else above


def uncited(text: RichText) -> RichText:
    """The text without its sources."""
    return _split(text)[0]


def _placed(block: Block, after: Block | None, above: Cites) -> tuple[Block, Cites]:
    """The block, and the sources that it hands on to the next one."""
    match block:
        case Heading():
            return _heading(block, after, above)
        case Notice():
            return block.with_texts(uncited), above
        case Paragraph():
            return _paragraph(block, above)
        case ListBlock():
            return _list(block, above), ()
        case Table():
            return _table(block), ()
        case WageChart() | TileMap() | AmountChart():
            return block, (*above, *block.citations)
        case OverlapDiagram():
            return _overlap(block), ()
        case KeyFigures() | Quote() | Timeline():
            return _display(block, above), ()
        case Picture() if block.caption or block.credit:
            return _picture(block, above), ()
        case _:
            return _inside(block, above)


def _display(block: KeyFigures | Quote | Timeline, above: Cites) -> Block:
    """What is seen first, its sources where it is small; of a timeline at the last text of each step."""
    match block:
        case KeyFigures():
            *others, last = block.items
            ended = last.with_text(lambda text: _joined(text, above))
            return replace(block, items=(*(one.with_text(_cited) for one in others), ended))
        case Quote():
            if not block.source:
                return replace(block, text=_joined(block.text, above))
            text, cites = _split(block.text)
            return replace(block, text=text, source=_joined(block.source, (*above, *cites)))
        case Timeline():
            tracks = (replace(t, steps=tuple(map(_step, t.steps))) for t in block.tracks)
            return replace(block, tracks=tuple(tracks))


def _picture(block: Picture, above: Cites) -> Block:
    """What is said under a picture, its sources at its end."""
    text, cites = _split(block.caption)
    credit, more = _split(block.credit)
    cites = (*above, *cites, *more)
    if text:
        return replace(block, caption=_citing(text, cites), credit=credit)
    return replace(block, credit=_citing(credit, cites))


def _paragraph(block: Paragraph, above: Cites) -> tuple[Block, Cites]:
    text, cites = _split(block.text)
    if block.variant in _CARRYING:
        return replace(block, text=_citing(text, (*above, *cites))), ()
    return replace(block, text=text), (*above, *cites)


def _heading(block: Heading, after: Block | None, above: Cites) -> tuple[Block, Cites]:
    text, cites = _split(block.text)
    note, more = _split(block.note)
    cites = (*above, *cites, *more)
    if note and isinstance(after, WageChart):
        return replace(block, text=text, note=_citing(note, (*cites, *after.citations))), ()
    return replace(block, text=text, note=note), cites


def _list(block: ListBlock, above: Cites) -> ListBlock:
    """Each item with its sources; what is handed on, and what all share, at the last one."""
    parts = _once([_split(text) for text in block.texts()])
    if above and parts:
        text, cites = parts[-1]
        parts[-1] = (text, (*above, *cites))
    cited = iter([_citing(*part) for part in parts])
    return block.with_texts(lambda _: next(cited))


def _step(step: TimelineStep) -> TimelineStep:
    """A step with its sources at its last text."""
    parts = [_split(text) for text in (step.name, step.time, step.text)]
    cites = [source for _, own in parts for source in own]
    last = max((n for n, (text, _) in enumerate(parts) if text), default=0)
    name, time, text = (
        _citing(said, tuple(cites)) if n == last else said for n, (said, _) in enumerate(parts)
    )
    return replace(step, name=name, time=time, text=text)


def _once(parts: Sequence[tuple[RichText, Cites]]) -> list[tuple[RichText, Cites]]:
    """The texts; sources that all of them share are left to the last."""
    if len(parts) < 2:
        return list(parts)
    shared = set.intersection(*(set(cites) for _, cites in parts))
    before = [(text, tuple(c for c in cites if c not in shared)) for text, cites in parts[:-1]]
    return [*before, parts[-1]]


def _overlap(block: OverlapDiagram) -> Block:
    """What the bar rests on stands under the text beside it."""
    cites = tuple(source for text in block.bar.texts() for source in _split(text)[1])
    return replace(
        block,
        bar=block.bar.with_texts(uncited),
        left=_run(block.left, tuple(dict.fromkeys(cites)))[0],
        right=placed(block.right),
        steps=_list(block.steps, ()),
    )


# Tables


def _table(block: Table) -> Block:
    head = tuple(row.with_texts(uncited(cell.text) for cell in row.cells) for row in block.head)
    roles = any(cell.role is not None for row in block.head for cell in row.cells)
    figures = [column.tabular for column in block.columns]
    head, rows = (head, block.rows) if roles else _headed(head, block.rows)
    rows = tuple(_row(row, figures, once=not roles) for row in rows)
    said = uncited if block.caption_at == "spoken" else _cited
    return replace(block, caption=said(block.caption), head=head, rows=rows)


def _cited(text: RichText) -> RichText:
    return _citing(*_split(text))


def _headed(head: Rows, rows: Rows) -> tuple[Rows, Rows]:
    """Head and rows; sources that all rows of a column share are moved to the column's head."""
    if len(head) != 1 or len(rows) < _MANY:
        return head, rows
    titles = head[0].cells
    if any(len(row.cells) != len(titles) for row in rows):
        return head, rows
    columns = zip(*([_split(cell.text)[1] for cell in row.cells] for row in rows), strict=True)
    shared = [
        column[0] if title.text and len(set(column)) == 1 else ()
        for title, column in zip(titles, columns, strict=True)
    ]
    named = head[0].with_texts(_citing(t.text, own) for t, own in zip(titles, shared, strict=True))
    return (named,), tuple(_without(row, shared) for row in rows)


def _without(row: Row, shared: Sequence[Cites]) -> Row:
    pairs = zip(row.cells, shared, strict=True)
    return row.with_texts(uncited(cell.text) if own else cell.text for cell, own in pairs)


def _row(row: Row, figures: Sequence[bool], *, once: bool) -> Row:
    """The row's cells with their sources, each at what rests on it."""
    texts = [_split(cell.text) for cell in row.cells]
    if not any(cites for _, cites in texts):
        return row
    texts = _led(texts, figures[len(figures) - len(row.cells) :])
    citing = [n for n, (text, cites) in enumerate(texts) if cites and text]
    if once:
        for n, part in zip(citing, _once([texts[n] for n in citing]), strict=True):
            texts[n] = part
    return row.with_texts(_citing(*part) for part in texts)


def _led(
    texts: list[tuple[RichText, Cites]], tabular: Sequence[bool]
) -> list[tuple[RichText, Cites]]:
    """Figures side by side that all rest on the same leave it to the cell before them."""
    figures = [n for n, (_, cites) in enumerate(texts) if tabular[n] and cites]
    before = next((n for n, right in enumerate(tabular) if right), 0) - 1
    others = any(cites for n, (_, cites) in enumerate(texts) if not tabular[n])
    same = len({texts[n][1] for n in figures}) == 1
    if len(figures) < _MANY or before < 0 or others or not same or not texts[before][0]:
        return texts
    led = [(text, () if tabular[n] else cites) for n, (text, cites) in enumerate(texts)]
    led[before] = (texts[before][0], texts[figures[0]][1])
    return led


# Texts


def _split(text: RichText) -> tuple[RichText, Cites]:
    """The words of a text, and its sources in their order."""
    if not any(run.cites for run in text):
        return text, ()
    cites = dict.fromkeys(source for run in text for source in run.cites)
    return joined([run for run in text if not run.cites]), tuple(cites)


def _joined(text: RichText, above: Cites) -> RichText:
    """The text with the sources handed on to it before its own."""
    said, cites = _split(text)
    return _citing(said, (*above, *cites))


def _citing(text: RichText, cites: Cites) -> RichText:
    if not text or not cites:
        return text
    return (*text, Run("", cites=tuple(dict.fromkeys(cites))))
