"""`extends`: which file builds on which, and how their groups are joined."""

from collections.abc import Collection, Mapping

from handouts.load.records.findings import Findings
from handouts.load.yaml_tree.nodes import PlacedDict
from handouts.model.base import Text
from handouts.wording import quoted, suggestion

Chain = tuple[PlacedDict, ...]
"""The nodes of a file and all that it extends, the farthest first."""


def resolve_chains(
    kind: str, nodes: Mapping[str, PlacedDict], findings: Findings
) -> dict[str, Chain]:
    """Each file with what it extends; an unknown or circular ``extends`` is an error."""
    known = {*nodes, *findings.faulty_slugs(kind)}
    chains: dict[str, Chain] = {}
    for slug in nodes:
        chain = _chain(kind, slug, nodes, known, findings)
        if chain:
            chains[slug] = chain
    return chains


def _chain(
    kind: str,
    slug: str,
    nodes: Mapping[str, PlacedDict],
    known: Collection[str],
    findings: Findings,
) -> Chain:
    chain = [nodes[slug]]
    seen = [slug]
    while isinstance(name := chain[-1].get("extends"), Text):
        if name in seen:
            findings.error(
                (kind, slug),
                "circular-extends",
                f"{quoted(slug)} extends itself: {' → '.join([*seen, str(name)])}",
                "Take one `extends` out of the circle",
                name.span,
            )
            return ()
        if name not in known:
            findings.error(
                (kind, slug),
                "unknown-extends",
                f"there is no {quoted(name)} to extend in `{kind}`",
                suggestion(name, known, "Correct the name, or take the line out"),
                name.span,
            )
            return ()
        if name not in nodes:
            findings.blame(kind, slug, *findings.of(kind, name))
            return ()
        findings.blame(kind, slug, *findings.of(kind, name))
        seen.append(str(name))
        chain.append(nodes[name])
    return tuple(reversed(chain))


def merged(base: PlacedDict, node: PlacedDict, joined: Collection[str]) -> PlacedDict:
    """A new mapping: the base's entries, the node's over them, groups named in ``joined`` joined."""
    whole = PlacedDict(node.span)
    for source in (base, node):
        for key, value in source.items():
            below = whole.get(key)
            if key in joined and isinstance(below, PlacedDict) and isinstance(value, PlacedDict):
                value = merged(below, value, tuple(value))
            whole.put(key, value, source.places[key])
    return whole
