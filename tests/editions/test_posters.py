"""Posters and pictures of the flyer and of the map: they fill their page, and are read from afar."""

import io
import re
from collections.abc import Iterator, Mapping

import pikepdf
import pypdfium2
import pytest

from handouts.edition import Edition
from handouts.fonts import load_fonts
from handouts.model.library import Library
from handouts.pages import TextRun
from handouts.pipeline import Made, make
from handouts.plan import edition_for
from handouts.shapes import SPOKEN
from tests.editions.judging import extent, faults, smallest_type
from tests.support import tagtree, verapdf

INCH = 72.0
TABLOID, POSTER = (11 * INCH, 17 * INCH), (24 * INCH, 36 * INCH)
PRESS = 0.125 * INCH

POSTERS = {
    "fair-poster": (TABLOID, 0.0),
    "fair-poster-large": (POSTER, PRESS),
    "credential-map-poster": (TABLOID, 0.0),
    "credential-map-poster-large": (POSTER, PRESS),
}
"""Poster → its trimmed size, and how far color goes over its edges."""

PICTURES = {"phone-picture": (1080, 1350), "slide": (1920, 1080)}
"""Picture → its pixels."""

EMPTIEST = 0.12
"""Of a page's height: white between two lines; a fifth looks like a page that was not finished."""

Sheets = Mapping[tuple[str, str | None], Made]


def edition_of(library: Library, handout: str, place: str | None) -> Edition:
    audience = "school" if place else "career-fair"
    record = library.project.handouts[handout]
    return edition_for(library, handout, record, audience, place, "en", {}, None)


@pytest.fixture(scope="module")
def sheets(library: Library) -> Sheets:
    """Every poster and picture for every place, and for the nation."""
    fonts, own = load_fonts(), library.project.handouts
    return {
        (handout, place): make(edition_of(library, handout, place), library, fonts)
        for handout in (*POSTERS, *PICTURES)
        for place in (None, *(library.places if own[handout].per_place else ()))
    }


def of(sheets: Sheets, handouts: Mapping[str, object]) -> Iterator[tuple[str, Made]]:
    return ((handout, made) for (handout, _), made in sheets.items() if handout in handouts)


def test_every_place_fits_on_one_page_and_nothing_is_amiss(
    sheets: Sheets, library: Library
) -> None:
    assert len(sheets) == 4 * (len(library.places) + 1) + 2
    assert {key: len(made.pages.pages) for key, made in sheets.items()} == dict.fromkeys(sheets, 1)
    assert {
        key: made.pages.fit.dropped for key, made in sheets.items() if made.pages.fit.dropped
    } == {}
    assert {key: found for key, made in sheets.items() if (found := faults(made))} == {}


def test_boxes_of_posters_are_those_of_their_paper(sheets: Sheets) -> None:
    """A press cuts at the trim box; an office printer gets a sheet of its own size."""
    for handout, made in of(sheets, POSTERS):
        (wide, high), over = POSTERS[handout]
        with pikepdf.open(io.BytesIO(made.data)) as file:
            (page,) = file.pages
            assert [float(n) for n in page.trimbox] == [0, 0, wide, high]
            assert [float(n) for n in page.mediabox] == [-over, -over, wide + over, high + over]
            assert ("/BleedBox" in page) == bool(over)
            if over:
                assert list(page.BleedBox) == list(page.mediabox)


def test_a_picture_at_96_dpi_has_its_pixels_and_no_white_edge(sheets: Sheets) -> None:
    for handout, made in of(sheets, PICTURES):
        document = pypdfium2.PdfDocument(made.data)
        picture = document[0].render(scale=96 / INCH).to_pil().convert("RGB")
        document.close()
        assert picture.size == PICTURES[handout]
        corners = {picture.getpixel((x, 0)) for x in (0, picture.width - 1)}
        assert corners == {(0, 0, 0)}, handout


def test_titles_are_read_across_an_aisle(sheets: Sheets) -> None:
    """An inch of type for some ten feet, by the rule of sign makers for capitals; more on the larger sheet."""
    for handout, made in of(sheets, POSTERS):
        title = max(run.size for run in _runs(made))
        assert title >= (72 if POSTERS[handout][0] == TABLOID else 144), handout
        assert smallest_type(made) >= (12 if POSTERS[handout][0] == TABLOID else 24), handout


def test_a_picture_is_read_on_a_phone(sheets: Sheets) -> None:
    """A phone shows it a third as large: 24 pixels are as high there as the 8 of a small caption."""
    for handout, made in of(sheets, PICTURES):
        assert smallest_type(made) * 96 / INCH >= 22, handout


def test_no_page_has_an_empty_band(sheets: Sheets) -> None:
    for (handout, place), made in sheets.items():
        (page,) = made.pages.pages
        spans = sorted((top, bottom) for _, top, _, bottom in map(extent, page.items))
        reached, widest = 0.0, 0.0
        for top, bottom in spans:
            widest, reached = max(widest, top - reached), max(reached, bottom)
        assert max(widest, page.height - reached) <= EMPTIEST * page.height, (handout, place)


def test_a_picture_says_the_flyer_s_message_in_fewer_words(
    library: Library, sheets: Sheets
) -> None:
    flyer = make(edition_of(library, "flyer", None), library, load_fonts())
    for handout in PICTURES:
        said = tagtree.read(sheets[handout, None].data).root.text
        assert len(said.split()) < 0.75 * len(tagtree.read(flyer.data).root.text.split())
        for wanted in ("Medical assistant", "Phlebotomist", "Which one is you?", "Sources."):
            assert wanted in said, handout
        assert "lakeside.example.org/ma-or-phlebotomist" in said
        assert len(re.findall(r"\$\d\d,\d{3}", said)) == 2


def test_the_pay_of_the_place_stands_on_its_sheets(library: Library, sheets: Sheets) -> None:
    for (handout, place), made in sheets.items():
        if place and handout not in {"credential-map-poster", "credential-map-poster-large"}:
            said = tagtree.read(made.data).root.text
            assert str(library.places[place].name) in said
            assert said.count("middle pay in") == 2, (handout, place)


@pytest.mark.conformance
@pytest.mark.parametrize("flavour", ["ua1", "2a"])
def test_they_conform(sheets: Sheets, flavour: str) -> None:
    own = {key: made for key, made in sheets.items() if key[1] in {None, "ca"}}
    found = {key: verapdf.failures(made.data, flavour) for key, made in own.items()}
    assert {key: rules for key, rules in found.items() if rules} == {}


def _runs(made: Made) -> Iterator[TextRun]:
    for page in made.pages.pages:
        yield from (i for i in page.items if isinstance(i, TextRun) and i.colour != SPOKEN)
