"""Names that one record uses of others."""

from collections.abc import Collection, Iterable

from handouts.diagnostics import Span
from handouts.load.records.draft import Draft
from handouts.load.records.findings import Findings, RecordKey
from handouts.load.records.reading import WHOLE_FILE
from handouts.wording import listed, quoted, suggestion

_NOUNS = {
    "roles": "role",
    "certifications": "certification",
    "comparisons": "comparison",
    "decisions": "decision",
    "states": "state",
    "audiences": "audience",
    "sources": "source",
    "dimensions": "dimension",
    "layouts": "layout",
    "styles": "style",
    "handouts": "handout",
}

_HOMES = {
    "sources": "Add it to `data/sources.yaml`, or correct the id",
    "dimensions": "Add it to `data/dimensions.yaml`, or correct the name",
    "handouts": "Add it to `handouts.yaml`, or correct the name",
}


_FILES = {"sources": "data/sources.yaml", "dimensions": "data/dimensions.yaml"}


class References:
    """Checks that what is named exists; what exists but is faulty is no fault of who names it."""

    def __init__(self, draft: Draft, findings: Findings) -> None:
        self._known = draft.known
        self._findings = findings

    def check(self, key: RecordKey, kind: str, name: str, place: Span | None) -> bool:
        """Whether a record of the kind exists; else it is noted as the fault of ``key``."""
        known = self._known[kind]
        if name in known:
            return True
        if WHOLE_FILE in known:
            # The file cannot be read, so who names an entry of it shares in that fault.
            self._findings.blame(kind, name, *self._findings.of(kind, WHOLE_FILE))
            return True
        if not known and kind in _FILES:
            self._missing_file(key, kind)
            return False
        noun = _NOUNS[kind]
        remedy = suggestion(name, known, self._otherwise(kind, name))
        self._findings.error(
            key, f"unknown-{noun}", f"there is no {noun} {quoted(name)}", remedy, place
        )
        return False

    def _missing_file(self, key: RecordKey, kind: str) -> None:
        """Said once, however many records need the file: equal diagnostics are shown once."""
        file = _FILES[kind]
        self._findings.error(
            key,
            "missing-file",
            f"there is no {quoted(file)}, and records name {kind} of it",
            "Add the file, with the records that are named",
            Span(file, 1, 1),
        )

    def _otherwise(self, kind: str, name: str) -> str:
        folder = {"layouts": "layouts", "styles": "layouts/styles"}.get(kind, f"data/{kind}")
        home = f"Add `{folder}/{name}.yaml`, or correct the name"
        return _HOMES.get(kind, home)


def check_member(
    key: RecordKey,
    name: str,
    among: Collection[str],
    what: tuple[str, str],
    place: Span | None,
    findings: Findings,
) -> bool:
    """Whether a name is one of a record's own; ``what`` is the code, and what they are."""
    if name in among:
        return True
    code, are = what
    findings.error(
        key,
        code,
        f"{quoted(name)} is not {are}",
        suggestion(name, among, f"Use {listed(among)}, or take it out" if among else "Take it out"),
        place,
    )
    return False


def repeated(names: Iterable[str]) -> list[int]:
    """The places in a list at which something stands again."""
    seen: set[str] = set()
    found = []
    for i, name in enumerate(names):
        if name in seen:
            found.append(i)
        seen.add(name)
    return found
