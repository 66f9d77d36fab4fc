import json
import os
import pickle
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from handouts.build import BuildReport, build
from handouts.diagnostics import HandoutsError, UsageError
from handouts.edition import Artifact, Selection
from handouts.load import load
from handouts.pipeline import finish
from tests.support.projects import REPOSITORY, replace_text

FEW = Selection(audiences=("school",), places=("WY", "DC"))


def make(project: Path, selection: Selection = FEW, **options: Any) -> BuildReport:
    return build(project, selection, jobs=1, **options)


def statuses(report: BuildReport) -> dict[str, str]:
    return {a.edition.name.removesuffix(".en"): a.status for a in report.artifacts}


def built(report: BuildReport) -> set[str]:
    return {name for name, status in statuses(report).items() if status == "built"}


def files(folder: Path) -> dict[str, bytes]:
    return {
        p.relative_to(folder).as_posix(): p.read_bytes()
        for p in folder.rglob("*")
        if p.is_file() and p.name != ".state.json"
    }


def test_every_edition_is_written_where_the_plan_says(project: Path) -> None:
    report = make(project)
    assert report.counts == {"built": 6, "reused": 0, "failed": 0, "planned": 0}
    assert not report.failed
    artifact = report.artifacts[0]
    assert artifact.path == "output/school/dc/comparison.en.pdf"
    assert (project / artifact.path).read_bytes().startswith(b"%PDF")
    assert artifact.size == (project / artifact.path).stat().st_size
    assert artifact.pages == 1
    listed = json.loads((project / "output" / "manifest.json").read_text())
    assert set(listed) == {"version", "inputs", "artifacts"}
    assert list(listed["artifacts"]) == sorted(p for p in files(project / "output") if "/" in p)
    assert sorted(p.name for p in (project / "output").iterdir()) == [
        ".state.json",
        "manifest.json",
        "provenance.json",
        "school",
    ]


def test_when_nothing_changed_nothing_is_even_loaded(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = make(project)
    monkeypatch.setattr("handouts.load.load", lambda *_, **__: pytest.fail("it was loaded"))
    again = make(project)
    assert again.counts["reused"] == 6
    assert [a.sha256 for a in again.artifacts] == [a.sha256 for a in first.artifacts]
    assert again.diagnostics == first.diagnostics


def test_a_changed_fact_makes_the_sheets_that_print_it_and_no_others(project: Path) -> None:
    make(project)
    replace_text(project / "data" / "states" / "dc.yaml", "Ask before you draw blood", "Ask first")
    assert built(make(project)) <= {"school/dc/comparison", "school/dc/state-insert"}
    assert make(project).counts["reused"] == 6


def test_a_comment_in_a_file_makes_nothing_anew(project: Path) -> None:
    make(project)
    path = project / "data" / "roles" / "phlebotomist.yaml"
    path.write_text(f"# a comment\n{path.read_text(encoding='utf-8')}", encoding="utf-8")
    assert built(make(project)) == set()


def test_a_file_that_is_gone_or_cut_off_is_made_again(project: Path) -> None:
    first = make(project)
    gone, cut, touched = (project / a.path for a in first.artifacts[:3])
    whole = cut.read_bytes()
    gone.unlink()
    cut.write_bytes(whole[:500])
    os.utime(touched, (1, 1))
    again = make(project)
    assert [a.status for a in again.artifacts[:3]] == ["built", "built", "reused"]
    assert cut.read_bytes() == whole


def test_verify_finds_a_change_that_size_and_time_do_not_show(project: Path) -> None:
    path = project / make(project).artifacts[0].path
    whole, status = path.read_bytes(), path.stat()
    path.write_bytes(whole.replace(b"%PDF", b"%XXX", 1))
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))
    assert make(project).counts["reused"] == 6
    assert make(project, verify=True).counts["built"] == 1
    assert path.read_bytes() == whole


def test_force_makes_everything_anew(project: Path) -> None:
    make(project)
    assert make(project, force=True).counts["built"] == 6


def test_a_dry_run_writes_nothing(project: Path) -> None:
    report = make(project, dry_run=True)
    assert report.counts["planned"] == 6
    assert not (project / "output").exists()
    make(project)
    (project / report.artifacts[0].path).unlink()
    assert make(project, dry_run=True).counts == {
        "built": 0,
        "reused": 5,
        "failed": 0,
        "planned": 1,
    }


def test_one_failing_handout_stops_nothing_and_is_named(project: Path) -> None:
    make(project)
    replace_text(project / "layouts" / "decision-flowchart.yaml", "- flowchart:", "- flowchrat:")
    report = make(project)
    assert report.failed
    assert {n for n, s in statuses(report).items() if s == "failed"} == {
        "school/dc/which-role",
        "school/wy/which-role",
    }
    (finding,) = [f for f in report.findings if f.editions]
    assert finding.diagnostic.span is not None
    assert finding.diagnostic.span.file == "layouts/decision-flowchart.yaml"
    assert len(finding.editions) == 2
    assert len(report.outdated) == 2
    assert make(project).failed, "a failure is not remembered as all is well"


def test_a_bug_in_one_edition_is_reported_and_the_others_are_made(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:

    def buggy(edition: Any, *rest: Any) -> Any:
        if edition.handout == "comparison" and edition.place == "wy":
            raise ZeroDivisionError("no columns")
        return finish(edition, *rest)

    monkeypatch.setattr("handouts.build.making.finish", buggy)
    report = make(project)
    assert report.counts["failed"] == 1
    assert report.counts["built"] == 5
    assert [d.code for d in report.diagnostics if d.is_error] == ["internal-error"]


def test_a_faulty_state_fails_its_own_editions_only(project: Path) -> None:
    replace_text(project / "data" / "states" / "wy.yaml", "defaults:", "default:")
    report = make(project)
    assert {n.split("/")[1] for n, s in statuses(report).items() if s == "failed"} == {"wy"}
    assert report.counts["built"] == 3


def test_a_faulty_audience_does_not_vanish(project: Path) -> None:
    replace_text(project / "data" / "audiences" / "advisor.yaml", "handouts:", "handuots:")
    report = make(project, Selection(places=("WY",)))
    assert report.counts["built"] == 3
    assert report.failed
    assert "left-out" in [d.code for d in report.diagnostics]


def test_prune_removes_what_the_manifest_lists_and_the_project_lost(project: Path) -> None:
    make(project)
    stray = project / "output" / "school" / "dc" / "mine.pdf"
    stray.write_text("mine")
    school = project / "data" / "audiences" / "school.yaml"
    replace_text(school, "places: all", "places: [WY]")
    selection = Selection(audiences=("school",))
    assert (project / "output/school/dc/comparison.en.pdf").exists()
    assert make(project, selection).pruned == ()
    report = make(project, selection, prune=True)
    assert len(report.pruned) == 3
    assert [p.name for p in (project / "output" / "school" / "dc").iterdir()] == ["mine.pdf"]
    stray.unlink()
    assert len(json.loads((project / "output" / "manifest.json").read_text())["artifacts"]) == 3


def test_prune_is_refused_while_an_audience_is_unreadable(project: Path) -> None:
    make(project)
    replace_text(project / "data" / "audiences" / "school.yaml", "handouts:", "handuots:")
    report = make(project, Selection(places=("WY",)), prune=True)
    assert "not-pruned" in [d.code for d in report.diagnostics]
    assert (project / "output/school/dc/comparison.en.pdf").exists()


def test_prune_never_leaves_the_output_folder(project: Path) -> None:
    make(project)
    outside = project / "precious.pdf"
    outside.write_text("precious")
    manifest = project / "output" / "manifest.json"
    listed = json.loads(manifest.read_text())
    entry = next(iter(listed["artifacts"].values()))
    listed["artifacts"]["../precious.pdf"] = entry
    listed["artifacts"][str(outside)] = entry
    manifest.write_text(json.dumps(listed))
    make(project, prune=True)
    assert outside.exists()


def test_an_interrupted_build_keeps_what_was_finished(project: Path) -> None:
    def interrupt(done: int, total: int, last: Artifact | None) -> None:
        if done == 4:
            raise KeyboardInterrupt

    report = make(project, progress=interrupt)
    assert report.interrupted
    assert len(report.artifacts) == 4
    assert not list((project / "output").glob(".journal*"))
    assert make(project).counts["reused"] == 4


KILLED = """
import os, sys
from pathlib import Path
from handouts.build import build
from handouts.edition import Selection

def end(done, total, last):
    if done == 4:
        os._exit(9)

build(Path(sys.argv[1]), Selection(audiences=("school",), places=("WY", "DC")), jobs=1, progress=end)
"""


def test_after_a_kill_only_whole_files_remain_and_the_rest_is_made(project: Path) -> None:
    subprocess.run([sys.executable, "-c", KILLED, str(project)], check=False)
    output = project / "output"
    assert list(output.glob(".journal*"))
    assert (output / ".lock").exists()
    (output / "school" / ".handouts-1.tmp").write_text("half a file")
    report = make(project)
    assert report.counts["reused"] == 4
    assert report.counts["built"] == 2
    assert sorted(p.name for p in output.iterdir()) == [
        ".state.json",
        "manifest.json",
        "provenance.json",
        "school",
    ]
    assert sorted(p.name for p in (output / "school").iterdir()) == ["dc", "wy"]


def test_bytes_do_not_depend_on_jobs_hash_seed_or_time(project: Path) -> None:
    folders = []
    for seed, jobs in (("1", "1"), ("2", "2")):
        folder = project / f"out{seed}"
        command = [sys.executable, "-m", "handouts", "build", "-s", "WY,DC,ND", "-p", str(project)]
        subprocess.run(
            [*command, "-o", str(folder), "-j", jobs],
            check=True,
            capture_output=True,
            env={**os.environ, "PYTHONHASHSEED": seed, "TZ": f"UTC{seed}"},
        )
        folders.append(files(folder))
    assert len(folders[0]) == 18 + 2
    assert folders[0] == folders[1]


def test_the_library_can_be_sent_to_a_process() -> None:
    library = load(REPOSITORY)
    assert pickle.loads(pickle.dumps(library)) == library


def test_a_typo_makes_no_folder(project: Path) -> None:
    with pytest.raises(UsageError):
        make(project, Selection(places=("Kalifornia",)))
    assert not (project / "output").exists()


def test_an_output_that_cannot_be_a_folder_is_said_once(project: Path) -> None:
    (project / "output").write_text("a file")
    with pytest.raises(HandoutsError) as caught:
        make(project)
    assert [d.code for d in caught.value.diagnostics] == ["cannot-write"]


def test_values_set_for_one_sheet_make_that_sheet_anew(project: Path) -> None:
    one = Selection(("comparison",), ("advisor",), ("WY",), (("student", "Ana *R.*"),))
    make(project, one)
    assert make(project, one).counts["reused"] == 1
    other = Selection(("comparison",), ("advisor",), ("WY",), (("student", "Ben"),))
    assert make(project, other).counts["built"] == 1


def test_two_selections_share_a_folder_and_its_manifest(project: Path) -> None:
    make(project, Selection(audiences=("school",), places=("WY",)))
    make(project, Selection(audiences=("career-fair",)))
    listed = json.loads((project / "output" / "manifest.json").read_text())["artifacts"]
    assert len(listed) == 3 + 2
