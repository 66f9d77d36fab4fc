"""Builds on disk, to be compared: the manifest, and what each sheet printed, where it was recorded."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path

from handouts.audit.fact_changes import FactChange
from handouts.diagnostics import Diagnostic, Span, UsageError
from handouts.write.manifest import MANIFEST, read_manifest
from handouts.write.provenance import PROVENANCE, Provenance, read_provenance
from handouts.write.record import Entry


@dataclass(frozen=True, slots=True, order=True)
class Printed:
    """A fact as a sheet prints it, and where the data say so."""

    span: Span
    text: str
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Build:
    """What an output folder holds: its files, the digests of its inputs, what the sheets print."""

    entries: Mapping[str, Entry]
    inputs: Mapping[str, str]
    printed: Mapping[str, frozenset[Printed]] | None


def read_build(path: Path) -> Build | None:
    """The build, if the path is an output folder, or a file in it; else nothing.

    Raises:
        UsageError: when a file is named that is no manifest.
    """
    file = path / MANIFEST if path.is_dir() else path
    if path.name == PROVENANCE:
        file = path.with_name(MANIFEST)
    if not file.is_file():
        return None
    manifest = read_manifest(file)
    if manifest is None:
        raise UsageError(
            Diagnostic(
                "not-a-manifest",
                f"`{file}` is not the manifest of a build",
                "Name an output folder with its `manifest.json`, or a project",
            )
        )
    return Build(manifest.entries, manifest.inputs, _printed(read_provenance(file.parent)))


def changed_inputs(old: Build, new: Build) -> tuple[str, ...]:
    """The files of the project that differ between two builds."""
    names = sorted({*old.inputs, *new.inputs})
    return tuple(name for name in names if old.inputs.get(name) != new.inputs.get(name))


def printed_changes(
    old: Mapping[str, frozenset[Printed]], new: Mapping[str, frozenset[Printed]]
) -> tuple[FactChange, ...]:
    """What the sheets print differently, file by file of the data, in the order of places."""
    before, after = _by_file(old.values()), _by_file(new.values())
    return tuple(
        change
        for file in sorted({*before, *after})
        for change in _aligned(file, before.get(file, []), after.get(file, []))
    )


def _aligned(file: str, old: list[Printed], new: list[Printed]) -> Iterator[FactChange]:
    """Equal texts in their order belong together, wherever their lines have moved."""
    matcher = SequenceMatcher(None, [p.text for p in old], [p.text for p in new], autojunk=False)
    for kind, i, i_end, j, j_end in matcher.get_opcodes():
        if kind == "equal":
            continue
        for at in range(max(i_end - i, j_end - j)):
            before = old[i + at] if i + at < i_end else None
            after = new[j + at] if j + at < j_end else None
            latest = after or before
            assert latest is not None
            yield FactChange(
                file,
                before.text if before else None,
                after.text if after else None,
                latest.sources,
                latest.span,
                frozenset(p.span for p in (before, after) if p is not None),
            )


def _by_file(sheets: Iterable[frozenset[Printed]]) -> dict[str, list[Printed]]:
    found: dict[str, set[Printed]] = {}
    for printed in frozenset[Printed]().union(*sheets):
        found.setdefault(printed.span.file, set()).add(printed)
    return {file: sorted(printed) for file, printed in found.items()}


def _printed(known: Provenance) -> dict[str, frozenset[Printed]] | None:
    if not known.artifacts:
        return None
    sets = {
        path: frozenset(
            Printed(fact.span, fact.text, fact.sources or ()) for fact in known.artifacts[path]
        )
        for path in set(known.alike.values())
    }
    return {path: sets[same] for path, same in known.alike.items()}
