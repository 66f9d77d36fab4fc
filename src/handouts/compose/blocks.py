"""The blocks of a layout, filled: one function for each kind, one ``match`` over the kinds."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from handouts.compose import charts, tables
from handouts.compose.context import Context, DecisionView, RoleView
from handouts.compose.inline import MarkdownList, joined
from handouts.compose.recorder import Recorder
from handouts.compose.slots import Slots
from handouts.diagnostics import Diagnostic, HandoutsError, Span
from handouts.document import (
    Block,
    Callout,
    Columns,
    FillIn,
    FillInField,
    Heading,
    ListBlock,
    ListItem,
    PageBreak,
    Paragraph,
    RuleLine,
    Run,
    SourceList,
    Space,
    Variant,
)
from handouts.model.base import Text
from handouts.model.layout import (
    BlockRecord,
    CalloutBlock,
    ColumnsBlock,
    ComparisonTableBlock,
    FillInBlock,
    FlowchartBlock,
    HeadingBlock,
    NoticeBlock,
    PageBreakBlock,
    RuleBlock,
    SourcesBlock,
    SpaceBlock,
    StepsBlock,
    TableBlock,
    TextBlock,
    WageChartBlock,
    WageTableBlock,
)


class Composer:
    """Composes the blocks of one edition; ids count up in reading order."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self.slots = Slots(context.names)
        self.count = 0

    def blocks(self, records: Sequence[BlockRecord]) -> tuple[Block, ...]:
        """The blocks in order; an empty text falls away, and its heading with it."""
        made = [(record, list(self._repeated(record))) for record in records]
        kept: list[Block] = []
        for i, (record, blocks) in enumerate(made):
            if not (record.heading is not None and _heads_nothing(made[i + 1 :])):
                kept += blocks
        return tuple(kept)

    def _repeated(self, record: BlockRecord) -> Iterator[Block]:
        if record.each is None:
            yield from self._one(record)
            return
        once = record.model_copy(update={"each": None})
        for blocks in self._each(self._list(record.each), str(record.as_ or "item"), [once]):
            yield from blocks

    def _one(self, record: BlockRecord) -> Iterator[Block]:
        self.slots.count_block(_span(record))
        if record.when is not None and not self.slots.holds(record.when):
            return
        name = str(record.name or record.kind)
        span = _span(record)
        for block in self._filled(record, span):
            keep = block.keep_together or record.keep == "together"
            yield replace(block, name=name, span=span, keep_together=keep, optional=record.optional)

    def _id(self) -> str:
        self.count += 1
        return f"b{self.count}"

    def _filled(self, record: BlockRecord, span: Span | None) -> Iterator[Block]:
        recorder = self.slots.start()
        body = record.body
        if isinstance(body, ColumnsBlock):
            yield self._columns(body)
            return
        yield from (_noted(block, recorder) for block in self._simple(body, span))

    def _simple(self, body: object, span: Span | None) -> Iterable[Block]:
        match body:
            case HeadingBlock():
                return self._heading(body)
            case TextBlock():
                return self._text(body.text, body.variant)
            case NoticeBlock():
                return self._text(body.text, "small")
            case CalloutBlock():
                return self._callout(body)
            case FillInBlock():
                return [self._fill_in(body)]
            case SourcesBlock():
                return [self._sources(body)]
            case RuleBlock():
                return [RuleLine(id=self._id(), weight=body.weight)]
            case SpaceBlock():
                return [Space(id=self._id(), step=body.step)]
            case PageBreakBlock():
                return [PageBreak(id=self._id())]
            case _:
                return self._data_block(body, span)

    def _data_block(self, body: object, span: Span | None) -> Iterable[Block]:
        context, slots, id_ = self.context, self.slots, self._id()
        match body:
            case ComparisonTableBlock():
                roles = self._roles(body.roles)
                table = tables.comparison_table(body, roles, context, slots, id_)
                return [table] if table.rows else []
            case TableBlock():
                rows = self._list(body.rows)
                return [tables.table(body, rows, slots, id_)] if rows else []
            case FlowchartBlock():
                view = self._decision(body.decision)
                return [charts.flowchart(view, context, slots, id_, span)]
            case StepsBlock():
                view = self._decision(body.decision)
                return [charts.steps(view, context, slots, id_, span, body.columns)]
            case WageChartBlock():
                return [charts.wage_chart(self._roles(body.roles), context, slots, id_)]
            case WageTableBlock():
                return [charts.wage_table(self._roles(body.roles), context, slots, id_)]
            case _:
                raise AssertionError(f"no composer for {type(body).__name__}")

    def _heading(self, body: HeadingBlock) -> list[Block]:
        text = self.slots.rich(body.text)
        if not text:
            return []
        role = self._role(body.role).index if body.role else None
        note = self.slots.rich(body.note) if body.note else ()
        return [
            Heading(id=self._id(), text=text, level=body.level, role=role, tab=body.tab, note=note)
        ]

    def _text(self, leaf: Text, variant: Variant) -> list[Block]:
        made: list[Block] = []
        for part in self.slots.blocks(leaf):
            id_ = self._id()
            if isinstance(part, MarkdownList):
                made.append(_list(id_, part))
            else:
                made.append(Paragraph(id=id_, text=part.text, variant=variant))
        return made

    def _callout(self, body: CalloutBlock) -> list[Block]:
        id_ = self._id()
        inner = self._text(body.text, "body")
        title = self.slots.plain(body.title)
        if not inner:
            return []
        first = inner[0]
        run_in = Run(f"{title} ", bold=True)
        if title and isinstance(first, Paragraph):
            inner[0] = replace(first, text=joined((run_in, *first.text)))
        elif title:
            inner.insert(0, Paragraph(id=self._id(), text=(Run(title, bold=True),)))
        origins = tuple(self.slots.recorder.origins)  # faults name the text that they are found in
        placed = (replace(b, name="callout", span=body.text.span, origins=origins) for b in inner)
        return [Callout(id=id_, blocks=tuple(placed))]

    def _columns(self, body: ColumnsBlock) -> Columns:
        id_ = self._id()
        columns = [self.blocks(column) for column in body.columns]
        if body.each is not None:
            columns += self._each(self._list(body.each), str(body.as_), body.column)
        last = body.widths[-1:] or (1.0,)
        widths = body.widths + last * (len(columns) - len(body.widths))
        return Columns(id=id_, columns=tuple(columns), widths=widths[: len(columns)])

    def _each(
        self, values: list[object], name: str, records: Sequence[BlockRecord]
    ) -> list[tuple[Block, ...]]:
        """The records composed once for each value, which they see under the name."""
        outer, made = self.slots, []
        for value in values:
            self.slots = Slots({**outer.names, name: value})
            made.append(self.blocks(records))
        self.slots = outer
        return made

    def _fill_in(self, body: FillInBlock) -> FillIn:
        blank = self.context.names["blank"]
        values: dict[str, str] = blank if isinstance(blank, dict) else {}
        value = values.get(str(body.blank), "") if body.blank else ""
        fields = tuple(_field(str(f), values) for f in body.fields)
        return FillIn(
            id=self._id(),
            label=self.slots.rich(body.label) if body.label else (),
            hint=self.slots.rich(body.hint) if body.hint else (),
            lines=0 if fields else body.lines,
            fields=fields,
            value=value,
            fill=body.fill,
        )

    def _sources(self, body: SourcesBlock) -> SourceList:
        closing = self.slots.plain(body.closing) if body.closing else ""
        return SourceList(
            id=self._id(), title=self.slots.plain(body.title), entries=(), closing=closing
        )

    def _list(self, leaf: Text) -> list[object]:
        value = self.slots.value(leaf)
        if value is None:
            return []
        if isinstance(value, tuple | list):
            return list(value)
        raise _wrong_value(leaf, "a list")

    def _roles(self, leaf: Text) -> tuple[RoleView, ...]:
        value = self._list(leaf)
        roles = tuple(v for v in value if isinstance(v, RoleView))
        if len(roles) != len(value):
            raise _wrong_value(leaf, "a list of roles, such as `{{ roles }}`")
        return roles

    def _role(self, leaf: Text) -> RoleView:
        value = self.slots.value(leaf)
        if not isinstance(value, RoleView):
            raise _wrong_value(leaf, "a role, such as `{{ roles[0] }}`")
        return value

    def _decision(self, leaf: Text) -> DecisionView:
        value = self.slots.value(leaf)
        if not isinstance(value, DecisionView):
            raise _wrong_value(leaf, "a decision, such as `{{ decision }}`")
        return value


def _wrong_value(leaf: Text, wanted: str) -> HandoutsError:
    return HandoutsError(
        Diagnostic("wrong-value", f"`{leaf}` does not give {wanted}", f"Give {wanted}", leaf.span)
    )


def _heads_nothing(following: Sequence[tuple[BlockRecord, list[Block]]]) -> bool:
    """Whether all that stands under a heading fell away."""
    under = []
    for record, blocks in following:
        if record.heading is not None:
            break
        under.append(blocks)
    return bool(under) and not any(under)


def _span(record: BlockRecord) -> Span | None:
    """The place of the first string in the block."""
    if record.columns is not None:
        inner = (*record.columns.columns, record.columns.column)
        return next((s for c in inner for r in c if (s := _span(r))), None)
    strings = (getattr(record.body, name, None) for name in type(record.body).model_fields)
    return next((s.span for s in strings if isinstance(s, Text) and s.span), None)


def _noted(block: Block, recorder: Recorder) -> Block:
    return replace(block, citations=tuple(recorder.citations), origins=tuple(recorder.origins))


def _list(id_: str, part: MarkdownList) -> ListBlock:
    items = tuple(
        ListItem(id=f"{id_}.i{i}", label=f"{part.start + i}." if part.ordered else "", text=text)
        for i, text in enumerate(part.items)
    )
    return ListBlock(id=id_, items=items, numbering="decimal" if part.ordered else "none")


def _field(text: str, values: dict[str, str]) -> FillInField:
    """``Label``, ``Label=2*`` and ``Label=2*:blank``."""
    label, _, rest = text.partition("=")
    share, _, blank = rest.partition(":")
    return FillInField(label, float(share.rstrip("*") or 1), values.get(blank, ""))
