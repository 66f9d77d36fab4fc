"""Layouts: `extends` is resolved on the nodes, so that every string keeps the place it has."""

from collections.abc import Iterator
from pathlib import Path

from handouts.diagnostics import Span
from handouts.load.records.extending import Chain, merged, resolve_chains
from handouts.load.records.findings import Findings, RecordKey
from handouts.load.records.reading import Entry, of_nodes, read_nodes
from handouts.load.yaml_tree.nodes import Node, PlacedDict, PlacedList, walk
from handouts.model.base import Text
from handouts.model.blocks import BLOCK_KINDS
from handouts.model.layout import Layout
from handouts.model.library import LAYOUTS
from handouts.wording import quoted, suggestion

_MERGED = ("page", "fit", "header", "footer", "blanks")
"""Keys whose groups are joined; any other key of an extending layout replaces the whole group."""

_CHANGES = ("add", "move", "drop")
"""Keys that change the blocks of the extended layout, in the order in which they are done: so a block
can be added where one is dropped."""


def read_layouts(root: Path, findings: Findings) -> dict[str, Entry[Layout]]:
    """The layouts that have the right form, by slug, with ``extends`` resolved."""
    nodes = read_nodes(root, LAYOUTS, findings)
    for node in nodes.values():
        _fill_empty_blocks(node)
    chains = resolve_chains(LAYOUTS.name, nodes, findings)
    wholes = {slug: _whole(slug, chain, findings) for slug, chain in chains.items()}
    return of_nodes(LAYOUTS, wholes, findings)


def _whole(slug: str, chain: Chain, findings: Findings) -> PlacedDict:
    """A layout's node over the ones that it extends, the farthest first."""
    whole = chain[0]
    if len(chain) == 1:
        _refuse_changes(whole, slug, findings)
    for node in chain[1:]:
        whole = _over(whole, node, slug, findings)
    return whole


def _over(base: PlacedDict, node: PlacedDict, slug: str, findings: Findings) -> PlacedDict:
    whole = merged(_without_changes(base), node, _MERGED)
    body, own = base.get("body"), node.get("body")
    if isinstance(body, PlacedList) and body and isinstance(own, PlacedList):
        replacements = _named(own, slug, findings)
        replaced: set[str] = set()
        whole["body"] = _with_replacements(body, replacements, replaced)
        _refuse_unplaced(replacements, replaced, body, slug, findings)
    if any(key in node for key in _CHANGES):
        _Changing(whole, slug, findings).carry_out(node)
    return whole


def _without_changes(layout: PlacedDict) -> PlacedDict:
    """A copy without the changes that it makes to what it extends, which are made already."""
    copy = PlacedDict(layout.span)
    for key, value in layout.items():
        if key not in _CHANGES:
            copy.put(key, value, layout.places[key])
    return copy


def _refuse_changes(layout: PlacedDict, slug: str, findings: Findings) -> None:
    for key in _CHANGES:
        if key in layout:
            findings.error(
                (LAYOUTS.name, slug),
                "nothing-extended",
                f"{quoted(key)} changes the blocks of another layout, and this one extends none",
                "Add `extends: NAME` with the name of that layout, or take the line out",
                layout.places[key],
            )


class _Changing:
    """Adds, moves and drops named blocks of a layout; what has the wrong form is left to its model."""

    def __init__(self, whole: PlacedDict, slug: str, findings: Findings) -> None:
        for key in ("body", "foot"):
            if isinstance(blocks := whole.get(key), PlacedList):
                whole[key] = _nested(blocks, {}, set())
        self._whole = whole
        self._key = (LAYOUTS.name, slug)
        self._findings = findings

    def carry_out(self, node: PlacedDict) -> None:
        """Do what the extending layout asks for."""
        added, moved, dropped = (node.get(key) for key in _CHANGES)
        if isinstance(added, PlacedList) and all(map(_has_place, added)):
            for one, place in zip(added, added.places, strict=True):
                self._add(one, place)
            del self._whole["add"]  # these are blocks of the body now
        for one in moved if isinstance(moved, PlacedList) else ():
            if _has_place(one) and _name(one) is not None:
                self._move(one)
        for name in dropped if isinstance(dropped, PlacedList) else ():
            if isinstance(name, Text):
                self._taken(name)

    def _add(self, one: Node, place: Span) -> None:
        assert isinstance(one, PlacedDict)  # else it has no place
        block = PlacedDict(one.span)
        for key, value in one.items():
            if key not in _ANCHORS:
                block.put(key, value, one.places[key])
        self._put([(block, place)], one)

    def _move(self, one: Node) -> None:
        name, (_, anchor) = _name(one), _anchor(one)
        assert name is not None
        if anchor is not None and self._found(anchor) is None:
            self._unknown(anchor)
            return
        taken = self._taken(name)
        if taken and anchor is not None and self._found(anchor) is None:
            self._findings.error(
                self._key,
                "unknown-block",
                f"{quoted(anchor)} is moved itself, or stands in {quoted(name)}",
                "Name a block that stays where it is",
                anchor.span,
            )
        elif taken:
            self._put(taken, one)

    def _put(self, blocks: list[tuple[Node, Span]], one: Node) -> None:
        """Put blocks beside the block that is named, else at the end of the body."""
        key, anchor = _anchor(one)
        beside, at = self._whole.get("body"), 0
        if anchor is not None:
            found = self._found(anchor)
            if found is None:
                self._unknown(anchor)
                return
            beside, places = found
            at = places[0] if key == "before" else places[-1] + 1
        elif isinstance(beside, PlacedList):
            at = len(beside)
        if isinstance(beside, PlacedList):
            beside[at:at] = [block for block, _ in blocks]
            beside.places[at:at] = [place for _, place in blocks]

    def _taken(self, name: Text) -> list[tuple[Node, Span]]:
        """Take out all blocks of a name."""
        taken: list[tuple[Node, Span]] = []
        while (found := self._found(name)) is not None:
            blocks, places = found
            taken += [(blocks[at], blocks.places[at]) for at in places]
            for at in reversed(places):
                del blocks[at], blocks.places[at]
        if not taken:
            self._unknown(name)
        return taken

    def _found(self, name: str) -> tuple[PlacedList, list[int]] | None:
        """The first list that has blocks of this name, and their places in it."""
        for _, node in self._nodes():
            if isinstance(node, PlacedList):
                places = [at for at, block in enumerate(node) if _name(block) == name]
                if places:
                    return node, places
        return None

    def _nodes(self) -> Iterator[tuple[str, Node]]:
        yield from walk(self._whole.get("body"))
        yield from walk(self._whole.get("foot"))

    def _unknown(self, name: Text) -> None:
        known = (_name(node) for _, node in self._nodes())
        names = list(dict.fromkeys(str(one) for one in known if one is not None))
        _refuse_unknown(self._key, name, names, name.span, self._findings)


_ANCHORS = ("after", "before")


def _anchor(one: Node) -> tuple[str, Text | None]:
    """The word and the name of the block beside which something is to stand."""
    found = one.items() if isinstance(one, PlacedDict) else ()
    named = ((key, value) for key, value in found if key in _ANCHORS and isinstance(value, Text))
    return next(named, ("", None))


def _has_place(one: Node) -> bool:
    """Whether it names one block at most, by a text."""
    if not isinstance(one, PlacedDict):
        return False
    named = [one[key] for key in _ANCHORS if key in one]
    return len(named) < 2 and all(isinstance(name, Text) for name in named)


def _named(blocks: PlacedList, slug: str, findings: Findings) -> dict[str, PlacedList]:
    """The blocks of an extending layout by the name of the block that they replace."""
    found: dict[str, PlacedList] = {}
    for block, place in zip(blocks, blocks.places, strict=True):
        name = _name(block)
        if name is None:
            findings.error(
                (LAYOUTS.name, slug),
                "unnamed-block",
                "this block does not say which block of the extended layout it replaces",
                "Add `name: …` with the name of that block",
                place,
            )
            continue
        found.setdefault(str(name), PlacedList(blocks.span)).put(block, place)
    return found


def _with_replacements(
    blocks: PlacedList, replacements: dict[str, PlacedList], replaced: set[str]
) -> PlacedList:
    """A copy in which named blocks, nested ones too, give way to their replacements."""
    copy = PlacedList(blocks.span)
    for block, place in zip(blocks, blocks.places, strict=True):
        name = _name(block)
        if name is None or name not in replacements:
            copy.put(_nested(block, replacements, replaced), place)
        elif name not in replaced:
            replaced.add(str(name))
            new = replacements[name]
            for other, there in zip(new, new.places, strict=True):
                copy.put(other, there)
    return copy


def _nested(node: Node, replacements: dict[str, PlacedList], replaced: set[str]) -> Node:
    if isinstance(node, PlacedList):
        return _with_replacements(node, replacements, replaced)
    if not isinstance(node, PlacedDict):
        return node
    copy = PlacedDict(node.span)
    for key, value in node.items():
        copy.put(key, _nested(value, replacements, replaced), node.places[key])
    return copy


def _refuse_unplaced(
    replacements: dict[str, PlacedList],
    replaced: set[str],
    body: PlacedList,
    slug: str,
    findings: Findings,
) -> None:
    known = (_name(node) for _, node in walk(body))
    names = list(dict.fromkeys(str(name) for name in known if name is not None))
    for name, blocks in replacements.items():
        if name not in replaced:
            _refuse_unknown((LAYOUTS.name, slug), name, names, blocks.places[0], findings)


def _refuse_unknown(
    key: RecordKey, name: str, names: list[str], place: Span | None, findings: Findings
) -> None:
    findings.error(
        key,
        "unknown-block",
        f"the extended layout has no block named {quoted(name)}",
        suggestion(name, names, f"Its blocks are named {', '.join(names[:12])}"),
        place,
    )


def _name(node: Node) -> Text | None:
    name = node.get("name") if isinstance(node, PlacedDict) else None
    return name if isinstance(name, Text) else None


def _fill_empty_blocks(layout: PlacedDict) -> None:
    """Read ``- page_break:`` as ``- page_break: {}``."""
    for _, node in walk(layout):
        if not isinstance(node, PlacedDict):
            continue
        for key, value in node.items():
            if value is None and key in BLOCK_KINDS:
                node[key] = PlacedDict(node.places[key])
