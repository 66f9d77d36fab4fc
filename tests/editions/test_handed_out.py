"""Sheets for career fairs and families: a leaflet, a table tent, half a sheet for parents."""

import re

import pytest

from handouts.characters import NO_BREAK
from handouts.pages import TextRun
from handouts.pipeline import Made
from tests.editions.judging import faults
from tests.support import tagtree

SHEETS = ("leaflet", "table-tent", "parents-half-sheet")


def said(made: Made) -> str:
    """What a screen reader reads, in its order."""
    return re.sub(r"\s+", " ", tagtree.read(made.data).root.text.replace(NO_BREAK, " "))


def test_a_leaflet_is_read_panel_by_panel(editions: dict[str, Made]) -> None:
    text = said(editions["school/la/leaflet.en"])
    panels = [
        "Medical assistant or phlebotomist?",
        "Which one might fit?",
        "A generalist",
        "Side by side",
        "A specialist",
        "Whom to call first",
        "Sources.",
    ]
    assert [text.find(words) for words in panels] == sorted(text.find(words) for words in panels)
    assert -1 not in map(text.find, panels)


def test_each_job_on_a_leaflet_has_what_its_state_asks_and_pays(editions: dict[str, Made]) -> None:
    text = said(editions["school/la/leaflet.en"])
    assert text.count("What Louisiana asks") == 2
    assert "State license; many are exempt." in text
    assert "No state license known." in text
    assert text.count("middle pay in Louisiana") == 2


def test_both_sides_of_a_leaflet_say_whose_it_is_and_when_it_was_printed(
    editions: dict[str, Made],
) -> None:
    for page in editions["school/la/leaflet.en"].pages.pages:
        text = "".join(item.text for item in page.items if isinstance(item, TextRun))
        assert "Lakeside Career Center" in text
        assert "Printed Nov\u00a025, 2026" in text


def test_the_nation_says_which_states_ask(editions: dict[str, Made]) -> None:
    text = said(editions["career-fair/leaflet.en"])
    assert text.count("What states ask") == 2
    assert "Required in California, Nevada and Washington." in text


@pytest.mark.parametrize("place", ["ar", "ca", "dc", "la", "wa"])
@pytest.mark.parametrize("sheet", SHEETS)
def test_each_fits_and_no_panel_is_half_empty(
    sheet: str, place: str, editions: dict[str, Made]
) -> None:
    made = editions[f"school/{place}/{sheet}.en"]
    assert faults(made) == []
    assert made.pages.fit.dropped == ()
    assert len(made.pages.pages) == (2 if sheet == "leaflet" else 1)


@pytest.mark.parametrize("sheet", SHEETS)
def test_each_says_whose_its_facts_are(sheet: str, editions: dict[str, Made]) -> None:
    text = said(editions[f"school/ca/{sheet}.en"])
    _, _, sources = text.partition("Sources.")
    assert "BLS OEWS, May 2025" in sources
    assert "Wages May 2025" in sources
    assert "lakeside.example.org/ma-or-phlebotomist" in sources


def test_a_tent_has_the_question_the_pay_and_the_code_on_both_faces(
    editions: dict[str, Made],
) -> None:
    made = editions["school/ca/table-tent.en"]
    (page,) = made.pages.pages
    faces = [
        [i.text for i in items if isinstance(i, TextRun)] for items in (page.items, page.turned)
    ]
    assert faces[0] == faces[1]
    printed = [text.strip() for text in faces[0]]
    for words in ("$49,660", "$56,040", "Medical assistant", "Phlebotomist"):
        assert words in printed
    text = said(made)
    assert text.count("Medical assistant or phlebotomist?") == 1
    assert "lakeside.example.org/ma-or-phlebotomist" in text.partition("Sources.")[0]
    assert any(
        figure.alt.startswith("QR code") for figure in tagtree.read(made.data).root.all("Figure")
    )


def test_parents_read_what_it_takes_and_whom_to_call(editions: dict[str, Made]) -> None:
    made = editions["school/ca/parents-half-sheet.en"]
    text = said(made)
    assert text.count("For families in California") == 1  # the copy beside it is not read
    assert made.pages.pages[0].width == 792
    for words in (
        "State certificate required",
        "Usually under 1 year",
        "Cost. How much in all?",
        "Quality. Who accredits it?",
        "Whom to call. Before you draw blood",
        "cdph.ca.gov",
    ):
        assert words in text, words
