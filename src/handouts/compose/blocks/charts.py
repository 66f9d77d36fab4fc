"""Decisions as charts and steps, wages as charts and tables."""

import re
from collections import Counter
from collections.abc import Sequence
from typing import Final

from handouts.characters import NO_BREAK
from handouts.compose.blocks.scope import Scope
from handouts.compose.context import Context, DecisionView, RoleView, kept_together, releases_of
from handouts.compose.templates.formats import money, number
from handouts.compose.templates.markdown import joined
from handouts.compose.templates.slots import Slots
from handouts.compose.templates.typography import typographic
from handouts.diagnostics import Diagnostic, HandoutsError
from handouts.document import (
    Block,
    Cell,
    ChartEdge,
    ChartNode,
    Flowchart,
    ListBlock,
    ListItem,
    RichText,
    Row,
    Run,
    Table,
    TableColumn,
    WageChart,
    WageRange,
    WageSeries,
)
from handouts.model.base import Fact
from handouts.model.blocks import FlowchartBlock, StepsBlock, WageChartBlock, WageTableBlock
from handouts.model.decisions import (
    BrokenDecisionError,
    Node,
    PrunedDecision,
    numbering,
    prune,
    with_place,
)
from handouts.model.wages import Figure, Wage
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
        )
        for name, node in pruned.nodes
    )
    edges = tuple(ChartEdge(e.source, e.target, typographic(e.label)) for e in pruned.edges)
    chart = Flowchart(
        id=id_,
        alternative=_alternative(nodes),
        shows=_told(view),
        nodes=nodes,
        edges=edges,
        roles=len(slugs),
    )
    return [chart]


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
    results = (f"{n.title or n.text.rstrip('.')}{f' ({n.meant})' if n.meant else ''}" for n in ends)
    return (
        f"Decision flowchart: {conjunction(boxes)} lead to {_counted(len(ends), 'result')}: "
        f"{', '.join(results)}."
    )


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


def _dollars(figure: Figure, slots: Slots) -> float | None:
    if figure.value is None:
        slots.printed.note(money(figure))
        return None
    slots.printed.note_fact(figure.fact, str(money(figure).text))
    return float(figure.value)


def _range(place: str, wage: Wage | None, local: bool, slots: Slots) -> WageRange:
    if wage is None:
        return WageRange(place, local, None, None, None, None, None, NOT_PUBLISHED)
    return WageRange(
        place,
        local,
        _dollars(wage.annual_p10, slots),
        _dollars(wage.annual_p25, slots),
        _dollars(wage.annual_median, slots),
        _dollars(wage.annual_p75, slots),
        _dollars(wage.annual_p90, slots),
        str(money(wage.annual_median).text),
    )


def _wages(role: RoleView, context: Context) -> list[tuple[str, Wage | None, bool]]:
    whole = context.library.project.axis.whole
    nation = (whole.in_brief, role.national_wage, context.place is None)
    if context.place is None:
        return [nation]
    return [(str(context.place.name), role.wage, True), nation]


def _releases(roles: Sequence[RoleView], context: Context) -> tuple[str, ...]:
    return releases_of(roles, with_place=context.place is not None)


def _dated(place: str, wage: Wage | None, releases: Sequence[str]) -> str:
    """The place, with the release where figures of several stand together."""
    several = wage is not None and len(releases) > 1
    return f"{place}, {kept_together(wage.release)}" if wage and several else place


def wage_chart(body: WageChartBlock, scope: Scope) -> list[Block]:
    """Each role's annual percentiles in the state and the nation."""
    id_ = scope.id
    context, slots = scope.context, scope.slots
    roles = scope.roles(body.roles)
    releases = _releases(roles, context)
    series = tuple(
        WageSeries(
            role.index,
            str(role.title),
            tuple(
                _range(_dated(place, wage, releases), wage, local, slots)
                for place, wage, local in _wages(role, context)
            ),
        )
        for role in roles
    )
    rows = [
        (f"{one.name}, {row.place}", wage)
        for one, role in zip(series, roles, strict=True)
        for row, (_, wage, _) in zip(one.ranges, _wages(role, context), strict=True)
    ]
    middle, whole = (
        " ".join(
            ("Range chart of pay for a year.", *(f"{name}: {said(wage)}." for name, wage in rows))
        )
        for said in (_middle_half, _every_figure)
    )
    shows = () if body.alone else _paid(roles)
    alternative = whole if body.alone else middle
    return [WageChart(id=id_, alternative=alternative, figures=whole, shows=shows, series=series)]


def _paid(roles: Sequence[RoleView]) -> tuple[str, ...]:
    return tuple(f"pay of {role.slug}" for role in roles)


def _middle_half(wage: Wage | None) -> str:
    """The median and the middle half; what is not a number in words."""
    if wage is None or wage.annual_median.value is None:
        return _worded(wage.annual_median) if wage else NOT_PUBLISHED
    low, high = wage.annual_p25.value, wage.annual_p75.value
    half = f", the middle half {low:,.0f} to {high:,.0f}" if low and high else ""
    return f"half earn less than {wage.annual_median.value:,.0f} dollars{half}"


def _every_figure(wage: Wage | None) -> str:
    """All five; where one is no number, each by itself."""
    figures = wage and (
        wage.annual_p10,
        wage.annual_p25,
        wage.annual_median,
        wage.annual_p75,
        wage.annual_p90,
    )
    if not figures:
        return NOT_PUBLISHED
    numbers = [figure.value for figure in figures]
    if all(numbers):
        low, high = (f"{figures[end].value:,.0f}" for end in (0, 4))
        return f"{_middle_half(wage)}; 10% earn less than {low}, 10% more than {high}"
    words = [_worded(figure) for figure in figures]
    if not any(numbers) and len(set(words)) == 1:
        return words[0]
    return "; ".join(
        f"{head.lower()} {said}" if figure.value else f"{head.lower()}: {said}"
        for head, figure, said in zip(_HEADS, figures, words, strict=False)
    )


def _worded(figure: Figure) -> str:
    return str(money(figure).text)


_HEADS = ("10% earn less than", "25% earn less than", "Half earn less than", "25% earn more than",
          "10% earn more than", "Jobs counted")  # fmt: skip


def wage_table(body: WageTableBlock, scope: Scope) -> list[Block]:
    """The chart's figures as a table, with the jobs counted."""
    id_ = scope.id
    context, slots, roles = scope.context, scope.slots, scope.roles(body.roles)
    releases, whole = _releases(roles, context), context.library.project.axis.whole
    rows: list[Row] = []
    for role in roles:
        places = _wages(role, context)
        for i, (place, wage, _) in enumerate(places):
            row = f"{id_}.r{len(rows)}"
            name = Cell(
                id=f"{row}.c0",
                text=(Run(str(role.title)),),
                header="row",
                role=role.index,
                strong=True,
                rows=len(places),
            )
            said = _dated(str(whole.name) if place == whole.in_brief else place, wage, releases)
            cells = _wage_cells(row, said, wage, slots)
            rows.append(Row(cells=(name, *cells) if i == 0 else cells, ruled=i == 0))
    caption = ", ".join(filter(None, ("Pay for a year", conjunction(releases))))
    head = Row(
        cells=(
            Cell(id=f"{id_}.h0", text=(), header="column", quiet=True, spoken=(Run("Job"),)),
            Cell(id=f"{id_}.h1", text=(Run("Place"),), header="column", quiet=True),
            *(
                Cell(
                    id=f"{id_}.h{i}", text=(Run(text),), header="column", quiet=True, strong=i == 4
                )
                for i, text in enumerate(_HEADS, 2)
            ),
        ),
        ruled=False,
    )
    money_column = TableColumn(width=50, align="right", tabular=True)
    columns = (
        TableColumn(share=1.17),
        TableColumn(share=1),
        *[money_column] * 5,
        TableColumn(width=46, align="right", tabular=True),
    )
    summary = "Annual wage percentiles and jobs for each role in the state and the nation"
    return [
        Table(
            id=id_,
            columns=columns,
            head=(head,),
            rows=tuple(rows),
            caption=(Run(caption),),
            caption_at="corner",
            summary=summary,
            tells=_paid(roles),
        )
    ]


def _wage_cells(row: str, place: str, wage: Wage | None, slots: Slots) -> tuple[Cell, ...]:
    if wage is None:
        shown: list[RichText] = [(Run(NOT_PUBLISHED),)] * 6
    else:
        figures = (
            wage.annual_p10,
            wage.annual_p25,
            wage.annual_median,
            wage.annual_p75,
            wage.annual_p90,
        )
        shown = [slots.shown(money(f)) for f in figures]
        shown.append(slots.shown(number(wage.employment)))
    head = Cell(id=f"{row}.c1", text=(Run(place),), header="row")
    return (
        head,
        *(Cell(id=f"{row}.c{i}", text=t, strong=i == 4) for i, t in enumerate(shown, 2)),
    )
