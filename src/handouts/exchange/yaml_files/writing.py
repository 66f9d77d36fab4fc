"""YAML as the project writes it: short lists and facts in lists on one line, long text folded."""

import json
import re
import textwrap
from typing import TypeAlias

import yaml

from handouts.kept import kept
from handouts.load.yaml_tree.nodes import Node, PlacedDict

Tree: TypeAlias = "str | list[Tree] | dict[str, Tree] | None"
"""A file's content without places; all scalars are text, as ``load`` reads them."""

WIDTH = 100
_LONGEST_ITEM = 160
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_SWITCHES = ("true", "false")
"""Written as a person would; `load` reads every scalar as text."""
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def plain(node: Node) -> Tree:
    """A node without its places."""
    if isinstance(node, PlacedDict):
        return {key: plain(value) for key, value in node.items()}
    if isinstance(node, list):
        return [plain(item) for item in node]
    return None if node is None else str(node)


def written(tree: dict[str, Tree], indent: int = 0) -> list[str]:
    """The lines of a mapping."""
    return [line for key, value in tree.items() for line in entry(key, value, indent)]


def entry(key: str, value: Tree, indent: int) -> list[str]:
    """The lines of one key and its value."""
    head = f"{' ' * indent}{scalar(key)}:"
    match value:
        case None:
            return [head]
        case str():
            return _text(head, value, indent)
        case list():
            return _list(head, value, indent)
        case _:
            return [head, *written(value, indent + 2)] if value else [f"{head} {{}}"]


def _text(head: str, value: str, indent: int) -> list[str]:
    line = f"{head} {scalar(value)}"
    if len(line) <= WIDTH or not _folds(value):
        return [line]
    room = WIDTH - indent - 2
    lines = textwrap.wrap(value, room, break_long_words=False, break_on_hyphens=False)
    return [f"{head} >-", *(f"{' ' * (indent + 2)}{line}" for line in lines)]


def _folds(value: str) -> bool:
    """Whether a text reads the same when it is wrapped, and folded again."""
    return value == " ".join(value.split(" ")) and re.search(r"\s\s|[^\S ]|^\s|\s$", value) is None


def _list(head: str, items: list[Tree], indent: int) -> list[str]:
    if all(isinstance(item, str) for item in items):
        line = f"{head} {_flow(items)}"
        if len(line) <= WIDTH:
            return [line]
    lines = [head]
    for item in items:
        lines += _item(item, indent + 2)
    return lines


def _item(item: Tree, indent: int) -> list[str]:
    """The lines of one entry of a list."""
    dash = f"{' ' * indent}- "
    if not isinstance(item, dict) or not item:
        return [f"{dash}{_flow(item)}"]
    line = f"{dash}{_flow(item)}"
    if len(line) <= _LONGEST_ITEM:
        return [line]
    lines = written(item, indent + 2)
    return [f"{dash}{lines[0].lstrip()}", *lines[1:]]


def _flow(value: Tree) -> str:
    match value:
        case None:
            return "null"
        case str():
            return scalar(value, flow=True)
        case list():
            return f"[{', '.join(_flow(item) for item in value)}]"
        case _:
            return (
                f"{{{', '.join(f'{scalar(k, flow=True)}: {_flow(v)}' for k, v in value.items())}}}"
            )


@kept(most=10_000)
def scalar(text: str, *, flow: bool = False) -> str:
    """A text, in quotes where it would be read as something else."""
    if _DAY.fullmatch(text) or text in _SWITCHES or (text and _is_plain(text, flow)):
        return text
    return json.dumps(text, ensure_ascii=False)


def _is_plain(text: str, flow: bool) -> bool:
    if text != text.strip() or "\n" in text or _looks_like_number(text):
        return False
    wrapped = f"[{text}]" if flow else f"a: {text}"
    try:
        read = yaml.load(wrapped, _LOADER)  # noqa: S506 a safe loader
    except (yaml.YAMLError, ValueError):
        return False
    return bool(read == ([text] if flow else {"a": text}))


def _looks_like_number(text: str) -> bool:
    """SOC and FIPS codes stand in quotes, as they do everywhere in the project."""
    return re.fullmatch(r"[-+0-9.,:_]+", text) is not None
