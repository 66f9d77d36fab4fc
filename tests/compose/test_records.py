"""Records of a project's own in templates: filtered, sorted, grouped, printed with their sources."""

from collections.abc import Mapping
from decimal import Decimal

import pytest

from handouts.characters import NO_BREAK
from handouts.compose.context import PlaceView
from handouts.compose.templates.slots import Slots
from handouts.compose.values.records import RecordViews
from handouts.diagnostics import Diagnostic, HandoutsError, Span
from handouts.model.base import UNKNOWN, Fact, Text
from handouts.model.records.collections import Collected, Collection, CollectionField, Item
from handouts.model.records.values import AmountKind, Money, measured

FIELDS = {
    "name": CollectionField(),
    "county": CollectionField(kind="place"),
    "days": CollectionField(kind="date"),
    "fee": CollectionField(kind="money"),
    "brings": CollectionField(kind="list"),
}


def _fact(text: str, line: int, kind: AmountKind | None = None) -> Fact:
    fact = Fact(text=Text(text, Span("data/fairs.csv", line, 1)), sources=(Text(f"s{line}"),))
    made = measured(fact, kind, Money("USD", "US")) if kind else fact
    assert made is not None
    return made


def _item(line: int, name: str, county: str, day: str, fee: str, *brings: str) -> Item:
    values: dict[str, Fact | tuple[Fact, ...]] = {
        "name": _fact(name, line),
        "days": _fact(day, line, "date"),
        "fee": _fact(fee, line, "money"),
        "brings": tuple(_fact(one, line) for one in brings),
    }
    if county:
        values["county"] = _fact(county, line)
    return Item.model_construct(slug=f"fair-{line}", values=values)


ITEMS = (
    _item(1, "Ash", "ASH", "2027-10-02", "12", "seeds", "tools"),
    _item(2, "Birch", "BIRCH", "2027-09-30", "9", "Tools"),
    _item(3, "Cedar", "ash", "2026-12-01", UNKNOWN),
    _item(4, "Dogwood", "", "2027-01-15", "100"),
)


def _place(kind: str, code: str) -> PlaceView:
    code = code.upper()
    return PlaceView(Text(code), Text(f"{code} County"), code, Text(code), None, ())


def _collected(items: tuple[Item, ...] = ITEMS, faults: tuple[Diagnostic, ...] = ()) -> Collected:
    return Collected("fairs", Collection(fields=FIELDS), {i.slug: i for i in items}, faults)


def _said(
    leaf: str, collected: Collected | None = None, more: Mapping[str, object] | None = None
) -> str:
    names = {
        "fairs": RecordViews("fairs", {"fairs": collected or _collected()}, _place),
        "here": _place("place", "ash"),
    }
    return Slots({**names, **(more or {})}).plain(Text(leaf, Span("layouts/x.yaml", 1, 1)))


def _names(expression: str) -> str:
    return _said(f"{{{{ {expression} | map(attribute='name') | join(' ') }}}}")


@pytest.mark.parametrize(
    ("expression", "names"),
    [
        ("fairs | where(county=here)", "Ash Cedar"),
        ("fairs | where(county=here.code)", "Ash Cedar"),
        ("fairs | where(county='ash', name='cedar')", "Cedar"),
        ("fairs | where(county=['birch', 'ash'])", "Ash Birch Cedar"),
        ("fairs | where(county=none)", "Dogwood"),
        ("fairs | where(brings='tools')", "Ash Birch"),
        ("fairs | where(fee=9)", "Birch"),
        ("fairs | where(days='2027-09-30')", "Birch"),
        ("fairs | where(slug='fair-2')", "Birch"),
        ("fairs | where(county='nowhere')", ""),
        ("fairs | sort('days')", "Cedar Dogwood Birch Ash"),
        ("fairs | sort('fee')", "Birch Ash Dogwood Cedar"),
        ("fairs | sort(attribute='name', reverse=true)", "Dogwood Cedar Birch Ash"),
        ("fairs | where(county=here) | sort('days')", "Cedar Ash"),
        ("(fairs | group('county'))[0].records", "Ash Cedar"),
        ("fairs[1:3]", "Birch Cedar"),
    ],
)
def test_lists_of_records(expression: str, names: str) -> None:
    assert _names(expression) == names


def test_a_place_is_what_sheets_see_of_it() -> None:
    assert _said("{{ fairs[1].county.name }} {{ fairs | length }}") == "BIRCH County 4"
    groups = "{% for one in fairs | group('county') %}{% if one.key %}{{ one.key.code }}{% else %}none{% endif %} {% endfor %}"
    assert _said(groups).strip() == "ASH BIRCH none"


def test_a_value_prints_with_its_source_and_gives_its_figure() -> None:
    slots = Slots({"fairs": RecordViews("fairs", {"fairs": _collected()}, _place)})
    said = slots.rich(Text("{{ fairs[0].fee }}, {{ fairs[0].days }}", Span("layouts/x.yaml", 1, 1)))
    assert "".join(r.text for r in said).replace(NO_BREAK, " ") == "$12, Oct 2, 2027"
    assert {c for run in said for c in run.cites} == {"s1"}
    slots.start()
    twice = slots.rich(Text("{{ fairs[0].fee.value * 2 }}", Span("layouts/x.yaml", 1, 1)))
    assert [(r.text, r.cites) for r in twice] == [("24", ()), ("", ("s1",))]
    assert slots.value(Text("{{ fairs[0].fee.low }}")) == Decimal(12)


@pytest.mark.parametrize(
    ("leaf", "said"),
    [
        ("{{ fairs | where(cuonty='x') | length }}", "no field `cuonty`"),
        ("{{ fairs | sort('dyas') | length }}", "no field `dyas`"),
        ("{{ fairs | group('x') | length }}", "no field `x`"),
        ("{{ fairs[0].nmae }}", "nmae"),
        ("{{ fairs | sort('_fields') | length }}", "no field `_fields`"),
        ("{{ [here] | sort('authorities._x') | length }}", "_x"),
    ],
)
def test_a_field_that_is_not_there_is_named(leaf: str, said: str) -> None:
    with pytest.raises(HandoutsError) as fault:
        _said(leaf)
    assert said in fault.value.diagnostics[0].message


def test_a_list_with_a_faulty_record_is_no_list() -> None:
    fault = Diagnostic("wrong-date", "no day", "", Span("data/fairs.csv", 9, 1))
    with pytest.raises(HandoutsError) as caught:
        _said("{{ fairs | where(county=here) | length }}", _collected(ITEMS, (fault,)))
    assert caught.value.diagnostics == (fault,)


def test_many_records_are_indexed_once_and_seen_only_where_they_are_asked_for() -> None:
    """A sheet for each of many places asks for its own: all together must not look at each for each."""
    many = tuple(_item(n, f"Fair {n}", f"C{n % 1000}", "2027-01-15", "1") for n in range(1, 3001))
    collected = _collected(many)
    asked: list[str] = []

    def look_up(kind: str, code: str) -> PlaceView:
        asked.append(code)
        return _place(kind, code)

    views = RecordViews("fairs", {"fairs": collected}, look_up)
    for n in range(1000):
        assert len(views.having("county", f"c{n}")) == 3
    assert asked == []
    assert list(collected._indexes) == ["county"]
