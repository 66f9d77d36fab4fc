"""The store: a project as it was last read, so that one sheet need not wait until all is read again.

It holds the records in the compact form of ``pickle``, each by itself, and gives back only those that are
asked for: reading 109 files takes 0.4 s of CPU, taking out what one sheet needs 0.02 s.

What is stored counts only for what it was made of: the content of every file of the project, what else lies
in its folders, the day, the program and the libraries that read. All this is in one digest. A folder with a
link in it is not stored at all, for what lies behind a link may change unseen.

A pickle is code, and a project's folder may come from anybody. So the store lies in the user's own cache
folder, which nobody else may write to, and every file in it is signed with a key that never leaves that folder.
A file that was changed, cut off, put there by others or signed with another key is as good as none. JSON
could not run anything, but would still have to be believed, and making the records of it takes as long as
reading half of the files.

``HANDOUTS_STORE`` names another folder; empty, nothing is stored. Neither is it in a browser, which forgets.
"""

import contextlib
import hmac
import io
import os
import pickle
import sys
import time
from collections.abc import Callable, Hashable, Iterator, Mapping
from dataclasses import fields, replace
from datetime import date
from hashlib import blake2b
from operator import attrgetter
from pathlib import Path
from typing import Any, Final, TypeVar

from handouts.diagnostics import Span
from handouts.frozen import dataclass
from handouts.inputs import Scan, digests
from handouts.kept import IS_ON
from handouts.model.ages import Ages
from handouts.model.library import Library
from handouts.model.wages import Figure, Spread, Wage
from handouts.program import program_digest, version_of

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")

STORE: Final = "HANDOUTS_STORE"

_MAGIC: Final = b"handouts library 1\n"
_DIGEST: Final = 32
_SIGNED_FROM: Final = len(_MAGIC) + _DIGEST
_HEAD: Final = _SIGNED_FROM + _DIGEST + 8
"""Bytes before the contents: magic, signature, digest of what it was made of, length of the contents."""

_MOST: Final = 20
"""Projects that are stored, each of 2 or 3 MB; the oldest goes."""

_AN_HOUR: Final = 3600
"""Seconds after which a file that was not finished is nobody's."""

_READERS: Final = ("pydantic", "pydantic-core", "PyYAML", "pillow", "babel", "fonttools")
"""Libraries on which it depends how files are read, beside those of ``program_digest``."""

_SHELVES: Final = (
    "roles",
    "certifications",
    "comparisons",
    "decisions",
    "places",
    "audiences",
    "sources",
    "dimensions",
    "layouts",
    "styles",
    "wages",
    "collections",
    "spans",
)
"""Fields of the library that are taken out piece by piece; the others are small."""

_TOGETHER: Final[Mapping[str, Callable[[Any], Hashable]]] = {
    "wages": lambda key: key[1],  # the wages of a place
    "spans": lambda key: None,  # noqa: ARG005 all, for a fault alone asks for one
}
"""Records that are taken out together, by what is the same in their keys; others by themselves."""


class Shelf(Mapping[K, V]):
    """Records that are taken out of the store when they are asked for."""

    __slots__ = ("_data", "_held", "_pieces")

    def __init__(self, data: memoryview, pieces: Mapping[K, tuple[int, int]]) -> None:
        self._data = data
        self._pieces = pieces
        self._held: dict[K, V] = {}

    def __getitem__(self, key: K) -> V:
        """The record, and those that lie with it."""
        if key not in self._held:
            start, end = self._pieces[key]
            self._held |= pickle.loads(self._data[start:end])  # noqa: S301 its signature holds
        return self._held[key]

    def __contains__(self, key: object) -> bool:
        return key in self._pieces

    def __iter__(self) -> Iterator[K]:
        return iter(self._pieces)

    def __len__(self) -> int:
        return len(self._pieces)

    def __reduce__(self) -> tuple[type[dict[K, V]], tuple[dict[K, V]]]:
        return dict, (dict(self),)


def taken_out(library: Library) -> Library:
    """The library with all its records in hand, so that workers share them and none takes them out again."""
    shelves: dict[str, Any] = {name: dict(getattr(library, name)) for name in _SHELVES}
    return replace(library, **shelves, ages=Ages(library.ages.months, shelves["sources"]))


@dataclass(frozen=True, slots=True)
class Place:
    """Where a project is stored, and the digest of all that it is made of."""

    path: Path
    digest: bytes


def place_of(root: Path, today: date | None, *, allow_expired: bool, found: Scan) -> Place | None:
    """Where a project read in this way is stored; nowhere if it cannot be."""
    folder = _folder()
    if folder is None or not found.sure:
        return None
    asked = (os.path.abspath(root), str(root), allow_expired)  # noqa: PTH100 links stay as typed
    name = blake2b(repr((*asked, today is None)).encode(), digest_size=16).hexdigest()
    versions = [version_of(library) for library in _READERS]
    made_of = (*asked, today, sys.version, program_digest(), versions)
    whole = repr((made_of, digests(found.files), found.others)).encode("utf-8", "replace")
    return Place(folder / f"{name}.library", blake2b(whole, digest_size=_DIGEST).digest())


def stored(root: Path, place: Place) -> Library | None:
    """The library as it was stored; ``None`` unless it was made of the same."""
    secret = _secret(place.path.parent)
    if secret is None:
        return None
    try:
        with place.path.open("rb") as file:
            head = file.read(_HEAD)
            if head[:_SIGNED_FROM][: len(_MAGIC)] != _MAGIC or (
                head[_SIGNED_FROM : _SIGNED_FROM + _DIGEST] != place.digest
            ):
                return None
            data = head + file.read()
    except OSError:
        return None
    signed = memoryview(data)[_SIGNED_FROM:]
    if not hmac.compare_digest(data[len(_MAGIC) : _SIGNED_FROM], _signature(secret, signed)):
        return None
    end = _HEAD + int.from_bytes(data[_HEAD - 8 : _HEAD], "big")
    pieces, values, months = pickle.loads(memoryview(data)[_HEAD:end])  # noqa: S301 its signature holds
    contents = memoryview(data)[end:]
    shelves: dict[str, Any] = {name: Shelf(contents, own) for name, own in pieces.items()}
    ages = Ages(months, shelves["sources"])
    return Library(root=str(root), ages=ages, **shelves, **values)


def store(library: Library, place: Place) -> None:
    """Store a library, whole or not at all; where that cannot be, it is read again the next time."""
    with contextlib.suppress(OSError, pickle.PicklingError, TypeError, RecursionError):
        folder = place.path.parent
        secret = _secret(folder) or _new_secret(folder)
        signed = place.digest + _as_bytes(library)
        data = _MAGIC + _signature(secret, memoryview(signed)) + signed
        temporary = folder / f".{place.path.stem}.{os.getpid()}.tmp"
        try:
            temporary.write_bytes(data)
            temporary.replace(place.path)
        finally:
            temporary.unlink(missing_ok=True)
        _forget_oldest(folder)


def _as_bytes(library: Library) -> bytes:
    pieces: dict[str, dict[object, tuple[int, int]]] = {}
    data = io.BytesIO()
    for name in _SHELVES:
        groups: dict[object, dict[object, object]] = {}
        group_of = _TOGETHER.get(name, _alone)
        for key, record in getattr(library, name).items():
            groups.setdefault(group_of(key), {})[key] = record
        where: dict[object, tuple[int, int]] = {}
        for group in groups.values():
            start = data.tell()
            _dump(group, data)
            where |= dict.fromkeys(group, (start, data.tell()))
        pieces[name] = {key: where[key] for key in getattr(library, name)}
    others = {f.name for f in fields(Library)} - {*_SHELVES, "root", "ages"}
    values = {name: getattr(library, name) for name in sorted(others)}
    index = io.BytesIO()
    _dump((pieces, values, library.ages.months), index)
    return len(index.getvalue()).to_bytes(8, "big") + index.getvalue() + data.getvalue()


def _alone(key: Hashable) -> Hashable:
    return key


def _dump(value: object, data: io.BytesIO) -> None:
    pickler = pickle.Pickler(data, pickle.HIGHEST_PROTOCOL)
    pickler.dispatch_table = _SHORTER
    pickler.dump(value)


def _by_values(of: Any) -> Callable[[Any], tuple[Callable[..., Any], tuple[Any, ...]]]:
    values = attrgetter(*(f.name for f in fields(of)))
    return lambda one: (of, values(one))


_SHORTER: Final[Mapping[type, Callable[[Any], tuple[Callable[..., Any], tuple[Any, ...]]]]] = {
    one: _by_values(one) for one in (Span, Figure, Spread, Wage)
}
"""What there is most of is stored by its values alone: in two thirds of the time."""


def _signature(secret: bytes, signed: memoryview) -> bytes:
    return blake2b(signed, digest_size=_DIGEST, key=secret).digest()


def _folder() -> Path | None:
    """The store's folder, which only its user may write to."""
    named = os.environ.get(STORE)
    if not IS_ON or named == "" or (named is None and sys.platform == "emscripten"):
        return None
    try:
        folder = Path(named) if named else _users_caches() / "handouts"
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        status = folder.stat()
    except (OSError, RuntimeError):  # there is no home
        return None
    if hasattr(os, "getuid") and (status.st_uid != os.getuid() or status.st_mode & 0o022):
        return None
    return folder.absolute()


def _users_caches() -> Path:
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Caches"
    named = Path(os.environ.get("XDG_CACHE_HOME", ""))
    return named if named.is_absolute() else Path.home() / ".cache"


def _secret(folder: Path) -> bytes | None:
    """The key of the store; none where there is none, or others could know it."""
    try:
        with (folder / "key").open("rb") as file:
            if hasattr(os, "getuid") and os.fstat(file.fileno()).st_mode & 0o077:
                return None
            secret = file.read(2 * _DIGEST)
    except OSError:
        return None
    return secret if len(secret) == _DIGEST else None


def _new_secret(folder: Path) -> bytes:
    secret = os.urandom(_DIGEST)
    temporary = folder / f".key.{os.getpid()}.tmp"
    file = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    try:
        os.write(file, secret)
    finally:
        os.close(file)
    temporary.replace(folder / "key")
    return secret


def _forget_oldest(folder: Path) -> None:
    known = sorted(folder.glob("*.library"), key=lambda one: one.stat().st_mtime_ns, reverse=True)
    unfinished = [p for p in folder.glob(".*.tmp") if time.time() - p.stat().st_mtime > _AN_HOUR]
    for old in (*known[_MOST:], *unfinished):
        old.unlink(missing_ok=True)
