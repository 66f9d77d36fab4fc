"""A project of its own records alone: what is on its sheets, and what check finds in its layouts."""

import shutil
from pathlib import Path

import pytest

from handouts.audit.fact_changes import fact_changes
from handouts.audit.quality import all_facts
from handouts.compose import compose
from handouts.compose.checking.layouts import faults_of
from handouts.document import Document, plain, walk
from handouts.edition import Selection
from handouts.load import load
from handouts.plan import plan
from tests.support.projects import REPOSITORY, replace_text


@pytest.fixture
def project(tmp_path: Path) -> Path:
    root = tmp_path / "project"
    shutil.copytree(REPOSITORY / "examples/county-fair", root)
    return root


def _sheet(root: Path, handout: str, place: str | None = None) -> Document:
    library = load(root)
    (edition,) = plan(Selection((handout,), places=(place,) if place else ()), library)
    made = compose(edition, library)
    assert isinstance(made, Document)
    return made


def _said(document: Document) -> str:
    texts = [plain(text) for block in walk(document.body) for _, text in block.leaves()]
    return "\n".join(texts).replace("\u00a0", " ")


def test_one_sheet_shows_all_counties(project: Path) -> None:
    said = _said(_sheet(project, "calendar"))
    assert "Birch County" in said
    assert "Ash Farm Fair; Ash Health Night" in said
    assert said.index("Feb 11, 2027") < said.index("Apr 17, 2027") < said.index("Sep 3–5, 2027")
    assert "Farm: Ash Farm Fair and Cedar Harvest Fair" in said


def test_a_sheet_of_a_county_shows_its_own_alone(project: Path) -> None:
    sheet = _sheet(project, "county", "ASH")
    said = _said(sheet)
    assert "Welding at Ash College (9 months, $2,400)." in said
    assert "Cedar" not in said
    assert {c for block in walk(sheet.body) for c in block.citations} == {
        "sample-calendar",
        "sample-programs",
    }


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("fair.days }}", "fair.dyas }}", "a record of fairs has no `dyas`"),
        ("fair.county.name", "fair.county.nam", "a place has no `nam`"),
        ("fair.county.name", "fair.county", "a place, which cannot be printed"),
        ("where(county=one)", "where(cuonty=one)", "a record of fairs has no `cuonty`"),
        ("sort('days')", "sort('dyas')", "a record of fairs has no `dyas`"),
        ("one.key | cap", "one.kye | cap", "a group has no `kye`"),
        ("{{ fair.stands }}", "{{ fair.web.value }}", "a fact has no `value`"),
    ],
)
def test_check_knows_the_fields_of_records(old: str, new: str, said: str, project: Path) -> None:
    replace_text(project / "layouts/calendar.yaml", old, new)
    found = [fault.message for one in faults_of(load(project)) for fault in one.faults]
    assert len(found) == 1
    assert said in found[0]


def test_what_changed_in_records_is_a_difference(project: Path, tmp_path: Path) -> None:
    old = load(project)
    replace_text(project / "data/fairs.csv", "trades,45,0", "trades,54,0")
    replace_text(project / "data/programs/ash-welding.yaml", "fee: 2400", "fee: 2500")
    changes = fact_changes(old, load(project))
    assert [(c.name, c.old, c.new) for c in changes] == [
        ("fairs/birch-trades-day stands", "45", "54"),
        ("programs/ash-welding fee", "$2,400", "$2,500"),
    ]


def test_every_value_is_a_fact_of_the_audits(project: Path) -> None:
    records = {record for record, _ in all_facts(load(project))}
    assert {"fairs/ash-farm-fair", "programs/cedar-nursing"} <= records
