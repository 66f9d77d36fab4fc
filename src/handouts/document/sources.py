"""The sources of what a sheet prints: one by one, or in few words by what the facts are about."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import field, replace
from typing import Final, Self

from handouts.canonical import UNCOUNTED
from handouts.characters import NO_BREAK
from handouts.diagnostics import Span
from handouts.document.blocks import Block
from handouts.document.text import Leaf, RichText, Run, plain
from handouts.frozen import dataclass

_FEW: Final = 2
"""So many sources without a name of few words are named all the same; more are told by their kinds."""

_OTHERWISE: Final = "Also"
"""Over sources of which no block says what its facts are about."""


@dataclass(frozen=True, slots=True)
class SourceEntry:
    """One source as the list prints it; several with one text share a number.

    ``note`` is its name and ``back`` the link to the first figure that stands for it, if there is
    one.
    """

    source: str
    text: RichText
    number: int = 0
    note: str = ""
    back: str | None = None
    topics: tuple[str, ...] = ()
    """What the facts are about that rest on it."""
    brief: str = ""
    """What names it in a list by topic."""
    kind: tuple[int, str] = (0, "")
    """The rank of its kind, and the kind in words, for a source that nothing names in brief."""
    checked: tuple[str, str] = ("", "")
    """The month in which it was read, as it sorts and as it is printed."""
    credit: bool = False
    """Whether a licence asks for its name: it comes last in a list by topic."""
    span: Span | None = field(default=None, compare=False, metadata=UNCOUNTED)


def cited_in(entries: Iterable[SourceEntry], blocks: Sequence[Block]) -> tuple[SourceEntry, ...]:
    """The entries that these blocks cite, each with what the facts are about that rest on it."""
    cited = {source for block in blocks for source in block.citations}
    about: dict[str, dict[str, None]] = {}
    for block in blocks:
        for topic, sources in block.topics:
            for source in sources:
                about.setdefault(source, {})[topic] = None
    return tuple(
        replace(entry, topics=tuple(about.get(entry.source, ())))
        for entry in entries
        if entry.source in cited
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceList(Block):
    """The sources of what is printed, one small paragraph. Leaf: ``ID``.

    By topic it says in few words whose facts they are, and the whole list is only read:
    ``ID/source0`` and so on.
    """

    title: str
    entries: tuple[SourceEntry, ...]
    closing: str = ""
    closing_title: str = ""
    """Bold words that set it off from the last source."""
    numbered: bool = True
    """Whether figures in the text lead to its entries."""
    whole_at: str = ""
    """Where the whole list stands, if this one is by topic."""

    @property
    def text(self) -> RichText:
        """The paragraph that is printed; empty when there are no sources and nothing else to say."""
        if not (self.entries or self.closing):
            return ()
        runs: list[Run] = [Run(self.title, bold=True)]
        runs += self._by_topic() if self.whole_at else self._one_by_one()
        return (*runs, *self._ending()) if self.closing else tuple(runs)

    @property
    def heard(self) -> tuple[RichText, ...]:
        """The entries of a list by topic, for who hears it."""
        return tuple(_unlinked(one.text) for one in self._distinct()) if self.whole_at else ()

    def leaves(self) -> Iterator[Leaf]:
        """The paragraph that is printed, and what is only read of a list by topic."""
        yield self.id, self.text
        for number, text in enumerate(self.heard):
            yield f"{self.id}/source{number}", text

    def having(self, entries: Iterable[SourceEntry]) -> Self:
        """The list with other entries."""
        return replace(self, entries=tuple(entries))

    def _distinct(self) -> tuple[SourceEntry, ...]:
        """Sources of one publisher may share a credit line, which then stands once."""
        once = {entry.text: entry for entry in reversed(self.entries)}
        return tuple(reversed(once.values()))

    def _one_by_one(self) -> Iterator[Run]:
        note = ""
        for number, entry in enumerate(self._distinct()):
            note = entry.note
            yield Run("; " if number and not entry.number else " ")
            if entry.number:
                yield Run(f"[{entry.number}]", bold=True, link=entry.back, note=note)
                yield Run(NO_BREAK, note=note)
            yield from (run._replace(note=note) if note else run for run in entry.text)
        if self.entries:
            yield Run(".", note=note)

    def _by_topic(self) -> Iterator[Run]:
        others = [one for one in self.entries if not one.brief]
        few = len({one.text for one in others}) <= _FEW
        named = [
            one if one.brief else replace(one, brief=plain(one.text))
            for one in self.entries
            if one.brief or few
        ]
        for said in _named([one for one in named if not one.credit]):
            yield Run(f" {said}")
        if others and not few:
            yield Run(f" {_by_kind(others)}")
        for said in _named([one for one in named if one.credit]):
            yield Run(f" {said}")
        count = len(self._distinct())
        if count:
            whole = f"All {count}" if count > 1 else "In full"
            yield Run(f" {whole}, with dates: ")
            yield Run(f"{self.whole_at}.")

    def _ending(self) -> RichText:
        if self.entries and self.closing_title:
            title = Run(self.closing_title, bold=True)
            return (Run(" "), title, Run(f"{NO_BREAK}{self.closing}"))
        return (Run(f" {self.closing}"),)


def _named(entries: Iterable[SourceEntry]) -> Iterator[str]:
    """Sources for the same topics together, as in ``Pay: BLS OEWS, May 2025``."""
    groups: dict[tuple[str, ...], dict[str, None]] = {}
    for one in entries:
        groups.setdefault(one.topics, {})[one.brief] = None
    for topics, names in groups.items():
        yield f"{_about(topics)}: {'; '.join(names)}."


def _by_kind(entries: Sequence[SourceEntry]) -> str:
    """Kinds of sources, and when they were read, as in ``Rules: laws and agencies, checked Nov 2026``."""
    topics = tuple(dict.fromkeys(topic for one in entries for topic in one.topics))
    kinds = ", ".join(kind for _, kind in sorted({one.kind for one in entries}))
    first, *later = sorted({one.checked for one in entries})
    return f"{_about(topics)}: {kinds}, checked {first[1]}{' or later' if later else ''}."


def _about(topics: tuple[str, ...]) -> str:
    first, *others = topics or (_OTHERWISE,)
    return ", ".join([first, *map(_lowered, others)])


def _lowered(topic: str) -> str:
    """The topic within a row of topics; a name of capitals stays."""
    return topic if topic[1:2].isupper() else topic[:1].lower() + topic[1:]


def _unlinked(text: RichText) -> RichText:
    return tuple(run._replace(link=None) for run in text)
