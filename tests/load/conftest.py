"""Fixtures of the loader's tests."""

from pathlib import Path

import pytest

from tests.load.projects import bare_project


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A small valid project that a test may spoil."""
    return bare_project(tmp_path)
