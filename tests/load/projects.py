"""A small valid project of the repository's own data, for tests that spoil one file of it."""

import re
import shutil
from functools import cache
from pathlib import Path

REPOSITORY = Path(__file__).parents[2]

PLACES = ("ca", "dc", "tx")
"""One that licenses, one where the decision has a step of its own, one where nothing is reported."""

_WHOLE = (
    "data/roles",
    "data/marks",
    "data/certifications",
    "data/comparisons",
    "data/decisions",
    "data/wages",
    "data/sources.yaml",
    "data/dimensions.yaml",
    "layouts",
)


_PROJECT = """\
publisher: {name: Lakeside Career Center, url: "https://lakeside.example.org"}
edition_date: 2026-11-24
rows:
  comparison: [settings, training, state-rule, certification, pay, growth]
  worksheet: [scope, drawing-blood, settings, training, state-rule, certification, pay, growth]
  words: [hours, on-your-feet, people]
handouts:
  comparison:
    layout: comparison-sheet
    subject: comparisons/medical-assistant-or-phlebotomist
    per: state
  which-role: {layout: decision-flowchart, subject: decisions/which-role, per: state}
  state-insert:
    layout: state-insert
    subject: comparisons/medical-assistant-or-phlebotomist
    per: state
"""
_AUDIENCE = "name: For {name}\nhandouts: [comparison, which-role, state-insert]\n"


def small_project(folder: Path) -> Path:
    """Make a project with three of the states and three handouts in a folder."""
    for name in (*_WHOLE, *(f"data/states/{state}.yaml" for state in PLACES)):
        source, target = REPOSITORY / name, folder / name
        if source.is_dir():
            shutil.copytree(source, target)
        else:
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(source, target)
    for name in ("before-you-enroll", "parents"):  # they print a collection, and here is none
        (folder / f"layouts/{name}.yaml").unlink()
    (folder / "handouts.yaml").write_text(_PROJECT, encoding="utf-8")
    audiences = folder / "data/audiences"
    audiences.mkdir()
    for path in (REPOSITORY / "data/audiences").glob("*.yaml"):
        (audiences / path.name).write_text(_AUDIENCE.format(name=path.stem), encoding="utf-8")
    return folder


def bare_project(folder: Path) -> Path:
    """The small project with the wages and sources alone that it prints: it is read in a third of the time."""
    small_project(folder)
    _write_wages(folder)
    _write_sources(folder)
    return folder


def _write_wages(folder: Path) -> None:
    """The rows of its places and of the country."""
    wanted = re.compile(rf"[^,]*,[^,]*,({'|'.join(PLACES).upper()}|US),")
    for path in (REPOSITORY / "data/wages").glob("*.csv"):
        head, *rows = path.read_text(encoding="utf-8").splitlines(keepends=True)
        kept = "".join([head, *filter(wanted.match, rows)])
        (folder / "data/wages" / path.name).write_text(kept, encoding="utf-8")


def _write_sources(folder: Path) -> None:
    """The sources that its files cite."""
    (folder / "data/sources.yaml").unlink()
    written = "".join(
        path.read_text(encoding="utf-8") for path in folder.rglob("*") if path.is_file()
    )
    cited = {word.rstrip(".") for word in re.findall(r"[a-z0-9_.-]+", written)}
    text = "".join(entry for slug, entry in _sources().items() if slug in cited)
    (folder / "data/sources.yaml").write_text(text, encoding="utf-8")


@cache
def _sources() -> dict[str, str]:
    """The lines of each source of the repository, by its id."""
    text = (REPOSITORY / "data/sources.yaml").read_text(encoding="utf-8")
    entries = re.split(r"^(?=[a-z])", text, flags=re.MULTILINE)[1:]
    return {entry.partition(":")[0]: entry for entry in entries}
