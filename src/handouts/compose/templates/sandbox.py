"""Jinja2 shut in: data is read field by field, nothing is loaded, every loop and text is counted.

What a template may hold is listed, not what it may not: statements, filters, functions, and the
attributes of each type. Limits are in ``meter``.
"""

import functools
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any, Final, cast

from jinja2 import TemplateSyntaxError, Undefined, nodes, pass_context
from jinja2.environment import Template
from jinja2.exceptions import SecurityError
from jinja2.filters import FILTERS as BUILT_IN
from jinja2.nativetypes import NativeCodeGenerator
from jinja2.parser import Parser
from jinja2.runtime import Context, LoopContext
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.utils import Namespace
from jinja2.visitor import NodeTransformer
from pydantic import BaseModel

from handouts.compose.templates.meter import LONGEST, LimitError, Meter, bounded
from handouts.compose.templates.sourced import (
    SourcedVerbatim,
    is_plain,
    made_of,
    sourced,
    text_of,
    words,
)
from handouts.kept import kept
from handouts.model.base import VerbatimText

LONGEST_TEMPLATE: Final = 20_000
"""Characters of one string with template code in it."""

_COUNTED, _JOINED, _FLAT = " counted", " joined", " flat"
"""Filters of our own that the compiler puts in; no template can name them."""

_STATEMENTS: Final[dict[type[nodes.Node], str]] = {
    nodes.Macro: "macro", nodes.CallBlock: "call", nodes.FilterBlock: "filter",
    nodes.Include: "include", nodes.Import: "import", nodes.FromImport: "from … import",
    nodes.Extends: "extends", nodes.Block: "block", nodes.ExprStmt: "do",
    nodes.ScopedEvalContextModifier: "autoescape", nodes.EvalContextModifier: "autoescape",
}  # fmt: skip

_ALLOWED: Final = (
    nodes.Template, nodes.Output, nodes.TemplateData, nodes.If, nodes.For, nodes.Assign,
    nodes.AssignBlock, nodes.With, nodes.Scope, nodes.Name, nodes.NSRef, nodes.Const, nodes.List,
    nodes.Tuple, nodes.Dict, nodes.Pair, nodes.Keyword, nodes.CondExpr, nodes.Filter, nodes.Test,
    nodes.Call, nodes.Getitem, nodes.Getattr, nodes.Slice, nodes.Concat, nodes.Compare,
    nodes.Operand, nodes.BinExpr, nodes.UnaryExpr,
)  # fmt: skip

_FILTERS: Final = (
    "abs", "capitalize", "count", "d", "default", "dictsort", "first", "float", "int", "items",
    "join", "last", "length", "list", "lower", "map", "max", "min", "reject", "rejectattr",
    "replace", "reverse", "round", "select", "selectattr", "sort", "string", "sum", "title", "trim",
    "truncate", "unique", "upper", "wordcount",
)  # fmt: skip

_ATTRIBUTES: Final[tuple[tuple[type, frozenset[str]], ...]] = (
    (str, frozenset(
        ["lower", "upper", "title", "capitalize", "casefold", "startswith", "endswith", "strip", "lstrip", "rstrip", "split", "removeprefix", "removesuffix", "isdigit", "find", "count", "partition", "rpartition", "splitlines"]
    )),
    (Mapping, frozenset({"items", "keys", "values", "get"})),
    (LoopContext, frozenset(
        ["index", "index0", "revindex", "revindex0", "first", "last", "length", "previtem", "nextitem", "depth", "depth0", "cycle", "changed"]
    )),
    (date, frozenset({"year", "month", "day", "isoformat"})),
)  # fmt: skip
"""What a template sees of values that are no records."""

_MOST_DIGITS: Final = 30


class _Fence(NodeTransformer):
    """Refuses what a layout may not hold, and puts the counting in."""

    def generic_visit(self, node: nodes.Node, *args: Any, **kwargs: Any) -> nodes.Node:
        if not isinstance(node, _ALLOWED):
            name = _STATEMENTS.get(type(node), type(node).__name__.lower())
            raise TemplateSyntaxError(f"`{name}` cannot stand in a layout", node.lineno)
        return super().generic_visit(node, *args, **kwargs)

    def visit_For(self, node: nodes.For) -> nodes.Node:  # noqa: N802
        if node.recursive:
            raise TemplateSyntaxError("a loop cannot call itself", node.lineno)
        weight = sum(len(d.data) for d in node.find_all(nodes.TemplateData))
        self.generic_visit(node)
        node.iter = _filtered(node.iter, _COUNTED, nodes.Const(weight, lineno=node.lineno))
        return node

    def visit_Concat(self, node: nodes.Concat) -> nodes.Node:  # noqa: N802
        self.generic_visit(node)
        return _filtered(nodes.List(node.nodes, lineno=node.lineno), _JOINED)

    def visit_List(self, node: nodes.List) -> nodes.Node:  # noqa: N802
        self.generic_visit(node)
        return _filtered(node, _FLAT) if node.items else node

    def visit_Tuple(self, node: nodes.Tuple) -> nodes.Node:  # noqa: N802
        self.generic_visit(node)
        return _filtered(node, _FLAT) if node.items and node.ctx == "load" else node

    def visit_Dict(self, node: nodes.Dict) -> nodes.Node:  # noqa: N802
        self.generic_visit(node)
        return _filtered(node, _FLAT) if node.items else node


def _filtered(node: nodes.Node, name: str, *arguments: nodes.Expr) -> nodes.Filter:
    return nodes.Filter(
        cast("nodes.Expr", node), name, list(arguments), [], None, None, lineno=node.lineno
    )


class LeafContext(Context):
    """What one run of a template sees, and the meter that counts what it does."""

    def __init__(self, environment: "Sandbox", names: dict[str, object], meter: Meter) -> None:
        super().__init__(environment, names, None, {})
        self.meter = meter


Filter = Callable[..., Any]


class Sandbox(ImmutableSandboxedEnvironment):
    """An environment in which a template can read data and print, and nothing else.

    It holds nothing of any run: its templates are compiled once, and count on the meter of the
    context that they run in. What they yield is their own words, and what ``finalize`` makes of values.
    """

    intercepted_binops = frozenset({"+", "-", "*", "/", "//", "%", "**"})
    intercepted_unops = frozenset({"+", "-"})
    code_generator_class = NativeCodeGenerator  # which makes no text of what is printed

    def __init__(
        self,
        undefined: type[Undefined],
        filters: Mapping[str, Filter],
        finalize: Callable[[LeafContext, Any], object],
        concat: Callable[[Iterable[Any]], object],
    ) -> None:
        super().__init__(
            undefined=undefined,
            autoescape=False,
            trim_blocks=True,
            lstrip_blocks=True,
            optimized=False,  # nothing is worked out while a template is compiled
        )
        self.finalize = pass_context(finalize)  # with the context, constants are printed in it too
        self.concat = concat  # type: ignore[assignment]  # of what a block of `set` yields
        self.globals.clear()
        self.globals.update(range=_range, namespace=Namespace)
        known = {name: BUILT_IN[name] for name in _FILTERS} | _OWN | dict(filters)
        self.filters.clear()
        self.filters.update({name: _guarded(name, f) for name, f in known.items()})
        self.filters.update({_COUNTED: _counted, _JOINED: _joined, _FLAT: _flat})

    def _generate(
        self, source: nodes.Template, name: str | None, filename: str | None, defer_init: bool = False
    ) -> str:  # fmt: skip
        _Fence().visit(source)
        return super()._generate(source, name, filename, defer_init)

    def getattr(self, obj: Any, attribute: str) -> Any:
        """A field of the data, or an entry by its key; what is not listed is not even looked at."""
        if isinstance(obj, Undefined):  # whose own properties are no fields of the data
            return obj._fail_with_undefined_error()  # noqa: SLF001
        kind: Any = type(obj)
        if attribute in _visible(kind) or (kind is Namespace and attribute[:1] != "_"):
            value = getattr(obj, attribute, None)
            if value is None or callable(value):
                return super().getattr(obj, attribute)
            return sourced(value, made_of(obj)) if attribute in _TELLING else value
        if isinstance(obj, Mapping) and attribute in obj:
            return obj[attribute]
        if attribute[:1] == "_" or hasattr(kind, attribute):
            return self.unsafe_undefined(obj, attribute)
        return self.undefined(obj=obj, name=attribute)

    def getitem(self, obj: Any, argument: Any) -> Any:
        """An entry of a list or a group, a field by its name."""
        if isinstance(argument, str) and not isinstance(obj, Mapping):
            return self.getattr(obj, argument)
        return super().getitem(obj, argument)

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:  # noqa: ARG002
        """Whether a layout may see it: ``getattr`` has asked already."""
        return attr[:1] != "_"

    def call(self, context: Context, obj: Any, *args: Any, **kwargs: Any) -> Any:
        """Call a function or a method of a text, whose parts are made of what it is made of."""
        owner = getattr(obj, "__self__", None)
        _meter(context).size((owner, *args))
        made = super().call(context, obj, *args, **kwargs)
        if isinstance(owner, str) and isinstance(made, str | list | tuple):
            return sourced(made, made_of(owner))
        return made

    def is_safe_callable(self, obj: Any) -> bool:
        """Functions of this module, and what ``is_safe_attribute`` let through."""
        owner = getattr(obj, "__self__", None)
        return (
            obj is _range
            or obj is Namespace
            or isinstance(owner, str | Mapping | LoopContext | date)
        )

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        """Reckon, within bounds."""
        meter = _meter(context)
        meter.charge()
        _refuse_operands(operator, left, right)
        made = super().call_binop(context, operator, left, right)
        if isinstance(made, str | list | tuple):
            meter.charge(bounded(len(made)) // 50)
        if isinstance(made, int) and abs(made) >= 10**_MOST_DIGITS:
            raise LimitError(f"makes a number of more than {_MOST_DIGITS} digits")
        return _sourced(meter, made, left, right)

    def call_unop(self, context: Context, operator: str, arg: Any) -> Any:
        """Turn a number around."""
        return _sourced(_meter(context), super().call_unop(context, operator, arg), arg)


def _meter(context: Context) -> Meter:
    assert isinstance(context, LeafContext)
    return context.meter


@pass_context
def _counted(context: LeafContext, values: Any, weight: int) -> Any:
    return values if isinstance(values, Undefined) else context.meter.turns(words(values), weight)


@pass_context
def _joined(context: LeafContext, values: list[Any]) -> str:
    texts = [text_of(value) for value in values]
    context.meter.charge(1 + bounded(sum(map(len, texts))) // 50)
    return cast("str", _sourced(context.meter, "".join(texts), *values))


def _sourced(meter: Meter, made: Any, *values: Any, kind: type | None = None) -> Any:
    """What was made of values, as one that knows of which values of the data."""
    if not is_plain(made):
        return made
    data = made_of(*values)
    meter.charge(len(data))
    return sourced(made, data, kind)


_ASKED: Final[dict[str, Callable[[Context], object]]] = {
    "context": lambda context: context,
    "eval_context": lambda context: context.eval_ctx,
    "environment": lambda context: context.environment,
}
"""What a filter of Jinja's may ask for as its first argument."""


_PICKING: Final = frozenset({"default", "d", "first", "last", "max", "min"})
"""Filters whose result is one of the values that they are given, and is made of that alone."""

_COUNTING: Final = frozenset({"count", "length", "wordcount"})
"""Filters whose result no source says: how many there are, or how long a text is."""

_SEEKING: Final = {"replace": 1, "trim": 1}
"""Filter → which of its arguments is only looked for."""

_OF_FACTS: Final = frozenset(
    {"default", "d", "money", "wage_per_hour", "number", "percent", "in_brief"}
)
"""Filters that take a fact as it is; of the others some take a text, the rest a list or a number."""

_OF_TEXTS: Final = frozenset(
    {
        "bare_address", "capitalize", "capitalized", "long_date", "lower", "lower_first", "title",
        "trim", "truncate", "upper", "wordcount",
    }
)  # fmt: skip

_TO_THE_LETTER: Final = frozenset({"bare_address"})
"""Filters whose result is for machines: no quotes or dashes of good type belong there."""


def _guarded(name: str, function: Filter) -> Filter:
    """A filter whose arguments are counted and whose result is bounded, and keeps its sources."""
    asked = getattr(function, "jinja_pass_arg", None)
    first = [_ASKED[asked.name]] if asked else []
    keeps = name not in _PICKING | _COUNTING

    @functools.wraps(function)
    def guarded(context: LeafContext, value: Any, *args: Any, **kwargs: Any) -> Any:
        meter = context.meter
        seen = value if name in _OF_FACTS else words(value)
        if name in _OF_TEXTS:
            seen = sourced(text_of(value), made_of(value))
        counted = [_within(meter, a) for a in (seen, *args)]
        meter.size((*counted, *kwargs.values()))
        made = function(*[of(context) for of in first], *counted, **kwargs)
        if isinstance(made, str | list | tuple):
            bounded(len(made))
        if keeps:
            sought = _SEEKING.get(name)
            said = [a for place, a in enumerate(counted) if place != sought]
            verbatim = name in _TO_THE_LETTER or isinstance(value, VerbatimText)
            kind = SourcedVerbatim if verbatim and isinstance(made, str) else None
            made = _sourced(meter, made, *said, *kwargs.values(), kind=kind)
        return meter.turns(made) if _is_lazy(made) else made

    return pass_context(guarded)


def _within(meter: Meter, value: Any) -> Any:
    """What comes one by one is counted as it comes, and at hand when it is asked what it was."""
    return list(meter.turns(value)) if _is_lazy(value) else value


def _is_lazy(value: Any) -> bool:
    return isinstance(value, Iterator) and not isinstance(value, str)


def _range(*bounds: int) -> list[int]:
    made = range(*bounds)
    if len(made) > LONGEST // 10:
        raise LimitError(f"counts further than {LONGEST // 10:,}")
    return list(made)


_HIDDEN: Final = frozenset({"withheld"})
"""What was read and may not be printed."""

_TELLING: Final = frozenset({"text", "short", "value"})
"""Fields of facts and figures that say what their sources say."""


@kept(most=256)
def _visible(kind: Any) -> frozenset[str]:
    """The attributes of a type that a template may read."""
    for base, names in _ATTRIBUTES:
        if issubclass(kind, base):
            return names
    if issubclass(kind, BaseModel):
        fields: Iterable[str] = kind.model_fields
    else:
        fields = getattr(kind, "__dataclass_fields__", ())
    own = (c for c in kind.__mro__ if c.__module__.startswith("handouts."))
    properties = (n for c in own for n, v in vars(c).items() if isinstance(v, property))
    seen = (n for n in (*fields, *properties) if not n.startswith(("_", "span")))
    return frozenset(seen) - _HIDDEN


def _refuse_operands(operator: str, left: Any, right: Any) -> None:
    if operator == "%" and isinstance(left, str):
        raise SecurityError("`%` fills in no texts here")
    if operator == "*":
        for text, times in ((left, right), (right, left)):
            if isinstance(text, str | list | tuple) and isinstance(times, int):
                bounded(len(text) * max(times, 0))
    if operator == "+" and isinstance(left, str | list | tuple) and isinstance(right, type(left)):
        bounded(len(left) + len(right))
    if operator == "**" and not (isinstance(right, int) and abs(right) <= _MOST_DIGITS):
        raise LimitError(f"raises to a power that is over {_MOST_DIGITS}, or no whole number")


def _flat(values: Any) -> Any:
    """A list, tuple or group that a template wrote out: rows of plain values at most.

    What is nested further could grow unseen, doubling with every turn of a loop.
    """
    rows = [v for v in _inner(values) if _is_nested(v)]
    if any(isinstance(v, Iterator) or any(map(_is_nested, _inner(v))) for v in rows):
        raise TypeError("a list stands in another one")
    return values


_NESTED: Final = (list, tuple, dict, Iterator)


def _is_nested(value: Any) -> bool:
    return not isinstance(value, str | BaseModel) and isinstance(value, _NESTED)


def _inner(values: Any) -> Iterable[Any]:
    return values.values() if isinstance(values, dict) else values


def _joined_by(values: Iterable[Any], d: str = "", attribute: str | None = None) -> str:
    if attribute is not None:
        raise TypeError("`join` takes no attribute; write `map(attribute=…)` before it")
    return str(d).join(text_of(value) for value in values)


def _replaced(text: Any, old: str, new: str, count: int | None = None) -> str:
    whole, old, new = text_of(text), str(old), str(new)
    times = whole.count(old) if old else len(whole) + 1
    bounded(len(whole) + times * len(new))
    return whole.replace(old, new, -1 if count is None else count)


def _summed(values: Iterable[Any], attribute: str | None = None, start: Any = 0) -> Any:
    if attribute is not None:
        raise TypeError("`sum` takes no attribute; write `map(attribute=…)` before it")
    total = 0
    for value in (start, *values):
        if not isinstance(value, int | float | Decimal):
            raise TypeError("`sum` adds numbers only")
        total += value  # type: ignore[assignment]
    return total


def _rounded(value: Any, precision: int = 0, method: str = "common") -> Any:
    if abs(precision) > _MOST_DIGITS:
        raise LimitError(f"rounds to more than {_MOST_DIGITS} digits")
    return BUILT_IN["round"](value, precision, method)


_OWN: Final[dict[str, Callable[..., Any]]] = {
    "join": _joined_by,
    "replace": _replaced,
    "round": _rounded,
    "string": text_of,
    "sum": _summed,
}
"""Jinja's filters that have no bounds of their own, with bounds."""


def compiled(environment: Sandbox, source: str) -> Template:
    """A template.

    Raises:
        TemplateSyntaxError: when it cannot be read, or is too long.
    """
    _refuse_long(source)
    return environment.from_string(source)


RESULT: Final = "result"
"""The name under which a template of one expression leaves its value."""


def expression(environment: Sandbox, source: str) -> Template:
    """A template that prints nothing, and sets ``RESULT``; raises as ``compiled`` does."""
    _refuse_long(source)
    parser = Parser(environment, source.strip(), state="variable")
    value = parser.parse_expression()
    if not parser.stream.eos:
        raise TemplateSyntaxError("chunk after expression", parser.stream.current.lineno)
    setting = nodes.Assign(nodes.Name(RESULT, "store"), value, lineno=1)
    template = nodes.Template([setting], lineno=1)
    template.set_environment(environment)
    return environment.from_string(template)


def _refuse_long(source: str) -> None:
    if len(source) > LONGEST_TEMPLATE:
        raise TemplateSyntaxError(f"it has more than {LONGEST_TEMPLATE:,} characters", 1)
