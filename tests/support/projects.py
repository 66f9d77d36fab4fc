"""Copies of the repository's own project, to be changed by a test."""

import shutil
from pathlib import Path

REPOSITORY = Path(__file__).parents[2]


LEFT_OUT = ("which-health-job", "which-role-half")
"""Handouts that copies are without: what they show is tested on its own, and builds stay short."""


def copy_project(folder: Path) -> Path:
    """A project in a folder; a list of states keeps builds short."""
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copy(REPOSITORY / "handouts.yaml", folder)
    for part in ("data", "layouts"):
        shutil.copytree(REPOSITORY / part, folder / part)
    for path in (folder / "data/audiences").glob("*.yaml"):
        text = path.read_text(encoding="utf-8")
        for name in LEFT_OUT:
            text = text.replace(f" {name},", "").replace(f", {name}]", "]")
        path.write_text(text, encoding="utf-8")
    return folder


def replace_text(path: Path, old: str, new: str) -> None:
    """Change a text that must be there."""
    text = path.read_text(encoding="utf-8")
    assert old in text, f"{old!r} is not in {path}"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
