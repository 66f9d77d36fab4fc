"""YAML and CSV → ``Library``: every record and string with its place, all faults in one run."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from handouts.diagnostics import ProjectError, Span
from handouts.load.checks import check
from handouts.load.records.draft import Draft
from handouts.load.records.findings import Findings
from handouts.load.records.layouts import read_layouts
from handouts.load.records.reading import Entry, R, no_project, read_file, read_folder, read_project
from handouts.load.records.styles import read_styles, tokens
from handouts.load.records.wages import read_wages
from handouts.model.ages import Ages
from handouts.model.decisions import Decision
from handouts.model.library import Library
from handouts.model.records import (
    Audience,
    Certification,
    Comparison,
    Dimension,
    Project,
    Role,
    Source,
    State,
)
from handouts.style import Style

__all__ = ["PROJECT_FILE", "find_project", "load"]

PROJECT_FILE = "handouts.yaml"


def find_project(start: Path) -> Path:
    """The nearest folder that holds a ``handouts.yaml``, from ``start`` upwards.

    Raises:
        ProjectError: when there is none.
    """
    start = start.absolute()
    for folder in (start, *start.parents):
        if (folder / PROJECT_FILE).is_file():
            return folder
    raise ProjectError(
        no_project(f"there is no `{PROJECT_FILE}` in `{start}`, nor in a folder above it")
    )


def load(root: Path, today: date | None = None) -> Library:
    """Read and cross-check a project; what has faults is left out, and said.

    Without ``today`` nothing is checked for being out of date.

    Raises:
        ProjectError: when ``handouts.yaml`` is missing or faulty; it carries the errors of all
            other files too.
    """
    root = Path(root)
    if not (root / PROJECT_FILE).is_file():
        raise ProjectError(no_project(f"there is no `{PROJECT_FILE}` in `{root}`"))
    findings = Findings()
    draft = _read(root, findings)
    draft.note_known(findings)
    styles = _tokens(draft, findings)
    check(draft, root, findings, today)
    if draft.project is None:
        raise ProjectError(*findings.errors)
    return _library(root, draft.project.record, draft, styles, findings)


def _read(root: Path, findings: Findings) -> Draft:
    return Draft(
        project=read_project(root, PROJECT_FILE, findings),
        roles=read_folder(root, "data/roles", "roles", Role, findings),
        certifications=read_folder(
            root, "data/certifications", "certifications", Certification, findings
        ),
        comparisons=read_folder(root, "data/comparisons", "comparisons", Comparison, findings),
        decisions=read_folder(root, "data/decisions", "decisions", Decision, findings),
        states=read_folder(root, "data/states", "states", State, findings),
        audiences=read_folder(root, "data/audiences", "audiences", Audience, findings),
        sources=read_file(root, "data/sources.yaml", "sources", Source, findings),
        dimensions=read_file(root, "data/dimensions.yaml", "dimensions", Dimension, findings),
        layouts=read_layouts(root, findings),
        styles=read_styles(root, findings),
        wages=read_wages(root, findings),
    )


def _tokens(draft: Draft, findings: Findings) -> dict[str, Style]:
    made = ((slug, tokens(entry, findings)) for slug, entry in draft.styles.items())
    return {slug: style for slug, style in made if style is not None}


def _library(
    root: Path, project: Project, draft: Draft, styles: dict[str, Style], findings: Findings
) -> Library:
    states = _sound(draft.states, findings)
    sources = _sound(draft.sources, findings)
    by_name = sorted(states.values(), key=lambda state: state.name)
    return Library(
        root=str(root),
        project=_sound_project(project, findings),
        roles=_sound(draft.roles, findings),
        certifications=_sound(draft.certifications, findings),
        comparisons=_sound(draft.comparisons, findings),
        decisions=_sound(draft.decisions, findings),
        states={str(state.postal).lower(): state for state in by_name},
        audiences=_sound(draft.audiences, findings),
        sources=sources,
        dimensions=_sound(draft.dimensions, findings),
        layouts=_sound(draft.layouts, findings),
        styles={s: t for s, t in styles.items() if not findings.is_faulty("styles", s)},
        wages={
            key: wage
            for key, wage in draft.wages.items()
            if not findings.is_faulty("wages", "/".join(key))
        },
        places=_places(draft),
        ages=Ages(project.maximum_age, sources),
        diagnostics=findings.diagnostics,
        faulty=findings.faulty,
    )


def _sound(entries: Mapping[str, Entry[R]], findings: Findings) -> dict[str, R]:
    return {s: e.record for s, e in entries.items() if not findings.is_faulty(*e.key)}


def _sound_project(project: Project, findings: Findings) -> Project:
    handouts = {
        name: handout
        for name, handout in project.handouts.items()
        if not findings.is_faulty("handouts", name)
    }
    return project.model_copy(update={"handouts": handouts})


def _places(draft: Draft) -> dict[tuple[str, str], Span]:
    places = {entry.key: entry.span for entry in draft.entries()}
    if draft.project is not None:
        for name in draft.project.record.handouts:
            place = draft.project.place("handouts", name)
            if place is not None:
                places["handouts", name] = place
    return places | {("wages", "/".join(key)): wage.span for key, wage in draft.wages.items()}
