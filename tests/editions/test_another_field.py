"""The bundled layouts in a field that they know nothing of: invented trades, two states, no rows declared."""

import re
import shutil
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from handouts.characters import NO_BREAK
from handouts.compose.context import resolve
from handouts.compose.templates.slots import Slots
from handouts.edition import Selection
from handouts.fonts import load_fonts
from handouts.load import load
from handouts.model.base import Text
from handouts.model.library import Library
from handouts.pipeline import Made, make
from handouts.plan import plan
from tests.support import tagtree
from tests.support.projects import REPOSITORY

TRADES = REPOSITORY / "tests" / "data" / "trades"

HEALTH = re.compile(r"phleb|medical|blood|tube|health|clinic|patient|lab\b|draw", re.IGNORECASE)


@pytest.fixture(scope="module")
def trades(tmp_path_factory: pytest.TempPathFactory) -> Library:
    root = tmp_path_factory.mktemp("trades") / "project"
    shutil.copytree(TRADES, root)
    shutil.copytree(REPOSITORY / "layouts", root / "layouts")
    return load(root)


@pytest.fixture(scope="module")
def sheets(trades: Library) -> Mapping[str, Made]:
    return {e.name: make(e, trades, load_fonts()) for e in plan(Selection(), trades)}


def headed(made: Made) -> list[str]:
    """Headings, and tables by their first words, in reading order."""
    found = (n for n in tagtree.read(made.data).root.walk() if re.fullmatch(r"H\d|Table", n.tag))
    return [n.text if n.tag != "Table" else f"| {n.text}" for n in found]


def said(made: Made) -> str:
    return tagtree.read(made.data).root.text.replace(NO_BREAK, " ")


def test_no_layout_has_a_fault(trades: Library) -> None:
    assert [d for d in trades.diagnostics if d.is_error] == []


def test_every_layout_builds(trades: Library, sheets: Mapping[str, Made]) -> None:
    built = {e.layout for m in sheets.values() for e in (m.edition.bind or (m.edition,))}
    printed = {name for name, layout in trades.layouts.items() if layout.body}
    assert printed - built == set()


def test_sheets_of_a_comparison_have_its_title(sheets: Mapping[str, Made]) -> None:
    """It went with the sentence under it in its panel, where the comparison has none."""
    for handout in ("comparison", "side-by-side", "leaflet", "table-tent", "parents"):
        assert "Welder or plumber?" in said(sheets[f"visitors/tx/{handout}.en"]), handout


def test_no_sheet_has_a_word_of_health(sheets: Mapping[str, Made]) -> None:
    found = {name: HEALTH.findall(said(made)) for name, made in sheets.items()}
    assert {name: words for name, words in found.items() if words} == {}


def test_each_state_table_stands_under_the_heading_of_its_role(sheets: Mapping[str, Made]) -> None:
    outline = headed(sheets["visitors/wa/state-insert.en"])
    first, second = (outline.index(f"{r}: what the state gives") for r in ("Welder", "Plumber"))
    assert "Shop card" in outline[first + 1]
    assert "Pipe license" in outline[second + 1]


def test_what_two_rules_ask_to_confirm_is_said_once(sheets: Mapping[str, Made]) -> None:
    for handout in ("state-insert", "pathway"):
        assert said(sheets[f"mentors/tx/{handout}.en"]).count("Ask the guild.") == 1


def test_rows_are_all_dimensions_where_none_are_declared(sheets: Mapping[str, Made]) -> None:
    rows = ["Where the work is", "Tools", "Apprenticeship", "License", "Half earn less than", "By the hour", "Both do this"]  # fmt: skip
    text = said(sheets["visitors/tx/comparison.en"])
    assert [text.index(row) for row in rows] == sorted(text.index(row) for row in rows)
    flyer = said(sheets["visitors/flyer.en"])
    assert [row in flyer for row in ("Where", "Tools", "Apprenticeship", "License")] == [
        True, True, True, False,
    ]  # fmt: skip


def test_what_is_worked_out_does_not_go_by_its_name(sheets: Mapping[str, Made]) -> None:
    text = said(sheets["visitors/tx/comparison.en"])
    assert "Shop card required" in text
    assert "$50,000" in text
    assert "Read the plans of a job" in text


def test_notes_print_where_they_are_declared_and_others_nowhere(
    sheets: Mapping[str, Made],
) -> None:
    text = said(sheets["visitors/tx/comparison.en"])
    assert "Sites differ by employer." in text
    assert "Rules change" not in text
    assert "Pay is not adjusted" not in text


def test_a_list_of_figures_has_the_date_of_its_facts(sheets: Mapping[str, Made]) -> None:
    assert "Pay by site, June 2023" in said(sheets["visitors/tx/pay.en"])


@pytest.mark.parametrize(
    ("handout", "place", "headline", "hourly"),
    [
        ("pay", "", "Middle pay: plumbers earn about $12,000 a year more", ""),
        (
            "pay",
            "tx",
            "Middle pay: the two jobs are less than $1,000 a year apart",
            "By the hour, half earn less than $24.00 (welder) and $24.20 (plumber) in Texas.",
        ),
        ("pay", "wa", "Middle pay in Washington", ""),
        ("profile", "tx", "Middle pay in Texas", "By the hour, half earn less than $24.00 (welder) in Texas."),
        ("side-by-side-wide", "", "Middle pay in the United States", ""),
    ],
)  # fmt: skip
def test_what_the_pay_says(
    handout: str, place: str, headline: str, hourly: str, trades: Library
) -> None:
    (edition,) = plan(Selection((handout,), ("visitors",), ("TX",)), trades)
    slots = Slots(resolve(replace(edition, place=place or None), trades).names)
    printed = [slots.rich(Text(f"{{{{ pay.{name} }}}}")) for name in ("headline", "hourly")]
    words = ["".join(run.text for run in text).replace(NO_BREAK, " ") for text in printed]
    assert words == [headline, hourly]
    figures = ["$" in one and "$1,000" not in one for one in words]
    assert [any(run.cites for run in text) for text in printed] == figures


@pytest.mark.parametrize(
    ("handout", "words"), [("comparison", "Which one sounds like you?"), ("pathway", "With")]
)
def test_whoever_has_a_worksheet_gets_lines_and_boxes(
    handout: str, words: str, sheets: Mapping[str, Made]
) -> None:
    assert words in said(sheets[f"mentors/tx/{handout}.en"])
    assert words not in said(sheets[f"visitors/tx/{handout}.en"])


def test_no_layout_names_an_audience_or_reckons() -> None:
    for path in (REPOSITORY / "layouts").glob("*.yaml"):
        text = path.read_text(encoding="utf-8")
        assert "audience.id" not in text, path
        assert "{% if" not in text, path
        assert "{% set" not in text, path
        assert not re.search(r"\bU\.S\.|United States", text), path
        assert not re.search("phleb|medical|blood|tube", text, re.IGNORECASE), path


def test_the_programs_words_are_of_no_field() -> None:
    source = REPOSITORY / "src" / "handouts"
    folders = (REPOSITORY / "schemas", source / "compose", source / "typeset", source / "model")
    words = re.compile("phleb|medical|blood", re.IGNORECASE)  # a tube is a shape of its own
    found = [p for f in folders for p in _texts(f) if words.search(p.read_text(encoding="utf-8"))]
    assert found == []


def _texts(folder: Path) -> list[Path]:
    return [p for p in folder.rglob("*") if p.suffix in {".py", ".json", ".yaml"}]
