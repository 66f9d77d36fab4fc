"""A new file explains itself, loads as it is, and never takes the place of another."""

import re
import shutil
from datetime import date
from pathlib import Path

import pytest

from handouts.diagnostics import UsageError
from handouts.edition import Selection
from handouts.exchange.starting.new import start
from handouts.exchange.starting.projects import Beginning, begin
from handouts.exchange.starting.skeletons import SKELETONS
from handouts.fonts import load_fonts
from handouts.load import load
from handouts.model.records.us_states import US_STATES
from handouts.pages import TextRun
from handouts.pipeline import make
from handouts.plan import plan
from tests.exchange.support import files_of
from tests.support.projects import REPOSITORY, replace_text

NAMES = {"place": "pr"}
TODAY = date(2026, 11, 30)
BUNDLED_WORDS = re.compile("phleb|medical|health|blood|lakeside", re.IGNORECASE)


@pytest.mark.parametrize("kind", SKELETONS)
def test_a_new_file_loads_without_errors(project: Path, kind: str) -> None:
    path = start(project, kind, NAMES.get(kind, "some-thing"))
    library = load(project)
    assert not [d for d in library.diagnostics if d.is_error]
    text = (project / path).read_text(encoding="utf-8")
    assert f"schemas/{kind}.schema.json" in text.splitlines()[0]
    assert text.count("#") >= 4
    assert "Board of Medicine" not in text
    assert NAMES.get(kind, "some-thing") in getattr(library, f"{kind}s")


def test_a_file_that_is_there_stays(project: Path) -> None:
    before = files_of(project)
    with pytest.raises(UsageError, match="there is a role `phlebotomist` already"):
        start(project, "role", "phlebotomist")
    assert files_of(project) == before


@pytest.mark.parametrize(
    ("kind", "slug", "remedy"),
    [
        ("rolle", "x", "Did you mean `role`?"),
        ("role", "Lab Aide", "Did you mean `lab-aide`?"),
        ("role", "../x", "Did you mean `x`?"),
        ("state", "puerto-rico", "such as `al`"),
    ],
)
def test_what_cannot_be_is_refused(project: Path, kind: str, slug: str, remedy: str) -> None:
    with pytest.raises(UsageError) as caught:
        start(project, kind, slug)
    assert remedy in caught.value.diagnostics[0].remedy


def test_two_roles_are_needed_to_compare(project: Path) -> None:
    (project / "data/roles/phlebotomist.yaml").unlink()
    with pytest.raises(UsageError, match="needs 2 roles"):
        start(project, "comparison", "one")


def test_names_and_codes_of_states_are_those_of_the_project() -> None:
    states = load(REPOSITORY).places.values()
    assert {str(s.code): str(s.name) for s in states}.items() <= {
        code: known.name for code, known in US_STATES.items()
    }.items()
    assert len(US_STATES) == 56


def test_a_name_that_no_file_can_have(project: Path) -> None:
    with pytest.raises(UsageError) as caught:
        start(project, "role", "a" * 300)
    assert [d.code for d in caught.value.diagnostics] == ["wrong-name"]


def test_a_new_entry_stands_at_the_end_of_its_file_and_comments_stay(project: Path) -> None:
    for kind, file in (("dimension", "data/dimensions.yaml"), ("source", "data/sources.yaml")):
        before = (project / file).read_text(encoding="utf-8")
        assert start(project, kind, "own-notes") == file
        after = (project / file).read_text(encoding="utf-8")
        assert after.startswith(before.rstrip("\n"))
        with pytest.raises(UsageError, match=f"there is a {kind} `own-notes` already"):
            start(project, kind, "own-notes")
    library = load(project)
    assert not [d for d in library.diagnostics if d.is_error]
    assert [*library.dimensions][-1] == [*library.sources][-1] == "own-notes"


def test_a_comparison_takes_the_roles_that_its_name_names(project: Path) -> None:
    replace_text(
        project / "data/roles/medical-assistant.yaml", "plural:", "aliases: [CMA]\nplural:"
    )
    for slug in ("nurse", "welder"):
        start(project, "role", slug)
    start(project, "comparison", "welder-or-cma")
    start(project, "comparison", "what-then")
    comparisons = load(project).comparisons
    assert comparisons["welder-or-cma"].roles == ("welder", "medical-assistant")
    assert comparisons["welder-or-cma"].title == "Welder or medical assistant?"
    assert comparisons["what-then"].roles == ("medical-assistant", "nurse")


def test_a_bare_project_makes_a_sheet_of_ten_lines_of_data(tmp_path: Path) -> None:
    root = tmp_path / "mine"
    begin(root, Beginning("Riverside: High", empty=True), TODAY)
    data = "".join(p.read_text(encoding="utf-8") for p in (root / "data").rglob("*.yaml"))
    assert len([line for line in data.splitlines() if not line.startswith("#")]) <= 10
    library = load(root, TODAY)
    assert library.diagnostics == ()
    (edition,) = plan(Selection(), library)
    (page,) = make(edition, library, load_fonts()).pages.pages
    text = " ".join(item.text for item in page.items if isinstance(item, TextRun))
    assert "First role" in text
    assert "Riverside: High" in text
    assert "Facts checked Nov\u00a030, 2026" in text
    whole = "".join(
        p.read_text(encoding="utf-8") for p in root.rglob("*.yaml") if "schemas" not in p.parts
    )
    assert not BUNDLED_WORDS.search(whole)


def test_a_role_that_is_added_gets_its_sheet(tmp_path: Path) -> None:
    root = tmp_path / "mine"
    begin(root, Beginning(place="new york", empty=True), TODAY)
    start(root, "role", "welder")
    library = load(root)
    assert [e.name for e in plan(Selection(("profile",)), library)] == [
        "everyone/ny/profile-first-role.en",
        "everyone/ny/profile-welder.en",
    ]
    assert [e.handout for e in plan(Selection(("profile-welder",)), library)] == ["profile-welder"]
    for role in (root / "data/roles").iterdir():
        role.unlink()
    (found,) = load(root).diagnostics
    assert (found.code, str(found.span)) == ("no-subjects", "handouts.yaml:9:14")


def test_a_copy_says_nothing_of_the_bundled_publisher(tmp_path: Path) -> None:
    root = tmp_path / "mine"
    logo = REPOSITORY / "data/images/north-high.svg"
    assert begin(root, Beginning("North High", "CA", logo), TODAY).state == "CA"
    text = (root / "handouts.yaml").read_text(encoding="utf-8")
    assert not re.search("lakeside|edition_date", text, re.IGNORECASE)
    assert "# one for each role" in text
    publisher = load(root).project.publisher
    assert str(publisher.name) == "North High"
    assert publisher.logo is not None
    assert (root / publisher.logo.file).read_bytes() == logo.read_bytes()
    assert not [d for d in load(root).diagnostics if d.is_error]


@pytest.mark.parametrize(
    ("wish", "code"),
    [
        (Beginning(place="Ontaria"), "unknown-place"),
        (Beginning(logo=Path("no.svg")), "missing-picture"),
        (Beginning(logo=REPOSITORY / "handouts.yaml"), "unknown-picture"),
    ],
)
def test_nothing_is_written_when_an_answer_is_wrong(
    tmp_path: Path, wish: Beginning, code: str
) -> None:
    with pytest.raises(UsageError) as caught:
        begin(tmp_path / "mine", wish, TODAY)
    assert [d.code for d in caught.value.diagnostics] == [code]
    assert not (tmp_path / "mine").exists()


def test_a_new_place_is_told_what_the_project_s_places_can_ask(tmp_path: Path) -> None:
    root = tmp_path / "provinces"
    shutil.copytree(REPOSITORY / "examples/provinces", root)
    text = (root / start(root, "province", "ab")).read_text(encoding="utf-8")
    assert "# compulsory (Compulsory trade) · voluntary (Voluntary trade) · unknown" in text
    assert not [d for d in load(root).diagnostics if d.is_error]
