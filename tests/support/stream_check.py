"""Rules of content streams that validators do not look at (ISO 32000-1, 8.2 and 14.6)."""

import io
from collections.abc import Iterator
from typing import Any

import pikepdf

_OPENING = {"q": "Q", "BT": "ET", "BMC": "EMC", "BDC": "EMC", "BDC ActualText": "EMC"}
_CONSTRUCTION = frozenset({"m", "l", "c", "v", "y", "h", "re"})
_CLIPPING = frozenset({"W", "W*"})
_PATH_PAINTING = frozenset({"S", "s", "f", "F", "f*", "B", "B*", "b", "b*"})
_ENDING = _PATH_PAINTING | {"n"}
_TEXT = frozenset({"Tj", "TJ", "'", '"'})
_IN_TEXT_ONLY = _TEXT | {"Td", "TD", "Tm", "T*"}
_PAINTING = _PATH_PAINTING | _TEXT | {"Do", "sh", "EI", "INLINE IMAGE"}


def faults(data: bytes) -> list[str]:
    """Faults of nesting and marking on all pages of a file, each with its page."""
    with pikepdf.open(io.BytesIO(data)) as file:
        return [
            f"page {number}: {fault}"
            for number, page in enumerate(file.pages, 1)
            for fault in operator_faults([_called(*one) for one in instructions(page)])
        ]


def _called(operands: list[Any], operator: str) -> str:
    """An operator by its name; what only says how its content reads may stand inside of a mark."""
    says = operator == "BDC" and "/ActualText" in operands[1] and "/MCID" not in operands[1]
    return "BDC ActualText" if says else operator


def instructions(page: pikepdf.Page) -> Iterator[tuple[list[Any], str]]:
    """Operands and operator of each instruction of a page."""
    for one in pikepdf.parse_content_stream(page):
        yield list(one.operands), str(one.operator)


def operator_faults(operators: list[str]) -> list[str]:
    """Faults of one stream, given its operators."""
    checker = _Checker()
    found = [fault for operator in operators for fault in checker.step(operator)]
    return found + [f"{waiting} is missing" for waiting in reversed(checker.waiting)]


class _Checker:
    def __init__(self) -> None:
        self.waiting: list[str] = []
        self.in_path = False
        self.clipping = False

    def step(self, operator: str) -> Iterator[str]:
        yield from self._path(operator)
        yield from self._marks(operator)
        yield from self._text(operator)
        yield from self._nest(operator)

    def _path(self, operator: str) -> Iterator[str]:
        """From the first step of a path to the operator that ends it stands nothing else."""
        if operator in _CONSTRUCTION:
            if self.clipping:
                yield f"{operator} after W"
            self.in_path = True
        elif operator in _CLIPPING | _ENDING:
            if not self.in_path:
                yield f"{operator} without a path"
            self.clipping = operator in _CLIPPING
            self.in_path = self.clipping
        elif self.in_path:
            yield f"{operator} inside a path"

    def _marks(self, operator: str) -> Iterator[str]:
        marked = "EMC" in self.waiting
        if operator in {"BMC", "BDC"} and marked:
            yield "a mark inside a mark"
        if operator == "BDC ActualText" and not marked:
            yield "what it says outside of a mark"
        if operator in _PAINTING | _CONSTRUCTION and not marked:
            yield f"{operator} without a mark"

    def _text(self, operator: str) -> Iterator[str]:
        in_text = "ET" in self.waiting
        if operator in _IN_TEXT_ONLY and not in_text:
            yield f"{operator} outside a text object"
        if in_text and operator in _CONSTRUCTION | _ENDING | {"q", "Q", "cm", "BT", "Do"}:
            yield f"{operator} inside a text object"

    def _nest(self, operator: str) -> Iterator[str]:
        if operator in _OPENING:
            self.waiting.append(_OPENING[operator])
        elif operator in _OPENING.values():
            if not self.waiting or self.waiting[-1] != operator:
                yield f"{operator} where {self.waiting[-1:] or 'nothing'} is open"
            if operator in self.waiting:
                last = len(self.waiting) - 1 - self.waiting[::-1].index(operator)
                del self.waiting[last]
