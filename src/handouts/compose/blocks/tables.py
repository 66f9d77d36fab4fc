"""Tables: roles side by side, and rows of a layout's own."""

import re
from collections.abc import Iterable
from dataclasses import replace

from handouts.characters import NO_BREAK
from handouts.compose.blocks.highlights import Highlight, comparison_note, highlight, marked
from handouts.compose.blocks.scope import Scope
from handouts.compose.dates import kept_together
from handouts.compose.templates.formats import (
    in_brief,
    lower_first,
    money,
    wage_per_hour,
)
from handouts.compose.templates.markdown import joined
from handouts.compose.templates.typography import typographic
from handouts.compose.views.roles import RoleView, releases_of
from handouts.diagnostics import Diagnostic, HandoutsError
from handouts.document import Block, Cell, Paragraph, RichText, Row, Run, Table, TableColumn, plain
from handouts.document.blocks import BOX_TO_TICK, LINE_TO_WRITE_ON, Topic
from handouts.model.base import NOT_REPORTED, Fact, Text
from handouts.model.blocks import Captioned, ComparisonTableBlock, FactsBlock, TableBlock
from handouts.model.records import Dimension
from handouts.model.wages import Wage
from handouts.units import parse_length
from handouts.wording import conjunction

LABEL_SHARE = 118.0
VALUE_SHARES = 404.0
"""Shares of the label column and of the roles' columns together (looks: labels 0 to 118 of 522)."""

_BOX_COLUMN = 36.0
"""Width of a tick box with a mark beside it, for each role."""

_LABELS = 92.0
"""Width of the labels where the roles need the rest."""

_DOTS = re.compile(r"[.… ]*(?:…|\.{3})[.… ]*")
"""What people type for a line to write on."""

_COMPARED = "What is compared"
"""What heads the labels, for people who hear it; on paper the corner is empty."""

_BESIDE = 2
"""At most so many roles leave room for a column of boxes, and for wide labels."""


def comparison_table(body: ComparisonTableBlock, scope: Scope) -> list[Block]:
    """One row for each dimension, then the rules of the marks and the rows where no role has a value."""
    id_ = scope.id
    roles = scope.roles(body.roles)
    rows: list[Row] = []
    rules: list[Highlight] = []
    missing: list[str] = []
    topics: list[Topic] = []
    for i, name in enumerate(scope.dimensions(body.dimensions)):
        dimension = _dimension(name, scope)
        found = highlight(str(name), dimension, roles, scope.context) if body.marks else None
        row = _row(f"{id_}.r{i}", str(name), dimension, found, body, roles, scope)
        if row is not None:
            rows.append(row)
            topics += _about(dimension, (cell.text for cell in row.cells), scope)
            rules += [found] if found else []
        elif _is_of_data(dimension) and not _elsewhere(dimension, roles, scope):
            missing.append(_label(dimension, scope, body.brief))
    if body.tick_boxes and rows and not _boxes_beside(body, roles):
        rows.append(_boxes_below(f"{id_}.rx", body, roles, scope))
    table = Table(
        id=id_,
        columns=tuple(_comparison_columns(body, roles)),
        head=(Row(cells=_heads(body, roles, scope, id_), ruled=False),),
        rows=tuple(rows),
        topics=tuple(topics),
    )
    titles = [r.title if n == 0 else lower_first(r.title) for n, r in enumerate(roles)]
    table = _captioned(table, body, scope, f"{conjunction(titles)} side by side")
    note = comparison_note(rules, missing)
    made: list[Block] = [table] if rows else []
    return [*made, Paragraph(id=f"{id_}.n", text=note, variant="small")] if note else made


def _about(dimension: Dimension, texts: Iterable[RichText], scope: Scope) -> list[Topic]:
    """What the facts of a row are about, and their sources, if there are any."""
    sources = dict.fromkeys(source for text in texts for run in text for source in run.cites)
    label = dimension.topic or dimension.short or dimension.label
    topic = typographic(str(label)).replace("{place}", str(scope.context.names["place"]))
    return [(topic, tuple(sources))] if sources else []


def _is_of_data(dimension: Dimension) -> bool:
    """Whether data is missing where no role has a value: not if the roles share nothing."""
    return dimension.computed != "shared-tasks"


def _heads(
    body: ComparisonTableBlock, roles: tuple[RoleView, ...], scope: Scope, id_: str
) -> tuple[Cell, ...]:
    heads = [Cell(id=f"{id_}.h0", text=(), header="column", spoken=(Run(_COMPARED),))]
    heads += [
        Cell(
            id=f"{id_}.h{i}",
            text=scope.slots.shown(r.title),
            header="column",
            role=r.index,
            tab=body.tabs and not body.brief,
            strong=True,
        )
        for i, r in enumerate(roles, 1)
    ]
    if _boxes_beside(body, roles):
        label = _tick_label(body, scope)
        heads.append(Cell(id=f"{id_}.hx", text=(Run(label),), header="column", quiet=True))
    return tuple(heads)


def _boxes_beside(body: ComparisonTableBlock, roles: tuple[RoleView, ...]) -> bool:
    """Whether there is room for a column of boxes; else they stand in a row of their own."""
    return body.tick_boxes and len(roles) <= _BESIDE


def _boxes_below(
    id_: str, body: ComparisonTableBlock, roles: tuple[RoleView, ...], scope: Scope
) -> Row:
    label = Cell(id=f"{id_}.c0", text=(Run(_tick_label(body, scope)),), header="row", strong=True)
    boxes = (_tick(f"{id_}.c{role.index + 1}", (role,)) for role in roles)
    return Row(cells=(label, *boxes))


def _tick(id_: str, roles: tuple[RoleView, ...]) -> Cell:
    """Boxes to tick, one for each role, which are told by marks; read, by names."""
    said = "; ".join(f"tick box: {role.title}" for role in roles)
    places = tuple(role.index for role in roles)
    return Cell(id=id_, text=(), boxes=places, spoken=(Run(said),))


def _tick_label(body: ComparisonTableBlock, scope: Scope) -> str:
    return scope.slots.plain(body.tick_label) if body.tick_label else ""


def _comparison_columns(
    body: ComparisonTableBlock, roles: tuple[RoleView, ...]
) -> list[TableColumn]:
    """The labels' column, one for each role, and one for boxes."""
    beside = _boxes_beside(body, roles)
    boxes = [TableColumn(width=_BOX_COLUMN * len(roles) + 4)] if beside else []
    if len(body.widths) == len(roles) + 1:
        return [*(_column(width, "left") for width in body.widths), *boxes]
    narrow = body.tick_boxes or len(roles) > _BESIDE
    labels = TableColumn(width=_LABELS) if narrow else TableColumn(share=LABEL_SHARE)
    return [labels, *[TableColumn(share=VALUE_SHARES / len(roles))] * len(roles), *boxes]


def _row(
    id_: str,
    name: str,
    dimension: Dimension,
    found: Highlight | None,
    body: ComparisonTableBlock,
    roles: tuple[RoleView, ...],
    scope: Scope,
) -> Row | None:
    shown = [_shown(name, dimension, role, scope, body.brief) for role in roles]
    if all(text is None for text in shown):
        return None
    if found is not None:
        shown[found.place] = marked(shown[found.place], found)
    elsewhere = _elsewhere(dimension, roles, scope)
    label = _label(dimension, scope, body.brief)
    cells = [Cell(id=f"{id_}.c0", text=(Run(label),), header="row", strong=True)]
    for i, (role, text) in enumerate(zip(roles, shown, strict=True), 1):
        unknown = elsewhere.get(role.slug) or str(dimension.when_unknown or NOT_REPORTED)
        cells.append(Cell(id=f"{id_}.c{i}", text=text or (Run(unknown),)))
    if _boxes_beside(body, roles):
        cells.append(_tick(f"{id_}.cx", roles))
    return Row(cells=tuple(cells))


def _elsewhere(dimension: Dimension, roles: tuple[RoleView, ...], scope: Scope) -> dict[str, str]:
    """Role → where to look instead, for roles with a value in the dimension that this one points to."""
    if dimension.or_see is None:
        return {}
    other = _dimension(dimension.or_see, scope)
    name = str(dimension.or_see)
    known = (r.slug for r in roles if _shown(name, other, r, scope) is not None)
    return dict.fromkeys(known, f"see {lower_first(_label(other, scope))}")


def _dimension(name: Text, scope: Scope) -> Dimension:
    dimension = scope.context.library.dimensions.get(str(name))
    if dimension is None:
        raise HandoutsError(
            Diagnostic(
                "unknown-dimension",
                f"there is no dimension `{name}`",
                f"Known in `data/dimensions.yaml`: {', '.join(scope.context.library.dimensions)}",
                name.span,
            )
        )
    return dimension


def _label(dimension: Dimension, scope: Scope, brief: bool = False) -> str:
    asked = dimension.question if scope.context.one_column else dimension.short if brief else None
    scope.slots.printed.note(asked or dimension.label)
    label = typographic(str(asked or dimension.label))
    return label.replace("{place}", str(scope.context.names["place"]))


def facts(body: FactsBlock, scope: Scope) -> list[Block]:
    """Labels with their values, a row each; what has no value is left out."""
    id_ = scope.id
    role = scope.role(body.role) if body.role else None
    pairs: list[tuple[RichText, RichText]] = []
    topics: list[Topic] = []
    for name in scope.dimensions(body.dimensions):
        dimension = _dimension(name, scope)
        value = _shown(str(name), dimension, role, scope) if role else None
        if value:
            pairs.append(((Run(_label(dimension, scope)),), value))
            topics += _about(dimension, (value,), scope)
    for item in body.items:
        value = scope.slots.rich(item.value)
        if value:
            pairs.append((scope.slots.rich(item.label), value))
    rows = tuple(
        Row(
            cells=(
                Cell(id=f"{id_}.r{i}.c0", text=label, header="row", strong=True),
                _to_fill_in(Cell(id=f"{id_}.r{i}.c1", text=value)),
            )
        )
        for i, (label, value) in enumerate(pairs)
    )
    if not rows:
        return []
    columns = (_column(body.width, "left"), TableColumn(share=2))
    made = Table(id=id_, columns=columns, head=(), rows=rows, topics=tuple(topics))
    return [_captioned(made, body, scope, f"{role.title} in short" if role is not None else "")]


def _captioned(made: Table, body: Captioned, scope: Scope, usual: str = "") -> Table:
    """The table with the caption that the layout gives it, else with the ``usual`` one, only read."""
    printed = scope.slots.rich(body.caption) if body.caption else ()
    if printed:
        return replace(made, caption=printed)
    said = scope.slots.plain(body.spoken) if body.spoken else usual
    return replace(made, caption=(Run(said),), caption_at="spoken") if said else made


def _shown(
    name: str,
    dimension: Dimension,
    role: RoleView,
    scope: Scope,
    brief: bool = False,
) -> RichText | None:
    """The text of a role's cell; nothing when the value is not known."""
    match dimension.computed:
        case "pay" if brief:
            return _pay_alone(role, scope)
        case "rule" if role.rule is not None:
            return scope.slots.shown(role.rule.short or role.rule.verdict)
        case "shared-tasks":
            return _shared_tasks(role, scope)
        case "pay":
            return _pay(role, scope)
        case "pay-hourly":
            return _pay_hourly(role, scope)
        case _:  # of a state without a rule what the role's own file says for all
            return _stated(role.dimensions.get(name), scope, brief)


def _shared_tasks(role: RoleView, scope: Scope) -> RichText | None:
    """The tasks that the other roles of the sheet share, in this role's words."""
    shared = [task for task in role.tasks if task not in role.own_tasks]
    return _in_series([_strong(scope.slots.shown(task)) for task in shared])


def _stated(
    value: Fact | tuple[Fact, ...] | None,
    scope: Scope,
    brief: bool = False,
) -> RichText | None:
    """What the role's own file says of the dimension."""
    facts = value if isinstance(value, tuple) else (value,) if value else ()
    facts = tuple(map(in_brief, facts)) if brief else facts
    return _in_series([scope.slots.shown(fact) for fact in facts if fact.known])


def _in_series(texts: list[RichText]) -> RichText | None:
    parts = [(Run("; "), *text) if i else text for i, text in enumerate(texts)]
    return joined([run for part in parts for run in part]) or None


def _pay(role: RoleView, scope: Scope) -> RichText | None:
    """The yearly median; beside that of a place also that of the whole."""
    shown, national = scope.slots.shown, role.national_wage
    in_place = scope.context.place is not None
    local = role.wage if in_place else national
    if local is None and national is None:
        return None
    runs = _usual(local, scope) if local is not None else [Run("not published")]
    if not in_place and local is not None:
        runs += [Run("; "), *_an_hour(local, scope)] if _in_both(local) else []
    elif national is not None:
        dated = _dated(national, scope)
        whole = scope.context.library.project.axis.whole.in_brief
        runs += [
            Run(f" ({whole}{NO_BREAK}"),
            *shown(_median(national, local or national)),
            *dated,
            Run(")"),
        ]
    return joined(runs)


def _median(wage: Wage, beside: Wage) -> Fact:
    """The middle of a wage, for the period of the one that it stands beside."""
    period = beside.period if beside.spread.is_known else wage.period
    if period == "year":
        return money(wage.annual_median)
    return wage_per_hour(wage.hourly_median)


def _pay_alone(role: RoleView, scope: Scope) -> RichText | None:
    wage = role.wage if scope.context.place else role.national_wage
    return joined(_usual(wage, scope)) if wage is not None else None


def _a_year(wage: Wage, scope: Scope) -> list[Run]:
    shown = scope.slots.shown(money(wage.annual_median))
    unit = [Run(f" a{NO_BREAK}year")] if wage.annual_median.value is not None else []
    return [*_strong(shown), *unit, *_dated(wage, scope)]


def _an_hour(wage: Wage, scope: Scope) -> list[Run]:
    shown = scope.slots.shown(wage_per_hour(wage.hourly_median))
    unit = [Run(f" an{NO_BREAK}hour")] if wage.hourly_median.value is not None else []
    return [*shown, *unit]


def _usual(wage: Wage, scope: Scope) -> list[Run]:
    """The pay for a year, or for an hour where that alone is published."""
    if wage.period == "year":
        return _a_year(wage, scope)
    return [*_strong(tuple(_an_hour(wage, scope))), *_dated(wage, scope)]


def _in_both(wage: Wage) -> bool:
    """Whether the pay for an hour says more: it is no news if neither is known, or it alone."""
    return wage.period == "year" and (wage.year.is_known or wage.hour.is_known)


def _dated(wage: Wage, scope: Scope) -> list[Run]:
    """The release, where figures of several stand on the sheet."""
    context = scope.context
    several = len(releases_of(context.roles, with_place=context.place is not None)) > 1
    return [Run(f", {kept_together(wage.release)}")] if several else []


def _pay_hourly(role: RoleView, scope: Scope) -> RichText | None:
    wage = role.wage if scope.context.place else role.national_wage
    if wage is None:
        return None
    return joined([*_an_hour(wage, scope), *_dated(wage, scope)])


def _strong(text: RichText) -> RichText:
    return tuple(run._replace(bold=bool(run.text)) for run in text)


def table(body: TableBlock, scope: Scope) -> list[Block]:
    """One row for each value, which cells see under the table's ``as`` name; nothing without values."""
    id_ = scope.id
    turns = tuple(scope.turns(body.rows, body.as_))
    if not turns:
        return []
    head = tuple(
        Cell(id=f"{id_}.h{i}", text=text, header="column" if text else None, quiet=True)
        for i, text in enumerate(scope.slots.rich(c.head) for c in body.columns)
    )
    rows = tuple(_table_row(f"{id_}.r{r}", body, turn) for r, turn in enumerate(turns))
    columns = tuple(_column(c.width, c.align) for c in body.columns)
    made = Table(id=id_, columns=columns, head=(Row(cells=head, ruled=False),), rows=rows)
    return [_captioned(made, body, scope)]


def _table_row(id_: str, body: TableBlock, scope: Scope) -> Row:
    cells = (
        Cell(
            id=f"{id_}.c{i}",
            text=scope.slots.rich(c.cell),
            header="row" if i == 0 else None,
            strong=c.strong,
        )
        for i, c in enumerate(body.columns)
    )
    return Row(cells=tuple(map(_to_fill_in, cells)))


def _to_fill_in(cell: Cell) -> Cell:
    """The cell; of dots alone a line to write on, of ``[ ]`` a box to tick.

    As text they would be read aloud as so many dots, which tell nobody that something is asked.
    """
    said = plain(cell.text).replace(NO_BREAK, " ").strip()
    if said == "[ ]":
        return replace(cell, text=(), blank="box", spoken=BOX_TO_TICK)
    if _DOTS.fullmatch(said):
        return replace(cell, text=(), blank="line", spoken=LINE_TO_WRITE_ON)
    return cell


def _column(width: Text | None, align: str) -> TableColumn:
    right = align == "right"
    if width is None:
        return TableColumn(align="right" if right else "left", tabular=right)
    if width.endswith("*"):
        return TableColumn(
            share=float(width[:-1] or 1), align="right" if right else "left", tabular=right
        )
    return TableColumn(width=parse_length(width), align="right" if right else "left", tabular=right)
