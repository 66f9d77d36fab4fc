"""Editions are left uncomposed only while all that they read is as it was."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from functools import cache, partial
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from pydantic import BaseModel

from handouts.build import build, fingerprints, making, run
from handouts.build.fingerprints import Fingerprints
from handouts.build.readings import Reading, Readings, Unchanged, said
from handouts.build.reads import ALL, KINDS, PROJECT, Read, name_of, read_once, watched
from handouts.diagnostics import HandoutsError
from handouts.edition import Edition, Selection
from handouts.fonts import load_fonts
from handouts.load import load
from handouts.model.library import Library
from handouts.pipeline import compose_key
from handouts.plan import plan
from tests.support.projects import REPOSITORY, replace_text

HANDOUTS = (
    "credential-map", "comparison-large-print", "state-insert", "which-health-job",
    "certifications", "before-you-enroll",
)  # fmt: skip
FEW = Selection(audiences=("school",), places=("WY", "DC"))

# What a change of a record may change


@cache
def library() -> Library:
    return load(REPOSITORY, date(2026, 11, 30))


@cache
def editions() -> tuple[Edition, ...]:
    """Handouts that read much, each in a place with rules."""
    found: dict[str, Edition] = {}
    for edition in plan(Selection(places=("CA", "US"), handouts=HANDOUTS), library()):
        found.setdefault(edition.handout, edition)
    return tuple(found.values())


def key_of(edition: Edition, of: Library) -> tuple[str, tuple[Read, ...]]:
    records, seen = watched(of)
    try:
        _, key = compose_key(edition, records, load_fonts())
    except (HandoutsError, ValueError, TypeError, AttributeError, LookupError) as fault:
        key = f"fails: {type(fault).__name__}"  # as what is changed here is not checked by `load`
    return key, read_once(seen)


@cache
def before() -> Mapping[str, tuple[str, tuple[Read, ...]]]:
    return {edition.path: key_of(edition, library()) for edition in editions()}


@cache
def noted() -> Readings:
    prints, found = Fingerprints(library(), {}), Readings()
    for edition in editions():
        key, reads = before()[edition.path]
        number = found.set_of((read, prints.of(read)) for read in reads)
        found.editions[edition.path] = Reading(number, key[:16], said(edition))
    return found


def other(value: Any) -> Any:
    """Another value of the same sort; the value itself where there is none."""
    match value:
        case bool():
            return not value
        case int() | Decimal() | float():
            return value + 1
        case str():
            return type(value)(f"{value} x") if type(value) is str else _longer(value)
        case date():
            return value + timedelta(days=400)
        case _:
            return value


def _longer(value: Any) -> Any:
    return type(value)(f"{value} x", value.span)


def changed(value: Any, seen: set[object], field: object = None) -> Iterator[Any]:
    """The value with one thing in it changed: for each field of each kind of record once."""
    for inner, put, name in _inside(value):
        for one in changed(inner, seen, field if name is None else (type(value), name)):
            yield put(one)
    if field not in seen and (new := other(value)) is not value:
        seen.add(field)
        yield new


def _inside(value: Any) -> Iterator[tuple[Any, Callable[[Any], Any], str | None]]:
    """What a value holds: each with a function that puts another in its place, and its field."""
    if isinstance(value, BaseModel):
        for name in type(value).model_fields:
            put = partial(_copied, value, name)
            yield getattr(value, name), put, name
    elif is_dataclass(value) and not isinstance(value, type):
        for name in (f.name for f in fields(value) if f.init):
            yield getattr(value, name), partial(_replaced, value, name), name
    elif type(value) is tuple:
        for at, inner in enumerate(value):
            yield inner, partial(_at, value, at), None
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield inner, partial(_under, value, key), None


def _copied(value: BaseModel, name: str, new: Any) -> BaseModel:
    return value.model_copy(update={name: new})


def _replaced(value: Any, name: str, new: Any) -> Any:
    changes: dict[str, Any] = {name: new}
    return replace(value, **changes)


def _at(value: tuple[Any, ...], at: int, new: Any) -> tuple[Any, ...]:
    return (*value[:at], new, *value[at + 1 :])


def _under(value: dict[Any, Any], key: Any, new: Any) -> dict[Any, Any]:
    return {**value, key: new}


def of_kind(kind: str, records: Mapping[Any, Any]) -> Library:
    """The library with other records of a kind."""
    spoilt: Library = _replaced(library(), kind, records)
    if kind == "sources":
        return replace(spoilt, ages=replace(spoilt.ages, sources=spoilt.sources, _known={}))
    return spoilt


def libraries(kind: str) -> Iterator[tuple[str, Library]]:
    """The library with each field of a kind of record changed in one record; and without the record."""
    records: Mapping[Any, Any] = getattr(library(), kind)
    seen: set[object] = set()
    read = {r.name for _, reads in before().values() for r in reads if r.kind == kind}
    for key, record in sorted(records.items(), key=lambda item: name_of(item[0]) not in read):
        for one in changed(record, seen):
            yield f"{key}: {len(seen)}", of_kind(kind, {**records, key: one})
    for key in records:
        if name_of(key) in read:
            yield f"without {key}", of_kind(kind, {k: v for k, v in records.items() if k != key})
            return


@pytest.mark.parametrize("kind", KINDS)
def test_no_edition_is_left_that_would_change(kind: str) -> None:
    wrong, differing = [], 0
    for what, spoilt in libraries(kind):
        unchanged = Unchanged(noted(), Fingerprints(spoilt, {}))
        for edition in editions():
            if unchanged.reads(edition, before()[edition.path][0]) is None:
                differing += 1
                continue
            if key_of(edition, spoilt)[0] != before()[edition.path][0]:
                wrong.append(f"{what} in {edition.name}")
    assert wrong == []
    assert differing > 0


def test_who_reads_much_of_a_kind_rests_on_all_of_it() -> None:
    few = {Read("wages", f"31-9092/{n}") for n in range(200)}
    role = Read("roles", "phlebotomist")
    assert read_once({*few, role}) == (PROJECT, role, *sorted(few))
    more = Read("wages", "31-9092/200")
    assert read_once({*few, more, role}) == (PROJECT, role, Read("wages", ALL))
    assert read_once({role, Read("roles", ALL)}) == (PROJECT, Read("roles", ALL))


# On disk


@pytest.fixture
def composed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the editions that builds compose, as they are composed."""
    names: list[str] = []

    def noting(edition: Edition, *rest: Any) -> Any:
        names.append(edition.name.removesuffix(".en"))
        return compose_key(edition, *rest)

    monkeypatch.setattr(making, "compose_key", noting)
    return names


def anew(project: Path, selection: Selection = FEW, **options: Any) -> None:
    assert not build(project, selection, jobs=1, **options).failed


def test_a_comment_moves_the_places_of_facts_and_composes_nothing(
    project: Path, composed: list[str]
) -> None:
    anew(project)
    composed.clear()
    role = project / "data/roles/phlebotomist.yaml"
    role.write_text(f"# Read again by a nurse.\n\n{role.read_text()}")
    anew(project)
    assert composed == []
    moved = (project / "output/provenance.json").read_bytes()
    anew(project, force=True)
    assert composed
    assert (project / "output/provenance.json").read_bytes() == moved
    assert b'"data/roles/phlebotomist.yaml",' in moved


def test_after_a_change_only_editions_that_read_it_are_composed(
    project: Path, composed: list[str]
) -> None:
    anew(project)
    composed.clear()
    replace_text(project / "data/states/dc.yaml", "Ask before you draw blood", "Ask first")
    anew(project)
    assert composed
    assert all(name.startswith("school/dc/") for name in composed)


def test_a_picture_that_changed_composes_all(project: Path, composed: list[str]) -> None:
    anew(project)
    count = len(composed)
    composed.clear()
    replace_text(project / "data/images/lakeside.svg", "<svg", "<!-- drawn anew --><svg")
    anew(project)
    assert len(composed) == count


@pytest.mark.parametrize("name", ["program_digest", "load_fonts"])
def test_another_program_or_its_fonts_compose_all(
    project: Path, composed: list[str], monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    anew(project)
    count = len(composed)
    composed.clear()
    other = SimpleNamespace(digest="other") if name == "load_fonts" else "other"
    monkeypatch.setattr(fingerprints, name, lambda: other)
    monkeypatch.setattr(run, "question", lambda *_, **__: "another")
    anew(project)
    assert len(composed) == count


def test_a_part_of_a_build_forgets_nothing_of_the_rest(project: Path, composed: list[str]) -> None:
    anew(project)
    anew(project, Selection(audiences=("advisor",), places=("WY",)))
    composed.clear()
    role = project / "data/roles/phlebotomist.yaml"
    role.write_text(f"# A comment\n{role.read_text()}")
    anew(project)
    assert composed == []


def test_a_file_of_another_build_is_not_taken_for_that_of_the_reading(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A build that is killed leaves files newer than what was noted; then the change is taken back."""
    anew(project)
    place, made = project / "data/states/dc.yaml", project / "output/school/dc/state-insert.en.pdf"
    data, first = place.read_bytes(), made.read_bytes()
    replace_text(place, "Ask before you draw blood", "Ask first")
    with monkeypatch.context() as killed:
        for name in ("write_manifest", "write_provenance", "write_state", "forget"):
            killed.setattr(run, name, lambda *_: None)
        anew(project)
    assert made.read_bytes() != first
    place.write_bytes(data)
    anew(project)
    assert made.read_bytes() == first


def test_readings_that_cannot_be_read_compose_all(project: Path, composed: list[str]) -> None:
    anew(project)
    count = len(composed)
    state = project / "output/.state.json"
    text = state.read_text()
    at = text.index('"reads"')
    for broken in (text[: at + 200], text.replace('"reads":[', '"reads":[[1,2],', 1)):
        state.write_text(broken)
        composed.clear()
        role = project / "data/roles/phlebotomist.yaml"
        role.write_text(f"# A comment\n{role.read_text()}")
        anew(project)
        assert len(composed) == count
