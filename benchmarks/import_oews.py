"""Time and memory of `handouts import oews` for a workbook as large as BLS's file of all states.

    python benchmarks/import_oews.py [ROWS]

The workbook is made of the sample's rows under other codes, in a folder that is removed again. The
import runs in a process of its own, for its peak memory to be read.
"""

import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import openpyxl

REPOSITORY = Path(__file__).parents[1]
SAMPLE = REPOSITORY / "tests/data/oews/state_M2025_dl.reconstructed.xlsx"
ROWS = 40_000
LONGEST = 30.0
"""Seconds."""

MOST = 500.0
"""Megabytes."""

CODE, GROUP = 8, 10


def make(path: Path, count: int) -> None:
    """Write a workbook of so many rows: the sample's own first, then the same under other codes."""
    head, *rows = (
        openpyxl.load_workbook(SAMPLE, read_only=True).worksheets[0].iter_rows(values_only=True)
    )
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("All May 2025 data")
    sheet.append(head)
    for number in range(count):
        row = list(rows[number % len(rows)])
        if number >= len(rows):
            row[CODE] = f"{11 + number // 20_000:02}-{1000 + number // 51:04}"
        sheet.append(row)
    book.save(path)


def main() -> int:
    """Make the workbook, import it, and say how it went."""
    count = int(sys.argv[1]) if sys.argv[1:] else ROWS
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "state_M2025_dl.xlsx"
        make(path, count)
        size = path.stat().st_size / 1e6
        command = [sys.executable, "-m", "handouts", "import", "oews", str(path), "--dry-run"]
        started = time.perf_counter()
        subprocess.run(  # noqa: S603 our own command
            [*command, "--project", str(REPOSITORY)], check=True, stdout=subprocess.DEVNULL
        )
        seconds = time.perf_counter() - started
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu, memory = used.ru_utime + used.ru_stime, used.ru_maxrss / 1000
    sys.stdout.write(
        f"{count:,} rows, {size:.1f} MB: {seconds:.1f} s, {cpu:.1f} s of CPU, "
        f"{memory:.0f} MB at most\n"
    )
    return 0 if seconds < LONGEST and memory < MOST else 1


if __name__ == "__main__":
    sys.exit(main())
