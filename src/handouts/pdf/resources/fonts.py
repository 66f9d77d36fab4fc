"""Embedded fonts: a subset as a simple or a composite font (ISO 32000-1, 9.6 to 9.10)."""

from typing import Final, NamedTuple

from handouts.fonts import FontSubset
from handouts.kept import kept
from handouts.pdf.container import Container, deflated, stream

_CMAP: Final = """/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
{lowest} {highest}
endcodespacerange
{mappings}
endcmap
CMapName currentdict /CMap defineresource pop
end
end
"""

_SECTION: Final = 100
"""Mappings in one section of a CMap (Adobe Technical Note 5014)."""


def add_font(file: Container, subset: FontSubset) -> int:
    """Add the objects of a font; returns the number of its font dictionary."""
    made = _embedded(subset)
    descriptor = file.add(_descriptor(subset, file.add(made.program)))
    unicode = file.add(made.to_unicode)
    if subset.single_byte:
        return file.add(_simple(subset, made.widths, descriptor, unicode))
    return _add_composite(file, subset, made.widths, descriptor, unicode)


class _Embedded(NamedTuple):
    """What of a font is the same in every file: its program, its ToUnicode CMap, its widths."""

    program: bytes
    to_unicode: bytes
    widths: str


@kept(most=70)  # the six repertoires, and the other subsets that there may be
def _embedded(subset: FontSubset) -> _Embedded:
    entries = f"/Length1 {subset.program_length}/Filter/FlateDecode"
    return _Embedded(
        stream(entries, subset.program),
        deflated("", _to_unicode(subset).encode(), 9),
        _simple_widths(subset) if subset.single_byte else _composite_widths(subset),
    )


def _descriptor(subset: FontSubset, program: int) -> str:
    measures = subset.measures
    # Flags: symbolic, italic. StemV is an estimate: TrueType has none, and nothing is drawn by it.
    flags = 4 | (64 if measures.italic_angle else 0)
    box = " ".join(map(str, measures.box))
    return (
        f"<</Type/FontDescriptor/FontName/{subset.name}/Flags {flags}/FontBBox[{box}]"
        f"/ItalicAngle {measures.italic_angle:g}/Ascent {measures.ascent}"
        f"/Descent {measures.descent}/CapHeight {measures.cap_height}"
        f"/StemV {50 + measures.weight // 10}/FontFile2 {program} 0 R>>"
    )


def _simple(subset: FontSubset, widths: str, descriptor: int, unicode: int) -> str:
    return (
        f"<</Type/Font/Subtype/TrueType/BaseFont/{subset.name}{widths}"
        f"/FontDescriptor {descriptor} 0 R/ToUnicode {unicode} 0 R>>"
    )


def _simple_widths(subset: FontSubset) -> str:
    codes = range(min(subset.widths), max(subset.widths) + 1)
    widths = " ".join(str(subset.widths.get(code, 0)) for code in codes)
    return f"/FirstChar {codes.start}/LastChar {codes[-1]}/Widths[{widths}]"


def _composite_widths(subset: FontSubset) -> str:
    widths = " ".join(str(width) for width in subset.widths.values())
    return f"/W[{min(subset.widths)}[{widths}]]"


def _add_composite(
    file: Container, subset: FontSubset, widths: str, descriptor: int, unicode: int
) -> int:
    glyph_ids = b"".join(glyph.to_bytes(2, "big") for glyph in subset.glyph_ids)
    mapping = file.add(deflated("", glyph_ids))
    descendant = file.add(
        f"<</Type/Font/Subtype/CIDFontType2/BaseFont/{subset.name}"
        "/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>"
        f"/FontDescriptor {descriptor} 0 R/CIDToGIDMap {mapping} 0 R"
        f"{widths}>>"
    )
    return file.add(
        f"<</Type/Font/Subtype/Type0/BaseFont/{subset.name}/Encoding/Identity-H"
        f"/DescendantFonts[{descendant} 0 R]/ToUnicode {unicode} 0 R>>"
    )


def _to_unicode(subset: FontSubset) -> str:
    digits = 2 if subset.single_byte else 4
    mappings = [
        f"<{code:0{digits}X}> <{text.encode('utf-16-be').hex().upper()}>"
        for (_, text), code in sorted(subset.codes.items(), key=lambda entry: entry[1])
    ]
    sections = (mappings[i : i + _SECTION] for i in range(0, len(mappings), _SECTION))
    return _CMAP.format(
        lowest=f"<{'0' * digits}>",
        highest=f"<{'F' * digits}>",
        mappings="\n".join(
            "\n".join([f"{len(section)} beginbfchar", *section, "endbfchar"])
            for section in sections
        ),
    )
