"""The structure tree of a file, read back from its bytes."""

from collections.abc import Iterator, Mapping
from itertools import count
from typing import Any

from handouts.pipeline import Made
from tests.support.tagtree import Annotation, Node, read

from .plain import number, numbers, quoted

_ATTRIBUTES = frozenset({"Scope", "RowSpan", "ListNumbering", "Summary", "Placement", "BBox"})


def tags(made: Made) -> Iterator[str]:
    """The tree, then the text that stands outside of it.

    Raises:
        AssertionError: when tree and pages do not agree.
    """
    tagged = read(made.data)
    assert not tagged.faults
    assert not tagged.unmarked
    yield from _Reader().node(tagged.root)
    yield "artifacts:"
    yield from (f"  {quoted(text)}" for text in tagged.artifacts if text)


class _Reader:
    def __init__(self) -> None:
        self._identified = count(1)

    def node(self, node: Node) -> Iterator[str]:
        """An element and what is in it; text and addresses alone stand in its line."""
        kids = [kid for kid in node.kids if isinstance(kid, Node)]
        own = [_content(kid, node) for kid in node.kids if not isinstance(kid, Node)]
        if not kids:
            yield " ".join((*self._head(node), *own))
            return
        yield " ".join(self._head(node))
        for kid in node.kids:
            lines = self.node(kid) if isinstance(kid, Node) else (_content(kid, node),)
            yield from (f"  {line}" for line in lines)

    def _head(self, node: Node) -> Iterator[str]:
        yield node.tag
        if node.identifier:
            yield f"#{next(self._identified)}"
        texts = {"T": node.title, "Lang": node.lang, "Alt": node.alt, "ActualText": node.actual}
        yield from (f"{name}={quoted(text)}" for name, text in texts.items() if text)
        yield from _attributes(node.attributes)


def _attributes(attributes: Mapping[str, Any]) -> Iterator[str]:
    assert attributes.keys() <= _ATTRIBUTES, "say here how a new attribute is shown"
    for name, value in attributes.items():
        yield f"{name}={numbers(*value) if isinstance(value, tuple) else value}"


def _content(kid: str | Annotation, node: Node) -> str:
    if isinstance(kid, str):
        return quoted(kid)
    inside = "" if kid.page is None else f"page {kid.page + 1}, {number(kid.top)} up"
    called = "" if kid.contents in node.text else f"{quoted(kid.contents)} "
    return f"{called}to {kid.uri or inside}"
