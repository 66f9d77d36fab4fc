"""Every built file as it is heard: ``python -m tests.soak.spoken`` (``make soak``).

Reads the tag tree of all files of the project, and of sheets that nobody built: every layout in every
style, for all readers. Ends with 1 when there is a finding.
"""

import os
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from functools import cache
from pathlib import Path

from handouts.build.custom import Wish, asked_for
from handouts.diagnostics import HandoutsError
from handouts.edition import Edition, Selection
from handouts.fonts import load_fonts
from handouts.load import load
from handouts.model.library import Library
from handouts.pipeline import make
from handouts.plan import plan
from tests.editions.spoken import findings

REPOSITORY = Path(__file__).parents[2]

COMPARED = (
    ("dental-assistant", "pharmacy-technician"),
    ("dental-assistant", "pharmacy-technician", "nursing-assistant"),
    ("registered-nurse", "licensed-practical-nurse", "surgical-technologist", "phlebotomist"),
)
"""Roles that no comparison was written for: their layouts have no handout."""


@cache
def _library() -> Library:
    return load(REPOSITORY)


def compared(library: Library) -> Iterator[tuple[Edition, Library]]:
    """Sheets of ``handouts compare``, for all readers."""
    for roles in COMPARED:
        for audience in library.audiences:
            yield asked_for(library, Wish(roles, None, audience))
            yield asked_for(library, Wish(roles, "CA", audience))


def _heard(edition: Edition, library: Library) -> tuple[str, list[str]]:
    name = f"{edition.name} ({edition.layout or 'packet'}, {edition.style})"
    try:
        return name, list(findings(make(edition, library, load_fonts()), library))
    except HandoutsError as fault:
        return name, [d.message for d in fault.diagnostics if d.code != "overflow"]


def _built(edition: Edition) -> tuple[str, list[str]]:
    return _heard(edition, _library())


def _styled() -> Iterator[tuple[str, list[str]]]:
    """Each handout once in every other style, and comparisons in all of them."""
    library = _library()
    planned = {(e.handout, e.audience): e for e in plan(Selection(places=("CA", "US")), library)}
    sheets = [(edition, library) for edition in planned.values() if not edition.bind]
    sheets += compared(library)
    for edition, own in sheets:
        for style in own.styles:
            yield _heard(replace(edition, style=style), own)


def main() -> int:
    """Hear all files, print, judge."""
    started = time.perf_counter()
    editions = plan(Selection(), _library())
    with ProcessPoolExecutor(min(os.cpu_count() or 1, 4)) as pool:
        heard = list(pool.map(_built, editions, chunksize=8))
    heard += _styled()
    bad = [(name, found) for name, found in heard if found]
    for name, found in bad:
        print(f"{name}: {'; '.join(found)}", file=sys.stderr)
    print(
        f"{len(editions)} files and {len(heard) - len(editions)} more sheets heard: "
        f"{len(bad)} with a finding; {time.perf_counter() - started:.0f} s"
    )
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
