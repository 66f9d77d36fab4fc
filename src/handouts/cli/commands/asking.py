"""What was typed, as the phases take it."""

from pathlib import Path

from handouts.diagnostics import Diagnostic, UsageError
from handouts.project import find_project


def root_of(project: Path | None) -> Path:
    """The project that is meant.

    Raises:
        ProjectError: when there is none.
    """
    return find_project(project if project is not None else Path.cwd())


def pairs(typed: list[str] | None) -> tuple[tuple[str, str], ...]:
    """``NAME=VALUE`` as pairs; what stands behind the first sign is the value, word for word.

    Raises:
        UsageError: when the sign is missing.
    """
    found = []
    for entry in typed or ():
        name, sign, value = entry.partition("=")
        if not sign or not name.strip():
            raise UsageError(
                Diagnostic("bad-set", f"`--set {entry}` has no name and value", _EXAMPLE)
            )
        found.append((name.strip(), value))
    return tuple(found)


def processes(typed: int | None) -> int:
    """How many workers; 0 is one for each core.

    Raises:
        UsageError: when it is less than one.
    """
    if typed is not None and typed < 1:
        raise UsageError(
            Diagnostic("bad-jobs", f"`--jobs {typed}` is no number of workers", "Write 1 or more")
        )
    return typed or 0


def from_here(path: Path) -> str:
    """A path as one would type it here."""
    whole, here = path.resolve(), Path.cwd().resolve()
    return str(whole.relative_to(here) if whole.is_relative_to(here) else path)


_EXAMPLE = 'Write it as `--set student="Ana R."`'
