"""Equal texts and lists of facts as one object: ten thousand records say much the same."""

from dataclasses import replace

from handouts.write.record import Entry, Record


class Interner:
    """What was met so far; records that came from a worker or a file share it from then on."""

    def __init__(self) -> None:
        self._texts: dict[str, str] = {}
        self._lists: dict[tuple[str, ...], tuple[str, ...]] = {}

    def text(self, text: str) -> str:
        """The text that was met first."""
        return self._texts.setdefault(text, text)

    def list(self, texts: tuple[str, ...]) -> tuple[str, ...]:
        """The list that was met first, of texts that were."""
        found = self._lists.get(texts)
        if found is None:
            found = tuple(map(self.text, texts))
            self._lists[found] = found
        return found

    def record(self, record: Record, path: str, before: Record | None = None) -> Record:
        """The record under this path; what it has in common with the one ``before``, with that."""
        facts = None if record.facts is None else self.list(record.facts)
        if before is not None and before.entry == record.entry:
            entry = before.entry
        else:
            entry = self._entry(record.entry, path)
        return replace(record, entry=entry, facts=facts, dropped=self.list(record.dropped))

    def _entry(self, one: Entry, path: str) -> Entry:
        text = self.text
        return replace(
            one,
            path=path,
            handout=text(one.handout),
            audience=text(one.audience),
            state=one.state and text(one.state),
            language=text(one.language),
            fit=text(one.fit),
            expires=one.expires and text(one.expires),
            table=text(one.table),
        )
