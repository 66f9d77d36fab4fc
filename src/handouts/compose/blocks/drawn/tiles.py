"""The places of the project on a map, by a value of each."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final, get_args

from handouts.compose.blocks.scope import Scope
from handouts.compose.context import PlaceView, place_view
from handouts.compose.templates.faults import wrong_value
from handouts.compose.templates.typography import typographic
from handouts.diagnostics import Diagnostic, HandoutsError
from handouts.document import Block, ListBlock, ListItem, Run, Tile, TileKey, TileMap
from handouts.frozen import dataclass
from handouts.model.base import NOT_REPORTED, UNKNOWN, Fact, Text
from handouts.model.blocks.charts import TileMapBlock
from handouts.model.records import Place
from handouts.model.records.rule_kinds import MapFill
from handouts.wording import conjunction, quoted

_FEW: Final = 6
"""So many places of a value are named in the legend; of more only how many there are."""

_FILLS: Final[tuple[MapFill, ...]] = get_args(MapFill)


@dataclass(frozen=True, slots=True)
class _Key:
    """A value of a map: what it is called and how it is filled, and the places that have it."""

    label: str
    fill: MapFill
    places: tuple[Place, ...]

    def named(self) -> str:
        """Its places, in a row."""
        return conjunction(str(place.name) for place in self.places)


def tile_map(body: TileMapBlock, scope: Scope) -> list[Block]:
    """The map, and the list of its places if it is wanted."""
    places = _places(body, scope)
    values = {str(place.code): _value(body, place, scope) for place in places}
    keys = _keys(body, places, values, scope)
    number = {str(p.code): n for n, key in enumerate(keys) for p in key.places}
    lit = _lit(body, scope)
    at = _positions(body, places, scope)
    tiles = (Tile(code, *at[code], number[code], code == lit) for code in at)
    listed = _list(keys, scope) if body.list else []
    role = scope.role(body.role) if body.role is not None else None
    what = f" for {role.plural}" if role is not None else ""
    axis = scope.context.library.project.axis
    marked = next((f" {place.name} is framed." for place in places if place.code == lit), "")
    head = f"Map of the {axis.many}{what}. "
    counts, named = (f"{head}{said}.{marked}" for said in (_counts(keys), _names(keys)))
    map_ = TileMap(
        id=scope.id,
        alternative=counts if listed else named,
        named=named,
        shows=(_told(scope),) if listed else (),
        tiles=tuple(sorted(tiles, key=lambda tile: (tile.row, tile.column))),
        keys=tuple(TileKey(key.label, _more(key, names=not listed), key.fill) for key in keys),
        role=None if role is None else role.index,
    )
    return [map_, *listed]


# Places


def _places(body: TileMapBlock, scope: Scope) -> Sequence[Place]:
    """All places of the project.

    Raises:
        HandoutsError: when one was left out as faulty, as the map would have a hole; when none has
            a position.
    """
    library = scope.context.library
    faults = [f for (kind, _), found in library.faulty.items() if kind == "places" for f in found]
    if faults:
        raise HandoutsError(*faults)
    places, axis = tuple(library.places.values()), library.project.axis
    if not any(place.tile for place in places):
        raise HandoutsError(
            Diagnostic(
                "map-without-tiles",
                f"no {axis.kind} of the project has a square on a map",
                f'Write `tile: "COLUMN ROW"` in the files of `{axis.folder}`, counted from 0 at the '
                "top left, or leave the map out",
                body.value.span,
            )
        )
    return places


def _positions(
    body: TileMapBlock, places: Sequence[Place], scope: Scope
) -> Mapping[str, tuple[int, int]]:
    """Column and row of each place; those without are in a row of their own under the others.

    Raises:
        HandoutsError: when two places have one square.
    """
    found: dict[str, tuple[int, int]] = {}
    taken: dict[tuple[int, int], Place] = {}
    for place in places:
        if place.tile is None:
            continue
        column, row = map(int, place.tile.split())
        other = taken.setdefault((column, row), place)
        if other is not place:
            raise HandoutsError(
                Diagnostic(
                    "same-tile",
                    f"{place.name} and {other.name} have one square on the map, {quoted(place.tile)}",
                    f"Give one of them another `tile` in `{scope.context.library.project.axis.folder}`",
                    body.value.span,
                )
            )
        found[str(place.code)] = (column, row)
    wide = max(column for column, _ in found.values()) + 1
    under = max(row for _, row in found.values()) + 1
    rest = (str(place.code) for place in places if place.tile is None)
    found |= {code: (n % wide, under + n // wide) for n, code in enumerate(rest)}
    return found


def _lit(body: TileMapBlock, scope: Scope) -> str | None:
    """The code of the framed place."""
    value = scope.slots.value(body.highlight) if body.highlight is not None else None
    if value is None or isinstance(value, PlaceView):
        return None if value is None else str(value.code)
    raise HandoutsError(wrong_value(Text(str(body.highlight)), "a place, such as `{{ here }}`"))


# Values


def _value(body: TileMapBlock, place: Place, scope: Scope) -> object:
    view = place_view(place, scope.context.library)
    return scope.within({str(body.as_): view}).slots.value(body.value)


def _key_of(value: object) -> str:
    """A value as a legend writes it."""
    if value is None or (isinstance(value, Fact) and not value.known):
        return UNKNOWN
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value).strip() or UNKNOWN


def _keys(
    body: TileMapBlock, places: Sequence[Place], values: Mapping[str, object], scope: Scope
) -> tuple[_Key, ...]:
    """The values that places have, in the order of the legend."""
    of: dict[str, list[Place]] = {}
    for place in places:
        of.setdefault(_key_of(values[str(place.code)]), []).append(place)
    called = _called(body, of, scope)
    for place in places:
        value = values[str(place.code)]
        label = called[_key_of(value)][0]
        scope.slots.printed.note(value if isinstance(value, Fact) else _placed(label, value))
    return tuple(
        _Key(typographic(str(label)), fill, tuple(of[key]))
        for key, (label, fill) in called.items()
        if key in of
    )


def _placed(label: str, value: object) -> object:
    """What is printed for a value, at the place where the value was written."""
    return Text(label, value.span) if isinstance(value, Text) else value


def _called(
    body: TileMapBlock, of: Mapping[str, Sequence[Place]], scope: Scope
) -> Mapping[str, tuple[str, MapFill]]:
    """Label and fill of each value: by the legend, else by the project's rules, else as it is written.

    Raises:
        HandoutsError: when the legend lacks one, or there are more than there are fills.
    """
    asked = _asked(body, of, scope)
    missing = next((key for key in of if key not in asked), None)
    if missing is not None:
        raise HandoutsError(_not_in_legend(body, missing, of[missing], scope))
    used = {fill for _, fill in asked.values()}
    spare = [fill for fill in _FILLS if fill not in used]
    if sum(fill is None for _, fill in asked.values()) > len(spare):
        raise HandoutsError(_too_many(body, len(asked)))
    return {key: (label, fill or spare.pop(0)) for key, (label, fill) in asked.items()}


def _asked(
    body: TileMapBlock, of: Mapping[str, Sequence[Place]], scope: Scope
) -> dict[str, tuple[str, MapFill | None]]:
    """The values in the order of the legend; without a legend the rarest first."""
    rules = scope.context.library.project.rule_kinds
    asked: dict[str, tuple[str, MapFill | None]]
    if body.legend:
        asked = {str(key): (str(one.label), one.fill) for key, one in body.legend.items()}
    elif of.keys() <= {*rules, UNKNOWN}:
        asked = {key: (str(kind.label), kind.fill) for key, kind in rules.items()}
    else:
        rarest = sorted(of, key=lambda key: len(of[key]))
        asked = {key: (key, None) for key in rarest if key != UNKNOWN}
    if UNKNOWN in of:
        asked.setdefault(UNKNOWN, (NOT_REPORTED.capitalize(), "dashed"))
    return asked


def _not_in_legend(
    body: TileMapBlock, key: str, having: Sequence[Place], scope: Scope
) -> Diagnostic:
    more = f" and {len(having) - 1} more" if len(having) > 1 else ""
    return Diagnostic(
        "value-without-key",
        f"the legend of the map has no {quoted(key)}, which {having[0].name}{more} {'have' if more else 'has'}",
        f"Add `{key}: …` under `legend`, with what the map calls it",
        body.value.span or scope.place,
    )


def _too_many(body: TileMapBlock, count: int) -> Diagnostic:
    return Diagnostic(
        "too-many-values",
        f"a map of {count} values has more than can be told apart without color",
        f"Give several values one word in the expression, so that there are {len(_FILLS)} at most",
        body.value.span,
    )


# What is said


def _more(key: _Key, *, names: bool) -> str:
    """What stands after a value's label: how many places have it, and which if they are few."""
    few = names and len(key.places) <= _FEW
    count = f"({len(key.places)})"
    return f"{count}: {', '.join(str(p.short or p.name) for p in key.places)}" if few else count


def _counts(keys: Sequence[_Key]) -> str:
    return "; ".join(f"{key.label}: {len(key.places)}" for key in keys)


def _names(keys: Sequence[_Key]) -> str:
    """Each value with its places; of the commonest only how many there are: all others."""
    most = max(keys, key=lambda key: len(key.places))
    return "; ".join(
        f"{key.label}: {len(key.places)}"
        + ("" if key is most and len(keys) > 1 else f", {key.named()}")
        for key in keys
    )


def _told(scope: Scope) -> str:
    return f"map {scope.id}"


def _list(keys: Sequence[_Key], scope: Scope) -> list[Block]:
    """The places by value, as a list."""
    return [
        ListBlock(
            id=f"{scope.id}.list",
            items=tuple(_items(keys, f"{scope.id}.list")),
            tells=(_told(scope),),
        )
    ]


def _items(keys: Sequence[_Key], id_: str) -> Iterator[ListItem]:
    for number, key in enumerate(keys):
        text = (Run(f"{key.label} ({len(key.places)}):", bold=True), Run(f" {key.named()}"))
        yield ListItem(id=f"{id_}.i{number}", label="", text=text)
