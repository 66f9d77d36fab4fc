"""Words as the operands of text-showing operators (ISO 32000-1, 9.4.3)."""

from collections.abc import Iterable, Mapping
from itertools import groupby
from operator import attrgetter
from typing import Final, NamedTuple

from handouts.characters import SOFT_HYPHEN
from handouts.fonts import FontBook, FontSubset, Glyph
from handouts.kept import kept
from handouts.pages import Pages, TextRun
from handouts.style import Face

Shown = tuple[tuple[int, str], ...]
"""Stretches of text: how far each is raised, in thousandths of an em, and the operator."""

_NOT_DEFINED: Final = 0
"""The glyph that a font shows for what it lacks; never drawn (ISO 14289-1, 7.21.7)."""


def usual_subsets(pages: Pages, fonts: FontBook) -> Mapping[Face, FontSubset]:
    """The repertoire of each face, in order of first use: nearly every edition needs no more."""
    items = (item for page in pages.pages for item in page.items)
    faces = dict.fromkeys([item.face for item in items if isinstance(item, TextRun)])
    return {face: fonts.repertoire(face) for face in faces}


def choose_subsets(pages: Pages, fonts: FontBook) -> Mapping[Face, FontSubset]:
    """The subset to embed for each face, in order of first use.

    Raises:
        AssertionError: for a character without a glyph; ``typeset`` has reported it.
    """
    runs = [item for page in pages.pages for item in page.items if isinstance(item, TextRun)]
    chosen = dict(usual_subsets(pages, fonts))
    beyond = {
        run.face: None
        for run in runs
        if show(fonts, chosen[run.face], run.face, run.text, run.tabular) is None
    }
    for face in beyond:
        in_face = (run for run in runs if run.face == face)
        glyphs = [
            g for run in in_face for g in fonts.shape(_drawn(run.text), face, tabular=run.tabular)
        ]
        if lost := [glyph.text for glyph in glyphs if glyph.id == _NOT_DEFINED]:
            raise AssertionError(f"no glyph in face {face} for {lost}")
        chosen[face] = fonts.subset(face, glyphs)
    return chosen


@kept(most=4_096)
def show(
    fonts: FontBook,
    subset: FontSubset,
    face: Face,
    text: str,
    tabular: bool,
) -> Shown | None:
    """The operators that show the text; ``None`` when the subset lacks a glyph of it."""
    text = _drawn(text)
    words: list[_Written] = []
    space = _space(fonts, subset, face)
    for number, word in enumerate(text.split(" ")):
        if number:
            words.append(space)
        if word:
            words.append(_written(fonts, subset, face, word, tabular))
    if not all(word.whole for word in words):
        return None
    shown: list[tuple[int, str]] = []
    move = 0
    stretches = [stretch for word in words for stretch in word.stretches]
    if not any(stretch.rise for stretch in stretches):
        return ((0, _operator(subset, stretches, 0)[0]),) if stretches else ()
    for rise, stretch in groupby(stretches, attrgetter("rise")):
        operator, move = _operator(subset, stretch, move)
        shown.append((rise, operator))
    return tuple(shown)


def _drawn(text: str) -> str:
    """The text with the sign that ends a divided word as a reader of glyphs knows it.

    pdf.js, in Firefox, drops a soft hyphen and finds no word that it divides; a hyphen at the end of a
    line it leaves out. That it is none of the word's own is said beside it (see ``_Painter.text``).
    """
    return f"{text[:-1]}-" if text.endswith(SOFT_HYPHEN) else text


class _Stretch(NamedTuple):
    """Glyphs of a word at one height, as strings between their outer delimiters.

    ``before`` and ``after`` are the moves to the left that they ask for; ``kerned`` when they are
    several strings.
    """

    rise: int
    before: int
    string: str
    kerned: bool
    after: int


class _Written(NamedTuple):
    """A word as stretches; not ``whole`` when the subset lacks a glyph of it."""

    stretches: tuple[_Stretch, ...]
    whole: bool


@kept(most=4_096)
def _written(fonts: FontBook, subset: FontSubset, face: Face, word: str, tabular: bool) -> _Written:
    glyphs = fonts.shape(word, face, tabular=tabular)
    if any((glyph.id, glyph.text) not in subset.codes for glyph in glyphs):
        return _Written((), whole=False)
    stretches = groupby(glyphs, attrgetter("dy"))
    return _Written(tuple(_stretch(subset, rise, part) for rise, part in stretches), whole=True)


def _space(fonts: FontBook, subset: FontSubset, face: Face) -> _Written:
    glyph = fonts.face(face).space
    if (glyph.id, glyph.text) not in subset.codes:
        return _Written((), whole=False)
    return _Written((_stretch(subset, glyph.dy, (glyph,)),), whole=True)


def _stretch(subset: FontSubset, rise: int, glyphs: Iterable[Glyph]) -> _Stretch:
    begin, end = _delimiters(subset)
    parts: list[str] = []
    codes: list[int] = []
    first, move = 0, 0
    for number, glyph in enumerate(glyphs):
        code = subset.codes[glyph.id, glyph.text]
        move -= glyph.dx
        if not number:
            first = move
        elif move:
            parts += _coded(subset, codes), f"{end}{move}{begin}"
            codes = []
        codes.append(code)
        move = subset.widths[code] - glyph.advance + glyph.dx
    return _Stretch(rise, first, "".join((*parts, _coded(subset, codes))), bool(parts), move)


def _operator(subset: FontSubset, stretches: Iterable[_Stretch], move: int) -> tuple[str, int]:
    """``Tj``, or ``TJ`` with the kerning; and how far the next stretch has to move to the left."""
    begin, end = _delimiters(subset)
    parts: list[str] = []
    kerned = False
    for _, before, string, within, after in stretches:
        move += before
        kerned |= within or bool(move)
        if not parts:
            parts.append(f"{move}{begin}" if move else begin)
        elif move:
            parts.append(f"{end}{move}{begin}")
        parts.append(string)
        move = after
    shown = "".join((*parts, end))
    return (f"[{shown}]TJ" if kerned else f"{shown}Tj"), move


def _delimiters(subset: FontSubset) -> tuple[str, str]:
    return ("(", ")") if subset.single_byte else ("<", ">")


_ESCAPES = str.maketrans({"(": r"\(", ")": r"\)", "\\": r"\\"})


def _coded(subset: FontSubset, codes: list[int]) -> str:
    if not subset.single_byte:
        return "".join(f"{code:04x}" for code in codes)
    return bytes(codes).decode("latin-1").translate(_ESCAPES)
