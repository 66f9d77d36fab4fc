"""One comparison sheet of any roles, now: for the student who is sitting there."""

import time
from dataclasses import replace
from datetime import date
from pathlib import Path

from handouts.batch.blanks import refuse_unprinted
from handouts.batch.findings import gather
from handouts.build.making import Making
from handouts.build.remembered import remember
from handouts.build.report import BuildReport, artifact
from handouts.build.run import relative
from handouts.diagnostics import Diagnostic, HandoutsError, UsageError
from handouts.edition import Edition
from handouts.fonts import load_fonts
from handouts.frozen import dataclass
from handouts.inputs import scan
from handouts.load import load
from handouts.model.base import Text
from handouts.model.library import Library
from handouts.model.records import Comparison, Handout
from handouts.plan import PlaceNames, edition_for, one_of, printed_date
from handouts.plan.names import role_named, usual_audience
from handouts.plan.options import options_by_layout
from handouts.program import today as clock
from handouts.wording import conjunction, within_sentence
from handouts.write import refuse_nowhere

LAYOUT = "comparison-sheet"
"""The layout for roles that a comparison was written for."""

DATA_LAYOUTS = ("side-by-side", "side-by-side-wide")
"""Layouts for any other roles: one for two or three roles, one for four."""

_MANY = 4


@dataclass(frozen=True, slots=True)
class Wish:
    """What is to be compared, for whom and where; ``place`` as typed, ``None`` for the whole."""

    roles: tuple[str, ...]
    place: str | None = None
    audience: str | None = None
    options: tuple[tuple[str, str], ...] = ()
    date: str | None = None
    allow_expired: bool = False
    """Whether a fact may be printed after its own last day."""


def compare(root: Path, wish: Wish, output: Path | None = None) -> BuildReport:
    """Make one comparison sheet; ``output`` is its file, or a folder for it.

    Raises:
        UsageError: on a role, place, audience or blank that does not exist.
        HandoutsError: on a role or audience that has faults.
    """
    started = time.perf_counter()
    when = printed_date(wish.date)
    day = date.fromisoformat(when) if when else clock()
    inputs = scan(root)
    loaded = load(root, day, allow_expired=wish.allow_expired, found=inputs)
    edition, library = asked_for(loaded, wish)
    audiences = (_edition_for(library, edition, one) for one in library.audiences)
    refuse_unprinted(wish.options, (edition,), library, lambda: audiences)
    whole = str(library.project.axis.whole.code).lower() or "all"
    path = _file(root, edition, whole, output)
    edition = replace(edition, path=path.name)
    faults: tuple[Diagnostic, ...] = ()
    try:
        result = Making(path.parent, {})(edition, library, load_fonts())
        status, record, laps = result.status, result.record, result.laps
        faults = result.warnings
        if record is not None:
            faults += remember(root, inputs, record, library)
    except HandoutsError as fault:
        status, record, laps, faults = "failed", None, {}, fault.diagnostics
    where = relative(path.parent, root)
    return BuildReport(
        (artifact(edition, status, record, where),),
        gather((), ((edition.name, faults),)),
        time.perf_counter() - started,
        where,
        laps=laps,
    )


def _edition_for(library: Library, edition: Edition, audience: str) -> Edition:
    """The same sheet for another audience."""
    handout = Handout(layout=Text(edition.layout), subject=Text(edition.subject))
    return edition_for(
        library,
        edition.handout,
        handout,
        audience,
        edition.place,
        edition.language,
        dict(edition.options),
        edition.date,
    )


def asked_for(library: Library, wish: Wish) -> tuple[Edition, Library]:
    """The edition of a wish, and the library with the comparison that it shows.

    Raises:
        UsageError: on a role, place, audience or blank that does not exist.
        HandoutsError: on a role or audience that has faults.
    """
    written = frozenset(library.comparisons)
    slug, library = with_comparison(library, _roles(library, wish.roles))
    layout = _layout(library, slug, written)
    return _edition(library, slug, layout, wish, printed_date(wish.date)), library


def with_comparison(library: Library, roles: tuple[str, ...]) -> tuple[str, Library]:
    """The comparison record of the same roles, or a library with one that has no editorial text."""
    for slug, comparison in library.comparisons.items():
        if set(comparison.roles) == set(roles) and len(comparison.roles) == len(roles):
            return slug, library
    slug = "-or-".join(roles)
    made = Comparison(title=title(library, roles), roles=tuple(Text(r) for r in roles))
    return slug, replace(library, comparisons={**library.comparisons, slug: made})


def title(library: Library, roles: tuple[str, ...]) -> Text:
    """``Welder, electrician or plumber?``."""
    first, *rest = (str(library.roles[role].title) for role in roles)
    names = [first, *map(within_sentence, rest)]
    return Text(f"{conjunction(names, 'or')}?")


def _roles(library: Library, typed: tuple[str, ...]) -> tuple[str, ...]:
    faulty = {slug: faults for (kind, slug), faults in library.faulty.items() if kind == "roles"}
    found = tuple(role_named(name, library) for name in typed)
    faults = [f for slug in found for f in faulty.get(slug, ())]
    if faults:
        raise HandoutsError(*faults)
    if not 2 <= len(set(found)) == len(found) <= 4:
        example = [*dict.fromkeys((*found, *library.roles)), "ROLE", "ROLE"][:2]
        raise UsageError(
            Diagnostic(
                "compare-roles",
                "a comparison takes two to four different roles",
                f"Write for example `handouts compare {' '.join(example)}`",
            )
        )
    return found


def _layout(library: Library, slug: str, written: frozenset[str]) -> str:
    """The layout: without a comparison written for the roles, one of the data alone, if there is one."""
    if slug in written:
        return LAYOUT
    layout = DATA_LAYOUTS[len(library.comparisons[slug].roles) >= _MANY]
    known = layout in library.layouts or ("layouts", layout) in library.faulty
    return layout if known else LAYOUT


def _edition(library: Library, slug: str, layout: str, wish: Wish, when: str | None) -> Edition:
    audience = _audience(library, wish.audience)
    place = PlaceNames(library).one(wish.place) if wish.place else None
    options = options_by_layout(wish.options, (layout,), library)[layout]
    handout = Handout(layout=Text(layout), subject=Text(f"comparisons/{slug}"))
    return edition_for(library, "comparison", handout, audience, place, "en", options, when)


def _audience(library: Library, typed: str | None) -> str:
    faulty = {slug: f for (kind, slug), f in library.faulty.items() if kind == "audiences"}
    known = (*library.audiences, *faulty)
    if typed is None:
        typed = usual_audience(library.audiences, faulty)
    if not typed:
        raise UsageError(
            Diagnostic(
                "unknown-audience",
                "the project has no audience to make a sheet for",
                "Make one with `handouts new audience NAME`",
            )
        )
    found = one_of(typed, "audience", known)
    if found in faulty:
        raise HandoutsError(*faulty[found])
    return found


def _file(root: Path, edition: Edition, whole: str, output: Path | None) -> Path:
    slug = edition.subject.partition("/")[2]
    name = f"{slug}.{edition.place or whole}.{edition.audience}.{edition.language}.pdf"
    if output is None:
        return root / "output" / "custom" / name
    refuse_nowhere(output)
    if output.is_dir() or not output.suffix:
        return output / name
    if output.suffix.lower() != ".pdf":  # it may be a file of the project
        raise UsageError(
            Diagnostic(
                "cannot-write",
                f"cannot write a sheet to `{output}`, which does not end in `.pdf`",
                "Give the file a name that ends in `.pdf`, or name a folder",
            )
        )
    return output
