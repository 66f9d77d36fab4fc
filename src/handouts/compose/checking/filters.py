"""The filters of templates: what each takes, and what it gives."""

from collections.abc import Callable, Mapping
from typing import Final, Protocol

from jinja2 import nodes

from handouts.compose.values.language import (
    ANYTHING,
    NOTHING,
    NUMBER,
    TEXT,
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
    members,
    union,
)
from handouts.frozen import dataclass


class Reading(Protocol):
    """What a filter may ask of the reader of its expression."""

    def at_path(self, of: Type, path: str, node: nodes.Node) -> Type:
        """The type of a field of a field …, named in a text; reports one that is not there."""

    def named_filter(self, name: str, of: Type, call: nodes.Filter) -> Type:
        """What another filter, named in a text, makes of a value."""

    def of(self, node: nodes.Node) -> Type:
        """The type of an argument."""


Gives = Callable[[Type, nodes.Filter, Reading], Type]


@dataclass(frozen=True, slots=True)
class Filtering:
    """One filter: what it takes, in words and as a test, and the type of what it gives."""

    wanted: str
    takes: Callable[[Type], bool]
    gives: Gives


# What filters take: the tests are true of all that may work.


def has_words(one: Type) -> bool:
    """A text, a number, a day: whatever can be printed in a text."""
    return (isinstance(one, RecordType) and one.prints) or not _is_compound(one)


def _is_compound(one: Type) -> bool:
    return isinstance(one, ListType | MappingType | RecordType)


def has_items(one: Type) -> bool:
    """A list, a text, a group of values."""
    return not isinstance(one, NumberType | TruthType | DayType | FunctionType | NothingType) and (
        not isinstance(one, RecordType) or one.prints
    )


def is_number(one: Type) -> bool:
    """A number, and no text that reads like one."""
    return not _is_compound(one) and not isinstance(one, NothingType | TextType)


def _may_be_number(one: Type) -> bool:
    return has_words(one) and not isinstance(one, NothingType)


def _is_amount(one: Type) -> bool:
    if isinstance(one, RecordType):
        return one.is_amount
    return not isinstance(
        one, TextType | NumberType | TruthType | ListType | MappingType | NothingType
    )


def _may_be_fact(one: Type) -> bool:
    return _is_fact(one) if isinstance(one, RecordType) else _is_amount(one)


def _is_fact(one: Type) -> bool:
    return isinstance(one, RecordType) and one.prints


def _is_mapping(one: Type) -> bool:
    return not isinstance(one, TextType | NumberType | TruthType | ListType | NothingType) and (
        not isinstance(one, RecordType)
    )


def _any(_one: Type) -> bool:
    return True


# What filters give


def item_of(one: Type) -> Type:
    """What a loop over it gives, one by one."""
    found = []
    for member in members(one):
        if isinstance(member, ListType):
            found.append(member.item)
        elif isinstance(member, TextType | MappingType) or _is_fact(member):
            found.append(TEXT)
        else:
            found.append(ANYTHING)
    item = union(found)
    return ANYTHING if item is NOTHING else item  # of an empty list


def _gives(result: Type) -> Gives:
    return lambda _value, _call, _reading: result


def _same(value: Type, _call: nodes.Filter, _reading: Reading) -> Type:
    return value


def _item(value: Type, call: nodes.Filter, reading: Reading) -> Type:
    _by_attribute(value, call, reading)
    return item_of(value)


def _listed(value: Type, call: nodes.Filter, reading: Reading) -> Type:
    _by_attribute(value, call, reading)
    return ListType(item_of(value))


def _reversed(value: Type, _call: nodes.Filter, _reading: Reading) -> Type:
    """A text, or a fact in words, from its end is a text."""
    return union(
        ListType(one.item) if isinstance(one, ListType) else TEXT if is_text(one) else ANYTHING
        for one in members(value)
    )


def is_text(one: Type) -> bool:
    """A text, or a fact, which filters see as its words."""
    return isinstance(one, TextType) or _is_fact(one)


def _by_attribute(value: Type, call: nodes.Filter, reading: Reading) -> None:
    """``sort(attribute='a,b.c')`` and the like look at fields of the items."""
    for argument in call.kwargs:
        path = constant(argument.value)
        if argument.key == "attribute" and path is not None:
            for one in path.split(","):
                reading.at_path(item_of(value), one.strip(), argument.value)


def _picked(value: Type, call: nodes.Filter, reading: Reading) -> Type:
    """``selectattr('field', 'test', …)``."""
    path = constant(call.args[0]) if call.args else None
    tests = [constant(one) for one in call.args[1:2]]
    if path is not None and not {"defined", "undefined"} & set(tests):
        reading.at_path(item_of(value), path, call.args[0])
    return ListType(item_of(value))


def _mapped(value: Type, call: nodes.Filter, reading: Reading) -> Type:
    """``map(attribute='field')`` and ``map('filter', …)``."""
    by_key: dict[object, nodes.Expr] = {one.key: one.value for one in call.kwargs}
    if "attribute" in by_key:
        path = constant(by_key["attribute"])
        if path is None or "default" in by_key:
            return ListType(ANYTHING)
        return ListType(reading.at_path(item_of(value), path, by_key["attribute"]))
    name = constant(call.args[0]) if call.args else None
    if name is None:
        return ListType(ANYTHING)
    named = nodes.Filter(
        None, name, call.args[1:], call.kwargs, None, None, lineno=call.args[0].lineno
    )
    return ListType(reading.named_filter(name, item_of(value), named))


def _wherein(value: Type, call: nodes.Filter, reading: Reading) -> Type:
    """``where(field=value)``."""
    for argument in call.kwargs:
        reading.at_path(item_of(value), str(argument.key), argument.value)
    return ListType(item_of(value))


def _sorted(value: Type, call: nodes.Filter, reading: Reading) -> Type:
    """``sort('field')``, or as ``attribute``."""
    path = constant(call.args[0]) if call.args else None
    for one in path.split(",") if path else ():
        reading.at_path(item_of(value), one.strip(), call.args[0])
    return _listed(value, call, reading)


def _grouped(value: Type, call: nodes.Filter, reading: Reading) -> Type:
    """``group('field')``."""
    path = constant(call.args[0]) if call.args else None
    key = reading.at_path(item_of(value), path, call.args[0]) if path else ANYTHING
    fields = {"key": key, "records": ListType(item_of(value))}
    return ListType(RecordType("group", lambda: fields))


def _or_default(value: Type, call: nodes.Filter, reading: Reading) -> Type:
    """What is there stays, though it has no value; with ``true`` behind it an empty one does not."""
    if value is ANYTHING or len(call.args) + len(call.kwargs) > 1:
        return union([value, reading.of(call.args[0])]) if call.args else ANYTHING
    return value


def _either(value: Type, call: nodes.Filter, reading: Reading) -> Type:
    known = [one for one in members(value) if one is not NOTHING]
    return union([*known, reading.of(call.args[0]) if call.args else NOTHING])


def _pairs(value: Type, _call: nodes.Filter, _reading: Reading) -> Type:
    inner = [one.item for one in members(value) if isinstance(one, MappingType)]
    return ListType(ListType(union([TEXT, union(inner)])))


def _fact(value: Type, _call: nodes.Filter, _reading: Reading) -> Type:
    """Amounts in words are facts: the facts among them, else nothing that is certain."""
    facts = [one for one in members(value) if isinstance(one, RecordType) and one.prints]
    if len(facts) == len(members(value)):
        return value
    figures = [one.fields.get("fact", ANYTHING) for one in members(value) if one not in facts and isinstance(one, RecordType)]  # fmt: skip
    return union([*facts, *figures])


def constant(node: nodes.Node) -> str | None:
    """The text of a constant; ``None`` for what is no constant text."""
    return node.value if isinstance(node, nodes.Const) and isinstance(node.value, str) else None


PHRASE: Final = RecordType("phrase", dict, prints=True)
"""Words and values that can only be printed."""


def _has_values(one: Type) -> bool:
    return isinstance(one, NothingType) or has_items(one)


def _has_facts(one: Type) -> bool:
    return isinstance(one, ListType | NothingType) or _may_be_fact(one)


_TEXTS: Final = "a text"
_LISTS: Final = "a list"
_NUMBERS: Final = "a number"
_AMOUNTS: Final = "a figure or a fact"

FILTERS: Final[Mapping[str, Filtering]] = {
    **dict.fromkeys(
        ["bare_address", "capitalize", "capitalized", "long_date", "lower", "lower_first", "replace", "string", "title", "trim", "truncate", "upper"],
        Filtering(_TEXTS, has_words, _gives(TEXT)),
    ),
    "wordcount": Filtering(_TEXTS, has_words, _gives(NUMBER)),
    **dict.fromkeys(["count", "length"], Filtering(_LISTS, has_items, _gives(NUMBER))),
    **dict.fromkeys(["first", "last", "max", "min"], Filtering(_LISTS, has_items, _item)),
    **dict.fromkeys(["list", "unique"], Filtering(_LISTS, has_items, _listed)),
    "sort": Filtering(_LISTS, has_items, _sorted),
    "where": Filtering(_LISTS, has_items, _wherein),
    "group": Filtering(_LISTS, has_items, _grouped),
    "reverse": Filtering(_LISTS, has_items, _reversed),
    **dict.fromkeys(["reject", "select"], Filtering(_LISTS, has_items, _listed)),
    **dict.fromkeys(["rejectattr", "selectattr"], Filtering(_LISTS, has_items, _picked)),
    "map": Filtering(_LISTS, has_items, _mapped),
    "sum": Filtering(_LISTS, has_items, _gives(NUMBER)),
    **dict.fromkeys(["conjunction", "join"], Filtering(_LISTS, has_items, _gives(TEXT))),
    **dict.fromkeys(["dictsort", "items"], Filtering("a group of named values", _is_mapping, _pairs)),
    **dict.fromkeys(["d", "default"], Filtering("a value", _any, _or_default)),
    "or": Filtering("a value", _any, _either),
    "if_any": Filtering(_TEXTS, has_words, _gives(PHRASE)),
    **dict.fromkeys(["bullets", "numbered", "together"], Filtering(_LISTS, _has_values, _gives(PHRASE))),
    "counted": Filtering(_LISTS, has_items, _gives(TEXT)),
    "as_of": Filtering("a fact or a list of facts", _has_facts, _gives(TEXT)),
    **dict.fromkeys(["abs", "round"], Filtering(_NUMBERS, is_number, _gives(NUMBER))),
    **dict.fromkeys(["float", "int"], Filtering(_NUMBERS, has_words, _gives(NUMBER))),
    "about": Filtering(_NUMBERS, _may_be_number, _gives(TEXT)),
    **dict.fromkeys(["money", "number", "percent", "wage_per_hour"], Filtering(_AMOUNTS, _is_amount, _fact)),
    "in_brief": Filtering("a fact", _may_be_fact, _same),
}  # fmt: skip
"""Each filter of a template. A test holds that none is missing."""

OF_NOTHING: Final = frozenset(
    {"if_any", "or", "bullets", "numbered", "together", "counted", "as_of"}
)
"""Filters that have an answer where what they are given is not there."""

OF_WORDS: Final = frozenset({"bullets", "conjunction", "join", "numbered", "together"})
"""Filters whose items must have words."""
