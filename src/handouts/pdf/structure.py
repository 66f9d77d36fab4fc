"""The document as a tree of structure elements (ISO 32000-1, 14.8.4): pure, without pages."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import field, replace
from typing import Any, Final

from handouts import document
from handouts.document import (
    Bibliography,
    Block,
    Callout,
    Cell,
    Contents,
    Document,
    Emblem,
    Figure,
    Flowchart,
    Heading,
    ListBlock,
    ListItem,
    QrCode,
    RichText,
    Row,
    Section,
    SourceList,
    Table,
    link_starts,
)
from handouts.frozen import dataclass
from handouts.kept import kept

Attribute = tuple[str, str, str | int]
"""Owner, key and value: a name, a number, or the text of a ``Summary``."""


@dataclass(frozen=True, slots=True)
class Element:
    """A structure element.

    ``leaf`` is the id of the leaf whose items are its content. Three mappings have runs of this leaf as
    keys: ``links`` gives the number of the run's link, which is that of the link's first run;
    ``references`` gives, for a figure that stands for a source, the name of the source's entry;
    ``notes`` gives the name of the entry that the run belongs to. A ``required`` element must have
    content on the pages.
    """

    tag: str
    kids: tuple["Element", ...] = ()
    leaf: str | None = None
    links: Mapping[int, int] = field(default_factory=dict)
    references: Mapping[int, str] = field(default_factory=dict)
    notes: Mapping[int, str] = field(default_factory=dict)
    labels: frozenset[int] = frozenset()
    """The first run of each entry, which is its number."""
    identifier: str = ""
    """The id of a note, unique in the file (ISO 14289-1, 7.9)."""
    required: bool = False
    alternative: str = ""
    part: str = ""
    """The part of a packet to which the leaves in this element belong."""
    title: str = ""
    """The title of a part, for people who look at the tree."""
    attributes: tuple[Attribute, ...] = ()


def structure(whole: Document, running: Sequence[str] = ()) -> Element:
    """The tree of a document: its body, then the blocks at its foot.

    ``running`` are the leaves of the running lines that are read: those of the header come first,
    those of the footer last; of a packet, in its first part.

    Raises:
        AssertionError: when a table is not regular.
    """
    kids = _elements((*whole.body, *whole.foot))
    if kids and kids[0].part:
        kids = (replace(kids[0], kids=_with_running(kids[0].kids, running)), *kids[1:])
    else:
        kids = _with_running(kids, running)
    return _stepwise(Element("Document", kids), [])


def _with_running(kids: tuple[Element, ...], running: Sequence[str]) -> tuple[Element, ...]:
    heads = [_plain_leaf("P", name, (), required=True) for name in running if "header" in name]
    feet = [_plain_leaf("P", name, (), required=True) for name in running if "header" not in name]
    return (*heads, *kids, *feet)


def leaf_elements(root: Element) -> Iterator[Element]:
    """The elements that have content of their own, in reading order."""
    if root.leaf is not None:
        yield root
    for kid in root.kids:
        yield from leaf_elements(kid)


def leaf_index(root: Element) -> dict[str, dict[str, Element]]:
    """The elements that have content of their own, by part and leaf, in reading order.

    Raises:
        AssertionError: when two elements have the same leaf.
    """
    index: dict[str, dict[str, Element]] = {}
    for part in root.kids:
        own = index.setdefault(part.part, {})
        for element in leaf_elements(part):
            if element.leaf in own:
                raise AssertionError(f"two blocks of the document are called `{element.leaf}`")
            own[element.leaf or ""] = element
    return index


def heading_level(element: Element) -> int | None:
    """1 for ``H1`` and so on; ``None`` for what is no heading."""
    return int(element.tag[1:]) if element.tag in _HEADINGS else None


_HEADINGS = frozenset(f"H{level}" for level in range(1, 7))


def _stepwise(element: Element, outer: list[int]) -> Element:
    """The tree with its headings renumbered where a level is skipped (ISO 14289-1, 7.4.2).

    ``outer`` holds the document's own levels of the headings that enclose this place.
    """
    level = heading_level(element)
    if level is not None:
        while outer and outer[-1] >= level:
            outer.pop()
        outer.append(level)
        return element if level == len(outer) else replace(element, tag=f"H{len(outer)}")
    if element.tag not in {"Document", "Part", "Div"}:
        return element
    return replace(element, kids=tuple(_stepwise(kid, outer) for kid in element.kids))


def _elements(blocks: tuple[Block, ...]) -> tuple[Element, ...]:
    made: list[Element] = []
    before: Block | None = None
    for block in blocks:
        elements = ELEMENTS[type(block)](block)
        if elements and _goes_on(before, block):
            made[-1] = replace(made[-1], kids=(*made[-1].kids, *elements[0].kids))
        else:
            made += elements
        before = block if elements else before
    return tuple(made)


def _goes_on(before: Block | None, block: Block) -> bool:
    """Whether a list goes on with the one before it: a layout may make the end of one optional."""
    if not (type(before) is type(block) is ListBlock):
        return False
    assert isinstance(before, ListBlock)
    assert isinstance(block, ListBlock)
    return before.numbering == block.numbering == "none" and not block.spoken


# Texts


def _heading(block: Heading) -> tuple[Element, ...]:
    note = (_leaf("P", f"{block.id}/note", block.note),) if block.note else ()
    return (_leaf(f"H{block.level}", block.id, block.text), *note)


def _paragraphs(block: Block) -> tuple[Element, ...]:
    return tuple(_leaf("P", name, text) for name, text in block.leaves())


def _quote(block: document.Quote) -> tuple[Element, ...]:
    return (Element("BlockQuote", _paragraphs(block)),)


def _contents(block: Contents) -> tuple[Element, ...]:
    """A table of contents (14.8.4.3)."""
    entries = (_leaf("Reference", name, text) for name, text in block.leaves())
    kids = tuple(Element("TOCI", (entry,)) for entry in entries)
    return (Element("TOC", kids),) if kids else ()


def _sources(block: SourceList) -> tuple[Element, ...]:
    """The sources: a heading, a list and what is said at its end, of one paragraph on paper.

    Of a list by topic the paragraph, then the whole list, which is only read.
    """
    first, *heard = _paragraphs(block)
    made = replace(first, tag="Sect") if first.notes else first
    items = tuple(Element("LI", (replace(one, tag="LBody"),)) for one in heard)
    unnumbered: Attribute = ("List", "ListNumbering", "None")
    return (made, Element("L", items, attributes=(unnumbered,))) if items else (made,)


# Blocks with blocks in them


def _inside(block: Block) -> tuple[Element, ...]:
    return tuple(element for group in block.inner for element in _elements(group))


def _callout(block: Callout) -> tuple[Element, ...]:
    return (Element("Div", _inside(block)),)


def _section(block: Section) -> tuple[Element, ...]:
    return (Element("Part", _inside(block), part=block.id, title=block.title),)


def _emblem(block: Emblem) -> tuple[Element, ...]:
    return (*_paragraphs(block), *_inside(block))


# Figures


def _figure(block: Figure) -> tuple[Element, ...]:
    """The figure, and after it the blocks in it that are text."""
    return (_drawn(block.id, block.alternative, required=block.is_required), *_inside(block))


def _picture(block: document.Picture) -> tuple[Element, ...]:
    """The picture; one that says nothing is an artifact.

    Its caption stands beside it: readers pass over what is in a figure with an alternative text.
    """
    drawn = _figure(block) if block.alternative else ()
    texts = _paragraphs(block)
    if not (drawn and texts):
        return (*drawn, *texts)
    return (Element("Div", (*drawn, Element("Caption", texts))),)


def _drawn(name: str, alternative: str, *, required: bool = True) -> Element:
    return Element("Figure", (), name, required=required, alternative=alternative)


def _flowchart(block: Flowchart) -> tuple[Element, ...]:
    parts = enumerate(block.parts, 1)
    drawn = tuple(_drawn(f"{block.id}/{number}", alternative) for number, alternative in parts)
    return drawn or _figure(block)


def _qr_code(block: QrCode) -> tuple[Element, ...]:
    """The code under the heading beside it, if there is one."""
    heads = 1 if isinstance(block.beside[0], Heading) else 0
    over, under = (_elements(part) for part in (block.beside[:heads], block.beside[heads:]))
    return (*over, _drawn(block.id, block.alternative), *under)


# Leaves


def _leaf(tag: str, name: str, text: RichText, attributes: tuple[Attribute, ...] = ()) -> Element:
    if len(text) == 1 and not (text[0].link or text[0].note):  # nearly every leaf
        return _plain_leaf(tag, name, attributes, required=bool(text[0].text))
    notes = {n: run.note for n, run in enumerate(text) if run.note and not run.is_reference}
    return Element(
        tag,
        leaf=name,
        links=link_starts(text),
        references={n: run.note for n, run in enumerate(text) if run.is_reference},
        notes=notes,
        labels=frozenset({note: n for n, note in reversed(notes.items())}.values()),
        required=any(run.text for run in text),
        attributes=attributes,
    )


@kept(most=4_096)
def _plain_leaf(
    tag: str, name: str, attributes: tuple[Attribute, ...], *, required: bool
) -> Element:
    """The element of a leaf without links; kept, as most leaves occur in the edition before too."""
    return Element(tag, leaf=name, required=required, attributes=attributes)


# Lists


def _list(block: ListBlock) -> tuple[Element, ...]:
    numbering: Attribute = ("List", "ListNumbering", _numbering(block))
    items = Element("L", tuple(_item(item) for item in block.items), attributes=(numbering,))
    if not block.spoken:
        return (items,)
    return (_leaf("H3", f"{block.id}/spoken", block.spoken), items)


def _bibliography(block: Bibliography) -> tuple[Element, ...]:
    """The list of sources: each is a note to which figures in the text refer (14.8.4.4)."""
    (root,) = _list(block)
    return (replace(root, kids=tuple(_as_note(item) for item in root.kids)),)


def _as_note(item: Element) -> Element:
    *label, body = item.kids
    note = replace(body, tag="Note", identifier=body.leaf or "")
    return replace(item, kids=(*label, Element("LBody", (note,))))


def _numbering(block: ListBlock) -> str:
    label = next((item.label for item in block.items if item.label), "")
    match block.numbering:
        case "decimal":
            return "Decimal"
        case "letter":
            return "UpperAlpha" if label[:1].isupper() else "LowerAlpha"
        case "boxes":
            return "Square"
        case "none":
            return "Disc" if label else "None"


def _item(item: ListItem) -> Element:
    """An item: its label, and its body, in which the lists under it are (14.8.4.3.3)."""
    body = _leaf("LBody", item.id, item.text)
    if item.parts:
        body = Element("LBody", (_leaf("P", item.id, item.text), *_elements(item.parts)))
    if not item.label:
        return Element("LI", (body,))
    return Element("LI", (_leaf("Lbl", f"{item.id}/label", item.label_text), body))


def _timeline(block: document.Timeline) -> tuple[Element, ...]:
    """A list of each track under its title; the texts of a step are the paragraphs of its body."""
    made: list[Element] = []
    numbering: Attribute = ("List", "ListNumbering", "Decimal")
    for track in block.tracks:
        if track.title:
            made.append(_leaf("H3", track.id, track.title))
        items = (
            Element(
                "LI",
                (
                    _leaf("Lbl", f"{step.id}/label", step.label),
                    Element("LBody", tuple(_leaf("P", name, text) for name, text in step.said())),
                ),
            )
            for step in track.steps
        )
        made.append(Element("L", tuple(items), attributes=(numbering,)))
    return tuple(made)


# Tables


def _table(block: Table) -> tuple[Element, ...]:
    if len({width for rows in (block.head, block.rows) for width in _widths(rows)}) > 1:
        raise AssertionError(f"the rows of table `{block.id}` have different numbers of cells")
    summary: tuple[Attribute, ...] = (("Table", "Summary", block.summary),) if block.summary else ()
    groups = (("THead", block.head), ("TBody", block.rows))
    kids = tuple(Element(tag, tuple(_row(row) for row in rows)) for tag, rows in groups if rows)
    caption = (_leaf("Caption", f"{block.id}/caption", block.caption),) if block.caption else ()
    return (Element("Table", (*caption, *kids), attributes=summary),)


def _widths(rows: tuple[Row, ...]) -> Iterator[int]:
    """Columns that each row takes, with the cells that reach down into it (ISO 14289-1, 7.5)."""
    reaching: list[int] = []
    for row in rows:
        yield len(row.cells) + len(reaching)
        below = (*(rows - 1 for rows in reaching), *(cell.rows - 1 for cell in row.cells))
        reaching = [rows for rows in below if rows > 0]
    if reaching:
        raise AssertionError("a cell reaches out of its table")


def _row(row: Row) -> Element:
    return Element("TR", tuple([_cell(cell) for cell in row.cells]))


def _cell(cell: Cell) -> Element:
    attributes: tuple[Attribute, ...] = ()
    if cell.header:
        attributes = (("Table", "Scope", cell.header.capitalize()),)
    if cell.rows > 1:
        attributes = (*attributes, ("Table", "RowSpan", cell.rows))
    return _leaf("TH" if cell.header else "TD", cell.id, cell.text or cell.spoken, attributes)


# The table


def _nothing(block: Block) -> tuple[Element, ...]:
    """White space, lines and icons: artifacts."""
    del block
    return ()


ELEMENTS: Final[Mapping[type[Block], Callable[[Any], tuple[Element, ...]]]] = {
    document.Heading: _heading,
    document.Paragraph: _paragraphs,
    document.Notice: _paragraphs,
    document.ListBlock: _list,
    document.Table: _table,
    document.Callout: _callout,
    document.Icon: _nothing,
    document.IconText: _inside,
    document.Columns: _inside,
    document.Panel: _inside,
    document.KeyFigures: _paragraphs,
    document.Quote: _quote,
    document.Checklist: _list,
    document.Timeline: _timeline,
    document.FillIn: _paragraphs,
    document.SourceList: _sources,
    document.Flowchart: _flowchart,
    document.WageChart: _figure,
    document.TileMap: _figure,
    document.AmountChart: _figure,
    document.OverlapDiagram: _figure,
    document.QrCode: _qr_code,
    document.Picture: _picture,
    document.Section: _section,
    document.Contents: _contents,
    document.Pointer: _paragraphs,
    document.Bibliography: _bibliography,
    document.Emblem: _emblem,
    document.RuleLine: _nothing,
    document.Space: _nothing,
    document.PageBreak: _nothing,
}
"""Each kind of block as structure elements; each function takes its own kind."""
