"""A row of a role sheet put into the role's tree; what says the same as before is not touched."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from handouts.exchange.proposal import Change
from handouts.exchange.roles.columns import FACTS, NOTHING, OWN, TASKS, Column, ids
from handouts.exchange.roles.exporting import value_of
from handouts.exchange.roles.files import DETAILS, text_of, with_value
from handouts.exchange.yaml_files.writing import Tree

Values = Mapping[str, str]
"""Header → text; a column that the sheet lacks is not there, an empty cell is empty."""

_OF_PARTS = ("parts", "rest")
"""Keys of a fact that stand instead of its text."""


class DetailCountError(Exception):
    """A list's details are as many lines neither as its entries nor one; carries the header."""


@dataclass(slots=True)
class RowResult:
    """The role's new tree, what changed, and the facts whose text changed but not their sources."""

    tree: dict[str, Tree]
    changes: list[Change] = field(default_factory=list)
    unsourced: list[str] = field(default_factory=list)


def merged(slug: str, old: dict[str, Tree], values: Values, columns: list[Column]) -> RowResult:
    """The role's tree with the row's values in it.

    Raises:
        DetailCountError: when the lines of a list do not match.
    """
    result = RowResult(dict(old))
    dimensions = list(dict.fromkeys(c.key for c in columns if _is_dimension(c)))
    _defaults(slug, result, values)
    for key in dict.fromkeys(c.key for c in columns if c.key not in {"", "slug"}):
        column = next(c for c in columns if c.key == key)
        before = value_of(result.tree, key)
        after = _value(column, before, values, result)
        if after == before:
            continue
        result.tree = with_value(result.tree, key, after, dimensions)
        result.changes.append(_change(f"{slug} {key}", before, after))
    return result


def _is_dimension(column: Column) -> bool:
    return bool(column.key) and column.key not in {*OWN, *FACTS, TASKS}


def _change(place: str, before: Tree, after: Tree) -> Change:
    old, new = text_of(before), text_of(after)
    if old == new and after is not None:
        return Change(f"{place} (sources and dates)", _details_text(before), _details_text(after))
    return Change(place, old, new)


def _details_text(fact: Tree) -> str | None:
    if isinstance(fact, list):
        return "\n".join(_details_text(item) or NOTHING for item in fact)
    if not isinstance(fact, dict):
        return None
    parts = (fact.get(d) for d in DETAILS)
    return "; ".join(", ".join(map(str, p)) if isinstance(p, list) else str(p) for p in parts if p)


def _defaults(slug: str, result: RowResult, values: Values) -> None:
    old = result.tree.get("defaults")
    before = old if isinstance(old, dict) else {}
    after = _with_details(before, {d: values[d] for d in DETAILS if d in values})
    if after != before:
        result.tree = with_value(result.tree, "defaults", after or None, ())
        result.changes.append(
            Change(f"{slug} defaults", _details_text(before) or None, _details_text(after) or None)
        )


def _with_details(fact: Mapping[str, Tree], details: Values) -> dict[str, Tree]:
    """The fact with the details; an empty one takes the detail away."""
    new = dict(fact)
    for detail, text in details.items():
        value: Tree = text
        if text in {"", NOTHING}:
            new.pop(detail, None)
            continue
        if detail == "sources":
            value = list(ids(text))
        new[detail] = value
    return new


def _value(column: Column, old: Tree, values: Values, result: RowResult) -> Tree:
    """What the role has under a key after the row: the very same when the row says the same."""
    text = values.get(column.key)
    if column.key in OWN:
        return old if text is None or same(text, text_of(old) or "") else (text or None)
    details = {d: values[h] for d in DETAILS if (h := f"{column.key}.{d}") in values}
    if column.kind == "list" or isinstance(old, list):
        return _list(column, old, text, details, result)
    if text is None:
        text = text_of(old) or ""
    if not text:
        return old if not text_of(old) else None
    return _fact(column.key, old, text, details, result)


def _fact(key: str, old: Tree, text: str, details: Values, result: RowResult) -> Tree:
    before = text_of(old) or ""
    if same(text, before):
        text = before
    base: dict[str, Tree] = dict(old) if isinstance(old, dict) else {}
    if "parts" in base and text == before:  # the sentence is theirs, and says the same
        return _with_details(base, details)
    base = {key: value for key, value in base.items() if key not in _OF_PARTS}
    fact = _with_details({**base, "text": text}, details)
    if "text" not in base:
        fact = {"text": text, **{k: v for k, v in fact.items() if k != "text"}}
    own = base.get("sources")
    if before and text != before and own is not None and fact.get("sources") == own:
        result.unsourced.append(key)
    return fact if len(fact) > 1 or isinstance(old, dict) else text


def _list(column: Column, old: Tree, text: str | None, details: Values, result: RowResult) -> Tree:
    before: list[Tree] = old if isinstance(old, list) else [] if old is None else [old]
    lines = [text_of(item) or "" for item in before] if text is None else _lines(text)
    by_line = {d: _by_line(column, d, t, len(lines)) for d, t in details.items()}
    items: list[Tree] = []
    for i, line in enumerate(lines):
        own = {d: texts[i] for d, texts in by_line.items()}
        items.append(_fact(column.key, _match(before, i, line), line, own, result))
    if not items:
        return None if before else old
    return items[0] if len(items) == 1 and isinstance(old, str | dict) else items


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.split("\n") if line.strip()]


def _match(before: list[Tree], at: int, line: str) -> Tree:
    """The entry of the old list that a line is: the one that says the same, else nothing."""
    if at < len(before) and same(text_of(before[at]) or "", line):
        return before[at]
    return next((item for item in before if same(text_of(item) or "", line)), None)


def _by_line(column: Column, detail: str, text: str, count: int) -> list[str]:
    lines = [line.strip() for line in text.split("\n")] if text else [""]
    if len(lines) == 1:
        return lines * count
    if len(lines) != count:
        raise DetailCountError(f"{column.key}.{detail}")
    return lines


def same(one: str, other: str) -> bool:
    """Whether two texts say the same, white space aside."""
    return " ".join(one.split()) == " ".join(other.split())
