"""Looks of a sheet that openpyxl does not tell when it streams: merged cells, hidden rows and columns."""

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from html import unescape
from pathlib import Path
from posixpath import normpath
from typing import IO, Final

_TAG: Final = re.compile(r"<(?:\w+:)?(row|col|mergeCell)((?:\s[^>]*)?)>")
_ATTRIBUTE: Final = re.compile(r'\s(r|ref|min|max|hidden|ht)="([^"]*)"')
_AREA: Final = re.compile("[A-Z]+[0-9]+:[A-Z]+[0-9]+")
_TRUE: Final = ("1", "true")

_LONGEST_TAG: Final = 500
"""Characters that are kept of a tag that a chunk of the stream cuts off."""


@dataclass(frozen=True, slots=True)
class Looks:
    """What is merged, such as ``B3:B5``, and what nobody sees: rows count from 1, columns from 0."""

    merged: tuple[str, ...] = ()
    hidden_rows: frozenset[int] = frozenset()
    """By hand or by a filter; the file does not tell them apart."""
    hidden_columns: frozenset[int] = frozenset()
    totals: frozenset[int] = frozenset()
    """The totals rows of Excel tables."""


def looks_of(path: Path, sheet: str) -> Looks:
    """The looks of a sheet, from its part of the workbook."""
    with zipfile.ZipFile(path) as archive:
        part = _part_of(archive, sheet)
        if part is None:
            return Looks()
        with archive.open(part) as stream:
            looks = _looks(stream)
        return replace(looks, totals=frozenset(_totals(archive, part)))


def _totals(archive: zipfile.ZipFile, part: str) -> Iterator[int]:
    """The last row of each table of a sheet that has a totals row (ECMA-376, part 1, 18.5.1.2)."""
    folder, _, name = part.rpartition("/")
    names = set(archive.namelist())
    links = f"{folder}/_rels/{name}.rels"
    if links not in names:
        return
    for target in re.findall(r'\sTarget="([^"]*)"', _read(archive, links)):
        path = target[1:] if target.startswith("/") else normpath(f"{folder}/{target}")
        if path not in names or "/tables/" not in path:
            continue
        for table in re.findall(r"<(?:\w+:)?table\s[^>]*>", _read(archive, path)):
            area = re.search(r'\sref="[A-Z]+[0-9]+:[A-Z]+([0-9]+)"', table)
            if area and re.search(r'\stotalsRowCount="[1-9]', table):
                yield int(area[1])


def _read(archive: zipfile.ZipFile, part: str) -> str:
    return archive.read(part).decode("utf-8", "replace")


def _looks(stream: IO[bytes]) -> Looks:
    merged: list[str] = []
    rows: set[int] = set()
    columns: set[int] = set()
    row = 0
    for kind, values in _tags(stream):
        hidden = values.get("hidden") in _TRUE or values.get("ht") == "0"
        match kind:
            case "row":  # one without a number follows the one before it
                row = _number(values.get("r"), row + 1)
                if hidden:
                    rows.add(row)
            case "col" if hidden:
                first = _number(values.get("min"), 1)
                last = min(_number(values.get("max"), first), _LAST_COLUMN)
                columns.update(range(first - 1, last))
            case "mergeCell" if _AREA.fullmatch(values.get("ref", "")):
                merged.append(values["ref"])
    return Looks(tuple(merged), frozenset(rows), frozenset(columns))


_LAST_COLUMN: Final = 16_384


def _number(text: str | None, otherwise: int) -> int:
    return int(text) if text is not None and text.isascii() and text.isdigit() else otherwise


def _tags(stream: IO[bytes]) -> Iterator[tuple[str, dict[str, str]]]:
    rest = ""
    while chunk := stream.read(1 << 16):
        text = rest + chunk.decode("utf-8", "ignore")
        end = 0
        for found in _TAG.finditer(text):
            yield found[1], dict(_ATTRIBUTE.findall(found[2]))
            end = found.end()
        last = text.rfind("<")
        rest = text[last:][:_LONGEST_TAG] if last >= end else ""


def _part_of(archive: zipfile.ZipFile, sheet: str) -> str | None:
    """The path of a sheet's part, by way of the workbook's relations (ECMA-376, part 1, 18.2.20)."""
    book = _read(archive, "xl/workbook.xml")
    links = _read(archive, "xl/_rels/workbook.xml.rels")
    for tag in re.findall(r"<(?:\w+:)?sheet\s[^>]*>", book):
        name = re.search(r'\sname="([^"]*)"', tag)
        link = re.search(r'\s\w+:id="([^"]*)"', tag)
        if name and link and unescape(name[1]) == sheet:
            for relation in re.findall(r"<Relationship\s[^>]*>", links):
                target = re.search(r'\sTarget="([^"]*)"', relation)
                if target and f'Id="{link[1]}"' in relation:
                    path = target[1].lstrip("/")
                    return path if path.startswith("xl/") else f"xl/{path}"
    return None
