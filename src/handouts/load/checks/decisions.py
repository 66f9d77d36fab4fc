"""Decisions: sound as written, and whole in every state for every audience."""

from collections.abc import Iterator

from handouts.diagnostics import Span
from handouts.load.checks.records import check_placeholders, check_role_list, check_rule_kind
from handouts.load.checks.references import check_member, repeated
from handouts.load.records.draft import Draft
from handouts.load.records.findings import Findings
from handouts.load.records.reading import Entry
from handouts.model.base import Text
from handouts.model.decisions import (
    BrokenDecisionError,
    Circumstances,
    Decision,
    Node,
    When,
    prune,
)
from handouts.model.library import AUDIENCES, DECISIONS, PLACES
from handouts.wording import quoted, suggestion

_MOST_NAMED = 6
MOST_NODES = 80
MOST_WAYS = 160
"""Ways of one decision; the largest of the bundled project has 20 nodes."""


def check_decisions(draft: Draft, findings: Findings) -> None:
    """Check every decision as it is written; the sound ones then for every edition."""
    for entry in draft.of(DECISIONS).values():
        _check_size(entry, findings)
        _check_nodes(entry, findings)
        _check_names(entry, draft, findings)
        if not findings.is_faulty(*entry.key):
            _check_reach(entry, findings)
        if not findings.is_faulty(*entry.key):
            _check_editions(entry, draft, findings)


def _check_size(entry: Entry[Decision], findings: Findings) -> None:
    """Refuse larger charts: they would take minutes, and nobody could follow them."""
    ways = 0
    for number, (name, node) in enumerate(entry.record.nodes.items(), 1):
        ways += len(node.answers) + (node.kind == "step")
        if number > MOST_NODES or ways > MOST_WAYS:
            findings.error(
                entry.key,
                "too-many-values",
                f"the decision has more than {MOST_NODES} nodes or {MOST_WAYS} ways; the next "
                "one stands here",
                "Make several decisions of it",
                entry.place("nodes", name),
            )
            return


def _check_nodes(entry: Entry[Decision], findings: Findings) -> None:
    decision = entry.record
    _check_target(entry, decision.start, findings)
    for name, node in decision.nodes.items():
        check_placeholders(entry, node.text.text, ("place", "state"), findings)
        _check_ways(entry, name, node, findings)
        for target in _targets(node):
            _check_target(entry, target, findings)
    for remark in decision.remarks:
        _check_target(entry, remark.about, findings)


def _check_target(entry: Entry[Decision], target: Text, findings: Findings) -> None:
    what = ("unknown-node", "one of the decision's nodes")
    check_member(entry.key, target, entry.record.nodes, what, target.span, findings)


def _targets(node: Node) -> Iterator[Text]:
    yield from (answer.to for answer in node.answers)
    yield from (name for name in (node.then, node.otherwise) if name is not None)


def _check_ways(entry: Entry[Decision], name: str, node: Node, findings: Findings) -> None:
    place = entry.place("nodes", name)
    if node.kind == "question" and not node.answers:
        _dead_end(entry, name, "question", "Add `answers` that lead on", place, findings)
    if node.kind == "step" and node.then is None:
        _dead_end(entry, name, "step", "Add `then: …` with the next node", place, findings)
    belongs = {"answers": "question", "then": "step", "roles": "outcome"}
    for key, kind in belongs.items():
        if getattr(node, key) and node.kind != kind and not _passed_over(key, node):
            findings.error(
                entry.key,
                "misplaced-key",
                f"{quoted(key)} belongs to a {kind}, and {quoted(name)} is of the kind "
                f"`{node.kind}`",
                f"Take it out, or write `kind: {kind}`",
                entry.place("nodes", name, key),
            )
    _check_labels(entry, node, findings)


def _passed_over(key: str, node: Node) -> bool:
    """A question may say with ``then`` where its edges lead where it is left out."""
    return key == "then" and node.otherwise is None and node.when != When()


def _dead_end(
    entry: Entry[Decision],
    name: str,
    kind: str,
    remedy: str,
    place: Span | None,
    findings: Findings,
) -> None:
    message = f"the {kind} {quoted(name)} leads nowhere"
    findings.error(entry.key, "dead-end", message, remedy, place)


def _check_labels(entry: Entry[Decision], node: Node, findings: Findings) -> None:
    for answer in node.answers:
        if not answer.label.strip():
            findings.error(
                entry.key,
                "empty-label",
                "the answer has no label",
                'Write what is answered, such as `label: "Yes"`',
                answer.label.span,
            )
    if all(answer.when == When() for answer in node.answers):
        for i in repeated(answer.label.strip().casefold() for answer in node.answers):
            label = node.answers[i].label
            if label.strip():
                findings.error(
                    entry.key,
                    "duplicate-label",
                    f"two answers of one question are called {quoted(label)}",
                    "Give every answer a label of its own",
                    label.span,
                )


def _check_names(entry: Entry[Decision], draft: Draft, findings: Findings) -> None:
    decision = entry.record
    check_role_list(entry, decision.roles, findings)
    what = ("unknown-role", "one of the decision's `roles`")
    for node in decision.nodes.values():
        for role in node.roles:
            check_member(entry.key, role, decision.roles, what, role.span, findings)
    # A condition may name a place of the bundled set that the project has no file of: it never holds
    # there, and a project for one place need not change a decision that was made for all.
    axis = draft.axis
    codes = draft.place_codes | axis.known.keys()
    for place in (place for when in _conditions(decision) for place in when.places):
        if place not in codes:
            for_all = f", or `{axis.whole.code}` for the whole" if axis.whole.code else ""
            findings.error(
                entry.key,
                "unknown-place",
                f"there is no {axis.kind} {quoted(place)}",
                suggestion(place, codes, f"Write codes of {axis.many}{for_all}"),
                place.span,
            )
    for when in _conditions(decision):
        for named in when.credential.values():
            for one in (named,) if isinstance(named, Text) else named:
                check_rule_kind(entry, one, draft, findings)


def _conditions(decision: Decision) -> Iterator[When]:
    for node in decision.nodes.values():
        yield node.when
        yield from (answer.when for answer in node.answers)
    yield from (remark.when for remark in decision.remarks)


def _check_reach(entry: Entry[Decision], findings: Findings) -> None:
    decision = entry.record
    reached = [str(decision.start)]
    for name in reached:
        reached += [str(t) for t in _targets(decision.nodes[name]) if t not in reached]
    for name in decision.nodes:
        if name not in reached:
            findings.error(
                entry.key,
                "unreachable-node",
                f"nothing leads to {quoted(name)}",
                "Let an answer or a step lead to it, or take it out",
                entry.place("nodes", name),
            )


def _check_editions(entry: Entry[Decision], draft: Draft, findings: Findings) -> None:
    """Prune the graph for the nation and every state, each fault once with the states it hits."""
    hit: dict[tuple[str, str], dict[str, None]] = {}
    done: dict[tuple[object, ...], BrokenDecisionError | None] = {}
    for place, circumstances in _editions(draft):
        key = _relevant(entry.record, circumstances)
        if key not in done:
            done[key] = _broken(entry.record, circumstances)
        fault = done[key]
        if fault is not None:
            hit.setdefault((fault.node, str(fault)), {}).setdefault(place)
    for (node, message), places in hit.items():
        findings.error(
            entry.key,
            "broken-decision",
            f"the decision falls apart in {_named(list(places))}: {message}",
            "Give every question and step a way on that holds there, such as `otherwise: …`",
            entry.place("nodes", node) or entry.span,
        )


def _named(places: list[str]) -> str:
    shown = ", ".join(places[:_MOST_NAMED])
    more = len(places) - _MOST_NAMED
    return f"{shown} and {more} more" if more > 0 else shown


def _editions(draft: Draft) -> Iterator[tuple[str, Circumstances]]:
    audiences = tuple(draft.of(AUDIENCES)) or ("",)
    for audience in audiences:
        whole = draft.axis.whole
        yield whole.in_sentence or "every place", Circumstances(audience, str(whole.code), {})
        for place in draft.of(PLACES).values():
            rules = {role: rule.credential for role, rule in place.record.rules.items()}
            yield (
                str(place.record.name),
                Circumstances(audience, str(place.record.code), rules),
            )


def _relevant(decision: Decision, circumstances: Circumstances) -> tuple[object, ...]:
    """The circumstances that the decision asks about; editions that agree in these are pruned once."""
    conditions = list(_conditions(decision))
    places = {str(s) for when in conditions for s in when.places}
    audiences = {str(a) for when in conditions for a in when.audiences}
    roles = sorted({role for when in conditions for role in when.credential})
    return (
        circumstances.place if circumstances.place in places else "",
        circumstances.audience if circumstances.audience in audiences else "",
        tuple(circumstances.credentials.get(role) for role in roles),
    )


def _broken(decision: Decision, circumstances: Circumstances) -> BrokenDecisionError | None:
    try:
        prune(decision, circumstances)
    except BrokenDecisionError as fault:
        return fault
    return None
