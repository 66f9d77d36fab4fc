"""Numbers, texts and places as goldens show them: no id of a document, which may change at any time."""

from collections.abc import Iterator
from hashlib import sha256

from handouts.document import (
    Bibliography,
    Block,
    Document,
    Flowchart,
    RichText,
    SourceList,
    walk,
)
from handouts.document.packet import by_part
from handouts.document.references import FIRST
from handouts.document.running import RUNNING
from handouts.pages import in_file


def number(value: float) -> str:
    """Two decimals at most: less than anybody sees."""
    shown = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if shown == "-0" else shown


def numbers(*values: float) -> str:
    """Numbers with spaces between them."""
    return " ".join(map(number, values))


def size(width: float, height: float) -> str:
    """Width and height."""
    return f"{number(width)}×{number(height)}"


def quoted(text: str) -> str:
    """A text, with a sign for what cannot be seen."""
    signs = (c if c.isprintable() else "⍽" if c == "\u00a0" else ascii(c)[1:-1] for c in text)
    return f'"{"".join(signs)}"'


def traits(**values: str | float | None) -> str:
    """What is said of a thing, by name; what is ``None``, ``False`` or empty is not said."""
    said = {name.replace("_", " "): value for name, value in values.items() if _is_said(value)}
    return " ".join(_trait(name, value) for name, value in said.items())


def _is_said(value: str | float | None) -> bool:
    return value is not None and value is not False and value != ""


def _trait(name: str, value: str | float | None) -> str:
    if value is True:
        return name
    return f"{name} {number(value) if isinstance(value, int | float) else value}"


def digest(text: str) -> str:
    """A few digits that change with a text that is too long to be shown."""
    return sha256(text.encode()).hexdigest()[:8]


class Places:
    """Leaves and entries of sources by their order, where a document has ids for them.

    ``part`` is that of the packet in which they are looked up.
    """

    def __init__(self, document: Document) -> None:
        parts = [(p, b) for p, blocks in by_part(document).items() for b in walk(blocks)]
        names = dict.fromkeys(in_file(name, part) for part, b in parts for name in _leaves(b))
        notes = dict.fromkeys(in_file(name, part) for part, b in parts for name in _notes(b))
        self._leaves = {name: str(place) for place, name in enumerate(names, 1)}
        self._notes = {name: str(place) for place, name in enumerate(notes, 1)}
        self.part = ""

    def leaf(self, name: str | None) -> str:
        """The number of a leaf in reading order; ``-`` for none, ``head`` and ``foot`` for running lines."""
        if name is not None and name.startswith(RUNNING):
            return "head" if "header" in name else "foot"
        return "-" if name is None else self._leaves[in_file(name, self.part)]

    def target(self, link: str) -> str:
        """Where a link leads."""
        if not link.startswith("#"):
            return link
        name = in_file(link[1:], self.part)
        note = name.removesuffix(FIRST)
        if note in self._notes:
            return f"{'source' if note == name else 'first figure of source'} {self._notes[note]}"
        return f"leaf {self._leaves[name]}"

    def text(self, text: RichText) -> str:
        """A text with its manners and links."""
        found = []
        for run in text:
            said = quoted(run.text)[1:-1]
            said = f"<b>{said}</b>" if run.bold else said
            said = f"<i>{said}</i>" if run.italic else said
            found.append(f"<to {self.target(run.link)}>{said}</to>" if run.link else said)
        return f'"{"".join(found)}"'


def _leaves(block: Block) -> Iterator[str]:
    yield from (name for name, _ in block.leaves())
    if isinstance(block, Flowchart) and block.parts:
        yield from (f"{block.id}/{part}" for part in range(1, len(block.parts) + 1))
    elif hasattr(block, "alternative"):
        yield block.id


def _notes(block: Block) -> Iterator[str]:
    match block:
        case SourceList():
            yield from (entry.note for entry in block.entries if entry.note)
        case Bibliography():
            yield from (item.id for item in block.items)
