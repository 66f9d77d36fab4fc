"""What is known of each state and role."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, Literal

from handouts.model.base import Fact
from handouts.model.library import Library
from handouts.model.records import CredentialRule, Role, StateRule
from handouts.model.wages import Wage

Status = Literal["reported", "unknown", "not printable"]
"""``not printable``: something was read, but it may not be printed."""

STATUSES: Final[tuple[Status, ...]] = ("reported", "unknown", "not printable")

_COMPUTED: Final = ("shared-tasks",)
"""Dimensions that depend on what a role is compared with."""


@dataclass(frozen=True, slots=True)
class Coverage:
    """One state and role: its rule, how well it stands, and whether wages are published."""

    state: str
    state_name: str
    role: str
    credential: CredentialRule
    confidence: str
    wages: bool
    dimensions: Mapping[str, Status] = field(default_factory=dict)
    """What a sheet of the state could say of the role, by dimension."""

    @property
    def rule_known(self) -> bool:
        """Whether anything usable was read; ``none-reported`` is an answer, ``unknown`` is not."""
        return self.credential != "unknown"


def coverage(library: Library) -> tuple[Coverage, ...]:
    """Every state by name, every role by slug."""
    found = []
    for code, state in library.states.items():
        for slug, role in library.roles.items():
            rule = state.rules.get(slug)
            wage = library.wages.get((str(role.soc), str(state.postal)))
            found.append(
                Coverage(
                    code,
                    str(state.name),
                    slug,
                    rule.credential if rule else "unknown",
                    rule.confidence if rule else "none",
                    wage is not None and wage.annual_median.value is not None,
                    {
                        name: _status(name, role, rule, wage)
                        for name in library.dimensions
                        if name not in _COMPUTED
                    },
                )
            )
    return tuple(found)


def _status(name: str, role: Role, rule: StateRule | None, wage: Wage | None) -> Status:
    match name:
        case "state-rule" if rule is not None:
            if rule.credential != "unknown":
                return "reported"
            return "not printable" if rule.withheld else "unknown"
        case "pay":
            known = wage is not None and wage.annual_median.value is not None
        case "pay-hourly":
            known = wage is not None and wage.hourly_median.value is not None
        case _:
            said = role.dimensions.get(name, ())
            known = any(f.known for f in ((said,) if isinstance(said, Fact) else said))
    return "reported" if known else "unknown"


def totals(found: tuple[Coverage, ...]) -> dict[str, dict[str, dict[Status, tuple[str, ...]]]]:
    """Role → dimension → status → the states of it, in their order."""
    sums: dict[str, dict[str, dict[Status, tuple[str, ...]]]] = {}
    for one in found:
        for name, status in one.dimensions.items():
            empty: dict[Status, tuple[str, ...]] = dict.fromkeys(STATUSES, ())
            states = sums.setdefault(one.role, {}).setdefault(name, empty)
            states[status] = (*states[status], one.state)
    return sums
