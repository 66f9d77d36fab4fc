"""Disks that are full, builds that are killed, workers by number."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pikepdf
import pytest

from handouts.build import build
from handouts.diagnostics import HandoutsError
from handouts.edition import Selection
from tests.soak import killed
from tests.support.projects import replace_text

HANDOUTS = [sys.executable, "-m", "handouts"]


@pytest.mark.skipif(os.name == "nt", reason="signals")
def test_what_is_killed_leaves_whole_files_and_is_finished_later(tmp_path: Path) -> None:
    killed.run(tmp_path, kills=3)


def test_the_number_of_workers_changes_nothing(tmp_path: Path) -> None:
    _, command = killed.prepare(tmp_path, 60)
    made = []
    for jobs in ("1", "2", "4"):
        killed.build([*command, "-j", jobs], tmp_path / jobs)
        made.append(killed.content(tmp_path / jobs))
    assert len(made[0]) == 60 + 2
    assert made[0] == made[1] == made[2]


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 2 MB, where one may be mounted; else a folder."""
    folder = tmp_path / "disk"
    folder.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", str(folder)]
    try:
        mounted = subprocess.run(command, capture_output=True, check=False).returncode == 0
    except OSError:
        mounted = False
    yield folder
    if mounted:
        subprocess.run(["umount", str(folder)], check=True)


@pytest.mark.skipif(os.name == "nt", reason="limits and mounts")
def test_a_full_disk_ends_in_a_sentence_and_whole_files(small_disk: Path, tmp_path: Path) -> None:
    _, command = killed.prepare(tmp_path, 200)
    limited = f"ulimit -f 30; exec {' '.join(command)} -o {small_disk}"  # blocks of 1 KB or less
    if os.path.ismount(small_disk):
        limited = f"exec {' '.join(command)} -o {small_disk}"
    done = subprocess.run(["bash", "-c", limited], capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "cannot write: " in done.stderr
    assert "Traceback" not in done.stderr
    assert killed.check_whole(small_disk) < 200
    assert not list(small_disk.rglob("*.tmp"))


def test_an_unchanged_project_is_not_even_loaded_by_the_command(project: Path) -> None:
    command = [*HANDOUTS, "build", "-p", str(project), "-s", "WY", "-a", "school"]
    subprocess.run(command, check=True, capture_output=True)
    code = (
        "import sys; from handouts.cli.running import run; run(sys.argv[1:]); "
        "print([m for m in sys.modules if m.startswith(('handouts.load', 'handouts.model', 'yaml', "
        "'reportlab', 'jinja2', 'uharfbuzz'))])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, *command[3:]], check=True, capture_output=True, text=True
    )
    assert "reused" in done.stdout
    assert done.stdout.splitlines()[-1] == "[]"


def test_a_changed_wage_makes_the_states_sheets_that_print_it_and_no_others(project: Path) -> None:
    selection = Selection(audiences=("school",), places=("OH", "IN"))
    build(project, selection, jobs=1)
    (table,) = (project / "data" / "wages").glob("*.csv")
    head, *rows = table.read_text(encoding="utf-8").splitlines()
    row = next(row for row in rows if ",OH,31-9097," in row)
    median = row.split(",")[head.split(",").index("a_median")]
    replace_text(table, row, row.replace(f",{median},", f",{int(median) + 10},"))
    report = build(project, selection, jobs=1)
    made = {a.edition.name for a in report.artifacts if a.status == "built"}
    printing = {
        a.edition.name
        for a in report.artifacts
        if f"{int(median) + 10:,}" in _text(project / a.path)
    }
    assert made
    assert {name.split("/")[1] for name in made} == {"oh"}
    assert printing <= made
    assert len(made) < len(report.artifacts) / 2 + 1


def _text(path: Path) -> str:
    import pypdfium2

    document = pypdfium2.PdfDocument(path)
    return " ".join(page.get_textpage().get_text_range() for page in document)


def test_the_manifest_tells_when_a_printed_fact_expires(project: Path) -> None:
    build(
        project, Selection(("state-insert",), ("school",), ("IL", "WY"), date="2026-11-24"), jobs=1
    )
    listed = json.loads((project / "output" / "manifest.json").read_text())["artifacts"]
    assert date.fromisoformat(listed["school/il/state-insert.en.pdf"]["expires"]) == date(
        2026, 12, 31
    )
    # the age that wages may have, from the day of their publication
    assert listed["school/wy/state-insert.en.pdf"]["expires"] == "2027-08-15"
    with pikepdf.open(project / "output/school/il/state-insert.en.pdf") as file:
        assert file.pages


def test_a_lapsed_rule_is_printed_only_if_it_is_allowed(project: Path) -> None:
    def made(day: str, *, allow_expired: bool = False) -> dict[str, str]:
        wish = Selection(("state-insert",), ("school",), ("IL", "WY"), date=day)
        report = build(project, wish, jobs=1, force=True, allow_expired=allow_expired)
        assert report.failed == any(a.status == "failed" for a in report.artifacts)
        return {str(a.edition.place): a.status for a in report.artifacts}

    assert made("2026-12-31") == {"il": "built", "wy": "built"}
    assert made("2027-01-01") == {"il": "failed", "wy": "built"}
    assert made("2027-01-01", allow_expired=True) == {"il": "built", "wy": "built"}


@pytest.mark.skipif(os.name == "nt", reason="pipes with names")
@pytest.mark.parametrize(
    "name", ["manifest.json", ".state.json", "provenance.json", ".journal-1.jsonl"]
)
def test_a_pipe_in_place_of_a_list_is_not_waited_for(name: str, project: Path) -> None:
    (project / "output").mkdir(exist_ok=True)
    os.mkfifo(project / "output" / name)
    report = build(project, Selection(("state-insert",), ("school",), ("WY",)), jobs=1)
    assert report.counts["built"] == 1


@pytest.mark.parametrize(
    "name", ["manifest.json", ".state.json", "provenance.json", ".journal-1.jsonl"]
)
def test_a_list_that_is_nested_without_end_is_not_believed(name: str, project: Path) -> None:
    (project / "output").mkdir(exist_ok=True)
    (project / "output" / name).write_text("[" * 200_000, encoding="utf-8")
    report = build(project, Selection(("state-insert",), ("school",), ("WY",)), jobs=1)
    assert report.counts["built"] == 1


def test_an_output_folder_that_cannot_even_be_looked_for(project: Path) -> None:
    with pytest.raises(HandoutsError) as caught:
        build(project, output=project / ("x" * 300))
    assert [d.code for d in caught.value.diagnostics] == ["cannot-write"]


@pytest.mark.skipif(os.name == "nt", reason="names that are no text")
def test_a_name_that_is_no_text_is_refused_and_the_rest_is_built(project: Path) -> None:
    name = os.fsencode(project / "data/roles") + b"/\xff.yaml"
    try:
        Path(os.fsdecode(name)).write_text("title: x\n", encoding="utf-8")
    except OSError:
        return  # a disk that knows no such names
    report = build(project, Selection(("state-insert",), ("school",), ("WY",)), jobs=1)
    assert report.counts["built"] == 1
    assert [d.code for d in report.diagnostics] == ["wrong-name"]


def test_the_day_of_the_clock_decides_whether_and_never_what(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wish = Selection(("state-insert",), ("school",), ("IL", "WY"))
    made = {}
    for day in ("2026-11-30", "2027-01-02"):
        monkeypatch.setenv("HANDOUTS_TODAY", day)
        report = build(project, wish, jobs=1, force=True)
        made[day] = {str(a.edition.place): a.sha256 for a in report.artifacts}
    assert made["2027-01-02"] == {"il": "", "wy": made["2026-11-30"]["wy"]}
    report = build(project, wish, jobs=1, force=True, allow_expired=True)
    assert {str(a.edition.place): a.sha256 for a in report.artifacts} == made["2026-11-30"]
