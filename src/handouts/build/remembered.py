"""What sheets of ``compare`` print, kept for ``trace``: a folder for each, by the sheet's bytes."""

import shutil
from pathlib import Path

from handouts import __version__
from handouts.build.provenance import cited_sources
from handouts.diagnostics import Diagnostic, HandoutsError, Severity
from handouts.inputs import Scan, digests
from handouts.model.library import Library
from handouts.write import Record, remembered_in, write_manifest, write_provenance

MOST: int = 500
"""Sheets that are remembered: more than a counselor makes in a term; each takes some 40 kB."""


def remember(root: Path, inputs: Scan, record: Record, library: Library) -> tuple[Diagnostic, ...]:
    """Write down what a sheet prints; a warning when that cannot be written, for the sheet is made."""
    output = root / "output"
    folder = remembered_in(output, record.entry.sha256)
    records = {record.entry.path: record}
    try:
        folder.mkdir(parents=True, exist_ok=True)
        write_manifest(folder, __version__, digests(inputs.files), records)
        write_provenance(folder, records, cited_sources(library.sources))
        _forget_oldest(folder.parent)
    except (OSError, HandoutsError):
        return (
            Diagnostic(
                "not-remembered",
                f"what the sheet prints cannot be written down in `{folder.parent}`",
                "Check that you may write there, if you want to `trace` the sheet",
                severity=Severity.WARNING,
            ),
        )
    return ()


def _forget_oldest(folder: Path) -> None:
    kept = sorted(folder.iterdir(), key=lambda one: one.stat().st_mtime_ns, reverse=True)
    for old in kept[MOST:]:
        shutil.rmtree(old, ignore_errors=True)
