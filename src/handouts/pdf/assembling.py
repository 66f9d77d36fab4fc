"""The file around the pages: catalog, page tree, resources, metadata."""

from collections.abc import Mapping, Sequence

from handouts.document import Document
from handouts.document.references import source_names
from handouts.fonts import FontSubset
from handouts.pages import Page
from handouts.pdf.container import Container, Packed, deflated, text_string
from handouts.pdf.destinations import Destinations
from handouts.pdf.drawing import PageContent
from handouts.pdf.metadata import add_output_intent, information, metadata, xmp
from handouts.pdf.operators import number, numbers
from handouts.pdf.outline import add_outline
from handouts.pdf.resources import add_font, add_pictures, lets_through
from handouts.pdf.structure import Element
from handouts.pdf.tree import StructureTree
from handouts.style import Face


def assemble(
    document: Document,
    root: Element,
    leaves: Mapping[str, Mapping[str, Element]],
    contents: Sequence[PageContent],
    subsets: Mapping[Face, FontSubset],
) -> bytes:
    """The whole file.

    Raises:
        AssertionError: when the pages and the structure tree do not belong together.
    """
    file = Container()
    record = metadata(document)
    resources = file.add(_resources(file, subsets, contents))
    streams = [file.add(_stream(content)) for content in contents]
    xmp_packet = file.add(xmp(record))
    intent = add_output_intent(file)
    info, catalog, page_tree = file.reserve(), file.reserve(), file.reserve()
    pages = [file.reserve() for _ in contents]
    page_numbers = [page.number for page in pages]

    packed = Packed(int(file.objectcounter) + 1)
    targets = Destinations(contents, page_numbers, leaves)
    tree = StructureTree(packed, page_numbers, contents, targets, source_names(document))
    for index, (page, content) in enumerate(zip(pages, contents, strict=True)):
        annotations = " ".join(f"{link} 0 R" for link in tree.add_annotations(index))
        page.set(
            f"<</Type/Page/Parent {page_tree.number} 0 R{_boxes(content.page)}{_blending(content.page)}"
            f"/Resources {resources} 0 R/Contents {streams[index]} 0 R"
            f"/StructParents {index}/Tabs/S{f'/Annots[{annotations}]' if annotations else ''}>>"
        )
    structure_tree = tree.write(root)
    outline = add_outline(packed, document, leaves, targets)

    kids = " ".join(f"{page} 0 R" for page in page_numbers)
    page_tree.set(f"<</Type/Pages/Count {len(pages)}/Kids[{kids}]>>")
    info.set(information(record))
    catalog.set(
        f"<</Type/Catalog/Pages {page_tree.number} 0 R/Lang{text_string(document.language)}"
        f"/MarkInfo<</Marked true>>/ViewerPreferences<</DisplayDocTitle true>>"
        f"/Metadata {xmp_packet} 0 R/OutputIntents[{intent}]/StructTreeRoot {structure_tree} 0 R"
        f"{f'/Outlines {outline} 0 R' if outline else ''}>>"
    )
    return file.written(catalog, info, packed.objects)


def _resources(
    file: Container, subsets: Mapping[Face, FontSubset], contents: Sequence[PageContent]
) -> str:
    fonts = "".join(f"/F{face} {add_font(file, subset)} 0 R" for face, subset in subsets.items())
    images = add_pictures(file, (content.page for content in contents))
    return f"<</Font<<{fonts}>>{images}>>"


def _stream(content: PageContent) -> bytes:
    return deflated("", "\n".join(content.operators).encode("latin-1"))


def _boxes(page: Page) -> str:
    """The finished size, and what is printed beyond it and cut off (ISO 32000-1, 14.11.2).

    The corner of the finished page is 0 0, so that nothing on it moves where there is more around it.
    """
    box = f"[0 0 {number(page.width)} {number(page.height)}]"
    if not page.bleed:
        return f"/MediaBox{box}/TrimBox{box}"
    over = page.bleed
    ends = numbers(page.width + over, page.height + over)
    whole = f"[{numbers(-over, -over)} {ends}]"
    return f"/MediaBox{whole}/BleedBox{whole}/TrimBox{box}"


def _blending(page: Page) -> str:
    """The color space in which what is transparent is blended (ISO 32000-1, 11.6.6).

    Without it a printer blends in its own, and colors come out otherwise than on a screen.
    """
    return "/Group<</S/Transparency/CS/DeviceRGB>>" if lets_through(page) else ""
