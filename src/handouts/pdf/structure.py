"""The document as a tree of structure elements (ISO 32000-1, 14.8.4): pure, without pages."""

from collections.abc import Iterator
from dataclasses import dataclass

from handouts.document import (
    Block,
    Callout,
    Cell,
    Columns,
    Document,
    FillIn,
    Flowchart,
    Heading,
    ListBlock,
    ListItem,
    Paragraph,
    RichText,
    Row,
    SourceList,
    Table,
    WageChart,
    leaves,
)

Attribute = tuple[str, str, str | int]
"""Owner, key and value: a name, a number, or the text of a ``Summary``."""


@dataclass(frozen=True, slots=True)
class Element:
    """A structure element.

    ``leaf`` is the id of the leaf whose items are its content, ``links`` the runs of it that are
    links. A ``required`` one must have content on the pages.
    """

    tag: str
    kids: tuple["Element", ...] = ()
    leaf: str | None = None
    links: frozenset[int] = frozenset()
    required: bool = False
    alternative: str = ""
    attributes: tuple[Attribute, ...] = ()


def structure(document: Document) -> Element:
    """The tree of a document: its body, then the blocks at its foot."""
    return Element("Document", (*_elements(document.body), *_elements(document.foot)))


def leaf_elements(root: Element) -> Iterator[Element]:
    """The elements that have content of their own, in reading order."""
    if root.leaf is not None:
        yield root
    for kid in root.kids:
        yield from leaf_elements(kid)


def _elements(blocks: tuple[Block, ...]) -> tuple[Element, ...]:
    return tuple(element for block in blocks for element in _block(block))


def _block(block: Block) -> tuple[Element, ...]:
    match block:
        case Heading():
            note = (_leaf("P", f"{block.id}/note", block.note),) if block.note else ()
            return (_leaf(f"H{block.level}", block.id, block.text), *note)
        case Paragraph() | SourceList() | FillIn():
            return tuple(_leaf("P", name, text) for name, text in leaves(block))
        case ListBlock():
            return (_list(block),)
        case Table():
            return (_table(block),)
        case Callout():
            return (Element("Div", _elements(block.blocks)),)
        case Columns():
            return tuple(element for column in block.columns for element in _elements(column))
        case Flowchart() | WageChart():
            return (Element("Figure", (), block.id, required=True, alternative=block.alternative),)
        case _:
            return ()


def _leaf(
    tag: str, name: str, text: RichText, attributes: tuple[Attribute, ...] = ()
) -> Element:
    links = frozenset(number for number, run in enumerate(text) if run.link)
    return Element(
        tag,
        leaf=name,
        links=links,
        required=any(run.text for run in text),
        attributes=attributes,
    )


def _list(block: ListBlock) -> Element:
    numbering: Attribute = ("List", "ListNumbering", _numbering(block))
    return Element("L", tuple(_item(item) for item in block.items), attributes=(numbering,))


def _numbering(block: ListBlock) -> str:
    label = next((item.label for item in block.items if item.label), "")
    match block.numbering:
        case "decimal":
            return "Decimal"
        case "letter":
            return "UpperAlpha" if label[:1].isupper() else "LowerAlpha"
        case "none":
            return "Disc" if label else "None"


def _item(item: ListItem) -> Element:
    body = _leaf("LBody", item.id, item.text)
    if not item.label:
        return Element("LI", (body,))
    return Element("LI", (Element("Lbl", (), f"{item.id}/label", required=True), body))


def _table(block: Table) -> Element:
    summary: tuple[Attribute, ...] = (("Table", "Summary", block.summary),) if block.summary else ()
    groups = (("THead", block.head), ("TBody", block.rows))
    kids = tuple(Element(tag, tuple(_row(row) for row in rows)) for tag, rows in groups if rows)
    return Element("Table", kids, attributes=summary)


def _row(row: Row) -> Element:
    return Element("TR", tuple(_cell(cell) for cell in row.cells))


def _cell(cell: Cell) -> Element:
    attributes: list[Attribute] = []
    if cell.header:
        attributes.append(("Table", "Scope", cell.header.capitalize()))
    if cell.rows > 1:
        attributes.append(("Table", "RowSpan", cell.rows))
    return _leaf("TH" if cell.header else "TD", cell.id, cell.text, tuple(attributes))
