"""What a block prints from the data: its sources, dates and origins, noted as it is printed."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from handouts.characters import NO_BREAK
from handouts.compose.templates.indentation import laid_out
from handouts.compose.templates.markdown import UnsupportedMarkdownError, parse, texts_of
from handouts.compose.templates.sourced import Sourced
from handouts.compose.templates.typography import typographic
from handouts.diagnostics import Span
from handouts.document import Origin, plain
from handouts.model.base import Fact, MarkdownFact, MarkdownText, Text

# A value of the data as it stands in print.


def as_printed(origin: Origin) -> str:
    """The words of a value as printed, without marks of emphasis and with plain spaces."""
    text = typographic(origin.text)
    if origin.markup:
        text = _unmarked(text)
    return " ".join(text.replace(NO_BREAK, " ").split())


def _unmarked(text: str) -> str:
    try:
        parts = parse(laid_out(text.strip()))
    except UnsupportedMarkdownError:
        return text
    return " ".join(map(plain, texts_of(parts)))


@dataclass(slots=True)
class PrintedData:
    """Collects the sources, places and facts of what one block prints, in order of first use."""

    citations: dict[str, None] = field(default_factory=dict)
    places: dict[tuple[str, Span, bool], Origin] = field(default_factory=dict)
    """Keys are a text, its place, and whether it is a fact."""
    facts: list[Fact] = field(default_factory=list)
    """All facts that are printed, or that a printed value rests on."""

    def note_fact(self, fact: Fact, printed: str = "", basis: Iterable[Fact] = ()) -> None:
        """Note a fact that is printed: as it is, or as ``printed``; it may rest on others too."""
        facts = (fact, *basis)
        sources = dict.fromkeys([str(s) for one in facts for s in one.sources])
        self.citations.update(sources)
        self.facts += facts
        span = fact.text.span
        if span is None:
            return
        text = printed or str(fact)
        key = (text, span, True)
        if key not in self.places:
            self.places[key] = Origin(
                text,
                span,
                tuple(sources),
                str(fact.as_of or ""),
                fact.checked.isoformat() if fact.checked else "",
                fact.confidence or "",
                str(fact.note or ""),
                isinstance(fact, MarkdownFact),
            )

    def note_text(self, text: str, span: Span | None) -> None:
        """Note a string of the data that is printed."""
        if span is not None:
            key = (text, span, False)
            if key not in self.places:
                self.places[key] = Origin(str(text), span, markup=isinstance(text, MarkdownText))

    @property
    def origins(self) -> tuple[Origin, ...]:
        """What was printed, and where it was written."""
        return tuple(self.places.values())

    def note(self, value: object) -> None:
        """Note whatever is printed; only facts and placed strings leave a trace.

        A value that was made of others is traced to each of these.
        """
        if isinstance(value, Fact):
            self.note_fact(value)
        elif isinstance(value, Sourced):
            for one in value.made_of if str(value).strip() else ():
                self.note(one)
        elif isinstance(value, Text):
            self.note_text(value, value.span)
