"""Write docs/coverage.md from the project's own data: ``python docs/coverage.py``.

The page is dated by the project's ``edition_date``, so that it changes with the data and with nothing else.
"""

from datetime import date
from pathlib import Path
from typing import Final

from handouts.audit.quality import upkeep
from handouts.audit.quality.upkeep_pages import as_markdown
from handouts.load import load

HERE: Final = Path(__file__).parent


def page(project: Path) -> str:
    """The page of a project that has a date."""
    library = load(project)
    day = date.fromisoformat(str(library.project.edition_date))
    return as_markdown(upkeep(library, day), library)


if __name__ == "__main__":
    (HERE / "coverage.md").write_text(page(HERE.parent), encoding="utf-8")
