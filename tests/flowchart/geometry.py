"""A judge of drawn charts that knows nothing of how they are made: it reads their geometry only."""

from collections.abc import Iterator, Mapping
from itertools import combinations, pairwise
from typing import Any, NamedTuple

Point = tuple[float, float]
Rect = tuple[float, float, float, float]
"""Left, top, right, bottom."""

NODE_GAP = 6.0
EDGE_CLEAR = 3.0
LABEL_REACH = 10.0
JOG = 6.0
SMALLEST = 9.0


class Figures(NamedTuple):
    """What may be more or less, but is counted."""

    crossings: int
    bends: int
    most_bends: int
    jogs: int


def rect(box: Any) -> Rect:
    """From left, top, width and height."""
    x, y, w, h = (box[k] for k in "xywh") if isinstance(box, Mapping) else box
    return x, y, x + w, y + h


def overlap(a: Rect, b: Rect) -> float:
    """How deep two rectangles reach into each other; negative is their distance along one axis."""
    return min(min(a[2], b[2]) - max(a[0], b[0]), min(a[3], b[3]) - max(a[1], b[1]))


def inset(a: Rect, by: float) -> Rect:
    return a[0] + by, a[1] + by, a[2] - by, a[3] - by


def spans(points: list[Point]) -> list[Rect]:
    """The straight parts as rectangles without area."""
    return [
        (min(a[0], b[0]), min(a[1], b[1]), max(a[0], b[0]), max(a[1], b[1]))
        for a, b in pairwise(points)
    ]


def hits(part: Rect, box: Rect) -> bool:
    return part[0] < box[2] and part[2] > box[0] and part[1] < box[3] and part[3] > box[1]


def faults(dump: Mapping[str, Any], width: float, height: float) -> list[str]:
    """Everything that no chart may have, in words."""
    return [
        *_node_faults(dump, width, height),
        *_edge_faults(dump, width, height),
        *_pair_faults(dump),
        *_label_faults(dump, width, height),
    ]


def _node_faults(dump: Mapping[str, Any], width: float, height: float) -> Iterator[str]:
    for node in dump["nodes"]:
        box = rect(node)
        if not _inside(box, width, height):
            yield f"{node['id']} leaves the area"
        text = rect(node["text_box"])
        if text[0] < box[0] or text[1] < box[1] or text[2] > box[2] or text[3] > box[3]:
            yield f"the text of {node['id']} leaves its box"
        share = (text[2] - text[0]) / node["w"] + (text[3] - text[1]) / node["h"]
        if node.get("shape") == "diamond" and share > 1:
            yield f"the text of {node['id']} leaves its diamond"
        if node["font_size"] < SMALLEST:
            yield f"the text of {node['id']} is too small"
    for a, b in combinations(dump["nodes"], 2):
        if overlap(rect(a), rect(b)) > -NODE_GAP:
            yield f"{a['id']} and {b['id']} are too near"


def _inside(box: Rect, width: float, height: float) -> bool:
    return box[0] > -0.01 and box[1] > -0.01 and box[2] < width + 0.01 and box[3] < height + 0.01


def _edge_faults(dump: Mapping[str, Any], width: float, height: float) -> Iterator[str]:
    boxes = {node["id"]: rect(node) for node in dump["nodes"]}
    diamonds = {node["id"] for node in dump["nodes"] if node.get("shape") == "diamond"}
    for edge in dump["edges"]:
        name, points = _name(edge), edge["points"]
        for a, b in pairwise(points):
            if (a[0] == b[0]) == (a[1] == b[1]):
                yield f"{name} is not right-angled"
        ends = [(points[0], edge["from"]), (points[-1], edge["to"])]
        if is_band(edge):  # its way begins at the band, which stands under the first question
            del ends[0]
        for end, node in ends:
            on_border = _on_slope if node in diamonds else _on_border
            if not on_border(end, boxes[node]):
                yield f"{name} does not end at {node}"
        for part in spans(points):
            if not _inside(part, width, height):
                yield f"{name} leaves the area"
            near = (node for node in boxes if _too_near(part, node, edge, boxes, diamonds))
            yield from (f"{name} comes too near to {node}" for node in near)


def _too_near(
    part: Rect, node: str, edge: Mapping[str, Any], boxes: Mapping[str, Rect], diamonds: set[str]
) -> bool:
    """An own diamond may be near: the line ends on a slope, inside of the box."""
    own = node in (edge["from"], edge["to"])
    if own and node in diamonds:
        return False
    return hits(part, inset(boxes[node], 0.5 if own else -EDGE_CLEAR + 0.01))


def _on_border(point: Point, box: Rect) -> bool:
    x, y = point
    near = 0.01  # coordinates were moved over the page, which rounds them
    along = box[0] - near <= x <= box[2] + near and box[1] - near <= y <= box[3] + near
    return along and (
        min(abs(x - box[0]), abs(x - box[2]), abs(y - box[1]), abs(y - box[3])) < near
    )


def _on_slope(point: Point, box: Rect) -> bool:
    """On the border of the diamond in a box: its half widths' shares add up to one."""
    x = abs(point[0] - (box[0] + box[2]) / 2) / ((box[2] - box[0]) / 2)
    y = abs(point[1] - (box[1] + box[3]) / 2) / ((box[3] - box[1]) / 2)
    return abs(x + y - 1) < 0.001


def _name(edge: Mapping[str, Any]) -> str:
    return f"{edge['from']} to {edge['to']} ({edge['label']})"


def _pair_faults(dump: Mapping[str, Any]) -> Iterator[str]:
    """Lines may run together only on their way to one node, and not all the way from one node."""
    for a, b in combinations(dump["edges"], 2):
        together = sum(_shared(p, q) for p in spans(a["points"]) for q in spans(b["points"]))
        if together < 0.5:
            continue
        if a["to"] != b["to"]:
            yield f"{_name(a)} and {_name(b)} run together"
        elif a["from"] == b["from"] and together > min(_length(a), _length(b)) / 2:
            yield f"{_name(a)} and {_name(b)} cannot be told apart"


def _shared(a: Rect, b: Rect) -> float:
    if abs(overlap(a, b)) > 0.01 or (a[0] == a[2]) != (b[0] == b[2]):
        return 0.0
    return max(min(a[2], b[2]) - max(a[0], b[0]), min(a[3], b[3]) - max(a[1], b[1]))


def _length(edge: Mapping[str, Any]) -> float:
    return float(sum(abs(a[0] - b[0]) + abs(a[1] - b[1]) for a, b in pairwise(edge["points"])))


def _label_faults(dump: Mapping[str, Any], width: float, height: float) -> Iterator[str]:
    labelled = [edge for edge in dump["edges"] if edge["label"]]
    placed = [edge for edge in labelled if edge["label_box"]]
    yield from (f"the label of {_name(e)} has no place" for e in labelled if e not in placed)
    for edge in placed:
        box, name = rect(edge["label_box"]), f"the label of {_name(edge)}"
        if not _inside(box, width, height):
            yield f"{name} leaves the area"
        if edge["font_size"] < SMALLEST:
            yield f"{name} is too small"
        yield from (f"{name} {fault}" for fault in _misplaced(edge, box, dump))
    for a, b in combinations(placed, 2):
        if overlap(rect(a["label_box"]), rect(b["label_box"])) > -2:
            yield f"the labels of {_name(a)} and {_name(b)} touch"


def is_band(edge: Mapping[str, Any]) -> bool:
    """Whether an answer is a piece of a trunk at the left: its way begins at the label's right edge."""
    if not edge["label_box"]:
        return False
    (x, y), box = edge["points"][0], rect(edge["label_box"])
    return bool(abs(box[2] - x) < 0.01 and box[1] < y < box[3])


def _misplaced(edge: Mapping[str, Any], box: Rect, dump: Mapping[str, Any]) -> Iterator[str]:
    for node in dump["nodes"]:
        if overlap(box, rect(node)) > -2:
            yield f"touches {node['id']}"
    for other in dump["edges"]:
        if other is edge and is_band(edge):
            continue
        if any(hits(part, inset(box, -3)) for part in spans(other["points"])):
            yield f"is on the line from {_name(other)}"
    if not any(hits(part, inset(box, -LABEL_REACH)) for part in spans(edge["points"])):
        yield "is far from its line"


def figures(dump: Mapping[str, Any]) -> Figures:
    """Crossings, corners and small steps."""
    edges = dump["edges"]
    crossings = sum(
        _cross(p, q)
        for a, b in combinations(edges, 2)
        for p in spans(a["points"])
        for q in spans(b["points"])
    )
    bends = [len(edge["points"]) - 2 for edge in edges]
    jogs = sum(
        max(part[2] - part[0], part[3] - part[1]) < JOG
        for edge in edges
        for part in spans(edge["points"])[1:-1]
    )
    return Figures(crossings, sum(bends), max(bends), jogs)


def _cross(a: Rect, b: Rect) -> bool:
    if (a[1] == a[3]) == (b[1] == b[3]):
        return False
    across, along = (a, b) if a[1] == a[3] else (b, a)
    x, y = along[0], across[1]
    return across[0] + 0.5 < x < across[2] - 0.5 and along[1] + 0.5 < y < along[3] - 0.5
