"""Subsets to embed, cut by HarfBuzz; the codes by which a page names their glyphs."""

import hashlib
import struct
import zlib
from collections.abc import Mapping
from itertools import chain
from typing import Final

import uharfbuzz as hb

from handouts.fonts import sfnt
from handouts.fonts.face import Measures, OpenFace
from handouts.frozen import dataclass
from handouts.kept import kept

REPERTOIRE: Final = (
    "".join(map(chr, range(0x20, 0x7F)))
    + "ÁÉÍÓÚÜÑáéíóúüñ¿¡ªº"
    + "ÀÂÄÇÈÊËÎÏÔÖÛàâäçèêëîïôöûāēīōūʻ"
    + "\u00a0\u00ad\u2009\u202f\u2011–—−‘’‚“”„«»‹›…·•§¶†‡′″°±×÷≈≤≥≠"
    + "©®™¢£€¹²³½¼¾⅓⅔ⁿ←↑→↓☐☑✓✗■□●○▲▼◆"
)
"""What a handout in English or Spanish prints: under 220 glyphs."""

SINGLE_BYTE: Final = 220
"""At most so many glyphs are named by one byte."""


@dataclass(frozen=True, slots=True, eq=False)
class FontSubset:
    """A font file to embed, compressed with zlib, and what a page needs to name its glyphs.

    ``codes`` gives the code of a glyph standing for some characters, ``widths`` the advance of
    each code in thousandths of an em. ``single_byte`` tells a simple TrueType font from a composite
    one with two-byte codes; the latter's ``glyph_ids`` gives the glyph of each code from 0 on.
    """

    name: str
    measures: Measures
    program: bytes
    program_length: int
    single_byte: bool
    codes: Mapping[tuple[int, str], int]
    widths: Mapping[int, int]
    glyph_ids: tuple[int, ...]


@kept(most=64)  # texts with characters beyond the repertoire are few
def make_subset(face: OpenFace, pairs: tuple[tuple[int, str], ...]) -> FontSubset:
    """Cut a face down to these glyphs, each given with the characters that it stands for."""
    single_byte = len(pairs) <= SINGLE_BYTE
    codes = _single_byte_codes(pairs) if single_byte else _two_byte_codes(pairs)
    tables, renumbered = _cut(face.hb_face, tuple(glyph for glyph, _ in pairs))
    glyph_ids = {code: renumbered[glyph] for (glyph, _), code in codes.items()}
    if single_byte:
        tables[b"cmap"] = _byte_cmap(glyph_ids)
    program = sfnt.join(tables)
    advances = sfnt.advances(tables)
    digest = hashlib.sha256(repr(pairs).encode()).digest()
    tag = "".join(chr(65 + byte % 26) for byte in digest[:6])
    return FontSubset(
        name=f"{tag}+{face.measures.name}",
        measures=face.measures,
        program=zlib.compress(program, 9),
        program_length=len(program),
        single_byte=single_byte,
        codes=codes,
        widths={code: advances[glyph_ids[code]] for code in sorted(glyph_ids)},
        glyph_ids=tuple(glyph_ids.get(code, 0) for code in range(max(glyph_ids) + 1)),
    )


def _single_byte_codes(pairs: tuple[tuple[int, str], ...]) -> dict[tuple[int, str], int]:
    """ASCII under its own codes, the rest above; never control codes or string delimiters."""
    codes: dict[tuple[int, str], int] = {}
    for pair in pairs:
        if " " <= pair[1] <= "~" and len(pair[1]) == 1 and ord(pair[1]) not in codes.values():
            codes[pair] = ord(pair[1])
    taken = set(codes.values()) | {ord(c) for c in "()\\"}
    free = (code for code in chain(range(0x80, 0x100), range(0x21, 0x7F)) if code not in taken)
    for pair in pairs:
        if pair not in codes:
            codes[pair] = next(free)
    return codes


def _two_byte_codes(pairs: tuple[tuple[int, str], ...]) -> dict[tuple[int, str], int]:
    return {pair: number for number, pair in enumerate(pairs, 1)}


def _cut(face: hb.Face, glyphs: tuple[int, ...]) -> tuple[dict[bytes, bytes], Mapping[int, int]]:
    """The tables that a PDF needs (ISO 32000-1, 9.9) and how the glyphs are renumbered."""
    wanted = hb.SubsetInput()
    wanted.glyph_set.update(glyphs)
    wanted.flags = hb.SubsetFlags.NO_HINTING | hb.SubsetFlags.NOTDEF_OUTLINE
    wanted.drop_table_tag_set.update(
        int.from_bytes(tag.encode(), "big") for tag in face.table_tags if tag not in sfnt.EMBEDDED
    )
    plan = hb.SubsetPlan(face, wanted)
    tables = sfnt.split(plan.execute().blob.data)
    return tables, dict(plan.old_to_new_glyph_mapping.items())


def _byte_cmap(glyph_ids: Mapping[int, int]) -> bytes:
    """One subtable, platform 1, encoding 0, format 6 (PDF/A-2, 6.2.11.6)."""
    entries = [glyph_ids.get(code, 0) for code in range(0x20, 0x100)]
    length = 10 + 2 * len(entries)
    head = struct.pack(">HHHHL", 0, 1, 1, 0, 12)
    body = struct.pack(">HHHHH", 6, length, 0, 0x20, len(entries))
    return head + body + struct.pack(f">{len(entries)}H", *entries)
