"""What a run rests on beside the data: this program, its libraries, and the day."""

import contextlib
import functools
import os
import sys
import zlib
from collections.abc import Iterator, Mapping
from datetime import date
from hashlib import sha256
from pathlib import Path

from handouts import __version__

DAY = "HANDOUTS_TODAY"
"""Names a day that stands for the clock's, so that what passes today passes next year."""

_LIBRARIES = ("reportlab", "uharfbuzz", "fonttools", "pyphen", "jinja2", "markdown-it-py")


@functools.cache
def program_digest() -> str:
    """A digest of the program's own source and of the versions of its libraries.

    It is part of an edition's key, so that every file is made anew after an update, and after each
    change to the program itself.
    """
    digest = sha256(f"{__version__} {zlib.ZLIB_RUNTIME_VERSION} {sys.version_info[:2]}".encode())
    for name, source in sorted(_sources(str(Path(__file__).parent), "")):
        digest.update(name.encode())
        with Path(source).open("rb") as file:
            digest.update(file.read().replace(b"\r\n", b"\n"))
    for name in _LIBRARIES:
        digest.update(f"{name} {version_of(name)}".encode())
    return digest.hexdigest()


def _sources(folder: str, name: str) -> Iterator[tuple[str, str]]:
    """The files that the program consists of, each by its path in the package."""
    with os.scandir(folder) as found:
        entries = list(found)
    for entry in entries:
        path = f"{name}/{entry.name}" if name else entry.name
        if entry.is_dir():
            if entry.name != "__pycache__":
                yield from _sources(entry.path, path)
        elif path.endswith(".py") or (path.endswith(".json") and folder.endswith("icons")):
            yield path, entry.path


def today() -> date:
    """The day by which facts are judged to be stale or expired; nothing that is printed depends on it."""
    named = os.environ.get(DAY)
    return date.fromisoformat(named) if named else date.today()


def version_of(name: str) -> str:
    """The version of a library, as it is installed; from the name of its folder, where that has it.

    Reading the descriptions of twelve libraries took as long as reading all of the program.
    """
    known = _installed().get(_plain(name))
    if known is not None:
        return known
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version(name)
    except PackageNotFoundError:
        return "unknown"


@functools.cache
def _installed() -> Mapping[str, str]:
    """The versions of what has a folder ``NAME-VERSION.dist-info``; what Python finds first counts."""
    found: dict[str, str] = {}
    for folder in sys.path:
        with contextlib.suppress(OSError):
            for entry in os.listdir(folder or "."):  # noqa: PTH208 hundreds of names, of which few are used
                stem, end = os.path.splitext(entry)  # noqa: PTH122
                name, dash, version = stem.partition("-")
                if end == ".dist-info" and dash:
                    found.setdefault(_plain(name), version)
    return found


def _plain(name: str) -> str:
    return name.lower().replace("-", "_").replace(".", "_")
