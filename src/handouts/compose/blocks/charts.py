"""Decisions as charts and steps, wages as charts and tables."""

import re
from collections import Counter
from collections.abc import Sequence
from typing import Final

from handouts.characters import NO_BREAK
from handouts.compose.blocks.scope import Scope
from handouts.compose.context import Context, DecisionView
from handouts.compose.templates.markdown import joined
from handouts.compose.templates.slots import Slots
from handouts.compose.templates.typography import typographic
from handouts.diagnostics import Diagnostic, HandoutsError
from handouts.document import (
    Block,
    ChartEdge,
    ChartNode,
    Flowchart,
    ListBlock,
    ListItem,
    RichText,
    Run,
)
from handouts.drawings import Vector
from handouts.model.base import Fact, Text
from handouts.model.blocks import FlowchartBlock, StepsBlock
from handouts.model.decisions import (
    BrokenDecisionError,
    Node,
    PrunedDecision,
    numbering,
    prune,
    with_place,
)
from handouts.wording import conjunction

NOT_PUBLISHED: Final = "not published"


def _pruned(view: DecisionView, scope: Scope) -> PrunedDecision:
    try:
        return prune(view.record, view.circumstances)
    except BrokenDecisionError as fault:
        node = view.record.nodes.get(fault.node)
        where = f"in {view.circumstances.place} for {view.circumstances.audience}"
        raise HandoutsError(
            Diagnostic(
                "broken-decision",
                f"the decision falls apart {where}: {fault}",
                "Give every question and step a way on that holds there",
                node.text.span if node else scope.place,
            )
        ) from fault


def _text(node: Node, scope: Scope) -> str:
    """A node's text; if a state's rule put the node there, it also rests on the rule's sources."""
    text = with_place(typographic(str(node.text)), scope.context.in_place)
    text = text[:1].upper() + text[1:]
    scope.slots.printed.note_fact(node.text, text, _basis(node, scope.context))
    return text


def _basis(node: Node, context: Context) -> list[Fact]:
    """The rules of the state that put a node into the chart."""
    rules = {role.slug: role.rule for role in context.roles}
    return [rule.verdict for slug in node.when.credential if (rule := rules.get(slug))]


def _cited(node: Node, context: Context) -> Run:
    facts = (node.text, *_basis(node, context))
    return Run("", cites=tuple(dict.fromkeys(str(s) for fact in facts for s in fact.sources)))


def _note_labels(pruned: PrunedDecision, slots: Slots) -> None:
    """Note what titles and answers are printed, and where they were written."""
    for label in (*(node.title for _, node in pruned.nodes), *(e.label for e in pruned.edges)):
        slots.printed.note(label)


def flowchart(body: FlowchartBlock, scope: Scope) -> list[Block]:
    """The drawn chart; its alternative text says how large it is and where it leads."""
    id_ = scope.id
    view = scope.decision(body.decision)
    pruned = _pruned(view, scope)
    labels = numbering(view.record, pruned)
    slugs = [role.slug for role in scope.context.roles]
    _note_labels(pruned, scope.slots)
    nodes = tuple(
        ChartNode(
            name,
            node.kind,
            labels[name],
            _text(node, scope),
            typographic(str(node.title or "")),
            tuple(slugs.index(str(r)) for r in node.roles),
            _meant(node, scope.context),
            *_figure(body, node, scope),
            *_family(node.look, node.icon, scope),
        )
        for name, node in pruned.nodes
    )
    edges = tuple(
        ChartEdge(e.source, e.target, typographic(e.label), *_family(e.look, e.icon, scope))
        for e in pruned.edges
    )
    chart = Flowchart(
        id=id_,
        alternative=_alternative(nodes),
        shows=_told(view),
        nodes=nodes,
        edges=edges,
        roles=len(slugs),
        kind=body.kind,
    )
    return [chart]


def _figure(body: FlowchartBlock, node: Node, scope: Scope) -> tuple[str, str]:
    """What a result of one role shows in large type, and what that is; nothing where there is no figure."""
    roles = [role for role in scope.context.roles if role.slug in map(str, node.roles)]
    if node.kind != "outcome" or len(roles) != 1 or body.figure is None:
        return "", ""
    turn = scope.within({"role": roles[0]})
    figure = turn.slots.plain(body.figure)
    unit = turn.slots.plain(body.unit) if body.unit is not None and figure else ""
    return figure, unit


def _family(look: int | None, icon: Text | None, scope: Scope) -> tuple[int | None, Vector | None]:
    """The look of a family by its place in the style, and its icon."""
    return look and look - 1, scope.drawing(icon) if icon else None


def _told(view: DecisionView) -> tuple[str, ...]:
    return (f"decision {view.title}",)


def _meant(node: Node, context: Context) -> str:
    """The roles that an outcome shows by their marks alone."""
    said = {"and", "or", *_words(f"{node.title or ''} {node.text}")}
    marked = [str(role.title) for role in context.roles if role.slug in map(str, node.roles)]
    unsaid = [title for title in marked if not said.issuperset(_words(title))]
    return typographic(conjunction(unsaid, "or").lower())


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


def _alternative(nodes: Sequence[ChartNode]) -> str:
    kinds = Counter(node.kind for node in nodes)
    boxes = [_counted(kinds[kind], kind) for kind in ("question", "step") if kinds[kind]]
    ends = [node for node in nodes if node.kind == "outcome"]
    results = (_said(node) for node in ends)
    return (
        f"Decision flowchart: {conjunction(boxes)} lead to {_counted(len(ends), 'result')}: "
        f"{', '.join(results)}."
    )


def _said(node: ChartNode) -> str:
    """A result's title, with its figure."""
    figure = " ".join(text for text in (node.figure, node.unit) if text)
    more = "; ".join(text for text in (node.meant, figure) if text)
    return f"{node.title or node.text.rstrip('.')}{f' ({more})' if more else ''}"


def _counted(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"


def steps(body: StepsBlock, scope: Scope) -> list[Block]:
    """The same graph as a list: first the numbered questions and steps, then the lettered results."""
    id_ = scope.id
    view = scope.decision(body.decision)
    pruned = _pruned(view, scope)
    labels = numbering(view.record, pruned)
    _note_labels(pruned, scope.slots)
    by_label = sorted(pruned.nodes, key=lambda n: (n[1].kind == "outcome", _order(labels[n[0]])))
    ids = {name: f"{id_}.i{i}" for i, (name, _) in enumerate(by_label)}
    items = tuple(
        ListItem(
            id=ids[name],
            label=labels[name],
            text=_step_text(name, node, pruned, labels, ids, scope),
        )
        for name, node in by_label
    )
    return [
        ListBlock(id=id_, items=items, numbering="decimal", columns=body.columns, tells=_told(view))
    ]


def _order(label: str) -> tuple[int, str]:
    return (int(label), "") if label.isdigit() else (len(label), label)


def _step_text(
    name: str,
    node: Node,
    pruned: PrunedDecision,
    labels: dict[str, str],
    ids: dict[str, str],
    scope: Scope,
) -> RichText:
    """A step's text and where it leads on, each way a link to that step."""
    text = _text(node, scope)
    if node.kind == "outcome":
        title = f"{typographic(str(node.title))}. " if node.title else ""
        return joined((Run(title, bold=True), Run(_ended(text)), _cited(node, scope.context)))
    ways = [e for e in pruned.edges if e.source == name]
    if node.kind == "step":
        said = [f"Then{NO_BREAK}{labels[ways[0].target]}."]
    else:
        said = [
            f"{typographic(e.label).replace(' ', NO_BREAK)}:{NO_BREAK}{labels[e.target]}."
            for e in ways
        ]
    runs = [Run(text)]
    for way, words in zip(ways, said, strict=True):
        runs += (Run(" "), Run(words, bold=True, link=f"#{ids[way.target]}"))
    return joined((*runs, _cited(node, scope.context)))


def _ended(text: str) -> str:
    """The text with a full stop, if it has no end mark."""
    return text if text.endswith((".", "!", "?")) else f"{text}."
