"""Kinds of values: what is read, what prints, and what a drawing gets."""

from decimal import Decimal

import pytest

from handouts.characters import NO_BREAK
from handouts.model.base import UNKNOWN, Fact, Text
from handouts.model.records.values import (
    AMOUNTS,
    AmountKind,
    Link,
    Measured,
    Money,
    in_order,
    linked,
    measured,
)

DOLLARS = Money("USD", "US")


def _read(kind: AmountKind, text: str, money: Money = DOLLARS, currency: str | None = None) -> Fact:
    fact = Fact(text=Text(text), currency=Text(currency) if currency else None)
    made = measured(fact, kind, money)
    assert made is not None
    return made


@pytest.mark.parametrize(
    ("kind", "written", "printed"),
    [
        ("number", "1200", "1,200"),
        ("number", "-3.50", "−3.50"),
        ("number", "5 to 12", "5–12"),
        ("money", "45690", "$45,690"),
        ("money", "21.9", "$21.90"),
        ("money", "35000-45690", "$35,000–$45,690"),
        ("percent", "31", "31%"),
        ("percent", "10 – 12.5", "10–12.5%"),
        ("share", "57", "57%"),
        ("duration", "24", "2 years"),
        ("duration", "18", "18 months"),
        ("duration", "1", "1 month"),
        ("duration", "1 year 6 months", "18 months"),
        ("duration", "1 year to 2 years", "1–2 years"),
        ("duration", "6-18", "6–18 months"),
        ("date", "2027-03-04", "Mar 4, 2027"),
        ("date", "2027-03-04 to 2027-03-05", "Mar 4–5, 2027"),
        ("date", "2027-03-30 to 2027-04-05", "Mar 30, 2027 to Apr 5, 2027"),
    ],
)
def test_a_value_prints_by_its_kind(kind: AmountKind, written: str, printed: str) -> None:
    assert str(_read(kind, written)).replace(NO_BREAK, " ") == printed


@pytest.mark.parametrize(
    ("kind", "written"),
    [
        ("number", "about 4"),
        ("number", "1,200"),
        ("number", "5 to 3"),
        ("money", "$640"),
        ("percent", "31%"),
        ("share", "101"),
        ("share", "-1"),
        ("duration", "soon"),
        ("duration", ""),
        ("date", "2027-02-30"),
        ("date", "4 March"),
    ],
)
def test_what_is_none_of_a_kind_is_refused(kind: AmountKind, written: str) -> None:
    assert measured(Fact(text=Text(written)), kind, DOLLARS) is None


def test_a_currency_of_its_own_has_the_sign_that_its_readers_know() -> None:
    assert str(_read("money", "45690", currency="CAD")) == "CA$45,690"
    assert str(_read("money", "45690", Money("CAD", "CA"))) == "$45,690"
    assert str(_read("money", "45690", Money("CAD", "CA"), "USD")) == "US$45,690"


def test_a_drawing_gets_the_figures() -> None:
    single, several = _read("money", "45690"), _read("money", "35000 to 45690")
    assert isinstance(single, Measured)
    assert isinstance(several, Measured)
    assert (single.value, single.low, single.high) == (Decimal(45690),) * 3
    assert (several.value, several.low, several.high) == (None, Decimal(35000), Decimal(45690))


@pytest.mark.parametrize("kind", AMOUNTS)
def test_what_nobody_reported_stays_so(kind: AmountKind) -> None:
    assert str(_read(kind, UNKNOWN)) == "not reported"


def test_values_stand_in_the_order_of_their_figures_and_days() -> None:
    figures = [_read("number", n) for n in ("10", "9", UNKNOWN, "100 to 200")]
    assert [str(one) for one in sorted(figures, key=in_order)] == [
        "9",
        "10",
        "100–200",
        "not reported",
    ]
    days = [_read("date", d) for d in ("2027-10-02", "2027-09-30", "2026-12-01")]
    assert [str(one)[:3] for one in sorted(days, key=in_order)] == ["Dec", "Sep", "Oct"]


def test_a_link_prints_itself_and_gives_its_address() -> None:
    link = linked(Fact(text=Text("https://www.fair.example.org/map_2027")))
    assert isinstance(link, Link)
    assert str(link) == "[fair.example.org/map\\_2027](https://www.fair.example.org/map_2027)"
    assert link.address == "https://www.fair.example.org/map_2027"
    assert linked(Fact(text=Text("fair.example.org"))) is None
    assert linked(Fact(text=Text("javascript:alert(1)"))) is None
