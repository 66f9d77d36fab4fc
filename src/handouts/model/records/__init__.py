"""The records of ``data/``: one file each, the slug is the file's name."""

from collections.abc import Mapping
from functools import cached_property
from typing import Annotated, Final, Literal, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from handouts.model.base import (
    SLUG,
    UNKNOWN,
    CertificationSlug,
    Confidence,
    DayText,
    Defaults,
    DimensionSlug,
    Fact,
    HandoutSlug,
    IconName,
    LayoutSlug,
    MarkdownFact,
    MarkdownText,
    OtherNames,
    Record,
    Reference,
    RoleSlug,
    SourceSlug,
    StemName,
    StyleSlug,
    Text,
)
from handouts.model.records.choices import Notes, Questions, Rows
from handouts.model.records.collections import NAME, Collection
from handouts.model.records.paper import PageSetup
from handouts.model.records.places import NO_PLACES, STATES_OF_THE_US, PlaceAxis
from handouts.model.records.publisher import Logo, Publisher, RequiredNotice
from handouts.model.records.rule_kinds import BUNDLED_RULES, RuleKind
from handouts.model.records.source_kinds import SourceKind
from handouts.model.records.values import AmountKind
from handouts.model.records.wage_tables import WageTables
from handouts.model.records.work import PathStep, Task, step_in, task_in

DimensionKind = Literal["text", "yes-no", "list", AmountKind]


Computed = Literal["rule", "pay", "pay-hourly", "shared-tasks"]
"""What is worked out: the state's rule, the middle pay of ``data/wages``, tasks with the same key."""


class Dimension(Record):
    """One row of a comparison: its label, kind and place in the order of ``dimensions.yaml``."""

    label: Text
    """The label of the row. ``{place}`` stands for the place or the whole."""
    short: Text | None = None
    """The label in a word, for a flyer."""
    topic: Text | None = None
    """What its sources are named by in a list by topic; else its label."""
    icon: IconName | None = None
    """The icon that may stand beside its label, such as ``wallet``."""
    kind: DimensionKind = "text"
    """What its values are, and so how they print."""
    computed: Annotated[Computed | None, Field(alias="from")] = None
    """What its values are worked out from: a place's ``rule``, ``data/wages``, tasks of one key."""
    when_unknown: Text | None = None
    """Printed instead of ``not reported``."""
    or_see: DimensionSlug | None = None
    """Another dimension to which a role's cell points when the role has no value here, but has one there."""
    whole: Fact | None = None
    """Its value for all together, such as the growth of all jobs, beside which charts show the roles'."""
    whole_label: Text | None = None
    """What that is called, such as *All jobs*."""
    question: Text | None = None
    """The label as a question, for styles that set each row under a heading of its own."""
    order: tuple[Text | tuple[Text, ...], ...] = ()
    """Its values from the lowest to the highest; several ways to write one stand in a list."""
    ordered_by: Text | None = None
    """Whose order it is, such as *the Bureau of Labor Statistics*."""
    lowest: Text = Text("lowest")
    """What the mark of the lowest value says."""
    lower: Text = Text("lower")
    """What it says where two are compared."""

    @property
    def of_wages(self) -> bool:
        """Whether its values come from ``data/wages``, so that no role's file states them."""
        return self.computed in {"pay", "pay-hourly"}

    @cached_property
    def levels(self) -> Mapping[str, int]:
        """Each value of the order → its place from 0."""
        ways = ((n, (one,) if isinstance(one, Text) else one) for n, one in enumerate(self.order))
        return {folded_level(way): n for n, same in ways for way in same}


def folded_level(value: str) -> str:
    """A value of an order without what makes no difference: capitals, and the kind of apostrophe."""
    return value.replace("’", "'").casefold().strip()


class Source(Record):
    """Where facts come from; one entry of ``sources.yaml``, keyed by its id."""

    title: Text
    """The title of the page, document or table."""
    publisher: Text
    """Who published it."""
    url: Text | None = None
    """Nothing is printed as a link without an address."""
    date: Text
    """The date of the document or data in words, such as ``May 2025`` or ``undated``."""
    published: DayText | None = None
    """The day on which it came out, from which the age of wages counts."""
    checked: DayText
    """The day on which it was read."""
    kind: SourceKind
    """What kind of source it is: its facts grow old by it."""
    licence: Text | None = None
    """The terms on which it may be used."""
    origin: Text | None = None
    """The file that was read, with its SHA-256, as `handouts import` writes it."""
    credit: Text | None = None
    """A credit line that must stand on every sheet that uses the source."""
    credit_short: Text | None = None
    """The same in few words, for a list by topic: who made it, the licence, what was changed."""
    short: Text | None = None
    """How the source is named in a sheet's source list, when title and publisher are too long."""
    brief: Text | None = None
    """Its name and date in a list by topic, which names sources without it by their kinds."""
    note: Text | None = None
    """Which passage was read, in which copy, and its sense: for who keeps the data. It is never printed; `trace` shows it."""


class Role(Record):
    """An occupation."""

    title: Text
    """Its name, such as *Carpenter*."""
    plural: Text
    """Its name for several people, such as *carpenters*."""
    aliases: tuple[Text, ...] = ()
    """What it is called too, such as ``LPN``: whoever types a role may type this."""
    soc: Text | None = None
    """Its SOC code, such as ``51-4121``, by which wages are found; without one it has none."""
    draft: bool = False
    """Whether nobody has reviewed it yet: every sheet with the role says so, and `check` warns."""
    mark: Text | None = None
    """Its mark: ``blocks``, ``disc``, ``diamond``, ``ring`` or a drawing in ``data/marks``; else its look's."""
    look: Annotated[int, Field(ge=1, le=4)] | None = None
    """The look of the style that it has on every sheet: its colour and fill; else by its place."""
    icon: IconName | None = None
    """The icon that may stand for its work, such as ``hammer``; its mark is another, and tells it apart."""
    stem: StemName | None = None
    """What hangs from the bar where its work is drawn as the stem of a T: ``tube``, ``pipe``, ``cable`` or a
    drawing in ``data/stems``; else a plain bar in its look."""
    word: Fact | None = None
    """One word for its scope, such as *wide*."""
    defaults: Defaults = Defaults()
    """Sources and dates for facts that name none."""
    summary: Fact
    """What people in it do, in a sentence or two."""
    dimensions: dict[Annotated[str, Reference("dimensions")], Fact | tuple[Fact, ...]] = {}
    """Id of a dimension → what is so for this role."""
    tasks: tuple[Task, ...] = ()
    """What people in the role do, the most important first."""
    fits: tuple[MarkdownFact, ...] = ()
    """Whom it suits, one line each."""
    pathway: tuple[PathStep, ...] = ()
    """How to become one, step by step."""
    certifications: tuple[CertificationSlug, ...] = ()
    """Slugs of ``data/certifications``, in the order in which they are listed."""

    @property
    def code(self) -> str:
        """Its SOC code; empty when it has none, and so no wages."""
        return str(self.soc or "")


class Certification(Record):
    """A national certification; what no source settles is ``unknown``."""

    name: Fact
    """Its full name."""
    abbreviation: Text | None = None
    """Its letters, such as *CPA*."""
    certifier: Fact
    """Who gives it."""
    url: Text | None = None
    """The certifier’s page about it."""
    seen: bool = False
    """Whether the address was seen in a source; if not the certifier prints without a link."""
    defaults: Defaults = Defaults()
    """Sources and dates for facts that name none."""
    eligibility: MarkdownFact
    """Who may take it."""
    exam: MarkdownFact = MarkdownFact(text=MarkdownText("unknown"))
    """What has to be passed or shown."""
    fee: MarkdownFact
    """What the exam or the certificate costs."""
    renewal: MarkdownFact
    """How long it holds, and how it is renewed."""
    accreditation: MarkdownFact = MarkdownFact(text=MarkdownText("unknown"))
    """Who accredits the certifier."""

    @property
    def described(self) -> bool:
        """Whether more is known of it than who gives it."""
        return any(one.known for one in (self.eligibility, self.exam, self.fee, self.renewal))


class Difference(Record):
    """One way in which compared roles differ."""

    title: Text
    """The difference in a few words."""
    text: MarkdownFact
    """What it means for somebody who chooses."""


class Editorial(Record):
    """The text that a comparison adds to its roles; every field may be left out."""

    lead: MarkdownFact | None = None
    """A sentence or two under the title."""
    core: dict[str, MarkdownFact] = {}
    """Role → the core difference in a sentence or two."""
    overlap: MarkdownFact | None = None
    """What the roles share, in a sentence."""
    differences: tuple[Difference, ...] = ()
    """How the roles differ, the most important first."""
    fits: dict[str, tuple[MarkdownText, ...]] = {}
    """Role → whom it suits, one line each."""
    caveat: MarkdownFact | None = None
    """What the sheet does not say, as a warning."""


class Comparison(Editorial):
    """Two to four roles side by side, with editorial text."""

    title: Text
    """The title of its sheets, often a question."""
    roles: Annotated[tuple[RoleSlug, ...], Field(min_length=2, max_length=4)]
    """Two to four roles, in the order of the columns."""
    address: Text | None = None
    """Where it stands on the web, beneath the publisher's address, such as ``welder-or-electrician``."""
    defaults: Defaults = Defaults()
    """Sources and dates for facts that name none."""
    wording: dict[Annotated[str, Reference("audiences")], Editorial] = {}
    """Audience → editorial fields that read differently for it."""
    rows: Rows = {}
    """Sheet → its dimensions, in place of the project's."""
    questions: Questions = Questions()
    """Those that are asked about these roles, in place of the project's."""


class Authority(Record):
    """An office that answers for a rule."""

    name: Text
    """Its name."""
    about: Text
    """What to ask it about, such as *electricians’ licenses*."""
    url: Text | None = None
    """Its page about the rule."""
    seen: bool = False
    """Whether the address was seen in a source; if not it prints as a name, without a link."""
    sources: tuple[SourceSlug, ...] = ()
    """Ids of ``data/sources.yaml`` that name it."""


class Credential(Record):
    """One certificate or licence that a state gives for a role."""

    name: Fact
    """Its full name."""
    abbreviation: Text | None = None
    """Its letters."""
    allows: Fact = Fact(text=Text("unknown"))
    """What one may do with it."""
    training: Fact = Fact(text=Text("unknown"))
    """What one has to learn for it."""


class Instead(Record):
    """What stands on a state's sheets where a role's own words do not hold there."""

    dimensions: dict[Annotated[str, Reference("dimensions")], Fact | tuple[Fact, ...]] = {}
    """Id of a dimension → what is so here."""
    pathway: dict[str, PathStep] = {}
    """Key of a step → the step that stands in its place."""
    tasks: dict[str, Task] = {}
    """Key of a task → the task that stands in its place; it is shared by the key of its own."""


class Rule(Record):
    """What one state asks of one role."""

    credential: Text
    """What is asked: one of the project's `rules`, such as `required`; `unknown` where nothing was read."""
    verdict: Fact
    """The rule in a few words; it may not say more than the sources do."""
    short: Fact | None = None
    """The rule for a table cell, a sentence at most; else the verdict stands there."""
    summary: MarkdownFact
    """The rule in a sentence or two."""
    details: tuple[MarkdownFact, ...] = ()
    """What else is to be known, one line each, the most important first."""
    credentials: tuple[Credential, ...] = ()
    """The certificates or licences that the place gives for the role."""
    citation: Fact | None = None
    """The law or rule, as lawyers cite it."""
    confirm: MarkdownFact | None = None
    """What to confirm, and with whom, where the sources ask for it."""
    instead: Instead = Instead()
    """What stands in place of the role's own words."""
    withheld: tuple[Fact, ...] = ()
    """What was read but may not be printed, such as an old text of a law; templates do not see it."""
    confidence: Confidence = "none"
    """How well the sources support the rule."""


def role_in(role: Role, rule: Rule | None) -> Role:
    """The role as a state's sheets tell of it: its own words, save where the state has others."""
    if rule is None or rule.instead == Instead():
        return role
    here = rule.instead
    return role.model_copy(
        update={
            "dimensions": {**role.dimensions, **here.dimensions},
            "pathway": tuple(
                step_in(step, here.pathway.get(str(step.key))) for step in role.pathway
            ),
            "tasks": tuple(task_in(task, here.tasks.get(str(task.key))) for task in role.tasks),
        }
    )


class Place(OtherNames):
    """One place of the project's axis, such as a state: its authorities, and its rule for each role.

    In a bundled set its code, name and FIPS code need not be written.
    """

    other_names = {"postal": "code"}

    code: Text = Text("")
    """How it is written in tables and on the command line; else the file's name in capitals."""
    name: Text = Text("")
    """Standing alone, such as *California*."""
    short: Text | None = None
    """The name where there is little room."""
    the: bool = False
    """Whether the name takes *the* in a sentence, as *the District of Columbia* does."""
    within: Text | None = None
    """The larger place that it is a part of: its code in a bundled set, or its name."""
    wage_area: Text | None = None
    """The area of the wage tables that it lies in, such as a metropolitan area; else its own code."""
    fips: Text | None = None
    """Its FIPS code, where tables of the U.S. Census are joined to it."""
    tile: Annotated[Text, Field(pattern="^[0-9]{1,2} [0-9]{1,2}$")] | None = None
    """Column and row of its square on a map, counted from 0 at the top left, such as `3 5`."""
    defaults: Defaults = Defaults()
    """Sources and dates for facts that name none."""
    authorities: tuple[Authority, ...] = ()
    """The offices that answer for its rules."""
    rules: dict[Annotated[str, Reference("roles")], Rule] = {}
    """Role → what the place asks of it."""

    @property
    def in_sentence(self) -> str:
        """The name as it stands in a sentence."""
        return f"the {self.name}" if self.the else str(self.name)


def wage_area(place: Place) -> str:
    """The area in the tables of wages that holds for a place."""
    return str(place.wage_area or place.code)


class Audience(OtherNames):
    """For whom handouts are made: which ones, for which states, in which style."""

    name: Text
    """What it is called, such as *High schools*."""
    readers: Text | None = None
    """Who reads its handouts, in words such as ``high school students``; printed on covers."""
    handouts: tuple[HandoutSlug, ...]
    """Names of the handouts that it gets."""
    other_names = {"states": "places"}

    places: Literal["all", "national"] | tuple[Text, ...] = "all"
    """All places, those with these codes or names, or none of them but the whole."""
    style: StyleSlug | None = None
    """The style of its sheets; else the project’s."""
    ink: Literal["full", "low"] | None = None
    """``low``: its sheets print panels as outlines, for copying machines; else as their style says."""
    page: PageSetup = PageSetup()
    """Its page set-up, over that of layouts."""
    reading_level: Annotated[int | None, Field(ge=1, le=16)] = None
    """The school grade for which its texts should be easy; ``check`` warns of harder ones."""
    worksheet: bool = False
    """Whether its sheets are worked on with a reader: boxes to tick, lines for names and notes."""
    notices: tuple[RequiredNotice, ...] = ()
    """What must stand on every sheet for it."""
    logo: Logo | None = None
    """Stands in place of the publisher's."""
    duplex: bool = False
    """Whether packets are printed on both sides: each part then starts on a right-hand page."""


NO_SUBJECT: Final = "none"
"""The subject of a handout that is about no record in particular, such as a calendar."""


class Handout(Record):
    """What is asked for: a layout and its subject, or a packet that binds other handouts."""

    layout: LayoutSlug = Text("")
    """The layout: a file of ``layouts``, without ``.yaml``."""
    subject: Text = Text("")
    """``comparisons/SLUG``, ``decisions/SLUG`` or ``roles/SLUG``; with ``*`` for the slug, a handout of each;
    ``none`` for a handout about no record in particular, such as a calendar."""
    bind: tuple[HandoutSlug, ...] = ()
    """Names of the handouts that a packet is made of, in their order; instead of a layout."""
    per: Literal["place", "state", "whole", "nation"] = "nation"
    """One for each place (`state` says the same), or one for the whole (`nation` says the same)."""
    start: Literal["any", "recto"] = "any"
    """``recto``: in a packet it starts on a right-hand page, so that it can be taken out alone."""
    style: StyleSlug | None = None
    """The style of this handout, whatever that of the audience."""
    page: PageSetup = PageSetup()
    """Page set-up of this handout, over the audience's and the layout's."""

    @property
    def per_place(self) -> bool:
        """Whether there is one for each place."""
        return self.per in {"place", "state"}

    @model_validator(mode="after")
    def _is_sheet_or_packet(self) -> Self:
        given = {name for name in ("layout", "subject", "bind") if getattr(self, name)}
        if given in ({"layout", "subject"}, {"bind"}):
            return self
        raise PydanticCustomError(
            "sheet-or-packet",
            "a handout has a `layout` and a `subject`, or it has `bind`, and this one has {found}",
            {
                "found": " and ".join(f"`{name}`" for name in sorted(given)) or "neither",
                "remedy": "Write `layout: …` and `subject: …` for a sheet, or `bind: […]` for a "
                "packet of other handouts",
            },
        )


class Project(Record):
    """``handouts.yaml``."""

    requires: Text | None = None
    """The version of the program that the project is made for, such as ``handouts>=0.2``."""
    publisher: Publisher
    """Who gives the sheets out."""
    edition_date: DayText | None = None
    """The printed date; else the newest day on which a source was checked."""
    languages: tuple[Literal["en"], ...] = ("en",)
    """Languages of the sheets."""
    places: PlaceAxis | Literal["none"] | None = None
    """The kind of places that handouts are made for; else the states of the U.S."""
    rules: (
        Annotated[dict[Annotated[str, Field(pattern=SLUG.pattern)], RuleKind], Field(min_length=1)]
        | None
    ) = None
    """What a place can ask of a role, from the most to the least; `unknown` is always one."""
    wages: WageTables = WageTables()
    """How the tables in `data/wages` are read."""
    collections: dict[Annotated[str, Field(pattern=NAME)], Collection] = {}
    """Records of the project's own, by the name that layouts call them by."""
    style: StyleSlug = Text("base")
    """The style of all sheets whose audience or handout names none."""
    output: Text = Text("{audience}/{state}/{handout}.{language}.pdf")
    """Where files go. ``{audience}``, ``{state}``, ``{handout}`` and ``{language}`` are filled in."""
    maximum_age: dict[str, Annotated[int, Field(ge=1)]] = {}
    """Kind of fact → months after which it is stale: ``wages`` after they were published, ``rules``,
    ``certifications`` and kinds of sources after they were checked."""
    rows: Rows = {}
    """Sheet → the dimensions that stand on it, such as those of ``comparison`` and ``flyer``."""
    questions: Questions = Questions()
    """What sheets ask; a comparison may ask something else."""
    notes: Notes = Notes()
    """Sentences that sheets print, such as *Rules change: check before you enroll.*"""
    glossary: tuple[Text, ...] = ()
    """Words that readers must learn: they count as easy when a text's reading grade is reckoned."""
    handouts: dict[str, Handout]
    """Name → what is made."""

    @property
    def axis(self) -> PlaceAxis:
        """The places that it makes handouts for."""
        if self.places == "none":
            return NO_PLACES
        return self.places or STATES_OF_THE_US

    @property
    def rule_kinds(self) -> Mapping[str, RuleKind]:
        """What a place can ask of a role, in order, `unknown` last."""
        if self.rules is None:
            return BUNDLED_RULES
        return (
            self.rules if UNKNOWN in self.rules else {**self.rules, UNKNOWN: BUNDLED_RULES[UNKNOWN]}
        )
