"""CSV files as people save them: any of the usual encodings and delimiters, each row counted."""

import codecs
import csv
import io
import re
from collections.abc import Iterator
from pathlib import Path

from handouts.diagnostics import Diagnostic, Severity, Span, UsageError
from handouts.exchange.tables.cells import Sheet, refuse
from handouts.load.yaml_tree.texts import LARGEST_TABLE, MEGABYTE, place_in
from handouts.wording import listed
from handouts.write.files import digest_of

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DELIMITERS = ",;\t|"
_LONGEST_FIELD = MEGABYTE


def digest(path: Path) -> str:
    """SHA-256 of a file that was read.

    Raises:
        UsageError: when it is gone.
    """
    found = digest_of(path)
    if found is None:
        raise UsageError(_unreadable(path))
    return found


def read_bytes(path: Path, largest: int = LARGEST_TABLE) -> bytes:
    """A file's bytes, if it is not larger than it can sensibly be.

    Raises:
        UsageError: when there is no such file.
        HandoutsError: when it is too large.
    """
    refuse_large(path, largest)
    try:
        return path.read_bytes()
    except OSError as fault:
        raise UsageError(_unreadable(path)) from fault


def refuse_large(path: Path, largest: int) -> None:
    """Refuse a file that is larger than it can sensibly be.

    Raises:
        UsageError: when there is no such file.
        HandoutsError: when it is too large.
    """
    if not path.is_file():
        raise UsageError(_unreadable(path))
    size = path.stat().st_size
    if size > largest:
        refuse(
            "too-large",
            f"the file has {size / MEGABYTE:.0f} MB; {largest // MEGABYTE} MB are the most",
            "Check that it is the right file; take out the sheets and rows that are not needed",
            Span(path.name),
        )


def _unreadable(path: Path) -> Diagnostic:
    why = "is a folder" if path.is_dir() else "cannot be read, or does not exist"
    return Diagnostic(
        "no-file", f"`{path}` {why}", "Check the name, and that you may read the file"
    )


_LEGACY = "cp1252"
"""What Excel saves “CSV (Comma delimited)” in, in the Americas and Western Europe."""

_UTF8_LETTER = re.compile(rb"[\xc3-\xf4][\x80-\xbf]|[\xc2][\xa0-\xbf]")
"""A letter beyond ASCII as UTF-8 has it, which in the other encoding is two odd signs."""

_SHOWN = 3
"""Values by which a person sees whether the letters are right."""


def legacy_text(data: bytes) -> str | None:
    r"""The text of a CSV file as Excel saves it, with ``\n`` for line breaks; none of any other file."""
    if data.startswith(tuple(mark for mark, _ in _BOMS)) or b"\0" in data:
        return None
    try:
        data.decode()
    except UnicodeDecodeError:
        pass
    else:
        return None
    if _UTF8_LETTER.search(data):
        return None
    try:
        text = data.decode(_LEGACY)
    except UnicodeDecodeError:
        return None
    return text.replace("\r\n", "\n").replace("\r", "\n")


def legacy_notice(text: str, file: str) -> Diagnostic:
    """What there is to say of such a file: values with the letters that were in question."""
    found: dict[str, Span] = {}
    for _, line, fields in rows_of_text(text, file):
        for number, one in enumerate(fields, 1):
            if not one.isascii():
                found.setdefault(" ".join(one.split()), Span(file, line, number))
        if len(found) >= _SHOWN:
            break
    values = listed(list(found)[:_SHOWN], "and")
    return Diagnostic(
        "read-as-windows-1252",
        f"the file is not UTF-8, and was read as Excel saves CSV files (Windows-1252): {values}",
        "Look whether these are right; if not, save it again as “CSV UTF-8”",
        next(iter(found.values()), Span(file)),
        Severity.WARNING,
    )


def decoded(data: bytes, file: str) -> str:
    r"""The text of a CSV file, with ``\n`` for every line break.

    Raises:
        HandoutsError: when it is neither UTF-8 nor UTF-16.
    """
    encoding = next((name for mark, name in _BOMS if data.startswith(mark)), "utf-8")
    try:
        text = data.decode(encoding).removeprefix("\ufeff")
    except UnicodeDecodeError as fault:
        before = data[: fault.start].decode(encoding, "replace")
        refuse(
            "not-utf8",
            "the file is not saved as UTF-8",
            "Save it again as “CSV UTF-8”, or as an Excel workbook (.xlsx)",
            place_in(before.replace("\r\n", "\n"), len(before), file),
        )
    if "\0" in text[:1000]:
        refuse(
            "not-a-table",
            "the file is no CSV file",
            "Save it again as “CSV UTF-8”, or as an Excel workbook (.xlsx)",
            place_in(text, text.index("\0"), file),
        )
    return text.replace("\r\n", "\n").replace("\r", "\n")


def read_csv(path: Path, notices: list[Diagnostic] | None = None) -> Sheet[object]:
    """The rows of a CSV file; the delimiter is the one that its head uses most.

    With ``notices``, one as Excel saves it is read too, and that is said there.

    Raises:
        UsageError: when there is no such file.
        HandoutsError: when it is too large or not text.
    """
    data = read_bytes(path)
    text = legacy_text(data) if notices is not None else None
    if text is not None and notices is not None:
        notices.append(legacy_notice(text, path.name))
    text = text or decoded(data, path.name)
    rows = rows_of_text(text, path.name)
    return Sheet(
        path.name,
        "",
        ((n, tuple(f if f.strip() else None for f in fields)) for n, _, fields in rows),
    )


def delimiter_of(text: str) -> str:
    """The delimiter of the first filled line, quoted fields left aside."""
    head = next((line for line in text.split("\n") if line.strip()), "")
    if re.fullmatch(r"sep=.", head):
        return head[4]
    bare = re.sub(r'"(?:[^"]|"")*"', "", head)
    return max(_DELIMITERS, key=bare.count)


def rows_of_text(text: str, file: str) -> Iterator[tuple[int, int, list[str]]]:
    """Each row's number, the line in which it starts, both from 1, and its fields.

    Raises:
        HandoutsError: at a row that cannot be split.
    """
    reader = csv.reader(io.StringIO(text), delimiter=delimiter_of(text), strict=True)
    csv.field_size_limit(_LONGEST_FIELD)
    number = 0
    while True:
        line = reader.line_num + 1
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error:
            refuse(
                "wrong-table",
                f"the row that starts in line {line} cannot be split into fields; "
                "its quote marks do not match",
                'Put a quote mark before and after the field, and write `""` for one inside it',
                Span(file, line, 1),
            )
        number += 1
        if row[:1] and number == 1 and re.fullmatch(r"sep=.?", ",".join(row)):
            continue
        yield number, line, row
