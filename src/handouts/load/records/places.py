"""The places of a project: their records, with what a bundled set knows of them."""

from dataclasses import replace
from pathlib import Path

from handouts.load.records.findings import Findings
from handouts.load.records.reading import Entry, read_records
from handouts.model.base import Text
from handouts.model.library import PLACES
from handouts.model.records import Place
from handouts.model.records.places import PlaceAxis
from handouts.wording import quoted


def read_places(root: Path, axis: PlaceAxis, findings: Findings) -> dict[str, Entry[Place]]:
    """The records in the folder of the axis, each with its code and its name."""
    kind = replace(PLACES, home=axis.folder, noun=str(axis.kind))
    entries = read_records(root, kind, findings)
    found = {slug: _whole(entry, axis) for slug, entry in entries.items()}
    for entry in found.values():
        if not entry.record.name:
            findings.error(
                entry.key,
                "missing-key",
                f"{quoted('name')} is missing",
                f"Add a line `name: …` with the name of the {axis.kind}",
                entry.span,
            )
    return found


def _whole(entry: Entry[Place], axis: PlaceAxis) -> Entry[Place]:
    record = entry.record
    code = record.code or Text(entry.slug.upper(), entry.span)
    known = axis.known.get(code)
    more: dict[str, object] = {"code": code}
    if known is not None:
        more["name"] = record.name or Text(known.name, entry.span)
        more["the"] = record.the or known.the
    return replace(entry, record=record.model_copy(update=more))
