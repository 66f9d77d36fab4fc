"""Decisions are followed in every state for every audience before anything is made."""

from pathlib import Path

import pytest

from handouts.diagnostics import Diagnostic
from handouts.load import load

FILE = "data/decisions/trial.yaml"
HEAD = "title: Which?\nroles: [phlebotomist]\ndefaults: {sources: [project-brief]}\nstart: a\n"
END = "  z: {kind: outcome, text: Here}\n  y: {kind: outcome, text: There}\n"


def _found(project: Path, nodes: str) -> list[Diagnostic]:
    (project / FILE).write_text(f"{HEAD}nodes:\n{nodes}{END}", encoding="utf-8")
    return [d for d in load(project).diagnostics if d.span and d.span.file == FILE]


def _ask(name: str, answers: str, more: str = "") -> str:
    return f"  {name}:\n    kind: question\n    text: Well?\n    answers: [{answers}]\n{more}"


def test_a_sound_decision_has_no_faults(project: Path) -> None:
    assert _found(project, _ask("a", "{label: Yes, to: z}, {label: No, to: y}")) == []


def test_what_breaks_in_one_state_names_that_state(project: Path) -> None:
    when = "when: {states: [TX]}"
    (fault,) = _found(
        project,
        _ask("a", "{label: Yes, to: b}, {label: No, to: z}")
        + _ask("b", f"{{label: Yes, to: z, {when}}}, {{label: No, to: y, {when}}}"),
    )
    assert fault.code == "broken-decision"
    assert "California" in fault.message
    assert "Texas" not in fault.message
    assert fault.span is not None
    assert fault.span.line == 10


def test_what_breaks_for_one_audience_is_found(project: Path) -> None:
    assert (project / "data/audiences/school.yaml").exists()
    (fault,) = _found(
        project,
        _ask("a", "{label: Yes, to: z}, {label: No, to: y}") + "    when: {audiences: [school]}\n",
    )
    assert fault.code == "broken-decision"


def test_a_condition_may_name_a_state_that_the_project_has_no_file_of(project: Path) -> None:
    text = _ask("a", "{label: Yes, to: z}, {label: No, to: y}, {label: Ask, to: b}")
    text += "  b: {kind: step, text: Go, then: z, when: {states: [ND, PR]}}\n"
    assert _found(project, text) == []


def test_a_way_back_that_is_marked_is_no_circle(project: Path) -> None:
    text = _ask("a", "{label: Yes, to: b}, {label: No, to: y}")
    text += _ask("b", "{label: Yes, to: z}, {label: Again, to: a}")
    assert [f.code for f in _found(project, text)] == ["broken-decision"]
    assert _found(project, text.replace("Well?\n", "Well?\n    may_return: true\n", 1)) == []


def test_answers_may_share_a_label_when_conditions_keep_them_apart(project: Path) -> None:
    answers = (
        "{label: Yes, to: z, when: {states: [TX]}}, {label: Yes, to: y, when: {states: [CA, DC, US]}},"
        " {label: No, to: z}"
    )
    assert _found(project, _ask("a", answers)) == []


@pytest.mark.parametrize("key", ["then", "otherwise"])
def test_a_node_that_is_passed_over_says_where_to(project: Path, key: str) -> None:
    text = _ask("a", "{label: Yes, to: z}, {label: No, to: y}")
    text += f"    when: {{states: [TX]}}\n    {key}: z\n"
    assert _found(project, text) == []
