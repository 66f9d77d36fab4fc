"""The roles of a sheet, as its templates see them, and what they share."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Annotated, Final, TypeVar

from handouts.compose.views.choices import ComparisonView
from handouts.diagnostics import Diagnostic, HandoutsError
from handouts.edition import Edition
from handouts.frozen import dataclass
from handouts.model.base import Fact, MarkdownFact, MarkdownText, Reference, Text
from handouts.model.decisions import Decision
from handouts.model.library import Library
from handouts.model.records import Certification, Comparison, Place, Role, Rule, role_in, wage_area
from handouts.model.records.values import Measured
from handouts.model.records.work import PathStep, Task
from handouts.model.wages import Wage
from handouts.style import OwnLook

# Tasks that the roles of a sheet share: those with the same key in each of them.


@dataclass(frozen=True, slots=True)
class SharedTask:
    """One task in each role's own words, in the order of the roles."""

    key: str
    """The key that its tasks share."""
    short: Text | None
    """The first role's short name for it."""
    icon: Text | None
    """The first of its roles' icons for it."""
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
            icon = next((task.icon for task in same if task.icon), None)
            found.append(SharedTask(key, first.short, icon, same))
    return tuple(found)


def own_tasks(tasks: Sequence[Task], shared: Sequence[SharedTask]) -> tuple[Task, ...]:
    """A role's tasks without the shared ones."""
    keys = {one.key for one in shared}
    return tuple(task for task in tasks if task.key is None or str(task.key) not in keys)


@dataclass(frozen=True, slots=True)
class KindOfWork:
    """The tasks of one kind that roles do not share; a role that has none of it has an empty list."""

    name: Text
    """What the project calls the kind."""
    icon: Text | None
    """The first icon of its tasks."""
    tasks: Mapping[Annotated[str, Reference("roles")], tuple[Task, ...]]
    """Role → its tasks of the kind, the most important first."""


OTHER_TASKS: Final = Text("Other tasks")
"""What stands over tasks that the project has not sorted."""


def kinds_of_work(roles: Sequence["RoleView"]) -> tuple[KindOfWork, ...]:
    """The own tasks of the roles by kind: first the kinds of all roles, last what is not sorted.

    Nothing where no task has a kind.
    """
    names: dict[str, Text] = {}
    for task in (task for role in roles for task in role.own_tasks):
        name = task.kind or OTHER_TASKS
        names.setdefault(str(name), name)
    if not any(task.kind for role in roles for task in role.own_tasks):
        return ()
    made = [_kind(name, roles) for name in names.values()]
    return tuple(sorted(made, key=lambda one: (one.name is OTHER_TASKS, -_having(one))))


def _kind(name: Text, roles: Sequence["RoleView"]) -> KindOfWork:
    tasks = {
        role.slug: tuple(t for t in role.own_tasks if str(t.kind or OTHER_TASKS) == str(name))
        for role in roles
    }
    icons = (task.icon for own in tasks.values() for task in own if task.icon)
    return KindOfWork(name, next(icons, None), tasks)


def _having(kind: KindOfWork) -> int:
    """How many roles have tasks of it."""
    return sum(1 for own in kind.tasks.values() if own)


_R = TypeVar("_R")
_S = TypeVar("_S")


def found_record(library: Library, kind: str, records: Mapping[str, _R], slug: str) -> _R:
    """The record of a kind that a slug names.

    Raises:
        HandoutsError: when there is none, or with its faults when it was left out.
    """
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


@dataclass(frozen=True, slots=True)
class StepView:
    """A step on the way into a role; with ``rule`` the state's own stands in place of its text."""

    key: Text
    """The same in each state, and for roles whose steps belong together: its key, else its name."""
    name: Text
    """What the step is."""
    short: Text | None
    """What it is about, whatever a state calls it."""
    icon: Text | None
    """The name of the icon beside its number."""
    time: Fact | None
    """How long it takes."""
    least: int | None
    """The least of that, in months."""
    most: int | None
    """The most of it."""
    text: MarkdownFact | None
    """What to do, where no rule stands in its place."""
    state: bool
    """Whether the place's own rule stands there."""
    rule: Rule | None
    """That rule; none where it does not stand there, and where nothing was read."""


Stated = Fact | tuple[Fact, ...]


class StatedView(Mapping[str, _S | None]):
    """What is said by known names, as of a role by dimension; of one of which nothing is said there is no value."""

    def __init__(self, stated: Mapping[str, _S], known: Collection[str]) -> None:
        self._stated = stated
        self._known = known

    def __getitem__(self, name: str) -> _S | None:
        if name not in self._stated and name in self._known:
            return None
        return self._stated[name]

    def __contains__(self, name: object) -> bool:
        return name in self._stated

    def __iter__(self) -> Iterator[str]:
        return iter(self._stated)

    def __len__(self) -> int:
        return len(self._stated)


@dataclass(frozen=True, slots=True)
class RoleView:
    """A role as this edition shows it: ``rule`` and ``wage`` are the state's."""

    slug: str
    """Its slug: the name of its file in ``data/roles``."""
    index: int
    """Its place among the roles of the sheet, from 0: it has the look of that place."""
    record: Role
    """The record as it is written in ``data/roles``."""
    title: Text
    plural: Text
    word: Fact | None
    icon: Text | None
    """The name of the icon that may stand for its work."""
    summary: Fact
    tasks: tuple[Task, ...]
    own_tasks: tuple[Task, ...]
    """The tasks that no other role of the sheet shares."""
    fits: tuple[MarkdownFact, ...]
    core: Fact
    """What the comparison says of it in a sentence or two, else its summary."""
    suits: tuple[MarkdownText, ...]
    """Whom the comparison says that it suits."""
    contrast: Fact | None
    """Its ``word``, where every role of the sheet has one."""
    pathway: tuple[StepView, ...]
    dimensions: Mapping[Annotated[str, Reference("dimensions")], Stated | Measured | None]
    rule: Rule | None
    """What the place asks of it; none on sheets of the whole, and where nothing was read."""
    wage: Wage | None
    """What it earns in the place; none where there is no row."""
    national_wage: Wage | None
    """What it earns in the whole, such as the nation."""
    of_place: bool
    """Whether the sheet is a place's, not the whole's."""
    _library: Library

    @property
    def wage_here(self) -> Wage | None:
        """What is published for the place of the sheet, or for the whole where it is of no place."""
        return self.wage if self.of_place else self.national_wage

    @property
    def wage_nearest(self) -> Wage | None:
        """What is published for the place of the sheet, else for the whole."""
        return self.wage or self.national_wage

    @property
    def certifications(self) -> tuple[Certification, ...]:
        """The role's national certifications.

        Raises:
            HandoutsError: when one of them was left out as faulty; sheets without them never ask.
        """
        known = self._library.certifications
        slugs = self.record.certifications
        return tuple(found_record(self._library, "certifications", known, str(s)) for s in slugs)


def role_views(
    library: Library,
    slug: str,
    subject: Comparison | Decision | None,
    view: ComparisonView | None,
    place: Place | None,
) -> tuple[tuple[RoleView, ...], tuple[SharedTask, ...]]:
    """The roles of the subject, or the one that ``slug`` names; and what they share."""
    places = _places(library, slug, subject)
    rules = place.rules if place else {}
    records = {
        s: role_in(found_record(library, "roles", library.roles, s), rules.get(s)) for s in places
    }
    shared = shared_tasks([record.tasks for record in records.values()])
    worded = all(record.word for record in records.values())
    roles = (
        _role(library, s, i, place, records[s], shared, view, worded) for s, i in places.items()
    )
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
    comparison: ComparisonView | None,
    worded: bool,
) -> RoleView:
    soc = role.code
    rule = place.rules.get(slug) if place else None
    return RoleView(
        slug,
        index,
        role,
        role.title,
        role.plural,
        role.word,
        role.icon,
        role.summary,
        role.tasks,
        own_tasks(role.tasks, shared),
        role.fits,
        comparison.core.get(slug, role.summary) if comparison else role.summary,
        comparison.fits.get(slug, ()) if comparison else (),
        role.word if worded else None,
        tuple(_step(step, rule) for step in role.pathway),
        StatedView(role.dimensions, library.dimensions),
        rule,
        _wage(library, soc, wage_area(place)) if place else None,
        _wage(library, soc, str(library.project.axis.whole.code)),
        place is not None,
        library,
    )


def _step(step: PathStep, rule: Rule | None) -> StepView:
    return StepView(
        step.key or step.name,
        step.name,
        step.short,
        step.icon,
        step.time,
        step.least,
        step.most,
        step.text,
        step.state,
        rule if step.state else None,
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
