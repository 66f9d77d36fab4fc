"""What each edition read when it was last composed, kept in ``.state.json``: who read nothing else now is left.

``"reads": [ROW, …]``, first ``[KIND, NAME, DIGEST, {FILE: [LINE, COLUMN, …]}]`` for each record that was
read, then ``[[NUMBER, …]]`` for each set of records, then ``[PATH, SET, KEY, EDITION]``.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import field, replace
from hashlib import blake2b
from pathlib import Path
from typing import Any, Final, NamedTuple

from handouts.build.fingerprints import Fingerprint, Fingerprints
from handouts.build.reads import KINDS, PROJECT, Read
from handouts.build.unchanged import row_of
from handouts.edition import Edition
from handouts.frozen import dataclass
from handouts.write import PrintedFact, Record, compact, read_reads

_HEAD: Final = 16
"""Digits of a key that tell whether a file is that of the reading: more than 10^19 values."""

Places = Mapping[str, Mapping[tuple[int, int], tuple[int, int]]]
"""File → where a text stood, and where it stands; only files in which something moved."""


class Reading(NamedTuple):
    """The set of records that an edition read, the head of its file's key, and a digest of the edition."""

    records: int
    key: str
    edition: str


@dataclass(slots=True)
class Readings:
    """The records that were read, with their fingerprints; sets of them; and the editions that read these."""

    records: dict[tuple[Read, str], tuple[int, Fingerprint]] = field(default_factory=dict)
    sets: dict[tuple[int, ...], int] = field(default_factory=dict)
    editions: dict[str, Reading] = field(default_factory=dict)

    def set_of(self, records: Iterable[tuple[Read, Fingerprint]]) -> int:
        """The number of a set of records."""
        own = tuple(
            self.records.setdefault((read, known.digest), (len(self.records), known))[0]
            for read, known in records
        )
        return self.sets.setdefault(own, len(self.sets))

    def rows(self) -> Iterator[object]:
        """The rows of the state file."""
        for (read, _), (_, known) in self.records.items():
            yield [*read, known.digest, known.places]
        for own in self.sets:
            yield [own]
        for path, reading in self.editions.items():
            yield [path, *reading]


def recalled_readings(folder: Path) -> Readings:
    """What was noted in an output folder; nothing when it cannot be read."""
    found = Readings()
    try:
        for row in read_reads(folder):
            _take(row, found)
    except (OSError, ValueError, TypeError, LookupError, AttributeError):
        return Readings()
    return found


def _take(row: Any, found: Readings) -> None:
    match row:
        case [str(kind), str(name), str(digest), dict(places)]:
            known = Fingerprint(digest, {file: tuple(own) for file, own in places.items()})
            found.records[Read(kind, name), digest] = (len(found.records), known)
        case [list(own)]:
            found.sets[tuple(own)] = len(found.sets)
        case [str(path), int(number), str(key), str(edition)]:
            found.editions[path] = Reading(number, key, edition)
        case _:
            raise ValueError("it is no reading")


def said(edition: Edition) -> str:
    """A digest of an edition itself: what it is, and the row of a table that it is made for."""
    one = edition.recipient
    more = [one.folder, one.digest, sorted(one.faults)] if one is not None else []
    return blake2b(compact([row_of(edition), more]).encode(), digest_size=8).hexdigest()


class Unchanged:
    """The editions that need not be composed: what they read is as it was, if it may have moved."""

    def __init__(self, before: Readings, prints: Fingerprints) -> None:
        self._before = before.editions
        self._prints = prints
        self._sets = list(before.sets)
        self._known = [(read, known) for (read, _), (_, known) in before.records.items()]
        self._same = [self._now(read).digest == known.digest for read, known in self._known]
        self.moved: Places = _moved(
            (known, self._now(read))
            for (read, known), same in zip(self._known, self._same, strict=True)
            if same
        )
        self._holds: dict[int, tuple[Read, ...] | None] = {}
        self._facts: dict[tuple[PrintedFact, ...], tuple[PrintedFact, ...] | None] = {}

    def reads(self, edition: Edition, key: str) -> tuple[Read, ...] | None:
        """What the edition read, if all of it is the same; ``key`` is the content key of its file."""
        reading = self._before.get(edition.path)
        if reading is None or reading.key != key[:_HEAD]:
            return None
        number = reading.records
        if number not in self._holds:
            own = self._sets[number]
            same = all(self._same[n] for n in own)
            self._holds[number] = tuple(self._known[n][0] for n in own) if same else None
        found = self._holds[number]
        return found if found is not None and reading.edition == said(edition) else None

    def placed(self, record: Record) -> Record | None:
        """The record with its facts where they stand now; ``None`` when a place cannot be told."""
        if not self.moved or record.facts is None:
            return record if record.facts is not None else None
        if record.facts not in self._facts:
            self._facts[record.facts] = _placed(record.facts, self.moved)
        facts = self._facts[record.facts]
        return None if facts is None else replace(record, facts=facts)

    def readings(
        self,
        editions: Iterable[Edition],
        reads: Mapping[str, tuple[Read, ...]],
        records: Mapping[str, Record],
    ) -> Readings:
        """What is to be noted now: of these editions what they read, of others what was noted before."""
        found = Readings()
        numbers: dict[tuple[Read, ...], int] = {}
        looked_at = set()
        for edition in editions:
            looked_at.add(edition.path)
            own = reads.get(edition.path)
            if own is not None and edition.path in records:
                if own not in numbers:
                    numbers[own] = found.set_of((read, self._prints.of(read)) for read in own)
                key = records[edition.path].entry.key[:_HEAD]
                found.editions[edition.path] = Reading(numbers[own], key, said(edition))
        for path, reading in self._before.items():
            if path in records and path not in looked_at:
                number = found.set_of(self._known[n] for n in self._sets[reading.records])
                found.editions[path] = reading._replace(records=number)
        return found

    def _now(self, read: Read) -> Fingerprint:
        return self._prints.of(read) if read == PROJECT or read.kind in KINDS else _NOTHING


_NOTHING: Final = Fingerprint("", {})


def _moved(pairs: Iterable[tuple[Fingerprint, Fingerprint]]) -> Places:
    """Where the texts of equal records stood, and stand, in each file in which one of them moved."""
    every: dict[str, dict[tuple[int, int], tuple[int, int]]] = {}
    moved: set[str] = set()
    for old, new in pairs:
        for file, before in old.places.items():
            after = new.places.get(file, ())
            if before != after:
                moved.add(file)
            places = every.setdefault(file, {})
            places.update(zip(_in_twos(before), _in_twos(after), strict=False))
    return {file: every[file] for file in sorted(moved)}


def _in_twos(places: Sequence[int]) -> Iterator[tuple[int, int]]:
    return zip(places[::2], places[1::2], strict=True)


def _placed(facts: tuple[PrintedFact, ...], moved: Places) -> tuple[PrintedFact, ...] | None:
    made = []
    for fact in facts:
        places = moved.get(fact.file)
        if places is not None:
            now = places.get((fact.line, fact.column))
            if now is None:
                return None
            made.append(fact._replace(line=now[0], column=now[1]))
        else:
            made.append(fact)
    return tuple(made)
