"""Role files as trees, and how a changed tree goes back into its file."""

from collections.abc import Iterable, Mapping
from pathlib import Path

from handouts.diagnostics import Diagnostic, HandoutsError
from handouts.exchange.proposal import Change, FileChange
from handouts.exchange.yaml_files.edits import read_tree, with_tree
from handouts.exchange.yaml_files.writing import Tree
from handouts.model.base import sentence

FOLDER = "data/roles"
SCHEMA_LINE = "# yaml-language-server: $schema=../../schemas/role.schema.json"
KEYS = (
    "title",
    "plural",
    "aliases",
    "soc",
    "draft",
    "mark",
    "look",
    "icon",
    "stem",
    "word",
    "defaults",
    "summary",
    "dimensions",
    "tasks",
)
"""In the order of the house."""

DETAILS = ("sources", "as_of", "checked", "expires", "confidence", "note")
"""What a fact says of itself besides its text."""


def role_path(root: Path, slug: str) -> str:
    """The file of a role, there or to be made."""
    other = f"{FOLDER}/{slug}.yml"
    return other if (root / other).is_file() else f"{FOLDER}/{slug}.yaml"


def read_roles(root: Path) -> dict[str, dict[str, Tree]]:
    """Every role file as it is written, by slug.

    Raises:
        HandoutsError: with the faults of every file that cannot be read.
    """
    folder = root / FOLDER
    found = sorted(folder.iterdir()) if folder.is_dir() else []
    trees: dict[str, dict[str, Tree]] = {}
    faults: list[Diagnostic] = []
    for path in found:
        if path.suffix not in {".yaml", ".yml"} or path.name.startswith((".", "README")):
            continue
        try:
            trees[path.stem] = read_tree(root, f"{FOLDER}/{path.name}")
        except HandoutsError as fault:
            faults += fault.diagnostics
    if faults:
        raise HandoutsError(*faults)
    return trees


def with_role(
    root: Path,
    slug: str,
    tree: dict[str, Tree],
    changes: Iterable[Change],
    head: str = SCHEMA_LINE,
) -> FileChange | None:
    """The role's file with the tree in it, changed in as few lines as can be; a new one has a head.

    Raises:
        HandoutsError: when the file cannot be read.
    """
    return with_tree(root, role_path(root, slug), tree, changes, head)


def with_value(
    tree: dict[str, Tree], key: str, value: Tree, dimensions: Iterable[str]
) -> dict[str, Tree]:
    """The role's tree with a value, or a dimension, in its place; without the key when it is empty."""
    if key not in KEYS:
        old = tree.get("dimensions")
        inner = dict(old) if isinstance(old, dict) else {}
        return with_value(tree, "dimensions", _with_key(inner, key, value, dimensions), ())
    return _with_key(tree, key, value, KEYS)


def _with_key(
    tree: Mapping[str, Tree], key: str, value: Tree, order: Iterable[str]
) -> dict[str, Tree]:
    """The tree with a key set: in its place if it is there, else after those that precede it."""
    if not value:
        return {k: v for k, v in tree.items() if k != key}
    if key in tree:
        return {**tree, key: value}
    names = list(order)
    before = set(names[: names.index(key)]) if key in names else set(names)
    at = max(
        (i for i, k in enumerate(tree, 1) if k in before), default=0 if key in names else len(tree)
    )
    items = list(tree.items())
    return dict([*items[:at], (key, value), *items[at:]])


def text_of(fact: Tree) -> str | None:
    """The text of a fact, plain or in full; of a list, its texts line by line."""
    match fact:
        case str():
            return fact
        case dict():
            text = fact.get("text") or sentence(fact.get("parts"), fact.get("rest"))
            return text if isinstance(text, str) else None
        case list():
            return "\n".join(text_of(item) or "" for item in fact)
        case _:
            return None


def sources_of(fact: Tree, defaults: Tree = None) -> tuple[str, ...]:
    """The sources of a fact; those of the record's defaults when it names none."""
    if isinstance(fact, list):
        return tuple(s for item in fact for s in sources_of(item, defaults))
    for holder in (fact, defaults):
        if isinstance(holder, dict) and isinstance(holder.get("sources"), list):
            return tuple(str(s) for s in holder["sources"] or ())
    return ()
