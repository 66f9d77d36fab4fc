"""fullbleed: one engine reused, its PDF/UA profile."""

from pathlib import Path

import fullbleed

from benchmarks.content import TITLE, Sheet
from benchmarks.drawn import BOLD, REGULAR
from benchmarks.tools.markup import CSS, page


class Tool:
    """The engine with its fonts."""

    def __init__(self) -> None:
        self._engine = fullbleed.PdfEngine(
            font_files=[str(REGULAR), str(BOLD)],
            pdf_profile="pdfua1",
            document_lang="en-US",
            document_title=TITLE,
        )

    def write(self, one: Sheet, path: Path) -> None:
        """Make one edition."""
        self._engine.render_pdf_to_file(page(one), CSS, str(path))
