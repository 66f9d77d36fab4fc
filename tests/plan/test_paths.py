import pytest

from handouts.diagnostics import HandoutsError
from handouts.plan.paths import edition_path

USUAL = "{audience}/{state}/{handout}.{language}.pdf"


def test_a_state_has_a_folder_and_the_nation_none() -> None:
    assert edition_path(USUAL, "school", "ca", "insert", "en", "us") == "school/ca/insert.en.pdf"
    assert edition_path(USUAL, "fair", None, "insert", "en", "us") == "fair/insert.en.pdf"


def test_within_a_name_the_nation_is_called_us() -> None:
    pattern = "{handout}-{state}.pdf"
    assert edition_path(pattern, "fair", None, "insert", "en", "us") == "insert-us.pdf"


@pytest.mark.parametrize(
    ("audience", "folder"),
    [
        ("con", "con_"),
        ("AUX", "AUX_"),
        ("com1.x", "com1_.x"),
        ("console", "console"),
        ("a:b*c", "a-b-c"),
        ("dots...", "dots"),
        ("a/../b", "a-..-b"),
        ("..", "-"),
        (" x ", "x"),
    ],
)
def test_every_part_is_a_name_that_windows_takes(audience: str, folder: str) -> None:
    assert edition_path(USUAL, audience, "ca", "insert", "en", "us").split("/")[0] == folder


@pytest.mark.parametrize(
    ("pattern", "why"),
    [
        ("../{handout}.pdf", "leads out"),
        ("/tmp/{handout}.pdf", "leads out"),
        ("C:/{handout}.pdf", "leads out"),
        ("a//{handout}.pdf", "empty part"),
        ("{handout}", "does not end in"),
        ("{hanodut}.pdf", "placeholder `{hanodut}`"),
        ("{}.pdf", "placeholder"),
        ("{handout.pdf", "brace"),
    ],
)
def test_an_unusable_pattern_is_refused(pattern: str, why: str) -> None:
    with pytest.raises(HandoutsError, match=why):
        edition_path(pattern, "a", "ca", "h", "en", "us")
