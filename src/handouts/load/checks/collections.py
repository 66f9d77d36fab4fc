"""Collections: that their names are free, and that places, roles and pictures of records are there."""

from collections.abc import Iterator
from typing import Any

from handouts.load.checks.pictures import picture_faults
from handouts.load.checks.references import References
from handouts.load.records.draft import Draft
from handouts.load.records.findings import Findings
from handouts.load.records.reading import Entry
from handouts.model.base import Fact
from handouts.model.library import PLACES
from handouts.model.records.collections import Item, is_taken
from handouts.model.records.values import Picture
from handouts.wording import quoted, suggestion


def check_collections(draft: Draft, root: str, references: References, findings: Findings) -> None:
    """What records name is there."""
    collections = draft.project.record.collections if draft.project else {}
    codes = {str(e.record.code) for e in draft.of(PLACES).values()}
    codes |= {slug.upper() for slug in draft.known[PLACES.name]}
    for name, collection in collections.items():
        if is_taken(name, draft.axis):
            findings.error(
                ("project", "collections"),
                "taken-name",
                f"{quoted(name)} cannot be the name of a collection",
                "Choose another name; this one has a meaning already",
                draft.project.place("collections", name) if draft.project else None,
            )
            continue
        kinds = {field: one.kind for field, one in collection.fields.items()}
        entries: Any = draft.records.get(name, {})
        for entry in entries.values():
            for kind, fact in _facts(entry, kinds):
                if kind == "place" and str(fact.text).upper() not in codes:
                    _refuse_place(entry, fact, codes, draft, findings)
                elif kind == "role":
                    references.check(entry.key, "roles", str(fact.text), fact.span)
                elif isinstance(fact, Picture):
                    findings.blame(*entry.key, *picture_faults(root, fact.file, fact.span))
                    if not fact.alt.strip():
                        _refuse_silent(entry, fact, findings)


def _facts(entry: Entry[Item], kinds: dict[str, Any]) -> Iterator[tuple[str, Fact]]:
    for name, value in entry.record.values.items():
        if isinstance(value, Fact) and value.known:
            yield kinds[name], value


def _refuse_silent(entry: Entry[Item], picture: Picture, findings: Findings) -> None:
    findings.error(
        entry.key,
        "missing-alt",
        f"the picture {quoted(picture.file)} has no text for people who cannot see it",
        "Say in `alt` what it shows",
        picture.span,
    )


def _refuse_place(
    entry: Entry[Item], fact: Fact, codes: set[str], draft: Draft, findings: Findings
) -> None:
    kind = draft.axis.kind
    findings.error(
        entry.key,
        "unknown-place",
        f"there is no {kind} {quoted(fact.text)}",
        suggestion(str(fact.text).upper(), codes, f"Write the code of a {kind} of the project"),
        fact.span,
    )
