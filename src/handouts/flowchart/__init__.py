"""Geometry of decision charts: a graph with measured boxes in, places and lines out.

This is layered drawing (Sugiyama, Tagawa and Toda 1981; the phases as Gansner et al. 1993 have them) on
a grid of few columns, with edges routed at right angles. It differs from the textbook where paper does:
the page gives the width, type never shrinks, and every answer has a label. The phases, a file each:

1.  **Cycles** (``layering.topology``). Edges that close a cycle are found depth first, in the order of
    the answers, and take no part in what follows until they are routed [Gansner et al. 1993, 2.1].
2.  **Layer assignment** (``layering.layerings``). Every node gets a row, below all that lead to it, and
    no row has more nodes than the page has columns: by longest paths, and by list scheduling, which puts
    the nodes with most still to follow first [Hu 1961; Coffman and Graham 1972]. Both go over the nodes in
    two orders, so there are up to four layerings of each width.
3.  **Crossing minimisation** (``ordering``). Row by row, down and up, each row takes its best order while
    the others stay [Sugiyama et al. 1981]. A row has four nodes at most, so all orders are tried, where
    others take barycentres or medians; what counts is length, crossings as the crow flies, and nodes in
    the way. Several starts. Long thin placements are folded into strips side by side, cut at rows
    that few edges pass [Rüegg and von Hanxleden 2018].
    ``layering.lane_placement`` gives a decision with two sides a lane for each instead, by rule, in place of 2 and 3.
4.  **Orthogonal routing** (``routing``). Each edge takes the cheapest path over rows, columns and the
    gutters and channels between them, found by A* [Hart, Nilsson and Raphael 1968] over places and
    directions with prices for length, bends and crossings [Wybrow, Marriott and Stuckey 2009]. Edges to one
    node are a net and may run together. Edges that cross or bend often are then ripped up and routed
    anew, as long as it helps [Dees and Karger 1982].
5.  **Nudging** (``nudging``). Lines in one gutter, channel or side of a node are put in the order that
    crosses least [Wybrow et al. 2009] and get the first track that is free, as in channel routing
    [Hashimoto and Stevens 1971]. Only now it is known how often a placement's edges cross.
6.  **Coordinates** (``coordinates``). Gutters and channels get the widths that their tracks and labels
    need, the columns the rest, rows the height of their boxes. So bends are settled before anything has
    a size, as in topology-shape-metrics [Tamassia 1987].
7.  **Label placement** (``labels``). A label may stand at places along the beginning of its line, best
    first; labels that go together are searched by backtracking, and one that finds no room makes gutters
    and channels larger for another round. Candidate places as in maps [Christensen, Marks and Shieber 1995].
8.  **Fitting** (``fitting``) goes through all this for one placement after the other, lanes before layers,
    calm boxes before tight ones, wide gaps before narrow ones, and takes the first that fits the page
    without crossings, else the one with fewest. Whatever can show early that a placement does not fit does so.
9.  **Splitting** (``splitting``), where no page holds the chart. An order of the nodes is cut into parts
    with few edges between them by dynamic programming [Kernighan 1971]; then single nodes move while that
    pays [after Fiduccia and Mattheyses 1982]. Cut edges end in numbered connectors.

A tree may be drawn as a ``spine`` instead, which takes none of these steps: rows and columns by rule, and no
line can cross another.

All of it is deterministic: no sets are iterated, shuffles have their own generator, ties go to what comes
first in the author's order. The figures beside constants say what halving and doubling them changed in the
charts 0 to 83 of ``tests.flowchart.charts.fixed_chart``, 5 to 25 nodes on Letter pages: of these 21 are
split, and edges have 27 crossings and 937 corners. Where a chart is "free" its height was not bounded.

*   Christensen, J., Marks, J., Shieber, S.: An empirical study of algorithms for point-feature label
    placement. ACM Trans. Graphics 14(3), 1995.
*   Coffman, E. G., Graham, R. L.: Optimal scheduling for two-processor systems. Acta Informatica 1, 1972.
*   Dees, W. A., Karger, P. G.: Automated rip-up and reroute techniques. 19th Design Automation Conf., 1982.
*   Fiduccia, C. M., Mattheyses, R. M.: A linear-time heuristic for improving network partitions. 19th Design
    Automation Conf., 1982.
*   Gansner, E. R., Koutsofios, E., North, S. C., Vo, K.-P.: A technique for drawing directed graphs. IEEE
    Trans. Software Eng. 19(3), 1993.
*   Hart, P. E., Nilsson, N. J., Raphael, B.: A formal basis for the heuristic determination of minimum cost
    paths. IEEE Trans. Systems Science and Cybernetics 4(2), 1968.
*   Hashimoto, A., Stevens, J.: Wire routing by optimizing channel assignment within large apertures. 8th
    Design Automation Workshop, 1971.
*   Hu, T. C.: Parallel sequencing and assembly line problems. Operations Research 9(6), 1961.
*   Kernighan, B. W.: Optimal sequential partitions of graphs. J. ACM 18(1), 1971.
*   Rüegg, U., von Hanxleden, R.: Wrapping layered graphs. Diagrams 2018.
*   Sugiyama, K., Tagawa, S., Toda, M.: Methods for visual understanding of hierarchical system structures.
    IEEE Trans. Systems, Man, and Cybernetics 11(2), 1981.
*   Tamassia, R.: On embedding a graph in the grid with the minimum number of bends. SIAM J. Computing 16(3),
    1987.
*   Wybrow, M., Marriott, K., Stuckey, P. J.: Orthogonal connector routing. Graph Drawing 2009.
"""

from handouts.flowchart.fitting import NarrowAreaError, fit, lay_out
from handouts.flowchart.graph import Area, Box, Edge, Graph, Layout, Measure, Node, Route, Size
from handouts.flowchart.spine import Band, Sizes, Spine, Tree, spine, trees
from handouts.flowchart.splitting import Connector, Part, divide, splits

__all__ = [
    "Area",
    "Band",
    "Box",
    "Connector",
    "Edge",
    "Graph",
    "Layout",
    "Measure",
    "NarrowAreaError",
    "Node",
    "Part",
    "Route",
    "Size",
    "Sizes",
    "Spine",
    "Tree",
    "divide",
    "fit",
    "lay_out",
    "spine",
    "splits",
    "trees",
]
