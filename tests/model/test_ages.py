from datetime import date

import pytest

from handouts.diagnostics import Span
from handouts.model.ages import Ages, later
from handouts.model.base import Fact, Text
from handouts.model.records import Source


def source(kind: str, **more: str) -> Source:
    texts = {"title": "T", "publisher": "P", "date": "2026", "checked": "2026-02-01", **more}
    return Source.model_validate({k: Text(v) for k, v in {**texts, "kind": kind}.items()})


AGES = Ages(
    {"wages": 15, "rules": 12, "data": 24, "bill": 6},
    {"oews": source("data", published="2026-05-15"), "old": source("data"), "bill": source("bill")},
)


def fact(file: str, *sources: str, checked: str | None = "2026-01-31", **more: str) -> Fact:
    text = Text(more.pop("text", "x"), Span(file, 1, 1))
    days = {"checked": checked} if checked else {}
    return Fact.model_validate({"text": text, "sources": sources, **days, **more})


@pytest.mark.parametrize(
    ("day", "months", "end"),
    [
        (date(2026, 5, 15), 15, date(2027, 8, 15)),
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2026, 12, 1), 1, date(2027, 1, 1)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
    ],
)
def test_months_later_is_the_same_day_or_the_last(day: date, months: int, end: date) -> None:
    assert later(day, months) == end


@pytest.mark.parametrize(
    ("aged", "last"),
    [
        (fact("data/wages/a.csv", "oews"), date(2027, 8, 15)),
        (fact("data/wages/a.csv", "old"), date(2027, 5, 1)),  # not published: checked
        (fact("data/states/ca.yaml", "bill"), date(2027, 1, 31)),
        (fact("data/roles/a.yaml", "old"), date(2028, 1, 31)),
        (fact("data/roles/a.yaml", "old", "bill"), date(2026, 7, 31)),
        (fact("data/roles/a.yaml", "old", checked=None), date(2028, 2, 1)),
        (fact("data/roles/a.yaml", "old", expires="2026-03-01"), date(2026, 3, 1)),
        (fact("data/roles/a.yaml", "nowhere"), None),
        (fact("data/roles/a.yaml", "old", text="unknown"), None),
        (fact("data/certifications/a.yaml", "old"), None),  # no age for them here
    ],
)
def test_the_last_day_of_a_fact(aged: Fact, last: date | None) -> None:
    assert AGES.last_day(aged) == last
    assert AGES.last_day(aged) == last


def test_what_never_ends_ends_with_the_calendar() -> None:
    assert later(date(2026, 1, 31), 99_999_999) == date.max
