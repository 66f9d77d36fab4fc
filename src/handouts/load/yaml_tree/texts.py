"""Files of a project as text: UTF-8 without tabs and control characters, each fault with its place."""

import os
import re
import stat
import unicodedata
from pathlib import Path

from handouts.characters import INVISIBLE, invisible
from handouts.diagnostics import Diagnostic, HandoutsError, Span

MEGABYTE = 1_000_000
LARGEST_YAML = 5 * MEGABYTE
LARGEST_TABLE = 20 * MEGABYTE

_BOM = b"\xef\xbb\xbf"
_UTF16_BOMS = (b"\xff\xfe", b"\xfe\xff")


def read_text(path: Path, file: str, largest: int = LARGEST_YAML) -> str:
    r"""The text of a file, with ``\n`` for every line break.

    Raises:
        HandoutsError: when it cannot be read, is too large, is not UTF-8 or holds control
            characters.
    """
    text = _decoded(_bytes(path, file, largest), file)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    found = None if text.isascii() and text.isprintable() else INVISIBLE.search(text)
    if found:
        raise HandoutsError(_invisible(found[0], place_in(text, found.start(), file)))
    return text


def _invisible(character: str, span: Span) -> Diagnostic:
    return Diagnostic(
        "control-character",
        f"{invisible(character)} stands here",
        "Delete it, and type the text around it again",
        span,
    )


def refuse_tabs(text: str, file: str) -> None:
    """Refuse text with tabs.

    Raises:
        HandoutsError: at the first tab.
    """
    if "\t" not in text:
        return
    lines = sum("\t" in line for line in text.split("\n"))
    more = f"; {lines} lines have tabs" if lines > 1 else ""
    raise HandoutsError(
        Diagnostic(
            "tab",
            f"a tab stands here{more}",
            "Replace every tab in the file with spaces",
            place_in(text, text.index("\t"), file),
        )
    )


def place_in(text: str, position: int, file: str) -> Span:
    """The place of a character in a text."""
    before = text[:position]
    return Span(file, before.count("\n") + 1, position - before.rfind("\n"))


def place_of_sign(text: str, sign: str) -> int:
    """The first place of a character: as itself, decomposed (NFD) or as an escape of YAML; else -1."""
    found = text.find(sign)
    if found >= 0:
        return found
    code = ord(sign)
    forms = [rf"\\U(?i:{code:08x})", rf"\\u(?i:{code:04x})", rf"\\x(?i:{code:02x})"]
    forms.append(re.escape(unicodedata.normalize("NFD", sign)))
    other = re.search("|".join(forms), text)
    return other.start() if other else -1


def _bytes(path: Path, file: str, largest: int) -> bytes:
    try:
        found = path.stat()
        if not stat.S_ISREG(found.st_mode):
            raise HandoutsError(_no_file(path, file))
        if leads_out(path, path.parents[file.count("/")]):
            raise HandoutsError(_outside(file))
        if found.st_size > largest:
            raise HandoutsError(_too_large(file, found.st_size, largest))
        with path.open("rb") as opened:
            data = opened.read(largest + 1)
    except OSError as fault:
        reason = (fault.strerror or "it cannot be opened").lower()
        raise HandoutsError(
            Diagnostic(
                "unreadable-file",
                f"the file cannot be read: {reason}",
                "Check that it is a file and that you may read it",
                Span(file, 1, 1),
            )
        ) from fault
    if len(data) > largest:
        raise HandoutsError(_too_large(file, len(data), largest))
    return data


def leads_out(path: Path, root: Path) -> bool:
    """Whether a path leaves a folder by way of a symbolic link."""
    whole, base = os.path.realpath(path), os.path.realpath(root)
    return os.path.commonpath([whole, base]) != base


def _outside(file: str) -> Diagnostic:
    return Diagnostic(
        "outside-project",
        "this leads to a file outside of the project",
        "Put a copy of the file here in place of the link",
        Span(file, 1, 1),
    )


def _no_file(path: Path, file: str) -> Diagnostic:
    found = "a folder" if path.is_dir() else "a device or a pipe"
    return Diagnostic(
        "unreadable-file",
        f"the file cannot be read: it is {found}",
        "Rename or remove it, and put a file in its place",
        Span(file, 1, 1),
    )


def _too_large(file: str, size: int, largest: int) -> Diagnostic:
    return Diagnostic(
        "too-large",
        f"the file has {size / MEGABYTE:.1f} MB; {largest // MEGABYTE} MB are the most",
        "Split it into several files, or take out what does not belong to it",
        Span(file, 1, 1),
    )


def _decoded(data: bytes, file: str) -> str:
    if data.startswith(_UTF16_BOMS) or b"\x00" in data[:4]:
        raise HandoutsError(_not_utf8("it is UTF-16", Span(file, 1, 1)))
    data = data.removeprefix(_BOM)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as fault:
        before = data[: fault.start].decode("utf-8").replace("\r\n", "\n").replace("\r", "\n")
        found = f"the byte {data[fault.start]:#04x} is no letter in it"
        raise HandoutsError(_not_utf8(found, place_in(before, len(before), file))) from fault


def _not_utf8(found: str, span: Span) -> Diagnostic:
    return Diagnostic(
        "not-utf8",
        f"the file is not saved as UTF-8: {found}",
        "Save it again with the encoding UTF-8 (in a text editor: Save as, Encoding)",
        span,
    )
