"""Everything that was read, before it is cross-checked."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Final, TypeVar, cast

from handouts.frozen import dataclass
from handouts.load.records.reading import Entry
from handouts.load.records.wages import WageKey
from handouts.model.base import Record
from handouts.model.library import PLACES, RecordKind
from handouts.model.records import Computed, Dimension, Project, Role
from handouts.model.records.places import STATES_OF_THE_US, PlaceAxis
from handouts.model.wages import Wage

R = TypeVar("R", bound=Record)

_WORKED_OUT: Final[Mapping[str, Computed]] = {
    "state-rule": "rule",
    "pay": "pay",
    "pay-hourly": "pay-hourly",
    "shared-tasks": "shared-tasks",
}
"""Names by which dimensions were worked out before they said `from` → what they are from."""


def worked_out(
    dimensions: Mapping[str, Entry[Dimension]], roles: Mapping[str, Entry[Role]]
) -> dict[str, Entry[Dimension]]:
    """The dimensions; one named as if it were worked out is, if no role says anything of it."""
    stated = {name for role in roles.values() for name in role.record.dimensions}
    return {
        slug: replace(entry, record=entry.record.model_copy(update={"computed": _WORKED_OUT[slug]}))
        if slug in _WORKED_OUT and entry.record.computed is None and slug not in stated
        else entry
        for slug, entry in dimensions.items()
    }


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
    def axis(self) -> PlaceAxis:
        """The places that the project makes handouts for."""
        return self.project.record.axis if self.project else STATES_OF_THE_US

    @property
    def place_codes(self) -> frozenset[str]:
        """The codes of the project's places, and that of the whole."""
        codes = {str(e.record.code) for e in self.of(PLACES).values()}
        slugs = (s.upper() for s in self.known[PLACES.name])
        return frozenset({*codes, *slugs, str(self.axis.whole.code)})
