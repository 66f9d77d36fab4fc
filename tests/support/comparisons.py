"""Comparison sheets of any roles: made as `handouts compare` makes them, and judged."""

import itertools
import random
from collections.abc import Iterator

from handouts.build.custom import Wish, asked_for
from handouts.document import Table, plain, walk
from handouts.fonts import load_fonts
from handouts.model.base import NOT_REPORTED
from handouts.model.library import Library
from handouts.pipeline import Made, make


def sheet(library: Library, roles: tuple[str, ...], state: str | None, audience: str) -> Made:
    """The sheet of some roles."""
    edition, whole = asked_for(library, Wish(roles, state, audience))
    return make(edition, whole, load_fonts())


def pairs(library: Library) -> list[tuple[str, ...]]:
    """Any two of the roles."""
    return list(itertools.combinations(library.roles, 2))


def sample(library: Library, seed: int) -> Iterator[tuple[tuple[str, ...], str]]:
    """Some sets of two, three and four roles, each in some state; the same for the same seed."""
    chance = random.Random(seed)
    states = [str(state.code) for state in library.places.values()]
    for count, times in ((2, 14), (3, 5), (4, 5)):
        for _ in range(times):
            yield tuple(chance.sample(list(library.roles), count)), chance.choice(states)


def faults(made: Made) -> Iterator[str]:
    """What an adviser would send back: a second page, an empty row or cell."""
    if len(made.pages.pages) != 1:
        yield f"{len(made.pages.pages)} pages"
    tables = [b for b in walk(made.document.body) if isinstance(b, Table)]
    if not tables:
        yield "no table"
    for row in (row for table in tables for row in table.rows):
        label, *cells = row.cells
        said = [plain(cell.text) for cell in cells if not cell.boxes and not cell.blank]
        if not all(said):
            yield f"an empty cell in `{plain(label.text)}`"
        if said and all(text.startswith(NOT_REPORTED) for text in said):
            yield f"nothing in `{plain(label.text)}`"
