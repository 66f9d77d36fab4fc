"""The files that a project is made of, and how they are known unchanged."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from handouts.write import digest_of, stamp_of

_FOLDERS = ("data", "layouts")
_LARGEST = 50_000_000
"""Bytes; larger files are refused wherever one is named, so that what they hold is of no account."""


@dataclass(frozen=True, slots=True)
class Input:
    """One file: size and time to see at once that it is unchanged, else its digest."""

    size: int
    mtime_ns: int
    sha256: str


def scan(root: Path, known: Mapping[str, Input]) -> dict[str, Input]:
    """Every input file of a project, by its path in it; digests of unchanged files are kept."""
    found = {}
    for path in _files(root):
        name = path.relative_to(root).as_posix().encode("utf-8", "replace").decode()
        stamp = stamp_of(path) or (-1, -1)
        old = known.get(name)
        if old is not None and stamp == (old.size, old.mtime_ns):
            found[name] = old
        else:
            digest = digest_of(path) if stamp[0] <= _LARGEST else f"{stamp[0]} bytes"
            found[name] = Input(*stamp, digest or "")
    return found


def digests(inputs: Mapping[str, Input]) -> dict[str, str]:
    """The digest of each file, by path."""
    return {name: one.sha256 for name, one in inputs.items()}


def _files(root: Path) -> list[Path]:
    files = [root / "handouts.yaml"]
    for folder in _FOLDERS:
        files += (p for p in (root / folder).rglob("*") if p.is_file() and p.name[0] != ".")
    return sorted(files)
