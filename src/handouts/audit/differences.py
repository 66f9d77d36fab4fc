"""``handouts diff``: which facts changed between two builds or projects, and what to print again."""

import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from handouts import PROJECT_FILE
from handouts.audit.builds import Build, changed_inputs, printed_changes, read_build
from handouts.audit.fact_changes import FactChange, fact_changes
from handouts.diagnostics import Diagnostic, HandoutsError, Severity, Span, UsageError
from handouts.document import Packet, walk
from handouts.edition import Edition, Selection
from handouts.fonts import FontBook, load_fonts
from handouts.load import load
from handouts.model.library import Library
from handouts.pipeline import compose_key
from handouts.plan import plan
from handouts.project import find_project
from handouts.write import Entry

_OTHERWISE = "its layout, style or wording changed"


@dataclass(frozen=True, slots=True)
class Sheet:
    """One edition to print again, or to withdraw, and why."""

    path: str
    why: str
    handout: str
    audience: str
    place: str | None


@dataclass(frozen=True, slots=True)
class _Known:
    """An edition, and a digest of its content or its file."""

    edition: Edition | Entry
    digest: str

    def sheet(self, why: str) -> Sheet:
        """The edition with a reason."""
        e = self.edition
        return Sheet(e.path, why, e.handout, e.audience, e.place)


@dataclass(frozen=True, slots=True)
class Differences:
    """What changed; ``facts`` is ``None`` when builds were compared that recorded none."""

    facts: tuple[FactChange, ...] | None
    reprint: tuple[Sheet, ...]
    removed: tuple[Sheet, ...]
    diagnostics: tuple[Diagnostic, ...] = ()
    inputs: tuple[str, ...] = ()
    """Files of the project that differ between two builds."""


def compare(old: Path, new: Path, project: Path | None = None) -> Differences:
    """Compare two output folders or their manifests, or two projects or their data folders.

    A data folder without a project around it is read with the layouts of ``project``.

    Raises:
        UsageError: when one of the two is neither, or one is a build and the other a project.
        ProjectError: when a project cannot be read.
    """
    before, after = read_build(old), read_build(new)
    if before is not None and after is not None:
        return _of_builds(before, after)
    if before is not None or after is not None:
        raise UsageError(
            Diagnostic(
                "not-alike",
                "one is the manifest of a build, the other is not",
                "Compare two output folders, or two projects",
            )
        )
    with _project(old, project) as old_root, _project(new, project) as new_root:
        return _of_projects(load(old_root), load(new_root))


def _of_builds(old: Build, new: Build) -> Differences:
    facts = None
    if old.provenance.artifacts and new.provenance.artifacts:
        facts = printed_changes(old.provenance, new.provenance)

    def why(path: str) -> str:
        sheets = (build.provenance.artifacts.get(path, ()) for build in (old, new))
        spans = {fact.span for sheet in sheets for fact in sheet}
        return _reason([f for f in facts or () if f.spans & spans], "it is another file now")

    sheets = _sheets(_digests(old.manifest.entries), _digests(new.manifest.entries), why)
    return Differences(facts, *sheets, inputs=changed_inputs(old.manifest, new.manifest))


def _digests(entries: Mapping[str, Entry]) -> dict[str, _Known]:
    return {path: _Known(e, e.sha256) for path, e in entries.items()}


def _of_projects(old: Library, new: Library) -> Differences:
    facts = fact_changes(old, new)
    fonts = load_fonts()
    before, after = _Composed(old, fonts), _Composed(new, fonts)
    before.compose()
    after.compose()

    def why(path: str) -> str:
        printed = before.spans.get(path, frozenset()) | after.spans.get(path, frozenset())
        return _reason([f for f in facts if f.spans & printed], _OTHERWISE)

    reprint, removed = _sheets(before.keys, after.keys, why)
    return Differences(facts, reprint, removed, (*before.faults, *after.faults))


def _reason(facts: Sequence[FactChange], otherwise: str) -> str:
    """The first changed fact that a sheet prints, and how many more there are."""
    if not facts:
        return otherwise
    return f"{facts[0].name} and {len(facts) - 1} more" if facts[1:] else facts[0].name


def _sheets(
    old: Mapping[str, _Known], new: Mapping[str, _Known], why: Callable[[str], str]
) -> tuple[tuple[Sheet, ...], tuple[Sheet, ...]]:
    """The sheets that are new or differ, and those that are gone."""
    reprint = tuple(
        new[path].sheet(why(path) if path in old else "new")
        for path in sorted(new)
        if path not in old or old[path].digest != new[path].digest
    )
    return reprint, tuple(old[path].sheet("gone") for path in sorted(old) if path not in new)


class _Composed:
    """The editions of a project: their content keys, and the places of the values that they print."""

    def __init__(self, library: Library, fonts: FontBook) -> None:
        self.library, self.fonts = library, fonts
        self.keys: dict[str, _Known] = {}
        self.spans: dict[str, frozenset[Span]] = {}
        self.faults: list[Diagnostic] = []

    def compose(self) -> None:
        """Compose every edition; one that cannot be made has no key, and is reported."""
        for edition in self._editions():
            try:
                document, key = compose_key(edition, self.library, self.fonts)
            except HandoutsError as fault:
                self._note(edition, fault)
                continue
            self.keys[edition.path] = _Known(edition, key)
            documents = (
                [part.document for part in document.parts]
                if isinstance(document, Packet)
                else [document]
            )
            self.spans[edition.path] = frozenset(
                origin.span
                for one in documents
                for block in walk((*one.body, *one.foot))
                for origin in block.origins
            )

    def _editions(self) -> tuple[Edition, ...]:
        try:
            return plan(Selection(), self.library)
        except HandoutsError as fault:
            self.faults += fault.diagnostics
            return ()

    def _note(self, edition: Edition, fault: HandoutsError) -> None:
        first = fault.diagnostics[0]
        self.faults.append(
            Diagnostic(
                "not-compared",
                f"{edition.name} cannot be made: {first.message}",
                "Run `handouts check` in that project",
                first.span,
                Severity.WARNING,
            )
        )


@contextmanager
def _project(path: Path, project: Path | None) -> Iterator[Path]:
    """The folder of a project; a bare data folder gets a project around it for as long as it is read."""
    if (path / PROJECT_FILE).is_file():
        yield path
        return
    if path.name == "data" and (path.absolute().parent / PROJECT_FILE).is_file():
        yield path.absolute().parent
        return
    if not (path / "roles").is_dir():
        raise UsageError(
            Diagnostic(
                "not-comparable",
                f"`{path}` is neither an output folder, nor a project, nor its data",
                "Name a folder with `manifest.json` or `handouts.yaml`, or a `data` folder",
            )
        )
    base = find_project(project or Path.cwd())
    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder)
        shutil.copy(base / PROJECT_FILE, made)
        shutil.copytree(base / "layouts", made / "layouts")
        shutil.copytree(path, made / "data")
        yield made
