"""A block kind is a row in one table of each phase."""

import sys
from collections.abc import Iterator, Mapping

import pytest
from pydantic import BaseModel

from handouts.compose.blocks import COMPOSERS
from handouts.document import Block, Compound, Figure, Section
from handouts.model.blocks import BLOCK_KINDS, BlockRecord
from handouts.pdf.structure import ELEMENTS
from handouts.typeset.blocks import SETTERS

SHARED = {Block, Compound, Figure}
"""What several kinds have in common; nothing is only that."""


def subclasses(kind: type) -> Iterator[type]:
    below: type
    for below in kind.__subclasses__():
        yield below
        yield from subclasses(below)


def records() -> set[type]:
    """The records of all kinds of a layout's blocks: what their fields hold, or nothing."""
    held = (BlockRecord.model_fields[name].annotation for name in BLOCK_KINDS)
    return {
        kind
        for field in held
        for kind in getattr(field, "__args__", ())
        if issubclass(kind, BaseModel)
    }


def kinds() -> set[type]:
    # `slots=True` makes a class anew, and the first one may still be there
    named = {getattr(sys.modules[kind.__module__], kind.__name__) for kind in subclasses(Block)}
    return named - SHARED


TABLES: dict[str, tuple[Mapping[type, object], set[type]]] = {
    "COMPOSERS": (COMPOSERS, records()),
    "SETTERS": (SETTERS, kinds() - {Section}),  # a section is made of what has been set
    "ELEMENTS": (ELEMENTS, kinds()),
}


def unlike(table: Mapping[type, object], wanted: set[type]) -> set[str]:
    """The kinds without a row, and the rows without a kind."""
    return {kind.__name__ for kind in table.keys() ^ wanted}


@pytest.mark.parametrize("name", TABLES)
def test_every_kind_has_its_row(name: str) -> None:
    assert unlike(*TABLES[name]) == set()


@pytest.mark.parametrize("name", TABLES)
def test_a_missing_row_is_found(name: str) -> None:
    table, wanted = TABLES[name]
    for kind in table:
        rest = {other: row for other, row in table.items() if other is not kind}
        assert unlike(rest, wanted) == {kind.__name__}


def test_there_are_as_many_records_as_kinds_in_the_schema() -> None:
    assert len(records()) == len(BLOCK_KINDS)
