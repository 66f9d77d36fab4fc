"""What an edition prints, fact by fact, for ``provenance.json``."""

from collections.abc import Collection, Mapping

from handouts.compose.templates.printed import as_printed
from handouts.document import Document, Origin, Packet, walk
from handouts.kept import kept
from handouts.model.records import Source
from handouts.pages import in_part
from handouts.pipeline import Composed
from handouts.write import CitedSource, PrintedFact


def printed_facts(
    composed: Composed, dropped: Collection[str], table: str
) -> tuple[PrintedFact, ...]:
    """The facts that stand outside the dropped blocks, in reading order, each once.

    Values from a ``table`` of recipients are not facts of the project.
    """
    documents = (one.without(in_part(dropped, part)) for part, one in _documents(composed))
    origins = (
        origin
        for document in documents
        for block in walk((*document.body, *document.foot))
        for origin in block.origins
        if origin.span.file != table
    )
    return tuple(dict.fromkeys(map(_fact, origins)))


def _documents(composed: Composed) -> tuple[tuple[str, Document], ...]:
    """The documents, each with its part of the packet."""
    if isinstance(composed, Packet):
        return tuple((part.handout, part.document) for part in composed.parts)
    return (("", composed),)


@kept(most=8_192)
def _fact(origin: Origin) -> PrintedFact:
    """The printed fact; neighbouring editions share one object, which goes to the parent once for all."""
    span = origin.span
    return PrintedFact(
        as_printed(origin),
        span.file,
        span.line,
        span.column,
        origin.sources,
        origin.as_of,
        origin.checked,
        origin.confidence,
        origin.note,
    )


def cited_sources(sources: Mapping[str, Source]) -> dict[str, CitedSource]:
    """The project's sources as they are written down."""
    return {
        slug: CitedSource(
            str(one.title),
            str(one.publisher),
            str(one.date),
            str(one.checked),
            str(one.url or ""),
            str(one.note or ""),
        )
        for slug, one in sources.items()
    }
