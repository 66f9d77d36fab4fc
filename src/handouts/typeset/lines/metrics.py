"""How ``typeset`` sees text: widths and heights, nothing of font files."""

from collections.abc import Sequence
from typing import Protocol

from handouts.style import Face


class Metrics(Protocol):
    """Measures of the style's family. All lengths in points at the given size.

    Measurements are kept by value with the metrics as part of the key, so metrics have a hash.
    """

    def __hash__(self) -> int: ...

    def width(self, text: str, face: Face, size: float, *, tabular: bool = False) -> float:
        """Advance width of text on one line, kerning included, word by word."""
        ...

    def widths(
        self, words: Sequence[str], face: Face, size: float, *, tabular: bool = False
    ) -> list[float]:
        """The widths of words, none of which holds a space."""
        ...

    def ascent(self, face: Face, size: float) -> float:
        """Height of the tallest letters over the baseline."""
        ...

    def descent(self, face: Face, size: float) -> float:
        """Depth of the deepest letters under the baseline, positive."""
        ...

    def cap_height(self, face: Face, size: float) -> float:
        """Height of capitals."""
        ...

    def bearing(self, text: str, face: Face, size: float) -> float:
        """From where a text is set to the left edge of its first letter."""
        ...

    def missing(self, text: str, face: Face) -> tuple[str, ...]:
        """The characters for which the face has no glyph, in order, each once."""
        ...
