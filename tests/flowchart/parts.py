"""The parts of a chart joined at their connectors again."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

Way = tuple[str, str, str]
"""Source, target and label."""

_CONNECTOR = re.compile(r"(to|from) (\d+), pages? (.+)")


def connectors(dump: Mapping[str, Any]) -> dict[str, tuple[str, int, tuple[str, ...]]]:
    """By id: whether it leads to or from, its number, the pages that it names."""
    found = {}
    for node in dump["nodes"]:
        said = _CONNECTOR.fullmatch(node["text"])
        if node["shape"] == "pill" and said:
            found[node["id"]] = said[1], int(said[2]), tuple(re.split(r", | and ", said[3]))
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
