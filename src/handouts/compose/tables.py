"""Tables: roles side by side, and rows of a layout's own."""

from functools import lru_cache

from handouts.compose.context import Context, RoleView
from handouts.compose.formats import NO_BREAK, conjunction, in_brief, money, percent, wage_per_hour
from handouts.compose.inline import joined
from handouts.compose.slots import Slots
from handouts.compose.typography import typographic
from handouts.diagnostics import Diagnostic, HandoutsError
from handouts.document import Cell, RichText, Row, Run, Table, TableColumn
from handouts.model.base import NOT_REPORTED, Fact, Text
from handouts.model.layout_blocks import ComparisonTableBlock, FactsBlock, TableBlock
from handouts.model.records import Dimension
from handouts.units import parse_length

LABEL_SHARE = 118.0
VALUE_SHARES = 404.0
"""Shares of the label column and of the roles' columns together (looks: labels 0 to 118 of 522)."""

_BOX_COLUMN = 36.0
"""Width of a tick box with a mark beside it, for each role."""


def comparison_table(
    block: ComparisonTableBlock,
    roles: tuple[RoleView, ...],
    context: Context,
    slots: Slots,
    id_: str,
) -> Table:
    """One row for each dimension; a dimension that no role knows is left out."""
    rows = tuple(
        row
        for i, dimension in enumerate(block.dimensions)
        if (row := _row(f"{id_}.r{i}", dimension, block, roles, context, slots)) is not None
    )
    label = slots.plain(block.lean_label) if block.lean and block.lean_label else ""
    heads = [Cell(id=f"{id_}.h0", text=())]
    heads += [
        Cell(
            id=f"{id_}.h{i}",
            text=slots.shown(r.title),
            header="column",
            role=r.index,
            tab=block.tabs and not block.brief,
            strong=True,
        )
        for i, r in enumerate(roles, 1)
    ]
    columns = _comparison_columns(block, len(roles))
    if block.lean:
        heads.append(Cell(id=f"{id_}.hx", text=(Run(label),), header="column", quiet=True))
        columns.append(TableColumn(width=_BOX_COLUMN * len(roles) + 4))
    return Table(
        id=id_,
        columns=tuple(columns),
        head=(Row(cells=tuple(heads), ruled=False),),
        rows=rows,
        summary=f"{conjunction([r.title for r in roles])} side by side",
    )


def _comparison_columns(block: ComparisonTableBlock, roles: int) -> list[TableColumn]:
    """The labels' column and one for each role."""
    if len(block.widths) == roles + 1:
        return [_column(width, "left") for width in block.widths]
    labels = TableColumn(width=92) if block.lean else TableColumn(share=LABEL_SHARE)
    return [labels, *[TableColumn(share=VALUE_SHARES / roles)] * roles]


def _row(
    id_: str,
    name: Text,
    block: ComparisonTableBlock,
    roles: tuple[RoleView, ...],
    context: Context,
    slots: Slots,
) -> Row | None:
    dimension = _dimension(name, context)
    shown = [_shown(str(name), dimension, role, context, slots, block.brief) for role in roles]
    if all(text is None for text in shown):
        return None
    unknown: RichText = (Run(str(dimension.when_unknown or NOT_REPORTED)),)
    label = _label(dimension, context, block.brief)
    cells = [Cell(id=f"{id_}.c0", text=(Run(label),), header="row", strong=True)]
    cells += [Cell(id=f"{id_}.c{i}", text=text or unknown) for i, text in enumerate(shown, 1)]
    if block.lean:
        cells.append(Cell(id=f"{id_}.cx", text=(), boxes=tuple(r.index for r in roles)))
    return Row(cells=tuple(cells))


def _dimension(name: Text, context: Context) -> Dimension:
    dimension = context.library.dimensions.get(str(name))
    if dimension is None:
        raise HandoutsError(
            Diagnostic(
                "unknown-dimension",
                f"there is no dimension `{name}`",
                f"Known in `data/dimensions.yaml`: {', '.join(context.library.dimensions)}",
                name.span,
            )
        )
    return dimension


def _label(dimension: Dimension, context: Context, brief: bool = False) -> str:
    asked = dimension.question if context.one_column else dimension.short if brief else None
    label = typographic(str(asked or dimension.label))
    return label.replace("{place}", str(context.names["place"]))


def facts(
    block: FactsBlock, role: RoleView | None, context: Context, slots: Slots, id_: str
) -> Table:
    """Labels with their values, a row each; what has no value is left out."""
    pairs: list[tuple[RichText, RichText]] = []
    for name in block.dimensions:
        dimension = _dimension(name, context)
        value = _shown(str(name), dimension, role, context, slots) if role else None
        if value:
            pairs.append(((Run(_label(dimension, context)),), value))
    for item in block.items:
        value = slots.rich(item.value)
        if value:
            pairs.append((slots.rich(item.label), value))
    rows = tuple(
        Row(
            cells=(
                Cell(id=f"{id_}.r{i}.c0", text=label, header="row", strong=True),
                Cell(id=f"{id_}.r{i}.c1", text=value),
            )
        )
        for i, (label, value) in enumerate(pairs)
    )
    summary = f"{role.title} in short" if role is not None else ""
    columns = (_column(block.width, "left"), TableColumn(share=2))
    return Table(id=id_, columns=columns, head=(), rows=rows, summary=summary)


def _shown(
    name: str,
    dimension: Dimension,
    role: RoleView,
    context: Context,
    slots: Slots,
    brief: bool = False,
) -> RichText | None:
    """What stands in a role's cell; nothing when it is not known."""
    match name:
        case "pay" if brief:
            return _pay_alone(role, context, slots)
        case "state-rule" if context.state is not None:
            rule = role.rule
            if rule is None:  # what its own file says of every state
                return _stated(dimension, role.dimensions.get(name), slots)
            return slots.shown(rule.short or rule.verdict)
        case "shared-tasks":
            return _shared_tasks(role, slots)
        case "pay":
            return _pay(role, context, slots)
        case "pay-hourly":
            return _pay_hourly(role, context, slots)
        case _:
            return _stated(dimension, role.dimensions.get(name), slots, brief)


def _shared_tasks(role: RoleView, slots: Slots) -> RichText | None:
    """What the other roles of the sheet do too, in this role's words."""
    shared = [task for task in role.tasks if task not in role.own_tasks]
    texts = [_strong(slots.shown(task)) for task in shared]
    parts = [(Run("; "), *text) if i else text for i, text in enumerate(texts)]
    return joined([run for part in parts for run in part]) or None


def _stated(
    dimension: Dimension,
    value: Fact | tuple[Fact, ...] | None,
    slots: Slots,
    brief: bool = False,
) -> RichText | None:
    """What the role's own file says of the dimension."""
    facts = value if isinstance(value, tuple) else (value,) if value else ()
    facts = tuple(map(in_brief, facts)) if brief else facts
    texts = [slots.shown(_written(dimension, fact)) for fact in facts if fact.known]
    parts = [(Run("; "), *text) if i else text for i, text in enumerate(texts)]
    return joined([run for part in parts for run in part]) or None


def _written(dimension: Dimension, fact: Fact) -> Fact:
    match dimension.kind:
        case "money":
            return money(fact)
        case "percent":
            return percent(fact)
        case _:
            return fact


def _pay(role: RoleView, context: Context, slots: Slots) -> RichText | None:
    """The median for a year; beside a state's the nation's."""
    local = role.wage if context.state else role.national_wage
    if local is None and role.national_wage is None:
        return None
    runs = [Run("not published")]
    if local is not None:
        runs = [*_strong(slots.shown(money(local.annual_median))), Run(" a year")]
    if context.state is None and local is not None:
        hourly = slots.shown(wage_per_hour(local.hourly_median))
        runs += [Run("; "), *hourly, Run(f" an{NO_BREAK}hour")]
    elif role.national_wage is not None:
        national = slots.shown(money(role.national_wage.annual_median))
        runs += [Run(f" (U.S.{NO_BREAK}"), *national, Run(")")]
    return joined(runs)


def _pay_alone(role: RoleView, context: Context, slots: Slots) -> RichText | None:
    wage = role.wage if context.state else role.national_wage
    if wage is None:
        return None
    return joined((*_strong(slots.shown(money(wage.annual_median))), Run(" a year")))


def _pay_hourly(role: RoleView, context: Context, slots: Slots) -> RichText | None:
    wage = role.wage if context.state else role.national_wage
    if wage is None:
        return None
    return joined((*slots.shown(wage_per_hour(wage.hourly_median)), Run(f" an{NO_BREAK}hour")))


def _strong(text: RichText) -> RichText:
    return tuple(Run(run.text, bold=True, link=run.link) for run in text)


def table(block: TableBlock, rows: list[object], slots: Slots, id_: str) -> Table:
    """One row for each of ``rows``, which the cells see under the block's ``as`` name."""
    head = tuple(
        Cell(id=f"{id_}.h{i}", text=slots.rich(c.head), header="column", quiet=True)
        for i, c in enumerate(block.columns)
    )
    body: list[Row] = []
    inner = Slots(slots.names)
    inner.recorder = slots.recorder
    for r, value in enumerate(rows):
        inner.let(str(block.as_), value)
        cells = tuple(
            Cell(
                id=f"{id_}.r{r}.c{i}",
                text=inner.rich(c.cell),
                header="row" if i == 0 else None,
                strong=c.strong,
            )
            for i, c in enumerate(block.columns)
        )
        body.append(Row(cells=cells))
    columns = tuple(_column(c.width, c.align) for c in block.columns)
    return Table(id=id_, columns=columns, head=(Row(cells=head, ruled=False),), rows=tuple(body))


@lru_cache(maxsize=1_024)
def _column(width: Text | None, align: str) -> TableColumn:
    right = align == "right"
    if width is None:
        return TableColumn(align="right" if right else "left", tabular=right)
    if width.endswith("*"):
        return TableColumn(
            share=float(width[:-1] or 1), align="right" if right else "left", tabular=right
        )
    return TableColumn(width=parse_length(width), align="right" if right else "left", tabular=right)
