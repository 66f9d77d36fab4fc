"""Who, what and when: Info and XMP from one record, and the colour space of the output."""

import functools
import struct
from html import escape
from typing import Final

from handouts import __version__
from handouts.document import Document
from handouts.frozen import dataclass
from handouts.pdf.container import Container, deflated, stream, text_string

_XMP: Final = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about=""
 xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:pdf="http://ns.adobe.com/pdf/1.3/"
 xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/"
 xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
<pdfaid:part>2</pdfaid:part>
<pdfaid:conformance>A</pdfaid:conformance>
<pdfuaid:part>1</pdfuaid:part>
<dc:format>application/pdf</dc:format>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>
<dc:description><rdf:Alt><rdf:li xml:lang="x-default">{subject}</rdf:li></rdf:Alt></dc:description>
<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>
<xmp:CreateDate>{date}</xmp:CreateDate>
<xmp:ModifyDate>{date}</xmp:ModifyDate>
<xmp:CreatorTool>{tool}</xmp:CreatorTool>
<pdf:Producer>{producer}</pdf:Producer>
</rdf:Description>
<rdf:Description rdf:about=""
 xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
 xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of ISO 14289 to which the file conforms</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="r"?>"""


@dataclass(frozen=True, slots=True)
class Metadata:
    """What both Info and XMP say; ``date`` is a day, ISO 8601."""

    title: str
    author: str
    subject: str
    language: str
    date: str
    tool: str = "handouts"
    producer: str = f"handouts {__version__}"


def metadata(document: Document) -> Metadata:
    """The record of a document."""
    year, month, day = (*document.date.split("-"), "01", "01")[:3]
    date = f"{year}-{month}-{day}"
    return Metadata(document.title, document.publisher, document.subject, document.language, date)


def information(record: Metadata) -> str:
    """The document information dictionary; the time is noon, UTC."""
    date = f"(D:{record.date.replace('-', '')}120000Z)"
    entries = {
        "Title": text_string(record.title),
        "Author": text_string(record.author),
        "Subject": text_string(record.subject),
        "Creator": text_string(record.tool),
        "Producer": text_string(record.producer),
        "CreationDate": date,
        "ModDate": date,
    }
    return f"<<{''.join(f'/{key} {value}' for key, value in entries.items())}>>"


def xmp(record: Metadata) -> bytes:
    """The metadata stream; never compressed, so that it can be found without a PDF reader."""
    packet = _XMP.format(
        title=escape(record.title, quote=False),
        author=escape(record.author, quote=False),
        subject=escape(record.subject, quote=False),
        language=escape(record.language, quote=False),
        date=f"{record.date}T12:00:00Z",
        tool=escape(record.tool, quote=False),
        producer=escape(record.producer, quote=False),
    )
    return stream("/Type/Metadata/Subtype/XML", packet.encode())


def add_output_intent(file: Container) -> str:
    """The sRGB output intent (PDF/A-2, 6.2.3), its profile added to the file."""
    profile = file.add(_profile_stream())
    return (
        "<</Type/OutputIntent/S/GTS_PDFA1/OutputConditionIdentifier(sRGB IEC61966-2.1)"
        f"/RegistryName(http://www.color.org)/Info(sRGB IEC61966-2.1)"
        f"/DestOutputProfile {profile} 0 R>>"
    )


@functools.cache
def _profile_stream() -> bytes:
    return deflated("/N 3", srgb_profile(), 9)


def srgb_profile() -> bytes:
    """A display profile of sRGB, ICC version 2.1 (ICC.1:1998-09), with a fixed date.

    Primaries and white are IEC 61966-2-1's, adapted to D50 by Bradford's method.
    """
    curve = _curve()
    tags = {
        b"desc": _description("sRGB IEC61966-2.1"),
        b"cprt": b"text" + bytes(4) + b"No copyright, use freely\0",
        b"wtpt": _xyz(0.9505, 1.0, 1.0891),
        b"rXYZ": _xyz(0.43607, 0.22249, 0.01392),
        b"gXYZ": _xyz(0.38515, 0.71687, 0.09708),
        b"bXYZ": _xyz(0.14307, 0.06061, 0.71410),
        b"rTRC": curve,
        b"gTRC": curve,
        b"bTRC": curve,
    }
    places: dict[bytes, int] = {}
    bodies, start = b"", 128 + 4 + 12 * len(tags)
    for body in tags.values():
        if body not in places:
            places[body] = start + len(bodies)
            bodies += body + bytes(-len(body) % 4)
    table = struct.pack(">L", len(tags)) + b"".join(
        struct.pack(">4sLL", tag, places[body], len(body)) for tag, body in tags.items()
    )
    return _icc_header(start + len(bodies)) + table + bodies


def _icc_header(size: int) -> bytes:
    created = struct.pack(">6H", 2000, 1, 1, 0, 0, 0)
    head = struct.pack(">L4xL4s4s4s", size, 0x02100000, b"mntr", b"RGB ", b"XYZ ")
    illuminant = struct.pack(">3l", *(round(n * 65536) for n in (0.9642, 1.0, 0.8249)))
    return (head + created + b"acsp" + bytes(28) + illuminant).ljust(128, b"\0")


def _description(text: str) -> bytes:
    """A ``textDescriptionType``: ASCII, and empty Unicode and Macintosh parts."""
    ascii_text = text.encode() + b"\0"
    return b"desc" + bytes(4) + struct.pack(">L", len(ascii_text)) + ascii_text + bytes(8 + 3 + 67)


def _xyz(*numbers: float) -> bytes:
    return b"XYZ " + bytes(4) + struct.pack(">3l", *(round(n * 65536) for n in numbers))


def _curve() -> bytes:
    """The transfer function in 1024 steps."""
    steps = [n / 1023 for n in range(1024)]
    linear = [s / 12.92 if s <= 0.04045 else ((s + 0.055) / 1.055) ** 2.4 for s in steps]
    table = struct.pack(">1024H", *(round(n * 65535) for n in linear))
    return b"curv" + bytes(4) + struct.pack(">L", 1024) + table
