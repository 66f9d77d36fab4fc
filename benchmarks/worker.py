"""One tool in a process of its own: every edition of one audience, each once.

So a tool's caches are warmed by other states' editions only. The first few are not counted.
"""

import importlib
import json
import sys
import time
from pathlib import Path
from typing import Final

from tests.support.memory import peak

from benchmarks.content import PLACES, sheet
from benchmarks.drawn import modules

UNCOUNTED: Final = 3


def main(module: str, audience: str, folder: Path, limit: int) -> None:
    """Print the processor and wall seconds of each edition, as JSON."""
    sheets = [sheet(number, audience) for number in range(len(PLACES))][: limit + UNCOUNTED]
    for one in sheets:
        modules(one.address)
    begun = time.process_time()
    tool = importlib.import_module(f"benchmarks.tools.{module}").Tool()
    prepared = time.process_time() - begun
    cpu, wall, sizes = [], [], []
    for one in sheets:
        path = folder / f"{one.slug}.pdf"
        started, clock = time.process_time(), time.perf_counter()
        tool.write(one, path)
        cpu.append(time.process_time() - started)
        wall.append(time.perf_counter() - clock)
        sizes.append(path.stat().st_size)
    found = {
        "prepare": prepared,
        "cpu": cpu[UNCOUNTED:],
        "wall": wall[UNCOUNTED:],
        "size": sum(sizes) / len(sizes),
        "memory": peak(),
    }
    sys.stdout.write(json.dumps(found))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], Path(sys.argv[3]), int(sys.argv[4]))
