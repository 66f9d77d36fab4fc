"""The sheet as HTML, for the tools that take it."""

from pathlib import Path
from typing import Final
from urllib.parse import quote

import jinja2
from markupsafe import Markup

from benchmarks import content
from benchmarks.content import CHART_TEXT, QR_TEXT, Sheet
from benchmarks.drawn import COLUMNS, FAMILY, INK, WAGE_COLUMNS, chart_svg, qr_svg

_FOLDER: Final = Path(__file__).parents[1] / "templates"
CSS: Final = (_FOLDER / "sheet.css").read_text(encoding="utf-8")
_TEMPLATE: Final = jinja2.Environment(
    loader=jinja2.FileSystemLoader(_FOLDER), autoescape=True
).get_template("sheet.html.j2")


def page(sheet: Sheet, *, images: bool = False) -> str:
    """The document; with ``images`` drawings are pictures, whose ``alt`` every tool reads."""
    code, chart = qr_svg(sheet.address), chart_svg(sheet)
    if images:
        code, chart = _image(code, QR_TEXT), _image(chart, CHART_TEXT)
    return _TEMPLATE.render(
        sheet=sheet,
        title=content.TITLE,
        head=content.HEAD,
        wage_head=content.WAGE_HEAD,
        columns=COLUMNS,
        wage_columns=WAGE_COLUMNS,
        callout_title=content.CALLOUT_TITLE,
        chart_title=content.CHART_TITLE,
        family=FAMILY,
        ink=INK,
        code=Markup(code),
        chart=Markup(chart),
    )


def _image(svg: str, text: str) -> str:
    return f'<img alt="{text}" src="data:image/svg+xml,{quote(svg)}">'
