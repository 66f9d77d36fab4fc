"""One build at a time in a folder. The system drops the lock when its process ends."""

import contextlib
import errno
import os
import sys
from collections.abc import Iterator
from pathlib import Path

from handouts.diagnostics import Diagnostic, HandoutsError, Span
from handouts.write.files import refused

_LOCK = ".lock"
_held: set[Path] = set()
"""Folders that this process builds into: a record lock does not exclude the process that holds it."""


@contextlib.contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Hold the folder; the lock file is gone afterwards.

    Raises:
        HandoutsError: when another build holds it, or it cannot be written.
    """
    path = folder.resolve() / _LOCK
    if path in _held:
        raise HandoutsError(_busy(path, str(os.getpid())))
    file = _taken(path)
    _held.add(path)
    try:
        yield
    finally:
        _held.discard(path)
        if sys.platform != "win32":  # removed while held: nobody is to wait for a file that is gone
            path.unlink(missing_ok=True)
        os.close(file)
        if sys.platform == "win32":
            with contextlib.suppress(OSError):
                path.unlink(missing_ok=True)


def _taken(path: Path) -> int:
    """The descriptor of the locked file; tried again when its last holder removed it meanwhile."""
    while True:
        file = _opened(path)
        if not _lock(file):
            holder = os.read(file, 20).decode("ascii", "replace")
            os.close(file)
            raise HandoutsError(_busy(path, holder))
        if _same(path, file):
            os.truncate(file, 0)
            os.write(file, str(os.getpid()).encode())
            return file
        os.close(file)


def _opened(path: Path) -> int:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        return os.open(path, os.O_RDWR | os.O_CREAT, 0o666)
    except OSError as fault:
        raise HandoutsError(refused(path.parent, fault)) from fault


def _same(path: Path, file: int) -> bool:
    try:
        return os.path.samestat(path.stat(), os.fstat(file))
    except OSError:
        return False


if sys.platform == "win32":
    import msvcrt

    def _lock(file: int) -> bool:
        try:
            os.lseek(file, 64, os.SEEK_SET)  # beyond the text, which stays readable
            msvcrt.locking(file, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        finally:
            os.lseek(file, 0, os.SEEK_SET)
        return True

else:
    import fcntl

    def _lock(file: int) -> bool:
        """Record locks are not inherited by worker processes, unlike those of ``flock``."""
        try:
            fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as fault:
            # a file system without locks is not a reason to refuse
            return fault.errno not in {errno.EACCES, errno.EAGAIN}
        return True


def _busy(path: Path, holder: str) -> Diagnostic:
    number = f" (process {holder})" if holder.strip().isdigit() else ""
    return Diagnostic(
        "busy",
        f"another build{number} is writing into this folder",
        "Wait until it ends, or choose another folder with `--output`",
        Span(str(path.parent)),
    )
