"""What the templates of one edition see."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields
from datetime import date
from functools import partial
from typing import Annotated, Any, Final, TypeVar

from handouts.compose.dates import DataDates, EditionView
from handouts.compose.records import views_of
from handouts.diagnostics import Diagnostic, HandoutsError
from handouts.edition import Edition, Recipient
from handouts.model.base import Fact, MarkdownFact, MarkdownText, Reference, Text
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
    Certification,
    Comparison,
    Difference,
    Editorial,
    Logo,
    PathStep,
    Place,
    Publisher,
    RequiredNotice,
    Role,
    Rule,
    RuleKind,
    Task,
    role_in,
    wage_area,
)
from handouts.model.records.places import PlaceAxis, Whole
from handouts.model.records.values import Measured, long_date
from handouts.model.wages import Wage
from handouts.style import OwnLook
from handouts.wording import conjunction

# Tasks that the roles of a sheet share: those with the same key in each of them.


@dataclass(frozen=True, slots=True)
class SharedTask:
    """One task in each role's own words, in the order of the roles."""

    key: str
    """The key that its tasks share."""
    short: Text | None
    """The first role's short name for it."""
    tasks: tuple[Task, ...]
    """The task of each role, in the order of the roles."""


def shared_tasks(roles: Sequence[Sequence[Task]]) -> tuple[SharedTask, ...]:
    """What all of two or more roles do, in the order of the first role's tasks."""
    if len(roles) < 2:
        return ()
    keyed = [{str(task.key): task for task in tasks if task.key} for tasks in roles]
    found = []
    for key, first in keyed[0].items():
        if all(key in tasks for tasks in keyed):
            same = tuple(tasks[key] for tasks in keyed)
            found.append(SharedTask(key, first.short, same))
    return tuple(found)


def own_tasks(tasks: Sequence[Task], shared: Sequence[SharedTask]) -> tuple[Task, ...]:
    """A role's tasks without the shared ones."""
    keys = {one.key for one in shared}
    return tuple(task for task in tasks if task.key is None or str(task.key) not in keys)


@dataclass(frozen=True, slots=True)
class RoleView:
    """A role as this edition shows it: ``rule`` and ``wage`` are the place's."""

    slug: str
    """Its slug: the name of its file in ``data/roles``."""
    index: int
    """Its place among the roles of the sheet, from 0: it has the look of that place."""
    record: Role
    """The record as it is written in ``data/roles``."""
    title: Text
    plural: Text
    word: Fact | None
    summary: Fact
    tasks: tuple[Task, ...]
    own_tasks: tuple[Task, ...]
    """The tasks that no other role of the sheet shares."""
    fits: tuple[MarkdownFact, ...]
    pathway: tuple[PathStep, ...]
    dimensions: Mapping[Annotated[str, Reference("dimensions")], Fact | Measured | tuple[Fact, ...]]
    rule: Rule | None
    """What the place asks of it; none on sheets of the whole, and where nothing was read."""
    wage: Wage | None
    """What it earns in the place; none where there is no row."""
    national_wage: Wage | None
    """What it earns in the whole, such as the nation."""
    _library: Library

    @property
    def certifications(self) -> tuple[Certification, ...]:
        """The role's national certifications.

        Raises:
            HandoutsError: when one of them was left out as faulty; sheets without them never ask.
        """
        known = self._library.certifications
        slugs = self.record.certifications
        return tuple(_record(self._library, "certifications", known, str(s)) for s in slugs)


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


@dataclass(frozen=True, slots=True)
class AudienceView:
    """For whom the edition is."""

    id: str
    """Its slug: the name of its file in ``data/audiences``."""
    name: Text
    readers: Text | None
    notices: tuple[RequiredNotice, ...]


@dataclass(frozen=True, slots=True)
class StyleView:
    """What a layout may want to know of the style: ``one_column`` sets columns one by one."""

    id: str
    """Its slug: the name of its file in ``layouts/styles``."""
    one_column: bool
    """Whether it sets columns one under the other, as large print does."""


@dataclass(frozen=True, slots=True)
class ComparisonView:
    """A comparison in the wording of the audience; ``core`` and ``fits`` by the role's slug."""

    title: Text
    address: Text | None
    lead: MarkdownFact | None
    core: Mapping[Annotated[str, Reference("roles")], MarkdownFact]
    overlap: MarkdownFact | None
    differences: tuple[Difference, ...]
    fits: Mapping[Annotated[str, Reference("roles")], tuple[MarkdownText, ...]]
    caveat: MarkdownFact | None


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
    comparison: ComparisonView | None
    """The comparison, in the words for this audience."""
    decision: DecisionView | None
    """The decision, as the place's rules leave it."""
    role: RoleView | None
    """The role that the sheet is about."""
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
    layout = _record(library, "layouts", library.layouts, edition.layout)
    audience = _record(library, "audiences", library.audiences, edition.audience)
    place = _record(library, "places", library.places, edition.place) if edition.place else None
    kind, _, slug = edition.subject.partition("/")
    comparison: Comparison | None = None
    decision: Decision | None = None
    if kind == "comparisons":
        comparison = _record(library, kind, library.comparisons, slug)
    elif kind == "decisions":
        decision = _record(library, kind, library.decisions, slug)
    roles, shared = _roles(library, slug, comparison or decision, place)
    given = edition.date or library.project.edition_date
    printed = str(given or _newest_check(library))
    axis = library.project.axis
    here = place_view(place, axis) if place else None
    in_place = place_of(place, axis)
    style = library.styles.get(edition.style)
    one_column = style is not None and style.one_column
    dates = DataDates()
    names = Names(
        publisher=_publisher(library.project.publisher, audience, edition.recipient),
        audience=AudienceView(edition.audience, audience.name, audience.readers, audience.notices),
        edition=EditionView(
            edition.handout, printed, long_date(printed), dates, dated=given is not None
        ),
        style=StyleView(edition.style, one_column),
        here=here,
        place=place.name if place else str(axis.whole.name),
        in_place=in_place,
        whole=axis.whole,
        places=PlaceViews(library),
        rules=library.project.rule_kinds,
        roles=roles,
        shared_tasks=shared,
        comparison=_comparison_view(comparison, edition.audience),
        decision=_decision_view(decision, edition.audience, place, axis),
        role=roles[0] if kind == "roles" else None,
        recipient=RecipientView(edition.recipient) if edition.recipient else None,
        blank=BlankView(tuple(layout.blanks), edition),
    ).seen(axis)
    names = {**names, **views_of(library.collections, partial(_named, library, place))}
    required = (*_drafts(roles), *library.project.publisher.notices, *audience.notices)
    return Context(
        library, edition, layout, place, roles, in_place, names, required, one_column, dates
    )


def _named(library: Library, place: Place | None, kind: str, name: str) -> PlaceView | RoleView:
    """What a record of the project's own names: a place, or a role as this edition shows it."""
    if kind == "place":
        found = _record(library, "places", library.places, name.lower())
        return place_view(found, library.project.axis)
    return _roles(library, name, None, place)[0][0]


def _drafts(roles: Sequence[RoleView]) -> tuple[RequiredNotice, ...]:
    """What must stand on a sheet with roles that nobody has reviewed."""
    drafts = [str(role.plural) for role in roles if role.record.draft]
    if not drafts:
        return ()
    said = f"Draft: nobody has reviewed what this sheet says of {conjunction(drafts)}."
    return (RequiredNotice(text=MarkdownText(f"**{said}**")),)


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


_R = TypeVar("_R")


def _record(library: Library, kind: str, records: Mapping[str, _R], slug: str) -> _R:
    found = records.get(slug)
    if found is not None:
        return found
    faults = library.faulty.get((kind, slug))
    if faults:
        raise HandoutsError(*faults)
    raise HandoutsError(
        Diagnostic(
            "unknown-record",
            f"there is no `{slug}` in `{kind}`",
            f"Add it, or correct the name; known are {', '.join(sorted(records)[:10])}",
        )
    )


def _roles(
    library: Library, slug: str, subject: Comparison | Decision | None, place: Place | None
) -> tuple[tuple[RoleView, ...], tuple[SharedTask, ...]]:
    """The roles of the subject, or the one that ``slug`` names; and what they share."""
    places = _places(library, slug, subject)
    rules = place.rules if place else {}
    records = {
        s: role_in(_record(library, "roles", library.roles, s), rules.get(s)) for s in places
    }
    shared = shared_tasks([record.tasks for record in records.values()])
    roles = (_role(library, s, i, place, records[s], shared) for s, i in places.items())
    return tuple(roles), shared


def _places(library: Library, slug: str, subject: Comparison | Decision | None) -> dict[str, int]:
    """The places of the subject's roles on a sheet, or of the one role that ``slug`` names."""
    places = {str(role): place for place, role in enumerate(subject.roles)} if subject else {}
    return places or ({slug: _usual_place(library, slug)} if slug else {})


def own_looks(edition: Edition, library: Library) -> dict[int, OwnLook]:
    """What the roles of a sheet say of their looks, by their places on it.

    A record that was left out as faulty says nothing: composing tells its faults.
    """
    kind, _, slug = edition.subject.partition("/")
    subjects: dict[str, Mapping[str, Comparison | Decision]] = {
        "comparisons": library.comparisons,
        "decisions": library.decisions,
    }
    looks: dict[int, OwnLook] = {}
    for role, place in _places(library, slug, subjects.get(kind, {}).get(slug)).items():
        record = library.roles.get(role)
        if record is not None:
            mark = record.mark and str(record.mark)
            looks[place] = OwnLook(record.look, mark, library.marks.get(mark or ""))
    return looks


def _usual_place(library: Library, slug: str) -> int:
    """A role alone looks as it does in the first comparison that has it."""
    listed = (c.roles for c in library.comparisons.values() if slug in c.roles)
    return next((roles.index(slug) for roles in listed), 0)


def _role(
    library: Library,
    slug: str,
    index: int,
    place: Place | None,
    role: Role,
    shared: tuple[SharedTask, ...],
) -> RoleView:
    soc = role.code
    return RoleView(
        slug,
        index,
        role,
        role.title,
        role.plural,
        role.word,
        role.summary,
        role.tasks,
        own_tasks(role.tasks, shared),
        role.fits,
        role.pathway,
        role.dimensions,
        place.rules.get(slug) if place else None,
        _wage(library, soc, wage_area(place)) if place else None,
        _wage(library, soc, str(library.project.axis.whole.code)),
        library,
    )


def releases_of(roles: Sequence[RoleView], *, with_place: bool) -> tuple[str, ...]:
    """The releases of the roles' wages, in their order: of the whole, and of the place if asked."""
    wages = [w for role in roles for w in (role.wage if with_place else None, role.national_wage)]
    return tuple(dict.fromkeys(wage.release for wage in wages if wage is not None))


def _wage(library: Library, soc: str, area: str) -> Wage | None:
    """The occupation's row for the area; none when the release has none.

    Raises:
        HandoutsError: when there is a row, and it could not be read.
    """
    if not soc:
        return None
    faults = library.faulty.get(("wages", f"{soc}/{area}")) or library.faulty.get(("wages", ""))
    if faults:
        raise HandoutsError(*faults)
    return library.wages.get((soc, area))


def place_of(place: Place | None, axis: PlaceAxis) -> str:
    """A place, or the whole, as it stands in a sentence."""
    return axis.whole.in_sentence if place is None else place.in_sentence


def place_view(place: Place, axis: PlaceAxis) -> PlaceView:
    """What templates see of a place."""
    within = place.within
    known = axis.larger.get(within.upper()) if within is not None else None
    return PlaceView(
        place.code,
        place.name,
        place.in_sentence,
        place.short or place.name,
        Text(known.name, within.span) if known and within is not None else within,
        place.authorities,
    )


class PlaceViews(Sequence[PlaceView]):
    """All places of the project in the order of their names, made when a template asks for them."""

    def __init__(self, library: Library) -> None:
        self._places = tuple(library.places.values())
        self._axis = library.project.axis

    def __len__(self) -> int:
        return len(self._places)

    def __getitem__(self, at: Any) -> Any:
        found = self._places[at]
        if isinstance(found, tuple):
            return tuple(place_view(one, self._axis) for one in found)
        return place_view(found, self._axis)


def _comparison_view(comparison: Comparison | None, audience: str) -> ComparisonView | None:
    if comparison is None:
        return None
    wording = comparison.wording.get(audience, Editorial())
    return ComparisonView(
        comparison.title,
        comparison.address,
        wording.lead or comparison.lead,
        {**comparison.core, **wording.core},
        wording.overlap or comparison.overlap,
        wording.differences or comparison.differences,
        {**comparison.fits, **wording.fits},
        wording.caveat or comparison.caveat,
    )


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
