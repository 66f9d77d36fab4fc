"""The canonical text of a composed document: its content without the places where it was written.

The key of an edition is a digest of this text, so a line that moves in a data file rebuilds nothing.
"""

import datetime as dt
import json
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from operator import attrgetter
from types import MappingProxyType
from typing import Final

from handouts.kept import kept

UNCOUNTED: Final[Mapping[str, bool]] = MappingProxyType({"counts": False})
"""Metadata of a field that changes no byte of a file: places, dates, warnings."""


def canonical(value: object) -> str:
    """A document, or any of its parts, as JSON: the name of each record, then the values that count."""
    return _ENCODER.encode(value)


def _values(value: object) -> object:
    if isinstance(value, dt.date):
        return value.isoformat()
    kind = type(value)
    if not is_dataclass(kind):
        raise TypeError(f"a document holds no {kind.__name__}")
    return [kind.__name__, *_counted(kind)(value)]


@kept(most=128)  # more kinds of record than a document has
def _counted(kind: type) -> Callable[[object], tuple[object, ...]]:
    assert is_dataclass(kind)
    names = [field.name for field in fields(kind) if field.metadata.get("counts", True)]
    if len(names) > 1:
        return attrgetter(*names)
    return lambda value: tuple(getattr(value, name) for name in names)


_ENCODER: Final = json.JSONEncoder(separators=(",", ":"), check_circular=False, default=_values)
