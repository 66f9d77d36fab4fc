"""The canonical text of a document: the ``repr`` of its parts, which an edition's key digests."""

from collections.abc import Callable, Iterable
from dataclasses import fields, is_dataclass
from operator import attrgetter


def write_plainly(kinds: Iterable[object]) -> None:
    """Give records the ``repr`` of their fields' values, without names.

    It is what ``dataclass`` makes, but for the names and for its guard against records that hold
    themselves, which frozen ones cannot; that costs three times as much. Records with one of their
    own keep it.
    """
    for kind in kinds:
        if isinstance(kind, type) and is_dataclass(kind) and not _has_its_own(kind):
            names = [field.name for field in fields(kind) if field.repr]
            setattr(kind, "__repr__", _plain(kind.__name__, attrgetter(*names)))  # noqa: B010


def _has_its_own(kind: type) -> bool:
    return not hasattr(kind.__repr__, "__wrapped__")


def _plain(name: str, values: Callable[[object], object]) -> object:
    def written(self: object) -> str:
        return f"{name}{values(self)!r}"

    return written
