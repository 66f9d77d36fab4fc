"""Nodes to frozen records; a record with a fault is left out, its faults are kept."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any, Generic, TypeVar

from pydantic import ValidationError

from handouts.diagnostics import Diagnostic, HandoutsError, Span
from handouts.load.records.faults import empty_texts, faults_of
from handouts.load.records.findings import Findings
from handouts.load.yaml_tree.nodes import Node, Parsed, PlacedDict, child
from handouts.load.yaml_tree.reading import read_yaml
from handouts.load.yaml_tree.texts import leads_out
from handouts.model.base import Defaults, Fact, Record
from handouts.model.records import Handout, Project
from handouts.wording import quoted

# Facts take from their record's defaults what they leave out.

_R = TypeVar("_R", bound=Record)


def filled(record: _R) -> tuple[_R, tuple[Fact, ...]]:
    """The record with its defaults in every fact, and all its facts in the order of its fields."""
    defaults = getattr(record, "defaults", None)
    given: dict[str, Any] = {}
    if isinstance(defaults, Defaults):
        given = {name: getattr(defaults, name) for name in defaults.model_fields_set}
    facts: list[Fact] = []
    whole: _R = _filled(record, given, facts)
    return whole, tuple(facts)


def _filled(value: Any, given: Mapping[str, Any], facts: list[Fact]) -> Any:
    """The same object when nothing in it changes."""
    match value:
        case Fact():
            return _filled_fact(value, given, facts)
        case Defaults():
            return value
        case Record():
            fields = value.__dict__
            changes = _changes(fields, given, facts)
            return value.model_copy(update=changes) if changes else value
        case tuple():
            items = [_filled(item, given, facts) for item in value]
            changed = any(new is not old for new, old in zip(items, value, strict=True))
            return tuple(items) if changed else value
        case dict():
            changes = _changes(value, given, facts)
            return {**value, **changes} if changes else value
        case _:
            return value


def _changes(
    values: Mapping[str, Any], given: Mapping[str, Any], facts: list[Fact]
) -> dict[str, Any]:
    pairs = ((name, old, _filled(old, given, facts)) for name, old in values.items())
    return {name: new for name, old, new in pairs if new is not old}


def _filled_fact(fact: Fact, given: Mapping[str, Any], facts: list[Fact]) -> Fact:
    missing = {name: value for name, value in given.items() if name not in fact.model_fields_set}
    whole = fact.model_copy(update=missing) if missing else fact
    facts.append(whole)
    return whole


R = TypeVar("R", bound=Record)
R_co = TypeVar("R_co", bound=Record, covariant=True)

WHOLE_FILE = ""
"""The slug under which a file that cannot be read at all is faulty."""

_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_SUFFIXES = (".yaml", ".yml")
_TEMPLATES = ("layouts", "styles")
"""Kinds whose texts may be empty: a template often prints nothing."""


@dataclass(frozen=True, slots=True)
class Entry(Generic[R_co]):
    """A record as it was read: its node knows the places of its keys, ``facts`` are all its facts."""

    kind: str
    slug: str
    record: R_co
    node: PlacedDict
    span: Span
    facts: tuple[Fact, ...] = ()

    @property
    def key(self) -> tuple[str, str]:
        """Kind and slug."""
        return (self.kind, self.slug)

    def place(self, *path: str | int) -> Span | None:
        """Where the last step of a path stands: a key, or an item of a list."""
        return key_place(self.node, *path)


def key_place(node: Node, *path: str | int) -> Span | None:
    """Where the last step of a path that exists stands."""
    place = None
    for step in path:
        found = child(node, step)
        if found is None:
            break
        node, place = found
    return place


def files_in(root: Path, folder: str, findings: Findings) -> list[Path]:
    """What a folder holds, by name; nothing when there is no folder, or when it is refused."""
    directory = root / folder
    try:
        if not directory.is_dir():
            return []
        if leads_out(directory, root):
            findings.add(_refused_folder(folder, "leads out of the project", _INSIDE))
            return []
        found = sorted(islice(directory.iterdir(), MOST_FILES + 1))
    except OSError as fault:
        reason = (fault.strerror or "it cannot be opened").lower()
        findings.add(
            _refused_folder(folder, "cannot be read", f"Check that you may read it: {reason}")
        )
        return []
    if len(found) > MOST_FILES:
        findings.add(_refused_folder(folder, f"holds more than {MOST_FILES:,} files", _FEWER))
        return []
    return found


MOST_FILES = 2_000
"""Files of one folder of records; a project has some fifty."""

_INSIDE = "Put a copy of the folder here in place of the link"
_FEWER = "Move what does not belong to the project out of it"


def _refused_folder(folder: str, message: str, remedy: str) -> Diagnostic:
    return Diagnostic(
        "unreadable-folder", f"the folder {quoted(folder)} {message}", remedy, Span(folder, 1, 1)
    )


def file_name(folder: str, path: Path) -> str:
    """A file's name within the project, as it can be printed on every system."""
    return f"{folder}/{path.name}".encode("utf-8", "replace").decode()


def record_files(
    root: Path, folder: str, kind: str, findings: Findings
) -> Iterator[tuple[str, Path, str]]:
    """Slug, path and name of every record file of a folder, by name; what is no record is reported."""
    seen: dict[str, str] = {}
    for path in files_in(root, folder, findings):
        file = file_name(folder, path)
        if path.name.startswith((".", "README")):
            continue
        if path.is_dir() and path.suffix not in _SUFFIXES:
            continue
        if path.suffix not in _SUFFIXES:
            findings.warn(
                "unexpected-file",
                f"{quoted(path.name)} is not read, only files that end in `.yaml` are",
                "Rename it so that it ends in `.yaml`, or move it out of the folder",
                Span(file, 1, 1),
            )
        elif _is_sound_name(kind, path, file, seen, findings):
            seen[path.stem] = path.name
            yield path.stem, path, file


def _is_sound_name(
    kind: str, path: Path, file: str, seen: dict[str, str], findings: Findings
) -> bool:
    if not _SLUG.fullmatch(path.stem):
        findings.error(
            (kind, path.stem),
            "wrong-name",
            f"{quoted(path.stem)} cannot be the name of a record",
            "Rename the file: small letters a to z, digits, and `-` between words",
            Span(file, 1, 1),
        )
        return False
    if path.stem in seen:
        findings.error(
            (kind, path.stem),
            "duplicate-record",
            f"{quoted(seen[path.stem])} has the same name already",
            "Rename or delete one of the two files",
            Span(file, 1, 1),
        )
        return False
    return True


def read_node(kind: str, slug: str, path: Path, file: str, findings: Findings) -> PlacedDict | None:
    """The mapping of a record's file."""
    try:
        parsed = read_yaml(path, file)
    except HandoutsError as fault:
        findings.blame(kind, slug, *fault.diagnostics)
        return None
    findings.blame(kind, slug, *(f.diagnostic for f in parsed.faults))
    return parsed.root


def read_folder(
    root: Path, folder: str, kind: str, model: type[R], findings: Findings
) -> dict[str, Entry[R]]:
    """The records of a folder that have the right form, by slug."""
    entries: dict[str, Entry[R]] = {}
    for slug, path, file in record_files(root, folder, kind, findings):
        node = read_node(kind, slug, path, file, findings)
        entry = validated(kind, slug, node, model, findings) if node is not None else None
        if entry is not None:
            entries[slug] = entry
    return entries


def read_file(
    root: Path, file: str, kind: str, model: type[R], findings: Findings
) -> dict[str, Entry[R]]:
    """The records of a file that holds many, keyed by slug, as far as they have the right form."""
    path = root / file
    if not path.exists() and not path.is_symlink():
        return {}
    try:
        parsed = read_yaml(path, file)
    except HandoutsError as fault:
        findings.blame(kind, WHOLE_FILE, *fault.diagnostics)
        return {}
    _blame_entries(kind, parsed, findings)
    entries: dict[str, Entry[R]] = {}
    for slug in parsed.root:
        node = _entry_node(kind, slug, parsed.root, findings)
        if node is None:
            continue
        entry = validated(kind, slug, node, model, findings, parsed.root.places[slug])
        if entry is not None:
            entries[slug] = entry
    return entries


def _blame_entries(kind: str, parsed: Parsed, findings: Findings) -> None:
    for fault in parsed.faults:
        findings.blame(kind, fault.path[0] if fault.path else WHOLE_FILE, fault.diagnostic)


def _entry_node(kind: str, slug: str, root: PlacedDict, findings: Findings) -> PlacedDict | None:
    node = root[slug]
    if isinstance(node, PlacedDict):
        return node
    findings.error(
        (kind, slug),
        "wrong-type",
        f"{quoted(slug)} should be a group of keys",
        "Write lines of the form `key: value` under it, indented",
        root.places[slug],
    )
    return None


def validated(
    kind: str,
    slug: str,
    node: PlacedDict,
    model: type[R],
    findings: Findings,
    span: Span | None = None,
) -> Entry[R] | None:
    """The record of a node, if it has the right form; ``span`` is its place, if not the node's.

    A record with other faults is given too: the cross-checks find the rest of them.
    """
    if kind not in _TEMPLATES:
        findings.blame(kind, slug, *empty_texts(node))
    try:
        record = model.model_validate(node)
    except ValidationError as error:
        findings.blame(kind, slug, *(f.diagnostic for f in faults_of(error, model, node)))
        return None
    record, facts = filled(record)
    return Entry(kind, slug, record, node, span or node.span, facts)


def read_project(root: Path, file: str, findings: Findings) -> Entry[Project] | None:
    """``handouts.yaml``; a faulty handout is left out alone, any other fault condemns the project."""
    try:
        parsed = read_yaml(root / file, file)
    except HandoutsError as error:
        findings.add(*error.diagnostics)
        return None
    sound = True
    for fault in parsed.faults:
        if fault.path[:1] == ("handouts",) and len(fault.path) > 1:
            findings.blame("handouts", fault.path[1], fault.diagnostic)
        else:
            findings.add(fault.diagnostic)
            sound = False
    node = _with_sound_handouts(parsed.root, findings)
    try:
        record = Project.model_validate(node)
    except ValidationError as error:
        findings.add(*(f.diagnostic for f in faults_of(error, Project, node)))
        return None
    return Entry("project", "", record, parsed.root, parsed.root.span) if sound else None


def _with_sound_handouts(root: PlacedDict, findings: Findings) -> PlacedDict:
    written = root.get("handouts")
    if not isinstance(written, PlacedDict):
        return root
    handouts = PlacedDict(written.span)
    for slug in written:
        node = _entry_node("handouts", slug, written, findings)
        if node is not None and validated("handouts", slug, node, Handout, findings):
            handouts.put(slug, node, written.places[slug])
    whole = PlacedDict(root.span)
    for key, value in root.items():
        whole.put(key, handouts if key == "handouts" else value, root.places[key])
    return whole


def no_project(message: str, span: Span | None = None) -> Diagnostic:
    """The diagnostic for a folder that is no project."""
    return Diagnostic(
        "no-project",
        message,
        "Go to a folder with a `handouts.yaml`, or make one with `handouts init DIR`",
        span,
    )
