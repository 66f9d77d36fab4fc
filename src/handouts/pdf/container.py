"""The file: reportlab's document of numbered objects, written with compressed structure elements.

reportlab writes no end of line before ``endstream`` (PDF/A-2, 6.1.7.1), has its own marks in
header and trailer, and no object streams; so the writing out is ours.
"""

import hashlib
import struct
import zlib
from typing import Final

from reportlab.pdfbase.pdfdoc import PDFDocument, PDFObject

_HEADER: Final = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
_LEVEL: Final = 4
"""The level of zlib: half the time of level 6, for 0.5 % more bytes."""

_ESCAPES: Final = str.maketrans({"(": r"\(", ")": r"\)", "\\": r"\\"})


def text_string(text: str) -> str:
    """A text string (ISO 32000-1, 7.9.2.2)."""
    if text.isascii() and text.isprintable():
        return f"({text.translate(_ESCAPES)})"
    return f"<FEFF{text.encode('utf-16-be').hex().upper()}>"


def stream(entries: str, data: bytes) -> bytes:
    """A stream object of data that is already encoded."""
    return f"<<{entries}/Length {len(data)}>>\nstream\n".encode() + data + b"\nendstream"


def deflated(entries: str, data: bytes, level: int = _LEVEL) -> bytes:
    """A stream object, compressed with zlib."""
    return stream(f"{entries}/Filter/FlateDecode", zlib.compress(data, level))


class Written(PDFObject):
    """An indirect object that is written already."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.number = 0

    def set(self, text: str) -> None:
        """Set the text of a reserved object."""
        self.data = text.encode("latin-1")

    def format(self, document: PDFDocument) -> bytes:
        """The object as it stands in the file."""
        del document
        return self.data


class Packed:
    """Objects that go into the object stream; the first has the number ``first``."""

    def __init__(self, first: int) -> None:
        self._first = first
        self.objects: list[str] = []

    def reserve(self) -> int:
        """The number of an object whose text is set later."""
        return self.add("null")

    def add(self, text: str) -> int:
        """Add an object; returns its number."""
        self.objects.append(text)
        return self._first + len(self.objects) - 1

    def set(self, number: int, text: str) -> None:
        """Set the text of a reserved object."""
        self.objects[number - self._first] = text


class Container(PDFDocument):
    """A document whose objects are added and then written out once."""

    def __init__(self) -> None:
        super().__init__(invariant=1, compression=1)
        self._written: list[Written] = []
        # reportlab begins with a dictionary of standard fonts, which may not be in such a file
        self.objectcounter = 0
        for register in (self.idToObject, self.numberToId, self.idToObjectNumberAndVersion):
            register.clear()

    def add(self, obj: str | bytes) -> int:
        """Register an indirect object; returns its number."""
        return self._register(obj.encode("latin-1") if isinstance(obj, str) else obj).number

    def reserve(self) -> Written:
        """Register an object whose data is set later."""
        return self._register(b"null")

    def _register(self, data: bytes) -> Written:
        obj = Written(data)
        self.Reference(obj)  # type: ignore[no-untyped-call]
        obj.number = int(self.objectcounter)
        self._written.append(obj)
        return obj

    def written(self, root: Written, info: Written, elements: list[str]) -> bytes:
        """The whole file. ``elements`` are numbered from ``objectcounter`` + 1."""
        count = len(self._written)
        body, offsets = bytearray(_HEADER), []
        for obj in self._written:
            offsets.append(len(body))
            body += b"%d 0 obj\n%b\nendobj\n" % (obj.number, obj.format(self))
        packed = count + len(elements) + 1
        offsets_of_elements = _object_stream(elements, count + 1)
        position = len(body)
        body += b"%d 0 obj\n%b\nendobj\n" % (packed, offsets_of_elements)
        rows = [0, 0, 0xFFFF]
        for offset in offsets:
            rows += 1, offset, 0
        for index in range(len(elements)):
            rows += 2, packed, index
        rows += 1, position, 0, 1, len(body), 0
        digest = hashlib.sha256(body).hexdigest()[:32].upper()
        entries = (
            f"/Type/XRef/Size {packed + 2}/W[1 4 2]/ID[<{digest}><{digest}>]"
            f"/Root {root.number} 0 R/Info {info.number} 0 R"
        )
        table = deflated(entries, struct.pack(f">{'BIH' * (len(rows) // 3)}", *rows))
        ending = b"%d 0 obj\n%b\nendobj\nstartxref\n%d\n%%%%EOF\n" % (packed + 1, table, len(body))
        return bytes(body) + ending


def _object_stream(objects: list[str], first: int) -> bytes:
    """Objects packed into one stream (ISO 32000-1, 7.5.7)."""
    places, position = [], 0
    for number, obj in enumerate(objects, first):
        places.append(f"{number} {position}")
        position += len(obj) + 1
    index = " ".join(places) + " "
    data = (index + " ".join(objects)).encode("latin-1")
    return deflated(f"/Type/ObjStm/N {len(objects)}/First {len(index)}", data)
