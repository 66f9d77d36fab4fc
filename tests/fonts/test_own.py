"""Fonts of a project's own: checked, made into one kind, set and embedded; a broken file only has a fault."""

import io
import random
import re
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.subset import Subsetter
from fontTools.ttLib import TTFont, newTable
from fontTools.ttLib.scaleUpem import scale_upem
from fontTools.ttLib.tables.TupleVariation import TupleVariation

from handouts.diagnostics import HandoutsError
from handouts.edition import Selection
from handouts.fonts import load_fonts
from handouts.fonts.face import FILES, OpenFace
from handouts.fonts.own import MOST_BYTES, FontError, _scale, read_font
from handouts.load import load
from handouts.model.library import Library
from handouts.pages import TextRun
from handouts.pipeline import Made, make, pages_of
from handouts.plan import plan
from handouts.style import Face
from tests.load.projects import small_project
from tests.support import stream_check, tagtree, verapdf

FOLDER = files("handouts.fonts") / "files"


@cache
def _font(face: Face, change: Callable[[TTFont], object] = bool) -> bytes:
    """A face of the bundled family under another name, changed."""
    font = TTFont(io.BytesIO((FOLDER / FILES[face]).read_bytes()), recalcTimestamp=False)
    font["name"].setName("Brand (Sans)/" + face, 6, 3, 1, 0x409)
    made = change(font) or font
    saved = io.BytesIO()
    (made if isinstance(made, TTFont) else font).save(saved)
    return saved.getvalue()


def _rights(value: int) -> Callable[[TTFont], None]:
    def change(font: TTFont) -> None:
        font["OS/2"].fsType = value

    return change


def _variable(font: TTFont) -> TTFont:
    """A font with an axis of weight, along which letters grow wider."""
    builder = FontBuilder(font=font)
    builder.setupFvar([("wght", 400, 400, 700, "Weight")], [])
    glyphs, varied = font["glyf"], newTable("gvar")
    varied.version, varied.reserved, varied.variations = 1, 0, {}
    for name in font.getGlyphOrder():
        points = len(glyphs[name].getCoordinates(glyphs)[0])
        if glyphs[name].isComposite():
            points = len(glyphs[name].components)
        still: list[tuple[int, int]] = [(0, 0)] * points
        deltas = [*still, (0, 0), (60, 0), (0, 0), (0, 0)]
        varied.variations[name] = [TupleVariation({"wght": (0.0, 1.0, 1.0)}, deltas)]
    font["gvar"] = varied
    return font


def _large(font: TTFont) -> None:
    scale_upem(font, 2048)


def _english(font: TTFont) -> None:
    subsetter = Subsetter()
    subsetter.populate(unicodes=[*range(0x20, 0x7F), *map(ord, "\u00a0–—‘’“”·…")])
    subsetter.subset(font)


@cache
def _plain() -> bytes:
    return _font("400")


def _read(tmp_path: Path, data: bytes, **axes: float) -> Any:
    (tmp_path / "data").mkdir(exist_ok=True)
    (tmp_path / "data/own.ttf").write_bytes(data)
    return read_font(tmp_path, "data/own.ttf", axes)


def _fault(tmp_path: Path, data: bytes, **axes: float) -> FontError:
    with pytest.raises(FontError) as found:
        _read(tmp_path, data, **axes)
    assert found.value.remedy
    return found.value


# What is made of a file


def test_a_font_of_other_units_is_made_of_a_thousand_to_the_em(tmp_path: Path) -> None:
    large = OpenFace(_read(tmp_path, _font("400", _large)).data)
    assert large.hb_face.upem == 1000
    assert large.space.advance == load_fonts().face("400").space.advance
    assert large.measures.cap_height == pytest.approx(660, abs=2)


def test_its_name_has_only_what_a_name_in_a_pdf_may_have(tmp_path: Path) -> None:
    assert OpenFace(_read(tmp_path, _plain()).data).measures.name == "BrandSans400"


def test_a_variable_font_is_set_at_the_weights_that_are_asked_for(tmp_path: Path) -> None:
    data = _font("400", _variable)
    made = [OpenFace(_read(tmp_path, data, wght=weight).data) for weight in (400, 600, 700)]
    widths = [face.font.get_glyph_h_advance(face.font.get_nominal_glyph(65)) for face in made]
    assert widths == [widths[0], widths[0] + 40, widths[0] + 60]
    assert len({face.measures.name for face in made}) == 3
    assert "wght" in str(_fault(tmp_path, data, wght=900))
    assert "no axis `wdth`" in str(_fault(tmp_path, data, wdth=90))


def test_equal_files_are_made_equal(tmp_path: Path) -> None:
    one = _read(tmp_path, _font("400", _large))
    other = _read(tmp_path, bytes(bytearray(_font("400", _large))))
    assert (one.digest, one.data) == (other.digest, other.data)


def test_a_font_is_scaled_as_its_tools_scale_it(tmp_path: Path) -> None:
    """Less is looked at, and no byte differs."""
    data = (FOLDER / FILES["400"]).read_bytes()
    quick, slow = (TTFont(io.BytesIO(data), recalcTimestamp=False) for _ in range(2))
    for font in (quick, slow):
        font["head"].unitsPerEm = 2000
    _scale(quick)
    scale_upem(slow, 1000)
    made = [io.BytesIO(), io.BytesIO()]
    for font, file in zip((quick, slow), made, strict=True):
        font.save(file)
    assert made[0].getvalue() == made[1].getvalue()
    assert TTFont(made[0])["hmtx"]["H"][0] == TTFont(io.BytesIO(data))["hmtx"]["H"][0] // 2


# What is refused


def test_a_letter_that_is_made_of_itself_is_refused(tmp_path: Path) -> None:
    """Outlines are read as the font is written, whether or not it has to be scaled."""
    font = TTFont(io.BytesIO(_font("400")), recalcTimestamp=False, recalcBBoxes=False)
    font["glyf"]["Aacute"].components[0].glyphName = "Aacute"
    saved = io.BytesIO()
    font.save(saved)
    assert "broken" in str(_fault(tmp_path, saved.getvalue()))


@pytest.mark.parametrize("rights", [0x0002, 0x0100, 0x0200, 0x0302, 0x0104])
def test_a_font_that_may_not_be_embedded_is_refused(tmp_path: Path, rights: int) -> None:
    assert _fault(tmp_path, _font("400", _rights(rights))).code == "restricted-font"


@pytest.mark.parametrize("rights", [0, 0x0004, 0x0008, 0x0006])
def test_a_font_that_may_be_embedded_to_be_read_is_taken(tmp_path: Path, rights: int) -> None:
    assert _read(tmp_path, _font("400", _rights(rights))).digest


@pytest.mark.parametrize(
    ("start", "said"), [(b"OTTO", "otf2ttf"), (b"wOF2", ".ttf"), (b"ttcf", "file of its own")]
)
def test_other_kinds_of_fonts_are_refused_with_what_to_do(
    tmp_path: Path, start: bytes, said: str
) -> None:
    fault = _fault(tmp_path, start + _plain()[4:])
    assert (fault.code, said in fault.remedy) == ("unusable-font", True)


def test_a_huge_file_is_refused_unread(tmp_path: Path) -> None:
    assert "more than 8 MB" in str(_fault(tmp_path, bytes(MOST_BYTES + 1)))


def test_a_font_without_letters_is_refused(tmp_path: Path) -> None:
    def change(font: TTFont) -> None:
        glyph = font["glyf"]["H"]
        glyph.expand(font["glyf"])
        glyph.numberOfContours = 0
        font["glyf"]["H"] = font["glyf"]["space"]

    assert "nothing is drawn for `H`" in str(_fault(tmp_path, _font("400", change)))


@pytest.mark.parametrize("seed", range(40))
def test_a_broken_file_has_a_fault_or_none_and_never_a_crash(tmp_path: Path, seed: int) -> None:
    """Cut off, or with other bytes: in its tables, or in the list of them."""
    chance = random.Random(seed)
    data = bytearray(_plain())
    if seed % 4 == 0:
        data = data[: chance.randrange(len(data))]
    else:
        near = 300 if seed % 4 == 1 else len(data)
        for _ in range(chance.choice([1, 20, 400])):
            data[chance.randrange(near)] = chance.randrange(256)
    try:
        made = _read(tmp_path, bytes(data))
    except FontError:
        return
    face = OpenFace(made.data)
    assert face.ascender > 0
    assert face.has("a")


# On sheets


def _project(folder: Path, style: str, **fonts: bytes) -> Library:
    root = small_project(folder)
    (root / "data/fonts").mkdir()
    for name, data in fonts.items():
        (root / f"data/fonts/{name}.ttf").write_bytes(data)
    (root / "layouts/styles/own.yaml").write_text(style, encoding="utf-8")
    library = load(root)
    assert [d for d in library.diagnostics if d.is_error] == []
    return library


def _insert(library: Library, style: str = "own") -> Made:
    (edition,) = plan(Selection(("state-insert",), ("school",), ("CA",)), library)
    return make(replace(edition, style=style), library, load_fonts())


FAMILY = """extends: base
emphasis: bold
fonts: {text: data/fonts/text.ttf, bold: {file: data/fonts/bold.ttf}}
"""
VARIABLE = "extends: base\nemphasis: bold\nfonts: {text: data/fonts/text.ttf}\n"


@pytest.mark.conformance
@pytest.mark.parametrize(
    ("style", "changes"), [(FAMILY, (_large, bool)), (VARIABLE, (_variable, bool))]
)
def test_a_sheet_in_fonts_of_one_s_own_conforms(
    tmp_path: Path, style: str, changes: tuple[Callable[[TTFont], object], ...]
) -> None:
    library = _project(tmp_path, style, text=_font("400", changes[0]), bold=_font("700"))
    made = _insert(library)
    assert verapdf.failures(made.data, "ua1") == ()
    assert verapdf.failures(made.data, "2a") == ()
    assert tagtree.read(made.data).faults == ()
    assert stream_check.faults(made.data) == []


def _embedded(data: bytes) -> set[str]:
    with pikepdf.open(io.BytesIO(data)) as file:
        names = {
            str(o.get("/FontName", "")) for o in file.objects if isinstance(o, pikepdf.Dictionary)
        }
    return {re.sub(r"^/[A-Z]{6}\+", "", name) for name in names} - {""}


def test_a_style_s_fonts_are_the_only_ones_of_its_sheets(tmp_path: Path) -> None:
    library = _project(tmp_path, FAMILY, text=_font("400", _large), bold=_font("700"))
    made = _insert(library)
    assert _embedded(made.data) == {"BrandSans400", "BrandSans700"}
    base = _insert(library, "base")
    assert all(name.startswith("SourceSans3-") for name in _embedded(base.data))
    assert made.key != base.key
    assert _insert(library).data == made.data


def test_text_is_measured_in_the_style_s_fonts(tmp_path: Path) -> None:
    """The variable font is wider at 700, so bold words are too."""
    library = _project(tmp_path, VARIABLE, text=_font("400", _variable))
    made = _insert(library)
    runs = [i for p in made.pages.pages for i in p.items if isinstance(i, TextRun)]
    assert {run.face for run in runs} & {"600", "700"}
    assert _embedded(made.data) >= {"BrandSans400-wght400", "BrandSans400-wght700"}


def test_a_character_that_the_fonts_lack_is_named_where_it_stands(tmp_path: Path) -> None:
    library = _project(tmp_path, FAMILY, text=_font("400", _english), bold=_font("700", _english))
    role = tmp_path / "data/roles/phlebotomist.yaml"
    text = role.read_text(encoding="utf-8")
    role.write_text(
        re.sub(r"^title: .*$", "title: Phlébotomist", text, flags=re.MULTILINE), encoding="utf-8"
    )
    library = load(tmp_path)
    (edition,) = plan(Selection(("comparison",), ("school",), ("CA",)), library)
    assert pages_of(edition, library, load_fonts())
    with pytest.raises(HandoutsError) as found:
        pages_of(replace(edition, style="own"), library, load_fonts())
    missing = [d for d in found.value.diagnostics if d.code == "missing-glyph"]
    assert "`é`" in missing[0].message
    assert missing[0].span is not None


def test_the_parts_of_a_packet_have_one_family(tmp_path: Path) -> None:
    library = _project(tmp_path, FAMILY, text=_plain(), bold=_font("700"))
    handouts = tmp_path / "handouts.yaml"
    handouts.write_text(
        handouts.read_text(encoding="utf-8")
        + "  both: {bind: [state-insert, other], per: state}\n"
        + "  other: {layout: state-insert, subject: comparisons/medical-assistant-or-phlebotomist,"
        " per: state, style: own}\n",
        encoding="utf-8",
    )
    school = tmp_path / "data/audiences/school.yaml"
    school.write_text("name: S\nhandouts: [both, other]\n", encoding="utf-8")
    library = load(tmp_path)
    (edition,) = plan(Selection(("both",), ("school",), ("CA",)), library)
    with pytest.raises(HandoutsError) as found:
        make(edition, library, load_fonts())
    (fault,) = found.value.diagnostics
    assert fault.code == "mixed-fonts"
    assert fault.span is not None
