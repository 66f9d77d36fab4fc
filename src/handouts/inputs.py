"""The files that a project is read from, and their digests, taken once for a command."""

import os
from collections.abc import Iterator, Mapping
from hashlib import sha256
from pathlib import Path
from typing import Final

from handouts import PROJECT_FILE
from handouts.frozen import dataclass

_FOLDERS: Final = ("data", "layouts")
_LARGEST: Final = 50_000_000
"""Bytes; larger files are refused wherever one is named, so that their content is not digested."""


@dataclass(frozen=True, slots=True)
class Input:
    """One file: size and time to see at once that it is unchanged, else its digest."""

    size: int
    mtime_ns: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Scan:
    """What the folders of a project hold."""

    files: Mapping[str, Input]
    """Each file by its path in the project; hidden ones are nobody's data."""
    others: tuple[str, ...] = ()
    """The paths of what else is there: folders, hidden files, pipes. Reading may tell of them."""
    sure: bool = True
    """Whether this is all: there are no links, which lead anywhere, and all could be read."""


def scan(root: Path, known: Mapping[str, Input] | None = None) -> Scan:
    """Every input file of a project; of ``known`` files that are unchanged the digests are kept."""
    known = known or {}
    files: dict[str, Input] = {}
    others: list[str] = []
    sure = True
    for name, entry, kind in _found(root):
        if entry is None or kind == "link":
            sure = False
        elif kind == "other":
            others.append(name)
        if entry is not None and kind in {"file", "link"} and entry.name[0] != ".":
            found = _input(entry, known.get(name))
            if found is not None:
                files[name] = found
                sure = sure and bool(found.sha256)
    order = sorted(files, key=lambda name: name.split("/"))
    return Scan({name: files[name] for name in order}, tuple(sorted(others)), sure)


def _found(root: Path) -> Iterator[tuple[str, os.DirEntry[str] | None, str]]:
    """What there is, with its kind: ``file``, ``link`` or ``other``; no entry where a folder cannot be read."""
    for entry in _entries(root):
        if entry is not None and entry.name == PROJECT_FILE:
            yield PROJECT_FILE, entry, _kind(entry)
        elif entry is not None and entry.name in _FOLDERS:
            yield from _within(entry, entry.name)


def _within(
    entry: os.DirEntry[str], name: str
) -> Iterator[tuple[str, os.DirEntry[str] | None, str]]:
    kind = _kind(entry)
    yield name, entry, kind
    if kind != "other" or not entry.is_dir(follow_symlinks=False):
        return
    for inner in _entries(Path(entry.path)):
        if inner is None:
            yield name, None, "other"
        else:
            path = f"{name}/{inner.name}".encode("utf-8", "replace").decode()
            yield from _within(inner, path)


def _entries(folder: Path) -> list["os.DirEntry[str] | None"]:
    try:
        with os.scandir(folder) as found:
            return list(found)
    except OSError:
        return [None]


def _kind(entry: os.DirEntry[str]) -> str:
    try:
        if entry.is_symlink():
            return "link"
        return "file" if entry.is_file() and entry.name[0] != "." else "other"
    except OSError:
        return "link"


def _input(entry: os.DirEntry[str], old: Input | None) -> Input | None:
    """Size, time and digest of a file; none of a link to no file, and no digest of what cannot be read."""
    try:
        if not entry.is_file():
            return None
        status = entry.stat()
    except OSError:
        return None
    stamp = (status.st_size, status.st_mtime_ns)
    if old is not None and stamp == (old.size, old.mtime_ns):
        return old
    if stamp[0] > _LARGEST:
        return Input(*stamp, f"{stamp[0]} bytes")
    try:
        with Path(entry.path).open("rb") as file:
            return Input(*stamp, sha256(file.read()).hexdigest())
    except OSError:
        return Input(*stamp, "")


def digests(files: Mapping[str, Input]) -> dict[str, str]:
    """The digest of each file, by path."""
    return {name: one.sha256 for name, one in files.items()}
