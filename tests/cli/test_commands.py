import io
import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from handouts.cli.running import run
from handouts.load import load
from tests.support.projects import leave_unread, replace_text


@dataclass(frozen=True)
class Answer:
    code: int
    out: str
    err: str

    @property
    def document(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self.out)
        return found


Ask = Callable[..., Answer]


@pytest.fixture
def ask(project: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Ask:
    """Types a command in the project's folder."""
    monkeypatch.chdir(project)

    def asked(*arguments: str) -> Answer:
        code = run(list(arguments))
        captured = capsys.readouterr()
        return Answer(code, captured.out, captured.err)

    return asked


def test_a_build_says_what_it_did_and_where_the_files_are(ask: Ask) -> None:
    answer = ask("build", "--state", "wy", "--state", "US")
    assert answer.code == 0
    assert answer.out.splitlines()[:4] == [
        "audience       built   reused   failed",
        "advisor            3        0        0",
        "career-fair        2        0        0",
        "school             3        0        0",
    ]
    assert answer.out.splitlines()[-1] == "8 PDFs in output/"
    assert "8 reused" in ask("build", "--state", "wy,us").out


def test_what_was_left_out_to_fit_is_said(ask: Ask) -> None:
    answer = ask("compare", "registered-nurse", "phlebotomist", "-s", "CA", "-a", "advisor")
    assert "left out to fit: programs" in answer.err
    assert answer.out.count("\n") == 1


def test_the_sheet_of_a_workbook_is_named(ask: Ask, project: Path) -> None:
    book = openpyxl.Workbook()
    for name, school in (("Old", "Past High"), ("New", "North High")):
        sheet = book.create_sheet(name)
        for row in (("School", "State"), (school, "CA")):
            sheet.append(row)
    book.save(project / "schools.xlsx")
    build = ("build", "comparison", "-a", "school", "--recipients", "schools.xlsx")
    assert "the sheet `Old` is read; there is also `New`" in ask(*build).err
    assert "is read" in ask(*build).err  # also when nothing was made anew
    assert ask(*build, "--strict").code == 1
    answer = ask(*build, "--sheet", "New", "--strict")
    assert (answer.code, "is read" in answer.err) == (0, False)
    assert [p.name for p in project.rglob("north-high*.pdf")] == ["north-high.comparison.en.pdf"]
    assert ask("build", "--sheet", "New").code == 2


def test_one_audience_in_one_state(ask: Ask, project: Path) -> None:
    assert ask("build", "--state", "CA", "--audience", "school", "which-role").code == 0
    found = [p.relative_to(project).as_posix() for p in project.rglob("*.pdf")]
    assert found == ["output/school/ca/which-role.en.pdf"]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("build --state Kalifornia", "Did you mean `California`?"),
        ("build --stae CA", "Did you mean `--state`?"),
        ("build comparsion", "Did you mean `comparison`?"),
        ("build -a scool", "Did you mean `school`?"),
        ("build -a career-fair -s CA", "Leave out `--place`, or write `--place US`"),
        ("build --set studnet=Ana", "Did you mean `student`?"),
        ("build --set student", 'Write it as `--set student="Ana R."`'),
        ("build --jobs 0", "Write 1 or more"),
        ("build --jobs many", "See `handouts build --help`"),
        ("build --date tomorrow", "Write it as `2026-11-24`"),
        ("buidl", "Did you mean `build`?"),
        ("nonsense", "See `handouts --help`"),
        ("list roels", "Did you mean `roles`?"),
        ("schema rol", "Did you mean `role`?"),
        ("compare phlebotomist", "a comparison takes two to four different roles"),
        ("compare phlebotomist medical-asistant", "Did you mean `medical-assistant`"),
        ("inspect comparison", "that is 103 editions"),
        ("inspect comparisn", "Did you mean `comparison`?"),
        ("init .", "add `--force` to write into this one"),
        ("check --date 2026-13-01", "`2026-13-01` is not a date"),
    ],
)
def test_what_was_mistyped_is_code_2_with_a_way_out(
    ask: Ask, project: Path, typed: str, said: str
) -> None:
    answer = ask(*typed.split())
    assert answer.code == 2
    assert said in answer.err
    assert answer.out == ""
    assert not (project / "output").exists()


@pytest.mark.parametrize("command", ["build", "check", "list roles", "inspect comparison"])
def test_without_a_project_the_code_is_3(
    ask: Ask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    (tmp_path / "empty").mkdir()
    answer = ask(*command.split(), "--project", str(tmp_path / "empty"))
    assert answer.code == 3
    assert "`handouts init DIR`" in answer.err


def test_a_faulty_layout_is_code_1_with_its_place_said_once(ask: Ask, project: Path) -> None:
    layout = project / "layouts" / "comparison-sheet.yaml"
    replace_text(layout, "{{ comparison.title }}", "{{ comparisn.title }}")
    answer = ask("build", "-s", "WY,DC", "-a", "school")
    assert answer.code == 1
    lines = answer.err.splitlines()
    assert lines[0].startswith("layouts/comparison-sheet.yaml:3:")
    assert lines[0].endswith(": error: `comparisn` is not defined [undefined-name]")
    assert lines[1] == "    in school/dc/comparison.en and 1 other edition"
    assert "Did you mean `comparison`?" in lines[2]
    assert "4 built, 2 failed" in answer.out


def test_strict_fails_on_warnings_also_when_nothing_is_made(ask: Ask, project: Path) -> None:
    role = project / "data" / "roles" / "phlebotomist.yaml"
    replace_text(role, "sources: [project-brief]", "sources: []")
    for state in ("built", "reused"):
        answer = ask("build", "-s", "US")
        assert answer.code == 0
        assert f"2 {state}" in answer.out
        assert "warning: `deep` has no source [unsourced-fact]" in answer.err
    assert ask("build", "-s", "US", "--strict").code == 1


def test_a_build_as_json(ask: Ask) -> None:
    document = ask("build", "-s", "WY", "-a", "school", "--json").document
    assert {k: document[k] for k in ("built", "reused", "failed")} == {
        "built": 3,
        "reused": 0,
        "failed": 0,
    }
    assert document["artifacts"][0] == {
        "path": "output/school/wy/comparison.en.pdf",
        "handout": "comparison",
        "audience": "school",
        "place": "wy",
        "language": "en",
        "pages": 1,
        "sha256": document["artifacts"][0]["sha256"],
        "fit": document["artifacts"][0]["fit"],
        "status": "built",
    }
    assert len(document["artifacts"][0]["sha256"]) == 64


@pytest.mark.parametrize(
    ("typed", "keys"),
    [
        ("build --state Kalifornia", {"built", "reused", "failed", "artifacts", "diagnostics"}),
        ("build --bogus", {"built", "artifacts", "diagnostics"}),
        ("compare one two", {"built", "artifacts", "diagnostics"}),
        ("list nothing", {"kind", "items", "diagnostics"}),
        ("inspect nothing", {"edition", "pages", "flowcharts", "fit", "diagnostics"}),
        ("check --date x", {"diagnostics", "coverage"}),
    ],
)
def test_there_is_one_document_even_when_it_fails(ask: Ask, typed: str, keys: set[str]) -> None:
    answer = ask(*typed.split(), "--json")
    assert answer.code == 2
    assert keys <= set(answer.document)
    assert set(answer.document["diagnostics"][0]) == {
        "code",
        "severity",
        "message",
        "file",
        "line",
        "column",
        "remedy",
    }


def test_a_diagnostic_as_json_has_its_place_and_editions(ask: Ask, project: Path) -> None:
    layout = project / "layouts" / "comparison-sheet.yaml"
    replace_text(layout, "{{ comparison.title }}", "{{ comparisn.title }}")
    replace_text(project / "data/audiences/school.yaml", "[comparison, ", "[comparison, packet, ")
    document = ask("build", "-s", "WY", "-a", "school", "--json").document
    (found,) = document["diagnostics"]
    assert (found["file"], found["line"]) == ("layouts/comparison-sheet.yaml", 3)
    assert found["editions"] == ["school/wy/comparison.en", "school/wy/packet.en"]
    failed = [a for a in document["artifacts"] if a["status"] == "failed"]
    assert [(a["handout"], a["pages"], a["sha256"]) for a in failed] == [
        ("comparison", None, None),
        ("packet", None, None),
    ]


def test_compare_prints_where_the_sheet_is(ask: Ask, project: Path) -> None:
    answer = ask("compare", "phlebotomist", "medical-assistant", "--state", "D.C.")
    assert answer.code == 0
    path = "output/custom/medical-assistant-or-phlebotomist.dc.advisor.en.pdf"
    assert Path(answer.out.strip()) == Path(path)
    assert (project / path).exists()


@pytest.mark.parametrize(
    ("kind", "id_"),
    [
        ("handouts", "comparison"),
        ("roles", "phlebotomist"),
        ("comparisons", "medical-assistant-or-phlebotomist"),
        ("decisions", "which-role"),
        ("places", "dc"),
        ("audiences", "career-fair"),
        ("layouts", "state-insert"),
        ("styles", "base"),
        ("sources", "project-brief"),
        ("editions", "school/ca/which-role.en"),
    ],
)
def test_every_kind_can_be_listed(ask: Ask, kind: str, id_: str) -> None:
    document = ask("list", kind, "--json").document
    assert document["kind"] == kind
    assert id_ in [item["id"] for item in document["items"]]
    assert any(line.split()[0] == id_ for line in ask("list", kind).out.splitlines())


def test_editions_are_listed_by_state(ask: Ask) -> None:
    assert len(ask("list", "editions", "-s", "CA").out.splitlines()) == 6
    assert len(ask("list", "editions").out.splitlines()) == 308


def test_check_finds_what_a_build_would_meet_and_writes_nothing(ask: Ask, project: Path) -> None:
    audience = project / "data" / "audiences"
    replace_text(audience / "school.yaml", "places: all", "places: [WY]")
    replace_text(audience / "advisor.yaml", "places: all", "places: [WY]")
    layout = project / "layouts" / "decision-flowchart.yaml"
    replace_text(layout, "{{ decision.title }}", "{{ decison.title }}")
    answer = ask("check", "--json", "-j", "1")
    assert answer.code == 1
    document = answer.document
    assert [d["code"] for d in document["diagnostics"] if d["severity"] == "error"] == [
        "undefined-name"
    ]
    assert len(document["diagnostics"][0]["editions"]) == 3
    california = [
        c
        for c in document["coverage"]
        if c["place"] == "ca" and c["role"] in {"medical-assistant", "phlebotomist"}
    ]
    assert [(c["role"], c["credential"], c["rule_known"], c["wages"]) for c in california] == [
        ("medical-assistant", "none-reported", True, True),
        ("phlebotomist", "required", True, True),
    ]
    (schools,) = (one for one in document["reading"] if one["audience"] == "school")
    assert (schools["limit"], schools["over"]) == (8, 0)
    assert 0 < schools["median"] <= schools["highest"] <= 8
    assert {"grade", "sentences", "words", "syllables"} <= set(document["sheets"][0])
    assert not (project / "output").exists()
    human = ask("check", "-j", "1")
    assert f"highest {schools['highest']} ({schools['hardest_sheet']})" in human.out
    assert "phlebotomist, 51 places" in human.out
    assert "8 editions checked: 1 error" in human.out


def test_inspect_shows_the_pages_as_data(ask: Ask) -> None:
    document = ask("inspect", "which-role", "-a", "school", "-s", "CA", "--json").document
    assert document["edition"]["name"] == "school/ca/which-role.en"
    (page,) = document["pages"]
    assert (page["width"], page["height"]) == (612, 792)
    texts = [item for item in page["items"] if item["type"] == "text"]
    title = next(t for t in texts if "Which job might fit you?" in t["text"])
    assert title["block"]
    assert title["font"] == "Source Sans 3 700"
    assert title["font_size"] > 20
    assert title["y"] < title["baseline"] < title["y"] + title["height"]
    for item in page["items"]:
        assert item["x"] >= 0
        assert item["x"] + item["width"] <= page["width"]
        assert item["y"] + item["height"] <= page["height"]
    (chart,) = document["flowcharts"]
    assert {"nodes", "edges"} <= set(chart)
    assert (chart["page"]["w"], chart["page"]["h"]) == (612, 792)
    assert document["fit"]["pages"] == 1


def test_inspect_reads_as_an_outline(ask: Ask) -> None:
    out = ask("inspect", "comparison", "-a", "career-fair").out
    assert out.splitlines()[0].endswith("(career-fair/comparison.en)")
    assert "Page 1, 612 × 792 pt" in out
    assert out.splitlines()[-1].startswith("Fit: ")


def test_init_makes_a_project_that_builds(ask: Ask, tmp_path: Path) -> None:
    folder = tmp_path / "mine"
    assert ask("init", str(folder)).code == 0
    assert (folder / "schemas" / "role.schema.json").exists()
    assert (folder / "output" / ".gitignore").read_text() == "*\n!.gitignore\n"
    assert ask("build", "-p", str(folder), "-s", "WY", "-a", "school").code == 0
    promised = load(folder).audiences["school"].handouts
    assert len(list(folder.rglob("*.pdf"))) == len(promised) >= 4
    assert ask("init", str(folder)).code == 2
    assert ask("init", str(folder), "--force").code == 0


class Typed(io.StringIO):
    """What a person types."""

    def isatty(self) -> bool:
        """A terminal."""
        return True


def test_init_asks_a_person_and_no_pipe(
    ask: Ask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", Typed("North High\nnew york\n\n"))
    said = ask("init", str(tmp_path / "asked"), "--empty").err
    assert said.count("?") == 3
    assert "--state NY" in said
    assert str(load(tmp_path / "asked").project.publisher.name) == "North High"
    monkeypatch.setattr("sys.stdin", Typed("Nobody\nCA\n\n"))
    assert "?" not in ask("init", str(tmp_path / "told"), "--empty", "--publisher", "We").err
    monkeypatch.setattr("sys.stdin", io.StringIO("Nobody\nCA\n\n"))
    assert "?" not in ask("init", str(tmp_path / "piped"), "--empty").err


def test_a_schema_is_printed(ask: Ask) -> None:
    assert "properties" in ask("schema", "role").document


def test_profile_shows_each_phase(ask: Ask) -> None:
    said = ask("build", "-s", "WY", "-a", "school", "--profile").err
    times, _, kept = said.partition("what was kept")
    phases = [line.split()[0] for line in times.splitlines()[1:]]
    assert phases == ["load", "plan", "compare", "compose", "typeset", "pdf", "write"]
    misses = [int(line.split()[2]) for line in kept.splitlines()[1:]]
    assert misses == sorted(misses, reverse=True)
    assert len(misses) > 10


def test_profile_counts_what_the_workers_kept(ask: Ask) -> None:
    document = ask("build", "-s", "WY", "-s", "CO", "--profile", "--json", "--jobs", "2").document
    phases = {"load", "plan", "compare", "compose", "typeset", "pdf", "write"}
    assert set(document["profile"]) == phases
    shown = document["kept"]["pdf.text.show"]
    assert shown["hits"] > shown["misses"] > 0
    assert 0 < shown["held"] <= shown["most"]


def test_a_bug_is_a_sentence(ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("oh")

    monkeypatch.setattr("handouts.load.load", broken)
    answer = ask("build", "--json")
    assert answer.code == 1
    assert answer.document["diagnostics"][0]["code"] == "internal-error"
    assert "Traceback" not in answer.err


def test_check_by_another_day_lists_what_is_stale_with_its_place(ask: Ask, project: Path) -> None:
    leave_unread(project)
    for audience in ("school", "advisor"):
        replace_text(
            project / "data" / "audiences" / f"{audience}.yaml", "places: all", "places: [WY]"
        )
    fine = ask("check", "-j", "1", "--date", "2026-11-25")
    assert fine.code == 0
    assert "  stale                         0" in fine.out
    assert "medical-assistant, state-rule: 50 reported; 1 not" in fine.out
    assert "rules on a single source" in fine.out
    listed = fine.out.partition("rests on lists alone")[2].splitlines()
    assert re.fullmatch(r" +\d+  \(listed only\)", listed[0])
    assert re.fullmatch(r"    \d of 8 sheets print one \(\d+%\); \d print .*", listed[1])
    fact = r"    data/\S+\.yaml:\d+:\d+: .+ \(on (\d of 8 sheets|no sheet); [\w, -]+\)"
    assert all(re.fullmatch(fact, line) for line in listed[2:14])
    old = ask("check", "-j", "1", "--date", "2027-08-16")
    assert old.code == 1  # a rule of Illinois has lapsed
    assert "data/states/il.yaml:" in old.err
    assert "[expired-fact]" in old.err
    assert "data/sources.yaml:23:3: warning: the wages of `oews-2025-nat` were published" in old.err
    assert "[stale-wages]" in old.err
    assert "    data/wages/oews-may-2025.csv:2:1" in old.out
    assert ask("check", "-j", "1", "--strict", "--date", "2026-11-25").code == 1  # disputed facts
    document = ask("check", "-j", "1", "--json", "--date", "2027-11-25").document
    weak = document["facts"]
    assert {f["weakness"] for f in weak} == {
        "stale",
        "conflicting",
        "single-source",
        "list-only",
    }
    assert all(f["file"] and f["line"] and f["column"] for f in weak)
    unread = [c for c in document["coverage"] if c["place"] == "wv"]
    found = {c["role"]: c["dimensions"]["state-rule"] for c in unread}
    assert found["medical-assistant"] == "not printable"
    assert found["phlebotomist"] == "reported"


def test_a_pattern_without_recipients_is_a_usage_error(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["build", "comparison", "--pattern", "{school}.pdf"]) == 2
    assert "[bad-pattern]" in capsys.readouterr().err


def test_a_pattern_that_names_no_column_is_a_usage_error(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    table = tmp_path / "schools.csv"
    table.write_text("school,state\nNorth High,CA\n", encoding="utf-8")
    words = ["build", "comparison", "--recipients", str(table), "--pattern", "{shcool}.pdf"]
    assert run(words) == 2
    assert "[output-pattern]" in capsys.readouterr().err
