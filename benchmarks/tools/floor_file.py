"""The floor's file: structure elements, objects and the cross-reference table, written as strings."""

import struct
import zlib
from typing import Final

from benchmarks import content
from benchmarks.drawn import HEIGHT, WIDTH

_LEVEL: Final = 6


class Tree:
    """Structure elements: tag, parent, more entries, page and MCID."""

    def __init__(self) -> None:
        self.elements: list[tuple[str, int | None, str, int | None, int]] = []
        self.kids: list[list[int]] = []
        self.marks: list[list[int]] = [[], []]
        self.add("Document", None)

    def add(self, tag: str, parent: int | None, more: str = "", page: int | None = None) -> int:
        """Add an element, with content of its own where it is on a page; returns its number."""
        number, mark = len(self.elements), 0
        if page is not None:
            mark = len(self.marks[page])
            self.marks[page].append(number)
        self.elements.append((tag, parent, more, page, mark))
        self.kids.append([])
        if parent is not None:
            self.kids[parent].append(number)
        return number


_XMP: Final = (
    '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/">'
    '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">'
    "<pdfuaid:part>1</pdfuaid:part><dc:title><rdf:Alt>"
    f'<rdf:li xml:lang="x-default">{content.TITLE}</rdf:li></rdf:Alt></dc:title></rdf:Description>'
    '</rdf:RDF></x:xmpmeta><?xpacket end="r"?>'
)


def _stream(entries: bytes, data: bytes) -> bytes:
    return b"<<%b/Length %d>>stream\n%b\nendstream" % (entries, len(data), data)


def _packed(entries: str, data: bytes) -> bytes:
    return _stream(f"{entries}/Filter/FlateDecode".encode(), zlib.compress(data, _LEVEL))


def whole_file(fixed: list[bytes], streams: list[str], tree: Tree) -> bytes:
    """Fixed objects, page streams, pages, catalog, metadata; the tree in an object stream."""
    first = len(fixed) + 1
    pages, catalog = first + 4, first + 5
    root = first + 8
    objects = [*fixed, *(_packed("", s.encode("latin-1", "replace")) for s in streams)]
    objects += (
        f"<</Type/Page/Parent {pages} 0 R/MediaBox[0 0 {WIDTH:g} {HEIGHT:g}]/Contents {first + n} 0 R"
        f"/Resources<</Font<</Regular 1 0 R/Bold 4 0 R>>>>/StructParents {n}/Tabs/S>>".encode()
        for n in (0, 1)
    )
    objects.append(b"<</Type/Pages/Count 2/Kids[%d 0 R %d 0 R]>>" % (first + 2, first + 3))
    objects.append(
        f"<</Type/Catalog/Pages {pages} 0 R/Lang(en-US)/MarkInfo<</Marked true>>/ViewerPreferences"
        f"<</DisplayDocTitle true>>/Metadata {first + 6} 0 R/StructTreeRoot {root} 0 R>>".encode()
    )
    objects.append(_stream(b"/Type/Metadata/Subtype/XML", _XMP.encode()))
    elements = _elements(tree, root, first + 2)
    places, at = [], 0
    for number, element in enumerate(elements, root):
        places.append(f"{number} {at}")
        at += len(element) + 1
    index = " ".join(places) + " "
    packed = _packed(
        f"/Type/ObjStm/N {len(elements)}/First {len(index)}",
        (index + " ".join(elements)).encode("latin-1", "replace"),
    )
    objects.append(packed)
    body, offsets = bytearray(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"), []
    for number, data in enumerate(objects, 1):
        offsets.append(len(body))
        body += b"%d 0 obj\n%b\nendobj\n" % (number, data)
    holder, last = len(objects), root + len(elements)
    rows = [struct.pack(">BIH", 0, 0, 65535), *(struct.pack(">BIH", 1, o, 0) for o in offsets)]
    rows += [struct.pack(">BIH", 2, holder, n) for n in range(len(elements))]
    rows.append(struct.pack(">BIH", 1, len(body), 0))
    table = _packed(f"/Type/XRef/Size {last + 1}/W[1 4 2]/Root {catalog} 0 R", b"".join(rows))
    start = len(body)
    return bytes(body) + b"%d 0 obj\n%b\nendobj\nstartxref\n%d\n%%%%EOF\n" % (last, table, start)


def _elements(tree: Tree, root: int, first_page: int) -> list[str]:
    own = root + 1
    nums = " ".join(
        f"{page}[{' '.join([f'{own + e} 0 R' for e in marks])}]"
        for page, marks in enumerate(tree.marks)
    )
    made = [f"<</Type/StructTreeRoot/K {own} 0 R/ParentTree<</Nums[{nums}]>>/ParentTreeNextKey 2>>"]
    for (tag, parent, more, page, mark), kids in zip(tree.elements, tree.kids, strict=True):
        above = root if parent is None else own + parent
        inside = (
            f"/Pg {first_page + page} 0 R/K {mark}"
            if page is not None
            else f"/K[{' '.join([f'{own + kid} 0 R' for kid in kids])}]"
        )
        made.append(f"<</S/{tag}/P {above} 0 R{more}{inside}>>")
    return made
