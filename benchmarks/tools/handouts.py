"""Ourselves, from an edition to a file on disk: composed, keyed, fitted, tagged, written, noted."""

import tempfile
from dataclasses import replace
from pathlib import Path

from benchmarks.content import Sheet
from benchmarks.project import write_project
from handouts.batch.pool import settle
from handouts.build.making import Making
from handouts.edition import Selection
from handouts.fonts import load_fonts
from handouts.load import load
from handouts.plan import plan
from handouts.typeset.blocks.pictures import modules


class Tool:
    """The project of the sheet, loaded; what a worker of ``handouts build`` holds."""

    def __init__(self) -> None:
        with tempfile.TemporaryDirectory() as folder:
            self._library = load(write_project(Path(folder)))
        self._editions = {(e.audience, e.place): e for e in plan(Selection(), self._library)}
        self._fonts = load_fonts()
        for edition in self._editions.values():
            if edition.place is not None:
                name = str(self._library.places[edition.place].name).lower().replace(" ", "-")
                modules(f"https://example.org/h/{name}-{edition.audience}")  # as for every tool
        settle()

    def write(self, one: Sheet, path: Path) -> None:
        """Make one edition; the path is made to be the edition's own."""
        edition = self._editions[one.audience, one.postal.lower()]
        edition = replace(edition, path=path.name)
        made = Making(path.parent, {})(edition, self._library, self._fonts)
        assert made.status == "built"
