"""The most memory that this process has held."""

from pathlib import Path


def peak() -> int:
    """The most memory held since the start of the program or the last `forget`, in bytes.

    Not ``ru_maxrss``: on Linux a new program inherits that figure from the process that started
    it, so that a test would be blamed for what the test runner holds.
    """
    lines = Path("/proc/self/status").read_text(encoding="ascii", errors="replace").splitlines()
    return next(int(line.split()[1]) * 1024 for line in lines if line.startswith("VmHWM"))


def forget() -> None:
    """Count the peak from what is held now (``proc(5)``, ``clear_refs``)."""
    Path("/proc/self/clear_refs").write_text("5", encoding="ascii")
