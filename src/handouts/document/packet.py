"""A packet: several documents, bound into one."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from handouts.diagnostics import Diagnostic
from handouts.document.binding import Bibliography, Contents, ContentsEntry, Section
from handouts.document.blocks import Block, Heading
from handouts.document.reading import changed, walk
from handouts.document.running import RunningText
from handouts.document.text import Origin, plain
from handouts.document.whole import Document
from handouts.frozen import dataclass


@dataclass(frozen=True, slots=True)
class Part:
    """One handout of a packet, composed as it is alone."""

    handout: str
    document: Document
    recto: bool = False
    """Whether it starts on a right-hand page."""


@dataclass(frozen=True, slots=True)
class Packet:
    """Documents in the order in which they are bound; ``duplex`` starts each on a right-hand page."""

    parts: tuple[Part, ...]
    duplex: bool = False

    @property
    def expires(self) -> date | None:
        """The last day on which all facts of all parts hold."""
        days = (part.document.expires for part in self.parts)
        return min((day for day in days if day), default=None)

    @property
    def origins(self) -> Iterator[Origin]:
        """What its parts print of the data."""
        for part in self.parts:
            yield from part.document.origins

    @property
    def warnings(self) -> tuple[Diagnostic, ...]:
        """What was noticed while the parts were composed."""
        return _warnings(self.parts)


def _warnings(parts: Iterable[Part]) -> tuple[Diagnostic, ...]:
    return tuple(w for p in parts for w in in_part(p.handout, p.document.warnings))


def bound(parts: Iterable[Part], pages: Iterable[range]) -> Document:
    """One document of the parts as they are printed, each on the ``pages`` of these numbers.

    The first one gives the packet its title. Its heading of the first level is the only one: the
    headings of the other parts go down by a level.
    """
    parts = tuple(parts)
    first = parts[0].document
    sections = tuple(
        Section(
            id=part.handout,
            name=part.handout,
            title=part.document.label,
            blocks=_lowered((*part.document.body, *part.document.foot), 1 if number else 0),
            header=part.document.header,
            footer=part.document.footer,
            pages=numbers,
        )
        for number, (part, numbers) in enumerate(zip(parts, pages, strict=True))
    )
    return replace(
        first,
        pages=None,
        at_most=None,
        header=RunningText(),
        footer=RunningText(),
        body=sections,
        foot=(),
        warnings=_warnings(parts),
    )


def _lowered(blocks: tuple[Block, ...], by: int) -> tuple[Block, ...]:
    return changed(blocks, Heading, lambda heading: replace(heading, level=heading.level + by))


def all_blocks(document: Document) -> tuple[Block, ...]:
    """Every block of a document, the inner ones too, in reading order."""
    return tuple(walk((*document.body, *document.foot)))


def by_part(document: Document) -> dict[str, tuple[Block, ...]]:
    """The blocks of each part of a bound document, by its name; those of no part under the empty name."""
    outside = (b for b in (*document.body, *document.foot) if not isinstance(b, Section))
    parts = {b.id: b.blocks for b in document.body if isinstance(b, Section)}
    return {"": tuple(outside), **parts}


def citations(documents: Iterable[Document]) -> tuple[str, ...]:
    """The sources of several documents in order of first use, each once."""
    blocks = (block for document in documents for block in all_blocks(document))
    return tuple(dict.fromkeys(source for block in blocks for source in block.citations))


def opening(blocks: tuple[Block, ...]) -> str:
    """The leaf at which a part begins: its first heading, else its first text; empty for none."""
    inner = tuple(walk(blocks))
    headings = (block.id for block in inner if isinstance(block, Heading))
    texts = (name for block in inner for name, text in block.leaves() if plain(text).strip())
    return next(headings, "") or next(texts, "")


def with_contents(document: Document, entries: dict[str, ContentsEntry]) -> Document:
    """The document with these entries, by part, in its contents."""
    return document.with_each(
        Contents, lambda b: replace(b, entries=tuple(entries[e.part] for e in b.entries))
    )


def with_sources(document: Document, cited: Iterable[str]) -> Document:
    """The document with only these sources in its bibliography, and without bars over none."""
    kept = frozenset(cited)
    document = document.with_each(Bibliography, lambda block: _narrowed(block, kept))
    lists = [block for block in all_blocks(document) if isinstance(block, Bibliography)]
    bars = frozenset(block.head for block in lists if not block.items)
    return document.without(bars)


def _narrowed(block: Bibliography, kept: frozenset[str]) -> Bibliography:
    pairs = [p for p in zip(block.sources, block.items, strict=True) if p[0] in kept]
    return replace(block, sources=tuple(s for s, _ in pairs), items=tuple(i for _, i in pairs))


def in_part(part: str, diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """The diagnostics with the part of the packet in which each was found."""
    return tuple(replace(diagnostic, part=part) for diagnostic in diagnostics)
