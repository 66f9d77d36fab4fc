"""The six faces of Source Sans 3: shaping, metrics, coverage, subsets. Bytes and numbers only."""

from handouts.fonts.book import FontBook, book_of, load_fonts
from handouts.fonts.face import Glyph
from handouts.fonts.subset import FontSubset

__all__ = ["FontBook", "FontSubset", "Glyph", "book_of", "load_fonts"]
