"""Text as glyphs: what is measured is what is shaped, and the words can be had back."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handouts.fonts import FontBook, load_fonts
from handouts.fonts.face import FILES
from handouts.kept import uses
from handouts.style import Face

FONTS = load_fonts()
FACES = list(FILES)
LATIN = st.text(
    st.characters(min_codepoint=0x20, max_codepoint=0x17F, categories=("L", "N", "P", "S", "Zs"))
)


def _advance(text: str, face: Face, *, tabular: bool = False) -> float:
    return sum(glyph.advance for glyph in FONTS.shape(text, face, tabular=tabular))


@given(LATIN, st.sampled_from(FACES), st.booleans())
def test_glyphs_add_up_to_the_width(text: str, face: Face, tabular: bool) -> None:
    width = FONTS.width(text, face, 10, tabular=tabular)
    assert width == pytest.approx(_advance(text, face, tabular=tabular) / 100, abs=1e-9)


@given(LATIN, st.sampled_from(FACES))
def test_glyphs_say_their_text(text: str, face: Face) -> None:
    said = "".join(glyph.text for glyph in FONTS.shape(text, face))
    assert _letters(said) == _letters(text)


def _letters(text: str) -> str:
    return unicodedata.normalize("NFC", text.replace("\u00ad", ""))


@given(LATIN, LATIN)
def test_words_are_measured_on_their_own(one: str, other: str) -> None:
    """So that a line may be broken at any space without changing its words."""
    whole = FONTS.width(f"{one} {other}", "400", 10)
    parts = (
        FONTS.width(one, "400", 10) + FONTS.width(" ", "400", 10) + FONTS.width(other, "400", 10)
    )
    assert whole == pytest.approx(parts)


@pytest.mark.parametrize("face", FACES)
def test_pairs_are_kerned(face: Face) -> None:
    assert FONTS.width("AV", face, 10) < FONTS.width("A", face, 10) + FONTS.width("V", face, 10)
    assert FONTS.width("To", face, 10) < FONTS.width("T", face, 10) + FONTS.width("o", face, 10)


@pytest.mark.parametrize("face", FACES)
@pytest.mark.parametrize("word", ["office", "fjord", "flow", "ffi", "1/2", "->", "fi"])
def test_there_are_no_ligatures(word: str, face: Face) -> None:
    assert [glyph.text for glyph in FONTS.shape(word, face)] == list(word)


@pytest.mark.parametrize("face", FACES)
def test_tabular_figures_are_of_one_width(face: Face) -> None:
    widths = [FONTS.width(figure, face, 10, tabular=True) for figure in "0123456789"]
    # one figure of the regular italic is a thousandth of an em wider than the others
    assert max(widths) - min(widths) < 0.011
    assert FONTS.width("$11,171", face, 10, tabular=True) == pytest.approx(
        FONTS.width("$48,806", face, 10, tabular=True), abs=0.06
    )


def test_a_soft_hyphen_is_drawn_only_at_the_end() -> None:
    hyphen = FONTS.shape("-", "400")[0]
    last = FONTS.shape("infor\u00ad", "400")[-1]
    assert (last.id, last.text) == (hyphen.id, "\u00ad")
    assert FONTS.shape("infor\u00admation", "400") == FONTS.shape("information", "400")
    assert FONTS.width("infor\u00admation", "400", 9) == FONTS.width("information", "400", 9)
    assert FONTS.width("infor\u00ad", "400", 9) == FONTS.width("infor-", "400", 9)


def test_missing_characters_are_named_in_order() -> None:
    assert FONTS.missing("a日b本日 ☐✓é\u00ad", "400") == ("日", "本")
    assert FONTS.missing("\t", "400") == ("\t",)
    assert FONTS.missing("", "400") == ()


@pytest.mark.parametrize(
    ("text", "glyphs"),
    [
        ("e\u0301", ["é"]),
        ("é", ["é"]),
        ("q\u0301", ["q", "\u0301"]),
        ("ệ", ["ệ"]),
        ("\u0123\u0301", ["g", "\u0327", "\u0301"]),
    ],
)
@pytest.mark.parametrize("face", FACES)
def test_letters_are_composed_where_there_is_a_glyph(
    text: str, glyphs: list[str], face: Face
) -> None:
    shaped = FONTS.shape(text, face)
    assert [glyph.text for glyph in shaped] == glyphs
    assert all(glyph.id for glyph in shaped)


def test_marks_stand_over_their_letter() -> None:
    _, mark = FONTS.shape("q\u0301", "400")
    assert mark.advance == 0
    assert -555 < mark.dx < 0


def test_italics_are_another_face() -> None:
    assert FONTS.width("ava", "400i", 10) != FONTS.width("ava", "400", 10)


def test_heights_are_in_proportion() -> None:
    for face in FACES:
        assert 6 < FONTS.cap_height(face, 10) < FONTS.ascent(face, 10) < 8
        assert 1.5 < FONTS.descent(face, 10) < 2.5
        assert FONTS.ascent(face, 20) == pytest.approx(2 * FONTS.ascent(face, 10))


def test_the_words_that_are_kept_are_limited() -> None:
    fonts = FontBook()
    before = fonts.width("abcde", "400", 10)
    for number in range(uses()["fonts.face.shaped"].most):
        fonts.width(f"word{number}", "400", 10)
    use = uses()["fonts.face.shaped"]
    assert use.held == use.most
    assert fonts.width("abcde", "400", 10) == before


def test_a_book_opens_no_face_before_it_is_used() -> None:
    fonts = FontBook()
    assert repr(fonts) == "FontBook()"
    fonts.width("a", "600", 10)
    assert repr(fonts) == "FontBook(600)"
