"""The exact line and column of a character that was found in a value, read from its file again."""

import re
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from handouts import PROJECT_FILE
from handouts.diagnostics import Diagnostic, HandoutsError, Span
from handouts.edition import Recipient
from handouts.load.yaml_tree.texts import LARGEST_TABLE, place_in, read_text


@contextmanager
def exact_places(root: str, recipient: Recipient | None) -> Iterator[None]:
    """Let faults name the character itself, and not only the value that it stands in.

    A cell of the recipient's table is as exact as a table gets. A template may have changed what
    it holds (``{{ recipient.name | upper }}``), which then has no place: the character tells it.

    Raises:
        HandoutsError: the one that came, with better places.
    """
    try:
        yield
    except HandoutsError as fault:
        if not any(d.character for d in fault.diagnostics):
            raise
        raise HandoutsError(*(_placed(d, root, recipient) for d in fault.diagnostics)) from fault


def _placed(diagnostic: Diagnostic, root: str, recipient: Recipient | None) -> Diagnostic:
    span = diagnostic.span
    if not diagnostic.character or span is None:
        return diagnostic
    if recipient is not None and span.file == recipient.file:
        return diagnostic
    sought = diagnostic.character
    place = (
        character_place(root, span, sought)
        or (recipient.place_with(sought) if recipient is not None else None)
        # Layouts print the publisher's name, which has no place of its own.
        or character_place(root, Span(PROJECT_FILE, 1, 1), sought)
        or character_place(root, Span(span.file, 1, 1), sought)
    )
    return replace(diagnostic, span=place or span)


def character_place(root: str, start: Span, character: str) -> Span | None:
    """Where a character stands first from a place on, as itself, decomposed or as an escape."""
    try:
        text = read_text(Path(root) / start.file, start.file, LARGEST_TABLE)
    except HandoutsError:
        return None
    found = _forms(character).search(text, _offset(text, start))
    return place_in(text, found.start(), start.file) if found else None


def _offset(text: str, place: Span) -> int:
    lines = text.split("\n")[: max(place.line - 1, 0)]
    return sum(len(line) + 1 for line in lines) + max(place.column - 1, 0)


def _forms(character: str) -> re.Pattern[str]:
    code = ord(character)
    forms = [re.escape(character), rf"\\u(?i:{code:04x})", rf"\\U(?i:{code:08x})"]
    if code < 0x100:
        forms.append(rf"\\x(?i:{code:02x})")
    decomposed = unicodedata.normalize("NFD", character)
    if decomposed != character:
        forms.append(re.escape(decomposed))
    return re.compile("|".join(forms))
