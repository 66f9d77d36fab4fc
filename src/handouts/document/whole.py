"""One edition, composed."""

from dataclasses import dataclass, field, replace

from handouts.diagnostics import Diagnostic, Span
from handouts.document.blocks import Block, Callout, Columns, SourceList
from handouts.document.figures import OverlapDiagram, QrCode
from handouts.document.reading import walk
from handouts.document.text import RichText
from handouts.pages import Raster, Vector


@dataclass(frozen=True, slots=True)
class RunningText:
    """A running line, left and right; ``{page}`` and ``{pages}`` are filled in by ``typeset``."""

    left: RichText = ()
    right: RichText = ()
    logo: Raster | Vector | None = None
    """Stands before the left one, as furniture."""
    logo_height: float = 0.0


@dataclass(frozen=True, slots=True)
class PageFormat:
    """Size and margins of every page, in points."""

    width: float
    height: float
    top: float
    right: float
    bottom: float
    left: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One edition, composed. ``foot`` blocks stand at the foot of the last page."""

    title: str
    language: str
    publisher: str
    subject: str
    date: str
    """The printed date, ISO 8601; also the date in the metadata."""
    page: PageFormat
    style: str
    pages: int | None
    """At most so many pages; ``None`` for any number."""
    at_most: int | None = None
    """So many, where ``pages`` are too few whatever is done."""
    smallest: float | None
    span: Span | None = field(repr=False)
    header: RunningText
    footer: RunningText
    body: tuple[Block, ...]
    foot: tuple[Block, ...] = ()
    warnings: tuple[Diagnostic, ...] = field(default=(), repr=False)
    """What was noticed while it was composed, and fails nothing."""

    def without(self, dropped: frozenset[str]) -> "Document":
        """The document without the blocks of these ids, and without sources that only they cite."""
        if not dropped:
            return self
        body, foot = _without(self.body, dropped), _without(self.foot, dropped)
        cited = {c for block in walk((*body, *foot)) for c in block.citations}
        return replace(self, body=_still_cited(body, cited), foot=_still_cited(foot, cited))


def _without(blocks: tuple[Block, ...], dropped: frozenset[str]) -> tuple[Block, ...]:
    kept = (_thinned(b, dropped) for b in blocks if b.id not in dropped)
    return tuple(kept)


def _thinned(block: Block, dropped: frozenset[str]) -> Block:
    match block:
        case Columns():
            return replace(block, columns=tuple(_without(c, dropped) for c in block.columns))
        case Callout():
            return replace(block, blocks=_without(block.blocks, dropped))
        case OverlapDiagram():
            left, right = (_without(side, dropped) for side in (block.left, block.right))
            return replace(block, left=left, right=right)
        case QrCode():
            return replace(block, beside=_without(block.beside, dropped))
        case _:
            return block


def _still_cited(blocks: tuple[Block, ...], cited: set[str]) -> tuple[Block, ...]:
    return tuple(
        replace(b, entries=tuple(e for e in b.entries if e.source in cited))
        if isinstance(b, SourceList)
        else b
        for b in blocks
    )
