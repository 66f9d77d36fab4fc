"""Subsets: their bytes are repeatable, their codes and widths right, and other readers read them."""

import io
import os
import subprocess
import sys
import zlib

import pytest
from fontTools.ttLib import TTFont

from handouts.fonts import FontBook, FontSubset, load_fonts
from handouts.fonts.face import FILES
from handouts.fonts.subset import REPERTOIRE, SINGLE_BYTE
from handouts.style import Face

FONTS = load_fonts()
FACES = list(FILES)
VIETNAMESE = "ắằẳẵặấầẩẫậéèẻẽẹếềểễệốồổỗộớờởỡợ"
MANY = "".join(chr(code) for code in range(0x21, 0x250) if FONTS.face("400").has(chr(code)))


def _read(subset: FontSubset) -> TTFont:
    return TTFont(io.BytesIO(zlib.decompress(subset.program)))


def _subset(text: str, face: Face = "400") -> FontSubset:
    return FONTS.subset(face, FONTS.shape(text, face))


@pytest.mark.parametrize("face", FACES)
def test_the_repertoire_has_a_glyph_for_all_its_characters(face: Face) -> None:
    assert FONTS.missing(REPERTOIRE, face) == ()
    subset = FONTS.repertoire(face)
    assert subset.single_byte
    assert 180 < len(subset.codes) <= SINGLE_BYTE
    assert len(subset.program) < 16_000


def test_the_repertoire_is_taken_where_it_will_do() -> None:
    assert _subset("Señor “Tú” $45") is FONTS.repertoire("400")
    assert _subset(VIETNAMESE) is not FONTS.repertoire("400")
    assert _subset(VIETNAMESE) is _subset(VIETNAMESE)


def test_figures_of_a_table_are_in_the_repertoire() -> None:
    glyphs = FONTS.shape("$1,234.56 – 78% 90", "400", tabular=True)
    assert FONTS.subset("400", glyphs) is FONTS.repertoire("400")


@pytest.mark.parametrize("text", [REPERTOIRE, VIETNAMESE, MANY])
def test_codes_widths_and_glyphs_belong_together(text: str) -> None:
    subset = _subset(text)
    font = _read(subset)
    assert font["maxp"].numGlyphs > len({glyph for glyph, _ in subset.codes})
    assert len(set(subset.codes.values())) == len(subset.codes)
    original = TTFont(io.BytesIO(FONTS.face("400").data))
    order = font.getGlyphOrder()
    for (glyph, _), code in subset.codes.items():
        name = order[subset.glyph_ids[code]]
        own = font["hmtx"][name][0]
        assert own == subset.widths[code] == original["hmtx"][original.getGlyphName(glyph)][0]


def test_single_byte_codes_are_found_in_the_font() -> None:
    subset = _subset("Señor")
    font = _read(subset)
    (table,) = font["cmap"].tables
    assert (table.platformID, table.platEncID) == (1, 0)
    for code in subset.codes.values():
        assert font.getGlyphID(table.cmap[code]) == subset.glyph_ids[code] > 0


def test_single_byte_codes_are_plain_where_they_can_be() -> None:
    subset = FONTS.repertoire("400")
    for (_, text), code in subset.codes.items():
        assert 0x20 <= code <= 0xFF
        assert code != 0x7F
        if " " <= text <= "~":
            assert code == ord(text)


def test_many_glyphs_take_two_bytes() -> None:
    assert len(MANY) > SINGLE_BYTE
    subset = _subset(MANY)
    assert not subset.single_byte
    assert 0 not in subset.codes.values()


def test_the_embedded_tables_are_those_that_a_pdf_reads() -> None:
    assert set(_read(_subset("abc")).reader.tables) == {
        "glyf", "head", "hhea", "hmtx", "loca", "maxp", "cmap",
    }  # fmt: skip
    assert "cmap" not in _read(_subset(MANY)).reader.tables


def test_checksums_are_right() -> None:
    for subset in (_subset("abc"), _subset(MANY)):
        data = zlib.decompress(subset.program)
        font = TTFont(io.BytesIO(data), checkChecksums=2)
        assert all(font.getTableData(tag) for tag in font.reader.tables)
        assert len(data) == subset.program_length
        words = (int.from_bytes(data[i : i + 4], "big") for i in range(0, len(data), 4))
        assert sum(words) % 2**32 == 0xB1B0AFBA


def test_names_tell_subsets_apart() -> None:
    names = {_subset(text).name for text in (REPERTOIRE, VIETNAMESE, MANY)}
    assert len(names) == 3
    assert all(name.endswith("+SourceSans3-Regular") for name in names)
    assert FONTS.repertoire("700i").name.endswith("+SourceSans3-BoldItalic")


def test_subsets_are_equal_whatever_the_order_and_the_book() -> None:
    other = FontBook()
    again = other.subset("400", reversed(other.shape(VIETNAMESE, "400")))
    assert (again.name, again.program, again.codes) == (
        _subset(VIETNAMESE).name, _subset(VIETNAMESE).program, _subset(VIETNAMESE).codes,
    )  # fmt: skip


def test_subsets_are_equal_in_any_process() -> None:
    code = (
        "import hashlib; from handouts.fonts import load_fonts; f = load_fonts();"
        "s = f.subset('600', f.shape('ắằẳẵ', '600'));"
        "print(hashlib.sha256(f.repertoire('600').program + s.program).hexdigest())"
    )
    seen = {
        subprocess.run(
            [sys.executable, "-X", "utf8", "-c", code],
            env=os.environ | {"PYTHONHASHSEED": seed}, capture_output=True, check=True,
        ).stdout
        for seed in ("1", "2")
    }  # fmt: skip
    assert len(seen) == 1


def test_the_digest_is_that_of_the_files() -> None:
    assert FontBook().digest == FontBook().digest
    assert len(FontBook().digest) == 64
