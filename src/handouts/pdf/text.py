"""Words as the operands of text-showing operators (ISO 32000-1, 9.4.3)."""

import functools
from collections.abc import Mapping

from handouts.fonts import FontBook, FontSubset, Glyph
from handouts.pages import Pages, TextRun
from handouts.style import Face

Shown = tuple[tuple[int, str], ...]
"""Stretches of text: how far each is raised, in thousandths of an em, and the operator."""


def choose_subsets(pages: Pages, fonts: FontBook) -> Mapping[Face, FontSubset]:
    """The subset to embed for each face, in order of first use."""
    runs = [item for page in pages.pages for item in page.items if isinstance(item, TextRun)]
    chosen = {run.face: fonts.repertoire(run.face) for run in runs}
    beyond = {
        run.face: None
        for run in runs
        if show(fonts, chosen[run.face], run.face, run.text, run.tabular) is None
    }
    for face in beyond:
        in_face = (run for run in runs if run.face == face)
        glyphs = (g for run in in_face for g in fonts.shape(run.text, face, tabular=run.tabular))
        chosen[face] = fonts.subset(face, glyphs)
    return chosen


@functools.lru_cache(maxsize=32768)
def show(
    fonts: FontBook,
    subset: FontSubset,
    face: Face,
    text: str,
    tabular: bool,  # noqa: FBT001  (lru_cache is quicker without keywords)
) -> Shown | None:
    """The operators that show the text; ``None`` when the subset lacks a glyph of it."""
    glyphs = fonts.shape(text, face, tabular=tabular)
    codes = subset.codes
    if any((glyph.id, glyph.text) not in codes for glyph in glyphs):
        return None
    stretches: list[tuple[int, list[Glyph]]] = []
    for glyph in glyphs:
        if not stretches or stretches[-1][0] != glyph.dy:
            stretches.append((glyph.dy, []))
        stretches[-1][1].append(glyph)
    return tuple((rise, _operator(subset, stretch)) for rise, stretch in stretches)


def _operator(subset: FontSubset, glyphs: list[Glyph]) -> str:
    """``Tj``, or ``TJ`` with the kerning; its numbers move to the left."""
    pieces: list[str] = []
    codes: list[int] = []
    move = 0
    for glyph in glyphs:
        code = subset.codes[glyph.id, glyph.text]
        move -= glyph.dx
        if move:
            pieces += _string(subset, codes), str(move)
            codes = []
        codes.append(code)
        move = subset.widths[code] - glyph.advance + glyph.dx
    pieces.append(_string(subset, codes))
    return f"{pieces[0]}Tj" if len(pieces) == 1 else f"[{''.join(pieces)}]TJ"


_ESCAPES = str.maketrans({"(": r"\(", ")": r"\)", "\\": r"\\"})


def _string(subset: FontSubset, codes: list[int]) -> str:
    if not codes:
        return ""
    if not subset.single_byte:
        return f"<{''.join(f'{code:04x}' for code in codes)}>"
    return f"({bytes(codes).decode('latin-1').translate(_ESCAPES)})"
