"""Builds on disk, to be compared: the manifest and, where recorded, the facts that each sheet printed."""

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path

from handouts.audit.fact_changes import FactChange
from handouts.diagnostics import Diagnostic, UsageError
from handouts.write import (
    MANIFEST,
    PROVENANCE,
    Manifest,
    PrintedFact,
    Provenance,
    read_manifest,
    read_provenance,
)


@dataclass(frozen=True, slots=True)
class Build:
    """What an output folder holds: its files, the digests of its inputs, what the sheets print."""

    manifest: Manifest
    provenance: Provenance


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
    return Build(manifest, read_provenance(file.parent))


def changed_inputs(old: Manifest, new: Manifest) -> tuple[str, ...]:
    """The files of the project that differ between two builds."""
    names = sorted({*old.inputs, *new.inputs})
    return tuple(name for name in names if old.inputs.get(name) != new.inputs.get(name))


def printed_changes(old: Provenance, new: Provenance) -> tuple[FactChange, ...]:
    """What the sheets print differently, file by file of the data, in the order of places."""
    before, after = _by_file(old), _by_file(new)
    return tuple(
        change
        for file in sorted({*before, *after})
        for change in _aligned(file, before.get(file, []), after.get(file, []))
    )


def _by_file(known: Provenance) -> dict[str, list[PrintedFact]]:
    """All facts that sheets print, each once, in the order of places."""
    found: dict[str, dict[tuple[object, ...], PrintedFact]] = {}
    printed = {fact for facts in set(known.artifacts.values()) for fact in facts}
    for fact in sorted(printed, key=_same_in_print):
        found.setdefault(fact.file, {}).setdefault(_same_in_print(fact), fact)
    return {file: list(facts.values()) for file, facts in found.items()}


def _same_in_print(fact: PrintedFact) -> tuple[int, int, str, tuple[str, ...]]:
    """What tells a fact of a file from others. The day of its check does not: it shows on no sheet."""
    return fact.line, fact.column, fact.text, fact.sources or ()


def _aligned(file: str, old: list[PrintedFact], new: list[PrintedFact]) -> Iterator[FactChange]:
    """The changes between two lists of facts; equal texts are paired in order, wherever they moved."""
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
                latest.sources or (),
                latest.span,
                frozenset(p.span for p in (before, after) if p is not None),
            )
