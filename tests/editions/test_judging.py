"""The measuring itself: what is amiss is found."""

from dataclasses import replace

from handouts.document import Heading, Table, walk
from handouts.pages import Rule, TextRun
from handouts.pipeline import Made
from tests.editions.judging import extent, faults, smallest_type
from tests.soak.sheets import Sheet, table


def test_type_is_measured_in_the_pdf(editions: dict[str, Made]) -> None:
    made = editions["career-fair/comparison.en"]
    assert smallest_type(made) == 9
    large = editions["school/ca/comparison-large-print.en"]
    assert smallest_type(large) == 18
    (first, *_) = faults(replace(large, data=made.data))
    assert first == "page 1: type of 9.00 points"


def test_what_stands_too_near_to_the_edge_is_found(editions: dict[str, Made]) -> None:
    made = editions["career-fair/comparison.en"]
    (page,) = made.pages.pages
    page = replace(page, items=(*page.items, Rule(40.0, 780.0, 90.0, 780.0, 1.0, "#000000")))
    changed = replace(made, pages=replace(made.pages, pages=(page,)))
    assert faults(changed) == ["page 1: Rule 12.0 points from the edge"]


def test_only_what_is_cut_off_may_go_over_the_edge(editions: dict[str, Made]) -> None:
    made = editions["career-fair/fair-poster-large.en"]
    (page,) = made.pages.pages
    assert faults(made) == []
    shorter = replace(made.document.page, bleed=4 / made.document.page.scale)
    assert faults(replace(made, document=replace(made.document, page=shorter))) == [
        "page 1: Box -9.0 points from the edge"
    ]
    low = Rule(40.0, page.height + 2, 90.0, page.height + 2, 1.0, "#000000")
    added = replace(made.pages, pages=(replace(page, items=(*page.items, low)),))
    assert faults(replace(made, pages=added)) == ["page 1: Rule -2.0 points from the edge"]


def test_breaks_where_none_may_be_are_found(editions: dict[str, Made]) -> None:
    """The items of a page dealt out to two, under a heading and within a row of the table."""
    made = editions["advisor/ca/pay.en"]
    blocks = list(walk(made.document.body))
    table = next(b for b in blocks if isinstance(b, Table))
    heading = next(b for b in blocks if isinstance(b, Heading) and b.level == 1)
    assert faults(_divided(made, heading.id)) == ["page 1 ends with a heading"]
    assert faults(_divided(made, table.rows[1].cells[1].id)) == [
        "a row of `pay table` is divided between pages [1, 2]"
    ]


def _divided(made: Made, leaf: str) -> Made:
    """Everything under the first line of a leaf on a page of its own."""
    (page,) = made.pages.pages
    at = min(extent(i)[3] for i in page.items if isinstance(i, TextRun) and i.block == leaf)
    upper = tuple(i for i in page.items if extent(i)[3] <= at)
    lower = tuple(i for i in page.items if i not in upper)
    pages = (replace(page, items=upper), replace(page, items=lower))
    return replace(made, pages=replace(made.pages, pages=pages))


def test_the_report_counts_what_was_done() -> None:
    sheets = [
        Sheet("a/ca/pay.en", "pay", "a", (), 1, 0.8, 1.0, ("lines",), 9.0),
        Sheet("a/tx/pay.en", "pay", "a", (), 2, 1.0, 0.9, (), 9.0),
    ]
    assert table(sheets).splitlines()[1] == (
        "pay (a): 2, 1 of 1 + 1 of 2, 80%, 90% (1 under 100%), lines × 1"
    )
