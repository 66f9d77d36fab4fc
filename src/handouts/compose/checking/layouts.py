"""The leaves of a layout, each with the names that it sees."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any, Final

from handouts.compose.blocks.scope import ICON_NAME
from handouts.compose.checking.expressions import Vocabulary
from handouts.compose.checking.filters import item_of
from handouts.compose.checking.statements import text_faults, value_of
from handouts.compose.context import (
    SUBJECT_NAMES,
    DecisionView,
    LoopView,
    Names,
    PlaceView,
    place_name,
)
from handouts.compose.templates.faults import wrong_value
from handouts.compose.values.language import (
    ANYTHING,
    NOTHING,
    TEXT,
    TRUTH,
    AnythingType,
    ListType,
    MappingType,
    NothingType,
    RecordType,
    TextType,
    Type,
    members,
    union,
)
from handouts.compose.values.seen import fields_of, record_of
from handouts.compose.views.choices import row_names
from handouts.compose.views.roles import RoleView, StepView
from handouts.diagnostics import Diagnostic
from handouts.frozen import dataclass
from handouts.model import blocks
from handouts.model.base import Fact, Record, Template
from handouts.model.blocks import BlockRecord
from handouts.model.blocks.charts import ChartBlock, TileMapBlock
from handouts.model.layout import Layout
from handouts.model.library import Library
from handouts.model.records import NO_SUBJECT
from handouts.model.records.collections import type_of as model_seen
from handouts.model.records.places import PlaceAxis
from handouts.model.records.values import Kind, Measured

Seen = Mapping[str, Type]

KINDS: Final = tuple(SUBJECT_NAMES)


def names_of(kind: str, axis: PlaceAxis, blanks: Iterable[str] = ()) -> dict[str, Type]:
    """The names that a layout sees whose subject is of a kind, with their types."""
    own = fields_of(Names)
    names = {place_name(axis): own["here"], **own}
    for other, name in SUBJECT_NAMES.items():
        known = [one for one in members(names[name]) if one is not NOTHING]
        names[name] = union(known) if other == kind else NOTHING
    if kind != "roles":
        del names["role"]  # a name that blocks may give to something of their own
    names["blank"] = MappingType(TEXT, "blanks", tuple(blanks))
    return names


def vocabulary_of(library: Library) -> Vocabulary:
    """The names by which layouts look things up, those of faulty records too."""
    found: dict[str, dict[str, Type]] = {
        "dimensions": {slug: _dimension(slug, library) for slug in library.dimensions},
        "roles": dict.fromkeys(library.roles, ANYTHING),
        "collections": {},
        "rows": dict.fromkeys(row_names(library), ANYTHING),
    }
    for name, collected in library.collections.items():
        kinds = {n: one.kind for n, one in collected.collection.fields.items()}
        found["collections"][name] = ListType(_of_collection(name, kinds))
    for kind, slug in library.faulty:
        if kind in found:
            found[kind].setdefault(slug, ANYTHING)
    return found


def _of_collection(name: str, kinds: Mapping[str, Kind]) -> RecordType:
    """A record of a collection, by the kinds that its fields declare."""
    views = {"place": record_of(PlaceView), "role": record_of(RoleView)}
    lists: dict[str, Type] = {"list": ListType(record_of(Fact))}

    def fields() -> dict[str, Type]:
        known = views | lists
        own = {n: known.get(kind) or record_of(model_seen(kind)) for n, kind in kinds.items()}
        return {"slug": TEXT, **own}

    return RecordType(f"record of {name}", fields)


def _dimension(slug: str, library: Library) -> Type:
    """What roles have there: a list, or a fact, which is no amount if no role has a number there."""
    fact = record_of(Fact)
    if library.dimensions[slug].kind == "list":
        return ListType(fact)
    values = [role.dimensions.get(slug) for role in library.roles.values()]
    known = [one for one in values if isinstance(one, Fact) and one.known]
    if any(isinstance(one, Measured) for one in known):
        return record_of(Measured)
    if not known or any(_NUMBER.fullmatch(one.text) for one in known):
        return fact
    return replace(fact, name="fact in words", is_amount=False)


_NUMBER: Final = re.compile(r"\s*[-+]?[\d_]*\.?\d*(?:[eE][-+]?\d+)?\s*")
"""What may be read as a number."""


class LayoutCheck:
    """Reads one layout as sheets of one kind of subject see it."""

    def __init__(self, axis: PlaceAxis, vocabulary: Vocabulary) -> None:
        self.axis = axis
        self.vocabulary = vocabulary
        self.faults: dict[Diagnostic, None] = {}

    def read(self, layout: Layout, kind: str) -> tuple[Diagnostic, ...]:
        """Every fault once, in the order of reading."""
        names = names_of(kind, self.axis, layout.blanks)
        names |= self.vocabulary.get("collections", {})
        for leaf in (layout.title, layout.contents, layout.called):
            self._text(leaf, names)
        for line in (layout.header, layout.footer):
            if line is not None:
                self._fields(line, names)
        self._blocks((*layout.body, *layout.foot), names)
        return tuple(self.faults)

    def _blocks(self, records: Iterable[BlockRecord], names: Seen) -> None:
        for record in records:
            seen = dict(names)
            if record.each is not None:
                seen[str(record.as_ or "item")] = item_of(self._gives(record.each, "each", names))
                seen["loop"] = record_of(LoopView)
            if record.when is not None:
                self._value(record.when, seen, bare=True)
            for leaf in (record.topic, record.once):
                self._text(leaf, seen)
            self._fields(record.body, seen)

    def _fields(self, record: Record, names: Seen, more: tuple[str, Seen] = ("", {})) -> None:
        """The leaves of a record and of the records in it; ``more`` names are seen under a path."""
        path, seen_there = more
        if type(record) in _INNER:
            path, give = _INNER[type(record)]
            seen_there = give(self, record, names)
        first, _, rest = path.partition(".")
        for name in type(record).model_fields:
            on_way = name in first.split("|")
            seen = {**names, **seen_there} if on_way and not rest else names
            further = (rest, seen_there) if on_way else ("", {})
            value = getattr(record, name)
            if isinstance(value, Template):
                self._leaf(value, name, seen)
            else:
                self._many(value, seen, further)

    def _many(self, value: object, names: Seen, more: tuple[str, Seen]) -> None:
        if isinstance(value, BlockRecord):
            self._blocks((value,), names)
        elif isinstance(value, Record):
            self._fields(value, names, more)
        elif isinstance(value, tuple):
            for one in value:
                self._many(one, names, more)

    def _leaf(self, leaf: Template, name: str, names: Seen) -> None:
        if name in WANTED:
            self._gives(leaf, name, names)
        else:
            self._text(leaf, names)

    def _text(self, leaf: Template | None, names: Seen) -> None:
        if leaf is not None:
            self._note(text_faults(leaf, names, self.vocabulary))

    def _value(self, leaf: Template, names: Seen, *, bare: bool = False) -> Type:
        found, faults = value_of(leaf, names, self.vocabulary, bare=bare)
        self._note(faults)
        return ANYTHING if faults else found

    def _gives(self, leaf: Template, name: str, names: Seen) -> Type:
        """The type of an expression that has to give something of a certain type."""
        found = self._value(leaf, names)
        wanted, fits = WANTED[name]
        if not any(fits(one) for one in members(found)):
            self._note((wrong_value(leaf, wanted),))
            return ANYTHING
        return found

    def _note(self, faults: Iterable[Diagnostic]) -> None:
        self.faults.update(dict.fromkeys(faults))

    def item(self, leaf: Template | None, names: Seen) -> Type:
        """One of the values of a list, of whose faults nothing is said again."""
        if leaf is None:
            return ANYTHING
        found, faults = value_of(leaf, names, self.vocabulary)
        return ANYTHING if faults else item_of(found)


# What the leaves of blocks give


def _is_list(one: Type) -> bool:
    return isinstance(one, ListType | AnythingType | NothingType)


def _is_view(view: type) -> Callable[[Type], bool]:
    return lambda one: isinstance(one, AnythingType) or one is record_of(view)


def _are_roles(one: Type) -> bool:
    if isinstance(one, ListType):
        return any(map(_is_view(RoleView), members(one.item)))
    return _is_list(one)


def _are_names(one: Type) -> bool:
    if isinstance(one, ListType):
        return any(isinstance(item, TextType | AnythingType) for item in members(one.item))
    return _is_list(one)


def _is_name(one: Type) -> bool:
    return isinstance(one, TextType | AnythingType | NothingType)


_ICON: Final = (ICON_NAME, _is_name)
_LIST: Final = ("a list", _is_list)
WANTED: Final[Mapping[str, tuple[str, Callable[[Type], bool]]]] = {
    "each": _LIST,
    "rows": _LIST,
    "icons": _LIST,
    "steps": _LIST,
    "dimensions": ("names of dimensions, such as `{{ rows.comparison }}`", _are_names),
    "roles": ("a list of roles, such as `{{ roles }}`", _are_roles),
    "role": ("a role, such as `{{ roles[0] }}`", _is_view(RoleView)),
    "name": _ICON,
    "icon": _ICON,
    "highlight": ("a place, such as `{{ here }}`", _is_view(PlaceView)),
    "decision": ("a decision, such as `{{ decision }}`", _is_view(DecisionView)),
}
"""A field of any block → what it has to give, if not a text."""


# The names that only the inner leaves of blocks see

Give = Callable[[LayoutCheck, Any, Seen], Seen]


def _row(check: LayoutCheck, body: blocks.TableBlock, names: Seen) -> Seen:
    return {str(body.as_): check.item(body.rows, names), "loop": record_of(LoopView)}


def _column(
    check: LayoutCheck,
    body: blocks.ColumnsBlock
    | blocks.SectionBlock
    | blocks.FigureBlock
    | blocks.ChecklistBlock
    | blocks.CardsBlock,
    names: Seen,
) -> Seen:
    if body.each is None:
        return {}
    return {str(body.as_): check.item(body.each, names), "loop": record_of(LoopView)}


def _step(check: LayoutCheck, body: blocks.TimelineBlock, names: Seen) -> Seen:
    if body.steps is not None:
        return {str(body.as_): check.item(body.steps, names), "loop": record_of(LoopView)}
    return {str(body.as_): record_of(StepView), "role": record_of(RoleView)}


def _side(_check: LayoutCheck, _body: Record, _names: Seen) -> Seen:
    return {"role": record_of(RoleView), "deep": TRUTH}


def _line(_check: LayoutCheck, _body: Record, _names: Seen) -> Seen:
    return {"role": record_of(RoleView)}


def _place(_check: LayoutCheck, body: TileMapBlock, _names: Seen) -> Seen:
    return {str(body.as_): record_of(PlaceView)}


def _drawn(check: LayoutCheck, body: ChartBlock, names: Seen) -> Seen:
    seen: dict[str, Type] = {"role": record_of(RoleView)} if body.roles is not None else {}
    if body.rows is None:
        return seen
    return {**seen, str(body.as_): check.item(body.rows, {**names, **seen})}


_INNER: Final[Mapping[type[Record], tuple[str, Give]]] = {
    blocks.TableBlock: ("columns.cell", _row),
    blocks.ColumnsBlock: ("column", _column),
    blocks.SectionBlock: ("body", _column),
    blocks.OverlapDiagramBlock: ("column", _side),
    blocks.EmblemBlock: ("text", _line),
    blocks.FigureBlock: ("item", _column),
    blocks.ChecklistBlock: ("item", _column),
    blocks.TimelineBlock: ("step", _step),
    blocks.CardsBlock: ("role|head|body", _column),
    blocks.FlowchartBlock: ("figure|unit", _line),
    TileMapBlock: ("value", _place),
    ChartBlock: ("rows|label|value|low|high|before", _drawn),
}
"""Kind of block → the field, or fields, whose leaves see more names, with the way to it, and which names."""


@dataclass(frozen=True, slots=True)
class LayoutFaults:
    """What is certainly wrong in a layout."""

    layout: str
    kinds: tuple[str, ...]
    """The kinds of subject that it was read for."""
    used: bool
    """Whether a handout uses it."""
    faults: tuple[Diagnostic, ...]


def faults_of(library: Library) -> Iterator[LayoutFaults]:
    """Each layout with its faults, for the kinds of subjects that handouts give it.

    A layout that no handout uses is read as for the kind with which it has the fewest faults.
    """
    vocabulary = vocabulary_of(library)
    for slug, layout in library.layouts.items():
        used = _kinds(slug, library)
        axis, asked = library.project.axis, used or KINDS
        found = {kind: LayoutCheck(axis, vocabulary).read(layout, kind) for kind in asked}
        kinds = used or (min(found, key=lambda kind: len(found[kind])),)
        every = dict.fromkeys(fault for kind in kinds for fault in found[kind])
        yield LayoutFaults(slug, kinds, bool(used), tuple(every))


def _kinds(layout: str, library: Library) -> tuple[str, ...]:
    """The kinds of the subjects with which handouts use a layout."""
    handouts = library.project.handouts.values()
    subjects = (str(one.subject) for one in handouts if one.layout == layout)
    kinds = dict.fromkeys(subject.partition("/")[0] for subject in subjects)
    return tuple(kind for kind in kinds if kind in (*KINDS, NO_SUBJECT))
