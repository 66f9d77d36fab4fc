"""Cross-checks: faults that a record alone cannot show."""

from datetime import date
from pathlib import Path

from handouts.load.checks.collections import check_collections
from handouts.load.checks.decisions import check_decisions
from handouts.load.checks.facts import check_ages, check_facts
from handouts.load.checks.instead import check_instead
from handouts.load.checks.layouts import check_layouts, check_looks
from handouts.load.checks.pictures import check_pictures
from handouts.load.checks.project import check_audiences, check_project
from handouts.load.checks.records import (
    check_addresses,
    check_comparisons,
    check_dimensions,
    check_places,
    check_roles,
    check_tasks,
)
from handouts.load.checks.references import References, check_references
from handouts.load.checks.wages import check_wages
from handouts.load.records.draft import Draft
from handouts.load.records.findings import Findings


def check(
    draft: Draft,
    root: Path,
    findings: Findings,
    today: date | None,
    *,
    allow_expired: bool = False,
) -> None:
    """Check all records against one another; what fails becomes faulty."""
    references = References(draft, findings)
    check_references(draft, references)
    check_addresses(draft, findings)
    check_facts(draft, findings, today, allow_expired=allow_expired)
    check_ages(draft, findings, today)
    check_dimensions(draft, findings)
    check_roles(draft, findings)
    check_tasks(draft, findings)
    check_instead(draft, findings)
    check_comparisons(draft, findings)
    # What a place, a rule or a table of wages is, handouts.yaml says: without it, right data would be called wrong.
    if draft.project is not None:
        check_places(draft, findings)
        check_decisions(draft, findings)
        check_collections(draft, str(root), references, findings)
        check_audiences(draft, findings)
    check_project(draft, references, findings)
    check_layouts(draft, root, findings)
    check_pictures(draft, str(root), findings)
    check_looks(draft, findings)
    if draft.project is not None:
        check_wages(draft, references, findings)
