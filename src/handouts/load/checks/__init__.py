"""Cross-checks: what no record can know about itself."""

from datetime import date
from pathlib import Path

from handouts.load.checks.ages import check_ages
from handouts.load.checks.decisions import check_decisions
from handouts.load.checks.facts import check_facts
from handouts.load.checks.layouts import check_layouts, check_looks
from handouts.load.checks.orders import check_orders
from handouts.load.checks.pictures import check_pictures
from handouts.load.checks.project import check_audiences, check_project
from handouts.load.checks.records import (
    check_addresses,
    check_comparisons,
    check_dimensions,
    check_roles,
    check_states,
    check_tasks,
)
from handouts.load.checks.references import References
from handouts.load.checks.wages import check_wages
from handouts.load.records.draft import Draft
from handouts.load.records.findings import Findings


def check(draft: Draft, root: Path, findings: Findings, today: date | None) -> None:
    """Check all records against one another; what fails becomes faulty."""
    references = References(draft, findings)
    check_addresses(draft, findings)
    check_facts(draft, references, findings, today)
    check_ages(draft, findings, today)
    check_dimensions(draft, findings)
    check_orders(draft, references, findings)
    check_roles(draft, references, findings)
    check_tasks(draft, findings)
    check_comparisons(draft, references, findings)
    check_states(draft, references, findings)
    check_decisions(draft, references, findings)
    check_audiences(draft, references, findings)
    check_project(draft, references, findings)
    check_layouts(draft, references, root, findings)
    check_pictures(draft, str(root), findings)
    check_looks(draft, findings)
    check_wages(draft, references, findings)
