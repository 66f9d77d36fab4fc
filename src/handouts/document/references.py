"""Figures in the text that stand for sources, numbered in the order in which they are printed.

A composed text ends with the sources that it rests on (``Run.cites``). When it is known which blocks
are printed, figures take their place, ``[1, 3, 4, 5]``, and the list of sources is numbered and put in
order. Without such a list there are no figures. They are never drawn together as ``3–5``: nothing of
that would lead to 4, and who hears it hears two numbers and a dash.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import field, replace
from itertools import chain
from textwrap import shorten
from typing import Final

from handouts.characters import NO_BREAK
from handouts.document.binding import Bibliography, Section
from handouts.document.blocks import Block, ListItem
from handouts.document.reading import walk
from handouts.document.sources import SourceEntry, SourceList
from handouts.document.text import RichText, Run, plain
from handouts.document.whole import Document
from handouts.frozen import dataclass
from handouts.pages import in_file

_NOTE: Final = re.compile(r"#.*\.note([0-9]+)")

_MOST_UNBROKEN: Final = 4
"""Figures that stay on one line. More of them may be broken as words are: seven together are as wide as
half a line of a narrow column, which would stay white."""

_LONGEST_NAME: Final = 90
"""Characters of a source's text in the name of a link: enough to know it, and heard in five seconds."""

FIRST: Final = "^"
"""Appended to the name of a note: the name of the first figure that stands for it."""


@dataclass(frozen=True, slots=True)
class Listing:
    """Where sources are listed: the block's id, and which sources share an entry there."""

    block: str
    entries: Mapping[str, str]
    """Source → the first source with the same entry."""
    part: str = ""
    """The part of a packet with the list, if another part is being numbered."""
    parts: frozenset[str] = frozenset()
    """The blocks that the list consists of, if it is not one alone."""

    def note(self, number: int) -> str:
        """The name of the entry with a number."""
        return in_file(f"{self.block}.note{number}", self.part)

    def is_in(self, block: Block) -> bool:
        """Whether a block of the document that is being numbered is the list."""
        return not self.part and (self.block == block.id or block.id in self.parts)


@dataclass(frozen=True, slots=True)
class Numbers:
    """The figure of each entry, by its first source, and those that a text shows."""

    of: Mapping[str, int]
    named: frozenset[int]


NONE: Final = Numbers({}, frozenset())


def listing(document: Document) -> Listing | None:
    """The numbered list of sources of a document, a packet's before its own, if there is one."""
    blocks = tuple(walk((*document.body, *document.foot)))
    lists = [block for block in blocks if isinstance(block, Bibliography)]
    for first in lists[:1]:
        parts = [one for one in lists if one is first or (first.whole and one.whole == first.whole)]
        entries = chain.from_iterable(
            zip(one.sources, (item.text for item in one.items), strict=True) for one in parts
        )
        ids = frozenset(one.id for one in parts)
        return Listing(first.whole or first.id, _merged(entries), parts=ids)
    for block in blocks:
        if isinstance(block, SourceList) and block.numbered:
            return Listing(block.id, _merged((e.source, e.text) for e in block.entries))
    return None


def _merged(entries: Iterable[tuple[str, RichText]]) -> dict[str, str]:
    first: dict[RichText, str] = {}
    return {source: first.setdefault(text, source) for source, text in entries}


@dataclass(slots=True)
class References:
    """Puts figures into a document, again and again while it is fitted to its pages.

    ``before`` are the figures of the parts of a packet that stand before it.
    """

    where: Listing | None
    before: Numbers = NONE
    _known: dict[str, tuple[Block, tuple[tuple[str, ...], ...]]] = field(default_factory=dict)
    _made: dict[tuple[str, tuple[int, ...]], tuple[Block, Block]] = field(default_factory=dict)
    """Results by the block's id, each with the block it was made from. Without them, packets take a
    tenth longer."""

    def numbers(self, document: Document) -> Numbers:
        """The figures up to a document's end, in reading order; sources that no text names come last."""
        given, named = dict(self.before.of), set(self.before.named)
        blocks = tuple(walk((*document.body, *document.foot)))
        for block in blocks:
            named.update(self._counted(chain.from_iterable(self._cited(block)), given))
        for block in blocks:
            self._counted(block.citations, given)
        return Numbers(given, frozenset(named))

    def _cited(self, block: Block) -> tuple[tuple[str, ...], ...]:
        """The sources that each text of a block names, in their order."""
        found = self._known.get(block.id)
        if found is None or found[0] is not block:
            cites = tuple(own for _, text in block.leaves() if (own := _cites(text)))
            found = self._known[block.id] = (block, cites)
        return found[1]

    def _counted(self, cites: Iterable[str], given: dict[str, int]) -> list[int]:
        known = self.where.entries if self.where else {}
        entries = [known[source] for source in cites if source in known]
        return [given.setdefault(entry, len(given) + 1) for entry in entries]

    def put(self, document: Document) -> Document:
        """The document with its figures, and its list of sources numbered alike."""
        numbers = self.numbers(document)
        return replace(
            document,
            body=self._filled(document.body, numbers),
            foot=self._filled(document.foot, numbers),
        )

    def _filled(self, blocks: tuple[Block, ...], numbers: Numbers) -> tuple[Block, ...]:
        return tuple(self._one(block, numbers) for block in blocks)

    def _one(self, block: Block, numbers: Numbers) -> Block:
        match block:
            case Bibliography():
                return self._bibliography(block, numbers)
            case SourceList():
                return self._list(block, numbers)
            case _:
                whole = self._text(block, numbers)
                return whole.with_inner(lambda inner: self._filled(inner, numbers))

    def _text(self, block: Block, numbers: Numbers) -> Block:
        """The block with its figures; equal figures give the same object, whose setting is kept."""
        cites = self._cited(block)
        if not cites:
            return block
        key = block.id, tuple(self._figures(chain.from_iterable(cites), numbers))
        found = self._made.get(key)
        if found is None or found[0] is not block:
            ended = block.with_texts(lambda text: self._ended(text, numbers))
            found = self._made[key] = (block, ended)
        return found[1]

    def _figures(self, cites: Iterable[str], numbers: Numbers) -> list[int]:
        known = self.where.entries if self.where else {}
        return [numbers.of[known[source]] for source in cites if source in known]

    def _ended(self, text: RichText, numbers: Numbers) -> RichText:
        """The text, then a space and the figures for its sources.

        The space may end a line: figures that find no room would drag a word with them.
        """
        cites = _cites(text)
        if not cites:
            return text
        said, figures = text[:-1], self._figures(cites, numbers)
        if self.where is None or not figures:
            return said
        last = said[-1]
        if last.link or last.bold or last.italic:
            said = (*said, Run(" "))
        else:
            said = (*said[:-1], last.with_text(f"{last.text} "))
        return (*said, *self._bracketed(figures, self.where))

    def _bracketed(self, figures: list[int], where: Listing) -> Iterator[Run]:
        """``[2, 4, 5]``, each figure a link of its own into the list."""
        *others, last = sorted(set(figures))
        after = f",{NO_BREAK}" if len(others) < _MOST_UNBROKEN else ", "
        opening = "["
        for figure in (*others, last):
            note = where.note(figure)
            closing = "]" if figure == last else after
            yield Run(f"{opening}{figure}{closing}", link=f"#{note}", note=note)
            opening = ""

    # The list

    def _list(self, block: SourceList, numbers: Numbers) -> Block:
        where = self.where
        if where is None or not where.is_in(block):
            return block
        entries = [self._entry(entry, where, numbers) for entry in block.entries]
        return replace(block, entries=tuple(sorted(entries, key=lambda entry: entry.number)))

    def _entry(self, entry: SourceEntry, where: Listing, numbers: Numbers) -> SourceEntry:
        number = numbers.of.get(where.entries.get(entry.source, entry.source))
        if number is None:
            return entry
        back = self._back(where, number, numbers)
        return replace(entry, number=number, note=where.note(number), back=back)

    def _bibliography(self, block: Bibliography, numbers: Numbers) -> Block:
        where = self.where
        if where is None or not where.is_in(block):
            return block
        found: dict[int, tuple[str, ListItem]] = {}
        for source, item in zip(block.sources, block.items, strict=True):
            number = numbers.of.get(where.entries.get(source, source))
            if number is not None:
                found.setdefault(number, (source, item))
        items = tuple(
            replace(
                found[n][1], id=where.note(n), label=f"[{n}]", back=self._back(where, n, numbers)
            )
            for n in sorted(found)
        )
        sources = tuple(found[n][0] for n in sorted(found))
        return replace(block, sources=sources, items=items, numbering="decimal")

    def _back(self, where: Listing, number: int, numbers: Numbers) -> str | None:
        return f"#{where.note(number)}{FIRST}" if number in numbers.named else None


def leads_to_note(link: str | None) -> bool:
    """Whether a run's link leads to the entry of a source."""
    return link is not None and _NOTE.fullmatch(link) is not None


def source_names(document: Document) -> dict[str, str]:
    """What a link is called that leads to an entry of a list of sources.

    By the name of the entry in the file: two links are called alike only where they lead to one place.
    """
    names: dict[str, str] = {}
    for block in document.body:
        part = block.id if isinstance(block, Section) else ""
        for name, number, text in _listed((block, *(() if part else document.foot))):
            said = shorten(plain(text).replace(NO_BREAK, " "), _LONGEST_NAME, placeholder=" …")
            names[in_file(name, part)] = f"Source {number}: {said}"
    return names


def _listed(blocks: Iterable[Block]) -> Iterator[tuple[str, str, RichText]]:
    """Name, number and text of every numbered entry."""
    for block in walk(tuple(blocks)):
        if isinstance(block, SourceList):
            for entry in block.entries:
                if entry.number:
                    yield entry.note, str(entry.number), entry.text
        elif isinstance(block, Bibliography):
            for item in block.items:
                yield item.id, item.label.strip("[]"), item.text


def _cites(text: RichText) -> tuple[str, ...]:
    return text[-1].cites if text else ()
