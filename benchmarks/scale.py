"""How a batch grows: time and memory of 1,000 and of 10,000 editions (``python -m benchmarks.scale``).

Every edition is one of a school's: a row of a table of recipients. Then the same again with nothing
changed, and with one row changed. ``--handout flyer --audience career-fair --own`` is the dearest:
every row has a QR code of its own. Memory is the resident set's peak as Linux counts it, a worker's with
what it shares; the highest of the three runs.
"""

import argparse
import csv
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Final, NamedTuple

from tests.support.memory import peak

_ROOT: Final = Path(__file__).parents[1]


class Run(NamedTuple):
    """Seconds, those of processor time too, and peak memory in megabytes: parent, largest worker."""

    seconds: float
    cpu: float
    parent: float
    worker: float


_HEAD: Final = (
    "| editions | s | CPU ms each | nothing changed, s | one changed, s | parent MB | worker MB |\n"
    "|--:|--:|--:|--:|--:|--:|--:|\n"
)


def main() -> None:
    """Measure, and print a table."""
    options = argparse.ArgumentParser(prog="python -m benchmarks.scale", description=__doc__)
    options.add_argument("--handout", default="comparison")
    options.add_argument("--audience", default="advisor")
    options.add_argument("--jobs", default="2")
    options.add_argument(
        "--own", action="store_true", help="with a contact, a logo and a QR address in every row"
    )
    options.add_argument("--runs", action="store_true", help="every run by itself, too")
    options.add_argument("counts", nargs="*", type=int, default=[1_000, 10_000])
    asked = options.parse_args()
    sys.stdout.write(_HEAD)
    for count in asked.counts:
        with tempfile.TemporaryDirectory() as folder:
            table = Path(folder) / "schools.csv"
            _write(table, count, own=asked.own)
            command = [
                sys.executable, "-m", "handouts", "build", asked.handout, "-a", asked.audience,
                "-p", str(_ROOT), "-o", f"{folder}/output", "--recipients", str(table),
                "--jobs", asked.jobs,
            ]  # fmt: skip
            made, again = _run(command), _run(command)
            _write(table, count, own=asked.own, changed=count // 2)
            changed = _run(command)
            files = sum(1 for _ in Path(folder).rglob("*.pdf"))
            assert files == count, f"{files} files instead of {count}"
        runs = (made, again, changed)
        sys.stdout.write(
            f"| {count:,} | {made.seconds:.1f} | {made.cpu / count * 1000:.2f} "
            f"| {again.seconds:.2f} | {changed.seconds:.1f} "
            f"| {max(r.parent for r in runs):.0f} | {max(r.worker for r in runs):.0f} |\n"
        )
        if asked.runs:
            for run in runs:
                sys.stdout.write(f"  {run}\n")
        sys.stdout.flush()


def _write(path: Path, count: int, *, own: bool, changed: int = -1) -> None:
    """The table; the row with the number ``changed`` has another note, which its sheet prints."""
    states = [p.stem.upper() for p in sorted((_ROOT / "data" / "states").glob("*.yaml"))]
    with path.open("w", newline="", encoding="utf-8") as file:
        table = csv.writer(file)
        more = ("contact", "logo", "qr_address") if own else ()
        table.writerow(("school", "state", "student", "note", *more))
        for number in range(count):
            state = states[number * len(states) // count]
            room = "the library" if number == changed else f"Room {number % 90}"
            row = (f"School {number}", state, f"Student {number}", room)
            table.writerow((*row, *(_own(number) if own else ())))


def _own(number: int) -> tuple[str, ...]:
    return (
        f"Office {number}, 555-{number:04}",
        "data/images/north-high.svg",
        f"https://school-{number}.example.org/health-careers",
    )


def _run(command: list[str]) -> Run:
    begun, before = time.perf_counter(), _processor()
    quiet = subprocess.DEVNULL
    running = subprocess.Popen(command, stdout=quiet, stderr=quiet)  # noqa: S603
    parent = worker = 0.0
    while running.poll() is None:
        parent = max(parent, _peak(running.pid))
        worker = max([worker, *(_peak(child) for child in _children(running.pid))])
        time.sleep(0.02)
    seconds = time.perf_counter() - begun
    assert running.returncode == 0, f"it ended with {running.returncode}"
    return Run(seconds, _processor() - before, parent, worker)


def _processor() -> float:
    """Processor time of all processes that ended, workers included."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _children(pid: int) -> list[int]:
    try:
        return [int(p) for p in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    except OSError:
        return []


def _peak(pid: int) -> float:
    try:
        return peak(pid) / 1024**2
    except (OSError, StopIteration):
        return 0.0


if __name__ == "__main__":
    main()
