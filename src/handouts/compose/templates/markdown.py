"""Markdown text to paragraphs, lists and rich text; literal text to Markdown that prints unchanged."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache
from operator import attrgetter
from typing import Any, Final, Self

from markdown_it import MarkdownIt
from markdown_it.token import Token

from handouts.characters import INVISIBLE, invisible
from handouts.document import RichText, Run
from handouts.frozen import dataclass
from handouts.kept import kept

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>()#+\-.!|~&=])")
_SPACES = re.compile(r"[ \t\r\n]+")
_LINE_ENDS = re.compile(r"(?:[ \t]*\r?\n[ \t]*)+")
_ADDRESS = re.compile(r"(https?://|mailto:|tel:)[^\s/?#]", re.IGNORECASE)
_BULLETS: Final = "[•◦▪‣●○■□–—][ \t\xa0]"
_MARKED_LINE = re.compile(rf"\n *(?::\s|{_BULLETS}|b[.)] )", re.IGNORECASE)
"""A line that goes on with a mark which people use for lists, and Markdown does not know."""

_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_UNMARKED = re.compile(
    r"(?![- \u00a0+*#=>~|]|[0-9]{1,9}[.)])"
    r"(?:[^\s\\`*_\[\]<>&!=|~\x00]|\\[!-/:-@\[-`{-~]| (?=[^ ])|\u00a0(?=\S))+"
)
"""A line in which every mark is escaped: nearly all that a template prints."""


def literal(text: str) -> str:
    """Markdown that prints as exactly this text, on one line."""
    return _SPECIAL.sub(r"\\\1", one_line(text))


def literal_lines(text: str) -> str:
    """Markdown that prints as exactly this text, each of its lines as one; empty ones are left out."""
    return "\\\n".join(literal(line) for line in lines_of(text).split("\n"))


def lines_of(text: str) -> str:
    """The text with one space, or one line's end, for all white space between two words."""
    return "\n".join(map(one_line, _LINE_ENDS.split(text.strip())))


def one_line(text: str) -> str:
    """The text with one space for all white space at which a line may end; none at its ends."""
    return _SPACES.sub(" ", text).strip(" ")


SIGN: Final = "\U000f0000"
"""A private character of Unicode, which no text of a project holds. A number between two of them is a
placeholder for the sources of what a leaf printed at this place."""

_PLACEHOLDER = re.compile(f"{SIGN}([0-9]+){SIGN}")


def placeholder(number: int) -> str:
    """The mark that is put into Markdown behind the value of this number; the text still has it."""
    return f"{SIGN}{number}{SIGN}"


def cited(text: RichText, sources: Sequence[tuple[str, ...]]) -> RichText:
    """The text with a run without text in place of each placeholder, naming the sources of its number."""
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
class MarkdownItem:
    """One item of a list: its text, and the lists and paragraphs that stand under it."""

    text: RichText
    parts: tuple["MarkdownParagraph | MarkdownList", ...] = ()
    box: str = ""
    """Of a list of tasks: the box that the item begins with."""

    def citing(self, sources: Sequence[tuple[str, ...]]) -> Self:
        """The same with its placeholders read."""
        parts = tuple([part.citing(sources) for part in self.parts])
        return replace(self, text=cited(self.text, sources), parts=parts)


@dataclass(frozen=True, slots=True)
class MarkdownList:
    """One list; ``ordered`` counts from ``start``, with ``delimiter`` behind each number."""

    items: tuple[MarkdownItem, ...]
    ordered: bool = False
    start: int = 1
    delimiter: str = "."

    def citing(self, sources: Sequence[tuple[str, ...]]) -> Self:
        """The same with the placeholders of its items read."""
        return replace(self, items=tuple([item.citing(sources) for item in self.items]))


MarkdownPart = MarkdownParagraph | MarkdownList


def texts_of(parts: Iterable[MarkdownPart]) -> Iterator[RichText]:
    """All texts in their order, those of inner lists too."""
    for part in parts:
        if isinstance(part, MarkdownParagraph):
            yield part.text
            continue
        for item in part.items:
            yield item.text
            yield from texts_of(item.parts)


class UnsupportedMarkdownError(ValueError):
    """A construct that a handout's text may not hold; ``line`` counts from 1."""

    def __init__(self, construct: str, line: int, remedy: str = "") -> None:
        super().__init__(f"{construct} cannot stand in a text")
        self.line = line
        self.remedy = (
            remedy or "Use paragraphs, lists, **bold**, *italic* and [links](https://…) only"
        )


@cache
def _parser() -> MarkdownIt:
    # what leads nowhere is refused aloud by ``_target``, not printed with its brackets; the rest is
    # read to be refused by its name, not printed with its marks
    parser = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
    parser.disable("text_join")  # which would hide what was written with a backslash
    parser.validateLink = lambda url: True  # type: ignore[method-assign]  # noqa: ARG005
    usual = parser.normalizeLink
    parser.normalizeLink = lambda url: usual(_without_placeholders(url)) + _placeholders(url)  # type: ignore[method-assign]
    return parser


@kept(most=2_048)
def parse(text: str) -> tuple[MarkdownPart, ...]:
    """Read CommonMark: paragraphs and lists with bold, italic and links.

    Raises:
        UnsupportedMarkdownError: on headings, code, images, quotations, tables, footnotes, HTML.
    """
    plain = _without_marks(text)
    return plain if plain is not None else _parsed(text)


def _parsed(text: str) -> tuple[MarkdownPart, ...]:
    found: dict[str, Any] = {}
    tokens = _parser().parse(text, found)
    for definition in found.get("references", {}).values():
        raise _refused("a reference link", definition["map"][0] + 1)
    return tuple(_parts(tokens, 0))


def _without_marks(text: str) -> tuple[MarkdownPart, ...] | None:
    """Paragraphs and lists that need no parser; ``None`` where something may be a mark."""
    if INVISIBLE.search(_without_placeholders(text)) or _MARKED_LINE.search(text):
        return None
    found: list[MarkdownPart] = []
    for part in text.split("\n\n"):
        lines = part.split("\n")
        if all(map(_UNMARKED.fullmatch, lines)):
            found.append(MarkdownParagraph(_unescaped(" ".join(lines))))
        elif all(line[:2] == "- " and _UNMARKED.fullmatch(line, 2) for line in lines):
            if found and isinstance(found[-1], MarkdownList):
                return None
            found.append(MarkdownList(tuple([MarkdownItem(_unescaped(ln[2:])) for ln in lines])))
        else:
            return None
    return tuple(found)


def _unescaped(text: str) -> RichText:
    return (Run(_ESCAPED.sub(r"\1", text)),)


_ONE_PARAGRAPH: Final = (
    "One paragraph can stand here: end a line with a backslash where the next one is to begin, or use the "
    "layout's block `text`"
)


def rich(text: str) -> RichText:
    """Read text of one paragraph. A number at its start, as in *1. Look*, is part of it.

    Raises:
        UnsupportedMarkdownError: when it is more than one paragraph, or a list.
    """
    blocks = parse(text)
    if not blocks:
        return ()
    first = blocks[0]
    if len(blocks) > 1:
        raise UnsupportedMarkdownError("more than one paragraph", 1, _ONE_PARAGRAPH)
    if isinstance(first, MarkdownParagraph):
        return first.text
    (item, *others) = first.items
    if others or item.parts or item.box or not first.ordered:
        raise UnsupportedMarkdownError("a list", 1, _ONE_PARAGRAPH)
    return joined((Run(f"{first.start}{first.delimiter} "), *item.text))


# What is refused

_NAMES: Final = {
    "heading_open": "a heading",
    "fence": "code",
    "code_block": "code",
    "code_inline": "code",
    "blockquote_open": "a quotation",
    "image": "an image",
    "hr": "a rule",
    "html_block": "HTML",
    "html_inline": "HTML",
    "table_open": "a table",
    "s_open": "strikethrough",
}

_AS_TYPED: Final = "write a backslash before a sign that is to be printed as it is"
_REMEDIES: Final = {
    "a heading": f"Use the layout's block `heading`, or **bold**. Or {_AS_TYPED}",
    "code": f"Leave out its marks, or {_AS_TYPED}",
    "a quotation": f"Put it in quotation marks, or {_AS_TYPED}",
    "an image": f"Use the layout's block `image`, or {_AS_TYPED}",
    "a rule": f"Use the layout's block `rule`, or {_AS_TYPED}",
    "a table": f"Use the layout's block `table`, or {_AS_TYPED}",
    "a list of definitions": f"Use the layout's block `facts`, or write `**Term.** What it is`. Or {_AS_TYPED}",
    "a footnote": f"Put the note into the text; sources get their figures by themselves. Or {_AS_TYPED}",
    "a reference link": f"Write the address behind its text: [text](https://…). Or {_AS_TYPED}",
    "a link whose address has a blank or a title": "Write `%20` for a blank, and nothing but the address in "
    f"the round brackets. Or {_AS_TYPED}",
    "strikethrough": f"Leave out what no longer holds, or {_AS_TYPED}",
    "a highlight": f"Use **bold**, or {_AS_TYPED}",
    "bold that does not begin or end": "Let `**` stand right before the first word and right behind the last "
    f"one, as in **bold**. Or {_AS_TYPED}",
    "italics between figures": f"Write `×` where you mean times, or {_AS_TYPED}",
    "bold or italics without a word": f"Use the layout's block `fill_in` for blanks, or {_AS_TYPED}",
    "a list with signs that Markdown does not know": "Begin each item with `- `, or with `1. `, `2. `. "
    "For lines without marks, end each with a backslash",
    "HTML": f"Use **bold** and *italic*, and a backslash at its end to end a line; or {_AS_TYPED}",
    "an empty list item": f"Write its text behind its mark, or {_AS_TYPED}",
    "a link without a text": "Write a text between the square brackets: [text](https://…)",
}

_TYPED_RAW: Final = (
    ("a footnote", re.compile(r"\[\^[^\]\s]+\]|\^\[[^\]\n]+\]")),
    ("a reference link", re.compile(r"\]\[[^\]\n]*\]")),
    ("a link whose address has a blank or a title", re.compile(r"\]\(<?(?:https?:|mailto:|tel:)")),
    ("a highlight", re.compile(r"==[^\s=](?:[^=]*[^\s=])?==")),
    ("bold that does not begin or end", re.compile(r"\*\*")),
    ("HTML", re.compile("<!--")),
    ("a list of definitions", re.compile(r"(?<!\0)\n:\s")),
    (
        "a list with signs that Markdown does not know",
        re.compile(rf"(?<!\0)\n(?:{_BULLETS}|b[.)] )", re.IGNORECASE),
    ),
)
"""Marks that Markdown leaves as they are where nothing belongs to them, and their names."""

_TABLE_ROW: Final = re.compile(r"\|.*\|")


def _refused(construct: str, line: int) -> UnsupportedMarkdownError:
    return UnsupportedMarkdownError(construct, line, _REMEDIES.get(construct, ""))


def _refuse(token: Token, line: int) -> UnsupportedMarkdownError:
    return _refused(_NAMES.get(token.type, f"`{token.type}`"), line)


def _refuse_raw(tokens: Sequence[Token], line: int) -> None:
    """See to it that no marks are printed that mean something to people who write Markdown.

    Raises:
        UnsupportedMarkdownError: with the name of what they mean.
    """
    # what was written with a backslash stands apart from the text, and means itself, as does a new line
    typed = "".join(t.content if t.type == "text" else _APART.get(t.type, "\0") for t in tokens)
    for name, pattern in _TYPED_RAW:
        found = pattern.search(typed)
        if found:
            raise _refused(name, line + typed.count("\n", 0, found.start()))
    for number, one in enumerate(typed.split("\n")):
        if _TABLE_ROW.fullmatch(one.strip(" \0")):
            raise _refused("a table", line + number)
    for before, mark, after in zip(tokens, tokens[1:], tokens[2:], strict=False):
        if mark.type in _EMPHASIS:
            _refuse_signs(before.content[-1:], mark, after.content, line)


def _refuse_signs(before: str, mark: Token, after: str, line: int) -> None:
    """See to it that `2*3*4` does not lose its stars, nor `__/__/__` its blanks."""
    if before.isdigit() and after[:1].isdigit():
        raise _refused("italics between figures", line)
    if mark.markup.startswith("_") and mark.nesting == 1 and not _LETTER.search(after):
        raise _refused("bold or italics without a word", line)


_EMPHASIS: Final = frozenset({"em_open", "em_close", "strong_open", "strong_close"})
_LETTER: Final = re.compile(r"[^\W_]")


_APART: Final = {"softbreak": "\n", "hardbreak": "\0\n", "link_open": "", "link_close": ""}


# Blocks

_DEEPEST: Final = 3
"""Lists in one another: further in, the lines of a narrow column are too short to read."""

_TASK: Final = re.compile(r"\[([ xX])\](?: +|$)")
_BOXES: Final = {" ": "☐", "x": "☑", "X": "☑"}


def _line(token: Token) -> int:
    return token.map[0] + 1 if token.map else 1


def _parts(tokens: Sequence[Token], depth: int) -> Iterator[MarkdownPart]:
    """The paragraphs and lists of a text, or of an item that stands in ``depth`` lists."""
    position = 0
    while position < len(tokens):
        token = tokens[position]
        if token.type == "paragraph_open":
            inline = tokens[position + 1]
            yield MarkdownParagraph(_runs(inline.children or [], _line(token)))
            position += 3
        elif token.type in {"bullet_list_open", "ordered_list_open"}:
            if depth == _DEEPEST:
                remedy = "Set the items of the innermost list in less, or make sentences of them"
                raise UnsupportedMarkdownError("a fourth list in one another", _line(token), remedy)
            end = _closing(tokens, position)
            items = tuple(_items(tokens[position + 1 : end], depth + 1))
            ordered = token.type == "ordered_list_open"
            _refuse_gaps(token, tokens[position + 1 : end])
            start = int(token.attrs.get("start", 1))
            yield MarkdownList(items, ordered, start, token.markup if ordered else ".")
            position = end + 1
        else:
            raise _refuse(token, _line(token))


def _refuse_gaps(opening: Token, tokens: Sequence[Token]) -> None:
    """See to it that no list is numbered anew: typed are numbers in order, or the same for all items."""
    level = opening.level + 1
    typed = [
        int(t.info) for t in tokens if t.type == "list_item_open" and t.level == level and t.info
    ]
    if len(set(typed)) > 1 and typed != list(range(typed[0], typed[0] + len(typed))):
        shown = ", ".join(map(str, typed[:_NUMBERS_SHOWN]))
        raise UnsupportedMarkdownError(
            f"a list numbered {shown}",
            _line(opening),
            "Number its items in order, or write a backslash before the point of each: `3\\.`",
        )


_NUMBERS_SHOWN: Final = 5


def _closing(tokens: Sequence[Token], opening: int) -> int:
    level = tokens[opening].level
    return next(
        i
        for i in range(opening + 1, len(tokens))
        if tokens[i].level == level and tokens[i].nesting == -1
    )


def _items(tokens: Sequence[Token], depth: int) -> Iterator[MarkdownItem]:
    position = 0
    while position < len(tokens):
        end = _closing(tokens, position)
        parts = tuple(_parts(tokens[position + 1 : end], depth))
        first = parts[0] if parts else None
        if not isinstance(first, MarkdownParagraph) or not first.text:
            raise _refused("an empty list item", _line(tokens[position]))
        text, box = _tasked(first.text, tokens[position + 1 : end])
        yield MarkdownItem(text, parts[1:], box)
        position = end + 1


def _tasked(text: RichText, tokens: Sequence[Token]) -> tuple[RichText, str]:
    """The text of an item and the box before it, of which Markdown knows nothing."""
    children = tokens[1].children or []
    found = _TASK.match(children[0].content) if children and children[0].type == "text" else None
    if found is None:
        return text, ""
    rest = text[0].text[found.end() :]
    others = text[1:]
    if not rest and not others:
        raise UnsupportedMarkdownError(
            "a box without a task", _line(tokens[0]), "Write the task behind the box"
        )
    return ((text[0].with_text(rest),) if rest else ()) + others, _BOXES[found[1]]


# Texts


def _runs(tokens: Sequence[Token], line: int) -> RichText:
    _refuse_raw(tokens, line)
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
                raise _refused("a link without a text", line)
            manner = manner._replace(link=None)
            runs.append(manner.with_text(behind))  # what the address rests on
        elif token.type in _SAID:
            runs.append(manner.with_text(_SAID[token.type] or token.content))
        else:
            raise _refuse(token, line)
    found = next(
        (c for run in runs if (c := INVISIBLE.search(_without_placeholders(run.text)))), None
    )
    if found:
        remedy = "Delete it, and type the text around it again"
        raise UnsupportedMarkdownError(invisible(found[0]), line, remedy)
    return joined(runs)


_SAID: Final = {"text": "", "text_special": "", "softbreak": " ", "hardbreak": "\n"}
"""What says something → what it says, if not its own content."""


def _target(token: Token, line: int) -> str:
    """The address of a link, from the token that opens it."""
    if "title" in token.attrs:
        remedy = "Take out what stands in quotation marks behind the address"
        raise UnsupportedMarkdownError("a link’s title, which nobody sees on paper,", line, remedy)
    target = str(token.attrs["href"])
    if not _ADDRESS.match(target):
        shown = _without_placeholders(target)[:40]
        remedy = "Write the whole address, with `https://`, `mailto:` or `tel:`"
        raise UnsupportedMarkdownError(f"a link to `{shown}`, which is no address,", line, remedy)
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
