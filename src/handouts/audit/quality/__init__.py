"""How reliable the facts of a project are, and what is known of each place and role."""

from handouts.audit.quality.coverage import Coverage, Status, coverage, totals
from handouts.audit.quality.facts import all_facts
from handouts.audit.quality.printing import Gathering, Printing, places_printed
from handouts.audit.quality.upkeep import RuleUpkeep, Upkeep, upkeep
from handouts.audit.quality.weakness import STRICT, WEAKNESSES, Standing, Weakness
from handouts.audit.quality.weaknesses import standing

__all__ = [
    "STRICT",
    "WEAKNESSES",
    "Coverage",
    "Gathering",
    "Printing",
    "RuleUpkeep",
    "Standing",
    "Status",
    "Upkeep",
    "Weakness",
    "all_facts",
    "coverage",
    "places_printed",
    "standing",
    "totals",
    "upkeep",
]
