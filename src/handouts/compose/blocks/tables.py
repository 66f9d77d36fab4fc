"""Tables: roles side by side, and rows of a layout's own."""

from handouts.characters import NO_BREAK
from handouts.compose.blocks.highlights import Standout, comparison_note, marked, standout
from handouts.compose.context import Context, RoleView
from handouts.compose.templates.formats import (
    conjunction,
    in_brief,
    lower_first,
    money,
    percent,
    wage_per_hour,
)
from handouts.compose.templates.markdown import joined
from handouts.compose.templates.slots import Slots
from handouts.compose.templates.typography import typographic
from handouts.diagnostics import Diagnostic, HandoutsError
from handouts.document import Block, Cell, Paragraph, RichText, Row, Run, Table, TableColumn
from handouts.model.base import NOT_REPORTED, Fact, Text
from handouts.model.blocks import ComparisonTableBlock, FactsBlock, TableBlock
from handouts.model.records import Dimension
from handouts.units import parse_length

LABEL_SHARE = 118.0
VALUE_SHARES = 404.0
"""Shares of the label column and of the roles' columns together (looks: labels 0 to 118 of 522)."""

_BOX_COLUMN = 36.0
"""Width of a tick box with a mark beside it, for each role."""

_LABELS = 92.0
"""Width of the labels where the roles need the rest."""

_BESIDE = 2
"""So many roles leave room for a column of boxes, and for wide labels."""

_DERIVED = ("shared-tasks",)
"""Dimensions that say something of the roles together: without a value nothing is missing."""


def comparison_table(
    block: ComparisonTableBlock,
    roles: tuple[RoleView, ...],
    context: Context,
    slots: Slots,
    id_: str,
) -> list[Block]:
    """One row for each dimension, then how it is marked and which no role has a value for."""
    rows: list[Row] = []
    rules: list[Standout] = []
    missing: list[str] = []
    for i, name in enumerate(block.dimensions):
        dimension = _dimension(name, context)
        found = standout(str(name), dimension, roles, context) if block.marks else None
        row = _row(f"{id_}.r{i}", str(name), dimension, found, block, roles, context, slots)
        if row is not None:
            rows.append(row)
            rules += [found] if found else []
        elif name not in _DERIVED and not _elsewhere(dimension, roles, context, slots):
            missing.append(_label(dimension, context, slots, block.brief))
    if block.tick_boxes and rows and not _boxes_beside(block, roles):
        rows.append(_boxes_below(f"{id_}.rx", block, roles, slots))
    table = Table(
        id=id_,
        columns=tuple(_comparison_columns(block, roles)),
        head=(Row(cells=_heads(block, roles, slots, id_), ruled=False),),
        rows=tuple(rows),
        summary=f"{conjunction([r.title for r in roles])} side by side",
    )
    note = comparison_note(rules, missing)
    made: list[Block] = [table] if rows else []
    return [*made, Paragraph(id=f"{id_}.n", text=note, variant="small")] if note else made


def _heads(
    block: ComparisonTableBlock, roles: tuple[RoleView, ...], slots: Slots, id_: str
) -> tuple[Cell, ...]:
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
    if _boxes_beside(block, roles):
        label = _lean_label(block, slots)
        heads.append(Cell(id=f"{id_}.hx", text=(Run(label),), header="column", quiet=True))
    return tuple(heads)


def _boxes_beside(block: ComparisonTableBlock, roles: tuple[RoleView, ...]) -> bool:
    """Whether there is room for a column of boxes; else they stand in a row of their own."""
    return block.tick_boxes and len(roles) <= _BESIDE


def _boxes_below(
    id_: str, block: ComparisonTableBlock, roles: tuple[RoleView, ...], slots: Slots
) -> Row:
    label = Cell(id=f"{id_}.c0", text=(Run(_lean_label(block, slots)),), header="row", strong=True)
    boxes = (Cell(id=f"{id_}.c{r.index + 1}", text=(), boxes=(r.index,)) for r in roles)
    return Row(cells=(label, *boxes))


def _lean_label(block: ComparisonTableBlock, slots: Slots) -> str:
    return slots.plain(block.tick_label) if block.tick_label else ""


def _comparison_columns(
    block: ComparisonTableBlock, roles: tuple[RoleView, ...]
) -> list[TableColumn]:
    """The labels' column, one for each role, and one for boxes."""
    beside = _boxes_beside(block, roles)
    boxes = [TableColumn(width=_BOX_COLUMN * len(roles) + 4)] if beside else []
    if len(block.widths) == len(roles) + 1:
        return [*(_column(width, "left") for width in block.widths), *boxes]
    narrow = block.tick_boxes or len(roles) > _BESIDE
    labels = TableColumn(width=_LABELS) if narrow else TableColumn(share=LABEL_SHARE)
    return [labels, *[TableColumn(share=VALUE_SHARES / len(roles))] * len(roles), *boxes]


def _row(
    id_: str,
    name: str,
    dimension: Dimension,
    found: Standout | None,
    block: ComparisonTableBlock,
    roles: tuple[RoleView, ...],
    context: Context,
    slots: Slots,
) -> Row | None:
    shown = [_shown(name, dimension, role, context, slots, block.brief) for role in roles]
    if all(text is None for text in shown):
        return None
    if found is not None:
        shown[found.place] = marked(shown[found.place], found)
    elsewhere = _elsewhere(dimension, roles, context, slots)
    label = _label(dimension, context, slots, block.brief)
    cells = [Cell(id=f"{id_}.c0", text=(Run(label),), header="row", strong=True)]
    for i, (role, text) in enumerate(zip(roles, shown, strict=True), 1):
        unknown = elsewhere.get(role.slug) or str(dimension.when_unknown or NOT_REPORTED)
        cells.append(Cell(id=f"{id_}.c{i}", text=text or (Run(unknown),)))
    if _boxes_beside(block, roles):
        cells.append(Cell(id=f"{id_}.cx", text=(), boxes=tuple(r.index for r in roles)))
    return Row(cells=tuple(cells))


def _elsewhere(
    dimension: Dimension, roles: tuple[RoleView, ...], context: Context, slots: Slots
) -> dict[str, str]:
    """Role → where to look, for roles that have a value in the dimension that this one points to."""
    if dimension.or_see is None:
        return {}
    other = _dimension(dimension.or_see, context)
    name = str(dimension.or_see)
    known = (r.slug for r in roles if _shown(name, other, r, context, slots) is not None)
    return dict.fromkeys(known, f"see {lower_first(_label(other, context, slots))}")


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


def _label(dimension: Dimension, context: Context, slots: Slots, brief: bool = False) -> str:
    asked = dimension.question if context.one_column else dimension.short if brief else None
    slots.recorder.note(asked or dimension.label)
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
            pairs.append(((Run(_label(dimension, context, slots)),), value))
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
        runs = [*_strong(slots.shown(money(local.annual_median))), Run(f" a{NO_BREAK}year")]
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
    return joined((*_strong(slots.shown(money(wage.annual_median))), Run(f" a{NO_BREAK}year")))


def _pay_hourly(role: RoleView, context: Context, slots: Slots) -> RichText | None:
    wage = role.wage if context.state else role.national_wage
    if wage is None:
        return None
    return joined((*slots.shown(wage_per_hour(wage.hourly_median)), Run(f" an{NO_BREAK}hour")))


def _strong(text: RichText) -> RichText:
    return tuple(run._replace(bold=bool(run.text)) for run in text)


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


def _column(width: Text | None, align: str) -> TableColumn:
    right = align == "right"
    if width is None:
        return TableColumn(align="right" if right else "left", tabular=right)
    if width.endswith("*"):
        return TableColumn(
            share=float(width[:-1] or 1), align="right" if right else "left", tabular=right
        )
    return TableColumn(width=parse_length(width), align="right" if right else "left", tabular=right)
