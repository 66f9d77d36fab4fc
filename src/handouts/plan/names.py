"""Names as people type them, and the names that they may have meant."""

import difflib
import re
import unicodedata
from collections.abc import Iterable
from typing import Final

from handouts.diagnostics import Diagnostic, UsageError


def folded(text: str) -> str:
    """A name without case, accents, spaces and punctuation: ``D.C.`` and ``dc`` are one."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.sub(r"[^0-9a-z]+", "", plain.casefold())


USUAL_AUDIENCE: Final = "advisor"


def usual_audience(known: Iterable[str]) -> str:
    """For whom something is made when nobody says so: advisors, else the first; empty for none."""
    names = tuple(known)
    return USUAL_AUDIENCE if USUAL_AUDIENCE in names else next(iter(names), "")


def nearest(typed: str, known: Iterable[str], count: int = 3) -> tuple[str, ...]:
    """The known names that look most like what was typed, best first."""
    by_fold = {folded(name): name for name in known}
    key = folded(typed)
    starting = [n for f, n in by_fold.items() if len(key) > 2 and f.startswith(key)]
    like = [by_fold[f] for f in difflib.get_close_matches(key, by_fold, count, 0.68)]
    return tuple(dict.fromkeys((*like, *starting)))[:count]


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


def unknown(typed: str, kind: str, known: tuple[str, ...]) -> Diagnostic:
    """The diagnostic for a name that matches nothing."""
    return Diagnostic(
        f"unknown-{kind}", f"there is no {kind} `{typed}`", did_you_mean(typed, kind, known)
    )


def did_you_mean(typed: str, kind: str, known: tuple[str, ...]) -> str:
    """The remedy for a name that matches nothing."""
    near = nearest(typed, known)
    if near:
        return f"Did you mean {either(near)}?"
    if not known:
        return f"This project has no {kind}s"
    shown = ", ".join(f"`{n}`" for n in known[:12])
    return f"Known are {shown}" + (", …" if len(known) > 12 else "")


def either(names: tuple[str, ...]) -> str:
    """Names as alternatives: ```a`, `b` or `c```."""
    quoted = [f"`{n}`" for n in names]
    return quoted[0] if len(quoted) == 1 else f"{', '.join(quoted[:-1])} or {quoted[-1]}"
