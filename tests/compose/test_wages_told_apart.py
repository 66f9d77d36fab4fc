"""Wages of two releases on one sheet are told apart, and a figure that there is not has no unit."""

import csv
from pathlib import Path

import pytest

from handouts.compose import compose
from handouts.document import Block, Table, WageChart, plain, walk
from handouts.edition import Selection
from handouts.load import load
from handouts.plan import plan
from tests.support.projects import copy_project

MA, PHLEBOTOMIST = "31-9092", "31-9097"


def changed(project: Path, **changes: str) -> None:
    """Change columns of the phlebotomists' row for California."""
    path = project / "data/wages/oews-may-2025.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    (row,) = (r for r in rows if r["prim_state"] == "CA" and r["occ_code"] == PHLEBOTOMIST)
    row |= changes
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return copy_project(tmp_path / "project")


def blocks(project: Path, handout: str) -> list[Block]:
    library = load(project)
    (edition,) = plan(Selection((handout,), ("advisor",), ("CA",)), library)
    document = compose(edition, library)
    return list(walk((*document.body, *document.foot)))


def texts(project: Path, handout: str) -> list[list[str]]:
    """The rows of the table with the pay, first its head, with the caption in its corner."""
    tables = [b for b in blocks(project, handout) if isinstance(b, Table)]
    texts = [
        [table.caption, *(cell.text for cell in row.cells if cell.text)]
        for table in tables
        for row in table.head
    ]
    texts += [[cell.text for cell in row.cells] for table in tables for row in table.rows]
    rows = [[plain(text).replace("\u00a0", " ") for text in row] for row in texts]
    return [row for row in rows if any("$" in text or "Pay" in text for text in row)]


def test_two_releases_are_told_apart_in_head_and_row(project: Path) -> None:
    changed(project, release="May 2024")
    head, first, _, other, last = texts(project, "state-insert")
    assert head[0] == "Pay for a year, May 2025 and May 2024"
    assert first[1] == "California, May 2025"
    assert other[1] == "California, May 2024"
    assert last[0] == "United States, May 2025"
    (chart,) = (b for b in blocks(project, "state-insert") if isinstance(b, WageChart))
    assert "California, May\u00a02024: half earn" in chart.alternative
    (pay,) = (row for row in texts(project, "comparison") if "pay" in row[0])
    assert "a year, May 2025 (U.S." in pay[1]
    assert "a year, May 2024 (U.S." in pay[2]
    assert pay[2].endswith(", May 2025)")


def test_one_release_stands_in_the_head_alone(project: Path) -> None:
    head, first, *_ = texts(project, "state-insert")
    assert (head[0], first[1]) == ("Pay for a year, May 2025", "California")
    (pay,) = (row for row in texts(project, "comparison") if "pay" in row[0])
    assert "May" not in "".join(pay)


def test_a_chart_tells_figures_that_are_no_numbers(project: Path) -> None:
    """A median over the top code was told as not published, and others with it."""
    changed(project, a_median="#", a_pct90="#")
    (chart,) = (b for b in blocks(project, "state-insert") if isinstance(b, WageChart))
    assert "Phlebotomist, California: at or above the top code." in chart.alternative
    assert (
        "Phlebotomist, California: 10% earn less than $45,490; 25% earn less than $47,800; "
        "half earn less than: at or above the top code; 25% earn more than $62,790; "
        "10% earn more than: at or above the top code." in chart.figures
    )


@pytest.mark.parametrize("marker", ["*", "#"])
def test_what_is_not_published_is_so_for_no_year(project: Path, marker: str) -> None:
    changed(project, a_median=marker, h_median=marker)
    (pay,) = (row for row in texts(project, "comparison") if "pay" in row[0])
    said = {"*": "not published", "#": "at or above the top code"}[marker]
    assert pay[2].startswith(f"{said} (U.S.")
