import shutil
from pathlib import Path

import pytest

from tests.load.projects import small_project

DATA = Path(__file__).parents[1] / "data"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Three states, two roles as they once were, the project's own wages and sources."""
    folder = tmp_path / "project"
    folder.mkdir()
    small_project(folder)
    for path in (folder / "data" / "roles").iterdir():
        path.unlink()
    for kept in ("comparisons/medical-assistant-or-phlebotomist", "decisions/which-role"):
        for path in (folder / "data" / kept).parent.iterdir():
            if path.stem != Path(kept).name:
                path.unlink()
    shutil.copytree(DATA / "project", folder / "data", dirs_exist_ok=True)
    return folder
