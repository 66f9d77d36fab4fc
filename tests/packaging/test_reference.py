"""The reference for authors of layouts says what the models say, and its examples are built."""

import importlib.util
import re
import sys
from functools import cache
from types import ModuleType
from typing import Any

import pytest

from handouts.compose.checking import faults_of
from handouts.compose.checking.filters import FILTERS
from handouts.model.blocks import BLOCK_KINDS, BlockRecord
from tests.support.projects import REPOSITORY

DOCS = REPOSITORY / "docs"

LARGEST = 1_000_000
"""Bytes of all pictures of blocks."""


@cache
def reference() -> Any:
    """``docs/reference.py``, which is a script and no part of a package."""
    sys.path.insert(0, str(DOCS))
    try:
        spec = importlib.util.spec_from_file_location("reference", DOCS / "reference.py")
        assert spec is not None
        assert spec.loader is not None
        module: ModuleType = importlib.util.module_from_spec(spec)
        sys.modules["reference"] = module
        spec.loader.exec_module(module)
    finally:
        sys.path.remove(str(DOCS))
    return module


@pytest.mark.parametrize("page", ["layouts.md", "blocks.md", "names.md", "filters.md", "styles.md"])
def test_a_page_is_what_the_models_give(page: str) -> None:
    kept = (DOCS / "reference" / page).read_text(encoding="utf-8")
    assert kept == reference().BUILT[page](), "write it anew: make reference"


def test_every_page_is_held() -> None:
    pages = {path.name for path in (DOCS / "reference").glob("*.md")}
    assert pages == set(reference().BUILT)


@pytest.mark.parametrize("page", ["layouts.md", "blocks.md", "names.md", "filters.md", "styles.md"])
def test_no_meaning_is_left_out_and_every_link_leads_somewhere(page: str) -> None:
    text = (DOCS / "reference" / page).read_text(encoding="utf-8")
    rows = [line for line in text.splitlines() if line.startswith("| `")]
    assert rows
    last = "prints" if page == "filters.md" else "meaning"
    assert [row for row in rows if re.search(r"\|\s*\|$", row)] == [], last
    heads = {head.replace(" ", "-") for head in re.findall(r"^#+ (.+)$", text, re.MULTILINE)}
    assert set(re.findall(r"\]\(#([^)]+)\)", text)) <= heads


@pytest.mark.parametrize("kind", BLOCK_KINDS)
def test_an_example_is_built_and_holds_its_block(kind: str) -> None:
    example = reference().examples()[kind]
    assert re.search(rf"^\s*- {kind}:", example.text, re.MULTILINE)
    made = reference().built(example)
    assert made.data.startswith(b"%PDF")


def test_every_block_and_filter_has_an_example() -> None:
    assert list(reference().examples()) == [k for k in BlockRecord.model_fields if k in BLOCK_KINDS]
    assert set(reference()._yaml("filters.yaml")) == set(FILTERS)


def test_the_layout_that_is_shown_is_sound() -> None:
    written = reference().read(reference().WHOLE)
    library = reference().replace(reference().project(), layouts={"example": written})
    assert [fault for one in faults_of(library) for fault in one.faults] == []
    assert reference().built_layout(reference().WHOLE, reference().Example("")).pages.pages


def test_every_block_is_drawn_and_the_pictures_are_small() -> None:
    pictures = list((DOCS / "images" / "blocks").iterdir())
    assert {path.name for path in pictures} == {f"{kind}.png" for kind in BLOCK_KINDS}
    assert sum(path.stat().st_size for path in pictures) < LARGEST
