"""What a run rests on beside the data: this program, its libraries, and the day."""

import functools
import os
import sys
import zlib
from datetime import date
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, version
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
    package = Path(__file__).parent
    sources = (*package.rglob("*.py"), *package.rglob("icons/*.json"))
    for source in sorted(sources, key=lambda p: p.as_posix()):
        digest.update(source.relative_to(package).as_posix().encode())
        digest.update(source.read_bytes().replace(b"\r\n", b"\n"))
    for name in _LIBRARIES:
        digest.update(f"{name} {_version(name)}".encode())
    return digest.hexdigest()


def today() -> date:
    """The day by which facts are judged to be stale or expired; nothing that is printed depends on it."""
    named = os.environ.get(DAY)
    return date.fromisoformat(named) if named else date.today()


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "unknown"
