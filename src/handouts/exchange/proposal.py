"""What an import would change, file by file; nothing is written until it is carried out."""

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from handouts.diagnostics import Diagnostic, HandoutsError
from handouts.write.files import refused, write

Status = Literal["created", "changed", "removed"]


@dataclass(frozen=True, slots=True)
class Change:
    """One value: its place, its old and its new text; ``None`` for no value."""

    place: str
    old: str | None
    new: str | None


@dataclass(frozen=True, slots=True)
class FileChange:
    """One file of the project: its new bytes, ``None`` when it goes."""

    path: str
    """Relative to the project, with forward slashes."""
    data: bytes | None
    status: Status
    changes: tuple[Change, ...] = ()
    rewritten: bool = False
    """Whether the whole file is written anew, so that comments within it are lost."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """All changes that one import would make, and its diagnostics."""

    files: tuple[FileChange, ...]
    notes: tuple[Diagnostic, ...] = ()

    @property
    def changes(self) -> Iterator[tuple[FileChange, Change]]:
        """Every change with its file."""
        return ((file, change) for file in self.files for change in file.changes)


def proposed(
    root: Path, path: str, text: str | None, changes: tuple[Change, ...], *, rewritten: bool = False
) -> FileChange | None:
    """A file's change; none when it is on disk already as it should be."""
    target = root / path
    before = target.read_bytes() if target.is_file() else None
    if text is None:
        return FileChange(path, None, "removed", changes) if before is not None else None
    if before is None:
        return FileChange(path, text.encode(), "created", changes)
    data = text.encode()
    if b"\r\n" in before:
        data = data.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")
    if data == before:
        return None
    return FileChange(path, data, "changed", changes, rewritten)


def carry_out(root: Path, proposal: Proposal) -> None:
    """Write every file whole; when one is refused, put the ones before it back.

    Files that go are removed last, so that no figure is missing in between.

    Raises:
        HandoutsError: when the system refuses a file.
    """
    done: list[tuple[Path, bytes | None]] = []
    try:
        for file in sorted(proposal.files, key=lambda f: f.data is None):
            path = root / file.path
            before = path.read_bytes() if path.is_file() else None
            if file.data is None:
                _remove(path)
            else:
                write(path, file.data)
            done.append((path, before))
    except HandoutsError:
        for path, before in reversed(done):
            _put_back(path, before)
        raise


def _remove(path: Path) -> None:
    try:
        path.unlink(missing_ok=True)
    except OSError as fault:
        raise HandoutsError(refused(path, fault)) from fault


def _put_back(path: Path, before: bytes | None) -> None:
    with contextlib.suppress(HandoutsError, OSError):
        if before is None:
            path.unlink(missing_ok=True)
        else:
            write(path, before)
