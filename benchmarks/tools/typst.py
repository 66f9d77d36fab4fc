"""Typst through its Python package: one compiler reused, data as inputs, PDF/UA-1."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

import typst

from benchmarks.content import CANVAS, CHART_TEXT, EDGES, QR_TEXT, Sheet, sheet
from benchmarks.drawn import FONTS, modules, qr_path

_SOURCE = Path(__file__).parents[1] / "templates" / "sheet.typ"
_EDGES = json.dumps([{**asdict(edge), "head": edge.head} for edge in EDGES])


class Tool:
    """The compiler, and what it is given."""

    def __init__(self) -> None:
        self._compiler: Any = typst.Compiler(
            str(_SOURCE),
            font_paths=[str(FONTS)],
            ignore_system_fonts=True,
            sys_inputs=_inputs(sheet(0, "student")),
        )

    def write(self, one: Sheet, path: Path) -> None:
        """Make one edition."""
        self._compiler.compile(
            output=str(path), sys_inputs=_inputs(one), pdf_standards=["ua-1"], timestamp=0
        )


def _inputs(one: Sheet) -> dict[str, str]:
    side, _ = modules(one.address)
    code = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}">'
        f'<path d="{qr_path(one.address)}"/></svg>'
    )
    texts = {"code": code, "code_text": QR_TEXT, "chart_text": CHART_TEXT}
    data = {**asdict(one), **texts, "canvas": CANVAS}
    return {"sheet": json.dumps(data, ensure_ascii=False), "edges": _EDGES}
