"""Generated projects and hostile inputs for as long as asked: ``python -m tests.soak --minutes N``.

Every file of a project goes through veraPDF, PDF/UA-1, and a third of them PDF/A-2a too.
"""

import argparse
import os
import sys
import time
from collections import Counter
from itertools import product

from tests.soak.turns import RUNS, turns


def main(arguments: list[str]) -> int:
    """Run until the time or the projects are used up; 1 when there was a finding."""
    parser = argparse.ArgumentParser(prog="python -m tests.soak")
    parser.add_argument("--minutes", type=float, default=10.0)
    parser.add_argument("--projects", type=int, default=2_000, help="at most so many turns")
    parser.add_argument("--seed", type=int, default=1, help="the first one")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--only", choices=RUNS, help="leave out the others")
    asked = parser.parse_args(arguments)
    names = [asked.only] if asked.only else [name for name in RUNS if name != "fast-projects"]
    seeds = range(asked.seed, asked.seed + asked.projects)
    done: Counter[str] = Counter()
    found = 0
    end = time.monotonic() + 60 * asked.minutes
    for name, seed, findings in turns(product(seeds, names), asked.jobs, end):
        done[name] += 1
        found += len(findings)
        for finding in findings:
            print(f"{name} {seed}: {finding}", flush=True)
    counts = ", ".join(f"{count:,} of {name}" for name, count in sorted(done.items()))
    print(f"{counts}: {found} findings")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
