"""Every PDF of a folder through veraPDF: ``python -m tests.conformance [FOLDER]``."""

import multiprocessing
import os
import sys
import time
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from tests.support.verapdf import failures

FLAVOURS = {"ua1": "PDF/UA-1", "2a": "PDF/A-2a"}


def check(path: Path) -> dict[str, tuple[str, ...]]:
    """What each flavour finds wrong with a file."""
    data = path.read_bytes()
    return {flavour: failures(data, flavour) for flavour in FLAVOURS}


def main(arguments: list[str]) -> int:
    """Check a folder, print the figures; 1 when a file fails, 2 when there is none."""
    folder = Path(arguments[0] if arguments else "output")
    paths = sorted(folder.rglob("*.pdf"))
    if not paths:
        print(f"no PDF in {folder}", file=sys.stderr)
        return 2
    started = time.perf_counter()
    conforming: Counter[str] = Counter()
    broken: Counter[str] = Counter()
    first: dict[str, Path] = {}
    processes = min(os.cpu_count() or 1, 4, len(paths))
    # a Java machine does not survive a fork
    with ProcessPoolExecutor(processes, multiprocessing.get_context("spawn")) as pool:
        for path, found in zip(paths, pool.map(check, paths, chunksize=4), strict=True):
            for flavour, rules in found.items():
                conforming[flavour] += not rules
                for rule in rules:
                    broken[f"{FLAVOURS[flavour]}: {rule}"] += 1
                    first.setdefault(f"{FLAVOURS[flavour]}: {rule}", path)
    for rule, count in broken.most_common():
        print(f"{count:4} × {rule}\n       first in {first[rule]}")
    for flavour, name in FLAVOURS.items():
        print(f"{name}: {conforming[flavour]} of {len(paths)} files conform")
    print(f"{time.perf_counter() - started:.0f} s")
    return 0 if not broken else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
