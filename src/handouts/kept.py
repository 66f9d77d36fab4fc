"""What is kept from one edition to the next: results of pure functions, in one way.

Results are found again by the arguments themselves, compared by value, so that none can be mistaken for
another. Every function says how many results it keeps. Editions share most with their neighbours in the
plan, and a worker makes neighbours one after the other. So most bounds hold what some twenty editions ask
for, which keeps a worker small. Colours, fonts and styles are few and never reach their bounds.

``HANDOUTS_CACHES=0`` keeps nothing: the same bytes are made, more slowly. ``build --profile`` shows how
the kept results were used.
"""

import os
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Final, NamedTuple, ParamSpec, Protocol, TypeVar

P = ParamSpec("P")
R = TypeVar("R")
R_co = TypeVar("R_co", covariant=True)

IS_ON: Final = os.environ.get("HANDOUTS_CACHES") != "0"
"""Read once, as the process starts."""


class Use(NamedTuple):
    """How often results were found or made anew, and how many a process holds and may hold."""

    hits: int
    misses: int
    held: int
    most: int


class _Info(Protocol):
    @property
    def hits(self) -> int: ...
    @property
    def misses(self) -> int: ...
    @property
    def currsize(self) -> int: ...


_functions: dict[str, tuple[Callable[[], _Info], int]] = {}
_before: dict[str, Use] = {}
"""The counts when this process began as a worker: a forked process inherits those of its parent."""

_workers: dict[int, Mapping[str, Use]] = {}


def kept(*, most: int) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Keep the results of a pure function for its ``most`` last sets of arguments."""

    def keep(function: Callable[P, R]) -> Callable[P, R]:
        if not IS_ON:
            return function
        keeping = lru_cache(maxsize=most)(function)
        name = f"{function.__module__.removeprefix('handouts.')}.{function.__qualname__}"
        _functions[name] = (keeping.cache_info, most)
        return keeping  # type: ignore[return-value]  # it takes what the function takes

    return keep


def uses() -> Mapping[str, Use]:
    """How the results of each function were used by this process so far."""
    found = {}
    for name, (info, most) in _functions.items():
        hits, misses, held = info().hits, info().misses, info().currsize
        before = _before.get(name, Use(0, 0, 0, most))
        found[name] = Use(hits - before.hits, misses - before.misses, held, most)
    return found


def begin_as_worker() -> None:
    """Count from here on."""
    _before.update(uses())


def note_worker(process: int, its_uses: Mapping[str, Use]) -> None:
    """Note what a worker has counted so far."""
    _workers[process] = its_uses


def uses_of_all() -> Mapping[str, Use]:
    """The uses of this process and its workers together, the most often recomputed first."""
    found: dict[str, Use] = {}
    for one in (uses(), *_workers.values()):
        for name, (hits, misses, held, most) in one.items():
            other = found.get(name, Use(0, 0, 0, most))
            found[name] = Use(hits + other.hits, misses + other.misses, max(held, other.held), most)
    return dict(sorted(found.items(), key=lambda item: (-item[1].misses, -item[1].hits)))
