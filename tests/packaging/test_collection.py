"""Every folder of tests is one that ``make test`` looks into."""

from fnmatch import fnmatch
from pathlib import Path

import pytest

TESTS = Path(__file__).parents[1]


def test_no_folder_of_tests_is_passed_over(pytestconfig: pytest.Config) -> None:
    """pytest's own default passes over every folder that is named ``build``."""
    folders = {path.parent.name for path in TESTS.rglob("test_*.py")}
    passed_over = pytestconfig.getini("norecursedirs")
    assert [f for f in folders if any(fnmatch(f, pattern) for pattern in passed_over)] == []
