"""How messages quote, list and suggest."""

import difflib
from collections.abc import Iterable
from itertools import islice

from handouts.kept import kept

_LONGEST_QUOTE = 60
"""Characters: a message stays one line of a terminal."""

_MOST_COMPARED = 500
"""Names among which the nearest is looked for; comparing takes a millisecond each hundred."""


def quoted(text: str) -> str:
    """What was typed, in backticks, shortened to one line."""
    printable = text.encode("utf-8", "replace").decode()
    line = " ".join(printable.replace("`", "'").split())
    if len(line) > _LONGEST_QUOTE:
        line = f"{line[: _LONGEST_QUOTE - 1]}…"
    return f"`{line}`"


def listed(names: Iterable[str], last: str = "or", limit: int = 12) -> str:
    """Names in backticks: ``a``, ``b`` or ``c``; beyond the limit, how many more."""
    all_names = list(names)
    shown = [quoted(n) for n in all_names[:limit]]
    if len(all_names) > limit:
        return f"{', '.join(shown)} and {len(all_names) - limit} more"
    if len(shown) < 2:
        return "".join(shown)
    return f"{', '.join(shown[:-1])} {last} {shown[-1]}"


def suggestion(name: str, known: Iterable[str], otherwise: str) -> str:
    """``Did you mean …?`` with the nearest known name, else what to do instead."""
    near = nearest(name, known)
    return otherwise if near is None else f"Did you mean `{near}`?"


def nearest(name: str, known: Iterable[str]) -> str | None:
    """The known name that was probably meant, capitals apart; none where none is near."""
    folded = {n.lower(): n for n in islice(known, _MOST_COMPARED)}
    near = _nearest(name.strip().lower()[:200], tuple(folded))
    return folded[near[0]] if near else None


@kept(most=4_096)
def _nearest(name: str, known: tuple[str, ...]) -> list[str]:
    return difflib.get_close_matches(name, known, 1)
