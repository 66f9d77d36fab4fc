"""The project's own editions, made once: national, and in five states."""

from pathlib import Path

import pytest

from handouts.edition import Selection
from handouts.fonts import load_fonts
from handouts.load import load
from handouts.model.library import Library
from handouts.pipeline import Made, make
from handouts.plan import plan

REPOSITORY = Path(__file__).parents[2]

STATES = ("AR", "CA", "DC", "LA", "WA")
"""The shortest texts, the longest, and those whose rules differ most from the others'."""


@pytest.fixture(scope="session")
def library() -> Library:
    return load(REPOSITORY)


@pytest.fixture(scope="session")
def editions(library: Library) -> dict[str, Made]:
    """Every handout for every audience, by the edition's name."""
    wanted = plan(Selection(states=(*STATES, "US")), library)
    return {edition.name: make(edition, library, load_fonts()) for edition in wanted}
