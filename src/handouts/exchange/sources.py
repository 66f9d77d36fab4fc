"""The record that an import leaves in ``data/sources.yaml``: release, origin, licence, credit."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from handouts.exchange.proposal import Change, FileChange
from handouts.exchange.yaml_files.edits import read_tree, with_tree
from handouts.exchange.yaml_files.writing import Tree

FILE = "data/sources.yaml"
MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September",
          "October", "November", "December")  # fmt: skip
"""As dates of sources are written: ``May 2025``."""

_COPY = re.compile("third[- ]part", re.IGNORECASE)
_HEAD = "# Where every fact comes from."


@dataclass(frozen=True, slots=True)
class SourceRecord:
    """One entry: its id and keys in their order, and the ids of its kin, beside which it belongs."""

    id: str
    keys: Mapping[str, str]
    kin: str
    """How the ids of related sources begin, such as ``oews-``."""
    changed: bool = True
    """Whether the import changes facts: if not, the origin that is recorded is still theirs."""


def with_records(root: Path, records: tuple[SourceRecord, ...]) -> FileChange | None:
    """``data/sources.yaml`` with the records put in or brought up to date.

    Importing the same file, or another that says the same, changes nothing the second time. Keys that the import knows nothing of stay.

    Raises:
        HandoutsError: when the file cannot be read.
    """
    old = read_tree(root, FILE)
    new: dict[str, Tree] = dict(old)
    changes: list[Change] = []
    for record in records:
        before = old.get(record.id)
        entry = _merged(before if isinstance(before, dict) else {}, record)
        if entry == before:
            continue
        new = _put(new, record, entry)
        changes += _changes(record.id, before if isinstance(before, dict) else {}, entry)
    return with_tree(root, FILE, new, changes, _HEAD)


def _merged(old: dict[str, Tree], record: SourceRecord) -> dict[str, Tree]:
    if "origin" in old and not record.changed:
        return old
    entry: dict[str, Tree] = {**old, **record.keys, **_kept(old, record.keys)}
    if {**entry, "checked": ""} == {**old, "checked": ""}:
        return old
    return entry


def _kept(old: dict[str, Tree], keys: Mapping[str, str]) -> dict[str, Tree]:
    """The project's own wording, where it says what the import says and more.

    A title that tells of a third party's copy goes: now the publisher's file was read.
    """
    kept: dict[str, Tree] = {k: old[k] for k in ("date", "url", "credit") if k in old and k in keys}
    for key in ("title", "short"):
        known = old.get(key)
        if isinstance(known, str) and known.startswith(keys[key]) and not _COPY.search(known):
            kept[key] = known
    return kept


def _put(tree: dict[str, Tree], record: SourceRecord, entry: Tree) -> dict[str, Tree]:
    """The tree with the entry in its place: where it was, else after the last of its kin."""
    if record.id in tree:
        return {**tree, record.id: entry}
    kin = [key for key in tree if key.startswith(record.kin)]
    if not kin:
        return {**tree, record.id: entry}
    put: dict[str, Tree] = {}
    for key, value in tree.items():
        put[key] = value
        if key == kin[-1]:
            put[record.id] = entry
    return put


def _changes(slug: str, old: dict[str, Tree], new: dict[str, Tree]) -> list[Change]:
    if not old:
        return [Change(slug, None, str(new.get("title", "")))]
    return [
        Change(f"{slug} {key}", _shown(old.get(key)), _shown(value))
        for key, value in new.items()
        if old.get(key) != value
    ]


def _shown(value: Tree) -> str | None:
    return None if value is None else str(value)
