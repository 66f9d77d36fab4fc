"""What the repository says about itself is true."""

import re
import tomllib
from typing import Any

import pytest

import handouts
from handouts.cli.app import app
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


@pytest.mark.parametrize(
    "name", ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "docs/importing.md"]
)
def test_a_document_names_only_what_exists(name: str) -> None:
    text = (REPOSITORY / name).read_text(encoding="utf-8")
    known = {c.name or (c.callback.__name__ if c.callback else "") for c in app.registered_commands}
    known |= {group.name or "" for group in app.registered_groups}
    typed = re.findall(r"(?:^ +|^\$ |`)(handouts|make) ([a-z]+)", text, re.MULTILINE)
    assert {word for program, word in typed if program == "handouts"} <= known
    makefile = (REPOSITORY / "Makefile").read_text(encoding="utf-8")
    for target in (word for program, word in typed if program == "make"):
        assert f"\n{target}:" in makefile
    for link in re.findall(r"\]\((?!https?:|#)([^)#]+)", text):
        assert ((REPOSITORY / name).parent / link).exists(), link


def test_the_continuous_check_is_make_test() -> None:
    text = (REPOSITORY / ".ci" / "run").read_text(encoding="utf-8")
    assert text.splitlines()[1:] == ['exec make -C "$(dirname "$0")/.." test']
