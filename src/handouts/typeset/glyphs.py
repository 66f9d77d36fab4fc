"""Characters that the fonts cannot draw, found before anything is set."""

import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from handouts.diagnostics import Diagnostic, Span
from handouts.document import (
    Block,
    Document,
    Flowchart,
    RichText,
    Run,
    WageChart,
    leaves,
    plain,
    walk,
)
from handouts.style import Face
from handouts.typeset.metrics import Metrics

_FACES: tuple[Face, ...] = ("400", "600", "700")
_ITALICS: tuple[Face, ...] = ("400i", "600i", "700i")


def missing_glyphs(document: Document, metrics: Metrics) -> tuple[Diagnostic, ...]:
    """A diagnostic for each character of the document that a face lacks, with its place."""
    if not _new_characters(document, metrics):
        return ()
    found = []
    for block in walk((*document.body, *document.foot)):
        for text in _texts(block):
            found += [_diagnostic(c, block, text) for c in _missing(text, metrics)]
    for line in (document.header, document.footer):
        for text in (line.left, line.right):
            found += [_no_glyph(c, plain(text), document.span) for c in _missing(text, metrics)]
    return tuple(dict.fromkeys(found))


def _new_characters(document: Document, metrics: Metrics) -> bool:
    """Whether there are characters that are not yet known to stand in every face."""
    parts = [
        run.text for line in (document.header, document.footer) for run in (*line.left, *line.right)
    ]
    for block in walk((*document.body, *document.foot)):
        for text in _texts(block):
            parts += [run.text for run in text]
    known = _known(metrics)
    new = set("".join(parts)) - known
    faces = (*_FACES, *_ITALICS)
    if any(metrics.missing("".join(new), face) for face in faces):
        return True
    known |= new
    return False


@lru_cache(maxsize=16)
def _known(metrics: Metrics) -> set[str]:
    """The characters that were found in every face of these metrics; it grows."""
    del metrics
    return set()


def _texts(block: Block) -> Iterator[RichText]:
    yield from (text for _, text in leaves(block))
    match block:
        case Flowchart():
            yield from ((Run(n.title), Run(n.text)) for n in block.nodes)
            yield from ((Run(e.label),) for e in block.edges)
        case WageChart():
            for series in block.series:
                yield (Run(series.name), *(Run(r.place) for r in series.ranges))


@lru_cache(maxsize=16_384)
def _missing(text: RichText, metrics: Metrics) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for run in text:
        if run.text.isascii() and run.text.isprintable():
            continue
        for face in _ITALICS if run.italic else _FACES:
            found.update(dict.fromkeys(metrics.missing(run.text, face)))
    return tuple(found)


def _diagnostic(character: str, block: Block, text: RichText) -> Diagnostic:
    origin = next((o.span for o in block.origins if character in o.text), block.span)
    return _no_glyph(character, plain(text), origin)


def _no_glyph(character: str, text: str, span: Span | None) -> Diagnostic:
    name = unicodedata.name(character, "an unnamed character")
    place = text.find(character)
    near = text[max(place - 12, 0) : place + 13].strip()
    return Diagnostic(
        "missing-glyph",
        f"the fonts have no `{character}` (U+{ord(character):04X}, {name.lower()}), in “{near}”",
        "Write it in another way, or leave it out",
        span,
    )
