"""The family as the rest of the program sees it."""

import functools
import hashlib
from collections.abc import Iterable, Sequence
from typing import Final

from handouts.fonts.face import FILES, Glyph, OpenFace, bundled, shaped
from handouts.fonts.subset import REPERTOIRE, FontSubset, make_subset
from handouts.kept import kept
from handouts.style import Face, FontFile

FAMILY: Final = "Source Sans 3"


class FontBook:
    """Six faces, opened at first use; satisfies ``typeset.metrics.Metrics``.

    They are those of the bundled family, or a style's own.
    """

    def __init__(self, own: tuple[tuple[Face, FontFile], ...] = ()) -> None:
        self._own = dict(own)
        self._faces: dict[Face, OpenFace] = {}

    def __repr__(self) -> str:
        return f"FontBook({', '.join(self._faces)})"

    def face(self, key: Face) -> OpenFace:
        """The face, opened."""
        found = self._faces.get(key)
        if found is None:
            data = self._own[key].data if self._own else bundled(key)
            found = self._faces[key] = OpenFace(data)
        return found

    def width(self, text: str, face: Face, size: float, *, tabular: bool = False) -> float:
        """Advance width in points at ``size``: exactly what ``shape`` adds up to."""
        opened = self._faces.get(face) or self.face(face)
        if " " not in text:
            return shaped(opened, text, tabular).advance * size / 1000
        parts = text.split(" ")
        units = (len(parts) - 1) * opened.space.advance
        for part in parts:
            units += shaped(opened, part, tabular).advance
        return units * size / 1000

    def widths(
        self, words: Sequence[str], face: Face, size: float, *, tabular: bool = False
    ) -> list[float]:
        """The widths of words, none of which holds a space."""
        opened = self._faces.get(face) or self.face(face)
        return [shaped(opened, word, tabular).advance * size / 1000 for word in words]

    def shape(self, text: str, face: Face, *, tabular: bool = False) -> tuple[Glyph, ...]:
        """The glyphs of text on one line, word by word, each space on its own.

        A soft hyphen is drawn as a hyphen at the end of a word, and nowhere else.
        """
        opened = self.face(face)
        first, *rest = text.split(" ")
        glyphs = list(shaped(opened, first, tabular).glyphs)
        for part in rest:
            glyphs.append(opened.space)
            glyphs += shaped(opened, part, tabular).glyphs
        return tuple(glyphs)

    def ascent(self, face: Face, size: float) -> float:
        """Height of the tallest small letters over the baseline, in points."""
        return self.face(face).ascender * size / 1000

    def descent(self, face: Face, size: float) -> float:
        """Depth of the deepest small letters under the baseline, in points, positive."""
        return self.face(face).descender * size / 1000

    def cap_height(self, face: Face, size: float) -> float:
        """Height of capitals in points."""
        return self.face(face).measures.cap_height * size / 1000

    def bearing(self, text: str, face: Face, size: float) -> float:
        """From where a text is set to the left edge of its first letter, in points."""
        return self.face(face).bearing(text[0]) * size / 1000 if text else 0.0

    def missing(self, text: str, face: Face) -> tuple[str, ...]:
        """The characters for which the face has no glyph, in order, each once."""
        has = self.face(face).has
        return tuple(c for c in dict.fromkeys(text) if not has(c))

    def repertoire(self, face: Face) -> FontSubset:
        """The subset that nearly every file embeds."""
        return _repertoire(self.face(face))

    def subset(self, face: Face, glyphs: Iterable[Glyph]) -> FontSubset:
        """The repertoire where it holds all these glyphs, else a subset of just these."""
        pairs = _pairs(glyphs)
        known = self.repertoire(face)
        if all(pair in known.codes for pair in pairs):
            return known
        return make_subset(self.face(face), pairs)

    def name(self, face: Face) -> str:
        """What a face is called where people read it."""
        return self.face(face).measures.name if self._own else f"{FAMILY} {face}"

    @functools.cached_property
    def digest(self) -> str:
        """SHA-256 over the font files: part of an edition's key."""
        digest = hashlib.sha256()
        for key in FILES:
            digest.update(self.face(key).data)
        return digest.hexdigest()


@kept(most=24)  # one for each face: they are in every file; four families
def _repertoire(face: OpenFace) -> FontSubset:
    words = [shaped(face, c, tabular=False) for c in REPERTOIRE if face.has(c)]
    return make_subset(face, _pairs(glyph for word in words for glyph in word.glyphs))


def _pairs(glyphs: Iterable[Glyph]) -> tuple[tuple[int, str], ...]:
    return tuple(sorted({(glyph.id, glyph.text) for glyph in glyphs}))


@kept(most=8)
def book_of(own: tuple[tuple[Face, FontFile], ...]) -> FontBook:
    """The fonts of a style of its own."""
    return FontBook(own)


@functools.cache
def load_fonts() -> FontBook:
    """The process's fonts; no file is opened before it is used."""
    return FontBook()
