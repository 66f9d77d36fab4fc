"""``provenance.json``: what every sheet prints, kept true whatever was built when."""

import subprocess
import sys
from pathlib import Path

from handouts.build import build
from handouts.edition import Selection
from handouts.write import read_provenance
from tests.build.test_build import FEW, KILLED, make
from tests.support.projects import replace_text

INSERT = "school/wy/state-insert.en.pdf"
WYOMING = Selection(("state-insert",), ("school",), ("WY",))


def written(project: Path) -> bytes:
    return (project / "output" / "provenance.json").read_bytes()


def test_every_file_of_the_build_lists_the_facts_that_it_prints(project: Path) -> None:
    report = make(project)
    known = read_provenance(project / "output")
    assert set(known.artifacts) == {a.edition.path for a in report.artifacts}
    facts = known.artifacts[INSERT]
    wages = [f for f in facts if f.span.file == "data/wages/oews-may-2025.csv"]
    rows = (project / "data/wages/oews-may-2025.csv").read_text(encoding="utf-8").splitlines()
    figures = [f for f in wages if f.text.startswith("$")]
    assert len(figures) > 20
    for fact in figures:
        cell = rows[fact.span.line - 1].split(",")[fact.span.column - 1]
        assert float(cell) == float(fact.text.strip("$").replace(",", ""))
        assert fact.as_of == "May 2025"
    assert {s for f in facts for s in f.sources or ()} <= set(known.sources)
    assert known.sources["oews-2025-st"].publisher == "U.S. Bureau of Labor Statistics"
    rule = next(f for f in facts if f.span.file == "data/states/wy.yaml" and f.sources)
    assert rule.checked == "2026-11-30"
    assert rule.confidence


def test_it_is_equal_however_it_came_about(project: Path) -> None:
    make(project)
    whole = written(project)
    make(project, force=True)
    assert written(project) == whole
    build(project, FEW, jobs=2, force=True)
    assert written(project) == whole
    (project / "output" / "provenance.json").unlink()
    (project / "output" / INSERT).unlink()
    make(project, WYOMING)
    assert list(read_provenance(project / "output").artifacts) == [INSERT]
    make(project)
    assert written(project) == whole


def test_a_part_of_the_build_keeps_what_is_known_of_the_rest(project: Path) -> None:
    make(project)
    before = read_provenance(project / "output")
    replace_text(project / "data/states/wy.yaml", "name: Wyoming", "# moved down\nname: Wyoming")
    make(project, WYOMING)
    after = read_provenance(project / "output")
    assert set(after.artifacts) == set(before.artifacts)
    lines = [
        [f.span.line for f in known.artifacts[INSERT] if f.span.file == "data/states/wy.yaml"]
        for known in (before, after)
    ]
    assert lines[1] == [line + 1 for line in lines[0]]
    dc = "school/dc/state-insert.en.pdf"
    assert after.artifacts[dc] == before.artifacts[dc]


def test_a_killed_build_forgets_nothing_of_what_it_finished(project: Path) -> None:
    subprocess.run([sys.executable, "-c", KILLED, str(project)], check=False)
    make(project)
    after_kill = written(project)
    make(project, force=True)
    assert written(project) == after_kill


def test_what_was_pruned_is_no_longer_explained(project: Path) -> None:
    make(project)
    replace_text(project / "data/audiences/school.yaml", ", which-role", "")
    make(project, prune=True)
    assert not [p for p in read_provenance(project / "output").artifacts if "which-role" in p]
