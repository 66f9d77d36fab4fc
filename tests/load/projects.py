"""A small valid project of the repository's own data, for tests that spoil one file of it."""

import shutil
from pathlib import Path

REPOSITORY = Path(__file__).parents[2]

STATES = ("ca", "dc", "tx")
"""One that licenses, one where the decision has a step of its own, one where nothing is reported."""

_WHOLE = (
    "handouts.yaml",
    "data/roles",
    "data/comparisons",
    "data/decisions",
    "data/audiences",
    "data/wages",
    "data/sources.yaml",
    "data/dimensions.yaml",
    "layouts",
)


def small_project(folder: Path) -> Path:
    """Copy the project with three of its states into a folder."""
    for name in (*_WHOLE, *(f"data/states/{state}.yaml" for state in STATES)):
        source, target = REPOSITORY / name, folder / name
        if source.is_dir():
            shutil.copytree(source, target)
        else:
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(source, target)
    return folder
