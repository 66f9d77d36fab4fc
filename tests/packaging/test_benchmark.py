import json
import subprocess
import sys
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


def test_our_own_tool_makes_a_file_for_each_sheet(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "benchmarks.worker", "handouts", "student", str(tmp_path), "1"]
    root = Path(__file__).parents[2]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
    assert not done.returncode, done.stderr
    assert len(json.loads(done.stdout)["cpu"]) == 1
    files = [path.read_bytes()[:5] for path in tmp_path.glob("*.pdf")]
    assert files == [b"%PDF-"] * 4


def test_every_edition_of_the_benchmark_is_another() -> None:
    everything = sheets()
    assert len({one.slug for one in everything}) == 51 * 4
    assert sheet(0, "student") == everything[0]
