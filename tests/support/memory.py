"""The most memory that a process has held."""

from pathlib import Path


def peak(process: int | str = "self") -> int:
    """The most memory held since the start of a program or its last `forget`, in bytes.

    Raises:
        OSError: when there is no such process.
        StopIteration: when it has ended, and holds nothing any more.

    Not ``ru_maxrss``: on Linux a new program inherits that figure from the process that started
    it, so that a test would be blamed for what the test runner holds.
    """
    lines = (
        Path(f"/proc/{process}/status").read_text(encoding="ascii", errors="replace").splitlines()
    )
    return next(int(line.split()[1]) * 1024 for line in lines if line.startswith("VmHWM"))


def forget() -> None:
    """Count the peak from what is held now (``proc(5)``, ``clear_refs``)."""
    Path("/proc/self/clear_refs").write_text("5", encoding="ascii")
