"""One leaf of a layout: its statements one after the other, and what they print."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, ClassVar, Final

from jinja2 import TemplateSyntaxError, nodes

from handouts.compose.checking import parsing
from handouts.compose.checking.certainty import certain
from handouts.compose.checking.expressions import (
    Expressions,
    Names,
    Vocabulary,
    as_written,
    start_of,
)
from handouts.compose.checking.filters import has_items, has_words, item_of
from handouts.compose.templates.faults import (
    failed,
    not_printable,
    place_at,
    syntax_error_at,
    wrong_type,
)
from handouts.compose.templates.sandbox import refused_statement
from handouts.compose.templates.slots import alone
from handouts.compose.values.language import (
    ANYTHING,
    NUMBER,
    TEXT,
    TRUTH,
    DayType,
    FunctionType,
    ListType,
    NothingType,
    RecordType,
    Type,
    in_words,
    members,
    union,
)
from handouts.compose.values.seen import LOOP_FIELDS
from handouts.diagnostics import Diagnostic
from handouts.model.base import Text


def text_faults(
    leaf: Text, names: Mapping[str, Type], vocabulary: Vocabulary
) -> tuple[Diagnostic, ...]:
    """What is wrong in a leaf that is printed."""
    if "{" not in leaf:
        return ()
    reading = Expressions(leaf, str(leaf), dict(names), vocabulary)
    try:
        tree = parsing.template(str(leaf))
        Statements(reading).read(tree.body)
    except _UNREADABLE as fault:
        return (*reading.faults, _unreadable(leaf, fault))
    return tuple(reading.faults)


def value_of(
    leaf: Text, names: Mapping[str, Type], vocabulary: Vocabulary, *, bare: bool = False
) -> tuple[Type, tuple[Diagnostic, ...]]:
    """The type of a leaf's value, and what is wrong in it; ``bare`` if it may stand without braces."""
    whole = alone(str(leaf))
    if whole is None and not bare:
        return TEXT, text_faults(leaf, names, vocabulary)
    code = str(leaf) if whole is None else whole
    # blanks in place of the braces: so its characters have the places that they have in the leaf
    source = " " * (str(leaf).find(code) if whole is not None else 0) + code
    reading = Expressions(leaf, source, dict(names), vocabulary)
    try:
        found = reading.of(parsing.expression(source.rstrip()))
    except _UNREADABLE as fault:
        return ANYTHING, (*reading.faults, _unreadable(leaf, fault))
    return found, tuple(reading.faults)


_UNREADABLE: Final = (TemplateSyntaxError, RecursionError, MemoryError)
"""What reading a template can bring about; the last two where too much is nested in one another."""


def _unreadable(leaf: Text, fault: BaseException) -> Diagnostic:
    if isinstance(fault, TemplateSyntaxError):
        return syntax_error_at(fault, place_at(leaf, max(fault.lineno - 1, 0)))
    return failed(leaf, fault)


class Statements:
    """Reads statements; what stands under a condition that cannot hold is passed over."""

    def __init__(self, reading: Expressions) -> None:
        self.reading = reading

    def read(self, body: Sequence[nodes.Node]) -> None:
        """Read them in their order."""
        for node in body:
            refused_statement(node)
            read = self._readers.get(type(node))
            if read is not None:
                read(self, node)

    def within(self, body: Sequence[nodes.Node], names: Mapping[str, Type]) -> Names:
        """Read statements that see other names; those names, and what the statements set."""
        outer = self.reading.names
        self.reading.names = {**outer, **names}
        try:
            self.read(body)
            return self.reading.names
        finally:
            self.reading.names = outer

    def _output(self, node: nodes.Output) -> None:
        for child in node.nodes:
            if not isinstance(child, nodes.TemplateData):
                self._printed(child, self.reading.of(child))

    def _printed(self, node: nodes.Node, found: Type) -> None:
        if any(map(_is_printable, members(found))):
            return
        first = members(found)[0]
        what = f"`{as_written(node)}`" if as_written(node) else "a value of the template"
        said = "has no value here" if isinstance(first, NothingType) else f"is {in_words(first)}, which cannot be printed as it is"  # fmt: skip
        self.reading.report(
            not_printable(f"{what} {said}", self.reading.place(start_of(node)), first)
        )

    def _if(self, node: nodes.If) -> None:
        """What one of the branches sets may have been set behind all of them."""
        branches: list[Names] = []
        for test, body in [(node.test, node.body), *((e.test, e.body) for e in node.elif_)]:
            self.reading.of(test)
            known = certain(test, self.reading)
            if known is not False:
                branches.append(self.within(body, {}))
            if known is True:
                break
        else:
            branches.append(self.within(node.else_, {}))
        names = dict.fromkeys(name for branch in branches for name in branch)
        for name in names:
            self.reading.names[name] = union([b[name] for b in branches if name in b])

    def _for(self, node: nodes.For) -> None:
        values = self.reading.of(node.iter)
        if not any(map(has_items, members(values))):
            place = self.reading.place(start_of(node.iter))
            self.reading.report(wrong_type("for", "a list", values, place))
            values = ANYTHING
        item = item_of(values)
        names = self._targets(node.target, item)
        if node.test is not None:
            outer, self.reading.names = self.reading.names, {**self.reading.names, **names}
            self.reading.of(node.test)
            self.reading.names = outer
        self.within(node.body, {**names, "loop": _loop(item)})
        self.within(node.else_, {})

    def _targets(self, target: nodes.Node, value: Type) -> dict[str, Type]:
        if isinstance(target, nodes.Name):
            return {target.name: value}
        if isinstance(target, nodes.Tuple):
            items = [one.item if isinstance(one, ListType) else ANYTHING for one in members(value)]
            item = union(items)
            return {n: t for part in target.items for n, t in self._targets(part, item).items()}
        return {}

    def _assign(self, node: nodes.Assign) -> None:
        self.reading.names.update(self._targets(node.target, self.reading.of(node.node)))

    def _assign_block(self, node: nodes.AssignBlock) -> None:
        self.within(node.body, {})
        if isinstance(node.target, nodes.Name):
            self.reading.names[node.target.name] = TEXT

    def _with(self, node: nodes.With) -> None:
        found: dict[str, Type] = {}
        for target, value in zip(node.targets, node.values, strict=True):
            found |= self._targets(target, self.reading.of(value))
        self.within(node.body, found)

    _readers: ClassVar[Mapping[type[nodes.Node], Callable[[Any, Any], None]]] = {
        nodes.Output: _output,
        nodes.If: _if,
        nodes.For: _for,
        nodes.Assign: _assign,
        nodes.AssignBlock: _assign_block,
        nodes.With: _with,
    }


def _is_printable(one: Type) -> bool:
    if isinstance(one, RecordType):
        return one.prints
    return has_words(one) and not isinstance(one, NothingType | FunctionType | DayType)


def _loop(item: Type) -> RecordType:
    """What a loop tells of itself."""
    others: Mapping[str, Type] = {
        "first": TRUTH,
        "last": TRUTH,
        "previtem": item,
        "nextitem": item,
        "cycle": FunctionType(ANYTHING),
        "changed": FunctionType(TRUTH),
    }
    return RecordType("loop", lambda: {name: others.get(name, NUMBER) for name in LOOP_FIELDS})
