"""`check --coverage`: what stands behind each place's rules, and when they have to be read again."""

import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from handouts.audit.quality import upkeep
from handouts.audit.quality.upkeep_pages import WIDTH, as_text
from handouts.cli.running import run
from handouts.load import load
from tests.support.projects import REPOSITORY, replace_text
from tests.support.trades import add_source, change_sample, copy_trades


@pytest.fixture
def trades(tmp_path: Path) -> Path:
    """Two trades in two states: Washington's cards stand on law, Texas' licenses on a list."""
    root = copy_trades(tmp_path / "project", mentors="[state-insert]", visitors="[flyer]")
    change_sample(root, "secondary")
    add_source(root, "law", "statute-mirror")
    replace_text(root / "handouts.yaml", "edition_date", "maximum_age: {rules: 12}\nedition_date")
    replace_text(
        root / "data/states/wa.yaml",
        "rules:",
        "authorities:\n"
        "  - {name: 'Board of Trades, Cards Unit', about: cards, url: 'https://cards.example.org/wa'}\n"
        "rules:",
    )
    washington = root / "data/states/wa.yaml"
    replace_text(
        washington,
        "verdict: Shop card required",
        "verdict: {text: Shop card required, sources: [law], checked: 2026-11-20, expires: 2027-01-15}",
    )
    replace_text(washington, "training: 40 hours", "training: unknown")
    replace_text(
        washington,
        "confirm: Ask the guild.",
        "confirm: 'Ask the Board of Trades ([example.org](https://cards.example.org/wa)).'",
    )
    return root


def test_a_place_s_rule_is_told_in_a_line(trades: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["check", "--coverage", "--date", "2026-12-01", "-p", str(trades)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[:7] == [
        "What stands behind the rules of 2 places, on 2026-12-01",
        "",
        "Place  Role     Asked     Conf.   Best    Facts  Checked        Until       Open  Confirm",
        "TX     plumber  required  single  list    6S     2026-11-24     2027-11-24  –     nobody",
        "TX     welder   required  single  list    7S     2026-11-24     2027-11-24  –     nobody",
        "WA     plumber  required  single  list    6S     2026-11-24     2027-11-24  –     nobody",
        "WA     welder   required  single  mirror  1M 5S  2026-11-20/24  2027-01-15  1u    address",
    ]
    assert lines[-11:] == [
        "Best source behind what is asked of plumber, by places",
        "  secondary: 2 (TX WA)",
        "",
        "Best source behind what is asked of welder, by places",
        "  statute-mirror: 1 (WA)",
        "  secondary: 1 (TX)",
        "",
        "What falls due, from 2026-12-01",
        "  overdue: nothing",
        "  within 60 days: 1 rule in 1 place (WA)",
        "  within 180 days: 1 rule in 1 place (WA)",
    ]
    assert not (trades / "output").exists()


def test_it_is_one_document_of_data(trades: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = ["check", "--coverage", "--json", "--date", "2026-12-01", "-p", str(trades)]
    assert run(words) == 0
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    assert set(found) == {"diagnostics", "date", "rules", "best", "due"}
    welder = next(r for r in found["rules"] if (r["place"], r["role"]) == ("wa", "welder"))
    assert welder == {
        "place": "wa",
        "name": "Washington",
        "role": "welder",
        "credential": "required",
        "confidence": "single",
        "best": "statute-mirror",
        "kinds": {"statute-mirror": 1, "secondary": 5},
        "unsourced": 0,
        "oldest": "2026-11-20",
        "newest": "2026-11-24",
        "until": "2027-01-15",
        "unknown": 1,
        "withheld": 0,
        "confirm": "address",
        "file": "data/states/wa.yaml",
        "line": 9,
        "column": 14,
    }
    assert found["best"]["welder"] == {"statute-mirror": ["wa"], "secondary": ["tx"]}
    soon = [{"place": "wa", "role": "welder"}]
    assert found["due"] == {"overdue": [], "60": soon, "180": soon}


def test_what_has_expired_fails_it(trades: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = ["check", "--coverage", "-p", str(trades), "--date"]
    assert run([*words, "2027-01-15"]) == 0
    assert "  overdue: nothing" in capsys.readouterr().out.splitlines()
    assert run([*words, "2027-01-16"]) == 1
    told = capsys.readouterr()
    assert "  overdue: 1 rule in 1 place (WA)" in told.out.splitlines()
    assert "data/states/wa.yaml:8:21: error: `Shop card required` expired on 2027-01-15" in told.err


def test_what_is_stale_fails_it_only_if_it_is_strict(
    trades: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    replace_text(trades / "data/states/wa.yaml", ", expires: 2027-01-15", "")
    words = ["check", "--coverage", "-p", str(trades), "--date", "2027-12-01"]
    assert run(words) == 0
    assert "  overdue: 4 rules in 2 places (TX WA)" in capsys.readouterr().out.splitlines()
    assert run([*words, "--strict"]) == 1


def test_a_place_without_a_rule_is_shown_as_unknown(
    trades: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    texas = trades / "data/states/tx.yaml"
    text = texas.read_text(encoding="utf-8")
    texas.write_text(text[: text.index("  plumber:")], encoding="utf-8")
    assert run(["check", "--coverage", "--date", "2026-12-01", "-p", str(trades)]) == 0
    line = next(
        ln for ln in capsys.readouterr().out.splitlines() if ln.startswith("TX     plumber")
    )
    assert line.split() == ["TX", "plumber", "unknown", "none", "–", "–", "–", "–", "1u", "nobody"]


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("Ask the Board of Trades ([x.org](https://x.org)).", "address"),
        ("Ask them ([cards](https://www.cards.example.org/fees)).", "address"),  # its own site
        ("Ask the Board of Trades.", "name"),
        ("Look it up ([finder](https://finder.example.org)).", "elsewhere"),
        ("Ask two employers near you.", "nobody"),
    ],
)
def test_whom_a_reader_is_sent_to(trades: Path, said: str, found: str) -> None:
    old = "Ask the Board of Trades ([example.org](https://cards.example.org/wa))."
    replace_text(trades / "data/states/wa.yaml", old, said)
    rules = {(one.place, one.role): one for one in upkeep(load(trades), date(2026, 12, 1)).rules}
    assert rules["wa", "welder"].confirm == found


def test_the_project_s_own_page_has_every_rule_and_fits_a_terminal() -> None:
    library = load(REPOSITORY)
    page = upkeep(library, date(2026, 11, 25))
    assert [(one.place, one.role) for one in page.rules[:2]] == [
        ("al", "medical-assistant"),
        ("al", "phlebotomist"),
    ]
    assert len(page.rules) == 102
    for role in page.roles:
        assert sum(len(places) for places in page.by_best(role).values()) == 51
    lines = list(as_text(page))
    assert max(map(len, lines)) <= WIDTH
    assert sum("medical-assistant " in line or "phlebotomist " in line for line in lines) >= 102


def test_long_names_are_cut_before_the_page_is_too_wide(trades: Path) -> None:
    library = load(trades)
    page = upkeep(library, date(2026, 12, 1))
    long = tuple(replace(one, role="x" * 60, credential="y" * 60) for one in page.rules)
    lines = list(as_text(replace(page, rules=long)))
    assert max(map(len, lines)) <= WIDTH
    assert any("x…" in line and "y…" in line and "2026-11-24" in line for line in lines)


@pytest.mark.parametrize("example", ["course-guide", "county-fair"])
def test_a_project_without_rules_has_nothing_to_read_again(
    example: str, capsys: pytest.CaptureFixture[str]
) -> None:
    root = REPOSITORY / "examples" / example
    assert run(["check", "--coverage", "--date", "2026-12-01", "-p", str(root)]) == 0
    assert "No place of the project has a rule" in capsys.readouterr().out
