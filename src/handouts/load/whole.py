"""A project read from its files: every record and string with its place, all faults in one run."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from handouts import PROJECT_FILE
from handouts.diagnostics import ProjectError
from handouts.drawings import Vector
from handouts.load.checks import check
from handouts.load.kinds.collections import collected, read_collection
from handouts.load.kinds.measuring import measure_places, measure_roles
from handouts.load.records.draft import Draft, worked_out
from handouts.load.records.findings import Findings
from handouts.load.records.layouts import read_layouts
from handouts.load.records.marks import read_marks
from handouts.load.records.places import read_places
from handouts.load.records.reading import Entry, read_project, read_records
from handouts.load.records.styles import read_styles, tokens
from handouts.load.records.wages import read_wages
from handouts.load.series import Series, spread
from handouts.model.ages import Ages
from handouts.model.base import Record
from handouts.model.library import (
    DIMENSIONS,
    HANDOUTS,
    LAYOUTS,
    PLACES,
    RECORD_KINDS,
    ROLES,
    SOURCES,
    STYLES,
    Library,
    RecordKind,
)
from handouts.model.records import Place, Project, wage_area
from handouts.model.records.collections import is_taken
from handouts.model.records.places import STATES_OF_THE_US
from handouts.model.records.values import Money
from handouts.project import no_project
from handouts.style import Style

_READERS: dict[RecordKind[Record], Callable[[Path, Findings], Mapping[str, Entry[Record]]]] = {
    LAYOUTS: read_layouts,
    STYLES: read_styles,
}
"""Kinds whose files may extend one another, each joined in a way of its own."""


def read(root: Path, today: date | None, *, allow_expired: bool) -> Library:
    """Read and cross-check a project; records with faults are left out and reported.

    Raises:
        ProjectError: when ``handouts.yaml`` is missing or faulty; it carries the errors of all
            other files too.
    """
    if not (root / PROJECT_FILE).is_file():
        raise ProjectError(no_project(f"there is no `{PROJECT_FILE}` in `{root}`"))
    findings = Findings()
    draft, series = spread(_read(root, findings), findings)
    styles = {slug: tokens(entry, root, findings) for slug, entry in draft.of(STYLES).items()}
    marks = read_marks(draft, root, findings)
    check(draft, root, findings, today, allow_expired=allow_expired)
    if draft.project is None:
        raise ProjectError(*findings.errors)
    return _library(root, draft.project.record, draft, styles, marks, series, findings)


def _read(root: Path, findings: Findings) -> Draft:
    project, handouts = read_project(root, findings)
    axis = project.record.axis if project else STATES_OF_THE_US
    records: dict[str, Mapping[str, Entry[Record]]] = {HANDOUTS.name: handouts}
    for kind in RECORD_KINDS:
        if kind is PLACES:
            records[kind.name] = read_places(root, axis, findings)
        elif kind in _READERS:
            records[kind.name] = _READERS[kind](root, findings)
        else:
            records[kind.name] = read_records(root, kind, findings)
    money = Money(str(axis.currency), str(axis.whole.code))
    roles: Any = records[ROLES.name]
    dimensions: Any = records[DIMENSIONS.name]
    records[DIMENSIONS.name] = dimensions = worked_out(dimensions, roles)
    for kind, measure in ((ROLES, measure_roles), (PLACES, measure_places)):
        of_kind: Any = records[kind.name]
        records[kind.name] = measure(of_kind, dimensions, money, findings)
    own = project.record.collections if project else {}
    for name, collection in own.items():
        if not is_taken(name, axis):  # else that is told
            records[name] = read_collection(root, name, collection, money, findings)
    wages = read_wages(root, project.record.wages, axis, findings) if project else {}
    known = {
        kind: frozenset({*entries, *findings.faulty_slugs(kind)})
        for kind, entries in records.items()
    }
    return Draft(project, records, wages, known)


def _library(
    root: Path,
    project: Project,
    draft: Draft,
    styles: Mapping[str, Style | None],
    marks: Mapping[str, Vector],
    series: Series,
    findings: Findings,
) -> Library:
    """What is sound; places in the order of their names, styles as tokens."""
    records: dict[str, Mapping[str, Any]] = {}
    for kind in RECORD_KINDS:
        records[kind.name] = _sound(kind, draft, findings)
    by_name = sorted(records[PLACES.name].items(), key=lambda one: str(one[1].name))
    records[PLACES.name] = dict(by_name)
    sound = {slug: styles[slug] for slug in records[STYLES.name]}
    records[STYLES.name] = {
        slug: style and style.with_marks(marks) for slug, style in sound.items()
    }
    wages = {("wages", "/".join(key)): (key, wage) for key, wage in draft.wages.items()}
    return Library(
        root=str(root),
        project=project.model_copy(update={"handouts": _sound(HANDOUTS, draft, findings)}),
        **records,
        areas=_areas(project, records[PLACES.name].values()),
        place_names=tuple(str(place.name) for place in records[PLACES.name].values()),
        wages=dict(row for key, row in wages.items() if not findings.is_faulty(*key)),
        spans={
            **{entry.key: entry.span for entry in draft.entries()},
            **{key: wage.span for key, (_, wage) in wages.items()},
        },
        collections={
            name: collected(name, one, draft.records.get(name, {}), findings)
            for name, one in project.collections.items()
            if not is_taken(name, project.axis)
        },
        marks=marks,
        series=series,
        ages=Ages(project.maximum_age, records[SOURCES.name]),
        diagnostics=findings.diagnostics,
        faulty=findings.faulty,
    )


def _sound(kind: RecordKind[Record], draft: Draft, findings: Findings) -> dict[str, Record]:
    return {
        slug: entry.record
        for slug, entry in draft.of(kind).items()
        if not findings.is_faulty(*entry.key)
    }


def _areas(project: Project, places: Iterable[Place]) -> tuple[str, ...]:
    return tuple(sorted({str(project.axis.whole.code), *map(wage_area, places)}))
