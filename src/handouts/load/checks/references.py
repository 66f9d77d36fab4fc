"""Names that one record uses of others."""

from collections.abc import Collection, Iterable

from handouts.diagnostics import Span
from handouts.images.icons import ICONS, STEMS_OF_T
from handouts.load.records.draft import Draft
from handouts.load.records.findings import Findings, RecordKey
from handouts.load.records.reading import WHOLE_FILE
from handouts.model.base import Record, Text
from handouts.model.library import HANDOUTS, RECORD_KINDS, RecordKind
from handouts.wording import listed, quoted, suggestion

_KINDS = {kind.name: kind for kind in (*RECORD_KINDS, HANDOUTS)}


class References:
    """Checks that named records exist; to name a record that exists but is faulty is no fault."""

    def __init__(self, draft: Draft, findings: Findings) -> None:
        self._known = draft.known
        self._findings = findings

    def check(self, key: RecordKey, kind: str, name: str, place: Span | None) -> None:
        """Note a fault of the record ``key`` if there is no record of this name."""
        known, noun = self._known[kind], _KINDS[kind].noun
        if name in known:
            return
        if WHOLE_FILE in known:
            # The file cannot be read, so every record that names an entry of it shares that fault.
            self._findings.blame(kind, name, *self._findings.of(kind, WHOLE_FILE))
        elif not known and _KINDS[kind].in_one_file and kind != HANDOUTS.name:
            self._missing_file(key, _KINDS[kind])
        else:
            self._findings.error(
                key,
                f"unknown-{noun}",
                f"there is no {noun} {quoted(name)}",
                suggestion(name, known, _adding(_KINDS[kind], name)),
                place,
            )

    def _missing_file(self, key: RecordKey, kind: RecordKind[Record]) -> None:
        """One fault, however many records need the file: equal diagnostics are shown once."""
        self._findings.error(
            key,
            "missing-file",
            f"there is no {quoted(kind.home)}, and records name {kind.name} of it",
            "Add the file, with the records that are named",
            Span(kind.home, 1, 1),
        )


def _adding(kind: RecordKind[Record], name: str) -> str:
    what = f"it to `{kind.home}`" if kind.in_one_file else f"`{kind.home}/{name}.yaml`"
    return f"Add {what}, or correct the {kind.called}"


def check_references(draft: Draft, references: References) -> None:
    """Check every name in a field that its model marks as a reference."""
    for entry in draft.entries():
        for kind, name, path in entry.references:
            if kind in {ICONS, STEMS_OF_T}:
                continue  # pictures of the program, or files that are no records: see check_pictures
            place = name.span if isinstance(name, Text) else entry.place(*path)
            references.check(entry.key, kind, name, place)


def check_member(
    key: RecordKey,
    name: str,
    among: Collection[str],
    what: tuple[str, str],
    place: Span | None,
    findings: Findings,
) -> None:
    """Refuse a name that is not ``among`` a record's own; ``what`` is the code, and what these are."""
    if name not in among:
        code, are = what
        otherwise = f"Use {listed(among)}, or take it out" if among else "Take it out"
        remedy = suggestion(name, among, otherwise)
        findings.error(key, code, f"{quoted(name)} is not {are}", remedy, place)


def repeated(names: Iterable[str]) -> list[int]:
    """The places in a list at which a name is repeated."""
    seen: set[str] = set()
    found = []
    for i, name in enumerate(names):
        if name in seen:
            found.append(i)
        seen.add(name)
    return found
