"""Everything that was read, before it is cross-checked."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from handouts.load.records.findings import Findings
from handouts.load.records.reading import Entry
from handouts.load.records.wages import WageKey
from handouts.model.base import Record
from handouts.model.decisions import NATION, Decision
from handouts.model.layout import Layout
from handouts.model.records import (
    Audience,
    Certification,
    Comparison,
    Dimension,
    Project,
    Role,
    Source,
    State,
)
from handouts.model.styles import StyleFile
from handouts.model.wages import Wage


@dataclass(frozen=True, slots=True)
class Draft:
    """The records of a project that have the right form, and the names of all that it has."""

    project: Entry[Project] | None
    roles: dict[str, Entry[Role]]
    certifications: dict[str, Entry[Certification]]
    comparisons: dict[str, Entry[Comparison]]
    decisions: dict[str, Entry[Decision]]
    states: dict[str, Entry[State]]
    audiences: dict[str, Entry[Audience]]
    sources: dict[str, Entry[Source]]
    dimensions: dict[str, Entry[Dimension]]
    layouts: dict[str, Entry[Layout]]
    styles: dict[str, Entry[StyleFile]]
    wages: dict[WageKey, Wage]
    known: dict[str, frozenset[str]] = field(default_factory=dict)
    """Kind → every slug that a file gives, the faulty ones too: a reference to one is no fault."""

    def note_known(self, findings: Findings) -> None:
        """Remember the slugs; called once, before the cross-checks."""
        for kind, entries in self._by_kind().items():
            self.known[kind] = frozenset({*entries, *findings.faulty_slugs(kind)})
        handouts = self.project.record.handouts if self.project else {}
        self.known["handouts"] = frozenset({*handouts, *findings.faulty_slugs("handouts")})

    def _by_kind(self) -> Mapping[str, Mapping[str, Entry[Record]]]:
        return {
            "roles": self.roles,
            "certifications": self.certifications,
            "comparisons": self.comparisons,
            "decisions": self.decisions,
            "states": self.states,
            "audiences": self.audiences,
            "sources": self.sources,
            "dimensions": self.dimensions,
            "layouts": self.layouts,
            "styles": self.styles,
        }

    def entries(self) -> Iterator[Entry[Record]]:
        """Every record that has a file, or a place in one."""
        for entries in self._by_kind().values():
            yield from entries.values()

    @property
    def postal_codes(self) -> frozenset[str]:
        """The codes of the project's states, and the nation's."""
        codes = {str(e.record.postal) for e in self.states.values()}
        return frozenset({*codes, *(s.upper() for s in self.known["states"]), NATION})
