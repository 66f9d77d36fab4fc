"""Every edition of the project, made, measured and counted: ``python -m tests.soak.sheets`` (``make soak``).

Prints what was done to make the sheets fit, and ends with 1 when one fails, holds type that is too
small, leaves the safe area of its paper, or breaks between pages where it must not.
"""

import os
import sys
import time
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from handouts.diagnostics import HandoutsError
from handouts.edition import Edition, Selection
from handouts.fonts import load_fonts
from handouts.load import load
from handouts.model.library import Library
from handouts.pipeline import make
from handouts.plan import plan
from tests.editions.judging import faults, smallest_type

REPOSITORY = Path(__file__).parents[2]


@dataclass(frozen=True, slots=True)
class Sheet:
    """What was measured on one edition."""

    name: str
    handout: str
    audience: str
    faults: tuple[str, ...]
    pages: int = 0
    spacing: float = 1.0
    scale: float = 1.0
    dropped: tuple[str, ...] = ()
    smallest: float = 0.0


@cache
def _library() -> Library:
    return load(REPOSITORY)


def measured(edition: Edition) -> Sheet:
    """Make an edition and measure it."""
    own = edition.name, edition.handout, edition.audience
    try:
        made = make(edition, _library(), load_fonts())
    except HandoutsError as fault:
        return Sheet(*own, tuple(d.message for d in fault.diagnostics))
    fit = made.pages.fit
    return Sheet(
        *own,
        tuple(faults(made)),
        len(made.pages.pages),
        fit.spacing,
        fit.scale,
        fit.names,
        smallest_type(made),
    )


def table(sheets: Sequence[Sheet]) -> str:
    """A line for each handout of each audience: how many, and what was done to fit them."""
    lines = ["handout (audience): editions, pages, least spacing, least type, what was dropped"]
    for key in sorted({(s.handout, s.audience) for s in sheets}):
        own = [s for s in sheets if (s.handout, s.audience) == key]
        pages = Counter(s.pages for s in own)
        dropped = Counter(name for s in own for name in s.dropped)
        smaller = sum(s.scale < 1 for s in own)
        lines.append(
            f"{key[0]} ({key[1]}): {len(own)}, "
            f"{' + '.join(f'{count} of {number}' for number, count in sorted(pages.items()))}, "
            f"{min(s.spacing for s in own):.0%}, "
            f"{min(s.scale for s in own):.0%}{f' ({smaller} under 100%)' if smaller else ''}, "
            f"{', '.join(f'{name} × {count}' for name, count in sorted(dropped.items())) or 'nothing'}"
        )
    return "\n".join(lines)


def main() -> int:
    """Measure all editions, print, judge."""
    started = time.perf_counter()
    editions = plan(Selection(), _library())
    with ProcessPoolExecutor(min(os.cpu_count() or 1, 4)) as pool:
        sheets = list(pool.map(measured, editions, chunksize=8))
    print(table(sheets))
    bad = [sheet for sheet in sheets if sheet.faults]
    for sheet in bad:
        print(f"{sheet.name}: {'; '.join(sheet.faults)}", file=sys.stderr)
    print(
        f"{len(sheets)} editions, {sum(s.pages for s in sheets)} pages: {len(bad)} with a fault; "
        f"smallest type {min(s.smallest for s in sheets if s.pages):g} points; "
        f"{time.perf_counter() - started:.0f} s"
    )
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
