"""How a project grows with its places: plan, check and build for 300 to 3,143 counties (``python -m benchmarks.places``).

The counties lie in states; each has a row in ``data/counties.csv``, or with ``--files`` a file. Every one
gets one sheet. A step that is linear has a growth of 1: its time for the most counties by that for the
fewest, by how many times more they are. Memory is the peak of one process.
"""

import argparse
import csv
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from handouts.model.records.us_states import US_STATES

_ROOT: Final = Path(__file__).parents[1]

COUNTIES: Final = 3_143
"""Counties and what equals them in the 50 states and D.C. (U.S. Census Bureau, 2020)."""

MOST_GROWTH: Final = 1.3
"""By so much may a step's growth lie over that of the counties: what is noise on a busy machine."""

_NAMES: Final = (
    "Washington", "Jefferson", "Franklin", "Jackson", "Lincoln", "Madison", "Clay", "Montgomery",
    "Union", "Marion", "Monroe", "Wayne", "Grant", "Greene", "Warren", "Carroll", "Adams", "Clark",
)  # fmt: skip
"""The commonest of counties: most of the states have several of them."""

_PROJECT: Final = """\
publisher: {name: Lakeside Career Center, url: "https://lakeside.example.org"}
edition_date: 2026-11-24
places:
  kind: county
  within: state
  whole: {code: US, name: United States, the: true, short: U.S.}
rows:
  comparison: [settings, training, state-rule, certification, pay, growth]
handouts:
  comparison: {layout: comparison-sheet, subject: comparisons/medical-assistant-or-phlebotomist, per: place}
"""
_PARTS: Final = (
    "data/roles/medical-assistant.yaml", "data/roles/phlebotomist.yaml", "data/certifications",
    "data/comparisons/medical-assistant-or-phlebotomist.yaml", "data/marks", "data/wages",
    "data/sources.yaml", "data/dimensions.yaml", "layouts",
)  # fmt: skip

_STEPS: Final = ("plan", "check", "build")
_MEASURED: Final = """\
import resource, sys, time
from pathlib import Path
from handouts.audit.check import check
from handouts.build import build
from handouts.edition import Selection
from handouts.load import load
from handouts.plan import plan
root, step = Path(sys.argv[1]), sys.argv[2]
begun = time.process_time()
if step == "plan":
    assert plan(Selection(), load(root))
elif step == "check":
    assert not check(root, jobs=1).fails(strict=False)
else:
    assert not build(root, Selection(), jobs=1).failed
print(time.process_time() - begun, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
"""


def counties(count: int, states: Sequence[str] = ()) -> list[tuple[str, str, str]]:
    """Code, name and state of so many counties; each state has some whose names others have, too."""
    codes = tuple(states) or tuple(US_STATES)
    found = []
    for number in range(count):
        state = codes[number * len(codes) // count]
        base = number - -(-count * codes.index(state) // len(codes))
        name = _NAMES[base] if base < len(_NAMES) else f"{_NAMES[base % len(_NAMES)]} No. {base}"
        found.append((f"{state}-{base + 1:03}", f"{name} County", state))
    return found


def county_project(folder: Path, places: Sequence[tuple[str, str, str]], *, files: bool) -> None:
    """A project with these counties, in a table or in a file each."""
    for part in _PARTS:
        source, target = _ROOT / part, folder / part
        target.parent.mkdir(parents=True, exist_ok=True)
        if source.is_dir():
            shutil.copytree(source, target, ignore=shutil.ignore_patterns("decision-*"))
        else:
            shutil.copyfile(source, target)
    (folder / "handouts.yaml").write_text(_PROJECT, encoding="utf-8")
    (folder / "data/audiences").mkdir()
    comparison = folder / "data/comparisons/medical-assistant-or-phlebotomist.yaml"
    text = comparison.read_text(encoding="utf-8")
    comparison.write_text(text.partition("\nwording:")[0] + "\n", encoding="utf-8")
    audience = "name: Schools\nreaders: students\nhandouts: [comparison]\nplaces: all\n"
    (folder / "data/audiences/school.yaml").write_text(audience, encoding="utf-8")
    if files:
        (folder / "data/counties").mkdir()
        for code, name, state in places:
            text = f"name: {name}\nwithin: {state}\nwage_area: {state}\n"
            path = folder / f"data/counties/{code.lower()}.yaml"
            path.write_text(text, encoding="utf-8")
        return
    with (folder / "data/counties.csv").open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows(
            [
                ("code", "name", "within", "wage_area"),
                *((*place, place[-1]) for place in places),
            ]
        )


def main() -> None:
    """Measure, and print a table; ends with 1 when a step grows faster than the counties."""
    options = argparse.ArgumentParser(prog="python -m benchmarks.places", description=__doc__)
    options.add_argument("--files", action="store_true", help="a file for each county")
    options.add_argument("--steps", nargs="+", choices=_STEPS, default=_STEPS)
    options.add_argument("counts", nargs="*", type=int, default=[300, 1_000, COUNTIES])
    asked = options.parse_args()
    write = sys.stdout.write
    write("| step | counties | CPU s | ms each | growth | peak MB |\n|:--|--:|--:|--:|--:|--:|\n")
    steep = False
    for step in asked.steps:
        first = 0.0
        for count in asked.counts:
            seconds, memory = _measured(step, count, files=asked.files)
            each = seconds / count
            first = first or each
            steep = steep or each / first > MOST_GROWTH
            write(
                f"| {step} | {count:,} | {seconds:.2f} | {each * 1000:.2f} | {each / first:.2f} "
                f"| {memory:.0f} |\n"
            )
            sys.stdout.flush()
    sys.exit(int(steep))


def _measured(step: str, count: int, *, files: bool) -> tuple[float, float]:
    """Processor time in seconds, and peak memory in megabytes."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "project"
        county_project(root, counties(count), files=files)
        command = [sys.executable, "-c", _MEASURED, str(root), step]
        done = subprocess.run(command, check=True, capture_output=True, text=True)  # noqa: S603
    seconds, memory = done.stdout.split()
    return float(seconds), float(memory)


if __name__ == "__main__":
    main()
