"""Expressions made up at random: what reading them calls wrong does fail when it runs.

Left out is what Jinja lets pass though it says nothing: `| int` of a list is 0, no value in capitals is
NONE, a test may be asked of a name that is not there, and of an empty list every item is right.
"""

import random
from functools import cache
from typing import Final

import pytest

from handouts.compose.checking.filters import FILTERS
from handouts.compose.checking.layouts import names_of, vocabulary_of
from handouts.compose.checking.statements import text_faults
from handouts.compose.context import resolve
from handouts.compose.templates.slots import Slots
from handouts.diagnostics import HandoutsError, Span
from handouts.edition import Edition
from handouts.load import load
from handouts.model.base import Text
from handouts.model.library import Library
from tests.support.projects import REPOSITORY

SUBJECT: Final = "comparisons/medical-assistant-or-phlebotomist"
PLACE: Final = Span("a.yaml", 1, 1)

ATOMS: Final = (
    "roles", "roles[0]", "roles[1].title", "place", "comparison", "here", "whole", "edition.date", "audience", "publisher",
    "style", "places", "1", "2.5", "'abc'", "'12'", "[]", "['a']", "{'a': 1}", "true", "rules", "blank",
    "roles[0].dimensions['settings']", "roles[0].dimensions['pay-by-workplace']", "roles[0].summary", "comparison.core",
    "roles[0].national_wage.annual_median", "comparison.core['phlebotomist']", "roles[0].summary.checked",
)  # fmt: skip
FIELDS: Final = (
    "title", "summary", "text", "value", "rule", "wage", "national_wage", "annual_median", "dimensions", "tasks", "fits",
    "name", "year", "known", "upper", "items", "index", "verdict", "record", "sources", "checked", "core", "nosuch",
)  # fmt: skip
ARGUMENTS: Final = {
    "join": "(', ')", "replace": "('a', 'b')", "truncate": "(5)", "map": "(attribute='title')", "selectattr": "('title')",
    "sort": "(attribute='title')",
}  # fmt: skip
LEFT_OUT: Final = {"int", "float", "default", "d", "select", "reject", "rejectattr", "unique"}


@cache
def library() -> Library:
    return load(REPOSITORY)


class MadeUp:
    """Makes expressions."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.filters = sorted(FILTERS.keys() - LEFT_OUT)

    def expression(self, depth: int) -> str:
        if depth == 0 or self.random.random() < 0.1:
            return self.random.choice(ATOMS)
        return self.random.choice(
            [self._field, self._filter, self._filter, self._operator, self._part]
        )(depth - 1)

    def _field(self, depth: int) -> str:
        return f"({self.expression(depth)}).{self.random.choice(FIELDS)}"

    def _filter(self, depth: int) -> str:
        name = self.random.choice(self.filters)
        return f"({self.expression(depth)} | {name}{ARGUMENTS.get(name, '')})"

    def _operator(self, depth: int) -> str:
        sign = self.random.choice(["+", "-", "*", "/", "~", "<", ">="])
        return f"({self.expression(depth)} {sign} {self.expression(depth)})"

    def _part(self, depth: int) -> str:
        return f"({self.expression(depth)})[{self.random.choice(['0', '-1', '1:'])}]"


@pytest.mark.filterwarnings("ignore::SyntaxWarning")
@pytest.mark.parametrize("seed", range(int(__import__("os").environ.get("SEEDS", "3"))))
def test_what_is_called_wrong_fails_when_it_runs(seed: int) -> None:
    edition = Edition("x", "school", "ca", "en", "comparison-sheet", SUBJECT, "base", "x.pdf")
    names = resolve(edition, library()).names
    blanks = library().layouts["comparison-sheet"].blanks
    types = names_of("comparisons", library().project.axis, blanks)
    vocabulary = vocabulary_of(library())
    made_up, told, wrongly = MadeUp(seed), 0, []
    for _ in range(300):
        text = Text(f"{{{{ {made_up.expression(made_up.random.randint(1, 3))} }}}}", PLACE)
        faults = text_faults(text, types, vocabulary)
        told += bool(faults)
        try:
            Slots(names).rich(text)
        except HandoutsError:
            continue
        wrongly += [f"{text}: {fault.message}" for fault in faults]
    assert wrongly == []
    assert told > 100
