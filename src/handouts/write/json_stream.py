"""JSON whose long parts stand one item a line, so that it is written and read piece by piece.

``{"short":VALUE,`` / ``"list":[`` / ITEM, ITEM … ``],`` / ``"object":{`` / "KEY":ITEM … ``}}``: a file of
ten thousand sheets is never held as a whole, neither as text nor as objects.
"""

import json
from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

compact: Final = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
_decode: Final = json.JSONDecoder().raw_decode

_CLOSED_BY: Final = {"[": "]", "{": "}"}


class Items(NamedTuple):
    """A long part: the bracket that opens it, and its items as they are written."""

    opening: str
    each: Iterable[str]


def laid_out(parts: Iterable[tuple[str, str | Items]]) -> Iterator[str]:
    """The text of a file in pieces; a short part is a value on one line."""
    before = "{"
    for name, part in parts:
        yield f'{before}"{name}":'
        before = ",\n"
        if isinstance(part, str):
            yield part
        else:
            yield from _long(*part)
    yield "}\n"


def _long(opening: str, items: Iterable[str]) -> Iterator[str]:
    yield f"{opening}\n"
    between = ""
    for item in items:
        yield between + item
        between = ",\n"
    yield f"\n{_CLOSED_BY[opening]}"


def parts_of(lines: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Every item with the name of its part; of a short part, its value.

    Raises:
        ValueError: when the text is not laid out so, or cut off.
    """
    name, end, start, after = "", "", "{", ","
    for line in lines:
        text = line.rstrip("\n")
        if not end:
            name, value = _begun(text, start)
            start, after = "", text[-1]
            end = _CLOSED_BY.get(value, "")
            if not end:
                yield name, value
        elif text[:1] == end:
            end, after = "", text[1:]
        elif text:
            yield name, text.removesuffix(",")
    if end or after != "}":
        raise ValueError("it is cut off")


def _begun(line: str, start: str) -> tuple[str, str]:
    """The name of a part, and its value, or the bracket that opens its items."""
    opened, quoted, rest = line.partition('"')
    name, colon, value = rest.partition('":')
    if opened != start or not (quoted and colon):
        raise ValueError("it is not laid out by lines")
    if value not in _CLOSED_BY:
        value = value[:-1]  # the comma, or the end of the whole
    return name, value


def key_and_value(item: str) -> tuple[str, str]:
    """An object's item, apart; the value as it is written.

    Raises:
        ValueError: when it is none.
    """
    key, end = _decode(item)
    if not isinstance(key, str) or item[end : end + 1] != ":":
        raise ValueError("it has no key")
    return key, item[end + 1 :]
