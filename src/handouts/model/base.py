"""What every record is made of: strings that know their place, and facts with sources."""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import (
    Annotated,
    Any,
    ClassVar,
    Final,
    Literal,
    NamedTuple,
    Self,
    get_args,
    get_origin,
    get_type_hints,
)

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    ValidationError,
    model_validator,
)
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from handouts.diagnostics import Span
from handouts.frozen import dataclass
from handouts.kept import kept

SLUG: Final = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
"""How records are named: small letters and digits, words joined by hyphens."""

SOC_CODE: Final = re.compile(r"[0-9]{2}-[0-9]{4}")
"""A detailed occupation of the Standard Occupational Classification, such as ``31-9092``."""

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


class VerbatimText(Text):
    """A string of no record, printed as it was typed: its quotes and dashes stay as they are."""

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


@dataclass(frozen=True, slots=True)
class Reference:
    """Marks a text of a record, or a key, that names a record of a kind."""

    kind: str


RoleSlug = Annotated[Text, Reference("roles")]
CertificationSlug = Annotated[Text, Reference("certifications")]
AudienceSlug = Annotated[Text, Reference("audiences")]
SourceSlug = Annotated[Text, Reference("sources")]
DimensionSlug = Annotated[Text, Reference("dimensions")]
LayoutSlug = Annotated[Text, Reference("layouts")]
StyleSlug = Annotated[Text, Reference("styles")]
IconName = Annotated[Text, Reference("icons")]
StemName = Annotated[Text, Reference("stems")]
HandoutSlug = Annotated[Text, Reference("handouts")]


class Record(BaseModel):
    """A frozen record; a key that it does not know is refused."""

    model_config: ClassVar[ConfigDict] = ConfigDict(frozen=True, extra="forbid", defer_build=True)


class Template(Text):
    """A leaf string with Jinja2 in it; alone ``{{ … }}`` keeps the type of its value."""

    __slots__ = ()


class PlainForm(Record):
    """A record that may be written as its main field alone, such as ``- heading: Title``."""

    plain: ClassVar[str]

    @model_validator(mode="before")
    @classmethod
    def _from_plain(cls, value: object) -> object:
        return {cls.plain: value} if isinstance(value, str | list) else value


class OtherNames(Record):
    """A record of which a key may be written in another way, too."""

    other_names: ClassVar[Mapping[str, str]] = {}
    """Another way to write a key → the key."""

    @model_validator(mode="before")
    @classmethod
    def _renamed(cls, value: object) -> object:
        if not isinstance(value, dict):
            return value
        for other, name in cls.other_names.items():
            if other in value and name not in value:
                rename = getattr(value, "rename", None)  # which keeps the place of the key
                value = (
                    {name if k == other else k: v for k, v in value.items()}
                    if rename is None
                    else rename(other, name)
                )
        return value


class Referred(NamedTuple):
    """One record that another names, and the path of keys to the name within that other."""

    kind: str
    name: str
    path: tuple[str | int, ...]


def references(record: Record) -> Iterator[Referred]:
    """Every record that a record names where its model has a ``Reference``, defaults left out."""
    return _references(record, type(record), ())


def _references(value: object, form: Any, path: tuple[str | int, ...]) -> Iterator[Referred]:
    """Walk a value along its type; of a union, the members that it does not have lead nowhere."""
    is_member = not isinstance(value, str) or get_origin(form) not in {tuple, dict}
    parts = get_args(form) if is_member else ()
    match value:
        case Record():
            for name, inner in _referring(type(value)).items():
                if name in value.model_fields_set:
                    yield from _references(getattr(value, name), inner, (*path, name))
        case dict() if get_origin(form) is dict:
            for key, inner in value.items():
                yield from _references(key, parts[0], (*path, key))
                yield from _references(inner, parts[1], (*path, key))
        case tuple() if get_origin(form) is tuple:
            for i, inner in enumerate(value):
                yield from _references(inner, parts[0], (*path, i))
        case str() if isinstance(form, Reference):
            yield Referred(form.kind, value, path)
        case _:
            for part in parts:
                yield from _references(value, part, path)


@kept(most=256)
def _referring(record: type[Record]) -> Mapping[str, Any]:
    """The fields of a record that can lead to a reference, with their types.

    Type hints, not the fields' annotations: in those, names of later classes stay names.
    """
    hints = get_type_hints(record, include_extras=True)
    fields = {name: hints[name] for name in record.model_fields}
    return {name: form for name, form in fields.items() if _refers(form, frozenset())}


def _refers(form: Any, seen: frozenset[type]) -> bool:
    if isinstance(form, type) and issubclass(form, Record):
        hints = () if form in seen else get_type_hints(form, include_extras=True).values()
        return any(_refers(hint, seen | {form}) for hint in hints)
    return isinstance(form, Reference) or any(_refers(part, seen) for part in get_args(form))


class Part(Record):
    """A share of a whole, or an amount, and what it is one of."""

    share: Annotated[Decimal, Field(ge=0, le=100)] | None = None
    """How many of a hundred: `57` prints as `57% in …`."""
    number: Decimal | None = None
    """A count: `1200` prints as `1,200 in …`."""
    of: Text
    """Of what, such as *doctors’ offices*."""
    word: Text = Text("in")
    """The word between the two."""

    @model_validator(mode="after")
    def _has_figure(self) -> Self:
        if (self.share is None) == (self.number is None):
            raise PydanticCustomError(
                "wrong-part",
                "a part has a `share` or a `number`",
                {"remedy": "Write `share: 57` for 57%, or `number: 1200` for a count"},
            )
        return self

    def __str__(self) -> str:
        figure = f"{self.share}%" if self.share is not None else f"{self.number:,}"
        return f"{figure} {self.word} {self.of}"


class Fact(Record):
    """A value with its sources, the date it speaks of and the date it was checked.

    Written plain (``fact: some text``) or in full (``fact: {text: …, sources: […]}``). What is
    left out is taken from the record's ``defaults``.
    """

    text: Text
    """What is so, in words. ``unknown`` prints as *not reported*."""
    short: Text | None = None
    """The same in a few words, for the cell of a drawing or a flyer."""
    parts: tuple[Part, ...] = ()
    """Instead of a text: figures, which print as a sentence and can be drawn."""
    rest: Text | None = None
    """What follows the parts, such as *others in clinics*."""
    currency: Annotated[Text, Field(pattern="^[A-Z]{3}$")] | None = None
    """Of an amount of money, by its ISO 4217 code, where it is not the project's."""
    sources: tuple[SourceSlug, ...] = ()
    """Ids of ``data/sources.yaml``; else those of ``defaults``."""
    disputed_by: tuple[SourceSlug, ...] = ()
    """Sources that say otherwise."""
    as_of: Text | None = None
    """The time that it speaks of, such as ``May 2025``."""
    checked: Day | None = None
    """The day on which it was read in its sources."""
    expires: Day | None = None
    """The last day on which it may be relied on."""
    confidence: Confidence | None = None
    """How well its sources support it."""
    note: Text | None = None
    """What was read, where, and what stays in doubt: for who keeps the data. It is never printed; `trace` shows it."""

    @model_validator(mode="before")
    @classmethod
    def _from_plain_text(cls, value: object) -> object:
        if (
            isinstance(value, dict) and value.get("parts") and "text" not in value
        ):  # a sentence of its own
            return {**value, "text": sentence(value["parts"], value.get("rest"))}
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


def sentence(parts: object, rest: object) -> Text:
    """``57% in offices, 17% in hospitals; others at home``; empty without parts.

    A part that is faulty is left out, for its own check tells of it.
    """
    said: list[str] = []
    place: Span | None = None
    for one in parts if isinstance(parts, list | tuple) else ():
        try:
            part = Part.model_validate(one)
        except ValidationError:
            continue
        place = place or part.of.span
        said.append(str(part))
    whole = ", ".join(said)
    return Text(f"{whole}; {rest}" if whole and isinstance(rest, str) else whole, place)


class MarkdownFact(Fact):
    """A fact whose text is Markdown."""

    text: MarkdownText
    """What is so, as Markdown: bold, italic, links, lists."""


class Defaults(Record):
    """Sources and dates for every fact of a record that names none of its own."""

    sources: tuple[SourceSlug, ...] = ()
    """Ids of ``data/sources.yaml`` for facts that name none."""
    as_of: Text | None = None
    """The time that the facts speak of."""
    checked: Day | None = None
    """The day on which the facts were read in their sources."""
    expires: Day | None = None
    """The last day on which the facts may be relied on."""
    confidence: Confidence | None = None
    """How well the sources support the facts."""
