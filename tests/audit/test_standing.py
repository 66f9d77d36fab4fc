"""What `check` says of facts that are stale, unsourced, disputed or rest on one source."""

from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from handouts.audit.quality import Standing, coverage, standing, totals
from handouts.build import build
from handouts.edition import Selection
from handouts.load import load
from handouts.model.library import Library
from tests.support.projects import REPOSITORY, copy_project, leave_unread, replace_text

TODAY = date(2026, 11, 25)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return copy_project(tmp_path / "project")


@pytest.fixture(scope="module")
def own() -> Library:
    return load(REPOSITORY)


def weak(project: Path, weakness: str, day: date = TODAY) -> list[Standing]:
    return [s for s in standing(load(project), day) if s.weakness == weakness]


def test_the_project_s_own_facts_are_fresh_and_sourced(own: Library) -> None:
    found = Counter(s.weakness for s in standing(own, TODAY))
    assert found["stale"] == found["unsourced"] == 0
    assert {s.record for s in standing(own, TODAY) if s.weakness == "conflicting"} == {
        "certifications/amt-rma",
        "certifications/amt-rpt",
        "certifications/ascp-pbt",
        "certifications/nha-cpt",
        "places/dc",
        "places/la",
        "places/ny",
        "places/sd",
    }


def test_wages_are_stale_15_months_after_they_were_published(own: Library) -> None:
    before = standing(own, date(2027, 8, 15))
    assert not any(s.record.startswith("wages/") for s in before)
    found = [s for s in standing(own, date(2027, 8, 16)) if s.record.startswith("wages/")]
    assert len(found) == len(own.wages)
    assert found[0].why == "published on 2026-05-15, more than 15 months ago"
    assert str(found[0].span) == "data/wages/oews-may-2025.csv:2:1"


def test_rules_are_stale_12_months_after_they_were_checked(own: Library) -> None:
    def old(day: date) -> list[Standing]:
        found = standing(own, day)
        return [s for s in found if s.weakness == "stale" and s.record == "places/ca"]

    assert old(date(2027, 11, 24)) == []
    found = old(date(2027, 11, 25))
    assert len(found) == 24
    assert {s.why for s in found} == {"checked on 2026-11-24, more than 12 months ago"}
    assert all(s.span and s.span.file == "data/states/ca.yaml" and s.span.column for s in found)
    assert len({s.span for s in found}) == 24


def test_a_fact_that_names_its_own_last_day_is_stale_after_it(own: Library) -> None:
    found = [s for s in standing(own, date(2027, 1, 2)) if s.weakness == "stale"]
    assert {s.record for s in found} == {"places/il"}
    assert {s.why for s in found} == {"expired on 2026-12-31"}


def test_an_unsourced_fact_is_found(project: Path) -> None:
    replace_text(
        project / "data/roles/phlebotomist.yaml", "sources: [project-brief]", "sources: []"
    )
    (found,) = weak(project, "unsourced")
    assert (found.record, found.text) == ("roles/phlebotomist", "deep")


def test_a_source_that_says_otherwise_makes_a_conflict(project: Path) -> None:
    before = len(weak(project, "conflicting"))
    role = project / "data/roles/registered-nurse.yaml"
    replace_text(
        role, "    as_of: May 2025\n", "    as_of: May 2025\n    disputed_by: [ep-2025-35]\n"
    )
    found = weak(project, "conflicting")
    assert len(found) == before + 1
    assert "ep-2025-35 says otherwise" in {s.why for s in found}


def test_two_files_that_say_different_things_are_at_odds(project: Path) -> None:
    role = project / "data/roles/registered-nurse.yaml"
    replace_text(role, "text: 3,379,720", "text: 3,379,000")
    text = role.read_text(encoding="utf-8").replace("Bachelor’s degree", "Associate’s degree")
    (project / "data/roles/school-nurse.yaml").write_text(text, encoding="utf-8")
    found = {
        (s.record, s.why) for s in weak(project, "conflicting") if s.record.startswith("roles/")
    }
    assert (
        "roles/school-nurse",
        "`registered-nurse` of the same occupation says: Bachelor’s degree",
    ) in found
    assert any(why.endswith("says: 3,379,720") for _, why in found)


def test_a_rule_on_one_source_is_listed_with_what_kind_it_is(own: Library) -> None:
    found = [s for s in standing(own, TODAY) if s.weakness == "single-source"]
    assert all(s.record.startswith(("places/", "certifications/")) for s in found)
    assert {s.why.partition(", ")[2] for s in found} == {"an official text", "no official text"}


def test_coverage_tells_what_is_unknown_from_what_may_not_be_printed(project: Path) -> None:
    leave_unread(project)
    sums = totals(coverage(load(project)))
    rule = sums["medical-assistant"]["state-rule"]
    assert rule["not printable"] == ("wv",)
    assert rule["unknown"] == ()
    assert len(rule["reported"]) == 50
    assert sums["dental-assistant"]["pay"]["unknown"] == ("ks",)
    assert len(sums["medical-secretary"]["state-rule"]["unknown"]) == 51
    assert len(sums["registered-nurse"]["state-rule"]["reported"]) == 51
    assert "shared-tasks" not in sums["phlebotomist"]


def test_staleness_reaches_the_manifest_and_never_the_bytes(project: Path) -> None:
    output = project / "output"

    def built(day: str) -> tuple[dict[str, str | None], dict[str, bytes]]:
        report = build(project, Selection(audiences=("school",), places=("WY",), date=day), jobs=1)
        assert not report.failed
        from handouts.write import read_records

        records = read_records(output)
        ends = {path: record.entry.expires for path, record in records.items()}
        return ends, {path: (output / path).read_bytes() for path in records}

    ends, fresh = built("2026-11-24")
    assert set(ends.values()) == {"2027-08-15"}
    replace_text(project / "handouts.yaml", "wages: 15", "wages: 1")
    ends, stale = built("2026-11-24")
    assert set(ends.values()) == {"2026-06-15"}
    assert fresh == stale
