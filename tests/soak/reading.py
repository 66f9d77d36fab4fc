"""A finished file read back, apart from the program's own accounting: its tree, and its pages as a
viewer's text search finds them."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator

import pypdfium2

from handouts.compose import compose
from handouts.document import Block, Document, Section, plain, walk
from handouts.document.running import numbered
from handouts.model.library import Library
from handouts.pipeline import Made
from tests.support import tagtree
from tests.support.contents import running_texts

_BREAKS = re.compile("[\\s\u00ad\u2010\ufffe\x02-]+")
"""What may stand or not where a line ends: spaces, and hyphens of divided words."""


_LONG = 30
"""Letters of a word that no column has to hold in one piece."""

_WITHIN_A_LINE = {"Link", "Reference", "Note", "Span"}


def losses(made: Made, library: Library) -> Iterator[str]:
    """What the document says and the file does not."""
    yield from _in_the_tree(made)
    pages = _pages(made.data)
    yield from _on_the_pages(made, pages)
    yield from _running(made, library, pages)


def _in_the_tree(made: Made) -> Iterator[str]:
    """Texts in reading order are those of the document's leaves; figures have their words."""
    tagged = tagtree.read(made.data)
    yield from tagged.faults
    yield from (f"text without a mark: {text[:40]!r}" for text in tagged.unmarked)
    read = _words("".join(_read(tagged.root)))
    said = _words("\n".join(_told(made)))
    if read != said:
        at = next((n for n, (a, b) in enumerate(zip(read, said, strict=False)) if a != b), 0)
        one, other = (" ".join(words[at : at + 9]) for words in (read, said))
        yield f"“{one}” is read, and the document says “{other}”"
    figures = [node.alt for node in tagged.root.all("Figure")]
    if not all(figures):
        yield "a figure without words"


def _read(node: tagtree.Node) -> Iterator[str]:
    """The texts of a tree in order, without those of figures; elements within a line are part of it."""
    for kid in node.kids:
        if isinstance(kid, str):
            yield kid
        elif isinstance(kid, tagtree.Node) and kid.tag != "Figure":
            yield from _read(kid)
    if node.tag not in _WITHIN_A_LINE:
        yield "\n"


def _words(text: str) -> list[str]:
    return unicodedata.normalize("NFC", text).replace("\u00ad", "").split()


def _texts(made: Made) -> Iterator[str]:
    yield from _texts_of((*made.document.body, *made.document.foot))


def _texts_of(blocks: Iterable[Block]) -> Iterator[str]:
    for block in walk(tuple(blocks)):
        yield from (plain(text) for _, text in block.leaves())


def _told(made: Made) -> list[str]:
    """The texts of the tree: around those of the sheet, or of a packet's first part, stand the
    running lines of the first page."""
    document, first = made.document, made.pages.pages[0]
    parts = [b for b in document.body if isinstance(b, Section)]
    heads, feet = running_texts(first, "header"), running_texts(first, "footer")
    if not parts:
        return [*heads, *_texts_of((*document.body, *document.foot)), *feet]
    return [*heads, *_texts_of(parts[:1]), *feet, *_texts_of(parts[1:])]


def _pages(data: bytes) -> list[str]:
    file = pypdfium2.PdfDocument(data)
    try:
        return [_solid(page.get_textpage().get_text_range()) for page in file]
    finally:
        file.close()


def _solid(text: str) -> str:
    return _BREAKS.sub("", unicodedata.normalize("NFKC", text))


def _on_the_pages(made: Made, pages: list[str]) -> Iterator[str]:
    """Every word, and every letter as often as it is said."""
    whole = "".join(pages)
    # a page may end after a hyphen
    said = [_solid(word) for text in _texts(made) for word in text.replace("-", " ").split()]
    for word in dict.fromkeys(said):
        # a narrow column may hold two letters a line of what is longer; they are counted below
        if len(word) <= _LONG and not _stands(word, whole):
            yield f"“{word[:40]}” stands on no page"
            return
    missing = Counter("".join(said)) - Counter(whole)
    if missing:
        yield f"letters are missing on the pages: {dict(missing)}"


def _stands(word: str, whole: str) -> bool:
    """As one, or in pieces that are divided between columns or pages."""
    while word not in whole:
        at = next((n for n in range(len(word) - 1, 3, -1) if word[:n] in whole), 0)
        if not at:
            return False
        word = word[at:]
    return True


def _running(made: Made, library: Library, pages: list[str]) -> Iterator[str]:
    """Both running lines are on each page; in a packet, on each page those of one of its parts."""
    parts = made.edition.bind or (made.edition,)
    lines = [_patterns(compose(part, library), len(pages)) for part in parts]
    for number, page in enumerate(pages, 1):
        if page and not any(all(end.search(page) for end in ends) for ends in lines):
            yield f"the running lines are not on page {number}"
            return


def _patterns(document: Document, pages: int) -> list[re.Pattern[str]]:
    found = []
    for line in (document.header, document.footer):
        for end in (line.left, line.right):
            said = re.escape(_solid(plain(numbered(end, 1, pages) if pages == 1 else end)))
            found.append(re.compile(re.sub(r"\\\{pages?\\\}", r"\\d+", said)))
    return found
