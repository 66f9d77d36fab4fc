"""Sixty made-up projects in every test run, and a fixed count of hostile inputs; more by hand."""

import pytest

from tests.soak import __main__ as soak
from tests.soak import fuzz, projects

FIRST = 1_000_000
"""Seeds from here on are those of the tests."""


@pytest.mark.conformance
@pytest.mark.parametrize("batch", range(3))
def test_made_up_projects_have_no_finding(batch: int) -> None:
    start = FIRST + 20 * batch
    found = {
        seed: projects.run(seed, conformance=seed % 6 == 0) for seed in range(start, start + 20)
    }
    assert {seed: faults for seed, faults in found.items() if faults} == {}


@pytest.mark.parametrize("batch", range(4))
def test_hostile_inputs_have_no_finding(batch: int) -> None:
    found = [f for seed in range(batch * 12, batch * 12 + 12) for f in fuzz.run(seed)]
    assert found == []


def test_a_soak_says_what_it_did(capsys: pytest.CaptureFixture[str]) -> None:
    assert soak.main(["--minutes", "1", "--projects", "2", "--jobs", "1"]) == 0
    assert "2 of projects: 0 findings" in capsys.readouterr().out


@pytest.mark.parametrize("seed", [1176])
def test_projects_that_had_findings_have_none_now(seed: int) -> None:
    """A wage chart in a column that is hardly wider than its names."""
    assert projects.run(seed) == []
