"""The sheets for everybody say more about the jobs than about their sources."""

import pytest

from handouts.edition import Selection
from handouts.fonts import load_fonts
from handouts.load import load
from handouts.pipeline import make
from handouts.plan import plan
from tests.editions.judging import MESSAGE_TO_SOURCES, READ_BY_ALL, words
from tests.support.projects import REPOSITORY


@pytest.mark.parametrize("place", ["US", "CA", "DC", "LA", "TX", "WA"])
def test_the_message_has_three_words_for_one_of_the_sources(place: str) -> None:
    library = load(REPOSITORY)
    editions = plan(Selection(tuple(sorted(READ_BY_ALL)), places=(place,)), library)
    assert editions
    for edition in editions:
        message, sources = words(make(edition, library, load_fonts()))
        assert sources > 20, edition.name
        assert message >= MESSAGE_TO_SOURCES * sources, edition.name
