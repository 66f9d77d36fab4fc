"""What is known of each state and role."""

from dataclasses import dataclass

from handouts.model.library import Library
from handouts.model.records import CredentialRule


@dataclass(frozen=True, slots=True)
class Coverage:
    """One state and role: its rule, how well it stands, and whether wages are published."""

    state: str
    state_name: str
    role: str
    credential: CredentialRule
    confidence: str
    wages: bool

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
                )
            )
    return tuple(found)
