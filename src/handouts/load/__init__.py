"""YAML and CSV → ``Library``; what was read before and has not changed since is taken from the store.

What reading takes is imported when something is read: the store needs none of it.
"""

from datetime import date
from pathlib import Path

from handouts.inputs import Scan, scan
from handouts.load.stored import place_of, store, stored
from handouts.model.library import Library


def load(
    root: Path,
    today: date | None = None,
    *,
    allow_expired: bool = False,
    found: Scan | None = None,
) -> Library:
    """Read and cross-check a project; records with faults are left out and reported.

    Without ``today`` nothing is checked for being out of date. A fact past its own last day keeps the
    editions that print it from being made, unless it is allowed. ``found`` is what the folders hold, where
    that is known already.

    Raises:
        ProjectError: when ``handouts.yaml`` is missing or faulty; it carries the errors of all
            other files too.
    """
    root = Path(root)
    found = found or scan(root)
    place = place_of(root, today, allow_expired=allow_expired, found=found)
    library = stored(root, place) if place else None
    if library is not None:
        return library
    from handouts.load.whole import read

    library = read(root, today, allow_expired=allow_expired)
    if place and scan(root) == found:  # nothing was changed while it was read
        store(library, place)
    return library
