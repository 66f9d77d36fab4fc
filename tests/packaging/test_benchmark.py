from pathlib import Path

from benchmarks.content import AUDIENCES, sheet, sheets
from benchmarks.project import write_project

from handouts.build import build
from handouts.edition import Selection


def test_the_sheet_of_the_benchmark_can_be_built(tmp_path: Path) -> None:
    report = build(write_project(tmp_path), Selection(places=("CA",)), jobs=1)
    assert report.counts["built"] == len(AUDIENCES)
    assert {a.pages for a in report.artifacts} == {2}
    assert {a.fit for a in report.artifacts} == {"as designed"}


def test_every_edition_of_the_benchmark_is_another() -> None:
    everything = sheets()
    assert len({one.slug for one in everything}) == 51 * 4
    assert sheet(0, "student") == everything[0]
