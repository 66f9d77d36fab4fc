"""What the project's brief says of the two jobs stands on the sheets, and nothing else is credited to it."""

import re
from collections.abc import Mapping

import pytest

from handouts.edition import Edition, Selection
from handouts.model.library import Library
from handouts.plan import plan
from tests.editions.test_falsehoods import said

STATEMENTS = {
    "the overlap hides a difference in width": r"touch blood draws, which hides how unlike they are",
    "generalist against specialist": r"generalist.*specialist",
    "one core skill": r"one main skill",
    "labeling, handling, preparing": r"labeling, handling and preparing samples",
    "the moment that patients find stressful": r"at a moment that many patients find stressful",
    "broad on purpose": r"generalist on purpose",
    "delegated": r"tasks that a licensed provider hands on",
    "blood draws if trained and allowed": r"if you are trained and your state and employer allow it",
    "diagnostic centers": r"donation and diagnostic centers",
    "clinics and doctors' offices": r"mostly work in clinics and doctors’ offices",
    "certificates are voluntary": r"is voluntary in most states",
    "employers prefer them": r"employers (still )?prefer",
    "few states regulate": r"A few states regulate drawing blood directly; most do not",
    "no license in most states, and where not": r"neither job comes with a state license.*Washington",
    "tendencies, not rules": r"differ by employer and state",
    "programs teach blood draws": r"programs teach blood draws",
    "how wide a job": r"how wide a job you want",
    "neither closes the door": r"closes the other door",
    "quick routes": r"quick ways into patient care, next to jobs that take a license",
    "pay counted apart": r"counts the two jobs apart",
}
"""Statement → how a packet says it, whatever the state."""


@pytest.fixture(scope="module")
def packets(library: Library) -> Mapping[str, str]:
    """The text of the packets of every state."""
    wanted: tuple[Edition, ...] = plan(Selection(("packet",)), library)
    return {edition.name: said(edition, library) for edition in wanted}


@pytest.mark.parametrize("statement", STATEMENTS)
def test_every_packet_tells_the_brief(packets: Mapping[str, str], statement: str) -> None:
    missing = [n for n, text in packets.items() if not re.search(STATEMENTS[statement], text)]
    assert not missing


def test_the_comparison_tells_its_core(library: Library) -> None:
    for edition in plan(Selection(("comparison",), ("school", "advisor", "career-fair")), library):
        text = said(edition, library)
        assert "Neither choice closes the other door; both are quick routes" in text, edition.name
        assert "programs teach blood draws" in text, edition.name


def test_national_sheets_say_which_places_they_cover(library: Library) -> None:
    for edition in plan(Selection(audiences=("career-fair",)), library):
        text = said(edition, library)
        assert "Not covered: Puerto Rico and other territories." in text, edition.name
