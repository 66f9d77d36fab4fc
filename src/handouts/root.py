"""Where a project begins, found without reading it."""

from pathlib import Path
from typing import Final

PROJECT_FILE: Final = "handouts.yaml"


def project_above(start: Path) -> Path | None:
    """The nearest folder that holds a ``handouts.yaml``, from ``start`` upwards."""
    start = start.absolute()
    folders = (start, *start.parents)
    return next((folder for folder in folders if (folder / PROJECT_FILE).is_file()), None)
