"""JSON that is written and read an item at a time, so that ten thousand sheets are never objects all at once.

A file is one object. Its members are its parts: ``{"short":VALUE,`` / ``"list":[`` / ITEM, ITEM … ``],`` /
``"object":{`` / "KEY":ITEM … ``}}``, an item a line as it is written; it is read however it is laid out.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final, NamedTuple, TextIO

from handouts.write.files import opened

compact: Final = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
_decode: Final = json.JSONDecoder().raw_decode

_BLOCK: Final = 1 << 16
"""Characters that are read at once: more than any number or white space between two items has."""

_NOT_WHOLE: Final = "it is no JSON object, or cut off"
_CLOSED_BY: Final = {"[": "]", "{": "}"}
_OPENING: Final = re.compile(r"[ \t\n\r]*([\[{]?)")
_BETWEEN: Final = re.compile(r"[ \t\n\r]*([,:\]}]?)[ \t\n\r]*")


class Items(NamedTuple):
    """A long part: the bracket that opens it, and its items as they are written."""

    opening: str
    each: Iterable[str]


def as_text(parts: Mapping[str, str | Items]) -> Iterator[str]:
    """The text of a file in pieces; a short part is a value on one line."""
    before = "{"
    for name, part in parts.items():
        yield f'{before}"{name}":'
        if isinstance(part, str):
            yield part
        else:
            yield f"{part.opening}\n"
            between = ""
            for item in part.each:
                yield between + item
                between = ",\n"
            yield f"\n{_CLOSED_BY[part.opening]}"
        before = ",\n"
    yield "}\n"


def parts_in(path: Path) -> Iterator[tuple[str, Iterator[tuple[str, Any]]]]:
    """Each array and object of a file, with its items: key and value, in an array without a key.

    The items of a part have to be read before the next part; those that are not are passed over.

    Raises:
        OSError: when there is no such file, or it cannot be read.
        ValueError: when it is no JSON object, or cut off; what came before was well formed.
    """
    with opened(path) as file:
        text = _Text(file)
        if text.sign(_OPENING) != "{":
            raise ValueError(_NOT_WHOLE)
        for part in text.members("}"):
            opening = text.sign(_OPENING)
            if opening:
                items = ((key, text.value()) for key in text.members(_CLOSED_BY[opening]))
                yield part, items
                for _ in items:
                    pass
            else:
                text.value()
        if not text.is_read:
            raise ValueError(_NOT_WHOLE)


class _Text:
    """A JSON text: the block that is at hand, and how far it has been read."""

    def __init__(self, file: TextIO) -> None:
        self._file = file
        self._text = ""
        self._at = 0

    @property
    def is_read(self) -> bool:
        """Whether nothing is left."""
        return self._at == len(self._text) and not self._more()

    def sign(self, sort: re.Pattern[str]) -> str:
        """The sign at this place, if there is one; white space around it is passed in any case.

        More is read first if little is at hand, so that neither the sign nor a number after it is cut off.
        """
        if len(self._text) - self._at < _BLOCK:
            self._more()
        found = sort.match(self._text, self._at)
        assert found is not None  # all of it is optional
        self._at = found.end()
        return found[1]

    def value(self) -> Any:
        """The value that stands here, however long."""
        while True:
            try:
                value, self._at = _decode(self._text, self._at)
            except RecursionError as fault:
                raise ValueError(_NOT_WHOLE) from fault
            except ValueError as fault:
                if not self._more():
                    raise ValueError(_NOT_WHOLE) from fault
            else:
                return value

    def _more(self) -> bool:
        """Read on, if there is more: as much as is waiting, so that a long value is read few times."""
        waiting = len(self._text) - self._at
        block = self._file.read(max(_BLOCK, waiting))
        if block:
            self._text = self._text[self._at :] + block
            self._at = 0
        return bool(block)

    def members(self, closing: str) -> Iterator[str]:
        """Stop at each value of an array or object, for the caller to read; yields its key, if any."""
        before = ""
        while (sign := self.sign(_BETWEEN)) != closing:
            if sign != before:
                raise ValueError(_NOT_WHOLE)
            before = ","
            key = ""
            if closing == "}":
                key = self.value()
                if not isinstance(key, str) or self.sign(_BETWEEN) != ":":
                    raise ValueError(_NOT_WHOLE)
            yield key
