"""Large numerals, lists to tick, steps on a line, quotes."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Final, TypeVar

from handouts.compose.blocks.drawn.amounts import figure_at
from handouts.compose.blocks.scope import Scope
from handouts.compose.templates.markdown import joined
from handouts.compose.views.roles import RoleView
from handouts.document import (
    Block,
    Checklist,
    KeyFigures,
    Paragraph,
    Quote,
    RichText,
    Run,
    Timeline,
    Track,
    plain,
)
from handouts.document import KeyFigure as Figure
from handouts.document import TickItem as Tick
from handouts.document import TimelineStep as Step
from handouts.document.display import TO_TICK
from handouts.model.base import NOT_REPORTED, Template, Text
from handouts.model.blocks import (
    ChecklistBlock,
    FigureBlock,
    KeyFigure,
    QuoteBlock,
    TickItem,
    TimelineBlock,
    TimelineStep,
)

Record = TypeVar("Record")


def _turns(
    items: Sequence[Record], each: Text | None, name: Text, item: Record | None, scope: Scope
) -> Iterator[tuple[Record, Scope]]:
    """What is written, then what each value of a list makes, with what it is composed from."""
    yield from ((record, scope) for record in items)
    if each is not None and item is not None:
        yield from ((item, turn) for turn in scope.turns(each, name))


def figure(body: FigureBlock, scope: Scope) -> list[Block]:
    """A figure for each item, then for each value; one without a value falls away."""
    turns = _turns(body.items, body.each, body.as_, body.item, scope)
    found = (_figure(record, turn, number) for number, (record, turn) in enumerate(turns))
    made = tuple(one for one in found if one is not None)
    return [KeyFigures(id=scope.id, items=made)] if made else []


def _figure(record: KeyFigure, scope: Scope, number: int) -> Figure | None:
    value = scope.slots.rich(record.value)
    if not plain(value):
        return None
    unit, label = (
        scope.slots.rich(leaf) if leaf is not None else () for leaf in (record.unit, record.label)
    )
    texts = [text for text in (value, unit, label) if text]
    cites = tuple(dict.fromkeys(c for text in texts for run in text for c in run.cites))
    value, unit, label = (_words(text) for text in (value, unit, label))
    carried = (Run("", cites=cites),) if cites else ()
    if label:
        label = (*label, *carried)
    elif unit:
        unit = (*unit, *carried)
    else:
        value = (*value, *carried)
    return Figure(
        id=f"{scope.id}.i{number}",
        value=value,
        unit=unit,
        label=label,
        role=scope.role(record.role).index if record.role is not None else None,
        quiet=plain(value).casefold().startswith(NOT_REPORTED),
    )


def _words(text: RichText) -> RichText:
    return joined([run for run in text if not run.cites])


def checklist(body: ChecklistBlock, scope: Scope) -> list[Block]:
    """An item for each that is written, then for each value; one without a text falls away."""
    turns = _turns(body.items, body.each, body.as_, body.item, scope)
    found = (_tick(record, turn, number) for number, (record, turn) in enumerate(turns))
    made = tuple(one for one in found if one is not None)
    if not made:
        return []
    return [Checklist(id=scope.id, items=made, numbering="boxes", columns=body.columns)]


def _tick(record: TickItem, scope: Scope, number: int) -> Tick | None:
    text = scope.slots.rich(record.text)
    if not text:
        return None
    name = f"{scope.id}.i{number}"
    note = scope.slots.rich(record.note) if record.note is not None else ()
    role = scope.role(record.role) if record.role is not None else None
    return Tick(
        id=name,
        label=f"{TO_TICK}, {role.title}:" if role is not None else f"{TO_TICK}:",
        text=text,
        parts=(Paragraph(id=f"{name}.0", text=note, variant="small"),) if note else (),
        role=role.index if role is not None else None,
    )


_OF_PATHWAY: Final = TimelineStep(
    key=Template("{{ step.key }}"),
    name=Template("{{ step.name }}"),
    short=Template("{{ step.short | if_any }}"),
    icon=Template("{{ step.icon }}"),
    low=Template("{{ step.least if not step.rule }}"),
    high=Template("{{ step.most if not step.rule }}"),
    time=Template("{{ step.rule.verdict | or(step.time) | capitalized | if_any }}"),
    text=Template("{{ step.rule.summary | or(step.text) | if_any }}"),
)
"""What is said of a step of a pathway, if the layout does not say it."""


def timeline(body: TimelineBlock, scope: Scope) -> list[Block]:
    """A track for each role, or one of a list; steps without a name fall away."""
    turns: list[tuple[RoleView | None, list[Scope]]]
    record, called = (body.step, str(body.as_)) if body.step else (_OF_PATHWAY, "step")
    if body.roles is not None:
        roles = scope.roles(body.roles)
        turns = [
            (role, [scope.within({"role": role, called: step}) for step in role.pathway])
            for role in roles
        ]
    else:
        assert body.steps is not None, "a timeline has roles or steps"
        turns = [(None, list(scope.turns(body.steps, body.as_)))]
    tracks = []
    for number, (role, steps) in enumerate(turns):
        name = f"{scope.id}.t{number}"
        found = (_step(f"{name}.s{n}", record, one) for n, one in enumerate(steps))
        made = tuple(step for step in found if step is not None)
        title = scope.slots.shown(role.title) if role is not None else ()
        index = role.index if role is not None else None
        tracks += [Track(id=name, steps=made, title=title, role=index)] if made else []
    if len(tracks) == _SIDES and not scope.context.one_column:
        tracks = _aligned(*tracks)
    else:
        tracks = [replace(track, steps=tuple(_numbered(track.steps))) for track in tracks]
    return [Timeline(id=scope.id, tracks=tuple(tracks))] if tracks else []


_SIDES: Final = 2
"""Tracks that share a line, one at each side of it."""


def _step(name: str, record: TimelineStep, scope: Scope) -> Step | None:
    called = scope.slots.rich(record.name)
    if not plain(called):
        return None
    time, text, topic = (
        scope.slots.rich(leaf) if leaf is not None else ()
        for leaf in (record.time, record.text, record.short)
    )
    low, high = (figure_at(leaf, scope) for leaf in (record.low, record.high))
    return Step(
        id=name,
        row=0,
        number="",
        name=called,
        key=(scope.slots.plain(record.key) if record.key is not None else "") or plain(called),
        topic=topic,
        icon=scope.icon(record.icon),
        time=time,
        text=text,
        low=low,
        high=high,
    )


def _numbered(steps: Iterable[Step]) -> Iterator[Step]:
    return (replace(step, row=row, number=str(row), topic=()) for row, step in enumerate(steps, 1))


def _aligned(one: Track, other: Track) -> list[Track]:
    """Both with their steps in common rows: those of one key side by side, the others on their own."""
    left, right, row = list(one.steps), list(other.steps), 0
    rows: tuple[list[Step], list[Step]] = ([], [])
    while left or right:
        keys = [step.key for step in right]
        same = bool(left) and left[0].key in keys[:1]
        first = bool(left) and (same or left[0].key not in keys)
        taken = (left[:1] if first else [], right[:1] if same or not first else [])
        row += 1
        apart = same and plain(left[0].name) != plain(right[0].name)
        topic = (left[0].topic or right[0].topic) if apart else ()
        for side, steps, made in zip((left, right), taken, rows, strict=True):
            made += [
                replace(step, row=row, number=str(row), topic=topic, apart=apart) for step in steps
            ]
            del side[: len(steps)]
    return [replace(one, steps=tuple(rows[0])), replace(other, steps=tuple(rows[1]))]


def quote(body: QuoteBlock, scope: Scope) -> list[Block]:
    """A sentence and who says it; nothing where it has no words."""
    text = scope.slots.rich(body.text)
    if not text:
        return []
    source = scope.slots.rich(body.source) if body.source is not None else ()
    role = scope.role(body.role).index if body.role is not None else None
    return [Quote(id=scope.id, text=text, source=source, role=role)]
