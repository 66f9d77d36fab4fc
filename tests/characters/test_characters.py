"""Every character that a sheet cannot show is named where it stands, whatever way it was written."""

import unicodedata
from pathlib import Path

import pytest

from handouts.characters import INVISIBLE, described, unset_script
from handouts.diagnostics import Diagnostic, HandoutsError, ProjectError
from handouts.edition import Selection
from handouts.fonts import load_fonts
from handouts.load import load
from handouts.pipeline import pages_of
from handouts.plan import plan
from tests.load.projects import bare_project
from tests.support.projects import replace_text

ROLE = "data/roles/phlebotomist.yaml"
SUMMARY = "Draws blood for tests"


def found_in(root: Path) -> list[Diagnostic]:
    """The errors of loading and of one state's editions."""
    try:
        library = load(root)
    except ProjectError as fault:
        return list(fault.diagnostics)
    found = [d for d in library.diagnostics if d.is_error]
    if found:
        return found
    for edition in plan(Selection(audiences=("school",), places=("CA",)), library):
        try:
            pages_of(edition, library, load_fonts())
        except HandoutsError as fault:
            found += fault.diagnostics
    return list(dict.fromkeys(found))


def with_summary(root: Path, written: str) -> None:
    """Let the role's summary be this YAML, from line 4 on."""
    (root / ROLE).write_text(
        "title: Phlebotomist\nplural: phlebotomists\nsoc: 31-9097\n"
        f"summary: {written}\ndefaults: {{sources: [ooh-2025]}}\n",
        encoding="utf-8",
    )
    replace_text(
        root / "layouts/state-insert.yaml",
        "  - wage_chart:",
        '  - text: "{{ roles[1].summary }}"\n  - wage_chart:',
    )


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return bare_project(tmp_path)


FORMS = {
    "plain": ("Draws a ☃ man", 4, 18),
    "double quotes": ('"Draws a ☃ man"', 4, 19),
    "single quotes": ("'It''s a ☃ man'", 4, 19),
    "escape": ('"Draws a \\u2603 man"', 4, 19),
    "flow": ("{text: Draws a ☃ man}", 4, 25),
    "literal": ("|\n  Draws blood,\n  and a ☃ man", 6, 9),
    "folded": (">-\n    Draws blood,\n\n    and a ☃ man", 7, 11),
    "plain over two lines": ("Draws blood,\n  and a ☃ man", 5, 9),
    "after the same word": ("No man, a ☃ man, a man", 4, 20),
}


@pytest.mark.parametrize("form", FORMS)
def test_the_column_is_the_characters_own(form: str, root: Path) -> None:
    written, line, column = FORMS[form]
    with_summary(root, written)
    found = [d for d in found_in(root) if d.code == "missing-glyph"]
    assert found
    for diagnostic in found:
        assert diagnostic.span is not None
        assert diagnostic.span.file == ROLE
        assert (diagnostic.span.line, diagnostic.span.column) == (line, column)
        assert "U+2603, snowman" in diagnostic.message


def test_a_publishers_name_and_a_layouts_own_words(root: Path) -> None:
    replace_text(root / "handouts.yaml", "Lakeside Career", "Lakeside ☃ Career")
    (span,) = {d.span for d in found_in(root)}
    assert span is not None
    assert (span.file, span.line, span.column) == ("handouts.yaml", 1, 28)


@pytest.mark.parametrize(
    ("text", "script"),
    [
        ("שלום לכולם", "Hebrew"),
        ("مرحبا بكم", "Arabic"),
        ("नमस्ते दुनिया", "Devanagari"),
        ("สวัสดีชาวโลก", "Thai"),
        ("你好世界", "Chinese"),
        ("こんにちは", "Japanese"),
        ("안녕하세요", "Korean"),
        ("মেডিকেল", "Bengali"),
    ],
)
def test_other_writing_systems_are_refused_in_one_sentence(
    text: str, script: str, root: Path
) -> None:
    with_summary(root, f'"In words: {text} and so on"')
    found = found_in(root)
    assert {d.code for d in found} == {"unsupported-script"}
    assert len(found) <= 3  # two sheets print the summary
    assert all(f"{script} is not supported yet" in d.message for d in found)


@pytest.mark.parametrize("emoji", ["😀", "👍🏽", "❤️", "👩‍⚕️", "🇺🇸", "1️⃣"])
def test_an_emoji_is_called_one(emoji: str, root: Path) -> None:
    with_summary(root, f'"Care {emoji} for people"')
    found = found_in(root)
    assert found
    assert {d.code for d in found} == {"emoji"}
    assert all("in words" in d.remedy for d in found)


@pytest.mark.parametrize(
    "character",
    ["\u200b", "\u200e", "\u202e", "\u2066", "\u2060", "\u00ad", "\ufeff", "\ue000", "\U000f1234",
     "\x07", "\x7f", "\x85", "\u2028", "\ufffd", "\u115f", "\U000e0041", "\ufdd0"],
)  # fmt: skip
@pytest.mark.parametrize("quoted", [False, True])
def test_what_nobody_sees_is_refused_and_named(character: str, quoted: bool, root: Path) -> None:
    escape = f"\\U{ord(character):08x}"
    with_summary(root, f'"Draws{escape} blood"' if quoted else f"Draws{character} blood")
    found = [d for d in found_in(root) if d.code == "control-character"]
    assert found
    assert all(f"U+{ord(character):04X}" in d.message for d in found)
    assert found[0].span is not None
    assert (found[0].span.file, found[0].span.line) == (ROLE, 4)


def test_letters_with_marks_are_composed(root: Path) -> None:
    with_summary(root, "Jose\u0301 Nun\u0303ez draws blood, re\u0301sume\u0301")
    assert found_in(root) == []
    library = load(root)
    assert "José Nuñez" in str(library.roles["phlebotomist"].summary)


def test_a_heap_of_marks_is_refused(root: Path) -> None:
    with_summary(root, "Draws b" + "\u0300\u0301" * 40 + "lood")
    assert "heaped-marks" in {d.code for d in found_in(root)}


def test_a_great_many_languages_pass(root: Path) -> None:
    with_summary(
        root, '"Español, français, Tiếng Việt, Türkçe, Polski, Ελληνικά, Русский, Kreyòl ayisyen"'
    )
    assert found_in(root) == []


def test_every_invisible_character_of_python_is_known() -> None:
    unseen = {"Cc", "Cf", "Co", "Cs"}
    allowed = {"\t", "\n", "\r", "\u200d"}
    for code in range(0x110000):
        character = chr(code)
        if unicodedata.category(character) in unseen and character not in allowed:
            known = INVISIBLE.match(character) or unset_script(character)
            assert (
                known
                or (unicodedata.category(character) == "Cf" and code > 0x10000)
                or (0x600 <= code < 0x900)
            ), described(character)
