"""Layouts: `extends` is resolved on the nodes, so that every string keeps the place it has."""

from pathlib import Path

from handouts.load.records.extending import Chain, merged, resolve_chains
from handouts.load.records.findings import Findings
from handouts.load.records.reading import Entry, of_nodes, read_nodes
from handouts.load.yaml_tree.nodes import Node, PlacedDict, PlacedList, walk
from handouts.model.base import Text
from handouts.model.blocks import BLOCK_KINDS
from handouts.model.layout import Layout
from handouts.model.library import LAYOUTS
from handouts.wording import quoted, suggestion

_MERGED = ("page", "fit", "header", "footer", "blanks")
"""Keys whose groups are joined; any other key of an extending layout replaces the whole group."""


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
    for node in chain[1:]:
        whole = _over(whole, node, slug, findings)
    return whole


def _over(base: PlacedDict, node: PlacedDict, slug: str, findings: Findings) -> PlacedDict:
    whole = merged(base, node, _MERGED)
    body, own = base.get("body"), node.get("body")
    if isinstance(body, PlacedList) and isinstance(own, PlacedList):
        replacements = _named(own, slug, findings)
        replaced: set[str] = set()
        whole["body"] = _with_replacements(body, replacements, replaced)
        _refuse_unplaced(replacements, replaced, body, slug, findings)
    return whole


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
            findings.error(
                (LAYOUTS.name, slug),
                "unknown-block",
                f"the extended layout has no block named {quoted(name)}",
                suggestion(name, names, f"Its blocks are named {', '.join(names[:12])}"),
                blocks.places[0],
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
