"""Wages: figures with place, source and date; markers stay what they mean."""

import re
from decimal import Decimal
from pathlib import Path

from handouts.diagnostics import Span
from handouts.load import load
from handouts.model.wages import Wage

HEAD = (
    "area,prim_state,occ_code,tot_emp,h_median,a_mean,a_pct10,a_pct25,a_median,a_pct75,a_pct90,"
    "release,source_id\n"
)


def _row(figures: str, area: str = "PR") -> str:
    return f"72,{area},31-9097,{figures},May 2025,oews-2025-st\n"


def _wages(project: Path, text: str) -> dict[tuple[str, str], Wage]:
    (project / "data/wages/extra.csv").write_text(text, encoding="utf-8", newline="")
    library = load(project)
    assert library.diagnostics == ()
    return dict(library.wages)


def test_a_figure_knows_its_place_source_and_release(project: Path) -> None:
    wage = _wages(project, HEAD + _row("**,12.50,*,20000,22000,25000,#,"))["31-9097", "PR"]
    median = wage.annual_median
    assert median.value == Decimal(25000)
    assert str(median.fact) == "25000"
    assert median.span == Span("data/wages/extra.csv", 2, 9)
    assert [str(s) for s in median.fact.sources] == ["oews-2025-st"]
    assert str(median.fact.as_of) == "May 2025"
    assert wage.hourly_median.value == Decimal("12.50")
    assert (wage.release, wage.source) == ("May 2025", "oews-2025-st")
    assert wage.span == Span("data/wages/extra.csv", 2, 1)


def test_markers_stand_in_place_of_numbers(project: Path) -> None:
    wage = _wages(project, HEAD + _row("**,12.50,*,20000,22000,25000,#,"))["31-9097", "PR"]
    figures = (wage.employment, wage.annual_mean, wage.annual_p75, wage.annual_p90)
    assert [f.marker for f in figures] == ["**", "*", "#", ""]
    assert [f.value for f in figures] == [None] * 4


def test_separators_in_quotes_are_read(project: Path) -> None:
    row = _row('"1,234",12.50,26000,20000,22000,"25,000",29000,33000')
    wage = _wages(project, HEAD + row)["31-9097", "PR"]
    assert (wage.employment.value, wage.annual_median.value) == (Decimal(1234), Decimal(25000))


def test_heads_in_capitals_blank_lines_windows_line_ends_and_a_byte_order_mark(
    project: Path,
) -> None:
    text = "\ufeff" + HEAD.upper() + "\n" + _row("1,12.50,26000,20000,22000,25000,29000,33000")
    wage = _wages(project, text.replace("\n", "\r\n"))["31-9097", "PR"]
    assert wage.annual_p90.value == Decimal(33000)
    assert wage.span.line == 3


def test_a_field_over_two_lines_moves_the_lines_below_it(project: Path) -> None:
    first = _row("1,12.50,26000,20000,22000,25000,29000,33000").replace("72,", '"7\n2",')
    wages = _wages(project, HEAD + first + _row("1,1,1,1,1,1,1,1", "VI"))
    assert wages["31-9097", "PR"].span.line == 2
    assert wages["31-9097", "VI"].span.line == 4


def test_a_faulty_row_is_left_out_alone(project: Path) -> None:
    text = HEAD + _row("1,x,1,1,1,1,1,1") + _row("1,1,1,1,1,1,1,1", "VI")
    (project / "data/wages/extra.csv").write_text(text, encoding="utf-8")
    library = load(project)
    assert ("31-9097", "PR") not in library.wages
    assert ("31-9097", "VI") in library.wages
    (fault,) = library.faulty["wages", "31-9097/PR"]
    assert fault.span == Span("data/wages/extra.csv", 2, 5)


def test_of_two_rows_neither_is_believed(project: Path) -> None:
    text = HEAD + _row("1,1,1,1,1,1,1,1") + _row("2,2,2,2,2,2,2,2")
    (project / "data/wages/extra.csv").write_text(text, encoding="utf-8")
    library = load(project)
    assert ("31-9097", "PR") not in library.wages
    assert [f.code for f in library.faulty["wages", "31-9097/PR"]] == ["duplicate-row"]


def _without(project: Path, *areas: str) -> None:
    for path in (project / "data/wages").glob("*.csv"):
        lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
        gone = tuple(f",{area},31-9097," for area in areas)
        kept = [line for line in lines if not any(g in line for g in gone)]
        path.write_text("".join(kept), encoding="utf-8")


def test_wages_without_the_nation_are_a_warning(project: Path) -> None:
    _without(project, "US")
    (warning,) = load(project).diagnostics
    assert warning.code == "missing-wages"
    assert "for the United States" in warning.message


def test_wages_of_no_state_are_a_warning(project: Path) -> None:
    _without(project, "CA", "DC", "TX")
    (warning,) = load(project).diagnostics
    assert "for any state" in warning.message


def test_a_state_that_was_not_published_is_no_fault(project: Path) -> None:
    _without(project, "TX")
    assert load(project).diagnostics == ()


def test_codes_of_other_tables_need_not_look_like_soc_codes(project: Path) -> None:
    role = project / "data/roles/dental-assistant.yaml"
    text = role.read_text(encoding="utf-8")
    role.write_text(re.sub(r'soc: "[0-9-]+"', 'soc: "33100"', text), encoding="utf-8")
    assert [d.code for d in load(project).diagnostics if d.is_error] == ["wrong-value"]
    sheet = project / "handouts.yaml"
    columns = "columns: {place: area, occupation: noc, hour: {median: middle}}"
    text = sheet.read_text(encoding="utf-8")
    sheet.write_text(
        f"wages: {{{columns}, release: '2025', source: ooh-2025}}\n{text}", encoding="utf-8"
    )
    found = load(project).diagnostics
    assert not [d for d in found if d.is_error and "dental-assistant" in str(d.span)]


def test_rows_of_a_code_that_stands_for_no_state_are_told(project: Path) -> None:
    """They printed nowhere, and nothing said so; territories are in BLS's tables, and no states."""
    figures = "1,12.50,26000,20000,22000,25000,29000,33000"
    rows = _row(figures) + _row(figures, "CAL") + _row(figures, "ZZ")
    (project / "data/wages/extra.csv").write_text(HEAD + rows, encoding="utf-8")
    (warning,) = load(project).diagnostics
    assert warning.code == "wages-of-no-place"
    assert "`CAL` and `ZZ` are no code of a state, so 2 rows" in warning.message
    assert warning.span == Span("data/wages/extra.csv", 3, 1)
    assert warning.remedy == "Did you mean `CA`?"
