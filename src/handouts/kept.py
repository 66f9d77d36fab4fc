"""What is kept from one edition to the next: results of pure functions, in one way.

Keys are the arguments themselves, by value, so that nothing kept can be mistaken for something else;
every function says how many results it keeps. ``HANDOUTS_CACHES=0`` keeps nothing: the bytes are the
same, only later.
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
    """How a function's kept results were used: found, made anew, there now, at most there."""

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
    found = {name: (info(), most) for name, (info, most) in _functions.items()}
    return {name: Use(i.hits, i.misses, i.currsize, most) for name, (i, most) in found.items()}
