from pathlib import Path

import pytest

from handouts.build import BuildReport
from handouts.build.custom import Wish, asked_for, compare, title, with_comparison
from handouts.compose import compose
from handouts.diagnostics import HandoutsError, UsageError
from handouts.document import Table, plain, walk
from handouts.load import load
from handouts.pipeline import said
from handouts.plan import edition_for
from handouts.plan.names import role_named
from tests.support.projects import replace_text

BOTH = ("phlebotomist", "medical-assistant")


def add_role(project: Path, slug: str, name: str) -> None:
    roles = project / "data" / "roles"
    text = (roles / "phlebotomist.yaml").read_text(encoding="utf-8")
    text = text.replace("title: Phlebotomist", f"title: {name}", 1)
    (roles / f"{slug}.yaml").write_text(text, encoding="utf-8")


def make(project: Path, wish: Wish, output: Path | None = None) -> BuildReport:
    report = compare(project, wish, output)
    assert report.diagnostics == ()
    return report


def test_one_sheet_is_made_in_the_folder_for_custom_sheets(project: Path) -> None:
    (artifact,) = make(project, Wish(BOTH, "Wyoming")).artifacts
    assert artifact.path == ("output/custom/medical-assistant-or-phlebotomist.wy.advisor.en.pdf")
    assert (project / artifact.path).read_bytes().startswith(b"%PDF")
    assert not (project / "output" / "custom" / "manifest.json").exists()


def test_the_file_or_the_folder_may_be_named(project: Path) -> None:
    make(project, Wish(BOTH), project / "mine.pdf")
    assert (project / "mine.pdf").exists()
    (artifact,) = make(project, Wish(BOTH, audience="school"), project / "sheets").artifacts
    assert artifact.path == "sheets/medical-assistant-or-phlebotomist.us.school.en.pdf"


def test_the_record_of_the_same_roles_is_used_in_whatever_order_they_come(project: Path) -> None:
    slug, library = with_comparison(load(project), BOTH)
    assert slug == "medical-assistant-or-phlebotomist"
    assert library.comparisons[slug].overlap is not None


def test_other_roles_get_a_comparison_without_editorial_text(project: Path) -> None:
    add_role(project, "donor-phlebotomist", "Donor phlebotomist")
    add_role(project, "ekg-technician", "EKG technician")
    library = load(project)
    roles = ("medical-assistant", "donor-phlebotomist", "ekg-technician")
    assert title(library, roles) == "Medical assistant, donor phlebotomist or EKG technician?"
    (artifact,) = make(project, Wish(("ekg-technician", "phlebotomist"), "WY")).artifacts
    assert artifact.path.endswith("/ekg-technician-or-phlebotomist.wy.advisor.en.pdf")


def test_a_role_may_be_called_by_its_title(project: Path) -> None:
    (artifact,) = make(project, Wish(("Medical Assistant", "phlebotomist"))).artifacts
    assert artifact.status == "built"


@pytest.mark.parametrize(
    ("wish", "code"),
    [
        (Wish(("phlebotomist",)), "compare-roles"),
        (Wish(("phlebotomist", "Phlebotomist")), "compare-roles"),
        (Wish(("phlebotmist", "medical-assistant")), "unknown-role"),
        (Wish(BOTH, "Kalifornia"), "unknown-place"),
        (Wish(BOTH, "CA,NY"), "one-place"),
        (Wish(BOTH, audience="adviser"), "unknown-audience"),
        (Wish(BOTH, options=(("studnet", "Ana"),)), "unknown-blank"),
    ],
)
def test_what_does_not_exist_is_refused(project: Path, wish: Wish, code: str) -> None:
    with pytest.raises(UsageError) as caught:
        compare(project, wish)
    assert caught.value.diagnostics[0].code == code
    assert not (project / "output").exists()


def test_a_sheet_that_fails_is_said_and_not_written(project: Path) -> None:
    replace_text(
        project / "layouts" / "comparison-sheet.yaml", "{{ comparison.title }}", "{{ no.title }}"
    )
    report = compare(project, Wish(BOTH))
    assert report.failed
    assert report.diagnostics[0].code == "undefined-name"
    assert not (project / "output").exists()


@pytest.mark.parametrize("name", ["handouts.yaml", "data/roles/phlebotomist.yaml", "x" * 300])
def test_no_file_of_the_project_is_written_over(project: Path, name: str) -> None:
    path = project / name
    before = path.read_bytes() if len(name) < 99 else b""
    with pytest.raises(HandoutsError) as caught:
        compare(project, Wish(BOTH), path)
    assert [d.code for d in caught.value.diagnostics] == ["cannot-write"]
    assert not before or path.read_bytes() == before


def test_a_role_is_found_by_what_else_it_is_called(project: Path) -> None:
    role = project / "data/roles/phlebotomist.yaml"
    replace_text(role, "plural:", "aliases: [PBT]\nplural:")
    library = load(project)
    assert role_named("pbt", library) == role_named("Phlebotomist", library) == "phlebotomist"
    replace_text(project / "data/roles/dental-assistant.yaml", "plural:", "aliases: [pbt]\nplural:")
    with pytest.raises(UsageError) as caught:
        role_named("PBT", load(project))
    (fault,) = caught.value.diagnostics
    assert fault.message == "`PBT` may be `dental-assistant` or `phlebotomist`"


def test_a_role_without_a_code_has_no_pay(project: Path) -> None:
    role = project / "data/roles/phlebotomist.yaml"
    replace_text(role, 'soc: "31-9097"\n', "")
    edition, library = asked_for(load(project), Wish(("phlebotomist", "dental-assistant"), "CA"))
    tables = (b for b in walk(compose(edition, library).body) if isinstance(b, Table))
    rows = [[plain(cell.text) for cell in row.cells] for table in tables for row in table.rows]
    (pay,) = (row for row in rows if "pay" in row[0].lower() and "$" in "".join(row))
    assert pay[1] == "not reported"
    assert pay[2].startswith("$")
    handout = library.project.handouts["profile-phlebotomist"]
    profile = edition_for(library, "profile-phlebotomist", handout, "advisor", "ca", "en", {}, None)
    assert "not published" not in said(profile, library)
