"""Two copies on a sheet, and pages printed on both sides of punched sheets."""

from dataclasses import replace

import pytest

from handouts.document import Document, PageFormat, Paragraph, Run
from handouts.fonts import load_fonts
from handouts.pages import Link, Rule, TextRun
from handouts.pdf import to_pdf
from tests.support import stream_check, tagtree, verapdf
from tests.support.contents import running_texts

from .samples import METRICS, STYLE, document, heading_one, paragraph, typeset

HALF = PageFormat(396, 612, 27, 30, 27, 30)
LINKED = Paragraph(id="l", name="l", text=(Run("Look it up", link="https://example.org/"),))


def flyer(copies: int, page: PageFormat = HALF) -> Document:
    return document(
        heading_one("h", "Which job?"),
        paragraph("p", "Thirty seconds of text."),
        LINKED,
        page=replace(page, copies=copies),
    )


def test_two_half_letter_pages_make_a_letter_sheet() -> None:
    (page,) = typeset(flyer(2), STYLE, METRICS).pages
    assert (page.width, page.height) == (792, 612)
    (single,) = typeset(flyer(1), STYLE, METRICS).pages
    assert page.items[: len(single.items)] == single.items


def test_the_copy_says_the_same_at_the_other_half() -> None:
    (page,) = typeset(flyer(2), STYLE, METRICS).pages
    runs = [i for i in page.items if isinstance(i, TextRun)]
    half = len(runs) // 2
    for one, other in zip(runs[:half], runs[half:], strict=True):
        assert (other.text, other.size, other.y) == (one.text, one.size, one.y)
        assert other.x == pytest.approx(one.x + 396)
        assert other.block is None
    assert len([i for i in page.items if isinstance(i, Link)]) == 1


def test_a_dashed_line_shows_where_to_cut() -> None:
    (page,) = typeset(flyer(2), STYLE, METRICS).pages
    (cut,) = (i for i in page.items if isinstance(i, Rule) and i.dash)
    assert (cut.x1, cut.x2, cut.block) == (396, 396, None)
    assert cut.y1 >= 18
    assert cut.y2 <= 612 - 18


def test_wide_pages_stand_one_below_the_other() -> None:
    (page,) = typeset(flyer(2, PageFormat(612, 396, 27, 30, 27, 30)), STYLE, METRICS).pages
    assert (page.width, page.height) == (612, 792)


@pytest.mark.conformance
def test_a_sheet_of_two_is_read_once_and_conforms() -> None:
    fonts, made = load_fonts(), flyer(2)
    pages = typeset(made, STYLE, fonts)
    data = to_pdf(pages, made, fonts)
    tagged = tagtree.read(data)
    assert (tagged.faults, tagged.unmarked) == ((), ())
    assert [n.text for n in tagged.root.walk() if n.tag in {"H1", "P"}] == [
        "Which job?",
        "Thirty seconds of text.",
        "Look it up",
        *running_texts(pages.pages[0]),
    ]
    assert " ".join(tagged.artifacts).count("Thirty seconds of text.") == 1
    assert stream_check.faults(data) == []
    assert verapdf.failures(data, "ua1") == verapdf.failures(data, "2a") == ()


def test_even_pages_of_punched_sheets_have_their_margins_exchanged() -> None:
    page = PageFormat(240, 240, 20, 26, 20, 44, mirrored=True)
    text = " ".join(["word"] * 300)
    made = typeset(document(paragraph("p", text), pages=None, page=page), STYLE, METRICS)
    assert len(made.pages) > 2
    for number, sheet in enumerate(made.pages, 1):
        lefts = {i.x for i in sheet.items if isinstance(i, TextRun) and i.block == "p"}
        assert lefts == {44 if number % 2 else 26}
