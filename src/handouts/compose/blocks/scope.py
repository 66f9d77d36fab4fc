"""The blocks of a layout one after the other, and what each is composed from."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import field, replace
from datetime import date
from typing import Any, Final

from handouts.compose.context import Context, DecisionView, LoopView
from handouts.compose.templates.faults import wrong_value
from handouts.compose.templates.printed import PrintedData
from handouts.compose.templates.slots import Slots
from handouts.compose.views.roles import RoleView
from handouts.diagnostics import Diagnostic, HandoutsError, Span
from handouts.document import Block, Columns, FillIn, Heading, walk
from handouts.document.blocks import Topic
from handouts.document.reading import is_empty_section, is_white
from handouts.drawings import Vector
from handouts.frozen import dataclass
from handouts.images.icons import read_icon, read_stem
from handouts.model.base import Record, Text
from handouts.model.blocks import BlockRecord, SectionBlock

Composer = Callable[[Any, "Scope"], Iterable[Block]]
"""Composes the blocks of a record of one kind."""


ICON_NAME: Final = "the name of an icon, such as `{{ role.icon }}`"


@dataclass(frozen=True, slots=True)
class Scope:
    """What a block is composed from; blocks inside it may get a narrower scope."""

    context: Context
    slots: Slots
    composers: Mapping[type[Record], Composer]
    in_packet: bool
    id: str = ""
    """The id of the block that is composed: its place in the layout, counted from 0.

    ``3.1.0`` is the first block in the second column of the fourth; ``3-2`` is made of the third
    value of the fourth block's ``each``. So a block that falls away changes no other id.
    """
    place: Span | None = None
    """The place of the record that is composed, or of the last one before it that has a place."""
    topic: str = ""
    """What the facts are about in the blocks that are composed, if the layout says so."""
    warnings: list[Diagnostic] = field(default_factory=list)
    """Warnings, to which composing adds."""

    def at(self, position: int | str) -> "Scope":
        """The scope of the block at a position inside this one."""
        return replace(self, id=f"{self.id}.{position}" if self.id else str(position))

    def within(self, names: Mapping[str, object]) -> "Scope":
        """The same scope, in which templates see other values under these names."""
        return replace(self, slots=self.slots.within(names))

    # Blocks

    def blocks(self, records: Sequence[BlockRecord]) -> tuple[Block, ...]:
        """The blocks in order; an empty text falls away, and its heading with it."""
        made: list[tuple[int | None, list[Block]]] = []
        span = self.place
        for number, record in enumerate(records):
            span = record.place or span
            blocks = list(_repeated(record, replace(self.at(number), place=span)))
            if record.section is not None and blocks:  # its headings head what follows them
                made += [(b.level if isinstance(b, Heading) else None, [b]) for b in blocks]
            else:
                made.append((record.heading.level if record.heading else None, blocks))
        # a heading that fell away was one to choose from: it is nothing that stood under another
        left = [(level, blocks) for level, blocks in made if blocks or level is None]
        following = [
            (level, bool(blocks)) if not blocks or not is_white(blocks) else None
            for level, blocks in left
        ]
        return tuple(
            block
            for number, (level, blocks) in enumerate(left, 1)
            if level is None or not is_empty_section(level, filter(None, following[number:]))
            for block in blocks
        )

    # What expressions of a layout give

    def values(self, leaf: Text) -> list[object]:
        """The values of a list; none where there is no value."""
        value = self.slots.value(leaf)
        if value is None:
            return []
        if isinstance(value, Sequence) and not isinstance(value, str):
            return [*value]
        raise HandoutsError(wrong_value(leaf, "a list"))

    def turns(self, leaf: Text, name: str) -> Iterator["Scope"]:
        """A scope for each value of a list, in which templates see it under a name, and ``loop``."""
        values = self.values(leaf)
        for number, value in enumerate(values):
            yield self.within({str(name): value, "loop": LoopView(number, len(values))})

    def roles(self, leaf: Text) -> tuple[RoleView, ...]:
        """The roles of a list of roles."""
        value = self.values(leaf)
        roles = tuple(v for v in value if isinstance(v, RoleView))
        if len(roles) != len(value):
            raise HandoutsError(wrong_value(leaf, "a list of roles, such as `{{ roles }}`"))
        return roles

    def dimensions(self, named: Text | tuple[Text, ...]) -> tuple[Text, ...]:
        """The names of dimensions, as they stand in the layout or as an expression gives them."""
        if isinstance(named, tuple):
            return named
        value = self.values(named)
        names = tuple(v if isinstance(v, Text) else Text(v, named.span) for v in value if isinstance(v, str))  # fmt: skip
        if len(names) != len(value):
            wanted = "names of dimensions, such as `{{ rows.comparison }}`"
            raise HandoutsError(wrong_value(named, wanted))
        return names

    def icon(self, leaf: Text | None) -> Vector | None:
        """The drawing of an icon that a leaf names; none where it names none.

        Raises:
            HandoutsError: where the name was written, when there is no such icon.
        """
        name = self.slots.value(leaf) if leaf is not None and "{" in leaf else leaf
        if leaf is None or not name:
            return None
        if not isinstance(name, str):
            raise HandoutsError(wrong_value(leaf, ICON_NAME))
        own = name if isinstance(name, Text) and name.span else Text(name, leaf.span)
        return self.drawing(own)

    def drawing(self, name: Text) -> Vector:
        """The drawing of an icon."""
        return read_icon(self.context.library.root, name, name.span)

    def stem(self, role: RoleView) -> Vector | str:
        """What hangs from the bar of a T for a role; empty for a plain stem."""
        name = role.record.stem
        return read_stem(self.context.library.root, name, name.span) if name else ""

    def role(self, leaf: Text) -> RoleView:
        """One role."""
        value = self.slots.value(leaf)
        if not isinstance(value, RoleView):
            raise HandoutsError(wrong_value(leaf, "a role, such as `{{ roles[0] }}`"))
        return value

    def decision(self, leaf: Text) -> DecisionView:
        """A decision."""
        value = self.slots.value(leaf)
        if not isinstance(value, DecisionView):
            raise HandoutsError(wrong_value(leaf, "a decision, such as `{{ decision }}`"))
        return value


def _repeated(record: BlockRecord, scope: Scope) -> Iterator[Block]:
    if record.each is None:
        yield from _one(record, scope)
        return
    for number, turn in enumerate(scope.turns(record.each, record.as_ or "item")):
        yield from _one(record, replace(turn, id=f"{scope.id}-{number}"))


def _one(record: BlockRecord, scope: Scope) -> Iterator[Block]:
    scope.slots.count_block(scope.place)
    if record.when is not None and not scope.slots.holds(record.when):
        return
    if record.topic is not None:
        scope = replace(scope, topic=scope.slots.plain(record.topic))
    printed = scope.slots.start()
    blocks = list(scope.composers[type(record.body)](record.body, scope))
    once = scope.slots.plain(record.once) if record.once and scope.in_packet else ""
    if isinstance(record.body, SectionBlock):
        yield from _of_section(blocks, record, scope, once)
        return
    last = _last_day(printed, scope.context)
    for block in blocks:
        yield replace(
            block,
            name=str(record.name or record.kind),
            span=scope.place or block.span,
            origins=printed.origins,
            citations=tuple(printed.citations),
            topics=block.topics or _about(printed, scope),
            expires=last,
            keep_together=block.keep_together or record.keep == "together",
            optional=None if _is_filled_in(block) else record.optional,
            once=once,
        )


def _about(printed: PrintedData, scope: Scope) -> tuple[Topic, ...]:
    return ((scope.topic, tuple(printed.citations)),) if scope.topic and printed.citations else ()


def _of_section(
    blocks: list[Block], record: BlockRecord, scope: Scope, once: str
) -> Iterable[Block]:
    """The blocks of a section, which know their names and sources; in one column if kept together."""
    optional = None if any(map(_is_filled_in, blocks)) else record.optional
    if record.keep == "together" and blocks:
        return [
            Columns(
                id=scope.id,
                name=str(record.name or record.kind),
                span=scope.place,
                columns=(tuple(blocks),),
                widths=(1.0,),
                keep_together=True,
                optional=optional,
                once=once,
            )
        ]
    if optional is None and not once:
        return blocks
    return [
        replace(b, optional=optional if b.optional is None else b.optional, once=b.once or once)
        for b in blocks
    ]


def _is_filled_in(block: Block) -> bool:
    """Whether a value stands on its lines: nothing leaves that out, so that the sheet fits."""
    filled = (one for one in walk((block,)) if isinstance(one, FillIn))
    return any(one.value or any(field.value for field in one.fields) for one in filled)


def _last_day(printed: PrintedData, context: Context) -> date | None:
    """The last day on which all facts that a block prints hold; notes their dates."""
    days = []
    for fact in printed.facts:
        context.dates.note(fact)
        days.append(context.library.ages.last_day(fact))
    return min((day for day in days if day), default=None)
