"""Spaces that look like one and are none to YAML: pasted from a web page, or typed with Option-space."""

import re
from typing import Any, Final

import yaml

from handouts.characters import described
from handouts.diagnostics import Diagnostic, Span
from handouts.load.yaml_tree.texts import place_in

_ODD: Final = "[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]"
_BEGINNING: Final = r"^[ ]*(?:-[ ]+)*"
_KEY: Final = r"""(?:[\w.-]+|"[^"\n]*"|'[^'\n]*')"""
_STRUCTURAL: Final = re.compile(
    rf"{_BEGINNING}(?:-|{_KEY}[ ]*:|{_KEY}(?=[^\S\n]*:))?({_ODD})", re.MULTILINE
)
"""In the indentation, behind a `-`, and before or behind the `:` of a key."""

ODD_SPACE: Final = re.compile(_ODD)
MEANT_AS_STRUCTURE: Final = re.compile(rf"(?:-|{_KEY}:){_ODD}")
"""How a text begins that should be an item, or a key and its value."""


def odd_space(
    text: str, file: str, place: Span | None, loader: Any
) -> tuple[Diagnostic, bool] | None:
    """The odd space in the structure that stands nearest before a fault; and whether it is all of it.

    It is all where the file can be read with plain spaces in its place.
    """
    last = place.line if place is not None else text.count("\n") + 1
    found = [m for m in _STRUCTURAL.finditer(text) if text.count("\n", 0, m.start(1)) < last]
    if not found:
        return None
    plain = _STRUCTURAL.sub(lambda m: m[0][:-1] + " ", text)
    while plain != (again := _STRUCTURAL.sub(lambda m: m[0][:-1] + " ", plain)):
        plain = again
    is_all = _is_mapping(plain, loader)
    first = found[0] if is_all else found[-1]
    return odd_space_fault(first[1], place_in(text, first.start(1), file)), is_all


def _is_mapping(text: str, loader: Any) -> bool:
    try:
        events = list(yaml.parse(text, Loader=loader))
    except yaml.YAMLError:
        return False
    return any(isinstance(event, yaml.MappingStartEvent) for event in events[2:3])


def odd_space_fault(sign: str, span: Span | None) -> Diagnostic:
    """What it is, and where."""
    return Diagnostic(
        "odd-space",
        f"a space that is none to YAML stands here ({described(sign)})",
        "Delete it, and type a space",
        span,
    )
