"""A project as a whole: what is found, what is left out, and what is said about it."""

import pickle
import shutil
from datetime import date
from pathlib import Path

import pytest

from handouts.diagnostics import Diagnostic, ProjectError, Severity, Span
from handouts.load import load
from handouts.model.base import Text
from handouts.model.library import Library
from handouts.project import find_project
from tests.load.projects import REPOSITORY


def _replace(project: Path, file: str, old: str, new: str) -> None:
    path = project / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def _append(project: Path, file: str, text: str) -> None:
    with (project / file).open("a", encoding="utf-8") as out:
        out.write(text)


def _codes(library: Library) -> list[str]:
    return [d.code for d in library.diagnostics]


def _refused(project: Path) -> tuple[Diagnostic, ...]:
    with pytest.raises(ProjectError) as fault:
        load(project)
    return fault.value.diagnostics


def test_the_repository_is_a_project_without_faults() -> None:
    library = load(REPOSITORY)
    assert [d for d in library.diagnostics if d.is_error] == []
    assert library.faulty == {}
    assert len(library.places) == 51
    assert {"medical-assistant", "phlebotomist"} <= library.roles.keys()
    assert "base" in library.styles


def test_records_are_in_the_order_that_people_expect(project: Path) -> None:
    library = load(project)
    assert list(library.places) == ["ca", "dc", "tx"]
    assert [str(s.name) for s in library.places.values()] == sorted(
        str(s.name) for s in library.places.values()
    )
    first = (project / "data/dimensions.yaml").read_text(encoding="utf-8").splitlines()
    assert f"{next(iter(library.dimensions))}:" in first


def test_every_record_has_a_place(project: Path) -> None:
    library = load(project)
    assert library.spans["roles", "phlebotomist"] == Span("data/roles/phlebotomist.yaml", 2, 1)
    assert library.spans["handouts", "comparison"] == Span("handouts.yaml", 8, 3)
    assert library.spans["sources", "project-brief"].file == "data/sources.yaml"
    assert library.spans["wages", "31-9097/US"].file.startswith("data/wages/")


def test_a_library_survives_the_way_to_another_process(project: Path) -> None:
    library = load(project)
    copy = pickle.loads(pickle.dumps(library))
    title = copy.roles["phlebotomist"].title
    assert copy == library
    assert isinstance(title, Text)
    assert title.span == library.roles["phlebotomist"].title.span


def test_a_faulty_record_is_left_out_alone(project: Path) -> None:
    _replace(project, "data/roles/phlebotomist.yaml", "plural:", "plurals:")
    library = load(project)
    assert "phlebotomist" not in library.roles
    assert "medical-assistant" in library.roles
    assert "medical-assistant-or-phlebotomist" in library.comparisons
    (fault,) = library.faulty["roles", "phlebotomist"]
    assert fault.code == "unknown-key"
    assert set(library.faulty) == {("roles", "phlebotomist")}
    assert fault in library.diagnostics


def test_an_error_of_the_cross_checks_leaves_the_record_out_too(project: Path) -> None:
    _replace(project, "data/states/ca.yaml", "name: California\n", "name: California\ncode: TX\n")
    library = load(project)
    assert list(library.places) == ["dc", "tx"]
    assert [f.code for f in library.faulty["places", "ca"]] == ["duplicate-code"]


def test_all_faults_of_a_project_come_in_one_run_in_order(project: Path) -> None:
    _replace(project, "data/roles/phlebotomist.yaml", "mark: tube", "mark: pipe")
    _replace(project, "data/states/tx.yaml", "name: Texas\n", "name: Texas\nfips: Texas\n")
    _append(project, "data/dimensions.yaml", "later: {label: [a]}\n")
    _append(project, "layouts/styles/base.yaml", "smallest: 9pt\n")
    found = load(project).diagnostics
    assert {d.code for d in found} == {"unknown-mark", "wrong-value", "wrong-type", "duplicate-key"}
    assert list(found) == sorted(found, key=Diagnostic.sort_key)
    assert len({d.span.file for d in found if d.span}) == 4


def test_a_missing_project_is_said_with_the_way_to_one(tmp_path: Path) -> None:
    (diagnostic,) = _refused(tmp_path)
    assert diagnostic.code == "no-project"
    assert "handouts init DIR" in diagnostic.remedy
    with pytest.raises(ProjectError):
        find_project(tmp_path)


def test_the_nearest_project_upwards_is_found(project: Path) -> None:
    assert find_project(project) == project
    assert find_project(project / "data" / "roles") == project
    inner = project / "inner"
    inner.mkdir()
    (inner / "handouts.yaml").write_text("", encoding="utf-8")
    assert find_project(inner) == inner


def test_a_faulty_project_file_says_the_faults_of_the_other_files_too(project: Path) -> None:
    _append(project, "handouts.yaml", "publsher: {}\n")
    _replace(project, "data/roles/phlebotomist.yaml", "mark: tube", "mark: pipe")
    assert [d.code for d in _refused(project)] == ["unknown-mark", "unknown-key"]


def test_data_are_not_blamed_for_a_project_file_that_says_what_they_are(tmp_path: Path) -> None:
    """Provinces, trades without SOC codes and wages by the hour were read as those of the U.S."""
    root = tmp_path / "provinces"
    shutil.copytree(REPOSITORY / "examples/provinces", root)
    _replace(root, "handouts.yaml", "currency: CAD", "curency: CAD")
    assert [d.code for d in _refused(root)] == ["unknown-key"]


def test_a_faulty_handout_is_left_out_alone(project: Path) -> None:
    _append(project, "handouts.yaml", "  poster: {layout: poster, subject: decisions/which-role}\n")
    _append(project, "handouts.yaml", "  flyer: {layot: state-insert}\n")
    library = load(project)
    assert set(library.project.handouts) == {"comparison", "which-role", "state-insert"}
    assert [f.code for f in library.faulty["handouts", "poster"]] == ["unknown-layout"]
    assert {f.code for f in library.faulty["handouts", "flyer"]} == {"unknown-key"}


def test_who_names_a_faulty_record_is_not_at_fault(project: Path) -> None:
    _append(project, "handouts.yaml", "  poster: {layout: poster, subject: decisions/which-role}\n")
    _append(project, "data/audiences/school.yaml", "style: bold\n")
    _replace(project, "data/audiences/school.yaml", "[comparison,", "[comparison, poster,")
    (project / "layouts/styles/bold.yaml").write_text("extends: base\nsmallest: 1pt\n")
    library = load(project)
    assert _codes(library) == ["unknown-layout", "too-small"]
    assert "school" in library.audiences


def test_an_unreadable_list_of_sources_is_one_fault_not_hundreds(project: Path) -> None:
    (project / "data/sources.yaml").write_text("a: 'b\n", encoding="utf-8")
    library = load(project)
    assert _codes(library) == ["yaml-syntax"]
    assert [f.code for f in library.faulty["sources", "ooh-2025"]] == ["yaml-syntax"]
    assert "phlebotomist" in library.roles


def test_a_missing_list_of_sources_is_said_once(project: Path) -> None:
    (project / "data/sources.yaml").unlink()
    library = load(project)
    assert _codes(library) == ["missing-file"]
    assert "phlebotomist" not in library.roles


def test_a_folder_that_may_not_be_read_is_said(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(folder: Path) -> list[Path]:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "iterdir", refuse)
    assert "unreadable-folder" in _codes(load(project))


def test_without_a_day_nothing_is_out_of_date(project: Path) -> None:
    _replace(
        project, "data/roles/phlebotomist.yaml", "defaults:\n", "defaults:\n  expires: 2020-01-01\n"
    )
    assert _codes(load(project)) == []
    late = load(project, date(2026, 1, 1)).diagnostics
    assert [d.code for d in late] == ["expired-fact"]
    assert late[0].severity is Severity.ERROR
    (allowed,) = load(project, date(2026, 1, 1), allow_expired=True).diagnostics
    assert allowed.severity is Severity.WARNING
    assert _codes(load(project, date(2020, 1, 1))) == []


def test_a_project_with_nothing_else_in_it_loads(tmp_path: Path) -> None:
    (tmp_path / "handouts.yaml").write_text(
        "publisher: {name: Us}\nhandouts: {}\n", encoding="utf-8"
    )
    library = load(tmp_path)
    assert library.roles == {}
    assert _codes(library) == ["unknown-style"]


def test_what_is_no_record_is_passed_over(project: Path) -> None:
    for name in (".hidden", "README.md"):
        (project / "data/roles" / name).write_text("x", encoding="utf-8")
    (project / "data/roles/old").mkdir()
    assert _codes(load(project)) == []


def test_loading_writes_nothing_and_reads_the_same_twice(project: Path) -> None:
    before = sorted(project.rglob("*"))
    assert load(project) == load(project)
    assert sorted(project.rglob("*")) == before


def test_a_handout_of_all_roles_is_one_for_each(project: Path) -> None:
    _replace(
        project,
        "handouts.yaml",
        "handouts:\n",
        "handouts:\n  profile: {layout: role-profile, subject: roles/*}\n"
        "  profile-phlebotomist: {layout: duties, subject: roles/phlebotomist}\n"
        "  book: {bind: [profile, comparison], per: state}\n",
    )
    _replace(project, "data/audiences/school.yaml", "handouts: [", "handouts: [profile, book, ")
    library = load(project)
    assert _codes(library) == []
    handouts = library.project.handouts
    profiles = [name for name in handouts if name.startswith("profile-")]
    assert sorted(profiles) == [f"profile-{slug}" for slug in sorted(library.roles)]
    assert handouts["profile-phlebotomist"].layout == "duties"
    assert handouts["profile-dental-assistant"].subject == "roles/dental-assistant"
    assert set(handouts["book"].bind) == {*profiles, "comparison"}
    assert set(profiles) < set(library.audiences["school"].handouts)


def test_a_faulty_role_of_a_series_fails_alone(project: Path) -> None:
    _replace(
        project, "handouts.yaml", "handouts:\n",
        "handouts:\n  profile: {layout: role-profile, subject: roles/*}\n",
    )  # fmt: skip
    _replace(project, "data/roles/dental-assistant.yaml", "plural:", "plurral:")
    library = load(project)
    assert "profile-dental-assistant" in library.project.handouts
    assert {slug for kind, slug in library.faulty if kind == "handouts"} == set()
