"""Every layout in every style for two states and the nation: ``python -m tests.soak.styles`` (``make soak``).

The tests make a third of them. Ends with 1 when one cannot be made, does not conform, or has words or
lines where none may be.
"""

import os
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from functools import cache
from pathlib import Path

from handouts.diagnostics import HandoutsError
from handouts.load import load
from handouts.model.library import Library
from handouts.pipeline import Made
from tests.editions import styled
from tests.editions.judging import faults
from tests.support import stream_check, tagtree, verapdf

REPOSITORY = Path(__file__).parents[2]


@cache
def _library() -> Library:
    return load(REPOSITORY)


def findings(one: styled.Combination) -> list[str]:
    """What is amiss with a layout in a style."""
    try:
        made = styled.made_in(_library(), one)
    except HandoutsError as fault:
        return [d.message for d in fault.diagnostics]
    return list(_findings(made))


def _findings(made: Made) -> Iterator[str]:
    yield from faults(made)
    yield from styled.unrest(made)
    yield from tagtree.read(made.data).faults
    yield from stream_check.faults(made.data)
    for flavour in ("ua1", "2a"):
        yield from (f"veraPDF {flavour} {rule}" for rule in verapdf.failures(made.data, flavour))


def main() -> int:
    """Make all, print what is amiss."""
    started = time.perf_counter()
    wanted = sorted(styled.every(_library()))
    with ProcessPoolExecutor(min(os.cpu_count() or 1, 4)) as pool:
        found = dict(zip(wanted, pool.map(findings, wanted, chunksize=8), strict=True))
    bad = {one: said for one, said in found.items() if said}
    for one, said in bad.items():
        print(f"{', '.join(one)}: {'; '.join(said)}", file=sys.stderr)
    took = time.perf_counter() - started
    print(f"{len(found)} combinations: {len(bad)} with a fault; {took:.0f} s")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
