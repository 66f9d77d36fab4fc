"""The places of a project: their records, with what a bundled set knows of them."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

from handouts.diagnostics import HandoutsError
from handouts.load.records.findings import Findings
from handouts.load.records.reading import WHOLE_FILE, Entry, of_nodes, read_nodes
from handouts.load.yaml_tree.nodes import PlacedDict
from handouts.load.yaml_tree.tables import read_table
from handouts.model.base import Text
from handouts.model.library import PLACES, RecordKind
from handouts.model.records import Place
from handouts.model.records.places import PlaceAxis, larger_place, told_apart
from handouts.wording import quoted, suggestion

_NEEDED: Final = ("code", "name")
_COLUMNS: Final = (*_NEEDED, "short", "the", "within", "wage_area", "fips", "tile")
"""Of a table of places: what a text can say. Rules and offices stand in a place's file."""


def read_places(root: Path, axis: PlaceAxis, findings: Findings) -> dict[str, Entry[Place]]:
    """The records in the folder and in the table of the axis, each with its code and its name.

    Of places that share a name, each is called with the larger place that it lies in.
    """
    kind = replace(PLACES, home=axis.folder, noun=str(axis.kind))
    nodes = read_nodes(root, kind, findings)
    nodes = _with_table(root, kind, nodes, findings)
    entries = of_nodes(kind, nodes, findings)
    found = {slug: _whole(entry, axis) for slug, entry in entries.items()}
    for entry in found.values():
        _check_within(entry, axis, findings)
        if not entry.record.name:
            findings.error(
                entry.key,
                "missing-key",
                f"{quoted('name')} is missing",
                f"Add a line `name: …` with the name of the {axis.kind}",
                entry.span,
            )
    return _apart(found, axis, findings)


def _with_table(
    root: Path, kind: RecordKind[Place], nodes: Mapping[str, PlacedDict], findings: Findings
) -> dict[str, PlacedDict]:
    """The nodes of the files with the rows of the table beside the folder, each by its code."""
    file = f"{kind.home}.csv"
    if not (root / file).exists():
        return dict(nodes)
    try:
        rows, faults = read_table(root / file, file, _NEEDED, _COLUMNS)
    except HandoutsError as fault:
        findings.blame(kind.name, WHOLE_FILE, *fault.diagnostics)
        return dict(nodes)
    findings.blame(kind.name, WHOLE_FILE, *faults)
    _warn_of_lost_zeros(
        [code for row in rows if isinstance(code := row.get("code"), Text)], findings
    )
    found: dict[str, PlacedDict] = {}
    for row in rows:
        code = row.get("code")
        slug = slug_of(str(code or ""))
        first = found.get(slug)
        if not slug or first is not None:
            findings.error(
                (kind.name, slug or WHOLE_FILE),
                "duplicate-code" if slug else "missing-key",
                f"the code {quoted(str(code))} stands in line {first.span.line} already"
                if first is not None
                else "the row has no code",
                "Correct the code, or delete one of the two rows"
                if slug
                else f"Write the code of the {kind.noun} into its column",
                row.places.get("code", row.span),
            )
            continue
        found[slug] = row
    for slug, node in nodes.items():
        found[slug] = _joined(kind, slug, found.get(slug), node, findings)
    return dict(sorted(found.items()))


def _warn_of_lost_zeros(codes: Sequence[Text], findings: Findings) -> None:
    """Codes of digits alone are equally long, unless a spreadsheet program took them for numbers."""
    longest = max(map(len, codes), default=0)
    short = [code for code in codes if len(code) == longest - 1]
    if short and all(code.isdigit() and len(code) >= longest - 1 for code in codes):
        many = f", and {len(short) - 1} more like it," if len(short) > 1 else ""
        findings.warn(
            "lost-zero",
            f"the code {quoted(short[0])}{many} has a digit less than the others",
            f"If it should be {quoted(f'0{short[0]}')}, format the column as text, and save the table again",
            short[0].span,
        )


def slug_of(code: str) -> str:
    """The name of the file of a place with this code."""
    return re.sub(r"[^a-z0-9]+", "-", code.casefold()).strip("-")


def _joined(
    kind: RecordKind[Place], slug: str, row: PlacedDict | None, node: PlacedDict, findings: Findings
) -> PlacedDict:
    """A file with what the table's row says of the same place."""
    for key, value in row.items() if row is not None else ():
        assert row is not None
        written = "postal" if key == "code" and "postal" in node else key
        if written not in node:
            node.put(key, value, row.places[key])
        elif node[written] != value:
            findings.error(
                (kind.name, slug),
                "duplicate-key",
                f"{quoted(key)} is {quoted(str(value))} in {row.places[key]}",
                "Write it in one of the two places",
                node.places[written],
            )
    return node


def _whole(entry: Entry[Place], axis: PlaceAxis) -> Entry[Place]:
    record = entry.record
    code = record.code or Text(entry.slug.upper(), entry.span)
    known = axis.known.get(code)
    more: dict[str, object] = {"code": code}
    if known is not None:
        more["name"] = record.name or Text(known.name, entry.span)
        more["the"] = record.the or known.the
        if known.tile is not None:
            more["tile"] = record.tile or Text(" ".join(map(str, known.tile)))
    return replace(entry, record=record.model_copy(update=more))


def _check_within(entry: Entry[Place], axis: PlaceAxis, findings: Findings) -> None:
    """A larger place of a bundled set is one of it: a slip of the pen would be a place of its own."""
    within, known = entry.record.within, axis.larger
    names = {place.name for place in known.values()}
    if within is None or not known or within in known or within in names:
        return
    remedy = suggestion(within, (*known, *names), f"Write the code or the name of a {axis.within}")
    message = f"there is no {axis.within} {quoted(within)}"
    findings.error(entry.key, "wrong-value", message, remedy, within.span)


def _apart(
    found: Mapping[str, Entry[Place]], axis: PlaceAxis, findings: Findings
) -> dict[str, Entry[Place]]:
    """The places, none called as another one is."""
    shared = {name for name, n in Counter(e.record.name for e in found.values()).items() if n > 1}
    named = {slug: _named(entry, shared, axis) for slug, entry in found.items()}
    first: dict[str, Entry[Place]] = {}
    for entry in named.values():
        name = entry.record.name
        other = first.setdefault(str(name), entry)
        if name and other is not entry:
            more = f", or say `within` which {axis.within} each lies" if axis.within else ""
            findings.error(
                entry.key,
                "duplicate-name",
                f"{quoted(name)} is the name of `{other.slug}` already, at {other.span}",
                f"Write names that tell the two apart{more}",
                name.span or entry.span,
            )
    return named


def _named(entry: Entry[Place], shared: set[Text], axis: PlaceAxis) -> Entry[Place]:
    record = entry.record
    larger = larger_place(record.within, axis)
    if record.name not in shared or larger is None:
        return entry
    name = Text(told_apart(record.name, larger), record.name.span)
    return replace(entry, record=record.model_copy(update={"name": name}))
