"""What the templates of one edition see."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field, fields
from datetime import date
from functools import cached_property, partial
from typing import Annotated, Any, Final

from handouts.compose.dates import DataDates, EditionView
from handouts.compose.values.records import views_of
from handouts.compose.views.choices import ComparisonView, RowsView, comparison_view, questions
from handouts.compose.views.pay import PayView, pay_view
from handouts.compose.views.roles import (
    KindOfWork,
    RoleView,
    SharedTask,
    StatedView,
    found_record,
    kinds_of_work,
    role_views,
)
from handouts.diagnostics import HandoutsError
from handouts.edition import Edition, Recipient
from handouts.frozen import dataclass
from handouts.model.base import MarkdownFact, MarkdownText, Reference, Text
from handouts.model.decisions import (
    BrokenDecisionError,
    Circumstances,
    Decision,
    Remark,
    prune,
)
from handouts.model.layout import Layout
from handouts.model.library import PUBLISHER_LOGO, Library
from handouts.model.recipients import (
    CONTACT,
    LOGO,
    LOGO_ALT,
    NAME,
    QR_ADDRESS,
    cell,
    logo_alternative,
    name_of,
)
from handouts.model.records import (
    Audience,
    Authority,
    Comparison,
    Dimension,
    Place,
    Rule,
)
from handouts.model.records.choices import Notes, Questions
from handouts.model.records.collections import is_taken
from handouts.model.records.places import PlaceAxis, Whole, larger_place
from handouts.model.records.publisher import Logo, Publisher, RequiredNotice
from handouts.model.records.rule_kinds import RuleKind
from handouts.model.records.values import long_date
from handouts.wording import conjunction


@dataclass(frozen=True, slots=True)
class PlaceView:
    """A place of the project."""

    code: Text
    """Its code: the name of its file, in capitals."""
    name: Text
    """Standing alone."""
    in_sentence: str
    """As it stands in a sentence, such as *the District of Columbia*."""
    short: Text
    """Where there is little room: its short name, else its name."""
    within: Text | None
    """The name of the larger place that it lies in."""
    authorities: tuple[Authority, ...]
    """The offices that answer for its rules."""
    rules: Mapping[Annotated[str, Reference("roles")], Rule | None] = field(default_factory=dict)
    """What it asks of each role, by the role's slug; of one of which nothing is said there is no value."""

    @property
    def postal(self) -> Text:
        """The same as ``code``, as layouts for U.S. states may call it."""
        return self.code


@dataclass(frozen=True, slots=True)
class AudienceView:
    """For whom the edition is."""

    id: str
    """Its slug: the name of its file in ``data/audiences``."""
    name: Text
    readers: Text | None
    notices: tuple[RequiredNotice, ...]
    worksheet: bool
    """Whether its sheets are worked on with a reader."""


@dataclass(frozen=True, slots=True)
class LoopView:
    """Where a turn of an ``each`` stands: ``index`` counts from 1, ``index0`` from 0."""

    index0: int
    """The number of the turn, from 0."""
    length: int
    """How many turns there are."""

    @property
    def index(self) -> int:
        """The number of the turn."""
        return self.index0 + 1

    @property
    def first(self) -> bool:
        """Whether it is the first turn."""
        return self.index0 == 0

    @property
    def last(self) -> bool:
        """Whether it is the last turn."""
        return self.index == self.length


@dataclass(frozen=True, slots=True)
class StyleView:
    """What a layout may want to know of the style: ``one_column`` sets columns one by one."""

    id: str
    """Its slug: the name of its file in ``layouts/styles``."""
    one_column: bool
    """Whether it sets columns one under the other, as large print does."""


@dataclass(frozen=True, slots=True)
class DecisionView:
    """A decision with the circumstances of the edition."""

    title: Text
    lead: MarkdownFact | None
    remarks: tuple[Remark, ...]
    """The notes on those of its nodes that this sheet shows."""
    record: Decision
    """The record as it is written in ``data/decisions``."""
    circumstances: Circumstances
    """Audience, place and rules, by which the decision is pruned."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """The names that templates see. Checking layouts, and their reference, read the types here."""

    publisher: Publisher
    """Who gives the sheet out; its logo is the recipient's or the audience's, where they have one."""
    masthead: Text
    """Whose name stands in the head: the publisher's; none where a recipient's logo stands for it."""
    called: Text | str = ""
    """What the layout says that it is ``called``, such as *Pay sheet*."""
    audience: AudienceView
    """For whom the sheet is."""
    edition: EditionView
    """The sheet itself: its handout, its printed date and the dates of its data."""
    style: StyleView
    """The style in which it is set."""
    here: PlaceView | None
    """The place of the sheet; none on sheets of the whole. Its kind, such as ``state``, names it too."""
    place: Text | str
    """The place, or the whole, as it stands alone: *Texas*."""
    in_place: str
    """The same within a sentence: *the District of Columbia*."""
    place_kind: str
    """What a place of the project is: *state*."""
    whole: Whole
    """What all places are parts of, such as the United States."""
    places: Sequence[PlaceView]
    """All places of the project, in the order of their names."""
    rules: Mapping[str, RuleKind]
    """What a place can ask of a role, as the project declares it."""
    roles: tuple[RoleView, ...]
    """The roles of the subject, in their order."""
    shared_tasks: tuple[SharedTask, ...]
    """The tasks that all of its roles share."""
    kinds_of_work: tuple[KindOfWork, ...]
    """The other tasks by kind, where the project sorts them."""
    pay: PayView
    """What the roles earn, in a sentence."""
    confirm: tuple[MarkdownFact, ...]
    """What the place's rules ask to confirm, each said once."""
    comparison: ComparisonView | None
    """The comparison, in the words for this audience."""
    decision: DecisionView | None
    """The decision, as the place's rules leave it."""
    role: RoleView | None
    """The role that the sheet is about."""
    dimensions: Mapping[Annotated[str, Reference("dimensions")], Dimension]
    """The rows by which roles are compared, by their slugs."""
    rows: Mapping[Annotated[str, Reference("rows")], tuple[Text, ...]]
    """The dimensions that stand on a kind of sheet, such as ``rows.comparison``."""
    questions: Questions
    """What sheets ask: the comparison's own questions, else the project's."""
    notes: Notes
    """Sentences that many sheets print; one that the project does not give has no value."""
    recipient: "RecipientView | None"
    """The row of a table of recipients; none on other sheets. Its columns are its fields."""
    blank: "BlankView"
    """What fills the layout's blanks, by their names."""

    def seen(self, axis: PlaceAxis) -> Mapping[str, object]:
        """All by name, the place by its kind too; ``role`` only on sheets about one."""
        own = {one.name: getattr(self, one.name) for one in fields(self)}
        values = {place_name(axis): self.here, **own}
        return {n: v for n, v in values.items() if n != "role" or v is not None}


def place_name(axis: PlaceAxis) -> str:
    """The name that stands for the place of a sheet by its kind, such as ``state``."""
    return str(axis.kind).replace(" ", "_")


SUBJECT_NAMES: Final[Mapping[str, str]] = {
    "comparisons": "comparison",
    "decisions": "decision",
    "roles": "role",
}
"""Kind of a handout's subject → the name that stands for it, which no other kind has."""


@dataclass(frozen=True, slots=True)
class Context:
    """Everything about one edition that composing needs."""

    library: Library
    edition: Edition
    layout: Layout
    place: Place | None
    """The place that the edition is for; none for the whole."""
    roles: tuple[RoleView, ...]
    in_place: str
    """The place or the whole, as it stands in a sentence."""
    names: Mapping[str, object]
    notices: tuple[RequiredNotice, ...] = ()
    """The publisher's, then the audience's."""
    one_column: bool = False
    """Whether the style sets tables row by row, each under a heading of its own."""
    dates: DataDates = field(default_factory=DataDates)
    """The dates of the printed facts, gathered as they are composed."""


def resolve(edition: Edition, library: Library) -> Context:
    """Look up all that an edition names.

    Raises:
        HandoutsError: with the diagnostics of a record that was left out as faulty.
    """
    if PUBLISHER_LOGO in library.faulty:
        raise HandoutsError(*library.faulty[PUBLISHER_LOGO])
    layout = found_record(library, "layouts", library.layouts, edition.layout)
    audience = found_record(library, "audiences", library.audiences, edition.audience)
    place = (
        found_record(library, "places", library.places, edition.place) if edition.place else None
    )
    kind, _, slug = edition.subject.partition("/")
    comparison, decision = _subject(kind, slug, library)
    compared = comparison_view(comparison, edition.audience)
    roles, shared = role_views(library, slug, comparison or decision, compared, place)
    given = edition.date or library.project.edition_date
    printed = str(given or _newest_check(library))
    axis = library.project.axis
    in_place = place_of(place, axis)
    style = library.styles.get(edition.style)
    one_column = style is not None and style.one_column
    dates = DataDates()
    names = Names(
        masthead=_masthead(library.project.publisher, edition.recipient, layout, one_column),
        publisher=_publisher(library.project.publisher, audience, edition.recipient),
        audience=_audience_view(edition.audience, audience),
        edition=EditionView(
            edition.handout, printed, long_date(printed), dates, dated=given is not None
        ),
        style=StyleView(edition.style, one_column),
        here=place_view(place, library) if place else None,
        place=place.name if place else str(axis.whole.name),
        in_place=in_place,
        place_kind=str(axis.kind),
        whole=axis.whole,
        places=PlaceViews(library),
        rules=library.project.rule_kinds,
        roles=roles,
        shared_tasks=shared,
        kinds_of_work=kinds_of_work(roles),
        pay=pay_view(roles, in_place),
        confirm=_to_confirm(roles),
        comparison=compared,
        decision=_decision_view(decision, edition.audience, place, axis),
        role=roles[0] if kind == "roles" else None,
        dimensions=library.dimensions,
        rows=RowsView(library.project, comparison, library.dimensions),
        questions=questions(library.project, comparison),
        notes=library.project.notes,
        recipient=RecipientView(edition.recipient) if edition.recipient else None,
        blank=BlankView(tuple(layout.blanks), edition),
    ).seen(axis)
    names = {**names, **_own_records(library, place)}
    required = (*_drafts(roles), *library.project.publisher.notices, *audience.notices)
    return Context(
        library, edition, layout, place, roles, in_place, names, required, one_column, dates
    )


def _own_records(library: Library, place: Place | None) -> Mapping[str, object]:
    """The records of the project's own, by the names of their collections."""
    project = library.project
    own = (name for name in project.collections if not is_taken(name, project.axis))
    return views_of(own, library.collections, partial(_named, library, place))


def _named(library: Library, place: Place | None, kind: str, name: str) -> PlaceView | RoleView:
    """What a record of the project's own names: a place, or a role as this edition shows it."""
    if kind == "place":
        found = found_record(library, "places", library.places, name.lower())
        return place_view(found, library)
    return role_views(library, name, None, None, place)[0][0]


def _drafts(roles: Sequence[RoleView]) -> tuple[RequiredNotice, ...]:
    """What must stand on a sheet with roles that nobody has reviewed."""
    drafts = [str(role.plural) for role in roles if role.record.draft]
    if not drafts:
        return ()
    said = f"Draft: nobody has reviewed what this sheet says of {conjunction(drafts)}."
    return (RequiredNotice(text=MarkdownText(f"**{said}**")),)


def _audience_view(slug: str, audience: Audience) -> AudienceView:
    return AudienceView(slug, audience.name, audience.readers, audience.notices, audience.worksheet)


def _subject(kind: str, slug: str, library: Library) -> tuple[Comparison | None, Decision | None]:
    """The comparison or the decision that a sheet is about; neither where it is about one role."""
    if kind == "comparisons":
        return found_record(library, kind, library.comparisons, slug), None
    if kind == "decisions":
        return None, found_record(library, kind, library.decisions, slug)
    return None, None


def _masthead(
    publisher: Publisher, recipient: Recipient | None, layout: Layout, one_column: bool
) -> Text:
    """Whose name stands in the head: the publisher's, unless a recipient's logo stands there.

    In a style of one column, where the logo has a line of its own, it is the recipient's.
    """
    head = layout.header
    has_logo = head is not None and (head.logo or head.recipient_logo)
    if recipient is None or not has_logo or not cell(recipient, LOGO):
        return publisher.name
    return name_of(recipient) if one_column else Text("")


def _to_confirm(roles: Sequence[RoleView]) -> tuple[MarkdownFact, ...]:
    """What the roles' rules ask to confirm, each said once."""
    asked: dict[str, MarkdownFact] = {}
    for role in roles:
        one = role.rule.confirm if role.rule is not None else None
        if one is not None:
            asked.setdefault(str(one.text), one)
    return tuple(asked.values())


def _publisher(publisher: Publisher, audience: Audience, recipient: Recipient | None) -> Publisher:
    """The publisher, with the logo of the recipient, else of the audience, if one of them has a logo."""
    logo = (_logo_of(recipient) if recipient is not None else None) or audience.logo
    return publisher.model_copy(update={"logo": logo}) if logo else publisher


def _logo_of(recipient: Recipient) -> Logo | None:
    file, alternative = cell(recipient, LOGO), logo_alternative(recipient)
    if not file:
        return None
    return Logo(file=Text(file, file.span), alt=Text(alternative, alternative.span))


class RecipientView(Mapping[str, Text]):
    """The row's values as they stand; columns that bundled layouts know are there, if only empty.

    Each is looked up when a template asks for it: a cell that cannot be read is nobody's fault but his
    who prints it.
    """

    def __init__(self, recipient: Recipient) -> None:
        self._recipient = recipient
        columns = (CONTACT, LOGO, QR_ADDRESS, *recipient.values, NAME, LOGO_ALT)
        self._columns = dict.fromkeys(columns)

    def __getitem__(self, column: str) -> Text:
        if column == NAME:
            return name_of(self._recipient)
        if column == LOGO_ALT:
            return logo_alternative(self._recipient)
        if column not in self._columns:
            raise KeyError(column)
        return cell(self._recipient, column)

    def __iter__(self) -> Iterator[str]:
        return iter(self._columns)

    def __len__(self) -> int:
        return len(self._columns)


class BlankView(Mapping[str, str]):
    """What fills the layout's blanks: the recipient's column of that name, else what was set for all."""

    def __init__(self, names: tuple[str, ...], edition: Edition) -> None:
        self._names = dict.fromkeys(map(str, names))
        self._edition = edition

    def __getitem__(self, name: str) -> str:
        if name not in self._names:
            raise KeyError(name)
        recipient = self._edition.recipient
        own = cell(recipient, name) if recipient is not None else ""
        return own or self._edition.options.get(name, "")

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)


def place_of(place: Place | None, axis: PlaceAxis) -> str:
    """A place, or the whole, as it stands in a sentence."""
    return axis.whole.in_sentence if place is None else place.in_sentence


def place_view(place: Place, library: Library) -> PlaceView:
    """What templates see of a place."""
    return PlaceView(
        place.code,
        place.name,
        place.in_sentence,
        place.short or place.name,
        larger_place(place.within, library.project.axis),
        place.authorities,
        StatedView(place.rules, library.roles),
    )


class PlaceViews(Sequence[PlaceView]):
    """All places of the project in the order of their names, made when a template asks for them."""

    def __init__(self, library: Library) -> None:
        self._library = library

    @cached_property
    def _places(self) -> tuple[Place, ...]:
        return tuple(self._library.places.values())

    def __len__(self) -> int:
        return len(self._places)

    def __getitem__(self, at: Any) -> Any:
        found = self._places[at]
        if isinstance(found, tuple):
            return tuple(place_view(one, self._library) for one in found)
        return place_view(found, self._library)


def _decision_view(
    decision: Decision | None, audience: str, place: Place | None, axis: PlaceAxis
) -> DecisionView | None:
    if decision is None:
        return None
    rules = place.rules if place else {}
    circumstances = Circumstances(
        audience,
        str(place.code if place else axis.whole.code),
        {slug: rule.credential for slug, rule in rules.items()},
    )
    try:
        remarks = prune(decision, circumstances).remarks
    except BrokenDecisionError:
        remarks = ()  # the chart names the fault, with its place
    return DecisionView(decision.title, decision.lead, remarks, decision, circumstances)


def _newest_check(library: Library) -> date:
    """The newest day on which any source of the project was checked."""
    days = [date.fromisoformat(str(s.checked)) for s in library.sources.values()]
    return max(days, default=date(2000, 1, 1))
