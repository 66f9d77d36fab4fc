"""Tables of a layout's own: what their columns say, and where the figures of sources stand."""

import pytest

from .test_own_layouts import Build, fault, read

RIGHT_OF_PAY = """title: T
body:
  - table:
      rows: "{{ roles }}"
      as: r
      columns:
        - {head: Job, cell: "{{ r.title }}", strong: true}
        - {head: Pay, cell: "{{ r.national_wage.annual_median | money }}", align: right}
        - {head: Start, cell: "{{ r.dimensions['entry-education'] }}", width: 100pt}
        - {head: Count, cell: "{{ r.dimensions['drawing-blood'] }}", align: right}
foot: [{sources: {}}]
"""


@pytest.mark.parametrize("style", ["base", "large-print", "slate", "photocopy"])
def test_a_figure_stands_at_its_own_fact_and_touches_no_other_cell(
    build: Build, style: str
) -> None:
    pages = " ".join(" ".join(read(build(RIGHT_OF_PAY, style))).split())
    body, _, _ = pages.partition("Sources")
    assert "PayStart" not in body
    for pay in ("$45,690", "$45,230"):
        behind = body.partition(pay)[2]
        assert behind.startswith(" [")
        assert behind[behind.index("]") + 1] == " "


def test_a_row_taller_than_a_page_is_named(build: Build) -> None:
    columns = "[{head: A, cell: '{{ n }}'}, {head: B, cell: '{{ \"long \" * n * 50 }}', width: 40pt}, {head: C, cell: end}]"
    table = f"{{table: {{rows: '{{{{ [1, 20] }}}}', as: n, columns: {columns}}}}}"
    found = fault(build, f"title: T\nbody: [{table}]\n")
    assert "row 2 (“20”) of `table`" in found.message
    assert "this row" in found.remedy
