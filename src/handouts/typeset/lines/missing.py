"""Characters that the fonts cannot draw, found before anything is set."""

import unicodedata
from collections.abc import Iterator
from typing import Final

from handouts.characters import described, is_emoji, unset_script
from handouts.diagnostics import Diagnostic, Span
from handouts.document import (
    Block,
    Document,
    Figure,
    RichText,
    Run,
    RunningText,
    SourceList,
    plain,
    walk,
)
from handouts.kept import kept
from handouts.style import Face
from handouts.typeset.lines.metrics import Metrics

_FACES: tuple[Face, ...] = ("400", "600", "700")
_ITALICS: tuple[Face, ...] = ("400i", "600i", "700i")

_SELECTORS: Final = frozenset("\ufe0e\ufe0f\u20e3\u200d")
"""Characters that only say how the character before them looks."""

_PICTURED: Final = "\ufe0f"
"""The selector after a sign that is to be shown as a picture."""

MOST_MARKS: Final = 2
"""Marks that one letter may carry beside the ones that are part of it (Vietnamese has two)."""


def missing_glyphs(document: Document, metrics: Metrics) -> tuple[Diagnostic, ...]:
    """A diagnostic for each character of the document that a face lacks, with its place."""
    if not _may_lack(document, metrics):
        return ()
    found = []
    for block in walk((*document.body, *document.foot)):
        for text in _texts(block):
            found += [_diagnostic(c, block, text) for c in _missing(text, metrics)]
    for line in (document.header, document.footer):
        for text in (line.left, line.right):
            found += [_diagnostic(c, line, text) for c in _missing(text, metrics)]
    return tuple(dict.fromkeys(found))


def _may_lack(document: Document, metrics: Metrics) -> bool:
    """Whether a closer look is needed: at marks, at scripts that are not set, at what a face lacks."""
    parts = [
        run.text for line in (document.header, document.footer) for run in (*line.left, *line.right)
    ]
    for block in walk((*document.body, *document.foot)):
        for text in _texts(block):
            parts += [run.text for run in text]
    said = "".join(parts).replace("\n", "")  # the end of a line is drawn by nothing
    return not all(_is_plain(character, metrics) for character in set(said))


@kept(most=1_024)  # a language needs some two hundred; texts that need more are looked at closely
def _is_plain(character: str, metrics: Metrics) -> bool:
    """Whether it is one letter or sign of a script that is set, and every face has it."""
    if unicodedata.combining(character) or unset_script(character):
        return False
    return not any(metrics.missing(character, face) for face in (*_FACES, *_ITALICS))


def _texts(block: Block) -> Iterator[RichText]:
    yield from (text for _, text in block.leaves())
    if isinstance(block, Figure):
        yield from ((Run(text),) for text in block.said())


def _missing(text: RichText, metrics: Metrics) -> tuple[str, ...]:
    """What cannot be drawn, or not correctly: lone characters, and marks heaped on one letter."""
    found: dict[str, None] = {}
    for run in text:
        if run.text.isascii() and run.text.isprintable():
            continue
        for face in _ITALICS if run.italic else _FACES:
            found.update(dict.fromkeys(metrics.missing(run.text.replace("\n", " "), face)))
        found.update((c, None) for c in dict.fromkeys(run.text) if unset_script(c))
        found.update((heap[-1], None) for heap in _heaps(run.text))
    return _one_of_each_script(tuple(found))


def _one_of_each_script(characters: tuple[str, ...]) -> tuple[str, ...]:
    """A whole text in another writing system is one fault, not one for each letter."""
    kept: dict[str, str] = {}
    for character in characters:
        kept.setdefault(unset_script(character) or character, character)
    alone = [c for c in kept.values() if c not in _SELECTORS]
    return tuple(alone or kept.values())


def _heaps(text: str) -> Iterator[str]:
    """Marks that are one too many for their letter, or that have none."""
    count, before = 0, " "
    for character in text:
        count = count + 1 if unicodedata.combining(character) else 0
        if count == MOST_MARKS + 1 or (count == 1 and before.isspace()):
            yield character
        before = character


def _diagnostic(character: str, block: Block | RunningText, text: RichText) -> Diagnostic:
    return _no_glyph(character, plain(text), _place(character, block))


def _place(character: str, block: Block | RunningText) -> Span | None:
    """The place of the character itself if that is known, else of its value or its block."""
    small = character.casefold()  # a template may have changed what the data hold
    places = [o.span for o in block.origins if small in o.text.casefold()]
    if isinstance(block, SourceList):
        places += [e.span for e in block.entries if e.span and character in plain(e.text)]
    around = [*places, block.span] if block.span else places
    exact = (place for span in around for sign in (character, small) if (place := span.of(sign)))
    return next(exact, None) or next(iter(around), None)


def _no_glyph(character: str, text: str, span: Span | None) -> Diagnostic:
    place = text.find(character)
    near = f"in “{text[max(place - 12, 0) : place + 13].strip()}”"
    script = unset_script(character)
    if script:
        code, message = "unsupported-script", f"{script} is not supported yet, {near}"
        remedy = "Write it in Latin letters, or leave it out"
    elif is_emoji(character) or text[place + 1 : place + 2] == _PICTURED:
        code = "emoji"
        shown = text[max(place - 1, 0) : place + 1] if character in _SELECTORS else character
        message = f"the emoji `{shown}` ({described(character)}) cannot be printed, {near}"
        remedy = "Say it in words, or leave it out"
    elif unicodedata.combining(character):
        code = "heaped-marks" if any(_heaps(text)) else "missing-glyph"
        message = f"a letter cannot carry the mark {described(character)} here, {near}"
        remedy = "Write the letter with the marks of its language only"
    else:
        code = "missing-glyph"
        message = f"the fonts have no `{character}` ({described(character)}), {near}"
        remedy = "Write it in another way, or leave it out"
    return Diagnostic(code, message, remedy, span)
