"""Equal texts and facts as one object: ten thousand records say much the same."""

from collections.abc import Hashable
from dataclasses import replace
from typing import Any, TypeVar

from handouts.write.record import Entry, Record

H = TypeVar("H", bound=Hashable)


class Interner:
    """The values met so far; an equal value from a worker or a file becomes the same object."""

    def __init__(self) -> None:
        self._known: dict[Any, Any] = {}

    def one(self, value: H) -> H:
        """The equal value that was met first."""
        found: H = self._known.setdefault(value, value)
        return found

    def all(self, values: tuple[H, ...]) -> tuple[H, ...]:
        """The equal tuple that was met first, made of values that were met first."""
        found: tuple[H, ...] | None = self._known.get(values)
        if found is None:
            found = tuple(map(self.one, values))
            self._known[found] = found
        return found

    def record(self, record: Record, path: str, before: Record | None = None) -> Record:
        """The record under this path; it shares equal values with the record ``before``."""
        facts = None if record.facts is None else self.all(record.facts)
        if before is not None and before.entry == record.entry:
            entry = before.entry
        else:
            entry = self._entry(record.entry, path)
        return replace(record, entry=entry, facts=facts, dropped=self.all(record.dropped))

    def _entry(self, entry: Entry, path: str) -> Entry:
        """The entry under this path; its texts, except path and digests, are those that were met first."""
        one = self.one
        return replace(
            entry,
            path=path,
            handout=one(entry.handout),
            audience=one(entry.audience),
            place=one(entry.place),
            language=one(entry.language),
            fit=one(entry.fit),
            expires=one(entry.expires),
            table=one(entry.table),
        )
