"""Codes of the command line, and of what no file alone can bring about."""

from dataclasses import replace
from pathlib import Path

import pytest

from handouts.cli.running import run
from handouts.compose import compose
from handouts.diagnostics import HandoutsError
from handouts.edition import Selection
from handouts.load import load
from handouts.load.records.findings import MOST_OF_ONE_FILE, Findings
from handouts.load.yaml_tree.reading import parse_yaml
from handouts.plan import plan
from tests.load.projects import REPOSITORY, small_project


@pytest.mark.parametrize(
    ("typed", "code", "exit_code"),
    [
        ("build --jobs 0", "bad-jobs", 2),
        ("build --set student", "bad-set", 2),
        ("build --colour red", "usage", 2),
        ("inspect comparison", "more-than-one", 2),
        ("init .", "folder-taken", 2),
    ],
)
def test_what_was_typed(
    typed: str,
    code: str,
    exit_code: int,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(small_project(tmp_path))
    assert run(typed.split()) == exit_code
    said = capsys.readouterr().err
    assert f"[{code}]" in said
    assert "handouts explain" in said


def test_a_record_that_is_gone() -> None:
    library = load(REPOSITORY)
    edition = plan(Selection(("comparison",), ("school",), ("CA",)), library)[0]
    with pytest.raises(HandoutsError) as caught:
        compose(edition, replace(library, layouts={}))
    assert {d.code for d in caught.value.diagnostics} == {"unknown-record"}


def test_a_file_of_too_many_values() -> None:
    with pytest.raises(HandoutsError) as caught:
        parse_yaml("a: [" + "b," * 200_000 + "]", "a.yaml")
    assert [d.code for d in caught.value.diagnostics] == ["too-many-values"]


def test_a_file_of_too_many_faults() -> None:
    findings = Findings()
    with pytest.raises(HandoutsError) as caught:
        parse_yaml("a: 1\n" * 5_000, "a.yaml")
    findings.add(*caught.value.diagnostics)
    shown = findings.diagnostics
    assert "more-faults" in {d.code for d in shown}
    assert len(shown) == MOST_OF_ONE_FILE + 1
