"""Every tool on the same sheet, in one run: ``python -m benchmarks`` (``make benchmark``).

Each audience is a round; in a round every tool is a process of its own that makes each state's edition
once. What counts is the processor time of the process for one edition, to a file on disk.
"""

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from statistics import median
from typing import Any, Final

from benchmarks.content import AUDIENCES

TOOLS: Final = {
    "floor": ("floor: ready-made positions, tagged", ""),
    "handouts": ("handouts", "handouts"),
    "reportlab": ("ReportLab Platypus, untagged", "reportlab"),
    "typst": ("Typst, compiler reused, PDF/UA-1", "typst"),
    "fullbleed": ("fullbleed, PDF/UA profile", "fullbleed"),
    "fpdf2": ("fpdf2, untagged", "fpdf2"),
    "weasyprint": ("WeasyPrint, PDF/UA-1", "weasyprint"),
}
"""Module → what it is called, and its package."""

_ROOT: Final = Path(__file__).parents[1]


def main() -> int:
    """Measure, print the table, write the figures."""
    options = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    options.add_argument("tools", nargs="*", metavar="TOOL", help=f"of {', '.join(TOOLS)}")
    options.add_argument("--editions", type=int, default=48, help="of each round, at most 48")
    options.add_argument("--json", type=Path, default=None, help="where to write all figures")
    asked = options.parse_args()
    names = asked.tools or list(TOOLS)
    if unknown := [name for name in names if name not in TOOLS]:
        options.error(f"there is no tool {unknown[0]}; known are {', '.join(TOOLS)}")
    found = {name: figures for name, figures in _measured(names, asked.editions).items() if figures}
    _print(found)
    if asked.json:
        about = {"python": platform.python_version(), "machine": platform.machine()}
        text = json.dumps({"about": about, "tools": found}, indent=1)
        asked.json.write_text(f"{text}\n", encoding="utf-8")
    return 0


def _measured(names: list[str], editions: int) -> dict[str, dict[str, Any]]:
    rounds: dict[str, list[dict[str, Any]]] = {name: [] for name in names}
    missing: set[str] = set()
    with tempfile.TemporaryDirectory() as folder:
        for audience in AUDIENCES:
            for name in names:
                if name in missing:
                    continue
                sys.stderr.write(f"{audience}: {name}\n")
                one = _round(name, audience, Path(folder) / name, editions)
                if one is None:
                    missing.add(name)
                else:
                    rounds[name].append(one)
    return {name: _gathered(name, rounds[name]) for name in names if rounds[name]}


def _round(name: str, audience: str, folder: Path, editions: int) -> dict[str, Any] | None:
    folder.mkdir(exist_ok=True)
    paths = [str(_ROOT), str(_ROOT / "src"), os.environ.get("PYTHONPATH", "")]
    done = subprocess.run(  # noqa: S603
        [sys.executable, "-m", "benchmarks.worker", name, audience, str(folder), str(editions)],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(paths)},
    )
    if done.returncode:
        reason = done.stderr.strip().splitlines()[-1:] or ["no reason given"]
        sys.stderr.write(f"  left out: {reason[0]}\n")
        return None
    figures: dict[str, Any] = json.loads(done.stdout)
    return figures


def _gathered(name: str, rounds: list[dict[str, Any]]) -> dict[str, Any]:
    cpu = sorted(seconds * 1000 for one in rounds for seconds in one["cpu"])
    wall = [seconds * 1000 for one in rounds for seconds in one["wall"]]
    return {
        "version": _version(TOOLS[name][1]),
        "editions": len(cpu),
        "cpu": round(median(cpu), 2),
        "p95": round(cpu[int(len(cpu) * 0.95)], 2),
        "wall": round(median(wall), 2),
        "rounds": [round(median(one["cpu"]) * 1000, 2) for one in rounds],
        "kilobytes": round(median(one["size"] for one in rounds) / 1000, 1),
        "megabytes": round(max(one["memory"] for one in rounds) / 1e6),
    }


def _version(package: str) -> str:
    try:
        return version(package) if package else ""
    except PackageNotFoundError:
        return ""


def _print(found: dict[str, dict[str, Any]]) -> None:
    """A table in Markdown; ratios to the floor and to Typst where these were measured."""
    base = {name: found[name]["cpu"] for name in ("floor", "typst") if name in found}
    heads = ["tool", "CPU ms an edition", "p95", *(f"× {name}" for name in base), "KB", "peak MB"]
    sys.stdout.write(f"| {' | '.join(heads)} |\n|---|{'--:|' * (len(heads) - 1)}\n")
    for name, one in sorted(found.items(), key=lambda item: float(item[1]["cpu"])):
        label = f"{TOOLS[name][0]} {one['version']}".strip()
        ratios = [f"{one['cpu'] / of:.2f}" for of in base.values()]
        cells = [label, f"{one['cpu']:.2f}", f"{one['p95']:.2f}", *ratios]
        cells += [f"{one['kilobytes']:.0f}", f"{one['megabytes']}"]
        sys.stdout.write(f"| {' | '.join(cells)} |\n")


if __name__ == "__main__":
    sys.exit(main())
