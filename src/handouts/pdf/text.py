"""Words as the operands of text-showing operators (ISO 32000-1, 9.4.3)."""

import functools
from collections.abc import Iterable, Mapping
from itertools import groupby
from operator import attrgetter
from typing import Final

from handouts.fonts import FontBook, FontSubset, Glyph
from handouts.pages import Pages, TextRun
from handouts.style import Face

Shown = tuple[tuple[int, str], ...]
"""Stretches of text: how far each is raised, in thousandths of an em, and the operator."""

_NOT_DEFINED: Final = 0
"""The glyph that a font shows for what it lacks; never drawn (ISO 14289-1, 7.21.7)."""


def choose_subsets(pages: Pages, fonts: FontBook) -> Mapping[Face, FontSubset]:
    """The subset to embed for each face, in order of first use.

    Raises:
        AssertionError: for a character without a glyph; ``typeset`` has reported it.
    """
    runs = [item for page in pages.pages for item in page.items if isinstance(item, TextRun)]
    chosen = {run.face: fonts.repertoire(run.face) for run in runs}
    beyond = {
        run.face: None
        for run in runs
        if show(fonts, chosen[run.face], run.face, run.text, run.tabular) is None
    }
    for face in beyond:
        in_face = (run for run in runs if run.face == face)
        glyphs = [g for run in in_face for g in fonts.shape(run.text, face, tabular=run.tabular)]
        if lost := [glyph.text for glyph in glyphs if glyph.id == _NOT_DEFINED]:
            raise AssertionError(f"no glyph in face {face} for {lost}")
        chosen[face] = fonts.subset(face, glyphs)
    return chosen


@functools.lru_cache(maxsize=32768)
def show(
    fonts: FontBook,
    subset: FontSubset,
    face: Face,
    text: str,
    tabular: bool,
) -> Shown | None:
    """The operators that show the text; ``None`` when the subset lacks a glyph of it."""
    glyphs = fonts.shape(text, face, tabular=tabular)
    codes = subset.codes
    if any((glyph.id, glyph.text) not in codes for glyph in glyphs):
        return None
    shown: list[tuple[int, str]] = []
    move = 0
    for rise, stretch in groupby(glyphs, attrgetter("dy")):
        operator, move = _operator(subset, stretch, move)
        shown.append((rise, operator))
    return tuple(shown)


def _operator(subset: FontSubset, glyphs: Iterable[Glyph], move: int) -> tuple[str, int]:
    """``Tj``, or ``TJ`` with the kerning; and how far the next stretch has to move to the left."""
    pieces: list[str] = []
    codes: list[int] = []
    for glyph in glyphs:
        code = subset.codes[glyph.id, glyph.text]
        move -= glyph.dx
        if move:
            pieces += _string(subset, codes), str(move)
            codes = []
        codes.append(code)
        move = subset.widths[code] - glyph.advance + glyph.dx
    pieces.append(_string(subset, codes))
    return (f"{pieces[0]}Tj" if len(pieces) == 1 else f"[{''.join(pieces)}]TJ"), move


_ESCAPES = str.maketrans({"(": r"\(", ")": r"\)", "\\": r"\\"})


def _string(subset: FontSubset, codes: list[int]) -> str:
    if not codes:
        return ""
    if not subset.single_byte:
        return f"<{''.join(f'{code:04x}' for code in codes)}>"
    return f"({bytes(codes).decode('latin-1').translate(_ESCAPES)})"
