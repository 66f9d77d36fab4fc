"""A YAML file changed in as few lines as can be: comments and the writing of all else stay."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from handouts.diagnostics import HandoutsError
from handouts.exchange.proposal import Change, FileChange, proposed
from handouts.exchange.yaml_files.writing import Tree, entry, plain, written
from handouts.load.yaml_tree.nodes import PlacedDict
from handouts.load.yaml_tree.reading import parse_yaml
from handouts.load.yaml_tree.texts import read_text


def read_tree(root: Path, file: str) -> dict[str, Tree]:
    """A file of the project as it is written; empty when it is not there.

    Raises:
        HandoutsError: when it cannot be read.
    """
    path = root / file
    tree = plain(parse_yaml(read_text(path, file), file).root) if path.is_file() else {}
    assert isinstance(tree, dict)
    return tree


def with_tree(
    root: Path, file: str, tree: dict[str, Tree], changes: Iterable[Change], head: str = ""
) -> FileChange | None:
    """A file of the project with the tree in it; a new one starts with the line ``head``.

    Raises:
        HandoutsError: when the file is there and cannot be read.
    """
    if not (root / file).is_file():
        lines = [*([head] if head else []), *written(tree), ""]
        return proposed(root, file, "\n".join(lines), tuple(changes))
    revision = revised(read_text(root / file, file), file, tree)
    return proposed(root, file, revision.text, tuple(changes), rewritten=revision.rewritten)


@dataclass(frozen=True, slots=True)
class Revision:
    """The new text; ``rewritten`` when no small change would do, and comments within are lost."""

    text: str
    rewritten: bool = False


@dataclass(frozen=True, slots=True)
class _Edit:
    """Lines ``start`` to before ``end`` (from 0) give way to new ones."""

    start: int
    end: int
    lines: tuple[str, ...]


def revised(text: str, file: str, target: dict[str, Tree]) -> Revision:
    """The text changed so that it reads as ``target``.

    Raises:
        HandoutsError: when the text cannot be read at all.
    """
    root = parse_yaml(text, file).root
    if plain(root) == target:
        return Revision(text)
    lines = text.split("\n")
    if lines[-1] == "":
        lines.pop()
    for edit in sorted(_edits(root, target, lines, len(lines)), key=_from_below):
        lines[edit.start : edit.end] = edit.lines
    changed = "\n".join(lines) + "\n"
    if _reads_as(changed, file, target):
        return Revision(changed)
    return Revision("\n".join([*_head(text), *written(target)]) + "\n", rewritten=True)


def _from_below(edit: _Edit) -> tuple[int, int]:
    """From the last line upwards; what is put in at a place comes after what goes there."""
    return (-edit.start, -edit.end)


def _reads_as(text: str, file: str, target: dict[str, Tree]) -> bool:
    try:
        return plain(parse_yaml(text, file).root) == target
    except HandoutsError:
        return False


def _head(text: str) -> list[str]:
    """The comments that a file starts with."""
    lines = text.split("\n")
    filled = next((i for i, line in enumerate(lines) if line and not line.startswith("#")), 0)
    return [line for line in lines[:filled] if line]


def _edits(node: PlacedDict, target: dict[str, Tree], lines: list[str], end: int) -> list[_Edit]:
    """What changes in a mapping that is written one key a line, and ends before line ``end``."""
    ends = _ends(node, lines, end)
    indent = min((place.column for place in node.places.values()), default=1) - 1
    edits = [_Edit(node.places[k].line - 1, ends[k], ()) for k in node if k not in target]
    last = min((place.line for place in node.places.values()), default=1) - 1
    new: dict[int, list[str]] = {}
    for key, value in target.items():
        if key not in node:
            new.setdefault(last, []).extend(entry(key, value, indent))
            continue
        last = ends[key]
        edits += _changed(node, key, value, lines, ends[key])
    return edits + [_Edit(at, at, tuple(added)) for at, added in new.items()]


def _changed(node: PlacedDict, key: str, value: Tree, lines: list[str], end: int) -> list[_Edit]:
    old = node[key]
    if plain(old) == value:
        return []
    if isinstance(old, PlacedDict) and old and isinstance(value, dict) and value:
        place = old.span
        if place.line > node.places[key].line and lines[place.line - 1][place.column - 1] != "{":
            return _edits(old, value, lines, end)
    place = node.places[key]
    new = entry(key, value, place.column - 1)
    if end == place.line and len(new) == 1:
        new = [new[0] + _remark(lines[end - 1], key, plain(old))]
    return [_Edit(place.line - 1, end, tuple(new))]


def _remark(line: str, key: str, old: Tree) -> str:
    """The comment at the end of a line that holds one key and its value."""
    for found in re.finditer(r"\s+#", line):
        if _reads_as(line[: found.start()].strip(), "", {key: old}):
            return line[found.start() :]
    return ""


def _ends(node: PlacedDict, lines: list[str], end: int) -> dict[str, int]:
    """Key → the line before which its value ends; comments above the next key belong to that."""
    keys = list(node)
    starts = [node.places[key].line - 1 for key in keys]
    ends: dict[str, int] = {}
    for i, key in enumerate(keys):
        last = starts[i + 1] if i + 1 < len(keys) else end
        ends[key] = _trimmed(lines, starts[i], last, node.places[key].column - 1)
    return ends


def _trimmed(lines: list[str], start: int, end: int, indent: int) -> int:
    while end > start + 1:
        line = lines[end - 1]
        bare = line.lstrip()
        if bare and not (bare.startswith("#") and len(line) - len(bare) <= indent):
            break
        end -= 1
    return end
