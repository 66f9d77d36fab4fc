"""What a document says: its frame, then its blocks in reading order, indented by nesting."""

import io
from collections.abc import Iterable, Iterator

import pikepdf

from handouts.document import (
    Amount,
    AmountChart,
    Bibliography,
    Block,
    Callout,
    Cell,
    Columns,
    Contents,
    Document,
    Emblem,
    FillIn,
    Flowchart,
    Heading,
    Icon,
    IconText,
    KeyFigures,
    ListBlock,
    Notice,
    OverlapDiagram,
    PageBreak,
    Panel,
    Paragraph,
    Picture,
    Pointer,
    QrCode,
    Quote,
    Row,
    RuleLine,
    RunningText,
    Section,
    SourceEntry,
    SourceList,
    Space,
    Table,
    TableColumn,
    TileMap,
    Timeline,
    WageChart,
    WageRange,
)
from handouts.pipeline import Made

from .plain import Places, number, numbers, quoted, size, traits

Written = tuple[str, Iterable[str]]
"""A block's kind and traits, and the lines beneath it."""


def outline(made: Made) -> Iterator[str]:
    """The document of an edition, how it was fitted, and the bookmarks of its file."""
    document = made.document
    writer = _Writer(document)
    yield from writer.frame(document)
    yield f"fit: {made.pages.fit}"
    for count, page in enumerate(made.pages.pages, 1):
        yield f"page {count}: {size(page.width, page.height)}"
    for name, blocks in (("body", document.body), ("foot", document.foot)):
        yield from (f"{name}:", *_indented(writer.blocks(blocks))) if blocks else ()
    yield from ("bookmarks:", *_indented(_bookmarks(made.data)))


def _indented(lines: Iterable[str]) -> Iterator[str]:
    return (f"  {line}" for line in lines)


def _bookmarks(data: bytes) -> Iterator[str]:
    with pikepdf.open(io.BytesIO(data)) as file, file.open_outline() as found:
        pages = {page.obj.objgen: count for count, page in enumerate(file.pages, 1)}
        yield from _titles(found.root, pages)


def _titles(
    bookmarks: Iterable[pikepdf.OutlineItem], pages: dict[tuple[int, int], int]
) -> Iterator[str]:
    for bookmark in bookmarks:
        assert isinstance(bookmark.destination, pikepdf.Array)
        page, _, _, top, _ = bookmark.destination
        yield f"{quoted(bookmark.title)} to page {pages[page.objgen]}, {number(float(top))} up"
        yield from _indented(_titles(bookmark.children, pages))


class _Writer:
    def __init__(self, document: Document) -> None:
        self._places = Places(document)

    def frame(self, document: Document) -> Iterator[str]:
        """What concerns all pages."""
        for name in ("title", "label", "language", "publisher", "subject", "date", "style"):
            yield f"{name}: {quoted(getattr(document, name))}"
        page = document.page
        margins = numbers(page.top, page.right, page.bottom, page.left)
        more = traits(mirrored=page.mirrored, copies=page.copies if page.copies > 1 else None)
        yield f"format: {size(page.width, page.height)}, margins {margins} {more}".rstrip()
        allowed = traits(pages=document.pages, at_most=document.at_most, smallest=document.smallest)
        yield f"allowed: {allowed or 'any'}"
        yield from self._running(document.header, document.footer)

    def _running(self, header: RunningText, footer: RunningText) -> Iterator[str]:
        for name, line in (("header", header), ("footer", footer)):
            ends = (("left", line.left), ("right", line.right))
            yield from (f"{name} {end}: {self._places.text(text)}" for end, text in ends if text)
            if line.logo:
                yield f"{name} logo: {number(line.logo_height)} high"

    def blocks(self, blocks: Iterable[Block]) -> Iterator[str]:
        """Blocks with what is inside them."""
        for block in blocks:
            kind, beneath = self._block(block)
            name = block.name if block.name != kind.split()[0] else ""
            more = traits(keep_together=block.keep_together, optional=block.optional)
            yield " ".join(part for part in (kind, more, name and f"({name})") if part)
            if block.citations:
                yield f"  cites {', '.join(block.citations)}"
            yield from _indented(beneath)

    def _block(self, block: Block) -> Written:
        match block:
            case Heading():
                shown = traits(
                    level=block.level,
                    role=block.role,
                    tab=block.tab,
                    type=block.type,
                    fill=block.fill,
                )
                return f"heading {shown}", self._leaves(block)
            case Notice():
                least = traits(smallest=block.smallest)
                return f"notice {block.variant} {least}", self._leaves(block)
            case Paragraph():
                return f"paragraph {block.variant}", self._leaves(block)
            case ListBlock():
                return self._list(block)
            case SourceList():
                return self._sources(block)
            case Table():
                return f"table {traits(summary=block.summary)}".rstrip(), self._table(block)
            case FillIn():
                return self._fill_in(block)
            case _:
                return self._group(block)

    def _group(self, block: Block) -> Written:
        match block:
            case Callout() | Panel():
                fill = f"panel {block.fill}" if isinstance(block, Panel) else "callout"
                return fill, self.blocks(tuple(b for group in block.inner for b in group))
            case Columns():
                return f"columns {numbers(*block.widths)}", self._columns(block)
            case Section():
                self._places.part = block.id
                pages = f"pages {block.pages.start} to {block.pages.stop - 1}"
                inner = (*self._running(block.header, block.footer), *self.blocks(block.blocks))
                return f"section {quoted(block.title)} {pages}", inner
            case Pointer():
                return "pointer", self._leaves(block)
            case Contents():
                return "contents", self._leaves(block)
            case Emblem():
                roles = " ".join(str(line.role) for line in block.lines)
                return f"emblem roles {roles}", (*self._leaves(block), *self.blocks(block.blocks))
            case RuleLine():
                return f"rule {block.weight}", ()
            case Space():
                return f"space {block.step}", ()
            case PageBreak():
                return "page_break", ()
            case _:
                return self._figure(block)

    def _figure(self, block: Block) -> Written:
        match block:
            case Flowchart():
                return f"flowchart roles {block.roles}", self._flowchart(block)
            case WageChart():
                return "wage_chart", self._wages(block)
            case OverlapDiagram():
                head = f"overlap wide {block.wide} deep {block.deep} stem {number(block.stem)}"
                shared = [item.id in block.shared for item in block.bar.items]
                inside = (f"{shared.count(True)} shared", *self.blocks(*block.inner))
                return head, (self._alternative(block.id, block.alternative), *inside)
            case QrCode():
                beside = self.blocks(block.beside)
                head = f"qr {quoted(block.address)} {number(block.size)}"
                return head, (self._alternative(block.id, block.alternative), *beside)
            case Picture():
                head = f"picture {size(block.width, block.height)} {block.align}"
                alternative = self._alternative(block.id, block.alternative)
                return head, (alternative, *self._leaves(block))
            case _:
                return self._display(block)

    def _display(self, block: Block) -> Written:
        match block:
            case KeyFigures():
                return "figures", self._leaves(block)
            case Quote():
                return "quote", self._leaves(block)
            case Icon():
                return f"icon {block.align} {traits(role=block.role)}".rstrip(), ()
            case IconText():
                return "beside an icon", self.blocks(block.blocks)
            case TileMap():
                tiles = (
                    f"{t.code} {t.column} {t.row} {block.keys[t.value].label}" for t in block.tiles
                )
                keys = (f"key {quoted(k.label)} {quoted(k.more)} {k.fill}" for k in block.keys)
                alternative = self._alternative(block.id, block.alternative)
                return f"tile_map {traits(role=block.role)}", (alternative, *keys, *tiles)
            case AmountChart():
                rows = (
                    f"{traits(role=one.role)} {quoted(one.name)} {_amount(row)}".strip()
                    for one in block.series
                    for row in one.rows
                )
                return f"chart {block.kind}", (
                    self._alternative(block.id, block.alternative),
                    *rows,
                )
            case Timeline():
                return f"timeline {len(block.tracks)} tracks", self._leaves(block)
            case _:
                raise TypeError(f"say here what is in a block of the kind {type(block).__name__}")

    def _leaves(self, block: Block) -> Iterator[str]:
        return (f"{self._places.leaf(name)} {self._places.text(text)}" for name, text in block.leaves())  # fmt: skip

    def _alternative(self, leaf: str, text: str) -> str:
        return f"{self._places.leaf(leaf)} shows {quoted(text)}"

    def _list(self, block: ListBlock) -> Written:
        kind = "bibliography" if isinstance(block, Bibliography) else "list"
        columns = traits(columns=block.columns if block.columns > 1 else None)
        sources = [f"lists {', '.join(block.sources)}"] if isinstance(block, Bibliography) else []
        return f"{kind} {block.numbering} {columns}".rstrip(), (*sources, *self._leaves(block))

    def _sources(self, block: SourceList) -> Written:
        (leaf, _), *heard = block.leaves()
        manner = "numbered" if block.numbered else "by topic" if heard else "plain"
        head = f"sources {manner}"
        title = f"{self._places.leaf(leaf)} {quoted(block.title)}"
        closing = f"{quoted(block.closing_title)} {quoted(block.closing)}"
        return head, (title, *map(self._source, block.entries), closing)

    def _source(self, entry: SourceEntry) -> str:
        figure = f" [{entry.number}]" if entry.number else ""
        back = f" back to {self._places.target(entry.back)}" if entry.back else ""
        return f"{entry.source}{figure} {self._places.text(entry.text)}{back}"

    def _table(self, block: Table) -> Iterator[str]:
        if block.caption:
            said = self._places.text(block.caption)
            yield f"caption {block.caption_at} {self._places.leaf(f'{block.id}/caption')} {said}"
        yield from map(_column, block.columns)
        for name, rows in (("head", block.head), ("row", block.rows)):
            for row in rows:
                yield f"{name}{' ruled' if row.ruled else ''}"
                yield from _indented(self._cells(row))

    def _cells(self, row: Row) -> Iterator[str]:
        for cell in row.cells:
            shown = f"{self._places.leaf(cell.id)} {self._places.text(cell.text)}"
            yield f"{shown} {_cell(cell)}".rstrip()

    def _fill_in(self, block: FillIn) -> Written:
        fields = (
            f"field {number(one.share)} {quoted(one.label)} {quoted(one.value)}"
            for one in block.fields
        )
        head = f"fill_in {traits(lines=block.lines, fill=block.fill)}"
        return head, (*fields, *self._leaves(block))

    def _columns(self, block: Columns) -> Iterator[str]:
        for column in block.columns:
            yield "column"
            yield from _indented(self.blocks(column))

    def _flowchart(self, block: Flowchart) -> Iterator[str]:
        texts = block.parts or (block.alternative,)
        parts = [f"{block.id}/{part}" for part in range(1, len(block.parts) + 1)] or [block.id]
        yield from map(self._alternative, parts, texts)
        labels = {node.id: f"{node.kind} {node.label}".rstrip() for node in block.nodes}
        for node in block.nodes:
            title = quoted(node.title) if node.title else ""
            roles = traits(roles=", ".join(map(str, node.roles)))
            shown = (labels[node.id], title, quoted(node.text), roles)
            yield " ".join(part for part in shown if part)
        for edge in block.edges:
            yield f"{labels[edge.source]} to {labels[edge.target]} {quoted(edge.label)}"

    def _wages(self, block: WageChart) -> Iterator[str]:
        yield self._alternative(block.id, block.alternative)
        for series in block.series:
            yield f"role {series.role} {quoted(series.name)}"
            yield from _indented(map(_wage, series.ranges))


def _column(column: TableColumn) -> str:
    width = traits(width=column.width or None, share=column.share or None)
    return f"column {width or 'natural'} {column.align} {traits(tabular=column.tabular)}".rstrip()


def _cell(cell: Cell) -> str:
    return traits(
        heads=cell.header,
        role=cell.role,
        tab=cell.tab,
        strong=cell.strong,
        quiet=cell.quiet,
        boxes=", ".join(map(str, cell.boxes)),
        rows=cell.rows if cell.rows > 1 else None,
    )


def _amount(row: Amount) -> str:
    ends = " ".join("open" if end is None else number(end) for end in (row.low, row.high))
    parts = " ".join(f"{number(part.share)} {quoted(part.text)}" for part in row.parts)
    before = f" {quoted(row.before)}" if row.before else ""
    return f"{quoted(row.label)} {ends} {parts} {quoted(row.text)}{before}"


def _wage(range_: WageRange) -> str:
    values = (range_.p10, range_.p25, range_.median, range_.p75, range_.p90)
    shown = " ".join("unknown" if value is None else number(value) for value in values)
    local = " local" if range_.local else ""
    return f"{quoted(range_.place)}{local} {shown} {quoted(range_.median_text)}"
