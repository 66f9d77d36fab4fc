"""Records of a project's own as layouts see them: lists to filter, sort and group."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from handouts.compose.values.seen import visible
from handouts.diagnostics import HandoutsError
from handouts.frozen import dataclass
from handouts.model.base import Fact
from handouts.model.records.collections import Collected, Item
from handouts.model.records.values import Measured, in_order
from handouts.wording import listed, quoted

LookUp = Callable[[str, str], object]
"""The view of a place or a role, by the kind of the field and what stands in it."""


class RecordView(Mapping[str, object]):
    """A record: each field by its name, a place or a role as what sheets see of it; none where it has no value."""

    def __init__(self, item: Item, collected: Collected, look_up: LookUp) -> None:
        self.item = item
        self._fields = collected.collection.fields
        self._look_up = look_up

    def __getitem__(self, name: str) -> object:
        if name == "slug":
            return self.item.slug
        kind = self._fields[name].kind
        value = self.item.values.get(name)
        if kind in {"place", "role"} and isinstance(value, Fact) and value.known:
            return self._look_up(kind, str(value.text))
        return () if value is None and kind == "list" else value

    def __iter__(self) -> Iterator[str]:
        return iter(("slug", *self._fields))

    def __len__(self) -> int:
        return 1 + len(self._fields)


class RecordViews(Sequence[RecordView]):
    """All records of a collection; a view is made when a template asks for its record."""

    def __init__(self, name: str, collections: Mapping[str, Collected], look_up: LookUp) -> None:
        self._name = name
        self._collections = collections
        self._look_up = look_up

    @property
    def _collected(self) -> Collected:
        return self._collections[self._name]

    @property
    def _items(self) -> tuple[Item, ...]:
        """The records.

        Raises:
            HandoutsError: when one was left out as faulty: the list would be short of it.
        """
        if self._collected.faults:
            raise HandoutsError(*self._collected.faults)
        return self._collected.items

    def __len__(self) -> int:
        return len(self._items)

    def __getitem__(self, at: Any) -> Any:
        found = self._items[at]
        return self._views(found) if isinstance(found, tuple) else self._view(found)

    def _view(self, item: Item) -> RecordView:
        return RecordView(item, self._collected, self._look_up)

    def _views(self, items: Iterable[Item]) -> list[RecordView]:
        return [self._view(item) for item in items]

    def having(self, name: str, wanted: object) -> list[RecordView]:
        """Those with a value in a field."""
        if not self._items:
            return []
        if name != "slug" and name not in self._collected.collection.fields:
            raise _no_field(name, ["slug", *self._collected.collection.fields])
        if name == "slug":
            return [view for view in self if _said(view.item.slug) & _said(wanted)]
        return self._views(self._collected.having(name, _said(wanted)))


def views_of(
    names: Iterable[str], collections: Mapping[str, Collected], look_up: LookUp
) -> dict[str, RecordViews]:
    """The records of collections by their names, each looked up when a template asks for it."""
    return {name: RecordViews(name, collections, look_up) for name in names}


@dataclass(frozen=True, slots=True)
class Group:
    """Records that have one value in a field."""

    key: object
    """The value; none for those that have none."""
    records: tuple[object, ...]
    """The records, in the order in which they came."""


def where(values: Any, **wanted: object) -> list[Any]:
    """Those of a list that have these values in these fields; of several values any."""
    conditions = iter(wanted.items())
    if isinstance(values, RecordViews):
        first = next(conditions, None)
        values = values.having(*first) if first else list(values)
    found = list(values)
    for name, one in conditions:
        said = _said(one)
        found = [view for view in found if _said(_field(view, name)) & said]
    return found


def group(values: Iterable[Any], by: str) -> list[Group]:
    """The records of each value of a field, in the order in which the values first come."""
    groups: dict[frozenset[str], tuple[object, list[object]]] = {}
    for view in values:
        value = _field(view, by)
        groups.setdefault(_said(value), (value, []))[1].append(view)
    return [Group(key, tuple(records)) for key, records in groups.values()]


def in_sequence(
    values: Iterable[Any],
    by: str | bool = "",
    case_sensitive: bool = False,
    attribute: str = "",
    *,
    reverse: bool = False,
) -> list[Any]:
    """In the order of a field, or of several: days and figures from the lowest, then words."""
    if isinstance(by, bool):  # as the filter of Jinja has it
        return in_sequence(values, "", case_sensitive, attribute, reverse=by)
    names = [one.strip() for one in (attribute or by).split(",") if one.strip()]

    def key(value: Any) -> Any:
        parts = [_at(value, name) for name in names] if names else [value]
        if case_sensitive and not any(isinstance(part, Fact) for part in parts):
            return parts
        return [in_order(part) for part in parts]

    return sorted(values, key=key, reverse=reverse)


def _at(value: Any, path: str) -> Any:
    for name in path.split("."):
        value = _field(value, name)
    return value


def _field(view: Any, name: str) -> Any:
    """A field that templates may see of a record."""
    if isinstance(view, Mapping):
        if name in view:
            return view[name]
        raise _no_field(name, list(view))
    if name.isdigit() and isinstance(view, Sequence):
        return view[int(name)]
    seen = visible(type(view))
    if name not in seen:
        raise _no_field(name, sorted(seen))
    return getattr(view, name)


def _no_field(name: str, known: Sequence[str]) -> TypeError:
    return TypeError(f"its records have no field {quoted(name)}; there are {listed(known, 'and')}")


def _said(value: object) -> frozenset[str]:
    """How a value may be asked for, without regard to capitals."""
    match value:
        case None:
            return frozenset({""})
        case bool():
            return frozenset({"yes" if value else "no"})
        case Measured():
            return frozenset({str(value.written).casefold(), str(value.text).casefold()})
        case Fact():
            return frozenset({str(value.text).casefold()})
        case str() | int() | float() | Decimal():
            return frozenset({str(value).casefold()})
        case Mapping():
            return frozenset({str(value["slug"]).casefold()})
        case list() | tuple():
            return frozenset().union(*map(_said, value))
        case _:
            seen = visible(type(value))
            named = next((name for name in ("code", "slug") if name in seen), None)
            return _said(getattr(value, named)) if named else frozenset()
