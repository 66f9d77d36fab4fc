"""Folders, files and functions are of a size that a reader can hold."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.projects import REPOSITORY

SOURCES = REPOSITORY / "src" / "handouts"

MOST_ENTRIES = 12
"""Of a folder; the package itself holds the phases and the types between them."""

MOST_LINES = 600
"""Of a file, which ends where its subject does."""

LONGEST_FUNCTION = 60


def is_code(path: Path) -> bool:
    return path.suffix == ".py" or (path / "__init__.py").exists()


def folders() -> list[Path]:
    return sorted(p.parent for p in SOURCES.rglob("__init__.py") if p.parent != SOURCES)


def functions() -> Iterator[tuple[str, int]]:
    for path in SOURCES.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef):
                length = (node.end_lineno or node.lineno) - node.lineno + 1
                yield f"{path.relative_to(SOURCES)}:{node.lineno} {node.name}", length


@pytest.mark.parametrize("folder", folders(), ids=lambda p: str(p.relative_to(SOURCES)))
def test_a_folder_shows_what_it_holds(folder: Path) -> None:
    assert len([p for p in folder.iterdir() if is_code(p)]) <= MOST_ENTRIES


def test_no_file_is_longer_than_its_subject_needs() -> None:
    lines = {p: len(p.read_text(encoding="utf-8").splitlines()) for p in SOURCES.rglob("*.py")}
    assert not {str(p.relative_to(SOURCES)): n for p, n in lines.items() if n > MOST_LINES}


def test_no_function_is_longer_than_a_screen() -> None:
    assert not {name: n for name, n in functions() if n >= LONGEST_FUNCTION}
