"""What every record is made of: strings that know their place, and facts with sources."""

import re
from datetime import date
from typing import Annotated, Any, ClassVar, Literal, Self

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    model_validator,
)
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from handouts.diagnostics import Span

UNKNOWN = "unknown"
"""How a missing value is written in the data; it prints as ``NOT_REPORTED``."""

NOT_REPORTED = "not reported"

Confidence = Literal["primary", "secondary", "single", "conflict", "none"]
"""How well a claim is supported: an official text, two or more independent pages, one page, pages that disagree, nothing."""


class Text(str):
    """A string that remembers where it was written; it prints literally, on one line."""

    __slots__ = ("span",)
    span: Span | None

    def __new__(cls, value: str, span: Span | None = None) -> Self:
        """A string and its place."""
        text = super().__new__(cls, value)
        text.span = span
        return text

    def __reduce__(self) -> tuple[type[Self], tuple[str, Span | None]]:
        return (type(self), (str(self), self.span))

    @classmethod
    def _validate(cls, value: object) -> Self:
        if cls is Text and isinstance(value, str) and "\n" in value:
            return cls(" ".join(value.split()), getattr(value, "span", None))
        if isinstance(value, cls):
            return value
        if isinstance(value, str):
            return cls(str(value), getattr(value, "span", None))
        raise ValueError("should be text")

    @classmethod
    def __get_pydantic_core_schema__(
        cls, source: type[Any], handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(cls._validate)

    @classmethod
    def __get_pydantic_json_schema__(
        cls, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        return {"type": "string"}


class MarkdownText(Text):
    """A string whose Markdown is meant: bold, italic, links and lists."""

    __slots__ = ()


def _day(value: object) -> object:
    """Read a day as it is written; pydantic alone would take figures for seconds since 1970."""
    if not isinstance(value, str):
        return value
    if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
        try:
            return date.fromisoformat(value)
        except ValueError:
            pass
    raise PydanticCustomError(
        "wrong-date",
        "`{day}` is not a day",
        {"day": value[:20], "remedy": "Write year, month and day, such as `2026-11-24`"},
    )


def _day_in_text(value: Text) -> Text:
    _day(value)
    return value


Day = Annotated[date, BeforeValidator(_day)]
"""A day, written ``2026-11-24``."""

DayText = Annotated[Text, AfterValidator(_day_in_text)]
"""The same, kept as it was written."""


class Record(BaseModel):
    """A frozen record; a key that it does not know is refused."""

    model_config: ClassVar[ConfigDict] = ConfigDict(frozen=True, extra="forbid")


class Fact(Record):
    """A value with its sources, the date it speaks of and the date it was checked.

    Written plain (``fact: some text``) or in full (``fact: {text: …, sources: […]}``). What is
    left out is taken from the record's ``defaults``.
    """

    text: Text
    short: Text | None = None
    """The same in a few words, for the cell of a drawing or a flyer."""
    sources: tuple[Text, ...] = ()
    disputed_by: tuple[Text, ...] = ()
    """Sources that say otherwise."""
    as_of: Text | None = None
    checked: Day | None = None
    expires: Day | None = None
    confidence: Confidence | None = None

    @model_validator(mode="before")
    @classmethod
    def _from_plain_text(cls, value: object) -> object:
        return {"text": value} if isinstance(value, str) else value

    @property
    def known(self) -> bool:
        """Whether something was reported at all."""
        return self.text != UNKNOWN

    @property
    def span(self) -> Span | None:
        """Where the value stands."""
        return self.text.span

    def __str__(self) -> str:
        return str(self.text) if self.known else NOT_REPORTED


class MarkdownFact(Fact):
    """A fact whose text is Markdown."""

    text: MarkdownText


class Defaults(Record):
    """Sources and dates for every fact of a record that names none of its own."""

    sources: tuple[Text, ...] = ()
    as_of: Text | None = None
    checked: Day | None = None
    expires: Day | None = None
    confidence: Confidence | None = None
