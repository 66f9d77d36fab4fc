"""Every name of every bundled layout, misspelt by one letter, is found where it is written."""

import re
from dataclasses import replace
from functools import cache

import pytest

from handouts.compose.checking import faults_of
from handouts.load import load
from handouts.model.library import Library
from tests.compose.checking.mutating import Misspelling, misspellings
from tests.support.projects import REPOSITORY

OPEN = re.compile(r"recipient\.$")
"""Columns of a table of recipients: any table may have any column, and none is there to look at."""


@cache
def library() -> Library:
    return load(REPOSITORY)


def found(slug: str, one: Misspelling) -> set[tuple[str, str]]:
    spoilt = replace(library(), layouts={slug: one.layout})
    (one_layout,) = faults_of(spoilt)
    return {(str(fault.span), fault.code) for fault in one_layout.faults}


@pytest.mark.parametrize("slug", sorted(library().layouts))
def test_each_misspelt_name_is_found_at_its_place(slug: str) -> None:
    tried = [one for one in misspellings(library().layouts[slug]) if not OPEN.search(one.after)]
    assert len(tried) > 5
    missed = [
        f"{one.place} {one.name}"
        for one in tried
        if found(slug, one) != {(one.place, "undefined-name")}
    ]
    assert missed == []


@pytest.mark.parametrize("slug", sorted(library().layouts))
def test_the_places_are_those_of_the_files(slug: str) -> None:
    for one in misspellings(library().layouts[slug]):
        file, line, column = one.place.split(":")
        text = (REPOSITORY / file).read_text("utf-8").split("\n")[int(line) - 1]
        assert text[int(column) - 1 :].startswith(one.written)


def test_a_sound_layout_has_no_faults() -> None:
    assert [fault for one in faults_of(library()) for fault in one.faults] == []
