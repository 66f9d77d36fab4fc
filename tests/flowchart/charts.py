"""Charts made by rule, for tests: trees, and decisions with merges and ways back."""

import random

from handouts.document import ChartEdge, ChartNode, Flowchart

_WORDS = (
    "you", "want", "to", "draw", "blood", "work", "with", "patients", "all", "day", "in", "a", "busy", "clinic", "or", "hospital", "lab", "and", "keep", "records", "help", "doctors", "plan", "training", "before", "state", "asks", "certificate", "ready", "exam", "hours",
)  # fmt: skip
_ANSWERS = ("Yes", "No", "Not sure", "Sometimes")


def random_chart(seed: int, count: int, *, tree: bool = False, back: bool = False) -> Flowchart:
    """A chart of ``count`` nodes; ``tree`` has no merges, ``back`` one or two ways back."""
    source = random.Random(seed)
    children: dict[int, list[int]] = {}
    for node in range(1, count):
        open_nodes = [n for n in range(node) if len(children.get(n, [])) < 3]
        recent = open_nodes[-4:]
        children.setdefault(source.choice(recent), []).append(node)
    pairs = [(s, t) for s, targets in sorted(children.items()) for t in targets]
    if not tree:
        pairs += _merges(source, count, children)
    if back:
        pairs += _ways_back(source, count, children)
    return _chart(source, count, sorted(pairs, key=lambda p: p[0]))


def _merges(
    source: random.Random, count: int, children: dict[int, list[int]]
) -> list[tuple[int, int]]:
    found = []
    for _ in range(count // 4):
        start = source.randrange(count - 2)
        target = source.randrange(start + 1, count)
        if 0 < len(children.get(start, [])) < 3 and target not in children[start]:
            children[start].append(target)
            found.append((start, target))
    return found


def _ways_back(
    source: random.Random, count: int, children: dict[int, list[int]]
) -> list[tuple[int, int]]:
    found = []
    for _ in range(source.randint(1, 2)):
        start = source.randrange(2, count)
        target = source.randrange(start)
        if len(children.get(start, [])) < 3 and target not in children.get(start, []):
            children.setdefault(start, []).append(target)
            found.append((start, target))
    return found


def _chart(source: random.Random, count: int, pairs: list[tuple[int, int]]) -> Flowchart:
    leaving: dict[int, int] = {}
    for start, _ in pairs:
        leaving[start] = leaving.get(start, 0) + 1
    met: dict[int, int] = {}
    edges = []
    for start, target in pairs:
        place = met[start] = met.get(start, -1) + 1
        label = _ANSWERS[place] if leaving[start] > 1 else ""
        edges.append(ChartEdge(f"n{start}", f"n{target}", label))
    nodes = tuple(_node(source, n, leaving.get(n, 0)) for n in range(count))
    return Flowchart(id="random", alternative="A random chart.", nodes=nodes, edges=tuple(edges))


def _node(source: random.Random, number: int, leaving: int) -> ChartNode:
    text = " ".join(source.choice(_WORDS) for _ in range(source.randint(3, 10))).capitalize()
    if leaving:
        kind = "question" if leaving > 1 else "step"
        return ChartNode(f"n{number}", kind, str(number + 1), text)  # type: ignore[arg-type]
    roles = source.choice(((), (0,), (1,), (0, 1)))
    return ChartNode(f"n{number}", "outcome", chr(65 + number), text, "An end", roles)
