"""The records of ``data/``: one file each, the slug is the file's name."""

from typing import Annotated, Literal

from pydantic import Field, model_validator

from handouts.model.base import (
    DayText,
    Defaults,
    Fact,
    MarkdownFact,
    MarkdownText,
    Record,
    Text,
)

CredentialRule = Literal["required", "conditional", "none-reported", "unknown"]
"""What a state asks of a role: a credential; one with large exemptions; none was reported; nothing usable was read."""

DimensionKind = Literal["text", "money", "percent", "yes-no", "list"]


class Source(Record):
    """Where facts come from; one entry of ``sources.yaml``, keyed by its id."""

    title: Text
    publisher: Text
    url: Text | None = None
    """Nothing is printed as a link without an address."""
    date: Text
    """The date of the document or data in words, such as ``May 2025`` or ``undated``."""
    checked: DayText
    kind: Literal[
        "official",
        "official-copy",
        "statute-mirror",
        "professional-body",
        "bill",
        "institution",
        "secondary",
        "data",
        "project",
    ]
    licence: Text | None = None
    credit: Text | None = None
    """A credit line that must stand on every sheet that uses the source."""
    short: Text | None = None
    """How the source is named in a sheet's source list, when title and publisher are too long."""


class Dimension(Record):
    """One row of a comparison: its label, kind and place in the order of ``dimensions.yaml``."""

    label: Text
    short: Text | None = None
    """The label in a word, for a flyer."""
    kind: DimensionKind = "text"
    when_unknown: Text | None = None
    """Printed instead of ``not reported``."""


class Task(Fact):
    """Something that people in an occupation do; ``short`` names it in a drawing.

    Tasks of two roles that have the same ``key`` are one task, which the roles share.
    """

    key: Text | None = None


class Role(Record):
    """An occupation."""

    title: Text
    plural: Text
    soc: Annotated[Text, Field(description="SOC code, such as 31-9092")]
    mark: Literal["blocks", "tube", "diamond", "ring"] | None = None
    """The mark that stands beside its name; else the style's mark for its place."""
    word: Fact | None = None
    """One word for its scope, such as *wide*."""
    defaults: Defaults = Defaults()
    summary: Fact
    dimensions: dict[str, Fact | tuple[Fact, ...]] = {}
    tasks: tuple[Task, ...] = ()


class Difference(Record):
    """One way in which compared roles differ."""

    title: Text
    text: MarkdownFact


class Editorial(Record):
    """The text that a comparison adds to its roles; every field may be left out."""

    lead: MarkdownFact | None = None
    core: dict[str, MarkdownFact] = {}
    """Role → the core difference in a sentence or two."""
    overlap: MarkdownFact | None = None
    differences: tuple[Difference, ...] = ()
    fits: dict[str, tuple[MarkdownText, ...]] = {}
    """Role → whom it suits, one line each."""
    caveat: MarkdownFact | None = None


class Comparison(Editorial):
    """Two to four roles side by side, with editorial text."""

    title: Text
    roles: Annotated[tuple[Text, ...], Field(min_length=2, max_length=4)]
    address: Text | None = None
    """Where it stands on the web, beneath the publisher's address, such as ``ma-or-phlebotomist``."""
    defaults: Defaults = Defaults()
    wording: dict[str, Editorial] = {}
    """Audience → editorial fields that read differently for it."""


class Authority(Record):
    """An office that answers for a rule."""

    name: Text
    about: Text
    """What to ask it about, such as *phlebotomy certificates*."""
    url: Text | None = None
    seen: bool = False
    """Whether the address was seen in a source; if not it prints as a name, without a link."""
    sources: tuple[Text, ...] = ()


class Credential(Record):
    """One certificate or licence that a state gives for a role."""

    name: Fact
    abbreviation: Text | None = None
    allows: Fact = Fact(text=Text("unknown"))
    training: Fact = Fact(text=Text("unknown"))


class StateRule(Record):
    """What one state asks of one role."""

    credential: CredentialRule
    verdict: Fact
    """The rule in a few words; it may not say more than the sources do."""
    short: Fact | None = None
    """The rule for a table cell, a sentence at most; else the verdict stands there."""
    summary: MarkdownFact
    details: tuple[MarkdownFact, ...] = ()
    credentials: tuple[Credential, ...] = ()
    citation: Fact | None = None
    """The law or rule, as lawyers cite it."""
    confirm: MarkdownFact | None = None
    """What to confirm, and with whom, where the sources ask for it."""
    confidence: Literal["primary", "secondary", "single", "conflict", "none"] = "none"


class State(Record):
    """A state or D.C.: its authorities, and its rule for each role."""

    name: Text
    postal: Annotated[Text, Field(description="two capital letters")]
    fips: Text
    the: bool = False
    """Whether the name takes *the* in a sentence, as the District of Columbia does."""
    defaults: Defaults = Defaults()
    authorities: tuple[Authority, ...] = ()
    rules: dict[str, StateRule] = {}


class RequiredNotice(Record):
    """What must stand on a sheet, and the size under which it may not be set."""

    text: MarkdownText
    smallest: Text = Text("9pt")

    @model_validator(mode="before")
    @classmethod
    def _from_plain_text(cls, value: object) -> object:
        return {"text": value} if isinstance(value, str) else value


class Logo(Record):
    """A picture that stands for an organisation."""

    file: Text
    """PNG, JPEG or SVG, from the project's folder, such as ``data/images/logo.svg``."""
    alt: Text
    """What it is, for people who cannot see it."""


class PageSetup(Record):
    """Page geometry; lengths as ``0.6in``, ``15mm`` or points."""

    size: Text | None = None
    orientation: Literal["portrait", "landscape"] | None = None
    margins: tuple[Text, Text, Text, Text] | None = None
    """Top, right, bottom, left."""


class Audience(Record):
    """For whom handouts are made: which ones, for which states, in which style."""

    name: Text
    handouts: tuple[Text, ...]
    states: Literal["all", "national"] | tuple[Text, ...] = "all"
    style: Text | None = None
    page: PageSetup = PageSetup()
    reading_level: Annotated[int | None, Field(ge=1, le=16)] = None
    notices: tuple[RequiredNotice, ...] = ()
    """What must stand on every sheet for it."""
    logo: Logo | None = None
    """Stands in place of the publisher's."""


class Publisher(Record):
    """Who gives the sheets out."""

    name: Text
    contact: Text | None = None
    url: Text | None = None
    logo: Logo | None = None
    colours: tuple[Text, ...] = ()
    """``#RRGGBB`` of the first, second … role, instead of those of the project's own style."""
    notices: tuple[RequiredNotice, ...] = ()
    """What must stand on every sheet."""


class Handout(Record):
    """What is asked for: a layout and its subject."""

    layout: Text
    subject: Text
    """``comparisons/SLUG`` or ``decisions/SLUG``."""
    per: Literal["state", "nation"] = "nation"


class Project(Record):
    """``handouts.yaml``."""

    publisher: Publisher
    edition_date: DayText | None = None
    languages: tuple[Literal["en"], ...] = ("en",)
    style: Text = Text("base")
    output: Text = Text("{audience}/{state}/{handout}.{language}.pdf")
    maximum_age: dict[str, Annotated[int, Field(ge=1)]] = {}
    """Kind of fact → months after which it is stale."""
    handouts: dict[str, Handout]
