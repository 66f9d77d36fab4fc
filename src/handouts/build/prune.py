"""``--prune``: the files of editions that no longer exist, and only those in the manifest."""

import contextlib
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from handouts.diagnostics import Diagnostic, Severity
from handouts.edition import Edition, Selection
from handouts.write import Record, is_inside

if TYPE_CHECKING:
    from handouts.model.library import Library


def prune_folder(
    folder: Path, records: dict[str, Record], library: "Library", editions: tuple[Edition, ...]
) -> tuple[tuple[str, ...], tuple[Diagnostic, ...]]:
    """Remove what a build of everything would not make; returns the paths, or why it was refused.

    ``editions`` are those of this build. Files for the recipients of a table are only removed
    in a build with this table, and only those that its rows no longer make.
    """
    from handouts.plan import left_out, plan

    if left_out(Selection(), library):
        return (), (_REFUSED,)
    planned = {edition.path for edition in plan(Selection(), library)}
    planned.update(edition.path for edition in editions)
    tables = {"", *(edition.table for edition in editions)}
    gone = tuple(
        path
        for path, record in sorted(records.items())
        if path not in planned and record.entry.table in tables
    )
    for path in gone:
        del records[path]
        if _inside(path) and is_inside(folder, folder / path):
            _remove(folder, path)
    return gone, ()


def _inside(path: str) -> bool:
    """Whether a path stays in the folder; a manifest may have been edited by hand."""
    parts = PurePosixPath(path.replace("\\", "/")).parts
    leads_out = ".." in parts or ":" in path or parts[:1] == ("/",)
    return path.lower().endswith(".pdf") and not leads_out


def _remove(folder: Path, path: str) -> None:
    file = folder / path
    with contextlib.suppress(OSError):
        file.unlink(missing_ok=True)
    for parent in file.parents:
        if parent == folder:
            break
        with contextlib.suppress(OSError):
            parent.rmdir()


_REFUSED = Diagnostic(
    "not-pruned",
    "nothing was pruned, for it is not known which editions a faulty audience or handout has",
    "Mend the faults, then run `handouts build --prune` again",
    severity=Severity.WARNING,
)
