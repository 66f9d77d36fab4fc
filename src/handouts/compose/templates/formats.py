"""How values are written: the filters of a layout's templates. Facts stay facts."""

from collections.abc import Callable, Iterable, Sized
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from typing import Any, Final, TypeVar

from handouts.compose.templates.sourced import Phrase, PrintedValue, is_absent, is_any, text_of
from handouts.compose.templates.typography import typographic
from handouts.model.base import UNKNOWN, Fact, Text
from handouts.model.records.values import Measured, long_date, written
from handouts.model.wages import MARKERS, Figure
from handouts.wording import conjunction, quoted


def _value(fact: Fact) -> Decimal | None:
    return fact.value if isinstance(fact, Measured) else _amount(str(fact.text))


def _rewritten(figure: Figure | Fact, write: Callable[[Decimal], str]) -> Fact:
    """The fact with its number written in another way; markers in words."""
    fact = figure.fact if isinstance(figure, Figure) else figure
    if isinstance(figure, Figure) and figure.value is None:
        words = MARKERS.get(figure.marker, UNKNOWN)
    elif not fact.known:
        return fact  # which rests on nothing, in whatever way it is written
    else:
        value = figure.value if isinstance(figure, Figure) else _value(fact)
        if value is None:  # a range, or a day, which prints as its kind does
            return fact
        words = write(value or Decimal(0))
    return fact.model_copy(update={"text": Text(words, fact.span)})


def _amount(text: str) -> Decimal:
    try:
        return Decimal(text)
    except InvalidOperation:
        raise ValueError(f"{quoted(text)} is no number") from None


def money(figure: Figure | Fact, sign: str = "$") -> Fact:
    """An amount with separators, and cents where there are any: ``$45,690``.

    A figure knows the sign of its currency, and so does a fact of the kind `money`; ``sign`` is that
    of another fact.
    """
    if isinstance(figure, Measured) and figure.kind == "money":
        return figure
    own = figure.sign if isinstance(figure, Figure) else sign
    return _rewritten(figure, lambda value: written(value, own))


def wage_per_hour(figure: Figure | Fact, sign: str = "$") -> Fact:
    """An amount with cents: ``$21.90``."""
    own = figure.sign or sign if isinstance(figure, Figure | Measured) else sign
    return _rewritten(figure, lambda value: f"{own}{value:,.2f}")


def number(figure: Figure | Fact) -> Fact:
    """A number with separators: ``817,870``."""
    return _rewritten(figure, lambda value: f"{value:,}")


def percent(figure: Figure | Fact) -> Fact:
    """``12.9%``."""
    return _rewritten(figure, lambda value: f"{value}%")


def about(value: Decimal | float | str, step: int = 100, sign: str = "$") -> str:
    """An amount rounded to a step: ``$6,400``."""
    amount = _amount(value) if isinstance(value, str) else Decimal(value)
    rounded = (amount / step).quantize(Decimal(1), ROUND_HALF_UP) * step
    return f"{sign}{rounded:,.0f}"


F = TypeVar("F", bound=Fact)


def in_brief(fact: F) -> F:
    """The fact in its short form, where it has one; its sources stay."""
    return fact.model_copy(update={"text": fact.short}) if fact.short else fact


def _in_a_row(values: Iterable[object], word: str = "and") -> str:
    return conjunction(map(text_of, values), word)


# Values that may be missing, and lists of them


def if_any(value: object, before: object = "", after: object = "") -> Phrase:
    """The value with words before and after it; nothing where it is absent, empty or unknown."""
    if not is_any(value):
        return Phrase()
    inner = value.parts if isinstance(value, Phrase) else (PrintedValue(value),)
    return Phrase((*_said(before), *inner, *_said(after)))


def either(value: object, other: object) -> object:
    """The value; where it is absent, empty or unknown the other one."""
    return value if is_any(value) else other


def bullets(values: Iterable[object] | None) -> Phrase:
    """The values as the items of a list; nothing where there are none."""
    return _each(values, lambda _: "- ", "\n")


def numbered(values: Iterable[object] | None) -> Phrase:
    """The values as the items of a numbered list; nothing where there are none."""
    return _each(values, lambda number: f"{number}. ", "\n")


def together(values: Iterable[object] | None) -> Phrase:
    """The values one after the other, each as it is."""
    return _each(values, lambda _: "", " ")


def _each(values: Iterable[object] | None, mark: Callable[[int], str], between: str) -> Phrase:
    parts: list[str | PrintedValue] = []
    several = () if is_absent(values) else (values,) if isinstance(values, str | Fact) else values
    for value in several or ():
        if isinstance(value, Fact) or is_any(value):  # that one is unknown is said
            number = len(parts) // 2 + 1
            parts += [f"{between if parts else ''}{mark(number)}", PrintedValue(value)]
    return Phrase(tuple(parts))


def _said(words: object) -> tuple[str | PrintedValue, ...]:
    """Words of the layout, which are Markdown as in the rest of a leaf; or a value."""
    if isinstance(words, Phrase):
        return words.parts
    if type(words) is not str:
        return (PrintedValue(words),)
    return (typographic(words),) if words else ()


def counted(values: Sized | None, one: str, many: str) -> str | None:
    """How many there are: *one task*, *2 tasks*; nothing where there are none."""
    number = 0 if is_absent(values) or values is None else len(values)
    return (f"one {one}" if number == 1 else f"{number} {many}") if number else None


def as_of(facts: Fact | Iterable[Fact] | None) -> Text | str | None:
    """The date, or the dates, that facts speak of; nothing where none is known."""
    several = (facts,) if isinstance(facts, Fact) else () if is_absent(facts) else facts or ()
    found = {str(fact.as_of): fact.as_of for fact in several if fact.as_of}
    return next(iter(found.values())) if len(found) == 1 else conjunction(found) or None


def lower_first(text: str) -> str:
    """With a small first letter, for use within a sentence; ‘EKG technician’ keeps its letters."""
    return text if text[:2].isupper() else text[:1].lower() + text[1:]


def capitalized(text: object) -> str:
    """With a capital first letter, for use at the head of something."""
    whole = str(text)
    return whole[:1].upper() + whole[1:]


def bare_address(address: str) -> str:
    """A web address as people say it: ``lakeside.example.org``."""
    return address.removeprefix("https://").removeprefix("http://").removeprefix("www.").rstrip("/")


FILTERS: Final[dict[str, Callable[..., Any]]] = {
    "money": money,
    "wage_per_hour": wage_per_hour,
    "number": number,
    "percent": percent,
    "about": about,
    "long_date": long_date,
    "conjunction": _in_a_row,
    "lower_first": lower_first,
    "in_brief": in_brief,
    "capitalized": capitalized,
    "bare_address": bare_address,
    "if_any": if_any,
    "or": either,
    "bullets": bullets,
    "numbered": numbered,
    "together": together,
    "counted": counted,
    "as_of": as_of,
}
