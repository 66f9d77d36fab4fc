from pathlib import Path

import pytest

from tests.load.projects import small_project

DATA = Path(__file__).parents[1] / "data"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Three states, the project's own roles, wages and sources."""
    folder = tmp_path / "project"
    folder.mkdir()
    return small_project(folder)
