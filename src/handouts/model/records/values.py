"""Kinds of values: how each is read, what its figures are, and how it prints. Their one home."""

import re
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Final, Literal

from pydantic import model_validator

from handouts.characters import NO_BREAK
from handouts.frozen import dataclass
from handouts.kept import kept
from handouts.model.addresses import is_web_address
from handouts.model.base import UNKNOWN, Fact, MarkdownFact, MarkdownText, Text, VerbatimText

AmountKind = Literal["number", "money", "percent", "share", "duration", "date"]
WordKind = Literal[
    "text", "markdown", "yes-no", "choice", "link", "picture", "place", "role", "list"
]
Kind = Literal[AmountKind, WordKind]

MONTHS: Final = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


_AT_HOME: Final = {("USD", "US"): "$"}
"""Signs that need no look into CLDR, whose tables take longer to load than a sheet to make."""


@kept(most=64)
def sign_of(currency: str, country: str) -> str:
    """The sign that stands before an amount, for English readers of a country: `$`, `CA$`, `CHF `.

    ``currency`` is an ISO 4217 code, ``country`` an ISO 3166 code; of a country that CLDR does not
    know the signs are those of English in general. A sign that ends in a letter keeps a blank after
    it (CLDR, "currencySpacing").
    """
    if known := _AT_HOME.get((currency, country)):
        return known
    from babel.core import Locale, UnknownLocaleError

    try:
        locale = Locale("en", country) if country else Locale("en")
    except (UnknownLocaleError, ValueError):
        locale = Locale("en")
    sign: str = locale.currency_symbols.get(currency, currency)
    return f"{sign}{NO_BREAK}" if sign[-1].isalpha() else sign


def written(value: Decimal, sign: str) -> str:
    """With separators, and cents where there are any: `$45,690`."""
    digits = f"{abs(value):,.2f}" if value != value.to_integral_value() else f"{abs(value):,.0f}"
    return f"{'−' if value < 0 else ''}{sign}{digits}"


class Measured(Fact):
    """A fact of a kind that has figures: it prints by its kind, and a drawing can use the figures.

    ``text`` is what prints; ``written`` is how it stands in the file.
    """

    kind: AmountKind
    """What it is, by its dimension or its field."""
    written: Text
    value: Decimal | None = None
    """The figure, of a duration its months; none of a range, and of a day."""
    low: Decimal | None = None
    """The lower end of a range; of a single figure that."""
    high: Decimal | None = None
    """The upper end of a range; of a single figure that."""
    sign: str = ""
    """Of the currency of an amount of money."""
    days: tuple[date, ...] = ()
    """The day, or the first and the last."""


class Link(MarkdownFact):
    """A fact that is a web address: it prints as a link to itself."""

    address: VerbatimText
    """The address alone, for links with words of their own and for codes."""


class Picture(Fact):
    """A picture of the project, written ``{file: …, alt: …}``; in a table ``alt`` has a column."""

    @model_validator(mode="before")
    @classmethod
    def _from_file(cls, value: object) -> object:
        if not isinstance(value, dict) or "file" not in value:
            return value
        rest = {key: one for key, one in value.items() if key not in {"file", "alt"}}
        return {**rest, "text": value["file"], "short": value.get("alt")}

    @property
    def file(self) -> Text:
        """The file, within the project."""
        return self.text

    @property
    def alt(self) -> Text:
        """What it shows, for people who cannot see it."""
        return self.short or Text("", self.span)


@dataclass(frozen=True, slots=True)
class AmountForm:
    """How the figures of a kind are read and printed."""

    what: str
    """What a value of the kind is, in messages."""
    remedy: str
    code: str
    read: Callable[[str], Decimal | date | None]
    """One figure as it is written; none when it is no such."""
    single: Callable[[Decimal | date, str], str]
    """A figure in print; the text is the sign of its currency."""
    between: Callable[[Decimal | date, Decimal | date, str], str]
    """A range in print."""


def long_date(value: str) -> str:
    """``2026-11-24`` as ``Nov 24, 2026``, its parts kept together."""
    return _day(date.fromisoformat(value))


def _day(day: Decimal | date, sign: str = "") -> str:  # noqa: ARG001
    assert isinstance(day, date)
    return f"{MONTHS[day.month - 1]}{NO_BREAK}{day.day}, {day.year}"


def _days(first: Decimal | date, last: Decimal | date, sign: str = "") -> str:  # noqa: ARG001
    """``Mar 4–5, 2027`` within a month, else both days in full."""
    assert isinstance(first, date)
    assert isinstance(last, date)
    if (first.year, first.month) == (last.year, last.month):
        return f"{MONTHS[first.month - 1]}{NO_BREAK}{first.day}–{last.day}, {first.year}"
    return f"{_day(first)} to {_day(last)}"


_FIGURE: Final = re.compile(r"-?[0-9]{1,15}(\.[0-9]{1,6})?")
_SPAN: Final = re.compile(r"(?:(?P<years>[0-9]{1,3}) years?)? ?(?:(?P<months>[0-9]{1,4}) months?)?")
_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_ENDS: Final = (
    re.compile(r"(?P<low>.+?)(?: to | ?– ?)(?P<high>.+)"),
    re.compile(r"(?P<low>[0-9.]+)-(?P<high>[0-9.]+)"),
)


def _figure(text: str) -> Decimal | None:
    return Decimal(text) if _FIGURE.fullmatch(text) else None


def _part_of_whole(text: str) -> Decimal | None:
    figure = _figure(text)
    return figure if figure is not None and 0 <= figure <= 100 else None


def _months(text: str) -> Decimal | None:
    """Months: as a figure, or in words such as `1 year 6 months`."""
    if re.fullmatch("[0-9]{1,4}", text):
        return Decimal(text)
    found = _SPAN.fullmatch(text)
    if not text or found is None:
        return None
    return Decimal(int(found["years"] or 0) * 12 + int(found["months"] or 0))


def _date(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if _DAY.fullmatch(text) else None
    except ValueError:
        return None


def _number(value: Decimal | date, sign: str) -> str:  # noqa: ARG001
    return f"{value:,}".replace("-", "−")


def _percent(value: Decimal | date, sign: str) -> str:
    return f"{_number(value, sign)}%"


def _money(value: Decimal | date, sign: str) -> str:
    assert isinstance(value, Decimal)
    return written(value, sign)


def _duration(value: Decimal | date, sign: str = "") -> str:  # noqa: ARG001
    assert isinstance(value, Decimal)
    count, unit = (value / 12, "year") if value and not value % 12 else (value, "month")
    return f"{count:,.0f}{NO_BREAK}{unit}{'' if count == 1 else 's'}"


def _durations(low: Decimal | date, high: Decimal | date, sign: str = "") -> str:  # noqa: ARG001
    """``1–2 years`` where both are whole years, else in months."""
    assert isinstance(low, Decimal)
    assert isinstance(high, Decimal)
    in_years = low and not low % 12 and not high % 12
    ends, unit = ((low / 12, high / 12), "years") if in_years else ((low, high), "months")
    return f"{ends[0]:,.0f}–{ends[1]:,.0f}{NO_BREAK}{unit}"


def _both(single: Callable[[Decimal | date, str], str]) -> Callable[..., str]:
    return lambda low, high, sign: f"{single(low, sign)}–{single(high, sign)}"


def _percents(low: Decimal | date, high: Decimal | date, sign: str) -> str:
    return f"{_number(low, sign)}–{_percent(high, sign)}"


_DIGITS: Final = (
    "Write digits only, such as `45690`, without `$`, `%` and commas; a range as `35000 to 45690`"
)

AMOUNTS: Final[Mapping[str, AmountForm]] = {
    "number": AmountForm(
        "a number", _DIGITS, "wrong-number", _figure, _number, _both(_number)
    ),
    "money": AmountForm("a number", _DIGITS, "wrong-number", _figure, _money, _both(_money)),
    "percent": AmountForm("a number", _DIGITS, "wrong-number", _figure, _percent, _percents),
    "share": AmountForm(
        "a number from 0 to 100",
        "Write how many of a hundred, such as `57`",
        "wrong-number",
        _part_of_whole,
        _percent,
        _percents,
    ),
    "duration": AmountForm(
        "months",
        "Write the number of months, such as `18`, or `1 year 6 months`; a range as `12 to 24`",
        "wrong-number",
        _months,
        _duration,
        _durations,
    ),
    "date": AmountForm(
        "a day",
        "Write year, month and day, such as `2026-11-24`; a range as `2026-11-24 to 2026-11-25`",
        "wrong-date",
        _date,
        _day,
        _days,
    ),
}  # fmt: skip
"""Kinds of values that have figures."""


@dataclass(frozen=True, slots=True)
class Money:
    """The currency of amounts that name none, and the country whose readers they are for."""

    currency: str
    country: str

    def sign(self, own: str | None) -> str:
        """The sign of an amount's own currency, else of this one."""
        return sign_of(own or self.currency, self.country)


def measured(fact: Fact, kind: AmountKind, money: Money) -> Fact | None:
    """The fact with its figures, in print as its kind is; none when it does not hold such.

    A fact of which nothing is known has no figures, and stays as it is.
    """
    if not fact.known or isinstance(fact, Measured):
        return fact
    form = AMOUNTS[kind]
    ends = ends_of(str(fact.text).strip(), form)
    if ends is None:
        return None
    low, high = ends
    sign = money.sign(fact.currency) if kind == "money" else ""
    said = form.single(low, sign) if low == high else form.between(low, high, sign)
    fields = {name: getattr(fact, name) for name in Fact.model_fields}
    fields |= {"kind": kind, "written": fact.text, "text": Text(said, fact.span), "sign": sign}
    if isinstance(low, Decimal):
        fields |= {"value": low if low == high else None, "low": low, "high": high}
    else:
        fields["days"] = tuple(dict.fromkeys((low, high)))
    return Measured.model_construct(
        fact.model_fields_set | {"kind", "written", "value", "low", "high", "sign", "days"},
        **fields,
    )


def ends_of(text: str, form: AmountForm) -> tuple[Decimal | date, Decimal | date] | None:
    """A figure twice, or the ends of a range; none of a text that is neither."""
    single = form.read(text)
    if single is not None:
        return single, single
    ends = next(filter(None, (form.fullmatch(text) for form in _ENDS)), None)
    if ends is None:
        return None
    high = form.read(ends["high"].strip())
    low = form.read(ends["low"].strip())
    if low is None or high is None or not low <= high:  # type: ignore[operator]
        return None
    return low, high


def linked(fact: Fact) -> Fact | None:
    """The fact as a link to its own address; none when it is no web address."""
    if not fact.known:
        return fact
    address = str(fact.text).strip()
    if not is_web_address(address) or set(address) & set("()<>[] "):
        return None
    bare = address.removeprefix("https://").removeprefix("http://").removeprefix("www.").rstrip("/")
    said = re.sub(r"([\\`*_\[\]])", r"\\\1", bare)
    fields = {name: getattr(fact, name) for name in Fact.model_fields}
    fields["text"] = MarkdownText(f"[{said}]({address})", fact.span)
    fields["address"] = VerbatimText(address, fact.span)
    return Link.model_construct(fact.model_fields_set | {"address"}, **fields)


def in_order(value: object) -> tuple[int, Decimal, str]:
    """What a value is sorted by: days and figures from the lowest, words by their letters."""
    if isinstance(value, Measured) and value.days:
        return (0, Decimal(value.days[0].toordinal()), "")
    if isinstance(value, Measured) and value.low is not None:
        return (0, value.low, "")
    if isinstance(value, int | float | Decimal):
        return (0, Decimal(value), "")
    if value is None or (isinstance(value, Fact) and str(value.text) == UNKNOWN):
        return (2, Decimal(0), "")
    return (1, Decimal(0), str(value).casefold())
