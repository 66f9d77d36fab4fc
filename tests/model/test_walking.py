"""Decisions pruned and walked, on the project's own and on ones that fall apart."""

from functools import cache
from pathlib import Path

import pytest

from handouts.load import load
from handouts.model.base import Fact, Text
from handouts.model.decisions import (
    Answer,
    BrokenDecisionError,
    Circumstances,
    Decision,
    Node,
    PrunedDecision,
    Walk,
    When,
    chosen,
    numbering,
    prune,
)
from handouts.model.library import Library

ROOT = Path(__file__).parents[2]


@cache
def library() -> Library:
    return load(ROOT)


def pruned(decision: str, state: str, audience: str = "school") -> PrunedDecision:
    rules = library().places[state].rules if state in library().places else {}
    credentials = {role: rule.credential for role, rule in rules.items()}
    circumstances = Circumstances(audience, state.upper(), credentials)
    return prune(library().decisions[decision], circumstances)


def names(found: PrunedDecision) -> set[str]:
    return {name for name, _ in found.nodes}


# Pruning


def test_a_state_is_asked_only_what_its_rules_say() -> None:
    assert "ready" in names(pruned("which-role", "ca"))
    assert not names(pruned("which-role", "tx")) & {"ready", "credential", "plan", "exempt"}
    assert "credential" in names(pruned("which-role", "US"))


def test_what_nothing_leads_to_is_gone_with_its_remarks() -> None:
    for decision in library().decisions:
        for state in (*library().places, "US"):
            found = pruned(decision, state)
            reached = {found.start} | {edge.target for edge in found.edges}
            assert names(found) == reached, (decision, state)
            assert {str(r.about) for r in found.remarks} <= reached, (decision, state)
            for name, node in found.nodes:
                ways = [e for e in found.edges if e.source == name]
                least = {"outcome": 0, "step": 1, "question": 2}[node.kind]
                assert len(ways) >= least, (decision, state, name)
                assert "{state}" not in {e.label for e in ways}


def test_the_large_decision_has_fifteen_to_twenty_two_steps_everywhere() -> None:
    for state in (*library().places, "US"):
        found = pruned("which-health-job", state)
        assert 15 <= len(found.nodes) <= 22, state
        roles = {role for _, node in found.nodes for role in node.roles}
        assert len(roles) == 9, state


def test_the_half_sheet_has_eight_boxes_at_most() -> None:
    assert len(pruned("which-role-half", "US").nodes) <= 8


def question(*answers: tuple[str, str], **more: object) -> Node:
    made = tuple(Answer(label=Text(label), to=Text(to)) for label, to in answers)
    return Node(kind="question", text=Fact(text=Text("Well?")), answers=made, **more)


END = Node(kind="outcome", text=Fact(text=Text("Here")))


def decided(**nodes: Node) -> Decision:
    return Decision(title=Text("T"), start=Text("a"), nodes=nodes)


def test_an_answer_for_one_audience_only() -> None:
    fair = Answer(label=Text("Maybe"), to=Text("z"), when=When(audiences=(Text("fair"),)))
    asked = question(("Yes", "y"), ("No", "z"))
    asked = asked.model_copy(update={"answers": (*asked.answers, fair)})
    decision = decided(a=asked, y=END, z=END)
    labels = {
        audience: [e.label for e in prune(decision, Circumstances(audience, "TX", {})).edges]
        for audience in ("fair", "school")
    }
    assert labels == {"fair": ["Yes", "No", "Maybe"], "school": ["Yes", "No"]}


@pytest.mark.parametrize(
    ("decision", "node", "said"),
    [
        (
            decided(a=question(("Yes", "b"), ("No", "z")), b=question(("Yes", "a"), ("No", "z")), z=END),
            "a",
            "in a circle",
        ),
        (
            decided(a=question(("Yes", "b"), ("No", "z")), z=END,
                    b=question(("Yes", "z"), ("No", "z"), when=When(places=(Text("CA"),)))),
            "b",
            "left out here",
        ),
        (decided(a=question(("Yes", "gone"), ("No", "z")), z=END), "gone", "no node"),
        (
            decided(a=Node(kind="step", text=Fact(text=Text("Go."))), z=END),
            "a",
            "leads nowhere",
        ),
    ],
)  # fmt: skip
def test_what_falls_apart_is_said_with_its_node(decision: Decision, node: str, said: str) -> None:
    with pytest.raises(BrokenDecisionError, match=said) as fault:
        prune(decision, Circumstances("school", "TX", {}))
    assert fault.value.node == node


# Walking


def test_every_walk_ends_at_an_outcome_with_the_letter_of_the_sheet() -> None:
    for slug, decision in library().decisions.items():
        found = pruned(slug, "ca")
        labels = numbering(decision, found)
        assert len(set(labels.values())) == len(found.nodes)
        ends: set[str] = set()
        open_ = [Walk(found)]
        while open_:
            walk = open_.pop()
            open_ += (walk.onward(way) for way in walk.ways)
            if not walk.ways:
                assert labels[walk.at].isalpha()
                ends.add(walk.at)
        assert ends == {name for name, node in found.nodes if node.kind == "outcome"}


def test_back_passes_over_steps() -> None:
    walk = Walk(pruned("which-role", "US"))
    for typed in ("yes", "yes", "2", "y"):
        way = chosen(typed, walk.ways)
        assert way
        walk = walk.onward(way)
    assert walk.at == "plan"
    walk = walk.onward(walk.ways[0])
    assert walk.at == "phlebotomist"
    assert walk.back().at == "credential"
    assert walk.back().back().at == "office"
    assert Walk(walk.pruned).back().at == "blood"


@pytest.mark.parametrize(
    ("typed", "found"),
    [("1", "Yes"), (" no ", "No"), ("NOT", "Not sure"), ("y", "Yes"),
     ("n", None), ("4", None), ("0", None), ("", None), ("maybe", None)],
)  # fmt: skip
def test_an_answer_is_understood_or_not(typed: str, found: str | None) -> None:
    way = chosen(typed, Walk(pruned("which-role", "ca")).ways)
    assert (way.label if way else None) == found


def test_a_long_way_is_pruned_without_growing_deep() -> None:
    steps = {
        f"n{i}": {"kind": "step", "text": f"Step {i}", "then": f"n{i + 1}"} for i in range(3_000)
    }
    nodes = {**steps, "n3000": {"kind": "outcome", "text": "The end"}}
    decision = Decision.model_validate(
        {"title": "T", "roles": ["a"], "start": "n0", "nodes": nodes}
    )
    assert len(prune(decision, Circumstances("school", "US", {})).nodes) == 3_001
