"""What is kept from one edition to the next: results of pure functions, in one way.

Keys are the arguments themselves, by value, so that nothing kept can be mistaken for something else;
every function says how many results it keeps. What editions share, they share with their neighbours in
the plan, which a worker makes one after the other: most bounds hold what some twenty of them ask for,
so that a worker stays small. Of colours, fonts or styles there are few, and their bounds are never met.

``HANDOUTS_CACHES=0`` keeps nothing: the bytes are the same, only later. ``build --profile`` shows how
what is kept was used.
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
    """How often results were found and made anew; how many a process holds, and may hold."""

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
"""What was counted when this process began as a worker: where processes fork, its parent's use."""

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
    """The uses of this process and its workers together, what is made anew most often first."""
    found: dict[str, Use] = {}
    for one in (uses(), *_workers.values()):
        for name, (hits, misses, held, most) in one.items():
            other = found.get(name, Use(0, 0, 0, most))
            found[name] = Use(hits + other.hits, misses + other.misses, max(held, other.held), most)
    return dict(sorted(found.items(), key=lambda item: (-item[1].misses, -item[1].hits)))
