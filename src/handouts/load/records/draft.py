"""Everything that was read, before it is cross-checked."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TypeVar, cast

from handouts.load.records.reading import Entry
from handouts.load.records.wages import WageKey
from handouts.model.base import Record
from handouts.model.decisions import NATION
from handouts.model.library import STATES, RecordKind
from handouts.model.records import Project
from handouts.model.wages import Wage

R = TypeVar("R", bound=Record)


@dataclass(frozen=True, slots=True)
class Draft:
    """The records of a project that have the right form, and the names of all that it has."""

    project: Entry[Project] | None
    records: Mapping[str, Mapping[str, Entry[Record]]]
    """Kind → slug → record; ``of`` gives those of a kind with their type."""
    wages: dict[WageKey, Wage]
    known: Mapping[str, frozenset[str]]
    """Kind → every slug that a file gives, the faulty ones too: a reference to one is no fault."""

    def of(self, kind: RecordKind[R]) -> Mapping[str, Entry[R]]:
        """The records of a kind."""
        return cast("Mapping[str, Entry[R]]", self.records[kind.name])

    def entries(self) -> Iterator[Entry[Record]]:
        """Every record that has a file, or a place in one."""
        for entries in self.records.values():
            yield from entries.values()

    @property
    def postal_codes(self) -> frozenset[str]:
        """The codes of the project's states, and the nation's."""
        codes = {str(e.record.postal) for e in self.of(STATES).values()}
        return frozenset({*codes, *(s.upper() for s in self.known[STATES.name]), NATION})
