"""Dimensions that point to another, or whose values have an order: each value one place in it."""

from handouts.load.checks.references import References
from handouts.load.records.draft import Draft
from handouts.load.records.findings import Findings
from handouts.load.records.reading import Entry
from handouts.model.base import Fact
from handouts.model.records import Dimension, Role, folded_level
from handouts.wording import quoted, suggestion


def check_orders(draft: Draft, references: References, findings: Findings) -> None:
    """Warn of values that cannot be compared, and refuse one that has two places."""
    for entry in draft.dimensions.values():
        other = entry.record.or_see
        if other is not None:
            references.check(entry.key, "dimensions", other, other.span)
    ordered = {slug: e for slug, e in draft.dimensions.items() if e.record.order}
    for entry in ordered.values():
        _check_order(entry, findings)
    for role in draft.roles.values():
        for slug, entry in ordered.items():
            _check_value(slug, entry.record, role, findings)


def _check_order(entry: Entry[Dimension], findings: Findings) -> None:
    seen: set[str] = set()
    for level in entry.record.order:
        for value in level if isinstance(level, tuple) else (level,):
            if folded_level(value) in seen:
                findings.error(
                    entry.key,
                    "duplicate-level",
                    f"{quoted(value)} has two places in the order",
                    "Take one of them out",
                    value.span,
                )
            seen.add(folded_level(value))


def _check_value(slug: str, dimension: Dimension, role: Entry[Role], findings: Findings) -> None:
    value = role.record.dimensions.get(slug)
    if isinstance(value, Fact) and value.known and folded_level(value.text) not in dimension.levels:
        known = [
            str(v)
            for level in dimension.order
            for v in (level if isinstance(level, tuple) else (level,))
        ]
        findings.warn(
            "unordered-value",
            f"{quoted(value.text)} has no place in the order of {quoted(slug)}, so roles cannot be "
            "compared by it",
            suggestion(
                value.text,
                known,
                "Write it as the order in `data/dimensions.yaml` does, or add it there",
            ),
            value.span,
        )
