"""Which conditions certainly hold, or certainly do not: what stands under these is not read."""

from collections.abc import Callable, Mapping
from typing import Any, Final, Protocol

from jinja2 import nodes

from handouts.compose.checking.filters import constant
from handouts.compose.values.language import (
    FunctionType,
    NothingType,
    RecordType,
    Type,
    UnionType,
)
from handouts.diagnostics import Diagnostic


class Reader(Protocol):
    """What a condition is asked about."""

    names: Any
    faults: list[Diagnostic]

    def of(self, node: nodes.Node) -> Type:
        """The type of an expression."""

    def can_have(self, thing: Type, name: str) -> bool:
        """Whether a thing may have a value under a name."""


def certain(node: nodes.Node, reader: Reader) -> bool | None:
    """Whether a condition holds; ``None`` where that is not certain. Reports nothing."""
    known = len(reader.faults)
    try:
        asked = _CONDITIONS.get(type(node), _of_type)
        return asked(node, reader)
    finally:
        del reader.faults[known:]


def _of_type(node: nodes.Node, reader: Reader) -> bool | None:
    found = reader.of(node)
    if isinstance(found, UnionType):
        return None
    if isinstance(found, NothingType):
        return False
    return True if isinstance(found, RecordType | FunctionType) else None


def _const(node: nodes.Const, _reader: Reader) -> bool | None:
    return bool(node.value)


def _not(node: nodes.Not, reader: Reader) -> bool | None:
    known = certain(node.node, reader)
    return None if known is None else not known


def _and(node: nodes.And, reader: Reader) -> bool | None:
    return _joined(node, reader, decides=False)


def _or(node: nodes.Or, reader: Reader) -> bool | None:
    return _joined(node, reader, decides=True)


def _joined(node: nodes.And | nodes.Or, reader: Reader, *, decides: bool) -> bool | None:
    """Of two conditions joined; one that is ``decides`` decides."""
    left = certain(node.left, reader)
    if left is decides:
        return decides
    right = certain(node.right, reader)
    return right if right is decides or left is not None else None


def _test(node: nodes.Test, reader: Reader) -> bool | None:
    asked = node.node
    if node.name in {"defined", "undefined"}:
        if isinstance(asked, nodes.Name):
            return (asked.name in reader.names) is (node.name == "defined")
        return None
    if node.name == "none":
        known = _of_type(asked, reader)
        nothing = isinstance(reader.of(asked), NothingType)
        return True if nothing else False if known is True else None
    return None


def _compare(node: nodes.Compare, reader: Reader) -> bool | None:
    """Only whether a group of values can have a name at all."""
    name, first = constant(node.expr), node.ops[0]
    if name is None or len(node.ops) > 1 or first.op not in {"in", "notin"}:
        return None
    if reader.can_have(reader.of(first.expr), name):
        return None
    return first.op == "notin"


_CONDITIONS: Final[Mapping[type[nodes.Node], Callable[[Any, Reader], bool | None]]] = {
    nodes.Const: _const,
    nodes.Not: _not,
    nodes.And: _and,
    nodes.Or: _or,
    nodes.Test: _test,
    nodes.Compare: _compare,
}
