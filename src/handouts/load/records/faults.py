"""Faults of validation as diagnostics: at the deepest place that exists, in plain words."""

import re
import types
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from handouts.diagnostics import Diagnostic, Span
from handouts.frozen import dataclass
from handouts.load.yaml_tree.nodes import Node, NodeFault, PlacedDict, PlacedList, child, walk
from handouts.model.base import Text
from handouts.wording import listed, nearest, quoted, suggestion


@dataclass(frozen=True, slots=True)
class _Site:
    """The place of a fault: the node, the keys that lead to it, and the rest of the path.

    ``span`` is the place of the value, ``key_span`` of its key.
    """

    node: Node
    span: Span
    key_span: Span
    path: tuple[str | int, ...]
    rest: tuple[str | int, ...]

    @property
    def keys(self) -> tuple[str, ...]:
        """The path as text."""
        return tuple(str(step) for step in self.path)

    @property
    def name(self) -> str:
        """How the faulty value is called."""
        keys = [p for p in self.path if isinstance(p, str)]
        if not self.path or not keys:
            return "this entry"
        if isinstance(self.path[-1], int):
            return f"entry {self.path[-1] + 1} of {quoted(keys[-1])}"
        return quoted(keys[-1])


def faults_of(error: ValidationError, model: type[BaseModel], root: PlacedDict) -> list[NodeFault]:
    """The faults of one record, each once, without those that only follow from another."""
    items = error.errors(include_url=False)
    misspelt = {_misspelt(i, model, root) for i in items if i["type"] == "extra_forbidden"}
    lists = {i["loc"][:-1] for i in items if i["type"] == "tuple_type"}
    found: dict[NodeFault, None] = {}
    missing: dict[tuple[str, ...], tuple[_Site, list[str]]] = {}
    for item in items:
        site = _site(item["loc"], root)
        if site is None or item["loc"] in misspelt:
            continue
        if item["type"] == "missing" and not isinstance(site.node, PlacedList):
            missing.setdefault(site.keys, (site, []))[1].append(str(site.rest[0]))
        else:
            diagnostic = _diagnostic(item, site, model, item["loc"][:-1] in lists)
            found.setdefault(NodeFault(site.keys, diagnostic))
    for site, names in missing.values():
        found[NodeFault(site.keys, _missing_keys(site, names))] = None
    return list(found)


def _misspelt(
    item: ErrorDetails, model: type[BaseModel], root: PlacedDict
) -> tuple[int | str, ...] | None:
    """The path of the key that an unknown key was probably meant to be."""
    wrong = item["loc"][-1]
    site = _site(item["loc"], root)
    if site is None:
        return None
    near = nearest(str(wrong), _keys_at(model, item["loc"][:-1]), 1)
    return (*item["loc"][:-1], *near) if near else None


def _site(loc: tuple[int | str, ...], root: PlacedDict) -> _Site | None:
    """Follow a path as far as the nodes go; nothing if it belongs to another form of the value."""
    node: Node = root
    span = root.span
    path: list[str | int] = []
    for i, step in enumerate(loc):
        found = child(node, step)
        if found is not None:
            node, span = found
            path.append(step)
        elif isinstance(step, int) or (i + 1 == len(loc) and not _is_label(step)):
            return _Site(node, _span(node, span), span, tuple(path), loc[i:])
        elif not _fits(step, node):
            return None
    return _Site(node, _span(node, span), span, tuple(path), ())


def _span(node: Node, otherwise: Span) -> Span:
    return otherwise if node is None else node.span or otherwise


_LABEL = re.compile(r"[\[\](),]|^[A-Z]\w*$")


def _is_label(step: str) -> bool:
    """Whether a step of a path names a form of the value (``tuple[Fact, ...]``), not a key."""
    return _LABEL.search(step) is not None


def _fits(label: str, node: Node) -> bool:
    """Whether a value was meant to have the labelled form: a list, one of some words, or anything else."""
    if not _is_label(label):
        return True
    if label.startswith("literal["):
        return not isinstance(node, PlacedDict)
    return label.startswith("tuple[") == isinstance(node, PlacedList)


def _diagnostic(
    item: ErrorDetails, site: _Site, model: type[BaseModel], or_list: bool
) -> Diagnostic:
    kind = item["type"]
    if "-" in kind:
        remedy = str(item.get("ctx", {}).get("remedy", ""))
        return Diagnostic(kind, item["msg"], remedy, site.span)
    if kind == "missing":
        return _too_few(site)
    if kind == "extra_forbidden":
        return _unknown_key(item, site, model)
    if site.node is None:
        return _empty(site)
    if kind in _WRONG_FORM or (not isinstance(site.node, Text) and kind not in _LENGTHS):
        return _wrong_form(kind, item, site)
    if kind == "literal_error":
        choices = [c for form in _forms_at(model, item["loc"]) for c in _choices(form)]
        return _not_one_of(choices, site, or_list)
    return _wrong_value(kind, item, site)


def _missing_keys(site: _Site, names: list[str]) -> Diagnostic:
    where = f" in {site.name}" if site.path else ""
    return Diagnostic(
        "missing-key",
        f"{listed(names, 'and')} {'is' if len(names) == 1 else 'are'} missing{where}",
        f"Add {listed((f'{name}: …' for name in names), 'and')}",
        site.span,
    )


def _too_few(site: _Site) -> Diagnostic:
    found = len(site.node) if site.node is not None else 0
    return Diagnostic(
        "wrong-count",
        f"{site.name} has too few entries: {found}",
        "Add the missing entries",
        site.span,
    )


def _unknown_key(item: ErrorDetails, site: _Site, model: type[BaseModel]) -> Diagnostic:
    key = str(item["loc"][-1])
    known = _keys_at(model, item["loc"][:-1])
    remedy = suggestion(key, known, f"Use {listed(known, limit=24)}, or take it out")
    return Diagnostic(
        "unknown-key", f"{quoted(key)} is not a key that is known here", remedy, site.key_span
    )


def _empty(site: _Site) -> Diagnostic:
    return Diagnostic(
        "empty-value",
        f"{site.name} has no value",
        "Write its value after the `:`; write `unknown` for a fact that nobody reported",
        site.span,
    )


_WRONG_FORM = {
    "tuple_type": ("a list", "Write `[first, second]`, or one entry a line, each after `- `"),
    "dict_type": ("a group of keys", "Write lines of the form `key: value` under it"),
    "model_type": ("a group of keys", "Write lines of the form `key: value` under it"),
}
_TEXT_FORM = (
    "text",
    "Write it on one line, in double quotes if it holds `: ` or starts with `[` or `{`",
)
_FACT_FORM = ("text, or a group with `text` and `sources`", "Write `text: …` under it")


def _wrong_form(kind: str, item: ErrorDetails, site: _Site) -> Diagnostic:
    wanted, remedy = _WRONG_FORM.get(kind) or _parsing(kind) or _TEXT_FORM
    if str(item.get("ctx", {}).get("class_name", "")).endswith(("Fact", "Task")):
        wanted, remedy = _FACT_FORM
    return Diagnostic(
        "wrong-type",
        f"{site.name} should be {wanted}, and {_form(site.node)} stands here",
        remedy,
        site.span,
    )


def _form(node: Node) -> str:
    if isinstance(node, PlacedList):
        return "a list"
    return "a group of keys" if isinstance(node, PlacedDict) else "text"


_LENGTHS = {"too_short", "too_long"}

_PARSING = (
    ("bool", "`true` or `false`", "Write `true` or `false`"),
    ("int", "a whole number", "Write digits only, such as `2`"),
    ("float", "a number", "Write digits, such as `1.5`"),
    ("finite", "a number", "Write digits, such as `1.5`"),
)


def _parsing(kind: str) -> tuple[str, str] | None:
    """What a number or a switch should look like."""
    found = (p for p in _PARSING if kind.startswith(p[0]))
    return next(((wanted, remedy) for _, wanted, remedy in found), None)


def _wrong_value(kind: str, item: ErrorDetails, site: _Site) -> Diagnostic:
    context = item.get("ctx", {})
    if kind in _LENGTHS:
        return _wrong_length(context, site)
    if kind.startswith(("greater", "less")):
        return _out_of_range(kind, context, site)
    parsing = _parsing(kind)
    if parsing:
        said = f"{site.name} should be {parsing[0]}, not {_typed(site.node)}"
        return Diagnostic("wrong-type", said, parsing[1], site.span)
    return Diagnostic(
        "wrong-value",
        f"{site.name} cannot be {_typed(site.node)}",
        "Compare it with another file of the same folder",
        site.span,
    )


def _typed(node: Node) -> str:
    return quoted(str(node)) if isinstance(node, Text) and node.strip() else "empty"


def _not_one_of(choices: list[str], site: _Site, or_list: bool) -> Diagnostic:
    remedy = f"Write {listed(choices)}{', or a list in `[…]`' if or_list else ''}"
    near = suggestion(str(site.node), choices, "")
    return Diagnostic(
        "wrong-value",
        f"{site.name} cannot be {_typed(site.node)}",
        f"{near} {remedy}".strip(),
        site.span,
    )


def _wrong_length(context: dict[str, Any], site: _Site) -> Diagnostic:
    least, most = context.get("min_length"), context.get("max_length")
    wanted = f"at least {least}" if least is not None else f"at most {most}"
    change = "Add entries" if least is not None else "Take entries out"
    entries = "entry" if 1 in {least, most} else "entries"
    return Diagnostic(
        "wrong-count",
        f"{site.name} should have {wanted} {entries}, not {context.get('actual_length')}",
        f"{change} until there {'is' if entries == 'entry' else 'are'} {wanted}",
        site.span,
    )


_BOUNDS = {
    "greater_than": ("gt", "more than"),
    "greater_than_equal": ("ge", "at least"),
    "less_than": ("lt", "less than"),
    "less_than_equal": ("le", "at most"),
}


def _out_of_range(kind: str, context: dict[str, Any], site: _Site) -> Diagnostic:
    key, words = _BOUNDS.get(kind, ("", "another number than"))
    bound = f"{words} {context.get(key, 0):g}"
    return Diagnostic(
        "out-of-range",
        f"{site.name} should be {bound}, not {_typed(site.node)}",
        f"Write a number that is {bound}",
        site.span,
    )


_NEVER_EMPTY = frozenset({"title", "plural", "name", "about", "publisher", "date", "text"})


def empty_texts(node: PlacedDict) -> list[Diagnostic]:
    """Names, titles and texts of a record that are written as empty quotes."""
    return [
        Diagnostic(
            "empty-value",
            f"{quoted(key)} is empty",
            "Write its text between the quotes; `unknown` for a fact that nobody reported",
            text.span,
        )
        for key, text in walk(node)
        if key in _NEVER_EMPTY and isinstance(text, Text) and not text.strip()
    ]


def _forms_at(model: type[BaseModel], path: tuple[int | str, ...]) -> list[Any]:
    """The types that a value at a path can have; steps that name a form, not a key, are skipped."""
    forms = _forms(model)
    for step in path:
        forms = [f for form in forms for f in _inner(form, step)] or forms
    return forms


def _keys_at(model: type[BaseModel], path: tuple[int | str, ...]) -> list[str]:
    """The keys that are known at a path, in the order of the schema."""
    records = (form for form in _forms_at(model, path) if _is_record(form))
    return [field.alias or name for r in records for name, field in r.model_fields.items()]


def _forms(annotation: Any) -> list[Any]:
    """What a type can be: the members of a union, without `None` and what annotates."""
    origin = get_origin(annotation)
    if origin is Annotated:
        return _forms(get_args(annotation)[0])
    if origin is Union or origin is types.UnionType:
        members = (m for m in get_args(annotation) if m is not type(None))
        return [f for m in members for f in _forms(m)]
    return [annotation]


def _inner(form: Any, step: int | str) -> list[Any]:
    """The types that a value can have at one step within a type."""
    if _is_record(form) and isinstance(step, str):
        names = {field.alias or name: name for name, field in form.model_fields.items()}
        # Type hints, not the fields' annotations: in those, names of later classes stay names.
        return _forms(get_type_hints(form)[names[step]]) if step in names else []
    arguments = get_args(form)
    if get_origin(form) is dict and isinstance(step, str):
        return _forms(arguments[1])
    if get_origin(form) is tuple and isinstance(step, int):
        return _forms(arguments[0])
    return []


def _is_record(form: Any) -> bool:
    return isinstance(form, type) and issubclass(form, BaseModel)


def _choices(form: Any) -> tuple[str, ...]:
    return get_args(form) if get_origin(form) is Literal else ()
