"""Counties within states: places of one name are told apart, and a table holds them all."""

from pathlib import Path

import pytest
from benchmarks.places import counties, county_project

from handouts.build import build
from handouts.compose import compose
from handouts.diagnostics import Diagnostic, HandoutsError, UsageError
from handouts.edition import Recipient, Selection
from handouts.load import load
from handouts.model.library import Library
from handouts.plan import plan
from tests.support.projects import replace_text

STATES = ("CA", "ID", "OR")
COUNTIES = counties(60, STATES)


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("counties") / "project"
    county_project(root, COUNTIES, files=False)
    return root


@pytest.fixture(scope="module")
def library(project: Path) -> Library:
    return load(project)


def own(folder: Path, *rows: str, head: str = "code,name,within") -> Path:
    root = folder / "project"
    county_project(root, (), files=False)
    (root / "data/counties.csv").write_text("\n".join((head, *rows, "")), encoding="utf-8")
    return root


def errors(root: Path) -> list[tuple[str, str]]:
    return [(d.code, str(d.span)) for d in load(root).diagnostics if d.is_error]


def refused(library: Library, **asked: object) -> tuple[Diagnostic, ...]:
    with pytest.raises(HandoutsError) as caught:
        plan(Selection(**asked), library)  # type: ignore[arg-type]
    return caught.value.diagnostics


def places(library: Library, *typed: str) -> list[str]:
    return [str(e.place) for e in plan(Selection(places=typed), library)]


def test_every_county_has_a_sheet_of_its_own(library: Library) -> None:
    editions = plan(Selection(), library)
    assert len(editions) == len({e.path for e in editions}) == len(COUNTIES)
    names = [str(place.name) for place in library.places.values()]
    assert len(set(names)) == len(COUNTIES)
    assert {n for n in names if n.startswith("Washington County")} == {
        "Washington County, California",
        "Washington County, Idaho",
        "Washington County, Oregon",
    }


def test_a_name_that_others_have_is_printed_with_its_state(project: Path, library: Library) -> None:
    (edition,) = plan(Selection(places=("OR-001",)), library)
    document = compose(edition, library)
    assert "Washington County, Oregon" in document.title
    assert "OR" not in document.title.replace("Oregon", "")
    made = build(project, Selection(places=("or-001", "id-001")), jobs=1)
    assert [d for d in made.diagnostics if d.is_error] == []
    assert sorted(a.edition.path for a in made.artifacts) == [
        "school/id-001/comparison.en.pdf",
        "school/or-001/comparison.en.pdf",
    ]


def test_a_name_of_its_own_stands_alone(tmp_path: Path) -> None:
    root = own(tmp_path, "P-1,Polk County,OR", "W-1,Lane County,OR", "W-2,Lane County,WA")
    names = [str(place.name) for place in load(root).places.values()]
    assert names == ["Lane County, Oregon", "Lane County, Washington", "Polk County"]


@pytest.mark.parametrize("typed", ["Oregon", "OR", "oregon"])
def test_a_state_stands_for_its_counties(library: Library, typed: str) -> None:
    found = places(library, typed)
    assert len(found) == 20
    assert all(code.startswith("or-") for code in found)


@pytest.mark.parametrize(
    "typed", ["Washington County, Oregon", "washington county, OR", "OR-001", "or-001"]
)
def test_a_county_is_named_with_its_state(library: Library, typed: str) -> None:
    assert places(library, typed) == ["or-001"]


def test_a_name_of_several_is_refused_and_tells_them(library: Library) -> None:
    with pytest.raises(UsageError) as caught:
        places(library, "Washington County")
    (fault,) = caught.value.diagnostics
    assert fault.code == "one-place"
    for state in ("California", "Idaho", "Oregon"):
        assert f"`Washington County, {state}`" in fault.message


def test_a_recipient_of_a_name_of_several_is_told_which(library: Library) -> None:
    rows = ({"school": "A", "county": "Washington County"}, {"school": "B", "county": "Oregon"})
    found = refused(
        library, recipients=tuple(Recipient("s.csv", n, r) for n, r in enumerate(rows, 2))
    )
    assert [(d.code, str(d.span)) for d in found] == [
        ("one-place", "s.csv:2:2"),
        ("one-place", "s.csv:3:2"),
    ]
    assert "`Washington County, Idaho`" in found[0].message
    right = Recipient("s.csv", 2, {"school": "A", "county": "Washington County, Oregon"})
    (edition,) = plan(Selection(recipients=(right,)), library)
    assert edition.place == "or-001"


def test_an_audience_may_have_the_counties_of_a_state(tmp_path: Path) -> None:
    root = tmp_path / "project"
    county_project(root, COUNTIES, files=True)
    replace_text(
        root / "data/audiences/school.yaml",
        "places: all",
        "places: [Oregon, ID-003, 'Clay County, CA']",
    )
    editions = plan(Selection(), load(root))
    assert len(editions) == 22
    assert {str(e.place)[:2] for e in editions} == {"ca", "id", "or"}


def test_an_audience_may_not_have_a_county_of_several(tmp_path: Path) -> None:
    root = tmp_path / "project"
    county_project(root, COUNTIES, files=False)
    replace_text(root / "data/audiences/school.yaml", "places: all", "places: [Washington County]")
    (fault,) = (d for d in load(root).diagnostics if d.is_error)
    assert (fault.code, str(fault.span)) == ("one-place", "data/audiences/school.yaml:4:10")
    assert "`Washington County, Oregon`" in fault.message


def test_a_table_and_files_say_the_same(tmp_path: Path, library: Library) -> None:
    county_project(tmp_path / "project", COUNTIES, files=True)
    assert dict(load(tmp_path / "project").places) == dict(library.places)


def test_a_file_adds_to_the_row_of_its_place(tmp_path: Path) -> None:
    root = own(tmp_path, "A-1,Polk County,OR", "A-2,Lane County,OR")
    (root / "data/counties").mkdir()
    more = root / "data/counties/a-1.yaml"
    more.write_text("wage_area: OR\nwithin: OR\n", encoding="utf-8")
    place = load(root).places["a-1"]
    assert (place.name, place.within, place.wage_area) == ("Polk County", "OR", "OR")
    more.write_text("name: Polk\n", encoding="utf-8")
    assert errors(root) == [("duplicate-key", "data/counties/a-1.yaml:1:1")]


@pytest.mark.parametrize(
    ("rows", "fault"),
    [
        (["A-1,Polk County,Oregn"], ("wrong-value", "data/counties.csv:2:3")),
        (["A-1,Polk County,OR", "A-1,Lane County,OR"], ("duplicate-code", "data/counties.csv:3:1")),
        (["A-1,Polk County,OR", "A-2,Polk County,OR"], ("duplicate-name", "data/counties.csv:3:2")),
        (["A-1,Polk County"], ("wrong-fields", "data/counties.csv:2:2")),
        (["a 1,Polk County,OR"], ("wrong-value", "data/counties.csv:2:1")),
        ([",Polk County,OR"], ("missing-key", "data/counties.csv:2:1")),
        (["A-1,,OR"], ("missing-key", "data/counties.csv:2:1")),
        (['A-1,"Polk,OR'], ("wrong-table", "data/counties.csv:2:1")),
    ],
)
def test_faults_of_a_table_name_the_cell(
    rows: list[str], fault: tuple[str, str], tmp_path: Path
) -> None:
    assert errors(own(tmp_path, *rows))[:1] == [fault]


@pytest.mark.parametrize(
    ("codes", "warned"),
    [
        (("1001", "1003", "41067"), ["data/counties.csv:2:1"]),
        (("01001", "41067"), []),
        (("A1", "A11"), []),
    ],
)
def test_codes_that_a_spreadsheet_shortened_are_named(
    codes: tuple[str, ...], warned: list[str], tmp_path: Path
) -> None:
    root = own(tmp_path, *(f"{code},County {code},AL" for code in codes))
    found = [d for d in load(root).diagnostics if d.code == "lost-zero"]
    assert [str(d.span) for d in found] == warned
    assert all("`01001`" in d.remedy and "and 1 more" in d.message for d in found)


@pytest.mark.parametrize(
    ("head", "fault"),
    [
        ("code,nam", ("unknown-key", "data/counties.csv:1:2")),
        ("code,within", ("missing-column", "data/counties.csv:1:1")),
        ("code;name", ("wrong-delimiter", "data/counties.csv:1:1")),
        ("code,name,name", ("duplicate-column", "data/counties.csv:1:3")),
    ],
)
def test_faults_of_a_head_name_the_column(
    head: str, fault: tuple[str, str], tmp_path: Path
) -> None:
    assert fault in errors(own(tmp_path, "A-1,Polk,OR", head=head))
