"""What `check` says of facts that rest on lists alone, and which sheets print them."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from handouts.audit.quality import Gathering, places_printed, standing
from handouts.cli.running import run
from handouts.edition import Selection
from handouts.fonts import load_fonts
from handouts.load import load
from handouts.model.records.source_kinds import (
    SOURCE_KINDS,
    SOURCE_RANKS,
    best_of,
    only_repeated,
)
from handouts.pipeline import pages_of
from handouts.plan import plan
from tests.support.projects import REPOSITORY, replace_text
from tests.support.trades import add_source, change_sample, copy_trades

TODAY = date(2026, 11, 25)


@pytest.fixture
def trades(tmp_path: Path) -> Path:
    """Two trades; three facts cite a blog, and one of these a school, too."""
    root = copy_trades(
        tmp_path / "project", mentors="[state-insert]", visitors="[flyer, comparison]"
    )
    change_sample(root, "official")
    add_source(root, "blog", "secondary")
    add_source(root, "school", "institution")
    replace_text(
        root / "data/states/wa.yaml",
        "verdict: Shop card required",
        "verdict: {text: Shop card required, sources: [blog, school]}",
    )
    welder = root / "data/roles/welder.yaml"
    replace_text(welder, "Torch and mask", "{text: Torch and mask, sources: [blog]}")
    replace_text(
        root / "data/states/tx.yaml",
        "verdict: License required",
        "verdict: {text: License required, sources: [blog, sample]}",
    )
    return root


def checked(root: Path, capsys: pytest.CaptureFixture[str]) -> list[str]:
    assert run(["check", "-j", "1", "--date", "2026-11-25", "-p", str(root)]) == 0
    return capsys.readouterr().out.splitlines()


def document(root: Path, capsys: pytest.CaptureFixture[str]) -> dict[str, Any]:
    assert run(["check", "-j", "1", "--json", "--date", "2026-11-25", "-p", str(root)]) == 0
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    return found


def test_what_most_sheets_print_comes_first(
    trades: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = checked(trades, capsys)
    start = next(n for n, line in enumerate(lines) if "rests on lists alone" in line)
    assert lines[start : start + 5] == [
        "  rests on lists alone          2  (listed only)",
        "    4 of 5 sheets print one (80%); 5 print a fact that cites such a source at all",
        "    data/roles/welder.yaml:8:17: Torch and mask (on 3 of 5 sheets; blog)",
        "    data/states/wa.yaml:6:21: Shop card required (on 2 of 5 sheets; blog, school)",
        "  rules that read too hard      0",
    ]


def test_it_is_data_with_the_sources_and_the_sheets(
    trades: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    found = document(trades, capsys)
    assert found["lists"] == {"sheets": 5, "resting": 4, "citing": 5}
    tools, _ = (f for f in found["facts"] if f["weakness"] == "list-only")
    assert tools == {
        "weakness": "list-only",
        "record": "roles/welder",
        "text": "Torch and mask",
        "why": "on 3 of 5 sheets; blog",
        "sources": ["blog"],
        "sheets": 3,
        "file": "data/roles/welder.yaml",
        "line": 8,
        "column": 17,
    }


def test_the_project_s_own_word_is_no_list(
    trades: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sources = trades / "data/sources.yaml"
    text = sources.read_text(encoding="utf-8")
    for kind in ("secondary", "institution"):
        text = text.replace(f"kind: {kind}", "kind: project")
    sources.write_text(text, encoding="utf-8")
    assert "  rests on lists alone          0" in checked(trades, capsys)


@pytest.mark.parametrize(
    ("kinds", "weak"),
    [
        (["secondary"], True),
        (["secondary", "institution"], True),
        (["secondary", "project"], True),  # the project's own word gives a list no standing
        (["project"], False),
        (["secondary", "bill"], False),
        (["secondary", "statute-mirror"], False),
        ([], False),  # which is unsourced
    ],
)
def test_one_source_of_standing_is_enough(kinds: list[Any], weak: bool) -> None:
    assert only_repeated(kinds) is weak


def test_every_kind_of_source_has_its_rank() -> None:
    assert sorted(one.kind for one in SOURCE_RANKS) == sorted(SOURCE_KINDS)
    assert len({one.sign for one in SOURCE_RANKS}) == len(SOURCE_RANKS)
    assert best_of(["secondary", "statute-mirror", "bill"]) == "statute-mirror"
    assert best_of([]) is None


def test_the_project_s_sheets_print_what_is_counted_on_them() -> None:
    library = load(REPOSITORY)
    gathering = Gathering(library)
    printed: list[str] = []
    for edition in plan(Selection(("state-insert",), ("school",), ("ID", "WA")), library):
        made, _ = pages_of(edition, library, load_fonts())
        gathering.receive(edition, places_printed(made))
        printed.append(" ".join(origin.text for origin in made.origins))
    found = [s for s in standing(library, TODAY, gathering.gathered()) if s.weakness == "list-only"]
    assert [s.sheets or 0 for s in found] == sorted((s.sheets or 0 for s in found), reverse=True)
    for one in found:
        if one.record in {"places/id", "places/wa"} and one.sheets:
            assert any(one.text in text for text in printed), one
    kinds = {str(slug): source.kind for slug, source in library.sources.items()}
    assert found
    assert all({kinds[s] for s in one.sources} <= {"secondary", "institution"} for one in found)
