"""Sixty made-up projects in every test run, and a fixed count of hostile inputs; more by hand."""

import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from handouts.diagnostics import HandoutsError
from handouts.edition import Selection
from handouts.fonts import load_fonts
from handouts.load import load
from handouts.pipeline import make
from handouts.plan import plan
from tests.soak import __main__ as soak
from tests.soak import fuzz, projects
from tests.support.verapdf import failures

seeds = st.integers(0, 2**31)
few = settings(
    max_examples=20, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)


@pytest.mark.parametrize("batch", range(3))
def test_made_up_projects_have_no_finding(batch: int) -> None:
    @given(seed=seeds)
    @few
    def check(seed: int) -> None:
        assert projects.run(seed + batch) == []

    check()


@pytest.mark.parametrize("batch", range(4))
def test_hostile_inputs_have_no_finding(batch: int) -> None:
    found = [f for seed in range(batch * 12, batch * 12 + 12) for f in fuzz.run(seed)]
    assert found == []


@pytest.mark.conformance
@pytest.mark.parametrize("seed", [3, 11])
def test_made_up_sheets_conform(seed: int) -> None:
    made = 0
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        projects.write_project(root, seed)
        library = load(root)
        for edition in plan(Selection(), library):
            try:
                data = make(edition, library, load_fonts()).data
            except HandoutsError:
                continue
            assert failures(data, "ua1") == ()
            assert failures(data, "2a") == ()
            made += 1
    assert made


def test_a_soak_says_what_it_did(capsys: pytest.CaptureFixture[str]) -> None:
    assert soak.main(["--minutes", "1", "--projects", "2"]) == 0
    assert "2 of projects: 0 findings" in capsys.readouterr().out
