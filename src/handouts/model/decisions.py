"""Decisions: questions, steps and outcomes; one edition's graph is pruned from them, and walked."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Annotated, Literal

from pydantic import Field

from handouts.frozen import dataclass
from handouts.model.base import (
    AudienceSlug,
    Defaults,
    Fact,
    IconName,
    MarkdownFact,
    OtherNames,
    Record,
    Reference,
    RoleSlug,
    Text,
)

Look = Annotated[int, Field(ge=1)]


class When(OtherNames):
    """Conditions that must all hold; an empty one always does."""

    other_names = {"states": "places"}

    places: tuple[Text, ...] = ()
    """Codes of places, that of the whole for its own editions."""
    audiences: tuple[AudienceSlug, ...] = ()
    """Audiences: one of them."""
    credential: dict[Annotated[str, Reference("roles")], Text | tuple[Text, ...]] = {}
    """Role → what the place asks of it, one or several of the project's `rules`."""


class Answer(Record):
    """A labelled way from a question to the next node."""

    label: Text
    """The answer in a word or two."""
    icon: IconName | None = None
    """An icon that may stand beside it, such as ``users``."""
    look: Look | None = None
    """The look of the style, counted from 1, whose color its band has in a chart with a trunk."""
    to: Text
    """Id of the node that it leads to."""
    when: When = When()
    """When the answer is there at all."""


class Node(Record):
    """A question with answers, a step that leads on, or an outcome.

    In its texts ``{place}`` stands for the name of the place; ``{state}`` says the same.
    """

    kind: Literal["question", "step", "outcome"]
    """A question with answers, a step that leads on, or an outcome."""
    text: Fact
    """What it asks or says."""
    title: Text | None = None
    """A few words in bold before the text."""
    answers: tuple[Answer, ...] = ()
    """The answers of a question."""
    then: Text | None = None
    """Id of the node that a step leads to."""
    roles: tuple[Text, ...] = ()
    """The roles that an outcome points to; none means undecided."""
    icon: IconName | None = None
    """An icon of the family of jobs to which an outcome belongs, in a chart with a trunk."""
    look: Look | None = None
    """The look of the style, counted from 1, whose color the family has; the icon tells the same."""
    when: When = When()
    """When the node is there at all."""
    otherwise: Text | None = None
    """Where its edges lead when ``when`` does not hold; for a step, ``then`` if left out."""
    may_return: bool = False
    """Whether edges may lead back to it."""


class Remark(Record):
    """A note beside the chart about one of its nodes."""

    about: Text
    """Id of the node that it is about."""
    text: MarkdownFact
    """Its words, as Markdown."""
    when: When = When()
    """When it is there at all."""


class Decision(Record):
    """A decision tree: ``nodes`` in reading order, keyed by id."""

    title: Text
    """The title of its sheets, often a question."""
    lead: MarkdownFact | None = None
    """A sentence or two under the title."""
    roles: tuple[RoleSlug, ...] = ()
    """The roles that its outcomes name, in the order of their looks on the sheet."""
    start: Text
    """Id of the first node."""
    defaults: Defaults = Defaults()
    """Sources and dates for facts that name none."""
    nodes: Annotated[dict[str, Node], Field(min_length=2)]
    """Id → a question, a step or an outcome, in reading order."""
    remarks: tuple[Remark, ...] = ()
    """Notes beside the chart."""


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What ``when`` is asked about: one edition's audience, place and the rules there."""

    audience: str
    """The audience’s slug."""
    place: str
    """The code of the place, or of the whole."""
    credentials: Mapping[str, str]
    """Role → what the place asks of it."""


@dataclass(frozen=True, slots=True)
class DecisionEdge:
    """One way in a pruned decision; a step's way on has no label."""

    source: str
    target: str
    label: str
    icon: Text | None = None
    look: int | None = None


@dataclass(frozen=True, slots=True)
class PrunedDecision:
    """The part of a decision that one edition shows, in reading order."""

    start: str
    nodes: tuple[tuple[str, Node], ...]
    edges: tuple[DecisionEdge, ...]
    remarks: tuple[Remark, ...]


class BrokenDecisionError(ValueError):
    """The graph falls apart; the message says how, ``node`` says where."""

    def __init__(self, message: str, node: str) -> None:
        super().__init__(message)
        self.node = node


def with_place(text: str, place: str) -> str:
    """A node's text, with the name of the place where it asks for one."""
    return text.replace("{place}", place).replace("{state}", place)


def holds(when: When, circumstances: Circumstances) -> bool:
    """Whether every condition is met."""
    if when.places and circumstances.place not in when.places:
        return False
    if when.audiences and circumstances.audience not in when.audiences:
        return False
    for role, wanted in when.credential.items():
        rules = (wanted,) if isinstance(wanted, str) else wanted
        if circumstances.credentials.get(role, "unknown") not in rules:
            return False
    return True


_last: tuple[Decision, Circumstances, PrunedDecision] | None = None
"""The last result: an edition asks for its chart, its steps and its remarks one after the other."""


def prune(decision: Decision, circumstances: Circumstances) -> PrunedDecision:
    """The nodes that can be reached in the circumstances, breadth first, and their edges.

    A node whose ``when`` does not hold is passed over; a question that is left with one answer
    is passed over too, for it asks nothing any more.

    Raises:
        BrokenDecisionError: on an unknown target, a dead end, or a cycle that is not marked.
    """
    global _last
    if _last is not None and _last[0] is decision and _last[1] is circumstances:
        return _last[2]
    pruned = _pruned(decision, circumstances)
    _last = (decision, circumstances, pruned)
    return pruned


def _pruned(decision: Decision, circumstances: Circumstances) -> PrunedDecision:
    start = _resolve(decision, decision.start, circumstances)
    order = [start]
    edges: list[DecisionEdge] = []
    for name in order:
        for edge in _edges(decision, name, circumstances):
            if edge.target == name:
                raise BrokenDecisionError(f"`{name}` leads to itself", name)
            edges.append(edge)
            if edge.target not in order:
                order.append(edge.target)
    _refuse_cycles(decision, start, edges)
    nodes = tuple((name, decision.nodes[name]) for name in order)
    remarks = tuple(
        r for r in decision.remarks if r.about in order and holds(r.when, circumstances)
    )
    return PrunedDecision(start, nodes, tuple(edges), remarks)


def _answers(node: Node, circumstances: Circumstances) -> tuple[Answer, ...]:
    return tuple(a for a in node.answers if holds(a.when, circumstances))


def _resolve(decision: Decision, name: str, circumstances: Circumstances) -> str:
    """Follow a name past the nodes that the circumstances leave out."""
    seen: list[str] = []
    while True:
        if name in seen:
            raise BrokenDecisionError(f"the way past `{name}` leads back to itself", name)
        seen.append(name)
        node = decision.nodes.get(name)
        if node is None:
            raise BrokenDecisionError(f"there is no node `{name}`", seen[-2] if seen[1:] else name)
        onward: str | None
        if not holds(node.when, circumstances):
            onward = node.otherwise or node.then
        elif node.kind == "question" and len(_answers(node, circumstances)) == 1:
            onward = _answers(node, circumstances)[0].to
        else:
            return name
        if onward is None:
            raise BrokenDecisionError(f"`{name}` is left out here and has no `otherwise`", name)
        name = onward


def _edges(decision: Decision, name: str, circumstances: Circumstances) -> list[DecisionEdge]:
    node = decision.nodes[name]
    if node.kind == "outcome":
        return []
    if node.kind == "step":
        if node.then is None:
            raise BrokenDecisionError(f"step `{name}` leads nowhere", name)
        return [DecisionEdge(name, _resolve(decision, node.then, circumstances), "")]
    answers = _answers(node, circumstances)
    if not answers:
        raise BrokenDecisionError(f"question `{name}` has no answer left", name)
    return [
        DecisionEdge(name, _resolve(decision, a.to, circumstances), a.label, a.icon, a.look)
        for a in answers
    ]


def _refuse_cycles(decision: Decision, start: str, edges: list[DecisionEdge]) -> None:
    following: dict[str, list[str]] = {}
    for edge in edges:
        if not decision.nodes[edge.target].may_return:
            following.setdefault(edge.source, []).append(edge.target)
    path: dict[str, Iterator[str]] = {start: iter(following.get(start, ()))}
    done: set[str] = set()
    while path:
        name, targets = next(reversed(path.items()))
        target = next(targets, None)
        if target is None:
            done.add(name)
            del path[name]
        elif target in path:
            raise BrokenDecisionError(
                f"the ways lead in a circle through `{target}`; mark it `may_return: true` if "
                "meant",
                target,
            )
        elif target not in done:
            path[target] = iter(following.get(target, ()))


def numbering(decision: Decision, pruned: PrunedDecision) -> dict[str, str]:
    """Questions and steps numbered as they are met, outcomes lettered in the data's order."""
    met = [name for name, node in pruned.nodes if node.kind != "outcome"]
    shown = {name for name, _ in pruned.nodes}
    ends = [n for n, node in decision.nodes.items() if n in shown and node.kind == "outcome"]
    numbers = {name: str(i) for i, name in enumerate(met, 1)}
    return numbers | {name: _letter(i) for i, name in enumerate(ends)}


def _letter(place: int) -> str:
    """``A`` to ``Z``, then ``AA``, ``AB`` and so on."""
    over, last = divmod(place, 26)
    return (_letter(over - 1) if over else "") + chr(ord("A") + last)


@dataclass(frozen=True, slots=True)
class Walk:
    """The place of somebody in a decision; ``taken`` are the ways there, steps' own ways included."""

    pruned: PrunedDecision
    taken: tuple[DecisionEdge, ...] = ()

    @property
    def at(self) -> str:
        """The node that is reached."""
        return self.taken[-1].target if self.taken else self.pruned.start

    @property
    def node(self) -> Node:
        """Its record."""
        return dict(self.pruned.nodes)[self.at]

    @property
    def ways(self) -> tuple[DecisionEdge, ...]:
        """The ways on; none from an outcome."""
        return tuple(edge for edge in self.pruned.edges if edge.source == self.at)

    def onward(self, way: DecisionEdge) -> "Walk":
        """The walk with one more way."""
        return replace(self, taken=(*self.taken, way))

    def back(self) -> "Walk":
        """The walk at the question before, steps passed over; unchanged at the start."""
        taken = self.taken[:-1]
        while taken and not taken[-1].label:
            taken = taken[:-1]
        nodes = dict(self.pruned.nodes)
        while taken and nodes[taken[-1].target].kind == "step":
            taken = taken[:-1]
        return replace(self, taken=taken)


def chosen(typed: str, ways: tuple[DecisionEdge, ...]) -> DecisionEdge | None:
    """The way that was typed: its number, its label, or as much of a label as tells it apart."""
    folded = typed.strip().casefold()
    if folded.isdecimal():
        place = int(folded) - 1
        return ways[place] if 0 <= place < len(ways) else None
    exact = [way for way in ways if way.label.strip().casefold() == folded]
    begun = [way for way in ways if folded and way.label.strip().casefold().startswith(folded)]
    found = exact or begun
    return found[0] if len(found) == 1 else None
