"""Which facts the sheets print: composing notes the place of every value that it prints."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from handouts.audit.quality.facts import all_facts, kinds_of
from handouts.diagnostics import Span
from handouts.document import Document
from handouts.edition import Edition
from handouts.model.base import Fact
from handouts.model.library import Library
from handouts.model.records.source_kinds import only_repeated


def places_printed(document: Document) -> frozenset[Span]:
    """Where the values were written that a document prints, without what else a place knows."""
    spans = (origin.span for origin in document.origins)
    return frozenset(Span(span.file, span.line, span.column) for span in spans)


@dataclass(frozen=True, slots=True)
class Printing:
    """What all the sheets of a project print of its facts; a fact is known by its place."""

    sheets: int
    on: Mapping[Span, int]
    """The place of a fact → how many sheets print it, in its words or in its short ones."""
    audiences: Mapping[Span, frozenset[str]]
    """The place of a fact → for whom these sheets are."""
    resting: int
    """Sheets that print a fact which rests on lists alone."""
    citing: int
    """Sheets that print a fact which cites a list at all."""


class Gathering:
    """Gathers what sheets print, one after the other, so that no sheet has to be kept."""

    def __init__(self, library: Library) -> None:
        known = [fact for _, fact in all_facts(library) if fact.known]
        self._fact_at = {own: whole for fact in known for own, whole in _places(fact)}
        self._resting = _spans(fact for fact in known if rests_on_lists(fact, library))
        self._citing = _spans(fact for fact in known if cites_a_list(fact, library))
        self._on: Counter[Span] = Counter()
        self._audiences: defaultdict[Span, set[str]] = defaultdict(set)
        self._counts = [0, 0, 0]

    def receive(self, edition: Edition, places: frozenset[Span]) -> None:
        """Take what a sheet prints."""
        facts = {self._fact_at[place] for place in places if place in self._fact_at}
        self._on.update(facts)
        for fact in facts:
            self._audiences[fact].add(edition.audience)
        said = (True, bool(facts & self._resting), bool(facts & self._citing))
        self._counts = [count + one for count, one in zip(self._counts, said, strict=True)]

    def gathered(self) -> Printing:
        """What the sheets print that were taken so far."""
        audiences = {span: frozenset(own) for span, own in self._audiences.items()}
        sheets, resting, citing = self._counts
        return Printing(sheets, dict(self._on), audiences, resting, citing)


def rests_on_lists(fact: Fact, library: Library) -> bool:
    """Whether all that stands behind a fact repeats what others decide."""
    return only_repeated(kinds_of(fact, library))


def cites_a_list(fact: Fact, library: Library) -> bool:
    """Whether a source of no standing is among those of a fact."""
    return any(only_repeated((kind,)) for kind in kinds_of(fact, library))


def _spans(facts: Iterable[Fact]) -> frozenset[Span]:
    return frozenset(fact.span for fact in facts if fact.span)


def _places(fact: Fact) -> Iterator[tuple[Span, Span]]:
    """Where the words of a fact stand that a sheet may print, each with the place of the fact."""
    if fact.span is None:
        return
    yield fact.span, fact.span
    if fact.short is not None and fact.short.span is not None:
        yield fact.short.span, fact.span
