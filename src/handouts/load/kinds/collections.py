"""Collections: records whose fields a project declares, of YAML files or of a table."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Any, Final

from pydantic import Field, create_model

from handouts import PROJECT_FILE
from handouts.diagnostics import Span
from handouts.load.kinds.measuring import of_kind
from handouts.load.kinds.tables import read_table
from handouts.load.records.findings import Findings
from handouts.load.records.reading import WHOLE_FILE, Entry, filled, of_nodes, read_records
from handouts.load.yaml_tree.nodes import PlacedDict
from handouts.model.base import Defaults, Fact, Record
from handouts.model.library import RecordKind
from handouts.model.records.collections import (
    Collected,
    Collection,
    CollectionField,
    Item,
    model_of,
)
from handouts.model.records.values import Money, linked
from handouts.wording import listed, quoted, suggestion

Entries = dict[str, Entry[Item]]


def read_collection(
    root: Path, name: str, collection: Collection, money: Money, findings: Findings
) -> Entries:
    """The records of ``data/NAME/*.yaml``, ``data/NAME.yaml`` or ``data/NAME.csv``."""
    kind: RecordKind[Record] = RecordKind(name, "record", _model(collection), f"data/{name}")
    entries: Mapping[str, Entry[Record]] = {}
    match homes_of(root, name, findings):
        case [file] if file.endswith(".csv"):
            nodes = read_table(root, file, name, collection, findings)
            entries = of_nodes(kind, nodes, findings)
        case [home]:
            entries = read_records(root, replace(kind, home=home), findings)
    return {s: _entry(entry, collection, money, findings) for s, entry in entries.items()}


def of_table(
    nodes: Mapping[str, PlacedDict],
    name: str,
    collection: Collection,
    money: Money,
    findings: Findings,
) -> Entries:
    """The records of a table's rows, with what is wrong with them."""
    kind: RecordKind[Record] = RecordKind(name, "record", _model(collection), f"data/{name}")
    entries = of_nodes(kind, nodes, findings)
    return {s: _entry(entry, collection, money, findings) for s, entry in entries.items()}


def homes_of(root: Path, name: str, findings: Findings) -> list[str]:
    """Where the records stand, if that is one place."""
    forms = (f"data/{name}", f"data/{name}.yaml", f"data/{name}.csv")
    homes = [one for one in forms if (root / one).exists()]
    workbook = f"data/{name}.xlsx"
    if (root / workbook).exists():
        findings.error(
            (name, WHOLE_FILE),
            "unread-workbook",
            f"{quoted(workbook)} is a workbook, and records are read of YAML and CSV files",
            f"Run `handouts import records {name} {workbook}`, then move the workbook elsewhere",
            Span(workbook, 1, 1),
        )
    elif len(homes) > 1:
        findings.error(
            (name, WHOLE_FILE),
            "duplicate-record",
            f"the records of {quoted(name)} stand in {listed(homes, 'and')}",
            "Keep one of them",
            Span(homes[1], 1, 1),
        )
        return []
    elif not homes:
        findings.warn(
            "missing-file",
            f"the collection {quoted(name)} has no records",
            f"Add `data/{name}.csv`, `data/{name}.yaml` or files in `data/{name}`",
            Span(PROJECT_FILE, 1, 1),
        )
    return homes


def collected(
    name: str, collection: Collection, entries: Mapping[str, Any], findings: Findings
) -> Collected:
    """The sound records of a collection, with the faults of those that were left out."""
    sound = {s: e.record for s, e in entries.items() if not findings.is_faulty(*e.key)}
    faults = [f for slug in sorted(findings.faulty_slugs(name)) for f in findings.of(name, slug)]
    return Collected(name, collection, sound, tuple(dict.fromkeys(faults)))


def _model(collection: Collection) -> type[Record]:
    """A model of its records as they are written: pydantic tells their faults as it does of others."""
    fields: dict[str, Any] = {"defaults": (Defaults, Defaults())}
    for name, field in collection.fields.items():
        one: Any = model_of(field.kind)
        if field.kind == "list":
            several = tuple[one, ...]
            needed = (Annotated[several, Field(min_length=1)], ...)
            fields[name] = needed if field.required else (several, ())
        else:
            fields[name] = (one, ...) if field.required else (one | None, None)
    made: type[Record] = create_model("Record", __base__=Record, **fields)
    return made


def _entry(
    entry: Entry[Record], collection: Collection, money: Money, findings: Findings
) -> Entry[Item]:
    values: dict[str, Fact | tuple[Fact, ...]] = {}
    for name, field in collection.fields.items():
        value = getattr(entry.record, name)
        if isinstance(value, Fact):
            values[name] = _of_kind(value, name, field, money, entry, findings)
        elif value:
            values[name] = value
    defaults = getattr(entry.record, "defaults", Defaults())
    item, facts = filled(
        Item(slug=entry.slug, values={}, defaults=defaults).model_copy(update={"values": values})
    )
    return Entry(entry.kind, entry.slug, item, entry.node, entry.span, facts, entry.references)


def _of_kind(
    fact: Fact,
    name: str,
    field: CollectionField,
    money: Money,
    entry: Entry[Record],
    findings: Findings,
) -> Fact:
    """A value as its kind makes it; what is none of the kind is a fault of its record."""
    money = replace(money, currency=str(field.currency)) if field.currency else money
    refuse = _REFUSED.get(field.kind)
    said = refuse(fact, field) if refuse and fact.known else None
    if said is not None:
        code, message, remedy = said
        findings.error(entry.key, code, f"{quoted(name)} {message}", remedy, fact.span)
        return fact
    if field.kind == "link":
        return linked(fact) or fact
    return of_kind(fact, field.kind, str(field.label or name), money, entry, findings)


Fault = tuple[str, str, str]


def _no_choice(fact: Fact, field: CollectionField) -> Fault | None:
    if fact.text in field.choices:
        return None
    remedy = suggestion(fact.text, field.choices, f"Write {listed(field.choices)}")
    return "wrong-value", f"cannot be {quoted(fact.text)}", remedy


def _no_answer(fact: Fact, field: CollectionField) -> Fault | None:  # noqa: ARG001
    if fact.text in {"yes", "no"}:
        return None
    return "wrong-value", f"cannot be {quoted(fact.text)}", "Write `yes` or `no`"


def _no_link(fact: Fact, field: CollectionField) -> Fault | None:  # noqa: ARG001
    if linked(fact) is not None:
        return None
    remedy = "Write the whole address, such as `https://www.example.org/fair`"
    return "wrong-url", f"is no web address: {quoted(fact.text)}", remedy


_REFUSED: Final[Mapping[str, Callable[[Fact, CollectionField], Fault | None]]] = {
    "choice": _no_choice,
    "yes-no": _no_answer,
    "link": _no_link,
}
"""Kinds without figures → what is wrong with a value of theirs; places, roles and pictures are looked
up when all has been read."""
