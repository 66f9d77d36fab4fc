"""BLS's files come in as they are: markers, doubled rows, territories, older names of columns."""

import csv
import zipfile
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from handouts.diagnostics import UsageError
from handouts.exchange.oews.bls_files import read_oews
from handouts.exchange.oews.importing import OewsWish, propose_oews, release_of
from handouts.load import load
from tests.exchange.support import (
    DATA,
    NATIONAL,
    PLACES,
    TODAY,
    changed_copy,
    changes,
    faults,
    files_of,
    import_oews,
    rows,
)

CSV = PLACES.with_suffix(".csv")
TABLE = "data/wages/oews-may-2025.csv"


def column(name: str) -> int:
    return rows(CSV)[0].index(name)


def test_the_sample_says_what_the_project_says(project: Path) -> None:
    before = files_of(project)
    for path in (PLACES, NATIONAL):
        assert all(c.place.startswith("oews-2025-") for c in changes(import_oews(project, path)))
    after = files_of(project)
    assert {n for n in after if before.get(n) != after[n]} == {"data/sources.yaml"}


def test_importing_twice_changes_nothing_the_second_time(project: Path) -> None:
    (project / TABLE).unlink()
    samples = [PLACES, NATIONAL, CSV, NATIONAL.with_suffix(".csv")]
    for path in samples:
        import_oews(project, path)
    before = files_of(project)
    for path in samples:
        proposal = propose_oews(project, OewsWish(path), date(2027, 1, 1))
        assert proposal.files == ()
    assert files_of(project) == before


def test_an_import_from_nothing_gives_the_projects_own_table(project: Path) -> None:
    before = (project / TABLE).read_text(encoding="utf-8").splitlines()
    (project / TABLE).unlink()
    import_oews(project, PLACES)
    import_oews(project, NATIONAL)
    after = (project / TABLE).read_text(encoding="utf-8").splitlines()
    wanted = {",US,", ",CA,", ",DC,", ",TX,"}
    assert [line for line in before if line in after] == after[0:1] + [
        line for line in before if any(w in line for w in wanted)
    ]


def test_a_dry_run_shows_role_area_and_figure_and_writes_nothing(
    project: Path, tmp_path: Path
) -> None:
    def raise_pay(table: list[list[str]]) -> None:
        row = next(r for r in table if r[3] == "CA" and r[8] == "31-9097")
        row[column("A_MEDIAN")] = "57040"

    path = changed_copy(CSV, tmp_path / "state_M2025_dl.csv", raise_pay)
    before = files_of(project)
    proposal = propose_oews(project, OewsWish(path), TODAY)
    found = [(c.place, c.old, c.new) for f, c in proposal.changes if f.path == TABLE]
    assert found == [("phlebotomist CA a_median", "56040", "57040")]
    assert files_of(project) == before


def test_the_release_and_the_origin_are_recorded_and_the_files_comments_stay(
    project: Path,
) -> None:
    text = (project / "data/sources.yaml").read_text(encoding="utf-8")
    comments = [line for line in text.splitlines() if line.startswith("#")]
    import_oews(project, PLACES)
    text = (project / "data/sources.yaml").read_text(encoding="utf-8")
    assert [line for line in text.splitlines() if line.startswith("#")] == comments
    source = load(project).sources["oews-2025-st"]
    assert source.title == "OEWS May 2025, state estimates"
    assert source.date == "May 2025 (published May 15, 2026)"
    assert source.checked == TODAY.isoformat()
    assert source.origin is not None
    assert source.origin.startswith("state_M2025_dl.reconstructed.xlsx, SHA-256 ea6ea4ae1df2d944")


def test_a_new_release_replaces_the_old_one_and_the_project_loads(
    project: Path, tmp_path: Path
) -> None:
    path = tmp_path / "state_M2026_dl.csv"
    path.write_bytes(CSV.read_bytes())
    import_oews(project, path)
    library = load(project)
    assert not [d for d in library.diagnostics if d.is_error]
    assert library.wages["31-9092", "CA"].release == "May 2026"
    assert library.wages["31-9092", "US"].release == "May 2025"
    assert "oews-2026-st" in library.sources
    national = tmp_path / "national_M2026_dl.csv"
    national.write_bytes(NATIONAL.with_suffix(".csv").read_bytes())
    import_oews(project, national)
    assert not (project / TABLE).exists()


def test_wages_grow_old_from_the_day_of_publication(project: Path, tmp_path: Path) -> None:
    path = tmp_path / "state_M2026_dl.csv"
    path.write_bytes(CSV.read_bytes())
    import_oews(project, path, published=date(2027, 5, 14))
    library = load(project)
    wage = library.wages["31-9092", "CA"].annual_median
    assert library.sources["oews-2026-st"].published == "2027-05-14"
    assert library.ages.since(wage.fact) == date(2027, 5, 14)
    import_oews(project, path)  # what is known stays
    assert load(project).sources["oews-2026-st"].published == "2027-05-14"


def test_an_older_release_is_refused_unless_it_is_meant(project: Path, tmp_path: Path) -> None:
    path = tmp_path / "state_M2024_dl.csv"
    path.write_bytes(CSV.read_bytes())
    (found,) = faults(lambda: import_oews(project, path))
    assert found.code == "older-release"
    assert "May 2025" in found.message
    import_oews(project, path, force=True)
    assert load(project).wages["31-9092", "CA"].release == "May 2024"


def test_an_area_that_is_no_longer_published_goes(project: Path, tmp_path: Path) -> None:
    def drop(table: list[list[str]]) -> None:
        table[:] = [r for r in table if not (r[3] == "CA" and r[8] == "31-9097")]

    proposal = import_oews(project, changed_copy(CSV, tmp_path / "state_M2025_dl.csv", drop))
    gone = [c for c in changes(proposal) if c.new is None]
    assert [c.place for c in gone] == ["phlebotomist CA"]
    assert ("31-9097", "CA") not in load(project).wages


def test_markers_stay_what_they_mean(project: Path, tmp_path: Path) -> None:
    marked = {"A_PCT90": "#", "A_PCT10": "*", "TOT_EMP": "**", "A_MEAN": "~"}

    def mark(table: list[list[str]]) -> None:
        row = next(r for r in table if r[3] == "CA" and r[8] == "31-9097")
        for name, marker in marked.items():
            row[column(name)] = marker

    import_oews(project, changed_copy(CSV, tmp_path / "state_M2025_dl.csv", mark))
    wage = load(project).wages["31-9097", "CA"]
    assert (wage.annual_p90.marker, wage.annual_p10.marker) == ("#", "*")
    assert (wage.employment.marker, wage.annual_mean.marker) == ("**", "~")


def test_every_bad_cell_is_named_with_sheet_row_letter_and_value(
    project: Path, tmp_path: Path
) -> None:
    book = openpyxl.load_workbook(PLACES)
    sheet = book.worksheets[0]
    sheet["V10"], sheet["L11"], sheet["I12"], sheet["AB14"] = "n/a", -5, "Sep-92", "12,34"
    rows_of_interest = {str(sheet.cell(r, 4).value) for r in (10, 11, 14)}
    path = tmp_path / "state_M2025_dl.xlsx"
    book.save(path)
    wanted = frozenset({"31-9092", "31-9097"})
    found = faults(lambda: read_oews(path, wanted, frozenset({*rows_of_interest, "AK"})))
    name = sheet.title
    assert [(d.span.line, d.span.column) for d in found if d.span] == [
        (10, 22), (11, 12), (12, 9), (14, 28),
    ]  # fmt: skip
    head = [str(c.value) for c in sheet[1]]
    assert found[0].message == f"cell V10 of sheet `{name}`: `{head[21]}` cannot be `n/a`"
    assert found[2].message == f"cell I12 of sheet `{name}`: `OCC_CODE` cannot be `Sep-92`"
    assert "`12,34`" in found[3].message


def test_of_a_broad_and_a_detailed_row_the_detailed_one_is_taken() -> None:
    found = read_oews(NATIONAL, frozenset({"31-1120", "29-2010"}), frozenset({"US"}))
    assert {row.group for row in found.rows.values()} == {"detailed"}
    assert len(found.rows) == 2


def test_all_takes_the_detailed_occupations_and_no_territory(tmp_path: Path) -> None:
    found = read_oews(NATIONAL, None, frozenset({"US"}))
    assert ("00-0000", "US") not in found.rows
    assert {row.group for row in found.rows.values()} == {"detailed"}
    assert len(found.rows) > 15


def test_annual_only_and_hourly_only_rows() -> None:
    found = read_oews(NATIONAL, frozenset({"25-2031", "27-2011"}), frozenset({"US"}))
    teacher, actor = found.rows["25-2031", "US"].figures, found.rows["27-2011", "US"].figures
    assert (teacher["h_median"], teacher["a_median"]) == ("*", "72040")
    assert (actor["h_median"], actor["a_median"]) == ("29.05", "*")


def test_small_letters_semicolons_utf16_and_a_zip_file(tmp_path: Path) -> None:
    text = CSV.read_text(encoding="utf-8")
    head, rest = text.split("\n", 1)
    wanted, areas = frozenset({"31-9092"}), frozenset({"CA", "TX"})
    expected = read_oews(CSV, wanted, areas)
    lower = tmp_path / "lower.csv"
    lower.write_text(f"{head.lower()}\n{rest}", encoding="utf-8-sig")
    utf16 = tmp_path / "utf16.csv"
    utf16.write_text(text.replace(",", ";"), encoding="utf-16")
    packed = tmp_path / "oesm25st.zip"
    with zipfile.ZipFile(packed, "w") as archive:
        archive.write(PLACES, "oesm25st/state_M2025_dl.xlsx")
    for path in (lower, utf16, packed):
        assert read_oews(path, wanted, areas) == expected


def test_industries_and_metropolitan_areas_are_passed_over(tmp_path: Path) -> None:
    def add(table: list[list[str]]) -> None:
        first = next(r for r in table if r[3] == "CA")
        industry, metro = list(first), list(first)
        industry[column("I_GROUP")], metro[column("AREA_TYPE")] = "sector", "4"
        table += [industry, metro]

    path = changed_copy(CSV, tmp_path / "all_data_M_2025.csv", add)
    wanted, areas = frozenset({"31-9092"}), frozenset({"CA"})
    assert read_oews(path, wanted, areas) == read_oews(CSV, wanted, areas)


LOS_ANGELES = "31080"


def metropolitan(folder: Path, name: str, *, workbook: bool) -> Path:
    """A file of two areas, made of the rows of California; one code has lost its leading zero."""
    head, *all_rows = rows(CSV)
    local = [list(row) for row in all_rows if row[3] == "CA"]
    table = [head]
    for code, kind, title in (
        (LOS_ANGELES, "4", "Los Angeles-Long Beach-Anaheim, CA"),
        ("600001", "6", "Eastern Sierra-Mother Lode Region of California nonmetropolitan area"),
    ):
        for row in local:
            new = list(row)
            new[column("AREA")], new[column("AREA_TYPE")], new[column("AREA_TITLE")] = (
                code,
                kind,
                title,
            )
            table.append(new)
    path = folder / name
    if workbook:
        book = openpyxl.Workbook()
        sheet = book.active
        assert sheet is not None
        for row in table:
            sheet.append([int(v) if n and v.isdigit() else v for n, v in enumerate(row)])
        book.save(path)
        return path
    at = column("AREA_TYPE")
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([[v for n, v in enumerate(row) if n != at] for row in table])
    return path


@pytest.mark.parametrize(
    ("name", "workbook"), [("MSA_M2025_dl.xlsx", True), ("MSA_M2025_dl.csv", False)]
)
def test_the_areas_in_which_places_lie_are_read(
    name: str, workbook: bool, project: Path, tmp_path: Path
) -> None:
    path = metropolitan(tmp_path, name, workbook=workbook)
    found = read_oews(path, frozenset({"31-9092"}), frozenset({LOS_ANGELES, "0600001"}))
    assert sorted(found.rows) == [("31-9092", "0600001"), ("31-9092", LOS_ANGELES)]
    assert (found.national, found.states, found.metropolitan) == (False, False, True)


@pytest.mark.parametrize("area", [LOS_ANGELES, "0600001"])
def test_a_place_has_the_wages_of_its_area(area: str, project: Path, tmp_path: Path) -> None:
    california = project / "data/states/ca.yaml"
    text = california.read_text(encoding="utf-8")
    california.write_text(f'wage_area: "{area}"\n{text}', encoding="utf-8")
    before = load(project)
    assert ("31-9092", area) not in before.wages
    import_oews(project, metropolitan(tmp_path, "MSA_M2025_dl.xlsx", workbook=True))
    library = load(project)
    assert [d for d in library.diagnostics if d.is_error] == []
    wage = library.wages["31-9092", area]
    assert wage.source == "oews-2025-ma"
    assert library.sources["oews-2025-ma"].title == "OEWS May 2025, metropolitan area estimates"
    california_s = before.wages["31-9092", "CA"]
    assert str(wage.year.median.fact.text) == str(california_s.year.median.fact.text)


def test_areas_in_which_no_place_lies_are_no_rows_of_the_project(
    project: Path, tmp_path: Path
) -> None:
    path = metropolitan(tmp_path, "MSA_M2025_dl.xlsx", workbook=True)
    found = faults(lambda: import_oews(project, path))
    assert [d.code for d in found] == ["nothing-to-import"]
    assert "`wage_area`" in found[0].remedy


@pytest.mark.parametrize(
    ("name", "release"),
    [("state_M2025_dl.xlsx", "May 2025"), ("oesm24nat.zip", "May 2024")],
)
def test_the_release_is_in_the_name(name: str, release: str) -> None:
    assert release_of(Path(name), None) == release


def test_a_name_without_a_release_needs_it_typed() -> None:
    with pytest.raises(UsageError, match="does not tell the release"):
        release_of(Path("wages.xlsx"), None)
    assert release_of(Path("wages.xlsx"), " may  2025 ") == "May 2025"


def test_what_is_no_oews_table_is_refused(project: Path, tmp_path: Path) -> None:
    path = tmp_path / "state_M2025_dl.csv"
    path.write_text("a,b,c\n1,2,3\n", encoding="utf-8")
    (found,) = faults(lambda: import_oews(project, path))
    assert (found.code, "no OEWS table" in found.message) == ("missing-column", True)
    path.write_text("PRIM_STATE,OCC_CODE,TOT_EMP\nCA,31-9092,1\n", encoding="utf-8")
    (found,) = faults(lambda: import_oews(project, path))
    assert "`H_MEDIAN`" in found.message
    (found,) = faults(lambda: import_oews(project, tmp_path / "oesm25st.xlsx"))
    assert found.code == "no-file"


def test_codes_that_are_not_there_are_said(project: Path) -> None:
    proposal = propose_oews(project, OewsWish(NATIONAL, ("31-9092", "99-9999")), TODAY)
    assert [n.code for n in proposal.notes] == ["not-in-file"]
    (found,) = faults(lambda: import_oews(project, NATIONAL, codes=("99-9999",)))
    assert found.code == "nothing-to-import"
    (found,) = faults(lambda: import_oews(project, NATIONAL, codes=("319092",)))
    assert found.code == "bad-soc"


def test_the_samples_say_where_they_come_from() -> None:
    text = (DATA / "README.md").read_text(encoding="utf-8")
    for path in (NATIONAL, PLACES):
        assert path.stem in text
