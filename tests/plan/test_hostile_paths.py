"""Whatever handouts and audiences are called: every path stays in the folder, on every system."""

import re
from pathlib import Path, PurePosixPath, PureWindowsPath

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handouts.build import build
from handouts.diagnostics import HandoutsError, UsageError
from handouts.edition import Edition, Selection
from handouts.plan.options import options_by_layout
from handouts.plan.paths import LONGEST_PART, edition_path, refuse_clashes, slug
from tests.load.projects import bare_project
from tests.plan.sample import library
from tests.support.projects import replace_text

PATTERN = "{audience}/{state}/{handout}.{language}.pdf"
_DEVICES = re.compile(r"(?i)(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(\.|$)")

names = st.text(max_size=300) | st.sampled_from(
    ["..", ".", "../../etc/passwd", "/etc/passwd", "C:\\Windows", "\\\\server\\share", "con", "NUL",
     "nul.txt", "com1", "lpt9.pdf", "a" * 300, "é" * 300, "name. ", " name", "a:b", "a\x00b", "a\nb",
     "\u202efdp", "-rf", "~", "$HOME", "%TEMP%", "aux.", "COM¹", ".hidden", "manifest.json"]
)  # fmt: skip


@given(
    names,
    names,
    st.none() | names,
    st.sampled_from([PATTERN, "{handout}.pdf", "{state}/{audience}-{handout}.PDF"]),
)
@settings(max_examples=400)
def test_no_name_leads_out(audience: str, handout: str, state: str | None, pattern: str) -> None:
    path = edition_path(pattern, audience, state, handout, "en", "us")
    posix, windows = PurePosixPath(path), PureWindowsPath(path)
    assert not posix.is_absolute()
    assert not windows.is_absolute()
    assert not windows.drive
    assert posix.parts == windows.parts
    assert posix.parts
    assert path.lower().endswith(".pdf")
    for part in posix.parts:
        assert part not in {".", ".."}
        assert not _DEVICES.match(part)
        assert part == part.strip(" ") or not part.startswith(" ")
        assert not part.endswith((".", " "))
        assert 0 < len(part.encode()) <= LONGEST_PART
        assert not set(part) & set('<>:"|?*\\\0\n\u202e')


def test_long_names_stay_different() -> None:
    one = edition_path("{handout}.pdf", "a", None, "x" * 300 + "1", "en", "us")
    two = edition_path("{handout}.pdf", "a", None, "x" * 300 + "2", "en", "us")
    assert one != two


@pytest.mark.parametrize(
    "pattern",
    ["../{handout}.pdf", "/tmp/{handout}.pdf", "a/../../{handout}.pdf", "C:/{handout}.pdf",
     "..\\{handout}.pdf", "manifest.json/{handout}.pdf", ".git/{handout}.pdf", "./{handout}.pdf",
     "a//{handout}.pdf", "{handout}.exe", "{audience", "{name}.pdf", "\u202e{handout}.pdf", ""],
)  # fmt: skip
def test_no_pattern_leads_out(pattern: str) -> None:
    with pytest.raises(HandoutsError) as caught:
        edition_path(pattern, "a", "ca", "b", "en", "us")
    assert {d.code for d in caught.value.diagnostics} == {"output-pattern"}


@pytest.mark.parametrize(
    ("name", "plain"),
    [("Łódź", "lodz"), ("Tromsø Æ", "tromso-ae"), ("Đà Nẵng", "da-nang"), ("Straße Þór", "strasse-thor"),
     ("Cœur d’Alene", "coeur-dalene"), ("Iğdır", "igdir"), ("Минск", "минск")],
)  # fmt: skip
def test_letters_of_file_names_are_plain(name: str, plain: str) -> None:
    assert slug(name) == plain


def _edition(path: str) -> Edition:
    return Edition("h", "a", None, "en", "l", "comparisons/x", "base", path)


@pytest.mark.parametrize(
    ("one", "two"),
    [("a/B.pdf", "a/b.pdf"), ("é.pdf", "e\u0301.pdf"), ("straße.pdf", "STRASSE.pdf")],
)
def test_names_that_are_one_on_some_systems_clash(one: str, two: str) -> None:
    with pytest.raises(HandoutsError) as caught:
        refuse_clashes([_edition(one), _edition(two)], library())
    assert caught.value.diagnostics[0].code == "path-clash"


@pytest.mark.parametrize("value", ["a\u202eb", "a\x00b", "a\nb", "\ud800", "\ue000", "x" * 5_000])
def test_values_of_set_are_one_printable_line(value: str) -> None:
    with pytest.raises(UsageError) as caught:
        options_by_layout((("student", value),), ("sheet",), library())
    (fault,) = caught.value.diagnostics
    assert fault.code in {"control-character", "too-long"}
    assert "`student`" in fault.message


def test_values_of_set_are_composed() -> None:
    values = options_by_layout((("student", "Jose\u0301"),), ("sheet",), library())
    assert values == {"sheet": {"student": "José"}}


def test_a_link_in_the_output_folder_leads_nowhere(tmp_path: Path) -> None:
    root = bare_project(tmp_path / "project")
    outside = tmp_path / "outside"
    outside.mkdir()
    (root / "output").mkdir()
    (root / "output/school").symlink_to(outside)
    selection = Selection(("comparison",), ("school",), ("CA",))
    report = build(root, selection, jobs=1)
    assert report.failed
    assert {d.code for d in report.diagnostics} == {"cannot-write"}
    assert list(outside.iterdir()) == []


def test_handouts_with_hostile_names_are_built_inside(tmp_path: Path) -> None:
    root = bare_project(tmp_path / "project")
    for name in ("'../../../escape'", "con", "'a b. '"):
        replace_text(
            root / "handouts.yaml",
            "handouts:\n",
            f"handouts:\n  {name}: {{layout: comparison-sheet, "
            "subject: comparisons/medical-assistant-or-phlebotomist}\n",
        )
        replace_text(root / "data/audiences/school.yaml", "handouts: [", f"handouts: [{name}, ")
    before = {p for p in tmp_path.rglob("*") if "output" not in p.parts}
    report = build(root, Selection(audiences=("school",), places=("US",)), jobs=1)
    assert {p for p in tmp_path.rglob("*") if "output" not in p.parts} == before
    assert report.counts["built"] == 3
