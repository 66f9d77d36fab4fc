"""Generated projects and hostile inputs for as long as asked: ``python -m tests.soak --minutes N``.

Every file of a project goes through veraPDF, PDF/UA-1, and a third of them PDF/A-2a too.
"""

import argparse
import sys
import time
from collections import Counter
from collections.abc import Callable
from functools import partial
from typing import Final

from tests.soak import fuzz, projects

RUNS: Final[dict[str, Callable[[int], list[str]]]] = {
    "fuzz": fuzz.run,
    "projects": partial(projects.run, conformance=True),
    "fast-projects": projects.run,
}
"""Each takes a seed and gives its findings; ``fast-projects``, without veraPDF, only when asked for."""


def main(arguments: list[str]) -> int:
    """Run until the time or the projects are used up; 1 when there was a finding."""
    parser = argparse.ArgumentParser(prog="python -m tests.soak")
    parser.add_argument("--minutes", type=float, default=10.0)
    parser.add_argument("--projects", type=int, default=2_000, help="at most so many turns")
    parser.add_argument("--seed", type=int, default=1, help="the first one")
    parser.add_argument("--only", choices=RUNS, help="leave out the others")
    asked = parser.parse_args(arguments)
    end = time.monotonic() + 60 * asked.minutes
    done: Counter[str] = Counter()
    found = 0
    for seed in range(asked.seed, asked.seed + asked.projects):
        for name, run in RUNS.items():
            wanted = asked.only == name if asked.only else name != "fast-projects"
            if time.monotonic() > end or not wanted:
                continue
            for finding in run(seed):
                found += 1
                print(f"{name} {seed}: {finding}", flush=True)
            done[name] += 1
    counts = ", ".join(f"{count:,} of {name}" for name, count in sorted(done.items()))
    print(f"{counts}: {found} findings")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
