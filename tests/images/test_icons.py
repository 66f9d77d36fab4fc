"""The set of icons: each is drawn in one colour within its box, and a project's own go before it."""

import importlib.util
import json
from pathlib import Path
from types import ModuleType

import pytest

import handouts.images.icons
from handouts.diagnostics import HandoutsError
from handouts.drawings import bounds, shapes
from handouts.images.icons import known_icons, read_icon
from tests.support.projects import REPOSITORY

SET = Path(handouts.images.icons.__file__).parent
ICONS = known_icons(SET)
"""Of the set alone: there is no `data` beside it."""


def making() -> ModuleType:
    """``docs/icons.py``, which is a script and no part of a package."""
    spec = importlib.util.spec_from_file_location("icons", REPOSITORY / "docs" / "icons.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("name", ICONS)
def test_each_is_drawn_in_one_colour_within_its_box(name: str) -> None:
    drawing = read_icon(SET, name, None)
    assert (drawing.width, drawing.height) == (24, 24)
    for shape in shapes(drawing.parts):
        assert {shape.fill, shape.stroke and shape.stroke.paint} <= {"#000000", None}
        assert shape.stroke is not None
        assert shape.stroke.width == 2
        box = bounds(shape.steps)
        assert box is not None
        assert all(0.5 <= side <= 23.5 for side in box)


def test_the_set_is_what_the_script_makes_it_of() -> None:
    kept = json.loads((SET / "lucide.json").read_text(encoding="utf-8"))
    assert sorted(making().NAMES) == list(kept["icons"]) == list(ICONS)
    assert kept["licence"] == "ISC"
    assert kept["from"].startswith("lucide-static ")
    assert "Permission to use, copy, modify" in (SET / "LICENSE-lucide.txt").read_text("utf-8")


def test_another_frame_is_refused_when_the_set_is_made() -> None:
    with pytest.raises(SystemExit, match="stroke-width"):
        making().inside('<svg viewBox="0 0 24 24" stroke-width="1"><path d="M0 0"/></svg>', "new")


def own(root: Path, name: str, inner: str, box: str = "0 0 24 24") -> None:
    folder = root / "data" / "icons"
    folder.mkdir(parents=True, exist_ok=True)
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{box}">{inner}</svg>'
    (folder / f"{name}.svg").write_text(svg, encoding="utf-8")


def test_a_project_s_own_drawing_goes_before_the_set(tmp_path: Path) -> None:
    before = read_icon(tmp_path, "wrench", None)
    own(tmp_path, "wrench", '<rect width="24" height="24"/>')
    own(tmp_path, "anvil", '<rect width="24" height="9"/>')
    assert read_icon(tmp_path, "wrench", None) != before
    assert {"anvil", "wrench", "hammer"} <= set(known_icons(tmp_path))
    assert len(known_icons(tmp_path)) == len(ICONS) + 1


@pytest.mark.parametrize(
    ("inner", "box", "why"),
    [
        ('<rect width="9" height="9" fill="red"/>', "0 0 24 24", "colors of its own"),
        ('<rect width="9" height="9"/>', "0 0 24 9", "sides are too unlike"),
        ("<text>a</text>", "0 0 24 24", "text"),
    ],
)
def test_one_that_no_colour_can_be_given_is_refused(
    inner: str, box: str, why: str, tmp_path: Path
) -> None:
    own(tmp_path, "bad", inner, box)
    with pytest.raises(HandoutsError, match=why):
        read_icon(tmp_path, "bad", None)


@pytest.mark.parametrize("name", ["../marks/tube", "", "/etc/passwd", "Wrench", "tube.svg"])
def test_a_name_is_no_path(name: str) -> None:
    with pytest.raises(HandoutsError, match="there is no icon"):
        read_icon(REPOSITORY, name, None)


def test_a_near_name_is_offered() -> None:
    with pytest.raises(HandoutsError) as found:
        read_icon(REPOSITORY, "heartpulse", None)
    assert found.value.diagnostics[0].remedy == "Did you mean `heart-pulse`?"
