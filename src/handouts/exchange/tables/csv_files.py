"""CSV files as people save them: any of the usual encodings and delimiters, each row counted."""

import codecs
import csv
import io
import re
from collections.abc import Iterator
from pathlib import Path

from handouts.diagnostics import Diagnostic, Span, UsageError
from handouts.exchange.tables.cells import Sheet, refuse
from handouts.load.yaml_tree.texts import LARGEST_TABLE, MEGABYTE, place_in
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


def read_csv(path: Path) -> Sheet[object]:
    """The rows of a CSV file; the delimiter is the one that its head uses most.

    Raises:
        UsageError: when there is no such file.
        HandoutsError: when it is too large or not text.
    """
    text = decoded(read_bytes(path), path.name)
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
