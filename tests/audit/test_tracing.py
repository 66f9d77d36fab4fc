"""From what a built sheet prints back to the data and the sources."""

import json
import random
import re
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml

from handouts.audit.tracing import Wanted, trace
from handouts.build import build
from handouts.build.custom import Wish, compare
from handouts.cli.running import run
from handouts.compose.templates.typography import typographic
from handouts.diagnostics import HandoutsError, UsageError
from handouts.edition import Recipient, Selection
from tests.support import tagtree
from tests.support.projects import copy_project, replace_text

PLACES = ("CA", "WA", "LA", "NV", "TX", "WY", "NY", "SD", "NE", "DC")
INSERT = "school/ca/state-insert.en.pdf"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with its state inserts built."""
    project = copy_project(tmp_path_factory.mktemp("traced") / "project")
    report = build(project, Selection(("state-insert",), ("school",), PLACES), jobs=1)
    assert report.counts["built"] == len(PLACES)
    return project


def said_in(root: Path, file: str, line: int, column: int) -> str:
    """What stands in a data file from a place on, its lines joined as YAML joins them."""
    text = (root / file).read_text(encoding="utf-8").split("\n")[line - 1 :]
    if file.endswith(".csv"):
        return text[0].split(",")[column - 1]
    rest = " ".join([text[0][column - 1 :], *text[1:]])
    return plain(rest.lstrip("\"'"))


def plain(text: str) -> str:
    text = re.sub(r"\[([^]]*)\]\([^)]*\)", r"\1", text)
    return " ".join(typographic(text).replace("\u00a0", " ").replace("*", "").split())


def test_a_sheet_of_compare_is_traced_wherever_it_lies(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    project = copy_project(tmp_path / "project")
    typed = ["compare", "phlebotomist", "registered-nurse", "-s", "CA", "-p", str(project)]
    for place in (None, tmp_path / "elsewhere.pdf"):
        assert run([*typed, *(["-o", str(place)] if place else [])]) == 0
        sheet = Path(capsys.readouterr().out.strip())
        copied = shutil.copy(sheet, tmp_path / "mailed.pdf")
        for file in (sheet, copied):
            found = trace(Wanted(str(file), "$56,040"), project / "output", project)
            (fact,) = found.facts
            assert fact.file == "data/wages/oews-may-2025.csv"
            assert found.notes == ()
            assert set(found.sources) == set(fact.sources or ())
    assert run(["trace", str(sheet), "$56,040", "-p", str(project)]) == 0
    replace_text(project / "data/wages/oews-may-2025.csv", "56040", "56041")
    assert len(trace(Wanted(str(sheet)), project / "output", project).notes) == 1
    assert not (project / "output/manifest.json").exists()


def test_a_sheet_is_made_where_nothing_can_be_remembered(tmp_path: Path) -> None:
    project = copy_project(tmp_path / "project")
    (project / "output").write_text("a file", encoding="utf-8")
    report = compare(project, Wish(("phlebotomist", "registered-nurse")), tmp_path / "sheet.pdf")
    assert [d.code for d in report.diagnostics] == ["not-remembered"]
    assert (tmp_path / "sheet.pdf").is_file()


def test_forty_printed_claims_lead_to_what_the_data_says_and_to_a_source(made: Path) -> None:
    sources = yaml.safe_load((made / "data/sources.yaml").read_text(encoding="utf-8"))
    claims = []
    for state in PLACES:
        found = trace(Wanted("state-insert", "", "school", state.lower()), made / "output", made)
        assert found.notes == ()
        claims += [(fact, found.sources) for fact in found.facts if fact.text != "not reported"]
    for fact, cited in random.Random(2026).sample(claims, 40):
        place = fact.span
        said = said_in(made, place.file, place.line, place.column)
        if place.file.endswith(".csv"):
            assert float(said) == float(fact.text.strip("$").replace(",", ""))
        else:
            assert said.startswith(fact.text)
        assert fact.sources
        for name in fact.sources:
            written = sources[name]
            assert (cited[name].title, cited[name].publisher) == (
                written["title"],
                written["publisher"],
            )
            assert cited[name].checked == str(written["checked"])
            assert cited[name].url == written.get("url", "")


def test_a_sheet_is_found_by_place_by_name_and_by_the_bytes_of_a_copy(
    made: Path, tmp_path: Path
) -> None:
    output = made / "output"
    copy = Path(shutil.copy(output / INSERT, tmp_path / "mailed.pdf"))
    named = [
        (str(output / INSERT), None, None),
        (INSERT, None, None),
        (INSERT.removesuffix(".pdf"), None, None),
        (str(copy), None, None),
        ("State-Insert", "school", "ca"),
    ]
    entries = {trace(Wanted(s, "", a, p), output).entry.path for s, a, p in named}
    assert entries == {INSERT}
    elsewhere = trace(Wanted(str(output / INSERT)), tmp_path / "no-output")
    assert elsewhere.entry.path == INSERT


def test_only_facts_with_the_text_are_shown_however_its_marks_are_typed(made: Path) -> None:
    output = made / "output"
    (fact,) = trace(Wanted(INSERT, "injections need their OWN training"), output).facts
    assert str(fact.span).startswith("data/states/ca.yaml:")
    assert fact.sources == ("ca_16ccr1366",)
    assert trace(Wanted(INSERT, "the california Department"), output).facts
    labels = trace(Wanted(INSERT, "Phlebotomist"), output).facts
    assert any(label.sources is None for label in labels)


@pytest.mark.parametrize(
    ("subject", "text", "code"),
    [
        ("state-insert", "", "more-than-one"),
        ("state-inserts", "", "unknown-handout"),
        ("school/ca/nothing.pdf", "", "unknown-file"),
        (INSERT, "zebra", "no-such-text"),
    ],
)
def test_what_cannot_be_traced_is_said(made: Path, subject: str, text: str, code: str) -> None:
    with pytest.raises(UsageError) as refused:
        trace(Wanted(subject, text), made / "output")
    assert [d.code for d in refused.value.diagnostics] == [code]
    assert refused.value.diagnostics[0].remedy


def refused(
    kind: type[HandoutsError],
    subject: str,
    output: Path,
    state: str | None = None,
    audience: str | None = None,
) -> str:
    """The code with which tracing is refused."""
    with pytest.raises(kind) as fault:
        trace(Wanted(subject, "", audience, state), output)
    (diagnostic,) = fault.value.diagnostics
    assert diagnostic.remedy
    return diagnostic.code


def test_a_file_that_is_not_of_the_build_is_refused(made: Path, tmp_path: Path) -> None:
    project = Path(shutil.copytree(made, tmp_path / "project"))
    output = project / "output"
    stranger = tmp_path / "stranger.pdf"
    stranger.write_bytes(b"%PDF-1.7")
    assert refused(UsageError, str(stranger), output) == "unknown-file"
    assert refused(UsageError, INSERT, tmp_path) == "not-built"
    assert refused(UsageError, "state-insert", output, "nv", "advisor") == "unknown-audience"
    assert refused(UsageError, "state-insert", output, "fl") == "not-built"
    (output / INSERT).write_bytes(b"%PDF-1.7")
    assert refused(HandoutsError, str(output / INSERT), output) == "changed-file"
    (output / "provenance.json").write_text("{", encoding="utf-8")
    other = "school/wy/state-insert.en.pdf"
    assert refused(HandoutsError, other, output) == "no-provenance"


def test_data_that_changed_since_is_named(made: Path, tmp_path: Path) -> None:
    project = Path(shutil.copytree(made, tmp_path / "project"))
    replace_text(project / "data/states/ca.yaml", "name: California", "# new\nname: California")
    notes = trace(Wanted(INSERT), project / "output", project).notes
    assert [(n.code, n.span and n.span.file) for n in notes] == [
        ("changed-since", "data/states/ca.yaml")
    ]


def cli(project: Path, capsys: pytest.CaptureFixture[str], *typed: str) -> tuple[int, str, str]:
    code = run(["trace", *typed, "-p", str(project)])
    said = capsys.readouterr()
    return code, said.out, said.err


def test_the_command_shows_place_source_dates_and_address(
    made: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    typed = ("state-insert", "Injections need", "-a", "school", "-s", "California")
    code, out, _ = cli(made, capsys, *typed)
    assert code == 0
    for part in (
        "“Injections need their own training: 10 hours and 10 of each type.”",
        "data/states/ca.yaml:",
        "checked 2026-11-24",
        "confidence primary",
        "Barclays Official California Code of Regulations",
        "https://govt.westlaw.com/",
    ):
        assert part in out
    code, out, _ = cli(made, capsys, *typed, "--json")
    document: dict[str, Any] = json.loads(out)
    (fact,) = document["facts"]
    assert (fact["file"], fact["sources"]) == ("data/states/ca.yaml", ["ca_16ccr1366"])
    assert document["sources"]["ca_16ccr1366"]["publisher"].startswith("Barclays")
    assert document["artifact"]["path"] == INSERT


def test_the_command_refuses_with_a_remedy(made: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, _, err = cli(made, capsys, "state-insert", "-a", "school")
    assert code == 2
    assert "--place" in err
    code, out, _ = cli(made, capsys, "no-such", "--json")
    assert code == 2
    assert json.loads(out)["diagnostics"][0]["code"] == "unknown-handout"


def test_a_recipient_s_sheet_never_stands_for_that_of_the_state(tmp_path: Path) -> None:
    project = copy_project(tmp_path / "project")
    row = Recipient("schools.csv", 2, {"school": "Zeta High", "state": "CA"})
    only = Selection(("comparison",), ("advisor",), ("CA",))
    for selection in (only, replace(only, places=(), recipients=(row,))):
        assert build(project, selection, jobs=1).counts["built"] == 1
    output = project / "output"
    assert trace(Wanted("advisor/ca/comparison.en"), output).entry.path == (
        "advisor/ca/comparison.en.pdf"
    )
    own = "recipients/advisor/ca/zeta-high.comparison.en"
    assert trace(Wanted(own), output).entry.path == f"{own}.pdf"


def test_a_note_is_traced_and_never_printed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    project = copy_project(tmp_path / "project")
    state = project / "data/states/md.yaml"
    verdict = re.compile(r"(    verdict:\n      text: [^\n]+\n)")
    noted = verdict.sub(r"\1      note: Only the headings were read.\n", state.read_text("utf-8"))
    state.write_text(noted, encoding="utf-8")
    sources = project / "data/sources.yaml"
    others = sources.read_text("utf-8")
    sources.write_text(others.replace("    Answer on certification", "    Part B, second line. Answer on certification"), encoding="utf-8")  # fmt: skip
    wanted = Selection(("state-insert",), ("school",), ("MD",))
    assert build(project, wanted, jobs=1).counts["built"] == 1
    sheet = project / "output/school/md/state-insert.en.pdf"
    assert run(["trace", str(sheet), "-p", str(project)]) == 0
    shown = capsys.readouterr().out
    assert "Note: Only the headings were read." in shown
    assert "Part B, second line." in shown
    text = tagtree.read(sheet.read_bytes()).root.text
    assert "headings were read" not in text
    assert "second line" not in text


def test_a_layout_cannot_print_a_note(tmp_path: Path) -> None:
    project = copy_project(tmp_path / "project")
    replace_text(
        project / "layouts/state-insert.yaml",
        "{{ role.rule.citation | if_any('Law: ') }}",
        "{{ role.rule.citation.note }}",
    )
    report = build(project, Selection(("state-insert",), ("school",), ("MD",)), jobs=1)
    assert report.counts["built"] == 0
    assert any("note" in str(found) for found in report.findings)
