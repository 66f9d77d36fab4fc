"""Fonts of a project's own: read, checked, and made into what is set and embedded.

What comes out is always a static TrueType font of 1000 units to the em. A file is somebody else's, so
whatever goes wrong in it is told as its fault.
"""

import hashlib
import io
import logging
import re
from collections.abc import Iterable, Mapping
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import Any, Final

import uharfbuzz as hb

from handouts.characters import unset_script
from handouts.kept import kept
from handouts.style import FontFile

FOLDERS: Final = ("data", "layouts")
"""Where a font may lie: changes elsewhere would not be seen."""

MOST_BYTES: Final = 8_000_000
"""A family of the whole of Latin, Greek and Cyrillic with all its weights has under three million; one
of Chinese has more than this, and its script is not set."""

_MOST_GLYPHS: Final = 20_000
_EM: Final = 1000

_NEEDED: Final = frozenset({"head", "hhea", "hmtx", "maxp", "cmap", "loca", "glyf", "OS/2", "post"})

_ASCII: Final = frozenset(range(0x20, 0x7F))
_DRAWN: Final = "HbdfhklgpqyaoOx0123456789"
"""Letters and figures that must be more than empty: heights are measured on them."""

_RESTRICTED: Final = 0x0002
_NO_SUBSETS: Final = 0x0100
_BITMAPS_ONLY: Final = 0x0200
"""Bits of ``fsType`` (OpenType 1.9, OS/2). The first only counts where none of the milder ones is set."""
_MILDER: Final = 0x000C

_OTHER_KINDS: Final[Mapping[bytes, tuple[str, str]]] = {
    b"OTTO": (
        "its outlines are of the kind CFF (PostScript), and only TrueType outlines are embedded",
        "Use the family's `.ttf` files, or turn it into one with `otf2ttf`, if its license lets you",
    ),
    b"ttcf": (
        "it is a collection of several fonts",
        "Save the one font as a `.ttf` file of its own",
    ),
    b"wOFF": ("it is a web font", "Use the family's `.ttf` files"),
    b"wOF2": ("it is a web font", "Use the family's `.ttf` files"),
}


class FontError(Exception):
    """What is wrong with a font, and what to do."""

    def __init__(self, fault: str, remedy: str, code: str = "unusable-font") -> None:
        super().__init__(fault)
        self.fault = fault
        self.remedy = remedy
        self.code = code


def read_font(root: Path, file: str, axes: Mapping[str, float]) -> FontFile:
    """The font of a file that is named from the project's folder, at a place of its axes.

    Raises:
        FontError: when it is missing, lies elsewhere, may not be embedded or cannot be set.
    """
    path = _located(root, file)
    try:
        if path.stat().st_size > MOST_BYTES:
            raise FontError(
                f"it has more than {MOST_BYTES // 1_000_000} MB",
                "Use a file with Latin letters alone, as font makers offer for the web",
            )
        data = path.read_bytes()
    except OSError as fault:
        reason = (fault.strerror or "it cannot be opened").lower()
        raise FontError(reason, "Check that you may read it") from None
    made = _prepared(data, tuple(sorted(axes.items())))
    if isinstance(made, FontError):
        raise FontError(made.fault, made.remedy, made.code)
    return made


def axes_of(root: Path, file: str) -> frozenset[str]:
    """The axes of a variable font, such as ``wght``; none where it has none, or cannot be read."""
    try:
        return _axes(_located(root, file).read_bytes())
    except (FontError, OSError):
        return frozenset()


@kept(most=32)
def _axes(data: bytes) -> frozenset[str]:
    try:
        font = _opened(data)
        return frozenset(axis.axisTag for axis in font["fvar"].axes) if "fvar" in font else _NONE
    except Exception:  # a broken file is told when it is prepared
        return _NONE


_NONE: Final[frozenset[str]] = frozenset()


def _located(root: Path, file: str) -> Path:
    name, windows = PurePosixPath(file), PureWindowsPath(file)
    outside = name.is_absolute() or windows.is_absolute() or windows.drive or ".." in windows.parts
    path = root / name
    if outside or not name.parts or name.parts[0] not in FOLDERS:
        raise _outside()
    if not path.is_file():
        raise FontError(
            f"there is no such file; looked for `{path.absolute()}`",
            "Correct the name, which starts at the project's folder, or add the file",
            "missing-font",
        )
    if path.resolve() != root.resolve() / name:
        raise _outside()
    return path


def _outside() -> FontError:
    return FontError(
        "it lies outside the project's `data` and `layouts`",
        "Copy it to `data/fonts`, and write `data/fonts/NAME.ttf`",
        "missing-font",
    )


@kept(most=32)
def _prepared(data: bytes, axes: tuple[tuple[str, float], ...]) -> FontFile | FontError:
    """The font, or what is wrong with it; kept, for several styles have one family."""
    if data[:4] in _OTHER_KINDS:
        return FontError(*_OTHER_KINDS[data[:4]])
    try:
        made = _made(data, dict(axes))
    except FontError as fault:
        return fault
    except Exception:  # fontTools raises whatever a broken table leads it to
        return FontError(
            "it is broken, or no font at all",
            "Get the file again; if it opens elsewhere, save it anew with a font editor",
        )
    return FontFile(hashlib.sha256(made).hexdigest(), made)


def _opened(data: bytes) -> Any:
    from fontTools.ttLib import TTFont

    logging.getLogger("fontTools").setLevel(logging.CRITICAL)  # what is wrong is told by us
    return TTFont(io.BytesIO(data), recalcTimestamp=False, lazy=True)


def _made(data: bytes, axes: Mapping[str, float]) -> bytes:
    font = _opened(data)
    _refuse_incomplete(font)
    _refuse_restricted(font["OS/2"].fsType)
    name = _name(font)
    font = _opened(_cut(data, font.getBestCmap()))
    if "fvar" in font:
        font = _instance(font, axes)
        name += "".join(f"-{tag}{value:g}" for tag, value in sorted(axes.items()))
    elif axes:
        raise FontError(
            "it is no variable font, so it has no axes",
            "Leave out `weight` and `axes`, or name a variable font",
        )
    _refuse_undrawn(font)
    if font["head"].unitsPerEm != _EM:
        _scale(font)
    _complete(font, name)
    saved = io.BytesIO()
    font.save(saved, reorderTables=True)
    return saved.getvalue()


def _cut(data: bytes, characters: Iterable[int]) -> bytes:
    """The font with the scripts that are set: of a large one a tenth, and ten times as fast to work on."""
    wanted = hb.SubsetInput()
    wanted.unicode_set.update(one for one in characters if not unset_script(chr(one)))
    wanted.flags = hb.SubsetFlags.NO_HINTING | hb.SubsetFlags.NOTDEF_OUTLINE
    return bytes(hb.subset(hb.Face(data), wanted).blob.data)


def _refuse_incomplete(font: Any) -> None:
    lacking = sorted(_NEEDED - set(font.keys()))
    if lacking:
        raise FontError(
            f"it lacks {', '.join(f'`{tag}`' for tag in lacking)}, which a font must have",
            "Get the file again, or another format of the family",
        )
    if font["maxp"].numGlyphs > _MOST_GLYPHS:
        raise FontError(
            f"it has more than {_MOST_GLYPHS:,} glyphs",
            "Use a file with Latin letters alone, as font makers offer for the web",
        )
    characters = font.getBestCmap() or {}
    missing = sorted(_ASCII - set(characters))
    if missing:
        raise FontError(
            f"it has no {', '.join(f'`{chr(one)}`' for one in missing[:5])}",
            "Use a font of text: it needs the letters, figures and signs of a keyboard",
        )


def _refuse_restricted(rights: int) -> None:
    if rights & _RESTRICTED and not rights & _MILDER:
        raise FontError(
            "its maker does not let it be embedded in files (fsType 2)",
            "Ask the maker for a license to embed it, and for the file that says so",
            "restricted-font",
        )
    if rights & (_NO_SUBSETS | _BITMAPS_ONLY):
        only = "as a whole" if rights & _NO_SUBSETS else "as bitmaps"
        raise FontError(
            f"its maker lets it be embedded {only} only, and files hold the letters that they use",
            "Ask the maker for a license to embed parts of it, and for the file that says so",
            "restricted-font",
        )


def _instance(font: Any, axes: Mapping[str, float]) -> Any:
    from fontTools.varLib import instancer

    own = {axis.axisTag: axis for axis in font["fvar"].axes}
    for tag, value in axes.items():
        if tag not in own:
            raise FontError(
                f"it has no axis `{tag}`", f"It has {', '.join(f'`{one}`' for one in sorted(own))}"
            )
        least, most = own[tag].minValue, own[tag].maxValue
        if not least <= value <= most:
            raise FontError(
                f"its axis `{tag}` goes from {least:g} to {most:g}, and not to {value:g}",
                "Write a value between them",
            )
    place = {tag: axes.get(tag, axis.defaultValue) for tag, axis in own.items()}
    return instancer.instantiateVariableFont(font, place, inplace=True)


def _scale(font: Any) -> None:
    """Make the em 1000 units, with the bytes that ``scale_upem`` gives.

    That one asks of every number and name in the font whether it is to be scaled, which takes half of its time.
    """
    from fontTools.ttLib.scaleUpem import ScalerVisitor

    class Scaler(ScalerVisitor):  # type: ignore[misc]  # it has no types
        def visit(self, obj: Any, *args: Any, **more: Any) -> None:
            if not isinstance(obj, int | float | str | None):
                super().visit(obj, *args, **more)

        def visitAttr(self, obj: Any, attr: str, value: Any, *args: Any, **more: Any) -> None:  # noqa: N802
            if attr not in _SCALED_ALREADY:
                super().visitAttr(obj, attr, value, *args, **more)

    Scaler(_EM / font["head"].unitsPerEm).visit(font)


_SCALED_ALREADY: Final = frozenset({"glyphs", "metrics"})
"""Outlines and widths: scaled as wholes, with nothing in them that could be besides."""


def _refuse_undrawn(font: Any) -> None:
    """See to it that letters have outlines. Whether all can be read, shows as they are written."""
    glyphs, characters = font["glyf"], font.getBestCmap()
    empty = [c for c in _DRAWN if not glyphs[characters[ord(c)]].numberOfContours]
    if empty:
        raise FontError(
            f"nothing is drawn for `{empty[0]}`", "Use a font of text, with letters and figures"
        )


def _complete(font: Any, name: str) -> None:
    """What old and sparing files leave out: the height of capitals, and a name that a PDF may have."""
    from fontTools.ttLib import newTable

    os2, glyphs, characters = font["OS/2"], font["glyf"], font.getBestCmap()
    heights = {"sCapHeight": "H", "sxHeight": "x"}
    for field, letter in heights.items():
        if os2.version < _WITH_HEIGHTS or not getattr(os2, field, 0):
            setattr(os2, field, glyphs[characters[ord(letter)]].yMax)
    if os2.version < _WITH_HEIGHTS:
        os2.version = _WITH_HEIGHTS
        os2.usDefaultChar, os2.usBreakChar, os2.usMaxContext = 0, 0x20, 0
        for field in ("ulCodePageRange1", "ulCodePageRange2"):
            setattr(os2, field, getattr(os2, field, 0))
    names = font["name"] = newTable("name")
    names.names = []
    names.setName(name, _POSTSCRIPT_NAME, 3, 1, 0x409)


_WITH_HEIGHTS: Final = 2
_POSTSCRIPT_NAME: Final = 6
_LONGEST_NAME: Final = 40


def _name(font: Any) -> str:
    """The font's name, of the letters that a name in a PDF may have."""
    found = font["name"].getDebugName(_POSTSCRIPT_NAME) if "name" in font else None
    return re.sub(r"[^A-Za-z0-9-]", "", found or "")[:_LONGEST_NAME] or "Own"
