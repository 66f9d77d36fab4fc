import shutil
from pathlib import Path

import pytest

from tests.load.projects import small_project

DATA = Path(__file__).parents[1] / "data"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Three states, two roles as they once were, and their wages in the project's own table."""
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
    (table,) = (folder / "data" / "wages").glob("*.csv")
    lines = table.read_text(encoding="utf-8").splitlines(keepends=True)
    own = (line for line in lines[1:] if ",31-9092," in line or ",31-9097," in line)
    table.write_text("".join([lines[0], *own]), encoding="utf-8")
    return folder
