"""Atomic writing: a temporary file in the same folder, then a rename."""

import contextlib
import errno
import os
from collections.abc import Iterable, Iterator
from hashlib import sha256
from pathlib import Path
from typing import Final, TextIO

from handouts.diagnostics import Diagnostic, HandoutsError, Span
from handouts.frozen import dataclass

LEFTOVERS: Final = ".handouts-*.tmp"
"""What a killed run may leave beside the files that it was writing."""

_BLOCK: Final = 1 << 16
"""Characters of a text that are written at once."""


@dataclass(frozen=True, slots=True)
class Stamp:
    """What tells whether a file on disk is the same: quickly its size and time, surely its digest."""

    sha256: str
    size: int
    mtime_ns: int


def write(path: Path, data: bytes) -> Stamp:
    """Write a file whole, or leave what was there; folders are made as needed.

    Raises:
        HandoutsError: when the system refuses, with the reason.
    """
    status = _replaced(path, (data,))
    return Stamp(sha256(data).hexdigest(), status.st_size, status.st_mtime_ns)


def write_text(path: Path, pieces: Iterable[str]) -> None:
    """Write a text as ``write`` does, piece by piece, so that it is never held as a whole.

    Raises:
        HandoutsError: when the system refuses, with the reason.
    """
    _replaced(path, _blocks(pieces))


def _blocks(pieces: Iterable[str]) -> Iterator[bytes]:
    held: list[str] = []
    size = 0
    for piece in pieces:
        held.append(piece)
        size += len(piece)
        if size >= _BLOCK:
            yield "".join(held).encode()
            held.clear()
            size = 0
    yield "".join(held).encode()


def _replaced(path: Path, blocks: Iterable[bytes]) -> os.stat_result:
    """Write a new file beside it, then put it in its place."""
    temporary = path.parent / f".handouts-{os.getpid()}.tmp"
    try:
        status = _written(temporary, blocks)
        temporary.replace(path)
    except BaseException as fault:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)
        if isinstance(fault, OSError):
            if _is_folder(path):  # which systems say in many ways
                fault = IsADirectoryError(errno.EISDIR, "is a folder", str(path))
            raise HandoutsError(refused(path, fault)) from fault
        raise
    return status


def opened(path: Path, errors: str = "strict") -> TextIO:
    """A text to be read, line by line.

    Raises:
        OSError: when it cannot be read, or is a folder, a device or a pipe, which might never end.
    """
    if not path.is_file():
        raise FileNotFoundError(errno.ENOENT, "no file", str(path))
    return path.open(encoding="utf-8", errors=errors, newline="\n")


def text_of(path: Path) -> str:
    """The text of a file.

    Raises:
        OSError: as ``opened`` does.
        ValueError: when it is not UTF-8.
    """
    with opened(path) as file:
        return file.read()


def refuse_nowhere(folder: Path) -> None:
    """Refuse a folder that the system cannot even look for.

    Raises:
        HandoutsError: when its name is too long, or a link in it leads in a circle.
    """
    try:
        folder.stat()
    except (FileNotFoundError, NotADirectoryError):
        return
    except OSError as fault:
        raise HandoutsError(refused(folder, fault)) from fault


def within(folder: Path, path: str) -> Path:
    """The file of a path in a folder.

    Raises:
        HandoutsError: when a link in the folder leads it elsewhere.
    """
    file = folder / path
    if not is_inside(folder, file):
        raise HandoutsError(
            Diagnostic(
                "cannot-write",
                "cannot write: a link leads out of the output folder here",
                "Remove the link, or choose another folder with `--output`",
                Span(str(file)),
            )
        )
    return file


def is_inside(folder: Path, file: Path) -> bool:
    """Whether a file would lie in a folder when all links are followed."""
    if file.parent == folder:
        return True
    base, place = os.path.realpath(folder), os.path.realpath(file.parent)
    return os.path.commonpath([base, place]) == base


def _is_folder(path: Path) -> bool:
    with contextlib.suppress(OSError):
        return path.is_dir()
    return False


def _written(path: Path, blocks: Iterable[bytes]) -> os.stat_result:
    """Write a new file, its folder too where there is none yet; renaming keeps size and time."""
    try:
        file = path.open("wb", buffering=0)
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True)
        file = path.open("wb", buffering=0)
    with file:
        for block in blocks:
            rest = memoryview(block)
            while rest:
                rest = rest[file.write(rest) :]
        return os.fstat(file.fileno())


def stamp_of(path: Path) -> tuple[int, int] | None:
    """Size and time of a file, ``None`` when there is none."""
    try:
        status = path.stat()
    except (OSError, ValueError):
        return None
    return status.st_size, status.st_mtime_ns


def digest_of(path: Path) -> str | None:
    """SHA-256 of a file, ``None`` when it cannot be read."""
    try:
        with path.open("rb") as file:
            digest = sha256()
            while chunk := file.read(1 << 20):
                digest.update(chunk)
    except (OSError, ValueError):
        return None
    return digest.hexdigest()


def refused(path: Path, fault: OSError) -> Diagnostic:
    """The diagnostic for a file that the system refuses."""
    reason, remedy = _reason(path, fault)
    return Diagnostic("cannot-write", f"cannot write: {reason}", remedy, Span(str(path)))


def _reason(path: Path, fault: OSError) -> tuple[str, str]:
    folder = path.parent
    match fault.errno:
        case errno.EISDIR:
            return "a folder has its name", f"Move the folder `{path.name}` away"
        case errno.ENOTDIR | errno.EEXIST:
            return (
                f"`{_in_the_way(folder)}` is a file, not a folder",
                "Move that file away, or choose another folder with `--output`",
            )
        case errno.EACCES | errno.EPERM:
            return (
                "it, or its folder, is not yours to write, or another program has it open",
                "Close it elsewhere, change its permissions, or choose a folder with `--output`",
            )
        case errno.EROFS:
            return "the disk is read-only", "Choose another folder with `--output`"
        case errno.ENOSPC | errno.EDQUOT:
            return "the disk is full", "Free some space and run it again"
        case errno.EFBIG:
            return "no file so large is allowed there", "Choose another folder with `--output`"
        case errno.ENAMETOOLONG:
            return "its name is too long", "Shorten `output` in `handouts.yaml`, or a file's name"
        case errno.ELOOP:
            return "a link leads in a circle here", "Remove the link, or choose another folder"
        case _:
            return fault.strerror or str(fault), "Choose another folder with `--output`"


def _in_the_way(folder: Path) -> Path:
    return next((p for p in (folder, *folder.parents) if p.exists() and not p.is_dir()), folder)
