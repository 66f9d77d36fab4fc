"""Style sheets as drawing programs write them: classes, elements and ids (CSS 2.2, 4 to 6)."""

import re
from collections.abc import Iterable
from typing import Final, NamedTuple

from handouts.images.faults import PictureError
from handouts.images.remedies import EXPORT, PNG
from handouts.images.svg.elements import Element

_COMMENT: Final = re.compile(r"/\*.*?\*/|<!--|-->", re.DOTALL)
_RULE: Final = re.compile(r"\s*([^{}]*)\{([^{}]*)\}")
_SELECTOR: Final = re.compile(r"(?:\*|[A-Za-z][\w-]*)?((?:[.#][A-Za-z_-][\w-]*)*)")
_PART: Final = re.compile(r"[.#]?[^.#]+")
_PASSED_OVER: Final = ("@charset", "@namespace", "@font-face")
"""Rules that say nothing of shapes."""

_IN_PRINT: Final = {"", "all", "print", "screen", "all, print", "print, screen", "screen, print"}
_MOST_TESTS: Final = 2_000_000
"""Selectors tried on elements; one more than that is made to keep somebody waiting."""


class _Rule(NamedTuple):
    selector: tuple[str, ...]
    weight: tuple[int, int, int, int]
    """Ids, classes, elements, and the place in the sheet (CSS 2.2, 6.4.3)."""
    declared: tuple[tuple[str, str, bool], ...]


def declarations(text: str) -> tuple[tuple[str, str, bool], ...]:
    """Name, value, and whether it is `!important`, of each declaration."""
    found = []
    for declaration in re.split(r";(?![^()]*\))", _COMMENT.sub(" ", text)):
        name, colon, value = declaration.partition(":")
        if not declaration.strip():
            continue
        if not colon:
            raise PictureError(f"the style `{declaration.strip()[:30]}` cannot be read", EXPORT)
        plain = re.sub(r"\s*!\s*important\s*$", "", value, flags=re.IGNORECASE)
        name = name.strip()
        found.append(
            (name if name.startswith("--") else name.lower(), plain.strip(), plain != value)
        )
    return tuple(found)


class StyleSheet:
    """All rules of a drawing."""

    def __init__(self, styles: Iterable[Element]) -> None:
        self._rules: list[_Rule] = []
        self._tests = 0
        for element in styles:
            if element.attributes.get("media", "").strip().lower() not in _IN_PRINT:
                raise PictureError("its styles differ by the medium (`media`)", EXPORT)
            try:
                self._read(_COMMENT.sub(" ", element.text))
            except PictureError as fault:
                raise fault.at(element.place()) from None

    def _read(self, text: str) -> None:
        position = 0
        while text[position:].strip():
            statement = re.compile(r"\s*@(?:charset|namespace)[^;{}]*;").match(text, position)
            if statement is not None:
                position = statement.end()
                continue
            match = _RULE.match(text, position)
            if match is None:
                raise PictureError(
                    f"the style `{text[position:].strip()[:30]}` cannot be kept", PNG
                )
            position = match.end()
            if not match[1].strip().startswith(_PASSED_OVER):
                self._add(match[1], declarations(match[2]))

    def _add(self, selectors: str, declared: tuple[tuple[str, str, bool], ...]) -> None:
        for written in selectors.split(","):
            selector = written.strip()
            match = _SELECTOR.fullmatch(selector)
            if match is None or not selector:
                raise PictureError(f"the style `{selector[:30]}` cannot be kept", PNG)
            ids, classes = match[1].count("#"), match[1].count(".")
            tags = int(selector[0] not in ".#*")
            parts = tuple(part for part in _PART.findall(selector) if part != "*")
            weight = (ids, classes, tags, len(self._rules))
            self._rules.append(_Rule(parts, weight, declared))

    def styles(self, element: Element) -> dict[str, str]:
        """What rules and the attribute ``style`` say of an element, the strongest of each."""
        self._tests += len(self._rules)
        if self._tests > _MOST_TESTS:
            raise PictureError("it has too many styles", PNG)
        names = _names(element)
        rules = [rule for rule in self._rules if names.issuperset(rule.selector)]
        layers = [rule.declared for rule in sorted(rules, key=lambda rule: rule.weight)]
        layers.append(declarations(element.attributes.get("style", "")))
        found: dict[str, str] = {}
        for important in (False, True):
            for layer in layers:
                found.update({name: value for name, value, strong in layer if strong == important})
        return found


def _names(element: Element) -> set[str]:
    classes = {f".{name}" for name in element.attributes.get("class", "").split()}
    return {element.tag, f"#{element.attributes.get('id', '')}", *classes}
