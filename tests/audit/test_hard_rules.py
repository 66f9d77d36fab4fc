"""Rules of places that read harder than the sheets may be that print them."""

from pathlib import Path

import pytest

from handouts.audit.reading.rules import rule_readings, without_offices
from handouts.cli.running import run
from handouts.load import load
from handouts.model.records import Place
from tests.support.projects import REPOSITORY, replace_text
from tests.support.trades import copy_trades

HARD = (
    "Certification necessitates documentation of supervised instructional participation. "
    "Applicants demonstrate comprehensive occupational competencies during examinations. "
    "Administrative regulations additionally necessitate continuing professional education."
)


@pytest.fixture
def trades(tmp_path: Path) -> Path:
    """Mentors get the rule in full, visitors only what is asked."""
    root = copy_trades(tmp_path / "project", mentors="[state-insert]", visitors="[comparison]")
    details = f"details: [It lasts two years., {HARD}, {HARD.replace('Cert', 'Qual')}]"
    replace_text(root / "data/states/wa.yaml", "details: [It lasts two years.]", details)
    return root


def _limit(root: Path, audience: str, level: int) -> None:
    path = root / f"data/audiences/{audience}.yaml"
    path.write_text(f"{path.read_text(encoding='utf-8')}reading_level: {level}\n", encoding="utf-8")


def _hard(root: Path, capsys: pytest.CaptureFixture[str]) -> list[str]:
    assert run(["check", "-j", "1", "--date", "2026-11-25", "-p", str(root)]) == 0
    lines = capsys.readouterr().out.splitlines()
    start = next(n for n, line in enumerate(lines) if "rules that read too hard" in line)
    return lines[start : lines.index("", start)]


def test_the_limit_is_that_of_who_is_given_the_rule(
    trades: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _limit(trades, "visitors", 3)
    assert _hard(trades, capsys) == ["  rules that read too hard      0"]
    _limit(trades, "mentors", 9)
    head, rule = _hard(trades, capsys)
    assert head == "  rules that read too hard      1  (listed only)"
    assert rule.startswith("    data/states/wa.yaml:7:14: You need a shop card. (grade ")
    assert rule.endswith(", over the limit of 9)")


def test_what_an_office_is_called_makes_no_rule_hard() -> None:
    place = Place.model_validate(
        {
            "name": "X",
            "authorities": [
                {"name": "State Board of Examiners, Licensing Division", "about": "it"}
            ],
        }
    )
    text = "Ask the State Board of Examiners ([x.gov](https://x.gov/a)) **today**."
    assert without_offices(text, place) == "Ask the office today."


def test_every_rule_of_the_project_is_long_enough_for_a_grade() -> None:
    found = list(rule_readings(load(REPOSITORY), {}))
    assert len(found) == 102
    assert all(one.count.grade is not None for one in found)
