"""Copies of the invented project of another field, to be changed by a test."""

import shutil
from pathlib import Path

from tests.support.projects import REPOSITORY, replace_text

TRADES = REPOSITORY / "tests" / "data" / "trades"


def copy_trades(folder: Path, *, mentors: str, visitors: str) -> Path:
    """The trades with the bundled layouts; each audience gets these handouts only, to be quick."""
    shutil.copytree(TRADES, folder)
    shutil.copytree(REPOSITORY / "layouts", folder / "layouts")
    for audience, handouts in (("mentors", mentors), ("visitors", visitors)):
        path = folder / "data" / "audiences" / f"{audience}.yaml"
        first, rest = path.read_text(encoding="utf-8").split("\n", 1)
        assert first.startswith("handouts: ")
        path.write_text(f"handouts: {handouts}\n{rest}", encoding="utf-8")
    return folder


def add_source(root: Path, slug: str, kind: str) -> None:
    """A source of a kind, beside the sample."""
    path = root / "data" / "sources.yaml"
    path.write_text(
        f"{path.read_text(encoding='utf-8')}{slug}: {{title: T, publisher: P, date: '2026', "
        f"checked: 2026-11-24, kind: {kind}}}\n",
        encoding="utf-8",
    )


def change_sample(root: Path, kind: str) -> None:
    """Make the source of all the facts one of another kind."""
    replace_text(root / "data" / "sources.yaml", "kind: project", f"kind: {kind}")
