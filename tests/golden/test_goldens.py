"""Sheets say, look and are tagged as their goldens tell: a folder of three texts for each edition.

``outline.txt`` is the document, ``items.txt`` its pages, ``tags.txt`` the file's structure tree.
"""

from collections.abc import Callable, Iterable, Iterator
from difflib import unified_diff
from itertools import islice
from pathlib import Path

import pytest

from handouts.edition import Edition
from handouts.fonts import load_fonts
from handouts.load import load
from handouts.model.library import Library
from handouts.pipeline import Made, make
from tests.support.projects import REPOSITORY

from .editions import EDITIONS
from .items import items
from .outline import outline
from .tags import tags

FOLDER = Path(__file__).parent

WRITERS: dict[str, Callable[[Made], Iterable[str]]] = {
    "outline.txt": outline,
    "items.txt": items,
    "tags.txt": tags,
}

_SHOWN = 40
"""Lines of a difference that are shown of each file."""

_HINT = (
    "If this is meant, write them anew with `pytest tests/golden --update-golden` and look through "
    "`git diff tests/golden`"
)


@pytest.fixture(scope="module")
def library() -> Library:
    return load(REPOSITORY)


@pytest.mark.parametrize("name", EDITIONS)
def test_it_is_printed_as_its_golden_tells(
    name: str, library: Library, pytestconfig: pytest.Config
) -> None:
    edition, whole = EDITIONS[name](library)
    made = make(edition, whole, load_fonts())
    texts = {FOLDER / name / file: list(write(made)) for file, write in WRITERS.items()}
    if pytestconfig.getoption("update_golden"):
        for path, lines in texts.items():
            path.parent.mkdir(exist_ok=True)
            path.write_text("".join(f"{line}\n" for line in lines), "utf-8", newline="\n")
    found = [line for path, lines in texts.items() for line in _difference(path, lines)]
    if found:
        pytest.fail("\n".join((*found, _HINT)), pytrace=False)


def _difference(path: Path, lines: list[str]) -> Iterator[str]:
    before = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    name = path.relative_to(REPOSITORY).as_posix()
    changes = unified_diff(before, lines, name, "as it is now", n=1, lineterm="")
    yield from islice(changes, _SHOWN)
    rest = sum(1 for _ in changes)
    if rest:
        yield f"… and {rest} lines more"


def test_there_is_nothing_that_no_edition_makes() -> None:
    wanted = {f"{name}/{file}" for name in EDITIONS for file in WRITERS}
    inside = (path for path in FOLDER.rglob("*") if "__pycache__" not in path.parts)
    files = {path for path in inside if path.is_file() and path.parent != FOLDER}
    assert {path.relative_to(FOLDER).as_posix() for path in files} - wanted == set()
    folders = {path.name for path in FOLDER.iterdir() if path.is_dir()}
    assert folders - {"__pycache__"} - EDITIONS.keys() == set()
    assert {path.suffix for path in FOLDER.iterdir() if path.is_file()} == {".py"}


def test_every_layout_has_a_golden(library: Library) -> None:
    editions = [find(library)[0] for find in EDITIONS.values()]
    covered = {layout for edition in editions for layout in _layouts(edition)}
    printed = {name for name, layout in library.layouts.items() if layout.body}
    assert printed - covered == set(), "add an edition of it to `EDITIONS`"


def _layouts(edition: Edition) -> Iterator[str]:
    return (one.layout for one in edition.bind or (edition,))


def test_every_audience_has_a_golden(library: Library) -> None:
    editions = [find(library)[0] for find in EDITIONS.values()]
    assert {edition.audience for edition in editions} == set(library.audiences)
