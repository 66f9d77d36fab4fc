"""Nodes to frozen records; a record with a fault is left out, its faults are kept."""

from collections.abc import Iterator, Mapping
from itertools import islice
from pathlib import Path
from typing import Any, Generic, TypeVar

from pydantic import ValidationError

from handouts import PROJECT_FILE
from handouts.diagnostics import Diagnostic, HandoutsError, Span
from handouts.frozen import dataclass
from handouts.load.records.faults import empty_texts, faults_of
from handouts.load.records.findings import Findings
from handouts.load.requirement import unmet
from handouts.load.yaml_tree.nodes import Node, PlacedDict, child
from handouts.load.yaml_tree.reading import read_yaml
from handouts.load.yaml_tree.texts import leads_out
from handouts.model.base import SLUG, Defaults, Fact, Record, Referred, Text, references
from handouts.model.library import HANDOUTS, RECORD_KINDS, RecordKind
from handouts.model.records import Handout, Project
from handouts.wording import quoted

R = TypeVar("R", bound=Record)
R_co = TypeVar("R_co", bound=Record, covariant=True)

WHOLE_FILE = ""
"""The slug under which a file that cannot be read at all is faulty."""

_SUFFIXES = (".yaml", ".yml")
_TEMPLATES = frozenset(kind.name for kind in RECORD_KINDS if kind.extends)
"""Kinds whose texts may be empty: a template often prints nothing."""


@dataclass(frozen=True, slots=True)
class Entry(Generic[R_co]):
    """A record as it was read: its node knows the places of its keys."""

    kind: str
    slug: str
    record: R_co
    node: PlacedDict
    span: Span
    facts: tuple[Fact, ...] = ()
    """All its facts, with its defaults in them."""
    references: tuple[Referred, ...] = ()
    """All that it names of other records, each as often as it is written."""

    @property
    def key(self) -> tuple[str, str]:
        """Kind and slug."""
        return (self.kind, self.slug)

    def place(self, *path: str | int) -> Span | None:
        """The place of the deepest step of a path that exists: a key, or an item of a list."""
        node: Node = self.node
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


MOST_FILES = 4_000
"""Files of one folder of records. The counties of the United States, the largest set of places that a project
had, are 3,143; a folder of more is a mistake, such as one of downloads."""

_INSIDE = "Put a copy of the folder here in place of the link"
_FEWER = "Move what does not belong to the project out of it"


def _refused_folder(folder: str, message: str, remedy: str) -> Diagnostic:
    return Diagnostic(
        "unreadable-folder", f"the folder {quoted(folder)} {message}", remedy, Span(folder, 1, 1)
    )


def file_name(folder: str, path: Path) -> str:
    """A file's name within the project, as it can be printed on every system."""
    return f"{folder}/{path.name}".encode("utf-8", "replace").decode()


def _record_files(
    root: Path, kind: RecordKind[R], findings: Findings
) -> Iterator[tuple[str, Path, str]]:
    """Slug, path and name of every record file of a kind, by name; other files are reported."""
    seen: dict[str, str] = {}
    for path in files_in(root, kind.home, findings):
        file = file_name(kind.home, path)
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
        elif _is_sound_name(kind.name, path, file, seen, findings):
            seen[path.stem] = path.name
            yield path.stem, path, file


def _is_sound_name(
    kind: str, path: Path, file: str, seen: dict[str, str], findings: Findings
) -> bool:
    if not SLUG.fullmatch(path.stem):
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


def read_nodes(root: Path, kind: RecordKind[R], findings: Findings) -> dict[str, PlacedDict]:
    """The mappings in the files of a kind's folder, by slug."""
    nodes: dict[str, PlacedDict] = {}
    for slug, path, file in _record_files(root, kind, findings):
        try:
            parsed = read_yaml(path, file)
        except HandoutsError as fault:
            findings.blame(kind.name, slug, *fault.diagnostics)
        else:
            findings.blame(kind.name, slug, *(f.diagnostic for f in parsed.faults))
            nodes[slug] = parsed.root
    return nodes


def read_records(root: Path, kind: RecordKind[R], findings: Findings) -> dict[str, Entry[R]]:
    """The records of a kind that have the right form, by slug."""
    if kind.in_one_file:
        return _read_file(root, kind, findings)
    return of_nodes(kind, read_nodes(root, kind, findings), findings)


def of_nodes(
    kind: RecordKind[R], nodes: Mapping[str, PlacedDict], findings: Findings
) -> dict[str, Entry[R]]:
    """The records of nodes that have the right form, by slug."""
    entries = {s: validated(kind.name, s, node, kind.model, findings) for s, node in nodes.items()}
    return {slug: entry for slug, entry in entries.items() if entry is not None}


def _read_file(root: Path, kind: RecordKind[R], findings: Findings) -> dict[str, Entry[R]]:
    path = root / kind.home
    if not path.exists() and not path.is_symlink():
        return {}
    try:
        parsed = read_yaml(path, kind.home)
    except HandoutsError as fault:
        findings.blame(kind.name, WHOLE_FILE, *fault.diagnostics)
        return {}
    for found in parsed.faults:
        slug = found.path[0] if found.path else WHOLE_FILE
        findings.blame(kind.name, slug, found.diagnostic)
    return _of_mapping(kind, parsed.root, findings)


def _of_mapping(
    kind: RecordKind[R], mapping: PlacedDict, findings: Findings
) -> dict[str, Entry[R]]:
    """The records of a mapping that have the right form; each stands where its key does."""
    entries: dict[str, Entry[R]] = {}
    for slug, node in mapping.items():
        place = mapping.places[slug]
        if not isinstance(node, PlacedDict):
            findings.error(
                (kind.name, slug),
                "wrong-type",
                f"{quoted(slug)} should be a group of keys",
                "Write lines of the form `key: value` under it, indented",
                place,
            )
        elif entry := validated(kind.name, slug, node, kind.model, findings, place):
            entries[slug] = entry
    return entries


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
    whole, facts = filled(record)
    return Entry(kind, slug, whole, node, span or node.span, facts, tuple(references(record)))


def filled(record: R) -> tuple[R, tuple[Fact, ...]]:
    """The record with its defaults in every fact that leaves something out; and all its facts."""
    defaults = getattr(record, "defaults", None)
    given: dict[str, Any] = {}
    if isinstance(defaults, Defaults):
        given = {name: getattr(defaults, name) for name in defaults.model_fields_set}
    facts: list[Fact] = []
    whole: R = _filled(record, given, facts)
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


def read_project(
    root: Path, findings: Findings
) -> tuple[Entry[Project] | None, dict[str, Entry[Handout]]]:
    """``handouts.yaml`` and its handouts; a faulty handout is left out alone.

    Any other fault condemns the project, and with it every record that names a handout.
    """
    try:
        parsed = read_yaml(root / PROJECT_FILE, PROJECT_FILE)
    except HandoutsError as error:
        findings.blame(HANDOUTS.name, WHOLE_FILE, *error.diagnostics)
        return None, {}
    for fault in parsed.faults:
        within = fault.path[:1] == (HANDOUTS.name,) and len(fault.path) > 1
        findings.blame(HANDOUTS.name, fault.path[1] if within else WHOLE_FILE, fault.diagnostic)
    node = parsed.root
    required = node.get("requires")
    if isinstance(required, Text) and (other := unmet(required)):
        # Nothing else is told: what another version knows would read as faults here.
        findings.blame(HANDOUTS.name, WHOLE_FILE, other)
        return None, {}
    handouts: dict[str, Entry[Handout]] = {}
    written = node.get(HANDOUTS.name)
    if isinstance(written, PlacedDict):
        handouts = _of_mapping(HANDOUTS, written, findings)
        node = _with_handouts(node, written, handouts)
    try:
        record = Project.model_validate(node)
    except ValidationError as error:
        faults = (f.diagnostic for f in faults_of(error, Project, node))
        findings.blame(HANDOUTS.name, WHOLE_FILE, *faults)
    if findings.is_faulty(HANDOUTS.name, WHOLE_FILE):
        return None, handouts
    return Entry("project", "", record, parsed.root, parsed.root.span), handouts


def _with_handouts(root: PlacedDict, written: PlacedDict, kept: Mapping[str, object]) -> PlacedDict:
    """The project's mapping with only these of its handouts."""
    handouts = PlacedDict(written.span)
    for slug in kept:
        handouts.put(slug, written[slug], written.places[slug])
    whole = PlacedDict(root.span)
    for key, value in root.items():
        whole.put(key, handouts if key == HANDOUTS.name else value, root.places[key])
    return whole
