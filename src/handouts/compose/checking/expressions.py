"""The type of an expression, read from its syntax tree; what is certainly wrong in it is reported."""

from collections.abc import Callable, Mapping, MutableMapping
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any, ClassVar, Final

from jinja2 import nodes

from handouts.compose.checking.certainty import certain
from handouts.compose.checking.filters import (
    FILTERS,
    OF_NOTHING,
    OF_WORDS,
    constant,
    has_words,
    item_of,
)
from handouts.compose.checking.parsing import place_of_name
from handouts.compose.templates.faults import (
    impossible_text,
    out_of_reach,
    place_at,
    refused,
    undefined_name,
    unknown_callable,
    unknown_field,
    unknown_key,
    wrong_type,
)
from handouts.compose.templates.slots import environment
from handouts.compose.values.language import (
    ANYTHING,
    NOTHING,
    NUMBER,
    TEXT,
    TRUTH,
    DayType,
    FunctionType,
    ListType,
    MappingType,
    NothingType,
    NumberType,
    RecordType,
    TextType,
    TruthType,
    Type,
    in_words,
    members,
    union,
)
from handouts.compose.values.seen import DAY_FIELDS, MAPPING_METHODS, TEXT_METHODS
from handouts.diagnostics import Diagnostic, Span
from handouts.model.base import Text

Names = MutableMapping[str, Type]
"""The names that an expression sees, with their types."""

Vocabulary = Mapping[str, Mapping[str, Type]]
"""Kind of record → the names of its records in this project, and of what type a value by that name is;
``ANYTHING`` where it is of the type that all have."""


@dataclass(slots=True)
class Expressions:
    """Reads the expressions of one leaf."""

    leaf: Text
    source: str
    """The leaf without what does not belong to its code."""
    names: Names
    vocabulary: Vocabulary
    faults: list[Diagnostic] = field(default_factory=list)
    may_be_absent: bool = False
    """Whether what is read may be a field of what is not there."""

    def of(self, node: nodes.Node) -> Type:
        """The type of an expression."""
        read = self._readers.get(type(node))
        return read(self, node) if read is not None else self._others(node)

    def report(self, fault: Diagnostic) -> Type:
        """Note a fault; of what follows on it nothing is asked."""
        self.faults.append(fault)
        return ANYTHING

    def place(self, node: nodes.Node, name: str = "") -> Span | None:
        """The place of a node, or of a name within it."""
        at = place_of_name(self.source, node, name) if name else node.lineno - 1
        return place_at(self.leaf, at)

    def _others(self, node: nodes.Node) -> Type:
        for child in node.iter_child_nodes():
            self.of(child)
        return ANYTHING

    # Names and fields

    def _name(self, node: nodes.Name) -> Type:
        if node.name in self.names:
            return self.names[node.name]
        if node.name in environment().globals:
            return ANYTHING
        place = self.place(node, node.name)
        return self.report(undefined_name(node.name, self.names, place))

    def _attribute(self, node: nodes.Getattr) -> Type:
        return self._field(self.of(node.node), node.attr, node)

    def _entry(self, node: nodes.Getitem) -> Type:
        thing, name = self.of(node.node), constant(node.arg)
        if name is None:
            index = self.of(node.arg)
            by_place = isinstance(node.arg, nodes.Slice) or isinstance(index, NumberType)
            if by_place and not any(map(_has_places, members(thing))):
                place = self.place(start_of(node.node))
                return self.report(wrong_type("[…]", "a list or a text", thing, place))
            return _item(thing, node.arg)
        if is_mapping(thing):
            return self.key(thing, name, node.arg)
        return self._field(thing, name, node.arg)

    def _field(self, thing: Type, name: str, node: nodes.Node) -> Type:
        found = self.find(thing, name)
        if found is not None:
            return found
        if is_mapping(thing):
            return self.key(thing, name, node)
        if self.may_be_absent and thing is NOTHING:
            return NOTHING
        if name[:1] == "_":
            return self.report(out_of_reach(self.place(node, name)))
        owner = getattr(node, "node", None)
        known = (f"`{as_written(owner)}`",) if owner and as_written(owner) else ()
        return self.report(unknown_field(name, thing, self.place(node, name), *known))

    def key(self, thing: Type, name: str, node: nodes.Node) -> Type:
        """What a group of values has under a name."""
        found = self.find(thing, name)
        if found is not None:
            return found
        group = next(one for one in members(thing) if isinstance(one, MappingType))
        known = self._keys(group)
        return self.report(unknown_key(name, group.kind, known or (), self.place(node, name)))

    def find(self, thing: Type, name: str) -> Type | None:
        """The type of a field; ``None`` where none of the types that the thing may have has it."""
        found = [self._find(one, name) for one in members(thing)]
        known = [one for one in found if one is not None]
        return union(known) if known else None

    def _find(self, thing: Type, name: str) -> Type | None:
        match thing:
            case RecordType():
                return thing.fields.get(name)
            case TextType():
                return TEXT_METHODS.get(name)
            case DayType():
                return DAY_FIELDS.get(name)
            case MappingType():
                return self._find_key(thing, name)
            case ListType() | NumberType() | TruthType() | NothingType():
                return None
            case _:
                return ANYTHING

    def _find_key(self, group: MappingType, name: str) -> Type | None:
        if name in MAPPING_METHODS:
            return FunctionType(_of_method(name, group.item))
        known = self._keys(group)
        if known is None:
            return group.item
        if name not in known:
            return None
        own = self.vocabulary.get(group.kind, {}).get(name, ANYTHING)
        # the project's dimensions have the names of a role's facts, and are none
        is_fact = not isinstance(group.item, RecordType) or "text" in group.item.fields
        return own if own is not ANYTHING and is_fact else group.item

    def _keys(self, group: MappingType) -> tuple[str, ...] | None:
        """The names that a group can have; ``None`` if any."""
        if group.names is not None:
            return group.names
        return tuple(self.vocabulary[group.kind]) if group.kind in self.vocabulary else None

    def can_have(self, thing: Type, name: str) -> bool:
        """Whether a group of values, or whatever it is, may have a value under a name."""
        return not is_mapping(thing) or self.find(thing, name) is not None

    def at_path(self, of: Type, path: str, node: nodes.Node) -> Type:
        """The type of a field of a field …, named in a text; reports one that is not there."""
        for name in path.split("."):
            of = _item(of, node) if name.isdigit() else self._field(of, name, node)
        return of

    # Filters, tests and calls

    def _filter(self, node: nodes.Filter) -> Type:
        if node.node is None:
            return TEXT
        may_be_missing = node.name in {"default", "d"}
        outer, self.may_be_absent = self.may_be_absent, node.name in OF_NOTHING
        value = self.lenient(node.node) if may_be_missing else self.of(node.node)
        self.may_be_absent = outer
        for argument in (*node.args, *(one.value for one in node.kwargs)):
            self.of(argument)
        return self.named_filter(node.name, value, node)

    def named_filter(self, name: str, of: Type, call: nodes.Filter) -> Type:
        """What a filter makes of a value."""
        place = self.place(call, name)
        filtering = FILTERS.get(name)
        if filtering is None:
            return self.report(unknown_callable("filter", name, FILTERS, place))
        if not any(map(filtering.takes, members(of))):
            return self.report(wrong_type(name, filtering.wanted, of, place))
        if name in OF_WORDS and not any(map(has_words, members(item_of(of)))):
            wanted = "a list of texts"
            return self.report(wrong_type(name, wanted, item_of(of), place, "each item"))
        return filtering.gives(of, call, self)

    def lenient(self, node: nodes.Node) -> Type:
        """The type of what may be missing, as it is asked whether it is there."""
        if isinstance(node, nodes.Name) and node.name not in self.names:
            return ANYTHING
        if isinstance(node, nodes.Getattr):
            return self.find(self.of(node.node), node.attr) or ANYTHING
        name = constant(node.arg) if isinstance(node, nodes.Getitem) else None
        if isinstance(node, nodes.Getitem) and name is not None:
            return self.find(self.of(node.node), name) or ANYTHING
        return self.of(node)

    def _test(self, node: nodes.Test) -> Type:
        tests = environment().tests
        if node.name not in tests:
            place = self.place(node, node.name)
            return self.report(unknown_callable("test", node.name, tests, place))
        value = self.lenient(node.node) if node.name in _OF_PRESENCE else self.of(node.node)
        for argument in node.args:
            self.of(argument)
        if node.name in _OF_NUMBERS and not any(map(_may_reckon, members(value))):
            place = self.place(node, node.name)
            return self.report(wrong_type(node.name, "a number", value, place))
        return TRUTH

    def _call(self, node: nodes.Call) -> Type:
        function = self.of(node.node)
        for argument in (*node.args, *(one.value for one in node.kwargs)):
            self.of(argument)
        kinds = members(function)
        results = [one.result for one in kinds if isinstance(one, FunctionType)]
        if isinstance(node.node, nodes.Name) and node.node.name == "range":
            return ListType(NUMBER)
        if results or ANYTHING in kinds:
            return union(results) if len(results) == len(kinds) else ANYTHING
        name = as_written(node.node).rpartition(".")[2]
        said = f"`{name}` is {in_words(function)}" if name else in_words(function)
        return self.report(refused(f"{said}, and no function", self.place(node.node, name)))

    # Operators

    def _reckoned(self, node: nodes.BinExpr) -> Type:
        left, right = members(self.of(node.left)), members(self.of(node.right))
        wanted, fits = _OPERANDS.get(node.operator, _OPERANDS["-"])
        if not any(fits(a, b) for a in left for b in right):
            sides = (*left, *right)
            records = [one for one in sides if isinstance(one, RecordType)]
            others = [one for one in sides if not isinstance(one, NumberType)]
            odd = (*records, *others, left[0])[0]
            place = self.place(start_of(node.left))
            return self.report(wrong_type(node.operator, wanted, odd, place, "one side"))
        certainly = {type(one) for one in (*left, *right)}
        return NUMBER if certainly <= {NumberType, TruthType} else ANYTHING

    def _joined(self, node: nodes.Concat) -> Type:
        for child in node.nodes:
            found = self.of(child)
            if not any(map(has_words, members(found))):
                self.report(wrong_type("~", "texts", found, self.place(child), "one side"))
        return TEXT

    def _compared(self, node: nodes.Compare) -> Type:
        sides = [self.of(node.expr), *(self.of(one.expr) for one in node.ops)]
        for one, (left, right) in zip(node.ops, pairwise(sides), strict=True):
            if one.op in _ORDERS:
                self._ordered(_ORDERS[one.op], left, right, node)
            elif one.op in {"eq", "ne"}:
                self._refuse_impossible(left, one.expr)
                self._refuse_impossible(right, node.expr)
        return TRUTH

    def _ordered(self, sign: str, left: Type, right: Type, node: nodes.Compare) -> None:
        if not any(_have_order(a, b) for a in members(left) for b in members(right)):
            odd = left if any(isinstance(b, NumberType) for b in members(right)) else right
            place = self.place(start_of(node.expr))
            self.report(wrong_type(sign, "two numbers or two texts", odd, place, "one side"))

    def _refuse_impossible(self, found: Type, other: nodes.Node) -> None:
        """Of what has few values, a text that is none of them."""
        text, options = constant(other), [getattr(one, "options", ()) for one in members(found)]
        known = [option for some in options for option in some]
        if text is not None and all(options) and text not in known:
            self.report(impossible_text(text, known, self.place(other, text)))

    def _either(self, node: nodes.And | nodes.Or) -> Type:
        """The right side is read only if it can matter."""
        left = self.of(node.left)
        known = certain(node.left, self)
        stops = known is False if isinstance(node, nodes.And) else known is True
        return left if stops else union([left, self.of(node.right)])

    def _condition(self, node: nodes.CondExpr) -> Type:
        self.of(node.test)
        known = certain(node.test, self)
        found = [] if known is False else [self.of(node.expr1)]
        if known is not True:
            found.append(self.of(node.expr2) if node.expr2 is not None else NOTHING)
        return union(found)

    def _signed(self, node: nodes.Neg | nodes.Pos) -> Type:
        found = self.of(node.node)
        if any(map(_may_reckon, members(found))):
            return NUMBER
        place = self.place(start_of(node.node))
        return self.report(wrong_type("-", "a number", found, place, "one side"))

    def _not(self, node: nodes.Not) -> Type:
        self.of(node.node)
        return TRUTH

    def _list(self, node: nodes.List | nodes.Tuple) -> Type:
        items = [self.of(item) for item in node.items]
        return ListType(union(items) if items else NOTHING)

    def _group(self, node: nodes.Dict) -> Type:
        found = [(constant(pair.key), self.of(pair.value)) for pair in node.items]
        names = tuple(name for name, _ in found if name is not None)
        closed = names if len(names) == len(found) else None
        return MappingType(union(one for _, one in found), names=closed)

    def _const(self, node: nodes.Const) -> Type:
        return _CONSTANTS.get(type(node.value), ANYTHING)

    _readers: ClassVar[Mapping[type[nodes.Node], Callable[[Any, Any], Type]]] = {
        nodes.Name: _name,
        nodes.Getattr: _attribute,
        nodes.Getitem: _entry,
        nodes.Filter: _filter,
        nodes.Test: _test,
        nodes.Call: _call,
        nodes.Concat: _joined,
        nodes.Compare: _compared,
        nodes.And: _either,
        nodes.Or: _either,
        nodes.CondExpr: _condition,
        nodes.Neg: _signed,
        nodes.Pos: _signed,
        nodes.Not: _not,
        nodes.List: _list,
        nodes.Tuple: _list,
        nodes.Dict: _group,
        nodes.Const: _const,
        **dict.fromkeys(
            [nodes.Add, nodes.Sub, nodes.Mul, nodes.Div, nodes.FloorDiv, nodes.Mod, nodes.Pow],
            _reckoned,
        ),
    }  # fmt: skip


def as_written(node: nodes.Node) -> str:
    """A name with its fields as it was written; empty for other expressions."""
    if isinstance(node, nodes.Name):
        return node.name
    if isinstance(node, nodes.Getattr) and as_written(node.node):
        return f"{as_written(node.node)}.{node.attr}"
    return ""


def start_of(node: nodes.Node) -> nodes.Node:
    """The first name of an expression of fields, entries and filters."""
    inner = getattr(node, "node", None)
    return start_of(inner) if isinstance(inner, nodes.Node) else node


def is_mapping(thing: Type) -> bool:
    """Whether it is certainly a group of named values."""
    return all(isinstance(one, MappingType) for one in members(thing))


def _item(thing: Type, index: nodes.Node) -> Type:
    """What stands at a place, or in a part, of a list or a group."""
    found: list[Type] = []
    for one in members(thing):
        if isinstance(index, nodes.Slice):
            found.append(one if isinstance(one, ListType | TextType) else ANYTHING)
        elif isinstance(one, ListType | MappingType):
            found.append(one.item)
        else:
            found.append(TEXT if isinstance(one, TextType) else ANYTHING)
    return union(found)


def _of_method(name: str, item: Type) -> Type:
    """What a method of a group of values gives."""
    return {
        "keys": ListType(TEXT),
        "values": ListType(item),
        "items": ListType(ListType(union([TEXT, item]))),
    }.get(name, union([item, NOTHING]))


def _has_places(one: Type) -> bool:
    """Whether a number or a slice may lead to a part of it."""
    return not isinstance(one, RecordType | NumberType | TruthType | DayType | NothingType)


def _may_reckon(one: Type) -> bool:
    return not isinstance(one, RecordType | TextType | ListType | MappingType | NothingType)


def _may_add(left: Type, right: Type) -> bool:
    if _may_reckon(left) and _may_reckon(right):
        return True
    same = type(left) is type(right) and isinstance(left, TextType | ListType)
    return same or left is ANYTHING or right is ANYTHING


def _may_multiply(left: Type, right: Type) -> bool:
    return (_may_reckon(left) or _may_reckon(right)) and not (
        isinstance(left, RecordType | NothingType) or isinstance(right, RecordType | NothingType)
    )


def _may_subtract(left: Type, right: Type) -> bool:
    return _may_reckon(left) and _may_reckon(right)


def _have_order(left: Type, right: Type) -> bool:
    if left is ANYTHING or right is ANYTHING:
        return True
    if isinstance(left, RecordType | NothingType) or isinstance(right, RecordType | NothingType):
        return False
    reckon = (NumberType, TruthType)
    return type(left) is type(right) or (isinstance(left, reckon) and isinstance(right, reckon))


_OPERANDS: Final[Mapping[str, tuple[str, Callable[[Type, Type], bool]]]] = {
    "+": ("two numbers or two texts", _may_add),
    "*": ("numbers", _may_multiply),
    "-": ("numbers", _may_subtract),
}

_ORDERS: Final = {"lt": "<", "gt": ">", "lteq": "<=", "gteq": ">="}
_OF_PRESENCE: Final = frozenset({"defined", "undefined"})
_OF_NUMBERS: Final = frozenset({"divisibleby", "even", "odd"})

_CONSTANTS: Final[Mapping[type, Type]] = {
    str: TEXT,
    bool: TRUTH,
    int: NUMBER,
    float: NUMBER,
    type(None): NOTHING,
}
