"""The wheel, installed alone, makes a project and builds it."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.support.projects import REPOSITORY


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder)]
    subprocess.run([*command, str(REPOSITORY)], check=True, capture_output=True)
    (found,) = folder.glob("*.whl")
    return found


def test_it_carries_the_project_the_fonts_and_their_licence(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    for name in (
        "handouts/_bundled/handouts.yaml",
        "handouts/_bundled/data/states/wy.yaml",
        "handouts/_bundled/layouts/state-insert.yaml",
        "handouts/fonts/files/OFL.txt",
        "handouts/images/icons/lucide.json",
        "handouts/images/icons/LICENSE-lucide.txt",
        "handouts/py.typed",
    ):
        assert name in names
    assert sum(name.endswith(".ttf") for name in names) == 6
    assert not [n for n in names if n.startswith(("tests/", "handouts/_bundled/output"))]


def test_installed_alone_it_builds_the_bundled_project(wheel: Path, tmp_path: Path) -> None:
    site, project = tmp_path / "site", tmp_path / "project"
    with zipfile.ZipFile(wheel) as archive:  # a pure wheel is installed by unpacking it
        archive.extractall(site)
    environment = {**os.environ, "PYTHONPATH": str(site)}

    def run(*command: str, folder: Path = tmp_path) -> str:
        return subprocess.run(
            [sys.executable, *command],
            check=True,
            capture_output=True,
            text=True,
            cwd=folder,
            env=environment,
        ).stdout

    where = run("-c", "import handouts; print(handouts.__file__)")
    assert Path(where.strip()).is_relative_to(site)
    run("-m", "handouts", "init", str(project))
    said = run("-m", "handouts", "build", "-s", "WY", "-a", "school", folder=project)
    found = list((project / "output" / "school" / "wy").glob("*.pdf"))
    assert len(found) >= 4
    assert f"{len(found)} PDFs in output/" in said
