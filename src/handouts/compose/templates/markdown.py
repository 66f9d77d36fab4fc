"""Markdown text to paragraphs, lists and rich text; literal text to Markdown that means itself."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from operator import attrgetter
from typing import Final, Self

from markdown_it import MarkdownIt
from markdown_it.token import Token

from handouts.characters import INVISIBLE, invisible
from handouts.document import RichText, Run
from handouts.kept import kept

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>()#+\-.!|~&=])")
_SPACES = re.compile(r"[ \t\r\n]+")
_ADDRESS = re.compile(r"(https?://|mailto:|tel:)[^\s/?#]", re.IGNORECASE)
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_UNMARKED = re.compile(
    r"(?![- \u00a0+*#=>~|]|[0-9]{1,9}[.)])"
    r"(?:[^\s\\`*_\[\]<>&!\x00]|\\[!-/:-@\[-`{-~]| (?=[^ ])|\u00a0(?=\S))+"
)
"""A line in which every mark is escaped: nearly all that a template prints."""


def literal(text: str) -> str:
    """Markdown that prints as exactly this text, on one line."""
    return _SPECIAL.sub(r"\\\1", one_line(text))


def one_line(text: str) -> str:
    """The text with one space for all white space at which a line may end; none at its ends."""
    return _SPACES.sub(" ", text).strip(" ")


SIGN: Final = "\U000f0000"
"""A private character of Unicode, which no text of a project holds; with a number between two of
them, it stands for the sources of what a leaf printed there."""

_PLACEHOLDER = re.compile(f"{SIGN}([0-9]+){SIGN}")


def placeholder(number: int) -> str:
    """What is put into Markdown behind the value of this number, and comes out with the text."""
    return f"{SIGN}{number}{SIGN}"


def cited(text: RichText, sources: Sequence[tuple[str, ...]]) -> RichText:
    """The text with its placeholders read: runs without text, which name the sources of that number."""
    if not sources:
        return text
    runs: list[Run] = []
    for run in text:
        said = _PLACEHOLDER.split(run.text)
        for words, number in zip(said[::2], (*said[1::2], ""), strict=True):
            if words:
                runs.append(run.with_text(words))
            if number:
                runs.append(Run("", cites=sources[int(number)]))
    return tuple(runs)


def _placeholders(text: str) -> str:
    return "".join(found[0] for found in _PLACEHOLDER.finditer(text))


def _without_placeholders(text: str) -> str:
    return _PLACEHOLDER.sub("", text) if SIGN in text else text


@dataclass(frozen=True, slots=True)
class MarkdownParagraph:
    """One paragraph."""

    text: RichText

    def citing(self, sources: Sequence[tuple[str, ...]]) -> Self:
        """The same with its placeholders read."""
        return replace(self, text=cited(self.text, sources))


@dataclass(frozen=True, slots=True)
class MarkdownList:
    """One list; ``ordered`` counts from ``start``."""

    items: tuple[RichText, ...]
    ordered: bool = False
    start: int = 1

    def citing(self, sources: Sequence[tuple[str, ...]]) -> Self:
        """The same with the placeholders of its items read."""
        return replace(self, items=tuple([cited(item, sources) for item in self.items]))


class UnsupportedMarkdownError(ValueError):
    """A construct that a handout's text may not hold; ``line`` counts from 1."""

    def __init__(self, construct: str, line: int) -> None:
        super().__init__(f"{construct} cannot stand in a text")
        self.line = line


@cache
def _parser() -> MarkdownIt:
    # a line such as `[a]: b` would define an address, and vanish
    # and what leads nowhere is refused aloud by ``_target``, not printed with its brackets
    parser = MarkdownIt("commonmark", {"html": False}).disable("reference")
    parser.validateLink = lambda url: True  # type: ignore[method-assign]  # noqa: ARG005
    usual = parser.normalizeLink
    parser.normalizeLink = lambda url: usual(_without_placeholders(url)) + _placeholders(url)  # type: ignore[method-assign]
    return parser


@kept(most=2_048)
def parse(text: str) -> tuple[MarkdownParagraph | MarkdownList, ...]:
    """Read CommonMark: paragraphs and flat lists with bold, italic and links.

    Raises:
        UnsupportedMarkdownError: on headings, code, images, quotations, nested lists.
    """
    plain = _without_marks(text)
    return plain if plain is not None else tuple(_blocks(_parser().parse(text)))


def _without_marks(text: str) -> tuple[MarkdownParagraph | MarkdownList, ...] | None:
    """Paragraphs and lists that need no parser; ``None`` where something may be a mark."""
    if INVISIBLE.search(_without_placeholders(text)):
        return None
    found: list[MarkdownParagraph | MarkdownList] = []
    for part in text.split("\n\n"):
        lines = part.split("\n")
        if all(map(_UNMARKED.fullmatch, lines)):
            found.append(MarkdownParagraph(_unescaped(" ".join(lines))))
        elif all(line[:2] == "- " and _UNMARKED.fullmatch(line, 2) for line in lines):
            if found and isinstance(found[-1], MarkdownList):
                return None
            found.append(MarkdownList(tuple(_unescaped(line[2:]) for line in lines)))
        else:
            return None
    return tuple(found)


def _unescaped(text: str) -> RichText:
    return (Run(_ESCAPED.sub(r"\1", text)),)


def rich(text: str) -> RichText:
    """Read text of one paragraph.

    Raises:
        UnsupportedMarkdownError: when it is more than one paragraph.
    """
    blocks = parse(text)
    if not blocks:
        return ()
    first = blocks[0]
    if len(blocks) > 1 or isinstance(first, MarkdownList):
        raise UnsupportedMarkdownError("more than one paragraph", 1)
    return first.text


_NAMES = {
    "heading_open": "a heading",
    "fence": "code",
    "code_block": "code (an indented line)",
    "code_inline": "code",
    "blockquote_open": "a quotation",
    "image": "an image",
    "hr": "a rule",
    "html_block": "HTML",
    "html_inline": "HTML",
}


def _refuse(token: Token, line: int) -> UnsupportedMarkdownError:
    return UnsupportedMarkdownError(_NAMES.get(token.type, f"`{token.type}`"), line)


def _line(token: Token) -> int:
    return token.map[0] + 1 if token.map else 1


def _blocks(tokens: Sequence[Token]) -> Iterator[MarkdownParagraph | MarkdownList]:
    position = 0
    while position < len(tokens):
        token = tokens[position]
        if token.type == "paragraph_open":
            inline = tokens[position + 1]
            yield MarkdownParagraph(_runs(inline.children or [], _line(token)))
            position += 3
        elif token.type in {"bullet_list_open", "ordered_list_open"}:
            end = _closing(tokens, position)
            items = tuple(_items(tokens[position + 1 : end]))
            start = int(token.attrs.get("start", 1))
            yield MarkdownList(items, token.type == "ordered_list_open", start)
            position = end + 1
        else:
            raise _refuse(token, _line(token))


def _closing(tokens: Sequence[Token], opening: int) -> int:
    level = tokens[opening].level
    return next(
        i
        for i in range(opening + 1, len(tokens))
        if tokens[i].level == level and tokens[i].nesting == -1
    )


def _items(tokens: Sequence[Token]) -> Iterator[RichText]:
    item: RichText | None = None
    for token in tokens:
        if token.type == "list_item_open":
            item = None
        elif token.type == "inline":
            if item is not None:
                raise UnsupportedMarkdownError("a second paragraph of a list item", _line(token))
            item = _runs(token.children or [], _line(token))
        elif token.type == "list_item_close":
            if not item:
                raise UnsupportedMarkdownError("an empty list item", 1)
            yield item
        elif token.type.endswith("list_open"):
            raise UnsupportedMarkdownError("a list in a list", _line(token))
        elif token.type not in {"paragraph_open", "paragraph_close"}:
            raise _refuse(token, _line(token))


def _runs(tokens: Sequence[Token], line: int) -> RichText:
    runs: list[Run] = []
    manner, behind = Run(""), ""
    for token in tokens:
        name = token.type.removesuffix("_open").removesuffix("_close")
        if name == "strong":
            manner = manner._replace(bold=token.nesting == 1)
        elif name == "em":
            manner = manner._replace(italic=token.nesting == 1)
        elif name == "link" and token.nesting == 1:
            target = _target(token, line)
            manner = manner._replace(link=_without_placeholders(target))
            behind = _placeholders(target)
        elif name == "link":
            if not (runs and runs[-1].link and runs[-1].text.strip()):
                raise UnsupportedMarkdownError("a link without a text", line)
            manner = manner._replace(link=None)
            runs.append(manner.with_text(behind))  # what the address rests on
        elif token.type in {"text", "text_special"}:
            runs.append(manner.with_text(token.content))
        elif token.type in {"softbreak", "hardbreak"}:
            runs.append(manner.with_text(" "))
        else:
            raise _refuse(token, line)
    found = next(
        (c for run in runs if (c := INVISIBLE.search(_without_placeholders(run.text)))), None
    )
    if found:
        raise UnsupportedMarkdownError(invisible(found[0]), line)
    return joined(runs)


def _target(token: Token, line: int) -> str:
    """Where a link leads to, of the token that opens it."""
    if "title" in token.attrs:
        raise UnsupportedMarkdownError("a link’s title, which nobody sees on paper,", line)
    target = str(token.attrs["href"])
    if not _ADDRESS.match(target):
        shown = _without_placeholders(target)[:40]
        raise UnsupportedMarkdownError(f"a link to `{shown}`, which is no address,", line)
    return target


def joined(runs: Sequence[Run]) -> RichText:
    """Neighbours of one manner made one run; empty ones dropped."""
    merged: list[Run] = []
    for run in runs:
        if not run.text and not run.cites:
            continue
        if merged and _manner(merged[-1]) == _manner(run):
            merged[-1] = run.with_text(merged[-1].text + run.text)
        else:
            merged.append(run)
    return tuple(merged)


_manner = attrgetter("bold", "italic", "link", "note", "cites")
