"""The blocks of a layout one after the other, and what each is composed from."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import count
from typing import Any

from handouts.compose.context import Context, DecisionView, RoleView
from handouts.compose.templates.printed import PrintedData
from handouts.compose.templates.slots import Slots
from handouts.diagnostics import Diagnostic, HandoutsError, Span
from handouts.document import Block
from handouts.document.reading import is_empty_section
from handouts.model.base import Record, Text
from handouts.model.blocks import BlockRecord

Composer = Callable[[Any, "Scope"], Iterable[Block]]
"""The blocks of a record of its own kind."""


def ids(part: str) -> Iterator[str]:
    """Ids that count up in reading order, behind the name of the part of a packet."""
    before = f"{part}." if part else ""
    return (f"{before}b{number}" for number in count(1))


@dataclass(frozen=True, slots=True)
class Scope:
    """What a block is composed from; inside of it there may be a narrower one."""

    context: Context
    slots: Slots
    composers: Mapping[type[Record], Composer]
    ids: Iterator[str]
    in_packet: bool
    place: Span | None = None
    """Of the record that is composed, or of the one before it that has a place."""
    warnings: list[Diagnostic] = field(default_factory=list)
    """What is noticed, and fails nothing."""

    def new_id(self) -> str:
        """The id of the next block."""
        return next(self.ids)

    def within(self, names: Mapping[str, object]) -> "Scope":
        """The same, where templates see other values under these names."""
        return replace(self, slots=self.slots.within(names))

    # Blocks

    def blocks(self, records: Sequence[BlockRecord]) -> tuple[Block, ...]:
        """The blocks in order; an empty text falls away, and its heading with it."""
        made: list[tuple[int | None, list[Block]]] = []
        scope = self
        for record in records:
            scope = replace(scope, place=record.place or scope.place)
            level = record.heading.level if record.heading else None
            made.append((level, list(_repeated(record, scope))))
        following = [(level if blocks else None, bool(blocks)) for level, blocks in made]
        return tuple(
            block
            for number, (level, blocks) in enumerate(made, 1)
            if level is None or not is_empty_section(level, following[number:])
            for block in blocks
        )

    # What expressions of a layout give

    def values(self, leaf: Text) -> list[object]:
        """The values of a list; none where there is no value."""
        value = self.slots.value(leaf)
        if value is None:
            return []
        if isinstance(value, tuple | list):
            return [*value]
        raise _wrong_value(leaf, "a list")

    def roles(self, leaf: Text) -> tuple[RoleView, ...]:
        """The roles of a list of roles."""
        value = self.values(leaf)
        roles = tuple(v for v in value if isinstance(v, RoleView))
        if len(roles) != len(value):
            raise _wrong_value(leaf, "a list of roles, such as `{{ roles }}`")
        return roles

    def role(self, leaf: Text) -> RoleView:
        """One role."""
        value = self.slots.value(leaf)
        if not isinstance(value, RoleView):
            raise _wrong_value(leaf, "a role, such as `{{ roles[0] }}`")
        return value

    def decision(self, leaf: Text) -> DecisionView:
        """A decision."""
        value = self.slots.value(leaf)
        if not isinstance(value, DecisionView):
            raise _wrong_value(leaf, "a decision, such as `{{ decision }}`")
        return value


def _repeated(record: BlockRecord, scope: Scope) -> Iterator[Block]:
    if record.each is None:
        yield from _one(record, scope)
        return
    name = str(record.as_ or "item")
    for value in scope.values(record.each):
        yield from _one(record, scope.within({name: value}))


def _one(record: BlockRecord, scope: Scope) -> Iterator[Block]:
    scope.slots.count_block(scope.place)
    if record.when is not None and not scope.slots.holds(record.when):
        return
    printed = scope.slots.start()
    blocks = list(scope.composers[type(record.body)](record.body, scope))
    last = _last_day(printed, scope.context)
    for block in blocks:
        yield replace(
            block,
            name=str(record.name or record.kind),
            span=scope.place or block.span,
            origins=printed.origins,
            citations=tuple(printed.citations),
            expires=last,
            keep_together=block.keep_together or record.keep == "together",
            optional=record.optional,
        )


def _last_day(printed: PrintedData, context: Context) -> date | None:
    """The last day on which all facts that a block prints hold; notes their dates."""
    days = []
    for fact in printed.facts:
        context.dates.note(fact)
        days.append(context.library.ages.last_day(fact))
    return min((day for day in days if day), default=None)


def _wrong_value(leaf: Text, wanted: str) -> HandoutsError:
    return HandoutsError(
        Diagnostic("wrong-value", f"`{leaf}` does not give {wanted}", f"Give {wanted}", leaf.span)
    )
