"""What the repository says about itself is true."""

import re
import tomllib
from functools import cache
from typing import Any

import pytest

import handouts
from handouts.cli.app import program
from tests.support.projects import REPOSITORY

SOURCES = REPOSITORY / "src" / "handouts"


def settings() -> dict[str, Any]:
    return tomllib.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))


def modules() -> set[str]:
    packages = {p.parent.name for p in SOURCES.glob("*/__init__.py")}
    return packages | {p.stem for p in SOURCES.glob("*.py") if not p.stem.startswith("__")}


def contracts() -> dict[str, dict[str, Any]]:
    return {c["name"]: c for c in settings()["tool"]["importlinter"]["contracts"]}


def test_every_module_has_its_layer() -> None:
    layers = " ".join(contracts()["Importing goes downwards only"]["layers"])
    assert set(re.findall(r"handouts\.(\w+)", layers)) == modules()


def test_the_version_is_the_same_everywhere() -> None:
    assert settings()["project"]["version"] == handouts.__version__
    changes = (REPOSITORY / "CHANGELOG.md").read_text(encoding="utf-8")
    assert f"## {handouts.__version__}" in changes


def test_the_architecture_is_short_enough_to_be_read() -> None:
    text = (REPOSITORY / "ARCHITECTURE.md").read_text(encoding="utf-8")
    assert len(text.splitlines()) < 100


DOCUMENTS = [
    "README.md",
    "ARCHITECTURE.md",
    "CONTRIBUTING.md",
    *sorted(f"docs/{path.name}" for path in (REPOSITORY / "docs").glob("*.md")),
]


@cache
def stored() -> frozenset[str]:
    """Every path of the repository that a document may name, and each end of it (``blocks/text.py``)."""
    tops = ("src/handouts", "tests", "docs", "data", "layouts", "schemas")
    found = (path for top in tops for path in (REPOSITORY / top).rglob("*"))
    parts = (path.relative_to(REPOSITORY).parts for path in found)
    return frozenset("/".join(p[start:]) for p in parts for start in range(len(p)))


def named_paths(text: str) -> set[str]:
    """What stands in backticks and is a path; a word in capitals in it stands for many."""
    typed = re.findall(r"`([\w.-]+(?:/[\w.-]+)*/?)`", text)
    paths = {path for path in typed if "/" in path or path.endswith(".py")}
    return {p for p in paths if re.search("[a-z]", p) and not re.search("[A-Z]{3}", p)}


def test_paths_and_the_rest_are_told_apart() -> None:
    text = (
        "`data/`, `a/b.py`, `c.py` and `roles/SLUG`, `24/7`, `--set a=b`, `handouts.yaml`, d/e.py"
    )
    assert named_paths(text) == {"data/", "a/b.py", "c.py"}


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_document_names_only_paths_that_exist(name: str) -> None:
    text = (REPOSITORY / name).read_text(encoding="utf-8")
    paths = {path.rstrip("/") for path in named_paths(text)}
    assert {p for p in paths if p not in stored() and not (REPOSITORY / p).exists()} == set()


def test_the_recipe_for_a_kind_of_block_names_tables_where_they_are() -> None:
    text = (REPOSITORY / "CONTRIBUTING.md").read_text(encoding="utf-8")
    found = re.findall(r"`([A-Z]+)`\s+in\s+`([\w/]+\.py)`", text)
    assert {table for table, _ in found} == {"COMPOSERS", "SETTERS", "ELEMENTS"}
    for table, path in found:
        assert f"\n{table}: " in (SOURCES / path).read_text(encoding="utf-8")


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_document_names_only_what_exists(name: str) -> None:
    text = (REPOSITORY / name).read_text(encoding="utf-8")
    app = program()
    known = {c.name or (c.callback.__name__ if c.callback else "") for c in app.registered_commands}
    known |= {group.name or "" for group in app.registered_groups}
    typed = re.findall(r"(?:^ +|^\$ |`)(handouts|make) ([a-z]+)", text, re.MULTILINE)
    assert {word for called, word in typed if called == "handouts"} <= known
    makefile = (REPOSITORY / "Makefile").read_text(encoding="utf-8")
    for target in (word for called, word in typed if called == "make"):
        assert f"\n{target}:" in makefile
    for link in re.findall(r"\]\((?!https?:|#)([^)#]+)", text):
        assert ((REPOSITORY / name).parent / link).exists(), link


def test_the_continuous_check_is_make_test() -> None:
    text = (REPOSITORY / ".ci" / "run").read_text(encoding="utf-8")
    assert text.splitlines()[1:] == ['exec make -C "$(dirname "$0")/.." test']
