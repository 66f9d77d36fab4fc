"""Layouts of graphs whose boxes are measured by a rule."""

import pytest

from handouts.flowchart import Area, Edge, Graph, Layout, Node, Size, lay_out
from handouts.flowchart.layering import lane_placement, topology

LABEL = Size(18, 12)


def graph(*ways: str, groups: dict[str, int] | None = None) -> Graph:
    """From ``a-b`` (labelled) and ``a=b`` (not)."""
    pairs = [(way.replace("=", "-").split("-"), "-" in way) for way in ways]
    names = dict.fromkeys(name for pair, _ in pairs for name in pair)
    nodes = tuple(Node(name, (groups or {}).get(name)) for name in names)
    edges = tuple(Edge(s, t, LABEL if labelled else None) for (s, t), labelled in pairs)
    return Graph(nodes, edges)


def plain(of: Graph, width: float = 522, height: float | None = None) -> Layout:
    return lay_out(of, Area(width, height), [lambda _, w: 40 if w > 120 else 53])


TWO_SIDES = graph(
    "start-left", "start-unsure", "start-right", "left-go", "left-either", "right-unsure",
    "right-more", "more-second", "more-either", "go=first",
    groups={"first": 1, "second": 0},
)  # fmt: skip


def test_chain_runs_straight_down() -> None:
    layout = plain(graph("a-b", "b=c"))
    a, b, c = layout.boxes
    assert a.x == b.x == c.x
    assert a.bottom < b.y < b.bottom < c.y
    middle = a.x + a.width / 2
    assert layout.routes[0].points == ((middle, a.bottom), (middle, b.y))
    assert layout.routes[1].points == ((middle, b.bottom), (middle, c.y))


def test_label_stands_beside_the_start() -> None:
    layout = plain(graph("a-b"))
    label = layout.routes[0].label
    assert label
    (x, top), (_, foot) = layout.routes[0].points
    assert label.x == x + 5
    assert label.y + label.height / 2 == pytest.approx((top + foot) / 2)


def test_lanes_of_two_sides() -> None:
    placement = lane_placement(TWO_SIDES, topology(TWO_SIDES))
    assert placement
    cells = dict(zip((n.id for n in TWO_SIDES.nodes), placement.cells, strict=True))
    assert cells == {
        "start": (1, 0), "left": (0, 1), "unsure": (1, 1), "right": (2, 1), "go": (0, 2),
        "either": (1, 2), "more": (2, 2), "second": (2, 3), "first": (0, 3),
    }  # fmt: skip
    assert placement.wide


def test_two_sides_mirror_the_order_of_the_answers() -> None:
    turned = Graph(TWO_SIDES.nodes, tuple(reversed(TWO_SIDES.edges)))
    placement = lane_placement(turned, topology(turned))
    assert placement
    assert placement.cells[[n.id for n in turned.nodes].index("first")][0] == 2


@pytest.mark.parametrize(
    "of",
    [
        graph("a-b", "a-c", groups={"b": 0}),
        graph("a-b", "a-c"),
        graph("a-b", "a-c", "c-d", "c-a", groups={"b": 0, "d": 1}),
    ],
    ids=["one side", "no sides", "a way back"],
)
def test_other_graphs_are_not_laned(of: Graph) -> None:
    assert lane_placement(of, topology(of)) is None


def test_two_sides_drawn() -> None:
    layout = plain(TWO_SIDES)
    boxes = {n.id: box for n, box in zip(TWO_SIDES.nodes, layout.boxes, strict=True)}
    assert layout.crossings == 0
    assert layout.width == pytest.approx(522)
    assert boxes["start"].width > boxes["unsure"].width
    assert boxes["left"].y == boxes["unsure"].y == boxes["right"].y
    assert boxes["left"].right < boxes["either"].x < boxes["either"].right < boxes["more"].x
    side = {(e.source, e.target): r for e, r in zip(TWO_SIDES.edges, layout.routes, strict=True)}
    assert len(side["right", "unsure"].points) == 2
    assert len(side["more", "either"].points) == 2
    assert len(side["go", "first"].points) == 2


def test_edges_to_one_side_of_a_node_share_its_middle() -> None:
    layout = plain(TWO_SIDES)
    ends = [
        route.points[-1]
        for edge, route in zip(TWO_SIDES.edges, layout.routes, strict=True)
        if edge.target == "unsure"
    ]
    unsure = layout.boxes[[n.id for n in TWO_SIDES.nodes].index("unsure")]
    assert ends == [
        (unsure.x + unsure.width / 2, unsure.y),
        (unsure.right, unsure.y + unsure.height / 2),
    ]


def test_parallel_answers_stay_apart() -> None:
    layout = plain(graph("a-b", "a-b", "a-c"))
    one, two, _ = (route.points for route in layout.routes)
    assert one[0] != two[0]
    assert one[-1] != two[-1]


def test_way_back_goes_round() -> None:
    of = graph("a-b", "b-c", "c-d", "c-a")
    layout = plain(of)
    back = layout.routes[3]
    a = layout.boxes[0]
    assert layout.crossings == 0
    assert back.points[-1][0] in (a.x, a.right)
    assert len(back.points) == 4


def test_gaps_give_way_before_anything_else() -> None:
    calm = plain(TWO_SIDES)
    low = plain(TWO_SIDES, height=calm.height - 8)
    assert low.height < calm.height
    assert [b.height for b in low.boxes] == [b.height for b in calm.boxes]


def test_tight_boxes_where_calm_ones_do_not_fit() -> None:
    calm = plain(TWO_SIDES)
    measures = [lambda _, w: 40.0, lambda _, w: 30.0]
    layout = lay_out(TWO_SIDES, Area(522, calm.height - 40), measures)
    assert layout.measure == 1
    assert layout.height <= calm.height - 40


def test_too_high_is_said_by_the_height() -> None:
    layout = plain(TWO_SIDES, height=100)
    assert layout.height > 100


def test_long_chain_is_folded() -> None:
    chain = graph(*(f"n{i}=n{i + 1}" for i in range(13)))
    layout = plain(chain, height=500)
    assert layout.height <= 500
    assert len({round(box.x) for box in layout.boxes}) > 1


@pytest.mark.parametrize(
    ("of", "said"),
    [
        (Graph((Node("a"), Node("a")), ()), "one id"),
        (Graph((Node("a"),), (Edge("a", "b"),)), "no such node"),
        (Graph((Node("a"),), (Edge("a", "a"),)), "leads to itself"),
    ],
)
def test_contradictions_are_refused(of: Graph, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        plain(of)


def test_lone_node() -> None:
    layout = plain(Graph((Node("a"),), ()))
    assert len(layout.boxes) == 1
    assert layout.routes == ()
