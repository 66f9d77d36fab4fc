"""Names as people type them, and the names that they may have meant."""

from collections.abc import Iterable, Mapping

from handouts.diagnostics import Diagnostic, UsageError
from handouts.model.library import Library
from handouts.model.records import Audience
from handouts.wording import folded, listed, nearest


def usual_audience(audiences: Mapping[str, Audience], faulty: Iterable[str] = ()) -> str:
    """The audience when none is given: the first with a worksheet; empty if there are no audiences.

    If none has one a faulty audience may: its faults are told rather than another one taken. Else it
    is the first.
    """
    with_worksheet = (name for name, one in audiences.items() if one.worksheet)
    return next(iter((*with_worksheet, *faulty, *audiences)), "")


def one_of(typed: str, kind: str, known: tuple[str, ...]) -> str:
    """The known name that was typed, in any case.

    Raises:
        UsageError: with the names that look like it.
    """
    by_fold = {folded(name): name for name in known}
    found = typed if typed in known else by_fold.get(folded(typed))
    if found is None:
        raise UsageError(unknown(typed, kind, known))
    return found


def role_named(typed: str, library: Library) -> str:
    """The role that is meant: by its slug, its title or one of its aliases, in any case.

    Raises:
        UsageError: with the names that look like it.
    """
    faulty = [slug for kind, slug in library.faulty if kind == "roles"]
    return role_called(typed, library) or one_of(typed, "role", (*library.roles, *faulty))


def role_called(typed: str, library: Library) -> str | None:
    """The role with this slug, title or alias; none when there is none.

    Raises:
        UsageError: when two roles are called so.
    """
    name = folded(typed)
    found = [
        slug
        for slug, role in library.roles.items()
        if name in map(folded, (slug, role.title, *role.aliases))
    ]
    if len(found) > 1 and typed not in found:
        message = f"`{typed}` may be {listed(found)}"
        raise UsageError(Diagnostic("duplicate-alias", message, "Type the name of its file"))
    return typed if typed in found else next(iter(found), None)


def unknown(typed: str, kind: str, known: tuple[str, ...]) -> Diagnostic:
    """The diagnostic for a name that matches nothing."""
    return Diagnostic(
        f"unknown-{kind}", f"there is no {kind} `{typed}`", did_you_mean(typed, kind, known)
    )


def did_you_mean(typed: str, kind: str, known: tuple[str, ...]) -> str:
    """The remedy for a name that matches nothing."""
    near = nearest(typed, known, 3)
    if near:
        return f"Did you mean {listed(near)}?"
    if not known:
        return f"This project has no {kind}s"
    shown = ", ".join(f"`{n}`" for n in known[:12])
    return f"Known are {shown}" + (", …" if len(known) > 12 else "")
