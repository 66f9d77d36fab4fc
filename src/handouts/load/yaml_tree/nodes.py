"""Plain nodes that remember their places: text, mappings and sequences of a file."""

from collections.abc import Iterator
from typing import TypeAlias

from handouts.diagnostics import Diagnostic, Span
from handouts.frozen import dataclass
from handouts.model.base import Text


class PlacedDict(dict[str, "Node"]):
    """A mapping: where it starts, and where each key stands."""

    __slots__ = ("places", "span")

    def __init__(self, span: Span) -> None:
        super().__init__()
        self.span = span
        self.places: dict[str, Span] = {}

    def put(self, key: str, value: "Node", place: Span) -> None:
        """Add or replace an entry."""
        self[key] = value
        self.places[key] = place

    def rename(self, key: str, name: str) -> "PlacedDict":
        """Let an entry be found under another key, at its place in the order."""
        entries = [(name if k == key else k, v, self.places[k]) for k, v in self.items()]
        self.clear()
        for one in entries:
            self.put(*one)
        return self


class PlacedList(list["Node"]):
    """A sequence: where it starts, and where each item does."""

    __slots__ = ("places", "span")

    def __init__(self, span: Span) -> None:
        super().__init__()
        self.span = span
        self.places: list[Span] = []

    def put(self, value: "Node", place: Span) -> None:
        """Add an item."""
        self.append(value)
        self.places.append(place)


Node: TypeAlias = Text | PlacedDict | PlacedList | None
"""Text, a mapping, a sequence, or nothing (a key without a value)."""

NOTHING = frozenset({"", "~", "null", "Null", "NULL"})
"""How YAML writes that there is no value, where it stands without quotes (YAML 1.2.2, 10.3.2)."""


def walk(node: Node, key: str = "") -> Iterator[tuple[str, Node]]:
    """A node and all within it, from the top, each with the key that it stands under."""
    yield key, node
    if isinstance(node, PlacedDict):
        for name, value in node.items():
            yield from walk(value, name)
    elif isinstance(node, PlacedList):
        for value in node:
            yield from walk(value, key)


def child(node: Node, step: str | int) -> tuple[Node, Span] | None:
    """The node at one step within a node, and the place of its key; nothing if there is none."""
    if isinstance(node, PlacedDict) and isinstance(step, str) and step in node:
        return node[step], node.places[step]
    if isinstance(node, PlacedList) and isinstance(step, int) and step < len(node):
        return node[step], node.places[step]
    return None


@dataclass(frozen=True, slots=True)
class NodeFault:
    """A fault of one entry of a file; ``path`` are the keys that lead to it."""

    path: tuple[str, ...]
    diagnostic: Diagnostic


@dataclass(frozen=True, slots=True)
class Parsed:
    """A file's mapping, and the faults that did not stop its reading."""

    root: PlacedDict
    faults: tuple[NodeFault, ...] = ()
