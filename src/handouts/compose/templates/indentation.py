"""The lines of a text with the indentation of its lists only, in the measures of Markdown.

Loops and conditions indent lines too, which Markdown would read as code; and people set a list within
a list in by two blanks, where Markdown asks for three under a number. So a line's own blanks say only
whether it stands deeper than the item above it.
"""

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

LINE_END: Final = "\U000f0001"
"""Stands for two blanks that were typed at the end of a line, which make a new line in print. Blanks that
only templates left there, with nothing between, make none."""

_TYPED_END: Final = re.compile(r" {2,}(?=\n)")
_MARKER: Final = re.compile(r"(?P<sign>[-*+]|(?P<number>[0-9]{1,9})[.)])(?: +(?P<text>.*))?")
_ODD_BLANK: Final = re.compile("^([-*+]|[0-9]{1,9}[.)])\u00a0+")
"""Blanks at which no line ends come with what is pasted from web pages and word processors."""

_RULE: Final = re.compile(r"([-*_])(?: *\1){2,}")

_DEEPER: Final = 2
"""Blanks by which a line stands deeper than the mark of the item above it."""

_COUNTED: Final = 100
"""A smaller number at the start of a line that is set in counts; a larger one is likely a year or a
sum in a text that was broken there."""

_TAB: Final = 4


class _Item(NamedTuple):
    """An open item: where its mark was written, where its text stands now, whether it is numbered."""

    written: int
    text: int
    numbered: bool


def with_line_ends(words: str) -> str:
    """A layout's own words with a sign for each new line that was typed as two blanks."""
    return _TYPED_END.sub(LINE_END, words)


def laid_out(text: str) -> str:
    """The text, each line set in as far as the lists that it stands in ask for."""
    return "\n".join(_lines(text.expandtabs(_TAB).splitlines()))


def _lines(lines: list[str]) -> Iterator[str]:
    open_: list[_Item] = []
    after_blank = True
    for line in lines:
        said = _ODD_BLANK.sub(r"\1 ", _ended(line.strip()))
        if not said:
            after_blank = True
            yield ""
            continue
        depth = len(line) - len(line.lstrip())
        found = None if _RULE.fullmatch(said) else _MARKER.fullmatch(said)
        if found and _begins_item(found, depth, open_, after_blank=after_blank):
            deeper = bool(open_) and depth >= open_[-1].written + _DEEPER
            if deeper and not after_blank and int(found["number"] or 1) != 1:
                yield ""  # such a number may not follow on a line of text
            _close(open_, depth)
            at = open_[-1].text if open_ else 0
            sign = found["sign"]
            open_.append(_Item(depth, at + len(sign) + 1, bool(found["number"])))
            yield f"{' ' * at}{sign} {found['text'] or ''}".rstrip(" ") + _kept_end(said)
        else:
            if after_blank:
                _close(open_, depth)
            yield " " * (open_[-1].text if open_ else 0) + said
        after_blank = False


def _ended(line: str) -> str:
    """The line, with two blanks at its end for the sign that stands for them."""
    return line.replace(LINE_END, "  ") if line.strip(f" {LINE_END}") else ""


def _kept_end(line: str) -> str:
    return "  " if line.endswith("  ") else ""


def _begins_item(
    found: re.Match[str], depth: int, open_: list[_Item], *, after_blank: bool
) -> bool:
    """Whether a line with a mark is an item, and not text that goes on from the line above."""
    if found["number"] is None or after_blank or int(found["number"]) == 1:
        return True
    beside = [item for item in open_ if depth < item.written + _DEEPER]
    if beside:
        return beside[0].numbered
    return bool(open_) and int(found["number"]) < _COUNTED


def _close(open_: list[_Item], depth: int) -> None:
    """End the items than which a line stands no deeper."""
    while open_ and depth < open_[-1].written + _DEEPER:
        open_.pop()
