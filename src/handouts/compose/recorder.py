"""What a block prints from the data: its sources, dates and origins, noted as it is printed."""

from dataclasses import dataclass, field
from datetime import date

from handouts.diagnostics import Span
from handouts.document import Origin
from handouts.model.base import Fact, Text


@dataclass(slots=True)
class Recorder:
    """Collects, in order of first use, what the facts of one block bring with them."""

    citations: dict[str, None] = field(default_factory=dict)
    places: dict[tuple[str, int], Origin] = field(default_factory=dict)
    """By text and the number of its place, which are cheap to look up."""
    newest: date | None = None
    expires: date | None = None
    """The first day on which a printed fact is out of date."""

    def note_fact(self, fact: Fact) -> None:
        """Note a fact that is printed."""
        self.note_sources(fact)
        if fact.checked is not None and (self.newest is None or fact.checked > self.newest):
            self.newest = fact.checked
        if fact.expires is not None and (self.expires is None or fact.expires < self.expires):
            self.expires = fact.expires
        self.note_text(fact.text, fact.span)

    def note_sources(self, fact: Fact) -> None:
        """Note what a fact rests on, without its text being printed."""
        for source in fact.sources:
            self.citations.setdefault(str(source))

    def note_text(self, text: str, span: Span | None) -> None:
        """Note a string of the data that is printed."""
        if span is not None:
            key = (text, id(span))
            if key not in self.places:
                self.places[key] = Origin(str(text), span)

    @property
    def origins(self) -> tuple[Origin, ...]:
        """What was printed, and where it was written."""
        return tuple(self.places.values())

    def note(self, value: object) -> None:
        """Note whatever is printed; only facts and placed strings leave a trace."""
        if isinstance(value, Fact):
            self.note_fact(value)
        elif isinstance(value, Text):
            self.note_text(value, value.span)
