"""Processor time of made flowcharts: ``python -m benchmarks.flowcharts [--rounds N]``.

The charts of 15 and of 25 nodes among the 500 of ``tests.soak.flowcharts``, as they come: text in the
style's fonts in, geometry out. *Free* is the layout of a chart that may be as high as it needs;
*fitted* is a chart on Letter pages, with all that is tried on the way and split where no page holds
it. Every round is a process of its own that sets each chart once, so that nothing kept by value is
found again; the two kinds take turns, and of the rounds' medians the lowest is printed, which is the
one that other work on the machine disturbed least.
"""

import argparse
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import Final

from tests.flowchart.charts import fixed_chart
from tests.soak.flowcharts import ROOM, WIDTH
from tests.typeset.chart_samples import STYLE

from handouts.fonts import load_fonts
from handouts.typeset.column.frame import Frame
from handouts.typeset.flowchart.measured import MeasuredChart
from handouts.typeset.flowchart.parts import set_charts

GOALS: Final = {("free", 15): 5.0, ("free", 25): 50.0, ("fitted", 25): 250.0}
"""Milliseconds for the median; no chart that is ``fitted`` may take longer."""

_ROOT: Final = Path(__file__).parents[1]
_COUNT: Final = 500
_WARMING: Final = range(1000, 1006)
"""Charts that are not counted: they load fonts and code."""


def main() -> int:
    """Measure, print a table, judge."""
    options = argparse.ArgumentParser(prog="python -m benchmarks.flowcharts", description=__doc__)
    options.add_argument("--rounds", type=int, default=5)
    asked = options.parse_args()
    found: dict[str, list[dict[int, float]]] = {"free": [], "fitted": []}
    for _ in range(asked.rounds):
        for kind, rounds in found.items():
            rounds.append(_round(kind))
    sys.stdout.write(
        "| | nodes | charts | median ms | most ms | goal |\n|---|--:|--:|--:|--:|--:|\n"
    )
    missed = 0
    for (kind, nodes), goal in GOALS.items():
        numbers = _numbers(nodes)
        middle = min(median(one[n] for n in numbers) for one in found[kind])
        most = max(min(one[n] for one in found[kind]) for n in numbers)
        missed += (most if kind == "fitted" else middle) >= goal
        cells = (kind, nodes, len(numbers), f"{middle:.1f}", f"{most:.1f}", f"{goal:g}")
        sys.stdout.write(f"| {' | '.join(map(str, cells))} |\n")
    return int(bool(missed))


def _numbers(nodes: int) -> list[int]:
    return [n for n in range(_COUNT) if 5 + n % 21 == nodes]


def _round(kind: str) -> dict[int, float]:
    paths = [str(_ROOT), str(_ROOT / "src"), os.environ.get("PYTHONPATH", "")]
    done = subprocess.run(  # noqa: S603 our own command
        [sys.executable, "-c", f"import benchmarks.flowcharts as it; it.worker({kind!r})"],
        stdout=subprocess.PIPE,
        check=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(paths)},
    )
    return {int(number): ms for number, ms in json.loads(done.stdout).items()}


def worker(kind: str) -> None:
    """Print the milliseconds of each chart, as JSON."""
    lay_out = _kinds()[kind]
    for number in _WARMING:
        lay_out(number)
    wanted = sorted({n for k, nodes in GOALS if k == kind for n in _numbers(nodes)})
    sys.stdout.write(json.dumps({number: lay_out(number) for number in wanted}))


def _kinds() -> dict[str, Callable[[int], float]]:
    frame = Frame(STYLE, load_fonts(), WIDTH)

    def free(number: int) -> float:
        chart = fixed_chart(number)
        started = time.process_time()
        MeasuredChart.of(chart, frame).lowest(None)
        return 1000 * (time.process_time() - started)

    def fitted(number: int) -> float:
        chart = fixed_chart(number)
        started = time.process_time()
        set_charts(chart, frame, ROOM)
        return 1000 * (time.process_time() - started)

    return {"free": free, "fitted": fitted}


if __name__ == "__main__":
    sys.exit(main())
