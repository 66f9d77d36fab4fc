"""How hard each sheet is to read, against the limit of its audience.

A part of a packet is a sheet of its own.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from statistics import median
from typing import Final

from handouts.audit.reading.grade import FEWEST_ALONE, Count, count
from handouts.audit.reading.running_text import place_of, running_text
from handouts.diagnostics import Diagnostic, Severity, Span
from handouts.document import Block, Document, Section
from handouts.edition import Edition
from handouts.model.library import Library

NAMED: Final = 3
"""Hardest sentences that a warning names."""

_QUOTE: Final = 90


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence as it is printed, its own grade, and where it was written."""

    text: str
    grade: float
    span: Span | None


@dataclass(frozen=True, slots=True)
class Reading:
    """One sheet's text: its count, and the hardest sentences where it is over the limit."""

    edition: str
    handout: str
    audience: str
    count: Count
    limit: int | None
    hardest: tuple[Sentence, ...] = ()

    @property
    def is_over(self) -> bool:
        """Whether it is harder than its audience allows."""
        grade = self.count.grade
        return grade is not None and self.limit is not None and grade > self.limit


@dataclass(frozen=True, slots=True)
class AudienceReading:
    """The grades of all sheets of one audience; ``highest`` is the sheet of the highest grade."""

    audience: str
    name: str
    limit: int | None
    sheets: int
    over: int
    median: float | None
    highest: Reading | None


def readings(edition: Edition, document: Document, library: Library) -> tuple[Reading, ...]:
    """The readings of an edition's printed document: one, or one for each part of a packet."""
    if not edition.bind:
        blocks = (*document.body, *document.foot)
        return (_reading(edition.name, edition.handout, edition, blocks, library),)
    return tuple(
        _reading(_part_name(edition, block.id), block.id, edition, block.blocks, library)
        for block in document.body
        if isinstance(block, Section)
    )


def _part_name(edition: Edition, handout: str) -> str:
    """The name of a part as an edition, so that a handout that is also built alone counts once."""
    return next((part.name for part in edition.bind if part.handout == handout), edition.name)


def _reading(
    name: str, handout: str, edition: Edition, blocks: tuple[Block, ...], library: Library
) -> Reading:
    easy = glossary(library)
    limit = library.audiences[edition.audience].reading_level
    found = tuple(running_text(blocks))
    counted = count((text for text, _ in found), easy)
    plainly = Reading(name, handout, edition.audience, counted, limit)
    if not plainly.is_over:
        return plainly
    return Reading(
        name, handout, edition.audience, counted, limit, _hardest(found, easy, library.root)
    )


def glossary(library: Library) -> frozenset[str]:
    """The excepted words, in lower case."""
    return frozenset(str(word).lower() for word in library.project.glossary)


def _hardest(
    found: Iterable[tuple[str, Block]], easy: frozenset[str], root: str
) -> tuple[Sentence, ...]:
    """The sentences of the highest grades, each once."""
    graded = {text: (count((text,), easy), block) for text, block in found}
    ranked = sorted(
        graded.items(), key=lambda one: (one[1][0].words < FEWEST_ALONE, -one[1][0].formula)
    )
    return tuple(
        Sentence(text, round(counted.formula, 1), place_of(text, block, root))
        for text, (counted, block) in ranked[:NAMED]
    )


def each_once(found: Iterable[Reading]) -> tuple[Reading, ...]:
    """The readings by name; of a sheet that is also bound in a packet, the harder reading."""
    kept: dict[str, Reading] = {}
    for reading in found:
        known = kept.get(reading.edition)
        if known is None or (reading.count.grade or 0.0) > (known.count.grade or 0.0):
            kept[reading.edition] = reading
    return tuple(kept[name] for name in sorted(kept))


def by_audience(found: tuple[Reading, ...], library: Library) -> tuple[AudienceReading, ...]:
    """The grades of every audience that has a text long enough for one."""
    return tuple(
        _summed(slug, str(record.name), record.reading_level, found)
        for slug, record in sorted(library.audiences.items())
    )


def _summed(slug: str, name: str, limit: int | None, found: tuple[Reading, ...]) -> AudienceReading:
    own = [(r.count.grade, r) for r in found if r.audience == slug]
    graded = [(grade, reading) for grade, reading in own if grade is not None]
    highest = max(graded, key=lambda one: one[0], default=(None, None))[1]
    middle = round(median(grade for grade, _ in graded), 1) if graded else None
    over = sum(reading.is_over for _, reading in graded)
    return AudienceReading(slug, name, limit, len(graded), over, middle, highest)


def hard_texts(found: Iterable[Reading], library: Library) -> Iterator[tuple[str, Diagnostic]]:
    """A warning for each text over its limit, by edition; equal texts of one handout share one warning."""
    groups: dict[tuple[str, ...], list[Reading]] = {}
    for reading in found:
        if reading.is_over:
            key = (reading.audience, reading.handout, *(s.text for s in reading.hardest))
            groups.setdefault(key, []).append(reading)
    for own in groups.values():
        worst = max(own, key=lambda reading: reading.count.grade or 0.0)
        warning = _warning(worst, str(library.audiences[worst.audience].name))
        yield from ((reading.edition, warning) for reading in own)


def _warning(reading: Reading, audience: str) -> Diagnostic:
    named = "; ".join(_named(sentence) for sentence in reading.hardest)
    return Diagnostic(
        "hard-to-read",
        f"`{reading.handout}` for {audience} reads at grade {reading.count.grade}, over the limit "
        f"of {reading.limit}. Hardest: {named}",
        "Make these sentences shorter, or use shorter words; put a word that readers must learn "
        "into `glossary` in `handouts.yaml`",
        reading.hardest[0].span if reading.hardest else None,
        Severity.WARNING,
    )


def _named(sentence: Sentence) -> str:
    text = sentence.text if len(sentence.text) <= _QUOTE else f"{sentence.text[: _QUOTE - 1]}…"
    place = f", {sentence.span.file}:{sentence.span.line}" if sentence.span else ""
    return f"“{text}” (grade {sentence.grade}{place})"
