"""Jinja2 shut in: data is read field by field, nothing is loaded, every loop and text is counted.

What a template may hold is listed, not what it may not: statements, filters, functions, and the
attributes of each type. Limits are in ``meter``.
"""

import functools
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any, Final, cast

from jinja2 import TemplateSyntaxError, Undefined, nodes
from jinja2.environment import Template, TemplateExpression
from jinja2.exceptions import SecurityError
from jinja2.filters import FILTERS as BUILT_IN
from jinja2.runtime import Context, LoopContext
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.utils import Namespace
from jinja2.visitor import NodeTransformer
from pydantic import BaseModel

from handouts.compose.templates.meter import LONGEST, LimitError, Meter, bounded
from handouts.kept import kept

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


class Sandbox(ImmutableSandboxedEnvironment):
    """An environment in which a template can read data and print, and nothing else."""

    intercepted_binops = frozenset({"+", "-", "*", "/", "//", "%", "**"})

    def __init__(
        self, undefined: type[Undefined], filters: Mapping[str, Callable[..., Any]]
    ) -> None:
        super().__init__(
            undefined=undefined,
            autoescape=False,
            trim_blocks=True,
            lstrip_blocks=True,
            optimized=False,  # nothing is worked out while a template is compiled
        )
        self.meter = Meter()
        self.finalize = str
        self.globals.clear()
        self.globals.update(range=_range, namespace=Namespace)
        known = {name: BUILT_IN[name] for name in _FILTERS} | _OWN | dict(filters)
        self.filters.clear()
        self.filters.update({name: self._guarded(f) for name, f in known.items()})
        self.filters.update({_COUNTED: self._counted, _JOINED: self._joined, _FLAT: _flat})

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
            plain = value is not None and not callable(value)
            return value if plain else super().getattr(obj, attribute)
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
        """Call a function or a method of a text."""
        owner = getattr(obj, "__self__", None)
        self.meter.size((owner, *args))
        return super().call(context, obj, *args, **kwargs)

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
        self.meter.charge()
        _refuse_operands(operator, left, right)
        made = super().call_binop(context, operator, left, right)
        if isinstance(made, str | list | tuple):
            self.meter.charge(bounded(len(made)) // 50)
        if isinstance(made, int) and abs(made) >= 10**_MOST_DIGITS:
            raise LimitError(f"makes a number of more than {_MOST_DIGITS} digits")
        return made

    def _counted(self, values: Any, weight: int) -> Any:
        return values if isinstance(values, Undefined) else self.meter.turns(values, weight)

    def _joined(self, values: list[Any]) -> str:
        texts = [_scalar(value) for value in values]
        self.meter.charge(1 + bounded(sum(map(len, texts))) // 50)
        return "".join(texts)

    def _guarded(self, function: Callable[..., Any]) -> Callable[..., Any]:
        """A filter whose arguments are counted and whose result is bounded."""

        @functools.wraps(function)
        def guarded(*args: Any, **kwargs: Any) -> Any:
            counted = tuple(self._within(a) for a in args)
            self.meter.size((*counted, *kwargs.values()))
            made = function(*counted, **kwargs)
            if isinstance(made, str | list | tuple):
                bounded(len(made))
            return self._within(made)

        return guarded

    def _within(self, value: Any) -> Any:
        """What comes one by one is counted as it comes."""
        if isinstance(value, str) or not isinstance(value, Iterator):
            return value
        return self.meter.turns(value)


def _range(*bounds: int) -> list[int]:
    made = range(*bounds)
    if len(made) > LONGEST // 10:
        raise LimitError(f"counts further than {LONGEST // 10:,}")
    return list(made)


_HIDDEN: Final = frozenset({"withheld"})
"""What was read and may not be printed."""


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


def _scalar(value: Any) -> str:
    if isinstance(value, list | tuple | Mapping | Iterator):
        raise TypeError("a list stands where a text should")
    return str(value)


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
    return str(d).join(_scalar(value) for value in values)


def _replaced(text: Any, old: str, new: str, count: int | None = None) -> str:
    whole, old, new = _scalar(text), str(old), str(new)
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
    "string": _scalar,
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


def expression(environment: Sandbox, source: str) -> TemplateExpression:
    """One expression; raises as ``compiled`` does."""
    _refuse_long(source)
    return environment.compile_expression(source.strip(), undefined_to_none=False)


def _refuse_long(source: str) -> None:
    if len(source) > LONGEST_TEMPLATE:
        raise TemplateSyntaxError(f"it has more than {LONGEST_TEMPLATE:,} characters", 1)
