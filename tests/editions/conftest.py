"""The project's own editions, made once: national, and in five states."""

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from handouts.edition import Selection
from handouts.fonts import load_fonts
from handouts.load import load
from handouts.model.library import Library
from handouts.model.records import Place
from handouts.pipeline import Made, make
from handouts.plan import plan
from tests.load.projects import bare_project
from tests.support.projects import leave_unread, replace_text

REPOSITORY = Path(__file__).parents[2]

PLACES = ("AR", "CA", "DC", "LA", "WA")
"""The shortest texts, the longest, and those whose rules differ most from the others'."""


@pytest.fixture(scope="session")
def library() -> Library:
    return load(REPOSITORY)


@pytest.fixture(scope="session")
def editions(library: Library) -> dict[str, Made]:
    """Every handout for every audience, by the edition's name."""
    wanted = plan(Selection(places=(*PLACES, "US")), library)
    return {edition.name: make(edition, library, load_fonts()) for edition in wanted}


@pytest.fixture(scope="session")
def unread(tmp_path_factory: pytest.TempPathFactory) -> tuple[Place, dict[str, Made]]:
    """A state where nothing was read on medical assistants, and its editions by their names."""
    root = tmp_path_factory.mktemp("unread")
    shutil.copy(REPOSITORY / "handouts.yaml", root)
    for part in ("data", "layouts"):
        shutil.copytree(REPOSITORY / part, root / part)
    code = leave_unread(root)
    library = load(root)
    assert [d for d in library.diagnostics if d.is_error] == []
    wanted = plan(Selection(places=(code,)), library)
    state = library.places[code.lower()]
    return state, {edition.name: make(edition, library, load_fonts()) for edition in wanted}


@pytest.fixture
def build(tmp_path: Path) -> Callable[..., Made]:
    """Makes a sheet of a layout for California, in a style, about a comparison or a decision."""
    root = bare_project(tmp_path)
    replace_text(root / "handouts.yaml", "handouts:\n", "handouts:\n  own: OWN\n")
    project = (root / "handouts.yaml").read_text(encoding="utf-8")
    replace_text(root / "data/audiences/school.yaml", "[comparison", "[own, comparison")
    (root / "data/images").mkdir()

    def made(
        layout: str,
        style: str = "base",
        drawing: str = "",
        subject: str = "comparisons/medical-assistant-or-phlebotomist",
    ) -> Made:
        own = f"{{layout: own, subject: {subject}, per: state}}"
        (root / "handouts.yaml").write_text(project.replace("OWN", own), encoding="utf-8")
        (root / "layouts/own.yaml").write_text(layout, encoding="utf-8")
        (root / "data/images/one.svg").write_text(drawing, encoding="utf-8")
        library = load(root)
        assert [d for d in library.diagnostics if d.is_error] == []
        (edition,) = plan(Selection(("own",), ("school",), ("CA",)), library)
        return make(replace(edition, style=style), library, load_fonts())

    return made
