"""The parts of a chart joined at their connectors again."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

Way = tuple[str, str, str]
"""Source, target and label."""

_CONNECTOR = re.compile(r"(to|from) box(?:es)? (.+), pages? (.+)")

Connector = tuple[str, str, tuple[str, ...], tuple[str, ...]]
"""Whether it leads ``to`` or ``from``, which other end is its own, the boxes and pages that it names."""


def connectors(dump: Mapping[str, Any]) -> dict[str, Connector]:
    """The connectors of a part, by id; both ends of a way have the same last word in their ids."""
    found: dict[str, Connector] = {}
    for node in dump["nodes"]:
        said = _CONNECTOR.fullmatch(node["text"])
        if node["shape"] == "pill" and said:
            boxes, pages = (tuple(re.split(r", | and ", names)) for names in said.group(2, 3))
            found[node["id"]] = said[1], node["id"].split()[-1], boxes, pages
    return found


def joined(dumps: Sequence[Mapping[str, Any]]) -> tuple[Counter[str], Counter[Way]]:
    """The nodes and ways of the whole chart, as its parts say them."""
    targets = {
        (ends[edge["from"]][1]): edge["to"]
        for dump in dumps
        for ends in [connectors(dump)]
        for edge in dump["edges"]
        if edge["from"] in ends
    }
    nodes: Counter[str] = Counter()
    ways: Counter[Way] = Counter()
    for dump in dumps:
        ends = connectors(dump)
        nodes.update(node["id"] for node in dump["nodes"] if node["id"] not in ends)
        for edge in dump["edges"]:
            if edge["from"] not in ends:
                end = ends.get(edge["to"])
                target = targets[end[1]] if end else edge["to"]
                ways[edge["from"], target, edge["label"]] += 1
    return nodes, ways
