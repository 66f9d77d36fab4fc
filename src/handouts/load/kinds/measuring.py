"""Facts of roles as what their dimension's kind makes of them."""

from collections.abc import Mapping
from dataclasses import replace
from typing import TypeVar, cast

from handouts.load.records.findings import Findings
from handouts.load.records.reading import Entry, filled
from handouts.model.base import Fact, Record
from handouts.model.records import Dimension, Place, Role
from handouts.model.records.values import AMOUNTS, AmountKind, Money, measured
from handouts.wording import quoted

R = TypeVar("R", bound=Record)

Value = Fact | tuple[Fact, ...]
Values = Mapping[str, Value]
Dimensions = Mapping[str, Entry[Dimension]]


def of_kind(
    fact: Fact, kind: str, label: str, money: Money, entry: Entry[Record], findings: Findings
) -> Fact:
    """A fact with the figures of its kind; one that has none is a fault of its record."""
    if kind not in AMOUNTS:
        return fact
    made = measured(fact, cast("AmountKind", kind), money)
    if made is not None:
        return made
    form = AMOUNTS[kind]
    findings.error(
        entry.key,
        form.code,
        f"{quoted(fact.text)} should be {form.what}, for {quoted(label)} is of the kind `{kind}`",
        form.remedy,
        fact.span,
    )
    return fact


def measure_roles(
    roles: Mapping[str, Entry[Role]], dimensions: Dimensions, money: Money, findings: Findings
) -> dict[str, Entry[Role]]:
    """The roles, each with its dimensions as their kinds say."""
    found = {}
    for slug, entry in roles.items():
        values = _measured(entry.record.dimensions, entry, dimensions, money, findings)
        found[slug] = _changed(entry, {"dimensions": values} if values else {})
    return found


def measure_places(
    places: Mapping[str, Entry[Place]], dimensions: Dimensions, money: Money, findings: Findings
) -> dict[str, Entry[Place]]:
    """The places, each with what stands there instead of a role's dimensions as their kinds say."""
    found = {}
    for slug, entry in places.items():
        rules = {}
        for role, rule in entry.record.rules.items():
            values = _measured(rule.instead.dimensions, entry, dimensions, money, findings)
            if values:
                instead = rule.instead.model_copy(update={"dimensions": values})
                rules[role] = rule.model_copy(update={"instead": instead})
        change = {"rules": {**entry.record.rules, **rules}} if rules else {}
        found[slug] = _changed(entry, change)
    return found


def _changed(entry: Entry[R], change: Mapping[str, object]) -> Entry[R]:
    if not change:
        return entry
    record, facts = filled(entry.record.model_copy(update=change))
    return replace(entry, record=record, facts=facts)


def _measured(
    values: Values,
    entry: Entry[Record],
    dimensions: Dimensions,
    money: Money,
    findings: Findings,
) -> dict[str, Value]:
    """The values of which some change; empty when none does."""
    changed = {}
    for name, value in values.items():
        dimension = dimensions.get(name)
        if dimension is None or dimension.record.kind not in AMOUNTS:
            continue
        kind, label = dimension.record.kind, str(dimension.record.label)
        facts = (value,) if isinstance(value, Fact) else value
        made = tuple(of_kind(fact, kind, label, money, entry, findings) for fact in facts)
        changed[name] = made[0] if isinstance(value, Fact) else made
    return {**values, **changed} if changed else {}
