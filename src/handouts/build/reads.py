"""What an edition reads of the library: its records are watched while it is composed.

An edition whose records are the same as before says the same, and need not be composed to know it.
"""

from collections import Counter
from collections.abc import ItemsView, Iterator, KeysView, Mapping, ValuesView
from dataclasses import replace
from typing import Any, Final, NamedTuple, TypeVar

from handouts.model.library import Library

ALL: Final = "*"
"""Stands for all records of a kind, in their order; no record is called so."""

KINDS: Final = (
    "roles", "comparisons", "decisions", "places", "audiences", "sources", "dimensions", "layouts",
    "styles", "wages", "certifications", "collections", "marks",
)  # fmt: skip
"""The mappings of a library that editions read; every edition rests on what else is in it."""


class Read(NamedTuple):
    """A record that was read, or asked for and not there; ``ALL`` where a kind was gone through."""

    kind: str
    name: str


K = TypeVar("K", bound=str | tuple[str, str])
V = TypeVar("V")


class Watched(Mapping[K, V]):
    """The records of a kind; it notes which are asked for."""

    __slots__ = ("_kind", "_records", "_seen")

    def __init__(self, kind: str, records: Mapping[K, V], seen: set[Read]) -> None:
        self._kind = kind
        self._records = records
        self._seen = seen

    def __getitem__(self, name: K) -> V:
        self._seen.add(Read(self._kind, name_of(name)))
        return self._records[name]

    def get(self, name: Any, default: Any = None) -> Any:
        """The record, else the default; that it is not there is noted too."""
        self._seen.add(Read(self._kind, name_of(name)))
        return self._records.get(name, default)

    def __contains__(self, name: object) -> bool:
        self._seen.add(Read(self._kind, name_of(name)))
        return name in self._records

    def __iter__(self) -> Iterator[K]:
        return iter(self._whole())

    def __len__(self) -> int:
        return len(self._whole())

    def keys(self) -> KeysView[K]:
        """All names: the whole kind is noted, here as below."""
        return self._whole().keys()

    def values(self) -> ValuesView[V]:
        """All records."""
        return self._whole().values()

    def items(self) -> ItemsView[K, V]:
        """All names and records."""
        return self._whole().items()

    def _whole(self) -> Mapping[K, V]:
        self._seen.add(Read(self._kind, ALL))
        return self._records


def name_of(key: object) -> str:
    """The name of a record by its key: ``31-9092/CA`` of a wage, else its slug."""
    return "/".join(key) if isinstance(key, tuple) else str(key)


def watched(library: Library) -> tuple[Library, set[Read]]:
    """The library, and the set that grows as its records are read."""
    seen: set[Read] = set()
    kinds = {kind: Watched(kind, getattr(library, kind), seen) for kind in KINDS}
    return replace(library, **kinds), seen  # type: ignore[arg-type]


PROJECT: Final = Read("project", "")
"""What every edition rests on: the program, ``handouts.yaml``, the days of the sources, and files that are no records."""


_MOST: Final = 200
"""Records of a kind that are noted one by one. A chart on the axis of all places reads a row of wages for each of
them: of 3,000 counties, each with its sheets, the lists alone would be millions of names."""


def read_once(seen: set[Read]) -> tuple[Read, ...]:
    """What was read, in order; of a kind that was gone through, or of which much was read, no single record."""
    count = Counter(read.kind for read in seen)
    whole = {read.kind for read in seen if read.name == ALL or count[read.kind] > _MOST}
    single = (read for read in seen if read.kind not in whole)
    return (PROJECT, *sorted([*single, *(Read(kind, ALL) for kind in whole)]))
