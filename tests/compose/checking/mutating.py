"""Layouts with one name misspelt: every name and field of every expression, one after the other."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from jinja2 import nodes

from handouts.compose.checking import parsing
from handouts.model.base import Record, Template, Text
from handouts.model.layout import Layout


@dataclass(frozen=True)
class Misspelling:
    """A layout with one letter too many in a name, and the place of that name in the file."""

    layout: Layout
    name: str
    written: str
    place: str
    after: str
    """What stands before the name in its leaf."""


def misspellings(layout: Layout) -> Iterator[Misspelling]:
    for leaf in leaves(layout):
        for name, at in names_in(leaf):
            wrong = name[:1] + "q" + name[1:]
            spoilt = Template(str(leaf)[:at] + wrong + str(leaf)[at + len(name) :], leaf.span)
            assert leaf.span is not None
            place = str(leaf.span.at(at))
            yield Misspelling(replaced(layout, leaf, spoilt), wrong, name, place, str(leaf)[:at])


def leaves(value: object, name: str = "") -> Iterator[Template]:
    """The templates of a layout that a file has; a leaf that stands in for a default has no place."""
    if isinstance(value, Template) and value.span is not None:
        if name == "when" or "{" in value:
            yield value
    elif isinstance(value, tuple):
        for one in value:
            yield from leaves(one, name)
    elif isinstance(value, Record):
        for field in type(value).model_fields:
            yield from leaves(getattr(value, field), field)


def names_in(leaf: Text) -> Iterator[tuple[str, int]]:
    """The names and fields that a leaf reads, and their places in it."""
    source = str(leaf)
    tree: nodes.Node = parsing.template(source) if "{" in source else parsing.expression(source)
    for node in (tree, *tree.find_all((nodes.Name, nodes.Getattr))):
        if isinstance(node, nodes.Name) and node.ctx == "load":
            yield node.name, parsing.place_of_name(source, node, node.name)
        elif isinstance(node, nodes.Getattr):
            yield node.attr, parsing.place_of_name(source, node, node.attr)


def replaced(value: Any, old: Text, new: Text) -> Any:
    """A record in which one text, and no other that is equal, is another one."""
    if value is old:
        return new
    if isinstance(value, tuple):
        items = tuple(replaced(one, old, new) for one in value)
        return value if all(a is b for a, b in zip(items, value, strict=True)) else items
    if isinstance(value, Record):
        fields = {name: getattr(value, name) for name in type(value).model_fields}
        made = {name: replaced(one, old, new) for name, one in fields.items()}
        changed = {name: one for name, one in made.items() if one is not fields[name]}
        return _changed(value, changed) if changed else value
    return value


def _changed(record: Record, changed: dict[str, Any]) -> Record:
    copy = record.model_copy(update=changed)
    for name in copy.__dict__.keys() - type(copy).model_fields.keys():
        del copy.__dict__[name]  # what was worked out of the fields before
    return copy
