"""A decision asked instead of printed: its questions one by one, its outcome and why."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from handouts.compose.context import place_of
from handouts.diagnostics import Diagnostic, HandoutsError
from handouts.load import load
from handouts.model.base import Text
from handouts.model.decisions import (
    BrokenDecisionError,
    Circumstances,
    Decision,
    DecisionEdge,
    Node,
    PrunedDecision,
    Walk,
    chosen,
    numbering,
    prune,
    with_place,
)
from handouts.model.library import Library
from handouts.model.records import Place, Source
from handouts.model.records.places import PlaceAxis
from handouts.plan import PlaceNames, one_of
from handouts.plan.names import role_called, usual_audience


@dataclass(frozen=True, slots=True)
class Passed:
    """A question or step on the way, and how it was answered; a step has no answer."""

    id: str
    label: str
    text: str
    answer: str


@dataclass(frozen=True, slots=True)
class RuleNote:
    """What the place asks of a role that the outcome names."""

    role: str
    title: str
    verdict: str
    credential: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """Where a walk ended, and why."""

    id: str
    label: str
    title: str
    text: str
    roles: tuple[str, ...]
    path: tuple[Passed, ...]
    rules: tuple[RuleNote, ...]
    sources: tuple[tuple[str, Source], ...]


@dataclass(frozen=True, slots=True)
class Interview:
    """One decision for one audience and place."""

    slug: str
    decision: Decision
    library: Library
    audience: str
    place: Place | None
    pruned: PrunedDecision

    @property
    def in_place(self) -> str:
        """The place or the whole, as it stands in a sentence."""
        return place_of(self.place, self.library.project.axis)

    def begun(self) -> Walk:
        """The walk at the start of the decision."""
        return Walk(self.pruned)

    def label(self, name: str) -> str:
        """The number or letter of a node, the same as on the sheet."""
        return numbering(self.decision, self.pruned)[name]

    def said(self, text: str) -> str:
        """A node's text for this place."""
        text = with_place(text, self.in_place)
        return text[:1].upper() + text[1:]

    def answered(self, typed: str, walk: Walk) -> DecisionEdge | None:
        """The way that was typed: its number or label, or the role that it alone leads straight to.

        Raises:
            UsageError: when two roles are called so.
        """
        way = chosen(typed, walk.ways)
        role = None if way else role_called(typed, self.library)
        if role is None:
            return way
        nodes = dict(self.pruned.nodes)
        found = [one for one in walk.ways if role in nodes[one.target].roles]
        return found[0] if len(found) == 1 else None

    def outcome(self, walk: Walk) -> Outcome:
        """Where the walk ended.

        Raises:
            ValueError: when it has not ended.
        """
        node = walk.node
        if node.kind != "outcome":
            raise ValueError(f"{walk.at} is no outcome")
        nodes = dict(self.pruned.nodes)
        path = tuple(
            Passed(
                way.source,
                self.label(way.source),
                self.said(str(nodes[way.source].text)),
                way.label,
            )
            for way in walk.taken
        )
        facts = [*(nodes[way.source] for way in walk.taken), node]
        rules, cited = self._rules(node)
        return Outcome(
            walk.at,
            self.label(walk.at),
            str(node.title or ""),
            self.said(str(node.text)),
            tuple(str(role) for role in node.roles),
            path,
            rules,
            self._sources([*(s for fact in facts for s in fact.text.sources), *cited]),
        )

    def _rules(self, node: Node) -> tuple[tuple[RuleNote, ...], list[Text]]:
        """What the place asks of the outcome's roles, and the sources of these rules."""
        notes, cited = [], list[Text]()
        for role in node.roles:
            rule = self.place.rules.get(role) if self.place else None
            if rule is not None:
                title = str(self.library.roles[role].title)
                notes.append(RuleNote(str(role), title, str(rule.verdict), rule.credential))
                cited += rule.verdict.sources
        return tuple(notes), cited

    def _sources(self, ids: Iterable[Text]) -> tuple[tuple[str, Source], ...]:
        known = self.library.sources
        return tuple((i, known[i]) for i in dict.fromkeys(map(str, ids)) if i in known)


def interview(root: Path, decision: str, place: str | None, audience: str | None) -> Interview:
    """Load the project and prune the decision.

    Raises:
        UsageError: on a name that matches nothing.
        HandoutsError: when the decision, the place or the audience has faults, or the pruned
        decision is broken.
    """
    library = load(root)
    slug = _known(library, "decisions", "decision", library.decisions, decision)
    audiences = library.audiences
    heard = (
        _known(library, "audiences", "audience", audiences, audience)
        if audience
        else usual_audience(audiences)
    )
    code = PlaceNames(library).one(place) if place else None
    if code is not None and code not in library.places:
        raise HandoutsError(*library.faulty[("places", code)])
    record = library.places[code] if code else None
    return Interview(
        slug,
        library.decisions[slug],
        library,
        heard,
        record,
        _pruned(library.decisions[slug], heard, record, library.project.axis),
    )


def _known(library: Library, kind: str, what: str, records: Iterable[str], typed: str) -> str:
    faulty = {slug: faults for (k, slug), faults in library.faulty.items() if k == kind}
    found = one_of(typed, what, (*records, *faulty))
    if found in faulty:
        raise HandoutsError(*faulty[found])
    return found


def _pruned(
    decision: Decision, audience: str, place: Place | None, axis: PlaceAxis
) -> PrunedDecision:
    rules = {slug: rule.credential for slug, rule in place.rules.items()} if place else {}
    code = str(place.code if place else axis.whole.code)
    try:
        return prune(decision, Circumstances(audience, code, rules))
    except BrokenDecisionError as fault:
        node = decision.nodes.get(fault.node)
        raise HandoutsError(
            Diagnostic(
                "broken-decision",
                f"the decision falls apart in {place_of(place, axis)}: {fault}",
                "Give every question and step a way on that holds there",
                node.text.span if node else None,
            )
        ) from fault
