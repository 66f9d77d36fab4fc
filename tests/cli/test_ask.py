"""``ask``, as it is typed and piped."""

import io
import json
from typing import Any

import pytest

from handouts.cli.running import run


def asked(
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    answers: str,
    *arguments: str,
) -> tuple[int, str, str]:
    monkeypatch.setattr("sys.stdin", io.StringIO(answers))
    code = run(["ask", *arguments])
    captured = capsys.readouterr()
    return code, captured.out, captured.err


@pytest.fixture
def ask(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Any:
    return lambda answers, *arguments: asked(capsys, monkeypatch, answers, *arguments)


def test_the_outcome_and_why(ask: Any) -> None:
    code, out, err = ask("yes\nyes\n2\ny\n", "which-role", "--state", "CA")
    assert code == 0
    lines = out.splitlines()
    assert lines[0] == "A  Phlebotomist. Focused work. Class: usually under 1 year."
    assert "   1  Do you want to draw blood for most of your day? Yes." in lines
    assert "In California:" in lines
    assert any("California Department of Public Health" in line for line in lines)
    assert "1 Yes   2 Not sure   3 No" in err


def test_a_role_may_be_typed_where_one_answer_leads_to_it(ask: Any) -> None:
    code, out, _ = ask("yes\nyes\n2\nPhlebotomist\n", "which-role", "--state", "CA")
    assert (code, out.splitlines()[0]) == (
        0,
        "A  Phlebotomist. Focused work. Class: usually under 1 year.",
    )


def test_going_back_and_what_is_not_understood(ask: Any) -> None:
    code, out, err = ask("no\nperhaps\nback\nnot sure\n", "which-role", "-s", "TX")
    assert code == 0
    assert "Not sure yet" in out
    assert "`perhaps` is none of the answers" in err


def test_quitting_is_no_fault(ask: Any) -> None:
    code, out, err = ask("q\n", "which-role")
    assert (code, out) == (0, "")
    assert "no outcome" in err


def test_answers_that_end_too_early(ask: Any) -> None:
    code, _, err = ask("yes\n", "which-role", "-s", "CA")
    assert code == 1
    assert "the answers ended at question 2" in err
    assert "[no-answer]" in err


def test_as_json(ask: Any) -> None:
    code, out, _ = ask("1\n1\n2\n1\n", "which-role", "-s", "CA", "-a", "school", "--json")
    assert code == 0
    found = json.loads(out)
    assert found["decision"] == "which-role"
    assert (found["place"], found["audience"]) == ("CA", "school")
    assert [p["answer"] for p in found["path"]] == ["Yes", "Yes", "No", "Yes"]
    assert found["outcome"]["roles"] == ["phlebotomist"]
    assert found["outcome"]["rules"][0]["credential"] == "required"
    assert {s["id"] for s in found["outcome"]["sources"]} >= {"ca_cdph_faq", "project-brief"}


def test_a_step_on_the_way_is_in_the_path_without_an_answer(ask: Any) -> None:
    code, out, _ = ask("1\n1\n2\n", "which-role", "-s", "TX", "-a", "school", "--json")
    assert code == 0
    assert [p["answer"] for p in json.loads(out)["path"]] == ["Yes", "Yes", "No", None]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("which-rol",), "`which-role`"),
        (("which-role", "-s", "Calfornia"), "`California`"),
        (("which-role", "-a", "scool"), "`school`"),
    ],
)
def test_what_was_mistyped_is_code_2_with_a_way_out(
    ask: Any, arguments: tuple[str, ...], said: str
) -> None:
    code, _, err = ask("", *arguments)
    assert code == 2
    assert said in err
