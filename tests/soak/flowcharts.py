"""All 500 made charts on Letter pages, whole or split: ``python -m tests.soak.flowcharts [COUNT]``.

Ends with 1 when a chart has a fault, or when the figures are worse than the bars of the issue.
"""

import statistics
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from handouts.fonts import load_fonts
from handouts.typeset.column.drawing import Drawing
from handouts.typeset.column.frame import Frame
from handouts.typeset.flowchart.parts import ChartRoom, set_charts
from tests.flowchart.charts import fixed_chart
from tests.flowchart.geometry import faults, figures
from tests.flowchart.parts import joined
from tests.typeset.chart_samples import STYLE, geometry

WIDTH = 522.0
ROOM = ChartRoom(570.0, 680.0)
COUNT = 500


@dataclass
class Tally:
    """What was found."""

    bad: list[str] = field(default_factory=list)
    crossed: list[int] = field(default_factory=list)
    """Charts with more crossings than their kind may have."""
    bent: list[int] = field(default_factory=list)
    split: int = 0
    milliseconds: dict[int, float] = field(default_factory=dict)


def measured(numbers: range) -> Tally:
    """Set the charts of these numbers and judge every part."""
    tally = Tally()
    fonts = load_fonts()
    for number in numbers:
        chart = fixed_chart(number)
        started = time.process_time()
        drawings = set_charts(chart, Frame(STYLE, fonts, WIDTH), ROOM)
        tally.milliseconds[number] = 1000 * (time.process_time() - started)
        tally.split += len(drawings) > 1
        tally.bad += (f"chart {number}: {fault}" for fault in _faults(drawings))
        dumps = [geometry(drawing) for drawing in drawings]
        nodes, ways = joined(dumps)
        if nodes != Counter(n.id for n in chart.nodes):
            tally.bad.append(f"chart {number}: its parts have other nodes")
        if ways != Counter((e.source, e.target, e.label) for e in chart.edges):
            tally.bad.append(f"chart {number}: its parts have other ways")
        for dump in dumps:
            found = figures(dump)
            allowed = 0 if number % 4 == 0 else len(dump["nodes"]) / 8
            if found.crossings > allowed:
                tally.crossed.append(number)
            if found.bends > 2.5 * len(dump["edges"]) or found.most_bends > 6 or found.jogs:
                tally.bent.append(number)
    return tally


def _faults(drawings: tuple[Drawing, ...]) -> Iterator[str]:
    for place, drawing in enumerate(drawings):
        height = ROOM.first if place == 0 else ROOM.following or 0.0
        if drawing.height > height + 0.01:
            yield f"part {place + 1} is {drawing.height - height:.0f} points too high"
        yield from faults(geometry(drawing), drawing.width, drawing.height)


def main(count: int) -> int:
    """Measure, print, judge."""
    tally = measured(range(count))
    times = sorted(tally.milliseconds.values())
    large = [t for n, t in tally.milliseconds.items() if n % 21 >= 15]
    print(f"{count} charts, {tally.split} of them split")
    print(f"faults: {len(tally.bad)}")
    for fault in tally.bad[:20]:
        print(f"  {fault}")
    print(f"more crossings than allowed: {len(tally.crossed)}  {tally.crossed[:20]}")
    print(f"more corners than allowed: {len(tally.bent)}  {tally.bent[:20]}")
    print(
        f"processor time: median {statistics.median(times):.1f} ms, "
        f"20 to 25 nodes {statistics.median(large):.1f} ms, most {times[-1]:.0f} ms"
    )
    worst = sorted(tally.milliseconds, key=lambda n: -tally.milliseconds[n])[:5]
    print(f"slowest: {worst}")
    return int(bool(tally.bad) or len(tally.crossed) > 0.03 * count)


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if sys.argv[1:] else COUNT))
