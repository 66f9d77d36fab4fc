"""The blocks of a layout, filled: one function for each kind, one ``match`` over the kinds."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from itertools import chain
from typing import TypeVar

from handouts.compose.blocks import binding, charts, overlap, pictures, tables
from handouts.compose.blocks.notices import notices
from handouts.compose.context import Context, DecisionView, RoleView
from handouts.compose.templates.markdown import MarkdownList, joined
from handouts.compose.templates.recorder import Recorder
from handouts.compose.templates.slots import Slots
from handouts.diagnostics import Diagnostic, HandoutsError, Span
from handouts.document import (
    Block,
    Callout,
    Columns,
    Emblem,
    FillIn,
    FillInField,
    Heading,
    ListBlock,
    ListItem,
    PageBreak,
    Paragraph,
    RuleLine,
    Run,
    Space,
    Variant,
)
from handouts.model.base import Record, Text
from handouts.model.blocks import (
    BlockRecord,
    CalloutBlock,
    ColumnsBlock,
    ComparisonTableBlock,
    ContentsBlock,
    EmblemBlock,
    FactsBlock,
    FillInBlock,
    FlowchartBlock,
    HeadingBlock,
    ImageBlock,
    NoticeBlock,
    NoticesBlock,
    OverlapDiagramBlock,
    PageBreakBlock,
    QrBlock,
    RuleBlock,
    SourcesBlock,
    SpaceBlock,
    StepsBlock,
    TableBlock,
    TextBlock,
    WageChartBlock,
    WageTableBlock,
)

# Small parts of blocks: lists, fields to fill in, headings that head nothing, places.


def heads_nothing(level: int, following: Sequence[tuple[BlockRecord, list[Block]]]) -> bool:
    """Whether all that stands under a heading of this level fell away."""
    under = []
    for record, blocks in following:
        if record.heading is not None and blocks and record.heading.level <= level:
            break
        under.append(blocks)
    return bool(under) and not any(under)


def place_of(record: BlockRecord) -> Span | None:
    """The place of the first string in the block, else of what it is called or depends on."""
    first = record.inner if record.columns is not None else ()
    around = (record.name, record.when, record.each, record.as_)
    strings = chain(_strings(first), _strings(record.body), _strings(around))
    return next((text.span for text in strings if text.span), None)


def _strings(value: object) -> Iterator[Text]:
    """The strings of a record, in their order, those of the blocks that stand in it too."""
    if isinstance(value, Text):
        yield value
    elif isinstance(value, tuple):
        for one in value:
            yield from _strings(one)
    elif isinstance(value, Record):
        for name in type(value).model_fields:
            yield from _strings(getattr(value, name))


def list_block(id_: str, part: MarkdownList) -> ListBlock:
    """A list of a text."""
    items = tuple(
        ListItem(id=f"{id_}.i{i}", label=f"{part.start + i}." if part.ordered else "", text=text)
        for i, text in enumerate(part.items)
    )
    return ListBlock(id=id_, items=items, numbering="decimal" if part.ordered else "none")


def fill_in_field(text: str, values: dict[str, str]) -> FillInField:
    """``Label``, ``Label=2*`` and ``Label=2*:blank``."""
    label, _, rest = text.partition("=")
    share, _, blank = rest.partition(":")
    value = values.get(blank, "")
    place = value.span if isinstance(value, Text) else None
    return FillInField(label, float(share.rstrip("*") or 1), str(value), place)


B = TypeVar("B", bound=Block)


class Composer:
    """Composes the blocks of one edition; ids count up in reading order.

    ``part`` is its name in a packet, which stands before the ids.
    """

    def __init__(self, context: Context, part: str = "") -> None:
        self.context = context
        self.part = part
        self.slots = Slots(context.names)
        self.count = 0
        self.place: Span | None = None
        """Of the block that is being composed, or of the one before it that has a place."""
        self.warnings: tuple[Diagnostic, ...] = ()

    def blocks(self, records: Sequence[BlockRecord]) -> tuple[Block, ...]:
        """The blocks in order; an empty text falls away, and its heading with it."""
        made = [(record, list(self._repeated(record))) for record in records]
        kept: list[Block] = []
        for i, (record, blocks) in enumerate(made):
            heading = record.heading
            if heading is None or not heads_nothing(heading.level, made[i + 1 :]):
                kept += blocks
        return tuple(kept)

    def _repeated(self, record: BlockRecord) -> Iterator[Block]:
        if record.each is None:
            yield from self._one(record)
            return
        for _ in self._named_in_turn(self._list(record.each), str(record.as_ or "item")):
            yield from self._one(record)

    def _one(self, record: BlockRecord) -> Iterator[Block]:
        span = self.place = place_of(record) or self.place
        self.slots.count_block(span)
        if record.when is not None and not self.slots.holds(record.when):
            return
        body = record.body
        recorder = self.slots.start()
        if isinstance(body, ColumnsBlock):
            blocks: Iterable[Block] = [self._columns(body)]
            recorder = Recorder()  # what the columns print is noted in their own blocks
        elif isinstance(body, EmblemBlock):
            blocks = [self._emblem(body)]
        else:
            blocks = list(self._simple(body, span))
        last = self._last_day(recorder)
        for block in blocks:
            yield replace(
                block,
                name=str(record.name or record.kind),
                span=span or block.span,
                origins=recorder.origins,
                citations=tuple(recorder.citations),
                expires=last,
                keep_together=block.keep_together or record.keep == "together",
                optional=record.optional,
            )

    def _last_day(self, recorder: Recorder) -> date | None:
        """The last day on which all facts that a block prints hold; notes their dates."""
        days = []
        for fact in recorder.facts:
            self.context.dates.note(fact)
            days.append(self.context.library.ages.last_day(fact))
        return min((day for day in days if day), default=None)

    def notices(self) -> list[Block]:
        """What publisher and audience require."""
        return notices(self.context.notices, self.slots, self._id)

    def _id(self) -> str:
        self.count += 1
        return f"{self.part}.b{self.count}" if self.part else f"b{self.count}"

    def _simple(self, body: object, span: Span | None) -> Iterable[Block]:
        match body:
            case HeadingBlock():
                return self._heading(body)
            case TextBlock():
                return self._text(body.text, body.variant, body.columns)
            case NoticeBlock():
                return self._text(body.text, "small")
            case CalloutBlock():
                return self._callout(body)
            case FillInBlock():
                return [self._fill_in(body)]
            case SourcesBlock() | ContentsBlock():
                return binding.lists(body, self.slots, self._id(), packet=bool(self.part))
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
                return tables.comparison_table(body, roles, context, slots, id_)
            case TableBlock():
                rows = self._list(body.rows)
                return [tables.table(body, rows, slots, id_)] if rows else []
            case FactsBlock():
                about = self._role(body.role) if body.role else None
                made = tables.facts(body, about, context, slots, id_)
                return [made] if made.rows else []
            case WageChartBlock():
                return [charts.wage_chart(self._roles(body.roles), context, slots, id_, body.alone)]
            case WageTableBlock():
                return [charts.wage_table(self._roles(body.roles), context, slots, id_)]
            case NoticesBlock():
                return self.notices()
            case _:
                return self._drawn_block(body, id_, span)

    def _drawn_block(self, body: object, id_: str, span: Span | None) -> Iterable[Block]:
        context, slots = self.context, self.slots
        match body:
            case OverlapDiagramBlock():
                return [self._overlap(body, id_, span)]
            case QrBlock():
                return self._qr(body, id_)
            case ImageBlock():
                made, warnings = pictures.picture(body, context, slots, id_)
                self.warnings += warnings
                return made
            case FlowchartBlock():
                view = self._decision(body.decision)
                return [charts.flowchart(view, context, slots, id_, span)]
            case StepsBlock():
                view = self._decision(body.decision)
                return [charts.steps(view, context, slots, id_, span, body.columns)]
            case _:
                raise AssertionError(f"no composer for {type(body).__name__}")

    def _heading(self, body: HeadingBlock) -> list[Block]:
        text = self.slots.rich(body.text)
        if not text:
            return []
        role = self._role(body.role).index if body.role else None
        note = self.slots.rich(body.note) if body.note else ()
        return [
            Heading(
                id=self._id(),
                text=text,
                level=body.level,
                role=role,
                tab=body.tab,
                note=note,
                type=body.type,
            )
        ]

    def _text(self, leaf: Text, variant: Variant, columns: int = 1) -> list[Block]:
        made: list[Block] = []
        for part in self.slots.blocks(leaf):
            id_ = self._id()
            if isinstance(part, MarkdownList):
                made.append(replace(list_block(id_, part), columns=columns))
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
        origins = self.slots.recorder.origins  # faults name the text that they are found in
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

    def _overlap(self, body: OverlapDiagramBlock, id_: str, span: Span | None) -> Block:
        roles = self._roles(body.roles)
        pair = overlap.arms(roles)
        shown = pair or roles
        outer, made = self.slots, []
        for number, role in enumerate(shown):
            self.slots = Slots({**outer.names, "role": role, "deep": number > 0})
            made.append(self.blocks(body.column))
        self.slots = outer
        if pair is None:
            return overlap.side_by_side(body, shown, made, outer, id_)
        block = overlap.diagram(body, pair, (made[0], made[1]), outer, id_)
        bar, steps = (
            replace(_noted(b, outer.recorder), span=span) for b in (block.bar, block.steps)
        )
        return replace(block, bar=bar, steps=steps)

    def _qr(self, body: QrBlock, id_: str) -> list[Block]:
        outer = self.slots
        self.slots = Slots(outer.names)
        beside = self.blocks(body.beside)
        self.slots = outer
        recipient = self.context.edition.recipient
        return pictures.qr_code(body, beside, outer, recipient, (id_, self._id()))

    def _each(
        self, values: list[object], name: str, records: Sequence[BlockRecord]
    ) -> list[tuple[Block, ...]]:
        """The records composed once for each value, which they see under the name."""
        return [self.blocks(records) for _ in self._named_in_turn(values, name)]

    def _named_in_turn(self, values: list[object], name: str) -> Iterator[None]:
        """Let templates see each value under the name, one after the other."""
        outer = self.slots
        for value in values:
            self.slots = Slots({**outer.names, name: value})
            yield
        self.slots = outer

    def _fill_in(self, body: FillInBlock) -> FillIn:
        blank = self.context.names["blank"]
        values: dict[str, str] = blank if isinstance(blank, dict) else {}
        value = values.get(str(body.blank), "") if body.blank else ""
        fields = tuple(fill_in_field(str(f), values) for f in body.fields)
        self.slots.recorder.note(value)
        for field in fields:
            self.slots.recorder.note_text(field.value, field.span)
        return FillIn(
            id=self._id(),
            label=self.slots.rich(body.label) if body.label else (),
            hint=self.slots.rich(body.hint) if body.hint else (),
            lines=0 if fields else body.lines,
            fields=fields,
            value=str(value),
            fill=body.fill,
        )

    def _emblem(self, body: EmblemBlock) -> Emblem:
        lines = binding.emblem_lines(body, self._roles(body.roles), self.slots)
        return Emblem(id=self._id(), lines=lines, blocks=self.blocks(body.beside))

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


def _noted(block: B, recorder: Recorder) -> B:
    return replace(block, citations=tuple(recorder.citations), origins=recorder.origins)
