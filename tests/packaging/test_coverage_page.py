"""The page that tells what stands behind the rules is what the data give."""

import importlib.util

from tests.support.projects import REPOSITORY

DOCS = REPOSITORY / "docs"


def test_the_page_is_up_to_date() -> None:
    spec = importlib.util.spec_from_file_location("coverage_page", DOCS / "coverage.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    kept = (DOCS / "coverage.md").read_text(encoding="utf-8")
    assert kept == module.page(REPOSITORY), "write it anew: make coverage"


def test_every_place_is_on_it_with_its_file() -> None:
    page = (DOCS / "coverage.md").read_text(encoding="utf-8")
    files = {path.name for path in (REPOSITORY / "data/states").glob("*.yaml")}
    assert {name for name in files if f"](../data/states/{name})" in page} == files
