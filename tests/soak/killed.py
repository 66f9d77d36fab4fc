"""Kill -9 at random moments of a build of 1,000: ``python -m tests.soak.killed 20`` (``make soak``).

After each kill every file on disk is whole; after the next build nothing else is left, and the bytes are
those of a build that nobody disturbed.
"""

import csv
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pikepdf

from tests.support.projects import copy_project

COUNT = 1_000
KILLS = 20

LAYOUT = """\
title: "A note for {{ recipient.school if recipient else place }}"
page: {size: letter}
fit: {pages: 1}
footer: {left: "{{ publisher.name }}", right: "Page {page} of {pages}"}
body:
  - heading: {text: "A note for {{ recipient.school if recipient else place }}", level: 1}
  - text: "{{ comparison.lead }}"
"""


def prepare(folder: Path, count: int = COUNT) -> tuple[Path, list[str]]:
    """A project with a small sheet for each of many schools, and the command that builds it."""
    project = copy_project(folder / "project")
    (project / "layouts" / "note.yaml").write_text(LAYOUT, encoding="utf-8")
    settings = project / "handouts.yaml"
    note = (
        "  note: {layout: note, subject: comparisons/medical-assistant-or-phlebotomist, per: state}"
    )
    text = settings.read_text(encoding="utf-8").replace("\nhandouts:\n", f"\nhandouts:\n{note}\n")
    settings.write_text(text, encoding="utf-8")
    audience = project / "data" / "audiences" / "school.yaml"
    text = audience.read_text(encoding="utf-8").replace("handouts: [", "handouts: [note, ")
    audience.write_text(text, encoding="utf-8")
    states = sorted(path.stem for path in (project / "data" / "states").glob("*.yaml"))
    with (project / "schools.csv").open("w", newline="", encoding="utf-8") as file:
        table = csv.writer(file)
        table.writerow(("school", "state"))
        table.writerows((f"School {n}", states[n * len(states) // count]) for n in range(count))
    command = [sys.executable, "-m", "handouts", "build", "note", "-a", "school"]
    command += ["-p", str(project), "--recipients", str(project / "schools.csv"), "-j", "2"]
    return project, command


def build(command: list[str], output: Path) -> None:
    """Build undisturbed."""
    done = subprocess.run(
        [*command, "-o", str(output)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


def kill(command: list[str], output: Path, files: int, *, all_of_it: bool) -> None:
    """Begin to build, and end it, parent alone or workers too, when there are so many files."""
    running = subprocess.Popen(
        [*command, "-o", str(output)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    while running.poll() is None and sum(1 for _ in output.rglob("*.pdf")) < files:
        time.sleep(0.002)
    if all_of_it:
        os.killpg(running.pid, signal.SIGKILL)
    else:
        running.kill()
    running.wait()
    while _alive(running.pid):  # its workers end by themselves
        time.sleep(0.01)


def _alive(group: int) -> bool:
    try:
        os.killpg(group, 0)
    except OSError:
        return False
    return True


def check_whole(output: Path) -> int:
    """Open every file, with its pages and its structure tree; how many there are."""
    paths = list(output.rglob("*.pdf"))
    for path in paths:
        with pikepdf.open(path) as file:
            assert len(file.pages) == 1, path
            assert file.Root.StructTreeRoot.K, path
            assert file.pages[0].Contents.read_bytes().rstrip().endswith(b"EMC"), path
    return len(paths)


def content(output: Path) -> dict[str, bytes]:
    """All that is in a folder, but for sizes and times."""
    return {
        path.relative_to(output).as_posix(): path.read_bytes()
        for path in output.rglob("*")
        if path.is_file() and path.name != ".state.json"
    }


def run(folder: Path, kills: int, count: int = COUNT, seed: int = 1) -> None:
    """Kill so often, then let it end.

    Raises:
        AssertionError: when a file is not whole, or something is left or missing in the end.
    """
    _, command = prepare(folder, count)
    build(command, folder / "undisturbed")
    chance = random.Random(seed)
    output = folder / "output"
    there = 0
    for number in range(kills):
        rest = kills - number
        there += chance.randrange(1, max(2, 2 * (count - there) // (rest + 1)))
        kill(command, output, min(there, count - 1), all_of_it=chance.random() < 0.5)
        there = check_whole(output)
    build(command, output)
    assert content(output) == content(folder / "undisturbed")


def main(kills: int) -> int:
    """Run it in a folder of its own."""
    with tempfile.TemporaryDirectory() as folder:
        run(Path(folder), kills, seed=int(time.time()))
    print(f"{kills} kills of a build of {COUNT}: every file whole, the bytes as undisturbed")
    return 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if sys.argv[1:] else KILLS))
