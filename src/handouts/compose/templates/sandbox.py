"""Jinja2 shut in: data is read field by field, nothing is loaded, every loop and text is counted.

Only what is listed is allowed in a template: statements, functions, the attributes of each
type, and in ``filters`` the filters. Limits are in ``meter``.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any, Final, cast

from jinja2 import TemplateSyntaxError, Undefined, nodes, pass_context
from jinja2.environment import Template
from jinja2.exceptions import SecurityError
from jinja2.nativetypes import NativeCodeGenerator
from jinja2.parser import Parser
from jinja2.runtime import Context, LoopContext
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.utils import Namespace
from jinja2.visitor import NodeTransformer

from handouts.compose.templates.filters import COUNTED, FLAT, JOINED, filters, with_sources
from handouts.compose.templates.meter import (
    LONGEST,
    MOST_DIGITS,
    LeafContext,
    LimitError,
    bounded,
    meter_of,
)
from handouts.compose.templates.sourced import is_absent, made_of, sourced
from handouts.compose.values.seen import visible

LONGEST_TEMPLATE: Final = 20_000
"""Characters of one string with template code in it."""

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


def refused_statement(node: nodes.Node) -> None:
    """Refuse what a layout may not hold.

    Raises:
        TemplateSyntaxError: with the line of the node.
    """
    if not isinstance(node, _ALLOWED):
        name = _STATEMENTS.get(type(node), type(node).__name__.lower())
        raise TemplateSyntaxError(f"`{name}` cannot stand in a layout", node.lineno)


class _Fence(NodeTransformer):
    """Refuses what a layout may not hold, and puts the counting in."""

    def generic_visit(self, node: nodes.Node, *args: Any, **kwargs: Any) -> nodes.Node:
        refused_statement(node)
        return super().generic_visit(node, *args, **kwargs)

    def visit_For(self, node: nodes.For) -> nodes.Node:  # noqa: N802
        if node.recursive:
            raise TemplateSyntaxError("a loop cannot call itself", node.lineno)
        weight = sum(len(d.data) for d in node.find_all(nodes.TemplateData))
        self.generic_visit(node)
        node.iter = _filtered(node.iter, COUNTED, nodes.Const(weight, lineno=node.lineno))
        return node

    def visit_Concat(self, node: nodes.Concat) -> nodes.Node:  # noqa: N802
        self.generic_visit(node)
        return _filtered(nodes.List(node.nodes, lineno=node.lineno), JOINED)

    def visit_List(self, node: nodes.List) -> nodes.Node:  # noqa: N802
        self.generic_visit(node)
        return _filtered(node, FLAT) if node.items else node

    def visit_Tuple(self, node: nodes.Tuple) -> nodes.Node:  # noqa: N802
        self.generic_visit(node)
        return _filtered(node, FLAT) if node.items and node.ctx == "load" else node

    def visit_Dict(self, node: nodes.Dict) -> nodes.Node:  # noqa: N802
        self.generic_visit(node)
        return _filtered(node, FLAT) if node.items else node


def _filtered(node: nodes.Node, name: str, *arguments: nodes.Expr) -> nodes.Filter:
    return nodes.Filter(
        cast("nodes.Expr", node), name, list(arguments), [], None, None, lineno=node.lineno
    )


class Sandbox(ImmutableSandboxedEnvironment):
    """An environment in which a template can read data and print, and nothing else.

    It keeps nothing of a run: templates are compiled once, and count on the meter of the context that
    they run in. A template yields its own words, and values as ``finalize`` returns them.
    """

    intercepted_binops = frozenset({"+", "-", "*", "/", "//", "%", "**"})
    intercepted_unops = frozenset({"+", "-"})
    code_generator_class = NativeCodeGenerator  # yields values as they are, not as text

    def __init__(
        self,
        undefined: type[Undefined],
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
        self.finalize = pass_context(finalize)  # as it takes the context, constants pass it too
        self.concat = concat  # type: ignore[assignment]  # of what a block of `set` yields
        self.globals.clear()
        self.globals.update(range=_range, namespace=Namespace)
        self.filters.clear()
        self.filters.update(filters())

    def _generate(
        self, source: nodes.Template, name: str | None, filename: str | None, defer_init: bool = False
    ) -> str:  # fmt: skip
        _Fence().visit(source)
        return super()._generate(source, name, filename, defer_init)

    def getattr(self, obj: Any, attribute: str) -> Any:
        """A field of the data, or an entry by its key; unlisted attributes are not even looked at."""
        if isinstance(obj, Undefined):  # its own properties are no fields of the data
            if is_absent(obj):
                return self.undefined(obj=None, name=attribute)
            return obj._fail_with_undefined_error()  # noqa: SLF001
        kind: Any = type(obj)
        if attribute in visible(kind) or (kind is Namespace and attribute[:1] != "_"):
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
        """Whether a layout may see an attribute: ``getattr`` has looked it up in the lists already."""
        return attr[:1] != "_"

    def call(self, context: Context, obj: Any, *args: Any, **kwargs: Any) -> Any:
        """Call a function or a method of a text; what the method returns rests on the text's sources."""
        owner = getattr(obj, "__self__", None)
        meter_of(context).size((owner, *args))
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
        meter = meter_of(context)
        meter.charge()
        _refuse_operands(operator, left, right)
        made = super().call_binop(context, operator, left, right)
        if isinstance(made, str | list | tuple):
            meter.charge(bounded(len(made)) // 50)
        if isinstance(made, int) and abs(made) >= 10**MOST_DIGITS:
            raise LimitError(f"makes a number of more than {MOST_DIGITS} digits")
        return with_sources(meter, made, left, right)

    def call_unop(self, context: Context, operator: str, arg: Any) -> Any:
        """Turn a number around."""
        return with_sources(meter_of(context), super().call_unop(context, operator, arg), arg)


def _range(*bounds: int) -> list[int]:
    made = range(*bounds)
    if len(made) > LONGEST // 10:
        raise LimitError(f"counts further than {LONGEST // 10:,}")
    return list(made)


_TELLING: Final = frozenset({"text", "short", "value", "low", "high"})
"""Fields of facts and figures that rest on their sources."""


def _refuse_operands(operator: str, left: Any, right: Any) -> None:
    if operator == "%" and isinstance(left, str):
        raise SecurityError("`%` fills in no texts here")
    if operator == "*":
        for text, times in ((left, right), (right, left)):
            if isinstance(text, str | list | tuple) and isinstance(times, int):
                bounded(len(text) * max(times, 0))
    if operator == "+" and isinstance(left, str | list | tuple) and isinstance(right, type(left)):
        bounded(len(left) + len(right))
    if operator == "**" and not (isinstance(right, int) and abs(right) <= MOST_DIGITS):
        raise LimitError(f"raises to a power that is over {MOST_DIGITS}, or no whole number")


def compiled(environment: Sandbox, source: str) -> Template:
    """A template.

    Raises:
        TemplateSyntaxError: when it cannot be read, or is too long.
    """
    refuse_long(source)
    return environment.from_string(source)


RESULT: Final = "result"
"""The name under which a template of one expression leaves its value."""


def expression(environment: Sandbox, source: str) -> Template:
    """A template that prints nothing, and sets ``RESULT``; raises as ``compiled`` does."""
    refuse_long(source)
    parser = Parser(environment, source.strip(), state="variable")
    value = parser.parse_expression()
    if not parser.stream.eos:
        raise TemplateSyntaxError("chunk after expression", parser.stream.current.lineno)
    setting = nodes.Assign(nodes.Name(RESULT, "store"), value, lineno=1)
    template = nodes.Template([setting], lineno=1)
    template.set_environment(environment)
    return environment.from_string(template)


def refuse_long(source: str) -> None:
    """Refuse a template that is too long.

    Raises:
        TemplateSyntaxError: with its first line.
    """
    if len(source) > LONGEST_TEMPLATE:
        raise TemplateSyntaxError(f"it has more than {LONGEST_TEMPLATE:,} characters", 1)
