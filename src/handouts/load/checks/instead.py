"""What states say in place of a role's own words: that the role has what they replace."""

from collections.abc import Iterator
from typing import NamedTuple

from handouts.load.checks.references import repeated
from handouts.load.records.draft import Draft
from handouts.load.records.findings import Findings
from handouts.load.records.reading import Entry
from handouts.model.base import SLUG
from handouts.model.library import DIMENSIONS, PLACES, ROLES
from handouts.model.records import Place, Role, Rule
from handouts.wording import quoted, suggestion


class Ruled(NamedTuple):
    """A state, the role of one of its rules, and the rule."""

    state: Entry[Place]
    role: str
    rule: Rule


def rules_of(draft: Draft) -> Iterator[Ruled]:
    """Every state's rule for every role."""
    for entry in draft.of(PLACES).values():
        for role, rule in entry.record.rules.items():
            yield Ruled(entry, role, rule)


def check_instead(draft: Draft, findings: Findings) -> None:
    """Keys of steps are well formed, once in a role, and those that a state names are there."""
    for role in draft.of(ROLES).values():
        _check_steps(role, findings)
    for one in rules_of(draft):
        found = draft.of(ROLES).get(one.role)
        if found is not None:  # else the role is faulty, or unknown, and that is said already
            _check_named(one, found.record, findings)
        _check_rule_once(one, draft, findings)


def _check_steps(entry: Entry[Role], findings: Findings) -> None:
    keys = [step.key for step in entry.record.pathway if step.key]
    for i in repeated(keys):
        findings.error(
            entry.key,
            "duplicate-step",
            f"two steps of the role have the key {quoted(keys[i])}",
            "Give each step a key of its own, or none",
            keys[i].span,
        )
    for key in keys:
        if not SLUG.fullmatch(key):
            what = "a key, such as `certified`"
            findings.error(
                entry.key, "wrong-value", f"{quoted(key)} is not {what}", f"Write {what}", key.span
            )


def _check_named(one: Ruled, role: Role, findings: Findings) -> None:
    """A key that the role does not have replaces nothing.

    A warning, so that a role's file can be imported anew or cut short: the sheets are whole, in the
    role's own words, and `--strict` refuses them.
    """
    steps = [str(step.key) for step in role.pathway if step.key]
    tasks = [str(task.key) for task in role.tasks if task.key]
    named = (
        ("pathway", one.rule.instead.pathway, steps, "unknown-step", "step"),
        ("tasks", one.rule.instead.tasks, tasks, "unknown-task", "task"),
    )
    for field, keys, known, code, what in named:
        for key in keys:
            if key not in known:
                findings.warn(
                    code,
                    f"no {what} of {quoted(one.role)} has the key {quoted(key)}, so nothing is replaced",
                    suggestion(key, known, f"Give a {what} of the role this key, or take it out"),
                    one.state.place("rules", one.role, "instead", field, key),
                )


def _check_rule_once(one: Ruled, draft: Draft, findings: Findings) -> None:
    """A dimension in which a state's sheet prints the rule itself has no value beside it."""
    for name in one.rule.instead.dimensions:
        dimension = draft.of(DIMENSIONS).get(name)
        if dimension is not None and dimension.record.computed == "rule":
            findings.error(
                one.state.key,
                "rule-said-twice",
                f"{quoted(name)} is what the rule itself says in this state",
                "Write it as the rule’s `short`, and take it out here",
                one.state.place("rules", one.role, "instead", "dimensions", name),
            )
