"""The commands, as they are typed."""

import json
from pathlib import Path
from typing import Any

import pytest

from handouts.cli.running import run
from handouts.exchange.proposal import FileChange, Proposal, carry_out
from tests.exchange.support import DATA, NATIONAL, PLACES, faults, files_of

ONET = DATA / "onet" / "db_29_3_text"


class Ask:
    """Types commands in a project's folder."""

    def __init__(self, capture: pytest.CaptureFixture[str]) -> None:
        self.capture = capture
        self.out = self.err = ""

    def __call__(self, *arguments: object) -> int:
        code = run([str(a) for a in arguments])
        self.out, self.err = self.capture.readouterr()
        return code

    @property
    def document(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self.out)
        return found


@pytest.fixture
def ask(project: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Ask:
    monkeypatch.chdir(project)
    return Ask(capsys)


@pytest.mark.parametrize("what", [("oews", NATIONAL), ("onet", ONET)])
def test_a_dry_run_says_what_an_import_then_does(
    ask: Ask, project: Path, what: tuple[str, Path]
) -> None:
    before = files_of(project)
    assert ask("import", *what, "--dry-run") == 0
    shown = ask.out.splitlines()
    assert shown[-1].endswith("; nothing is written")
    assert files_of(project) == before
    assert ask("import", *what) == 0
    assert ask.out.splitlines()[:-1] == shown[:-1]
    assert files_of(project) != before
    assert ask("import", *what) == 0
    assert ask.out == "nothing changes: the project says the same already\n"


def test_an_import_as_json(ask: Ask) -> None:
    assert ask("import", "onet", ONET, "--json", "--dry-run") == 0
    assert ask.document["written"] is False
    files = {f["path"]: f["status"] for f in ask.document["files"]}
    assert files["data/roles/phlebotomist.yaml"] == files["data/sources.yaml"] == "changed"
    assert {"place": "phlebotomist interests", "old": None, "new": "Realistic, Conventional, Investigative"} in [
        c for f in ask.document["files"] for c in f["changes"]
    ]  # fmt: skip


def test_roles_out_and_in(ask: Ask, project: Path) -> None:
    assert ask("export", "roles", "roles.xlsx") == 0
    assert ask.out == "2 roles in roles.xlsx\n"
    assert ask("import", "roles", "roles.xlsx") == 0
    assert ask.out == "nothing changes: the project says the same already\n"
    text = (project / "roles.xlsx").read_bytes()
    (project / "roles.xlsx").write_bytes(text[:3000])
    assert ask("import", "roles", "roles.xlsx") == 1
    assert ask.err.startswith("roles.xlsx: error: the file is no Excel workbook [not-a-workbook]")


def test_a_bad_cell_is_a_diagnostic_with_its_place(ask: Ask, project: Path) -> None:
    (project / "roles.csv").write_text(
        "slug,soc\nphlebotomist,31-909\n", encoding="utf-8"
    )  # fmt: skip
    assert ask("import", "roles", "roles.csv", "--json") == 1
    (found,) = ask.document["diagnostics"]
    assert (found["file"], found["line"], found["column"]) == ("roles.csv", 2, 2)
    assert found["message"] == "cell B2: `31-909` is not a SOC code"


@pytest.mark.parametrize(
    ("typed", "code", "said"),
    [
        (("import", "oews", "none_M2025_dl.xlsx"), 2, "does not exist [no-file]"),
        (("import", "oews", PLACES, "--release", "2025"), 2, "Write it as `May 2025`"),
        (("import", "oew", PLACES), 2, "Did you mean `oews`?"),
        (("import", "roles", "handouts.yaml"), 2, "neither an Excel workbook nor a CSV file"),
        (("export", "roles", "roles.pdf"), 2, "ends in `.xlsx` or `.csv`"),
        (("diff", "data", "none"), 2, "neither an output folder, nor a project"),
        (("new", "role", "phlebotomist"), 2, "[file-exists]"),
    ],
)
def test_what_cannot_be_done_is_said(
    ask: Ask, typed: tuple[object, ...], code: int, said: str
) -> None:
    assert ask(*typed) == code
    assert said in ask.err
    assert "Traceback" not in ask.err


def test_a_long_list_is_cut_unless_it_is_wanted(ask: Ask, project: Path) -> None:
    (project / "data/wages/oews-may-2025.csv").unlink()
    assert ask("import", "oews", NATIONAL, "--all", "--dry-run", "--list") == 0
    whole = ask.out.splitlines()
    assert len([line for line in whole if " US: new: " in line]) > 15
    assert ask("new", "state", "pr") == 0
    assert ask.out == "data/states/pr.yaml\n"


def test_a_file_that_cannot_be_written_puts_the_others_back(project: Path) -> None:
    (project / "data/roles/kept.yaml").mkdir()
    before = files_of(project)
    files = (
        FileChange("data/dimensions.yaml", b"new", "changed"),
        FileChange("data/new.yaml", b"new", "created"),
        FileChange("data/roles/kept.yaml", b"new", "created"),
        FileChange("data/sources.yaml", None, "removed"),
    )
    (found,) = faults(lambda: carry_out(project, Proposal(files)))
    assert found.code == "cannot-write"
    assert files_of(project) == before
