"""Turns of the soak, in processes of which each starts veraPDF once."""

import time
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from functools import partial
from itertools import takewhile
from multiprocessing import get_context
from typing import Final

from tests.soak import fuzz, projects

RUNS: Final[dict[str, Callable[[int], list[str]]]] = {
    "fuzz": fuzz.run,
    "projects": partial(projects.run, conformance=True),
    "fast-projects": projects.run,
}
"""Each takes a seed and gives its findings; ``fast-projects``, without veraPDF, only when asked for."""

Turn = tuple[str, int, list[str]]


def turns(wanted: Iterator[tuple[int, str]], jobs: int, end: float) -> Iterator[Turn]:
    """Turn after turn until the time is up: what it was, its seed, its findings."""
    timely = takewhile(lambda _: time.monotonic() < end, wanted)
    if jobs == 1:
        yield from (_turn(seed, name) for seed, name in timely)
        return
    with ProcessPoolExecutor(jobs, get_context("spawn")) as pool:
        waiting: deque[Future[Turn]] = deque()
        for seed, name in timely:
            waiting.append(pool.submit(_turn, seed, name))
            if len(waiting) > 2 * jobs:
                yield waiting.popleft().result()
        yield from (one.result() for one in waiting)


def _turn(seed: int, name: str) -> Turn:
    return name, seed, RUNS[name](seed)
