"""Occupations of which agencies publish pay by the hour alone, as of actors and musicians."""

import shutil
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from handouts.characters import NO_BREAK
from handouts.document import WageChart, walk
from handouts.edition import Selection
from handouts.fonts import load_fonts
from handouts.load import load
from handouts.model.library import Library
from handouts.pages import TextRun
from handouts.pipeline import make, pages_of
from handouts.plan import plan
from tests.support import tagtree
from tests.support.projects import REPOSITORY
from tests.support.trades import TRADES

ANNUAL = ("a_mean", "a_pct10", "a_pct25", "a_median", "a_pct75", "a_pct90")


def hourly(folder: Path, plumber: str) -> Library:
    """The trades, without a figure for a year; the plumber earns so much an hour in Texas."""
    shutil.copytree(TRADES, folder)
    shutil.copytree(REPOSITORY / "layouts", folder / "layouts")
    table = folder / "data/wages/sample.csv"
    head, *rows = (line.split(",") for line in table.read_text(encoding="utf-8").splitlines())
    for row in rows:
        for name in ANNUAL:
            row[head.index(name)] = "*"
        if row[2:4] == ["TX", "47-2152"]:
            row[head.index("h_median")] = plumber
    table.write_text("".join(",".join(row) + "\n" for row in (head, *rows)), encoding="utf-8")
    return load(folder)


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, str]:
    library = hourly(tmp_path_factory.mktemp("hourly") / "project", "26.43")
    made = [make(e, library, load_fonts()) for e in plan(Selection((), ("visitors",)), library)]
    return {
        one.edition.name: tagtree.read(one.data).root.text.replace(NO_BREAK, " ") for one in made
    }


def test_the_headline_is_by_the_hour(said: Mapping[str, str]) -> None:
    headline = "Middle pay: plumbers earn about $2.40 an hour more"
    assert headline in said["visitors/tx/pay.en"]
    assert headline in said["visitors/tx/state-insert.en"]


def test_a_small_gap_by_the_hour_says_who_earns_more_to_nobody(tmp_path: Path) -> None:
    library = hourly(tmp_path / "project", "24.49")
    (edition,) = plan(Selection(("pay",), ("visitors",), ("TX",)), library)
    text = tagtree.read(make(edition, library, load_fonts()).data).root.text.replace(NO_BREAK, " ")
    assert "the two jobs are less than $0.50 an hour apart" in text


def test_no_sheet_calls_the_pay_unpublished_or_a_year_s(said: Mapping[str, str]) -> None:
    assert len(said) > 15
    for name, text in said.items():
        place = name.split("/")[1]
        if place == "tx":
            assert "not published" not in text, name
            assert " a year" not in text.replace("a year apart", ""), name


def test_the_profile_has_the_pay_by_the_hour(said: Mapping[str, str]) -> None:
    text = said["visitors/tx/profile.en"]
    assert "$24 an hour: middle pay in Texas; U.S.: $24 an hour" in text
    assert "The middle half" not in text


def test_the_higher_pay_is_marked_by_the_hour(said: Mapping[str, str]) -> None:
    assert "$26.43 an hour, higher" in said["visitors/tx/comparison.en"]


def test_the_axis_is_in_amounts_for_an_hour(tmp_path: Path) -> None:
    library = hourly(tmp_path / "project", "26.43")
    (edition,) = plan(Selection(("pay",), ("visitors",), ("TX",)), library)
    document, pages = pages_of(replace(edition, style="base"), library, load_fonts())
    (chart,) = (block for block in walk(document.body) if isinstance(block, WageChart))
    runs = [i for i in pages.pages[0].items if isinstance(i, TextRun) and i.block == chart.id]
    ticks = {run.text for run in runs if run.text in {"$20", "$25", "$30"}}
    assert chart.hourly
    assert ticks == {"$20", "$25", "$30"}
