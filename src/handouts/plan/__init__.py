"""``Selection`` → the editions to make, each with its path; what matches nothing is refused."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date

from handouts.diagnostics import Diagnostic, HandoutsError, UsageError
from handouts.edition import Edition, Selection
from handouts.model.library import Library
from handouts.model.records import Audience, Handout
from handouts.plan.empty import reasons
from handouts.plan.names import one_of
from handouts.plan.options import options_by_layout
from handouts.plan.paths import edition_path, refuse_clashes
from handouts.plan.places import PlaceNames
from handouts.plan.recipients import for_recipients

__all__ = ["PlaceNames", "edition_for", "left_out", "one_of", "plan", "printed_date"]


def plan(selection: Selection, library: Library) -> tuple[Edition, ...]:
    """The editions in the order of audiences, then places by name, then handouts.

    Raises:
        UsageError: on a name that matches nothing, or when nothing is selected.
        HandoutsError: on a record that was asked for by name and has faults, on an unusable
            output pattern, on two editions with one path.
    """
    handouts = _named(selection.handouts, "handouts", library, tuple(library.project.handouts))
    audiences = _named(selection.audiences, "audiences", library, tuple(library.audiences))
    places = PlaceNames(library)
    wanted = places.wanted(selection.places)
    options = options_by_layout(selection.options, _layouts(library, audiences, handouts), library)
    when = printed_date(selection.date)
    editions = tuple(
        _edition(library, name, record, audience, place, language, options, when)
        for audience in audiences
        for place in _chosen(places.of(library.audiences[audience]), wanted)
        for name, record in _handouts(library, library.audiences[audience], place)
        if name in handouts
        for language in library.project.languages
    )
    if not editions:
        _refuse_empty(selection, library, audiences, handouts, wanted)
    if selection.recipients:
        return for_recipients(editions, selection, library)
    refuse_clashes(editions, library)
    return editions


def _edition(
    library: Library,
    name: str,
    record: Handout,
    audience: str,
    place: str | None,
    language: str,
    options: Mapping[str, dict[str, str]],
    when: str | None,
) -> Edition:
    """An edition of a sheet, or of a packet with its parts; parts not made for each place are for the whole."""
    own = options.get(str(record.layout), {})
    edition = edition_for(library, name, record, audience, place, language, own, when)
    if not record.bind:
        return edition
    bound = ((part, library.project.handouts[str(part)]) for part in record.bind)
    parts = tuple(
        _edition(
            library,
            str(part),
            handout,
            audience,
            place if handout.per_place else None,
            language,
            options,
            when,
        )
        for part, handout in bound
    )
    return replace(
        edition, bind=parts, style=parts[0].style, duplex=library.audiences[audience].duplex
    )


def edition_for(
    library: Library,
    name: str,
    record: Handout,
    audience: str,
    place: str | None,
    language: str,
    options: dict[str, str],
    when: str | None,
) -> Edition:
    """One edition of a handout.

    Raises:
        UsageError: when its layout does not support its style.
    """
    whole = str(library.project.axis.whole.code).lower()
    return Edition(
        handout=name,
        audience=audience,
        place=place,
        language=language,
        layout=str(record.layout),
        subject=str(record.subject),
        style=style_for(library, audience, record),
        path=edition_path(library.project.output, audience, place, name, language, whole),
        options=options,
        date=when,
        recto=record.start == "recto",
    )


def style_for(library: Library, audience: str, handout: Handout) -> str:
    """The handout's style, else the audience's, the layout's or the project's.

    Raises:
        UsageError: when the layout lists the styles that it supports, and not this one.
    """
    layout = str(handout.layout)
    record = library.layouts.get(layout)
    own = handout.style or library.audiences[audience].style
    style = own or (record.style if record else None) or library.project.style
    if record and record.styles and style not in record.styles:
        raise UsageError(
            Diagnostic(
                "unsupported-style",
                f"the layout `{layout}` does not support the style `{style}`",
                f"It supports {', '.join(f'`{s}`' for s in record.styles)}; change `style` of the "
                f"{'handout' if handout.style else f'audience `{audience}`'}, or add it to the layout's `styles`",
                style.span or record.title.span,
            )
        )
    return str(style)


def printed_date(typed: str | None) -> str | None:
    """The date as typed, in ISO 8601.

    Raises:
        UsageError: when it is no date.
    """
    if typed is None:
        return None
    try:
        return date.fromisoformat(typed.strip()).isoformat()
    except ValueError:
        raise UsageError(
            Diagnostic("bad-date", f"`{typed}` is not a date", "Write it as `2026-11-24`")
        ) from None


def left_out(selection: Selection, library: Library) -> tuple[Diagnostic, ...]:
    """Diagnostics for editions that cannot even be planned because an audience or a handout is faulty."""
    found = []
    for kind, chosen in (("audiences", selection.audiences), ("handouts", selection.handouts)):
        for (faulty_kind, slug), faults in library.faulty.items():
            if faulty_kind == kind and (not chosen or slug in chosen):
                place = next((f.span for f in faults if f.span), None)
                found.append(
                    Diagnostic(
                        "left-out",
                        f"nothing was made for the {kind[:-1]} `{slug}`, which has faults",
                        f"Mend the fault at {place}" if place else "Mend its faults",
                        place,
                    )
                )
    return tuple(found)


def _named(
    typed: tuple[str, ...], kind: str, library: Library, known: tuple[str, ...]
) -> tuple[str, ...]:
    """The names as typed, in the project's order; all of them when none was typed."""
    faulty = {slug: faults for (k, slug), faults in library.faulty.items() if k == kind}
    if not typed:
        return known
    series = library.series if kind == "handouts" else {}
    named = [one_of(name, kind[:-1], (*known, *series, *faulty)) for name in typed]
    chosen = {one for name in named for one in series.get(name, (name,))}
    faults = [f for slug in sorted(chosen) for f in faulty.get(slug, ())]
    if faults:
        raise HandoutsError(*faults)
    return tuple(name for name in known if name in chosen)


def _layouts(
    library: Library, audiences: tuple[str, ...], handouts: tuple[str, ...]
) -> tuple[str, ...]:
    """The layouts of the handouts that these audiences get."""
    asked = {str(h) for a in audiences for h in library.audiences[a].handouts}
    known = library.project.handouts
    records = [r for n, r in known.items() if n in handouts and n in asked]
    bound = [known[str(part)] for record in records for part in record.bind]
    return tuple(dict.fromkeys(str(r.layout) for r in (*records, *bound) if r.layout))


def _chosen(
    places: tuple[str, ...], wanted: tuple[str | None, ...] | None
) -> tuple[str | None, ...]:
    """Those of an audience's places that are wanted, ``None`` (the whole) first."""
    has = (None, *places)
    return has if wanted is None else tuple(s for s in has if s in wanted)


def _handouts(
    library: Library, audience: Audience, place: str | None
) -> Iterator[tuple[str, Handout]]:
    """The audience's handouts that have an edition for a place, or one for the whole."""
    national = audience.places == "national"
    for name in dict.fromkeys(str(h) for h in audience.handouts):
        record = library.project.handouts.get(name)
        if record is not None and (not record.per_place or national) == (place is None):
            yield name, record


def _refuse_empty(
    selection: Selection,
    library: Library,
    audiences: tuple[str, ...],
    handouts: tuple[str, ...],
    wanted: tuple[str | None, ...] | None,
) -> None:
    faults = left_out(selection, library)
    if faults:
        raise HandoutsError(*faults)
    why, remedy = reasons(library, audiences, handouts, wanted)
    raise UsageError(Diagnostic("empty-selection", f"nothing to build: {why}", remedy))
