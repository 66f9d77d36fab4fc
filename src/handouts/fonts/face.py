"""One font file, opened: its measures, and words shaped in it."""

import struct
import unicodedata
from collections import Counter
from importlib.resources import files
from typing import Final, NamedTuple

import uharfbuzz as hb

from handouts.characters import SOFT_HYPHEN
from handouts.frozen import dataclass
from handouts.kept import kept
from handouts.style import Face

FILES: Final[dict[Face, str]] = {
    "400": "SourceSans3_400Regular.ttf",
    "600": "SourceSans3_600SemiBold.ttf",
    "700": "SourceSans3_700Bold.ttf",
    "400i": "SourceSans3_400Regular_Italic.ttf",
    "600i": "SourceSans3_600SemiBold_Italic.ttf",
    "700i": "SourceSans3_700Bold_Italic.ttf",
}

_INVISIBLE: Final = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"))
"""Default ignorable characters: nothing is drawn for them."""

_FEATURES: Final = {
    "kern": True,
    "mark": True,
    "mkmk": True,
    "liga": False,
    "clig": False,
    "dlig": False,
    "calt": False,
}
_TABULAR: Final = {**_FEATURES, "tnum": True, "lnum": True}


class Glyph(NamedTuple):
    """A glyph as shaped: font units; ``text`` is the characters that it stands for."""

    id: int
    advance: int
    dx: int
    dy: int
    text: str


class Word(NamedTuple):
    """A shaped word and its advance in font units."""

    glyphs: tuple[Glyph, ...]
    advance: int


@dataclass(frozen=True, slots=True)
class Measures:
    """Numbers of a font file, in font units (1000 to the em), angle in degrees."""

    name: str
    ascent: int
    descent: int
    cap_height: int
    box: tuple[int, int, int, int]
    italic_angle: float
    weight: int


def _texts(written: str, clusters: list[int]) -> list[str]:
    """The characters that each glyph stands for.

    If a mark follows a composed letter and only the letter's base can carry it, HarfBuzz takes the letter
    apart. Then base and mark have one cluster, and each gets its part of the letter.
    """
    if clusters == list(range(len(written))):
        return list(written)
    glyphs = Counter(clusters)
    ends = [*glyphs, len(written)][1:]
    texts: list[str] = []
    for (start, count), end in zip(glyphs.items(), ends, strict=False):
        text = written[start:end]
        if count > 1:
            text = unicodedata.normalize("NFD", text)
        texts += [*text[: count - 1], text[count - 1 :]]
    return texts


def bundled(key: Face) -> bytes:
    """The file of a face of the bundled family."""
    return (files("handouts.fonts") / "files" / FILES[key]).read_bytes()


class OpenFace:
    """A face, ready to shape and to measure."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.hb_face = hb.Face(self.data)
        font = hb.Font(self.hb_face)
        self.font = font
        self.space = shaped(self, " ", tabular=False).glyphs[0]
        self.measures = _measures(self.hb_face)
        self.ascender = max(self._extents(c)[0] for c in "bdfhkl")
        self.descender = -min(self._extents(c)[1] for c in "gpqy")

    def bearing(self, character: str) -> int:
        """From a character's origin to its left edge, in font units; 0 for one without a glyph."""
        glyph = self.font.get_nominal_glyph(ord(character))
        box = self.font.get_glyph_extents(glyph) if glyph else None
        return int(box.x_bearing) if box is not None else 0

    def _extents(self, character: str) -> tuple[int, int]:
        """Top and bottom of a character."""
        box = self.font.get_glyph_extents(self.font.get_nominal_glyph(ord(character)))
        return box.y_bearing, box.y_bearing + box.height

    def has(self, character: str) -> bool:
        """Whether the character can be drawn."""
        if ord(character) in _INVISIBLE:
            return True
        return bool(self.font.get_nominal_glyph(ord(character)))


@kept(most=12_000)
def shaped(face: OpenFace, word: str, tabular: bool) -> Word:
    """A word in a face, with figures all of one width where they are ``tabular``.

    The bundled project has 3,000 words in all its faces. A batch of recipients brings new words with
    every row, which must not push out those of the layout.
    """
    text = word if word.isascii() else unicodedata.normalize("NFC", word)
    hyphenated = text.endswith(SOFT_HYPHEN)
    text = text.translate(_INVISIBLE)
    drawn = text + "-" if hyphenated else text
    written = text + SOFT_HYPHEN if hyphenated else text
    buffer = hb.Buffer()
    buffer.cluster_level = hb.BufferClusterLevel.MONOTONE_CHARACTERS
    buffer.add_str(drawn)
    buffer.guess_segment_properties()
    buffer.language = "en"  # else the language of the machine
    hb.shape(face.font, buffer, _TABULAR if tabular else _FEATURES)
    infos = buffer.glyph_infos
    texts = _texts(written, [info.cluster for info in infos])
    glyphs = tuple(
        Glyph(i.codepoint, p.x_advance, p.x_offset, p.y_offset, text)
        for i, p, text in zip(infos, buffer.glyph_positions or (), texts, strict=True)
    )
    return Word(glyphs, sum(glyph.advance for glyph in glyphs))


def _measures(face: hb.Face) -> Measures:
    """Read ``head``, ``hhea``, ``OS/2`` and ``post`` (OpenType 1.9)."""
    head, hhea, os2, post = (
        face.reference_table(tag).data for tag in ("head", "hhea", "OS/2", "post")
    )
    ascent, descent = struct.unpack_from(">hh", hhea, 4)
    box = struct.unpack_from(">hhhh", head, 36)
    (angle,) = struct.unpack_from(">l", post, 4)
    (weight,) = struct.unpack_from(">H", os2, 4)
    (cap_height,) = struct.unpack_from(">h", os2, 88)
    name = str(face.get_name(hb.OTNameIdPredefined.POSTSCRIPT_NAME))
    return Measures(name, ascent, descent, cap_height, box, angle / 65536, weight)
