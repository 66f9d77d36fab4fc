"""What people ask before they enroll stands on a sheet of its own, and in the packet."""

import re

import pytest

from handouts.audit.reading.grade import count, sentences
from handouts.edition import Selection
from handouts.fonts import load_fonts
from handouts.model.base import Fact
from handouts.model.library import Library
from handouts.pages import TextRun
from handouts.pipeline import Made, make
from handouts.plan import plan
from handouts.shapes import SPOKEN
from tests.support import tagtree

ASKED = {
    "cost": r"tuition, books, uniform",
    "aid": r"FAFSA.*Job centers may help",
    "length": r"8 weeks to two terms.*about 1 year for a certificate",
    "age": r"start at 17\? ?You must often be 18",
    "checks": r"background check, drug test and CPR.*hepatitis B.*measles, mumps, rubella, flu and TB",
    "clinical": r"without pay",
    "times": r"nights, weekends and holidays",
    "needles": r"afraid.*children.*needlestick",
    "both": r"programs lead to both",
    "school": r"\(CAAHEP\) or .*\(ABHES\).*\(NAACLS\)",
    "next": r"a lab technician, and an assistant a nurse",
    "move": r"California, D\.C\., Louisiana and Nevada.*Washington for both",
}
"""What people ask about, and the words that answer it."""


@pytest.fixture(scope="module")
def sheets(library: Library) -> dict[str, Made]:
    """The sheet of every place."""
    wanted = plan(Selection(("before-you-enroll",)), library)
    return {edition.name: make(edition, library, load_fonts()) for edition in wanted}


def _asked(library: Library) -> dict[str, dict[str, Fact]]:
    return {
        slug: {name: fact for name, fact in item.values.items() if isinstance(fact, Fact)}
        for slug, item in library.collections["enrolling"].records.items()
    }


def _said(made: Made) -> str:
    return re.sub(r"\s+", " ", tagtree.read(made.data).root.text)


def test_every_place_has_one_page_of_it(library: Library, sheets: dict[str, Made]) -> None:
    assert len(sheets) == len(library.places)
    for name, made in sheets.items():
        assert len(made.pages.pages) == 1, name
        runs = [run for run in made.pages.pages[0].items if isinstance(run, TextRun)]
        assert min(run.size for run in runs if run.colour != SPOKEN) >= 9, name


def test_what_people_ask_stands_on_it(library: Library, sheets: dict[str, Made]) -> None:
    assert set(_asked(library)) == set(ASKED)
    for name in ("advisor/ca/before-you-enroll.en", "advisor/tx/before-you-enroll.en"):
        said = _said(sheets[name])
        assert [key for key, words in ASKED.items() if not re.search(words, said)] == []


def test_two_schools_have_room_to_answer(sheets: dict[str, Made]) -> None:
    made = sheets["advisor/tx/before-you-enroll.en"]
    (table,) = tagtree.read(made.data).root.all("Table")
    heads = [head.text for head in table.all("TH")]
    assert heads[:4] == ["Ask", "What is usual", "School 1", "School 2"]
    assert len(table.all("TR")) == 1 + len(ASKED)


def test_it_says_what_the_state_asks(library: Library, sheets: dict[str, Made]) -> None:
    for code, place in library.places.items():
        said = _said(sheets[f"advisor/{code}/before-you-enroll.en"])
        assert f"Phlebotomist in {place.in_sentence}:" in said, code
        assert "Confirm first." in said, code


def test_every_answer_rests_on_more_than_one_source(library: Library) -> None:
    for key, record in _asked(library).items():
        usual = record["usual"]
        assert len(usual.sources) > 1, key
        assert usual.checked, key


def test_where_colleges_are_the_source_nothing_is_said_of_all(library: Library) -> None:
    """What two or three colleges ask is no rule of every school."""
    hedged = re.compile(
        r"\b(often|some|many|most|mostly|may|one college|about|can)\b", re.IGNORECASE
    )
    for key, record in _asked(library).items():
        kinds = {str(library.sources[str(s)].kind) for s in record["usual"].sources}
        if "institution" in kinds:
            assert hedged.search(str(record["usual"].text)), key


def test_its_words_are_easy(library: Library) -> None:
    easy = frozenset(str(word).lower() for word in library.project.glossary)
    texts = [
        re.sub(r" \(\[[^]]*\]\([^)]*\)\)", "", f"{record['ask'].text} {record['usual'].text}")
        for record in _asked(library).values()
    ]
    assert count([s for text in texts for s in sentences(text)], easy).formula <= 8


def test_a_packet_has_it_and_lists_its_sources(editions: dict[str, Made]) -> None:
    for name in ("school/ca/packet.en", "school/la/packet.en"):
        root = tagtree.read(editions[name].data).root
        said = re.sub(r"\s+", " ", root.text)
        assert all(re.search(words, said) for words in ASKED.values()), name
        assert "Rogue Community College" in said, name
        assert "Federal Trade Commission" in said, name
