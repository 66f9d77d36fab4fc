"""WeasyPrint: style sheet and fonts shared by all documents, PDF/UA-1."""

import os
import tempfile
from pathlib import Path
from typing import Any

from benchmarks.content import Sheet
from benchmarks.drawn import FONTS
from benchmarks.tools.markup import CSS, page

_FONTCONFIG = """<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>{fonts}</dir><cachedir>{cache}</cachedir></fontconfig>"""


class Tool:
    """The style sheet, read once; the fonts as if they were installed, which is its quickest way."""

    def __init__(self) -> None:
        self._folder = tempfile.TemporaryDirectory()
        file = Path(self._folder.name) / "fonts.conf"
        file.write_text(_FONTCONFIG.format(fonts=FONTS, cache=self._folder.name))
        os.environ["FONTCONFIG_FILE"] = str(file)
        import weasyprint
        from weasyprint.text.fonts import FontConfiguration

        self._weasyprint: Any = weasyprint
        self._fonts = FontConfiguration()
        self._style = weasyprint.CSS(string=CSS, font_config=self._fonts)

    def write(self, one: Sheet, path: Path) -> None:
        """Make one edition."""
        self._weasyprint.HTML(string=page(one, images=True)).write_pdf(
            path, stylesheets=[self._style], font_config=self._fonts, pdf_variant="pdf/ua-1"
        )
