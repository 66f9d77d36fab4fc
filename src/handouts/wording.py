"""How messages quote, list and suggest."""

import difflib
import re
import unicodedata
from collections.abc import Iterable
from itertools import islice

from handouts.kept import kept

_ALIKE = 0.66
"""A name is suggested if it shares this much of its letters with the typed one: `aks` shares two of three
with `ask`. difflib's own 0.6 suggests more names that nobody meant."""

_LONGEST_COMPARED = 200
"""Characters of a name that is compared: the time grows with the product of both lengths."""

_LONGEST_QUOTE = 60
"""Characters of a quotation: a message stays on one line of a terminal."""

_MOST_COMPARED = 500
"""Names that are searched for a suggestion: comparing takes a millisecond for a hundred names, and a
project can have many faults."""


def quoted(text: str) -> str:
    """What was typed, in backticks, shortened to one line."""
    printable = text.encode("utf-8", "replace").decode()
    line = " ".join(printable.replace("`", "'").split())
    if len(line) > _LONGEST_QUOTE:
        line = f"{line[: _LONGEST_QUOTE - 1]}…"
    return f"`{line}`"


def conjunction(values: Iterable[object], word: str = "and") -> str:
    """Words in a row: ``one``, ``one and two``, ``one, two and three``."""
    words = [str(v) for v in values]
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {word} {words[-1]}"


def listed(names: Iterable[str], last: str = "or", limit: int = 12) -> str:
    """Names in backticks: ``a``, ``b`` or ``c``; beyond the limit, how many more."""
    all_names = list(names)
    shown = [quoted(n) for n in all_names[:limit]]
    if len(all_names) > limit:
        return f"{', '.join(shown)} and {len(all_names) - limit} more"
    return conjunction(shown, last)


def suggestion(name: str, known: Iterable[str], otherwise: str) -> str:
    """``Did you mean …?`` with the nearest known name, else what to do instead."""
    near = nearest(name, islice(known, _MOST_COMPARED), 1)
    return f"Did you mean `{near[0]}`?" if near else otherwise


def nearest(name: str, known: Iterable[str], most: int) -> tuple[str, ...]:
    """The known names that look most like the one written, best first."""
    by_fold = {folded(n): n for n in known}
    near = _nearest(folded(name[:_LONGEST_COMPARED]), tuple(by_fold), most)
    return tuple(by_fold[f] for f in near)


@kept(most=4_096)
def _nearest(name: str, known: tuple[str, ...], most: int) -> tuple[str, ...]:
    beginning = (k for k in known if len(name) > 2 and k.startswith(name))
    alike = difflib.get_close_matches(name, known, most, _ALIKE)
    return tuple(dict.fromkeys((*alike, *beginning)))[:most]


def folded(text: str) -> str:
    """A name without case, accents, spaces and punctuation: ``D.C.`` and ``dc`` are one."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.sub(r"[^0-9a-z]+", "", plain.casefold())


def within_sentence(title: str) -> str:
    """A title within a sentence: ``EKG technician`` keeps its capitals."""
    return title if title[1:2].isupper() else title[:1].lower() + title[1:]
