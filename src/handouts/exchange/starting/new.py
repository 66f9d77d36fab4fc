"""``handouts new``: a file to start from."""

import re
from pathlib import Path

from handouts.diagnostics import Diagnostic, Span, UsageError
from handouts.exchange.starting.skeletons import ENTRIES, SKELETONS
from handouts.exchange.yaml_files.edits import read_tree, with_tree
from handouts.exchange.yaml_files.writing import Tree
from handouts.load import load
from handouts.model.base import SLUG
from handouts.model.records.places import PlaceAxis
from handouts.plan import one_of
from handouts.write.files import write

_LONGEST = 100


def start(root: Path, kind: str, slug: str) -> str:
    """Write the skeleton of a kind; its path in the project.

    Raises:
        UsageError: on an unknown kind, a name that no record can have, or a file that is there.
    """
    library = load(root)
    axis = library.project.axis
    kind = one_of(kind, "kind", tuple(dict.fromkeys((*SKELETONS, *ENTRIES, str(axis.kind)))))
    if kind == axis.kind:
        kind = "place"
    _refuse_name(kind, slug, axis)
    if kind in ENTRIES:
        return _append(root, kind, slug)
    skeleton = SKELETONS[kind]
    folder = axis.folder if kind == "place" else skeleton.folder
    file = f"{folder}/{slug}.yaml"
    for name in (file, f"{folder}/{slug}.yml"):
        if (root / name).exists():
            raise UsageError(_there(kind, slug, Span(name, 1, 1)))
    if len(library.roles) < skeleton.least_roles:
        raise UsageError(
            Diagnostic(
                "too-few-roles",
                f"a {kind} needs {skeleton.least_roles} roles, and the project has "
                f"{len(library.roles)}",
                "Start with `handouts new role SLUG`",
            )
        )
    up = "../" * folder.count("/") + "../"
    head = f"# yaml-language-server: $schema={up}schemas/{kind}.schema.json\n"
    write(root / file, (head + skeleton.text(slug, library)).encode())
    return file


def _append(root: Path, kind: str, slug: str) -> str:
    """Put an entry at the end of the file that has all of its kind; comments there stay."""
    skeleton = ENTRIES[kind]
    tree = read_tree(root, skeleton.file)
    if slug in tree:
        raise UsageError(_there(kind, slug, Span(skeleton.file)))
    entry: Tree = dict(skeleton.entry(slug))
    head = f"# yaml-language-server: $schema=../schemas/{kind}s.schema.json"
    changed = with_tree(root, skeleton.file, {**tree, slug: entry}, (), head)
    assert changed is not None
    assert changed.data is not None
    write(root / skeleton.file, changed.data)
    return skeleton.file


def _there(kind: str, slug: str, place: Span) -> Diagnostic:
    return Diagnostic(
        "file-exists",
        f"there is a {kind} `{slug}` already",
        "Choose another name, or change what is there",
        place,
    )


def _refuse_name(kind: str, slug: str, axis: PlaceAxis) -> None:
    if kind == "place" and axis.known and slug.upper() not in axis.known:
        raise UsageError(
            Diagnostic(
                "wrong-name",
                f"`{slug}` is no code of `set: {axis.set}`",
                f"The file of a {axis.kind} is named by its code in small letters, such as "
                f"`{next(iter(axis.known)).lower()}`",
            )
        )
    if len(slug) > _LONGEST:
        raise UsageError(
            Diagnostic(
                "wrong-name",
                f"a name of {len(slug)} characters is too long for a file",
                f"Write {_LONGEST} characters at most",
            )
        )
    if not SLUG.fullmatch(slug):
        near = "-".join(re.findall(r"[a-z0-9]+", slug.lower()))
        raise UsageError(
            Diagnostic(
                "wrong-name",
                f"`{slug}` cannot be the name of a {kind}",
                f"Did you mean `{near}`?"
                if near
                else "Write small letters a to z, digits, and `-` between words",
            )
        )
