"""Comparison sheets of any two to four roles, as `handouts compare` makes them."""

from dataclasses import replace

import pytest

from handouts.document import Paragraph, SourceList, Table, plain, walk
from handouts.model.library import Library
from handouts.pipeline import Made
from tests.support import comparisons, tagtree, verapdf
from tests.support.wording import wording

NURSES = ("registered-nurse", "licensed-practical-nurse", "medical-assistant")


@pytest.fixture(scope="module")
def sheets(library: Library) -> dict[str, Made]:
    return {
        f"{' '.join(roles)} {state} {audience}": comparisons.sheet(library, roles, state, audience)
        for roles, state in comparisons.sample(library, 1)
        for audience in ("advisor", "school")
    }


def test_each_is_one_page_without_an_empty_row(sheets: dict[str, Made]) -> None:
    found = {name: tuple(comparisons.faults(made)) for name, made in sheets.items()}
    assert {name: faults for name, faults in found.items() if faults} == {}


@pytest.mark.conformance
@pytest.mark.parametrize("flavour", ["ua1", "2a"])
def test_each_conforms(sheets: dict[str, Made], flavour: str) -> None:
    found = {name: verapdf.failures(made.data, flavour) for name, made in sheets.items()}
    assert {name: rules for name, rules in found.items() if rules} == {}


def rows_of(made: Made) -> dict[str, list[str]]:
    """Label → what is said of each role, without the figures of its sources."""
    tables = [b for b in walk(made.document.body) if isinstance(b, Table)]
    rows = (row.cells for table in tables for row in table.rows)
    return {plain(first.text): [wording(c.text) for c in rest] for first, *rest in rows}


def notes_of(made: Made) -> str:
    small = [b for b in walk(made.document.body) if isinstance(b, Paragraph)]
    return " ".join(plain(b.text) for b in small if b.variant == "small")


def test_the_highest_pay_and_the_least_schooling_are_marked_by_a_printed_rule(
    library: Library,
) -> None:
    made = comparisons.sheet(library, NURSES[:2], "TX", "school")
    rows = rows_of(made)
    assert rows["Middle pay"] == [
        "$95,970 a\u00a0year, higher (U.S.\u00a0$97,550)",
        "$62,240 a\u00a0year (U.S.\u00a0$64,400)",
    ]
    assert rows["Usual entry education"] == [
        "Bachelor’s degree",
        "Certificate after high school, less schooling",
    ]
    notes = notes_of(made)
    assert "Higher: by 5% or more." in notes
    assert ", in the order of the Bureau of Labor Statistics. " in notes
    assert "Ties are not marked." in notes
    text = tagtree.read(made.data).root.text  # what a screen reader reads
    assert ", higher" in text
    assert ", less schooling" in text


def test_ties_are_not_marked(library: Library) -> None:
    made = comparisons.sheet(library, NURSES, "TX", "school")
    assert not any(
        "less" in cell or "least" in cell for cell in rows_of(made)["Usual entry education"]
    )
    assert "schooling" not in notes_of(made)
    # less than 5% apart: $45,690 and $45,230
    near = comparisons.sheet(library, ("medical-assistant", "phlebotomist"), None, "school")
    assert not any("high" in cell for cell in rows_of(near)["Middle pay"])
    assert notes_of(near) == ""


def test_pay_is_not_marked_where_that_of_one_role_is_not_published(library: Library) -> None:
    made = comparisons.sheet(library, ("dental-assistant", "registered-nurse"), "KS", "school")
    assert [cell.split(" (")[0] for cell in rows_of(made)["Middle pay"]] == [
        "not published",
        "$79,320 a\u00a0year",
    ]


def test_what_no_role_reports_is_left_out_and_said(library: Library) -> None:
    office = ("medical-secretary", "medical-records-specialist")
    made = comparisons.sheet(library, office, "TX", "advisor")
    assert "State credential" not in rows_of(made)
    assert "Not reported for any of these: state credential." in notes_of(made)
    some = comparisons.sheet(library, (office[0], NURSES[0]), "TX", "advisor")
    assert rows_of(some)["State credential"][0] == "not reported: ask the state"


def test_a_state_sheet_says_what_holds_of_other_roles_everywhere(library: Library) -> None:
    rows = rows_of(
        comparisons.sheet(library, ("registered-nurse", "surgical-technologist"), "TX", "advisor")
    )
    assert rows["State credential"][:2] == [
        "License required, from the state where you work: approved program, then an exam",
        "Some states regulate the work: ask yours",
    ]
    assert rows["Certification"][:2] == [
        "Usually optional, in a specialty; some employers require it",
        "May help to get a job; some employers require it",
    ]


@pytest.mark.parametrize("day", ["2026-11-02", "2026-10-31"])
def test_a_source_checked_in_another_month_than_the_newest_says_so(
    library: Library, day: str
) -> None:
    older = library.sources["ooh-2025"].model_copy(update={"checked": day})
    other = replace(library, sources={**library.sources, "ooh-2025": older})
    roles = ("medical-secretary", "registered-nurse")
    made = comparisons.sheet(other, roles, "TX", "school")
    (listed,) = [b for b in walk(made.document.foot) if isinstance(b, SourceList)]
    (entry,) = [plain(e.text) for e in listed.entries if e.source == "ooh-2025"]
    assert ("checked" in entry) == (day < "2026-11")


def test_three_and_four_roles_have_their_boxes_in_a_row(library: Library) -> None:
    for roles in (NURSES, (*NURSES, "surgical-technologist")):
        made = comparisons.sheet(library, roles, "TX", "advisor")
        (table,) = [b for b in walk(made.document.body) if isinstance(b, Table)]
        assert [cell.boxes for cell in table.rows[-1].cells[1:]] == [
            (i,) for i in range(len(roles))
        ]
        (page,) = made.pages.pages
        assert (page.width > page.height) == (len(roles) == 4)


def test_a_license_is_not_contradicted_by_a_certification_that_is_not_reported(
    library: Library,
) -> None:
    roles = ("physical-therapist-assistant", "medical-assistant", "nursing-assistant")
    rows = rows_of(comparisons.sheet(library, roles, "TX", "school"))
    assert rows["State credential"][0] == "License or certification required in every state"
    assert rows["Certification"] == [
        "see state credential",
        (
            "Employers may want one: Certified Medical Assistant (CMA) or Registered Medical"
            " Assistant (RMA)"
        ),
        "see state credential",
    ]
    both = comparisons.sheet(library, roles[::2], "TX", "school")
    assert "Certification" not in rows_of(both)
    assert "certification" not in notes_of(both)


def test_the_mark_stands_by_the_figure_that_it_is_about(library: Library) -> None:
    made = comparisons.sheet(
        library, ("pharmacy-technician", "veterinary-assistant"), None, "school"
    )
    assert rows_of(made)["Middle pay"][0].startswith("$45,750 a\u00a0year, higher; $22.00 an")
