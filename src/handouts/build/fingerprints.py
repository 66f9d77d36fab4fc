"""The content of records as digests, and the places of their texts.

Two records of one fingerprint say the same, whatever lines they stand on.
"""

import io
import pickle
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from hashlib import blake2b
from operator import attrgetter
from typing import Any, Final, NamedTuple

from handouts.build.reads import ALL, PROJECT, Read, name_of
from handouts.diagnostics import Diagnostic, Span
from handouts.fonts import load_fonts
from handouts.kept import kept
from handouts.model.base import Fact, Record, Text
from handouts.model.library import EXPIRED, Library
from handouts.model.records import Source
from handouts.model.records.collections import Collected
from handouts.model.wages import Figure
from handouts.program import program_digest

_BYTES: Final = 12
"""Of a digest: that two of a million records share one has odds of 1 to 10^17."""


class Fingerprint(NamedTuple):
    """The digest of a record's content, and where its texts stand: file by file lines and columns in turn."""

    digest: str
    places: Mapping[str, tuple[int, ...]]


class Fingerprints:
    """The fingerprints of a library, each taken when it is asked for."""

    def __init__(self, library: Library, others: Mapping[str, str]) -> None:
        """``others``: digests of the project's files that are no records, such as pictures, by path."""
        self._library = library
        self._others = others
        self._known: dict[Read, Fingerprint] = {}
        self._faults: dict[str, dict[str, tuple[Diagnostic, ...]]] = {}
        for (kind, name), found in library.faulty.items():
            self._faults.setdefault(kind, {})[name] = found

    def of(self, read: Read) -> Fingerprint:
        """The fingerprint of what was read; where there is no record, of its faults, if there are any."""
        found = self._known.get(read)
        if found is None:
            found = self._known[read] = self._taken(read)
        return found

    def _taken(self, read: Read) -> Fingerprint:
        if read == PROJECT:
            return self._project()
        records: Mapping[Any, object] = getattr(self._library, read.kind)
        faults = self._faults.get(read.kind, {})
        if read.name != ALL:
            key = tuple(read.name.split("/")) if read.kind == "wages" else read.name
            return _print_of(records.get(key), _said(faults.get(read.name, ())))
        each = [(name, self.of(Read(read.kind, name))) for name in map(name_of, records)]
        places: dict[str, tuple[int, ...]] = {}
        for _, one in each:
            for file, own in one.places.items():
                places[file] = places.get(file, ()) + own
        digests = [(name, one.digest) for name, one in each]
        whole = _print_of(digests, [(name, _said(found)) for name, found in sorted(faults.items())])
        return Fingerprint(whole.digest, places)

    def _project(self) -> Fingerprint:
        library = self._library
        faults = [
            (kind, name, _said(found))
            for kind in ("project", EXPIRED)
            for name, found in sorted(self._faults.get(kind, {}).items())
        ]
        of_all_wages = _said(self._faults.get("wages", {}).get("", ()))
        rest = (
            program_digest(),
            load_fonts().digest,
            sorted(self._others.items()),
            sorted(library.ages.months.items()),
            library.areas,
            library.place_names,
            [(slug, _days_of(one)) for slug, one in library.sources.items()],
            faults,
            of_all_wages,
        )
        return _print_of(library.project, rest)


def _days_of(source: Source) -> tuple[str, ...]:
    """What the age of every fact, and the day of every sheet, may rest on."""
    return (str(source.kind), str(source.checked), str(source.published))


def _said(faults: tuple[Diagnostic, ...]) -> list[str]:
    return [f"{fault.code} {fault.message} {fault.remedy}" for fault in faults]


def _print_of(record: object, rest: object) -> Fingerprint:
    places: dict[str, list[int]] = {}
    written = io.BytesIO()
    _Writer(written, places).dump((record, rest))
    digest = blake2b(written.getbuffer(), digest_size=_BYTES).hexdigest()
    return Fingerprint(digest, {file: tuple(own) for file, own in places.items()})


class _Writer(pickle.Pickler):
    """Writes values as bytes that are equal for equal values; nothing ever reads them back.

    A pickler walks through lists, mappings and texts in C, and asks here only about what is the
    project's own.
    """

    def __init__(self, file: io.BytesIO, places: dict[str, list[int]]) -> None:
        super().__init__(file, protocol=5)
        self.fast = True  # or objects that are met twice would be written otherwise than equal ones
        self._places = places

    def reducer_override(self, value: Any) -> Any:
        """What stands for a value: the name of its kind, and its parts; ``str`` is only a mark."""
        kind = type(value)
        if issubclass(kind, Text):
            return str, (kind.__name__, str(value), self._note(value.span))
        if kind is Figure:
            fact = value.fact
            text = fact.text
            return str, (value.marker, value.sign, str(text), self._note(text.span), _basis(fact))
        if issubclass(kind, Record):
            # of some, what is left out means something else
            given = sorted(value.__pydantic_fields_set__)
            return str, (kind.__name__, given, _values(kind)(value), value.__pydantic_extra__)
        if kind is Span:
            return str, (self._note(value),)
        if kind is Collected:
            faults = _said(value.faults)
            return str, (value.collection, value.records, faults)
        if is_dataclass(kind):
            return str, (kind.__name__, _values(kind)(value))
        return NotImplemented

    def _note(self, span: Span | None) -> str:
        """The file of a place; that is content, as it tells how old a fact may be."""
        if span is None:
            return ""
        places = self._places.get(span.file)
        if places is None:
            places = self._places[span.file] = []
        places += (span.line, span.column)
        return span.file


@kept(most=256)  # more kinds than a library has
def _values(kind: type) -> Callable[[object], object]:
    if issubclass(kind, Record):
        names = list(kind.model_fields)
    else:
        assert is_dataclass(kind)
        names = [field.name for field in fields(kind) if field.repr or field.compare]
    return attrgetter(*names) if names else lambda _: ()


_BASIS: Final = attrgetter(*(name for name in Fact.model_fields if name != "text"))


@kept(most=64)
def _worded(rest: tuple[object, ...]) -> str:
    return repr(rest)


def _basis(fact: Fact) -> str:
    """What a figure rests on; the thousand figures of a release share it."""
    return _worded(_BASIS(fact))
