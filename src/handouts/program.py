"""The code that shapes the output beside the data: this program and its libraries."""

import functools
import sys
import zlib
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from handouts import __version__

_LIBRARIES = ("reportlab", "uharfbuzz", "fonttools", "pyphen", "jinja2", "markdown-it-py")


@functools.cache
def program_digest() -> str:
    """A digest of the program's own source and of the versions of its libraries.

    It is part of an edition's key, so that every file is made anew after an update, and after each
    change to the program itself.
    """
    digest = sha256(f"{__version__} {zlib.ZLIB_RUNTIME_VERSION} {sys.version_info[:2]}".encode())
    package = Path(__file__).parent
    for source in sorted(package.rglob("*.py"), key=lambda p: p.as_posix()):
        digest.update(source.relative_to(package).as_posix().encode())
        digest.update(source.read_bytes().replace(b"\r\n", b"\n"))
    for name in _LIBRARIES:
        digest.update(f"{name} {_version(name)}".encode())
    return digest.hexdigest()


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "unknown"
