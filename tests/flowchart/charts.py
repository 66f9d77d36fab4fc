"""Charts made by rule, for tests: trees, and decisions with merges and ways back."""

import random
from dataclasses import replace

from handouts.document import ChartEdge, ChartNode, Flowchart

_WORDS = (
    "you", "want", "to", "draw", "blood", "work", "with", "patients", "all", "day", "in", "a", "busy", "clinic", "or", "hospital", "lab", "and", "keep", "records", "help", "doctors", "plan", "training", "before", "state", "asks", "certificate", "ready", "exam", "hours",
)  # fmt: skip
_ANSWERS = ("Yes", "No", "Not sure", "Sometimes")
_LONG_ANSWERS = (
    "Yes", "No", "Not sure", "In a clinic", "Only now and then", "Yes, but not every day", "Later",
)  # fmt: skip


def fixed_chart(number: int) -> Flowchart:
    """One of the list that all figures are measured on: 5 to 25 nodes, one in four a tree, one in
    four with a way back, answers of one to five words.
    """
    kind, count = number % 4, 5 + number % 21
    return random_chart(number, count, tree=kind == 0, back=kind == 1, long_answers=True)


def random_chart(
    seed: int, count: int, *, tree: bool = False, back: bool = False, long_answers: bool = False
) -> Flowchart:
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
    chart = _chart(source, count, sorted(pairs, key=lambda p: p[0]))
    return _with_long_answers(source, chart) if long_answers else chart


def _with_long_answers(source: random.Random, chart: Flowchart) -> Flowchart:
    """Labels of one to five words, no two equal at one question."""
    edges, used = [], dict[str, list[str]]()
    for edge in chart.edges:
        own = used.setdefault(edge.source, [])
        label = source.choice([a for a in _LONG_ANSWERS if a not in own])
        own.append(label)
        edges.append(replace(edge, label=label if edge.label else ""))
    return replace(chart, edges=tuple(edges))


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
