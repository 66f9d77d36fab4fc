"""Why a selection is empty, said so that it can be mended."""

from handouts.model.library import Library
from handouts.plan.states import States


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
    if wanted == (None,):
        return (
            f"{named} {_have(audiences)} no national editions of that",
            "Name a state, such as `--state CA`, or leave out `--state`",
        )
    if all(r.states == "national" for r in records):
        return (
            f"{named} {_have(audiences)} national editions only",
            "Leave out `--state`, or write `--state US`",
        )
    return _by_state(library, named, audiences, wanted)


def _by_state(
    library: Library,
    named: str,
    audiences: tuple[str, ...],
    wanted: tuple[str | None, ...] | None,
) -> tuple[str, str]:
    states = States(library)
    has = dict.fromkeys(c for a in audiences for c in states.of(library.audiences[a]))
    names = [states.name(code) for code in wanted or ()]
    shown = ", ".join(names[:3]) + (", …" if len(names) > 3 else "")
    if not set(has) & set(wanted or ()):
        listed = ", ".join(code.upper() for code in has)
        return (
            f"{named} {_have(audiences)} no editions for {shown}",
            f"Its states are {listed}" if has else "Add states to the audience",
        )
    return (
        "these handouts have national editions only",
        "Leave out `--state`, or write `--state US`",
    )


def _do(names: tuple[str, ...]) -> str:
    return "does" if len(names) == 1 else "do"


def _have(names: tuple[str, ...]) -> str:
    return "has" if len(names) == 1 else "have"
