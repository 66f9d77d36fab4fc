"""Every two of the roles in some states, for two audiences: ``python -m tests.soak.pairs [STATE…]``.

Ends with 1 when a sheet takes more than a page, has an empty row, or breaks a rule of PDF/UA-1 or
PDF/A-2a.
"""

import sys
import time
from collections import Counter
from pathlib import Path

from handouts.load import load
from tests.support import comparisons, verapdf

REPOSITORY = Path(__file__).parents[2]

PLACES = ("CA", "DC", "KS", "LA", "TX")
"""Long rules, a registration, a role without wages, exemptions, and one like most."""

AUDIENCES = ("advisor", "school")


def main(states: tuple[str, ...]) -> int:
    """Make, judge, print."""
    library = load(REPOSITORY)
    started = time.perf_counter()
    bad: list[str] = []
    fits: Counter[str] = Counter()
    wanted = [
        (roles, state, audience)
        for roles in comparisons.pairs(library)
        for state in states
        for audience in AUDIENCES
    ]
    for roles, state, audience in wanted:
        made = comparisons.sheet(library, roles, state, audience)
        found = [*comparisons.faults(made)]
        found += [
            rule for flavour in ("ua1", "2a") for rule in verapdf.failures(made.data, flavour)
        ]
        bad += [f"{' '.join(roles)} {state} {audience}: {fault}" for fault in found]
        fits["smaller type" if made.pages.fit.scale < 1 else "type as it is"] += 1
    print(
        f"{len(wanted)} sheets of {len(comparisons.pairs(library))} pairs in {len(states)} states"
    )
    print(f"{dict(fits)}; {time.perf_counter() - started:.0f} s with veraPDF")
    print(f"faults: {len(bad)}")
    for fault in bad[:20]:
        print(f"  {fault}")
    return int(bool(bad))


if __name__ == "__main__":
    sys.exit(main(tuple(sys.argv[1:]) or PLACES))
