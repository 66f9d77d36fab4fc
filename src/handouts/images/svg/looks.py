"""What elements say of their looks: from attributes and styles; what cannot be kept is refused."""

from collections.abc import Mapping
from typing import Final

from handouts.images.faults import PictureError
from handouts.images.remedies import EXPORT, PNG
from handouts.images.svg.css import StyleSheet
from handouts.images.svg.elements import Element

Look = Mapping[str, str]
"""Property → value, as it was written."""

PLAIN: Final[Look] = {
    "clip-rule": "nonzero",
    "color": "#000000",
    "fill": "#000000",
    "fill-opacity": "1",
    "fill-rule": "nonzero",
    "paint-order": "normal",
    "stroke": "none",
    "stroke-dasharray": "none",
    "stroke-dashoffset": "0",
    "stroke-linecap": "butt",
    "stroke-linejoin": "miter",
    "stroke-miterlimit": "4",
    "stroke-opacity": "1",
    "stroke-width": "1",
    "visibility": "visible",
}
"""What is handed down to the parts of an element, and what it is at first (SVG 2, appendix F)."""

_OWN: Final = {
    "clip-path": "none",
    "display": "inline",
    "mask": "none",
    "mask-type": "luminance",
    "opacity": "1",
    "overflow": "hidden",
    "stop-color": "#000000",
    "stop-opacity": "1",
    "transform": "none",
}
"""What speaks of the element alone."""

_MUST_BE: Final = {
    "clip": ("auto",),
    "color-interpolation": ("auto", "sRGB", "srgb"),
    "filter": ("none",),
    "isolation": ("auto", "isolate"),
    "marker": ("none", ""),
    "marker-end": ("none",),
    "marker-mid": ("none",),
    "marker-start": ("none",),
    "mix-blend-mode": ("normal",),
    "transform-box": ("view-box",),
    "transform-origin": ("0", "0 0", "0px 0px"),
    "vector-effect": ("none",),
}
"""What is fine as long as it changes nothing."""

_BACKGROUND: Final = {"background": ("none", "transparent"), "background-color": ("transparent",)}
"""The same for what is no attribute, only a style."""

_GEOMETRY: Final = {"width", "height", "x", "y", "rx", "ry", "cx", "cy", "r"}
"""Attributes that a style may give (SVG 2, 7)."""

_SILENT: Final = {
    "baseline-shift", "block-progression", "color-interpolation-filters", "color-profile", "color-rendering", "cursor",
    "direction", "dominant-baseline", "alignment-baseline", "enable-background", "fill-rendering",
    "flood-color", "flood-opacity", "glyph-orientation-horizontal", "glyph-orientation-vertical",
    "image-rendering", "kerning", "letter-spacing", "lighting-color", "line-height", "pointer-events",
    "shape-inside", "shape-margin", "shape-padding", "shape-rendering", "solid-color",
    "solid-opacity", "unicode-bidi", "white-space", "word-spacing", "writing-mode", "speak",
    "user-select", "will-change", "inline-size",
}  # fmt: skip
"""Styles that change nothing of a shape on paper."""
_SILENT_KINDS: Final = ("font", "text-", "-", "scrollbar-")
"""How more of them begin; text itself is refused, and what begins with ``-`` is a program's own."""


def own_look(element: Element, sheet: StyleSheet) -> tuple[dict[str, str], dict[str, str]]:
    """What an element says of its looks, and its attributes as its styles leave them.

    Raises:
        PictureError: for what changes the picture and cannot be kept.
    """
    attributes = dict(element.attributes)
    found: dict[str, str] = {}
    for name, value in element.attributes.items():
        if name in PLAIN or name in _OWN:
            found[name] = value.strip()
        elif name in _MUST_BE:
            _refuse_unless(name, value)
        elif name.lower().startswith("on"):
            raise PictureError(f"`{name}` on `<{element.tag}>` is a program", EXPORT)
    for name, value in sheet.styles(element).items():
        if name in PLAIN or name in _OWN:
            found[name] = value
        elif name in _GEOMETRY:
            attributes[name] = value
        elif name in _MUST_BE or name in _BACKGROUND:
            _refuse_unless(name, value)
        elif name not in _SILENT and not name.startswith(_SILENT_KINDS):
            raise PictureError(f"the style `{name}: {value[:30]}` cannot be kept", PNG)
    return found, attributes


def _refuse_unless(name: str, value: str) -> None:
    if value.strip() not in {**_MUST_BE, **_BACKGROUND}[name]:
        raise PictureError(f"`{name}: {value.strip()[:30]}` cannot be kept", PNG)


def handed_down(look: Look, own: Look) -> Look:
    """What the parts of an element begin with."""
    changes = {n: v for n, v in own.items() if n in PLAIN and v not in {"inherit", "unset"}}
    for name, value in changes.items():
        if value == "initial":
            changes[name] = PLAIN[name]
    if changes.get("color", "").lower() == "currentcolor":
        del changes["color"]
    return {**look, **changes} if changes else look


def alone(own: Look, name: str) -> str:
    """A property that is not handed down.

    Raises:
        PictureError: when it is to be that of what it stands in, which no drawing program writes.
    """
    value = own.get(name, _OWN[name])
    if value == "inherit":
        raise PictureError(f"`{name}: inherit` cannot be kept", EXPORT)
    return _OWN[name] if value in {"initial", "unset"} else value
