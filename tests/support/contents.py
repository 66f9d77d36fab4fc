"""What of a page is text of the sheet, and what stands in its running lines."""

from collections.abc import Iterable
from typing import TypeGuard

from handouts.document.running import RUNNING
from handouts.pages import Item, Page, TextRun


def is_text(item: Item) -> TypeGuard[TextRun]:
    """Whether it is text of a block."""
    return isinstance(item, TextRun) and bool(item.block) and not is_running(item)


def running_texts(page: Page, line: str = "") -> list[str]:
    """What of the running lines of a page is read, an end each, in the order of the page.

    ``line`` is ``header`` or ``footer``; both without it.
    """
    ends: dict[str, str] = {}
    for item in page.items:
        if is_running(item) and item.block and line in item.block:
            ends[item.block] = ends.get(item.block, "") + item.text
    return list(ends.values())


def without_running(read: Iterable[str], page: Page) -> list[str]:
    """Read texts of a file without those of its running lines, each of which must be there once."""
    left = list(read)
    for text in running_texts(page):
        left.remove(text)
    return left


def is_running(item: Item) -> TypeGuard[TextRun]:
    """Whether it is text of a running line, read or not."""
    return isinstance(item, TextRun) and (item.block or RUNNING).startswith(RUNNING)
