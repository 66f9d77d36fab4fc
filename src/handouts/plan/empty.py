"""Why a selection is empty, said so that it can be mended."""

from handouts.model.library import Library
from handouts.model.records.places import PlaceAxis
from handouts.plan.places import PlaceNames


def reasons(
    library: Library,
    audiences: tuple[str, ...],
    handouts: tuple[str, ...],
    wanted: tuple[str | None, ...] | None,
) -> tuple[str, str]:
    """Why nothing is selected, and the remedy."""
    if not library.audiences or not library.project.handouts:
        missing = "audiences" if library.project.handouts else "handouts"
        return f"the project has no {missing}", "`handouts init DIR` makes a project to start from"
    named = ", ".join(f"`{a}`" for a in audiences)
    records = [library.audiences[a] for a in audiences]
    has = dict.fromkeys(str(h) for r in records for h in r.handouts)
    if not set(has) & set(handouts):
        asked = ", ".join(f"`{h}`" for h in handouts)
        listed = ", ".join(f"`{h}`" for h in has) or "none"
        return (
            f"{named} {_do(audiences)} not get {asked}",
            f"Add it to the audience's `handouts`; listed there: {listed}",
        )
    axis = library.project.axis
    if wanted == (None,):
        return (
            f"{named} {_have(audiences)} no edition of that for {_whole(axis)}",
            f"Name a {axis.kind} with `--place`, or leave it out",
        )
    if all(r.places == "national" for r in records):
        return (
            f"{named} {_have(audiences)} editions for {_whole(axis)} only",
            f"Leave out `--place`, or write `--place {axis.whole.code}`",
        )
    return _by_place(library, named, audiences, wanted)


def _by_place(
    library: Library,
    named: str,
    audiences: tuple[str, ...],
    wanted: tuple[str | None, ...] | None,
) -> tuple[str, str]:
    places, axis = PlaceNames(library), library.project.axis
    has = dict.fromkeys(c for a in audiences for c in places.of(library.audiences[a]))
    names = [places.name(code) for code in wanted or ()]
    shown = ", ".join(names[:3]) + (", …" if len(names) > 3 else "")
    if not set(has) & set(wanted or ()):
        listed = ", ".join(code.upper() for code in has)
        return (
            f"{named} {_have(audiences)} no editions for {shown}",
            f"Its {axis.many} are {listed}" if has else f"Add {axis.many} to the audience",
        )
    return (
        f"these handouts have editions for {_whole(axis)} only",
        f"Leave out `--place`, or write `--place {axis.whole.code}`",
    )


def _whole(axis: PlaceAxis) -> str:
    return axis.whole.in_sentence or "all together"


def _do(names: tuple[str, ...]) -> str:
    return "does" if len(names) == 1 else "do"


def _have(names: tuple[str, ...]) -> str:
    return "has" if len(names) == 1 else "have"
