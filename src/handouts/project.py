"""A project is a folder with a ``handouts.yaml``. Finding it loads no other module."""

from pathlib import Path

from handouts import PROJECT_FILE
from handouts.diagnostics import Diagnostic, ProjectError, Span


def find_project(start: Path) -> Path:
    """The nearest folder that holds a ``handouts.yaml``, from ``start`` upwards.

    Raises:
        ProjectError: when there is none.
    """
    start = start.absolute()
    for folder in (start, *start.parents):
        if (folder / PROJECT_FILE).is_file():
            return folder
    raise ProjectError(
        no_project(f"there is no `{PROJECT_FILE}` in `{start}`, nor in a folder above it")
    )


def no_project(message: str, span: Span | None = None) -> Diagnostic:
    """The diagnostic for a folder that is no project."""
    return Diagnostic(
        "no-project",
        message,
        f"Go to a folder with a `{PROJECT_FILE}`, or make one with `handouts init DIR`",
        span,
    )
