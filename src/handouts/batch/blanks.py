"""Values that were set for a blank and that no sheet would print: refused before anything is made."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace

from handouts.diagnostics import Diagnostic, HandoutsError, UsageError
from handouts.edition import Edition
from handouts.model.library import Library
from handouts.pipeline import said
from handouts.wording import listed


def refuse_unprinted(
    options: Iterable[tuple[str, str]],
    editions: Sequence[Edition],
    library: Library,
    others: Callable[[], Iterable[Edition]],
) -> None:
    """Refuse a value that changes nothing of what the editions say.

    ``others`` are those among which one may be found that prints it: of the same handouts, for every
    audience.

    Raises:
        UsageError: naming who prints it.
    """
    for name, value in options:
        if value.strip() and not any(prints(edition, name, library) for edition in editions):
            raise UsageError(_unprinted(name, editions, _audiences(name, library, others())))


def prints(edition: Edition, name: str, library: Library) -> bool:
    """Whether an edition says something else without its value for a blank.

    One that has a fault is taken to print it: the fault is what its reader has to be told.
    """
    if not any(name in one.options for one in (edition, *edition.bind)):
        return False
    try:
        return said(edition, library) != said(_without(edition, name), library)
    except HandoutsError:
        return True


def _without(edition: Edition, name: str) -> Edition:
    options: Mapping[str, str] = {k: v for k, v in edition.options.items() if k != name}
    return replace(edition, options=options, bind=tuple(_without(e, name) for e in edition.bind))


def _audiences(name: str, library: Library, editions: Iterable[Edition]) -> tuple[str, ...]:
    """For whom it is printed, among one edition of each handout for each audience."""
    found: dict[str, None] = {}
    looked: set[tuple[str, str]] = set()
    for edition in editions:
        key = (edition.audience, edition.handout)
        if key not in looked and edition.audience not in found:
            looked.add(key)
            if prints(edition, name, library):
                found[edition.audience] = None
    return tuple(found)


def _unprinted(name: str, editions: Sequence[Edition], printing: Sequence[str]) -> Diagnostic:
    audiences = tuple(dict.fromkeys(edition.audience for edition in editions))
    handouts = tuple(dict.fromkeys(edition.handout for edition in editions))
    what = listed(handouts, "and", 3)
    return Diagnostic(
        "blank-not-printed",
        f"nothing of {what} for {listed(audiences, 'and', 6)} prints the blank `{name}`",
        f"It is printed for {listed(printing, 'and')}: add `--audience {printing[0]}`, or leave out "
        f"`--set {name}`"
        if printing
        else f"Nobody’s sheet prints it: leave out `--set {name}`, or print it in the layout, such as "
        f"with `fill_in: {{label: …, blank: {name}}}`",
    )
