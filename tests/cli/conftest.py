from pathlib import Path

import pytest

from tests.support.projects import copy_project


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return copy_project(tmp_path / "project")
