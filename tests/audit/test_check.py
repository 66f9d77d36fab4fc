from datetime import date
from pathlib import Path

import pytest

from handouts.audit.check import check
from tests.support.projects import copy_project, replace_text


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project with few editions, to be quick."""
    project = copy_project(tmp_path / "project")
    for audience in ("school", "advisor"):
        path = project / "data" / "audiences" / f"{audience}.yaml"
        replace_text(path, "places: all", "places: [WY]")
    return project


def test_a_sound_project_has_no_errors(project: Path) -> None:
    seen: list[tuple[int, int]] = []
    report = check(
        project,
        today=date(2026, 11, 24),
        jobs=1,
        progress=lambda done, total: seen.append((done, total)),
    )
    assert [d for d in report.diagnostics if d.is_error] == []
    assert report.editions == 8
    assert seen[-1] == (8, 8)
    assert len(report.coverage) == 51 * 16


def test_a_fact_grows_old_with_the_day_that_is_asked_about(project: Path) -> None:
    role = project / "data" / "roles" / "phlebotomist.yaml"
    replace_text(role, "defaults:", "defaults:\n  expires: 2027-01-31")

    def old(day: date) -> list[str]:
        found = check(project, today=day, jobs=1).diagnostics
        return [d.code for d in found if d.span and d.span.file.endswith("phlebotomist.yaml")]

    assert set(old(date(2027, 2, 1))) - set(old(date(2027, 1, 31))) != set()


def test_a_lapsed_rule_fails_the_check(project: Path) -> None:
    rule = project / "data/states/wy.yaml"
    replace_text(rule, "defaults: {", "defaults: {expires: 2026-12-30, ")
    assert not check(project, today=date(2026, 12, 30), jobs=1).fails(strict=False)
    late = check(project, today=date(2026, 12, 31), jobs=1)
    assert late.fails(strict=False)
    (found, *_) = (f for f in late.findings if f.diagnostic.code == "expired-fact")
    assert str(found.diagnostic.span).startswith("data/states/wy.yaml:")
    assert "school/wy/comparison.en" in found.editions
    assert not [name for name in found.editions if "/us/" in name]


def test_what_cannot_be_planned_is_a_finding(project: Path) -> None:
    replace_text(project / "handouts.yaml", "{audience}/{place}/{handout}", "{audience}")
    report = check(project, jobs=1)
    assert "path-clash" in [d.code for d in report.diagnostics]
    assert report.editions == 0


def test_a_character_that_the_font_lacks_is_found_without_a_build(project: Path) -> None:
    replace_text(
        project / "data" / "roles" / "phlebotomist.yaml",
        "title: Phlebotomist",
        "title: Phlebotomist ⟁",
    )
    report = check(project, jobs=1)
    glyphs = [f for f in report.findings if f.diagnostic.code == "missing-glyph"]
    assert glyphs
    assert max(len(f.editions) for f in glyphs) > 1


@pytest.mark.parametrize(
    ("layout", "old", "new"),
    [
        ("decision-pages", "role.wage_nearest", "role.wage_neerest"),
        ("side-by-side", '"{{ roles }}", alone', '"{{ rolls }}", alone'),
        ("role-profile", "{{ role.summary }}", "{{ role.sumary }}"),
    ],
)
def test_a_fault_is_found_in_a_layout_that_no_handout_uses(
    project: Path, layout: str, old: str, new: str
) -> None:
    file = f"layouts/{layout}.yaml"
    replace_text(project / file, old, new)
    lines = (project / file).read_text(encoding="utf-8").splitlines()
    line = next(number for number, text in enumerate(lines, 1) if new in text)
    found = [d for d in check(project, jobs=1).diagnostics if d.is_error]
    assert {(d.span.file, d.span.line) for d in found if d.span} == {(file, line)}
