"""What is known of each place and role, and what a sheet could say of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, Literal

from handouts.model.base import UNKNOWN, Fact
from handouts.model.library import Library
from handouts.model.records import Dimension, Role, Rule, role_in, wage_area
from handouts.model.wages import Wage

Status = Literal["reported", "unknown", "not printable"]
"""``not printable``: something was read, but it may not be printed."""

STATUSES: Final[tuple[Status, ...]] = ("reported", "unknown", "not printable")


@dataclass(frozen=True, slots=True)
class Coverage:
    """One place and role: its rule, how well the rule is supported, and whether wages are published."""

    place: str
    place_name: str
    role: str
    credential: str
    confidence: str
    wages: bool
    dimensions: Mapping[str, Status] = field(default_factory=dict)
    """What a sheet of the place could say of the role, by dimension."""

    @property
    def rule_known(self) -> bool:
        """Whether anything usable was read; ``none-reported`` is an answer, ``unknown`` is not."""
        return self.credential != UNKNOWN


def coverage(library: Library) -> tuple[Coverage, ...]:
    """Every place by name, every role by slug."""
    found = []
    for code, place in library.places.items():
        for slug, role in library.roles.items():
            rule = place.rules.get(slug)
            wage = library.wages.get((role.code, wage_area(place)))
            found.append(
                Coverage(
                    code,
                    str(place.name),
                    slug,
                    str(rule.credential) if rule else UNKNOWN,
                    rule.confidence if rule else "none",
                    wage is not None and wage.spread.is_known,
                    {
                        name: _status(name, dimension, role, rule, wage)
                        for name, dimension in library.dimensions.items()
                        if dimension.computed != "shared-tasks"  # which no role has by itself
                    },
                )
            )
    return tuple(found)


def _status(
    name: str, dimension: Dimension, role: Role, rule: Rule | None, wage: Wage | None
) -> Status:
    match dimension.computed:
        case "rule" if rule is not None:
            if rule.credential != UNKNOWN:
                return "reported"
            return "not printable" if rule.withheld else "unknown"
        case "pay":
            known = wage is not None and wage.spread.is_known
        case "pay-hourly":
            known = wage is not None and wage.hour.is_known
        case _:
            said = role_in(role, rule).dimensions.get(name, ())
            known = any(f.known for f in ((said,) if isinstance(said, Fact) else said))
    return "reported" if known else "unknown"


def totals(found: tuple[Coverage, ...]) -> dict[str, dict[str, dict[Status, tuple[str, ...]]]]:
    """Role → dimension → status → the places with this status, in their order."""
    sums: dict[str, dict[str, dict[Status, tuple[str, ...]]]] = {}
    for one in found:
        for name, status in one.dimensions.items():
            empty: dict[Status, tuple[str, ...]] = dict.fromkeys(STATUSES, ())
            places = sums.setdefault(one.role, {}).setdefault(name, empty)
            places[status] = (*places[status], one.place)
    return sums
