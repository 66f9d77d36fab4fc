"""Zip files as they are downloaded: the one table in them, unpacked within limits."""

import shutil
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import NoReturn

from handouts.diagnostics import Span
from handouts.exchange.tables.cells import refuse
from handouts.exchange.tables.csv_files import refuse_large
from handouts.exchange.tables.workbooks import LARGEST_WORKBOOK
from handouts.load.yaml_tree.texts import LARGEST_TABLE, MEGABYTE
from handouts.wording import listed

LARGEST_MEMBER = max(LARGEST_WORKBOOK, LARGEST_TABLE)


@contextmanager
def one_member(path: Path, suffixes: tuple[str, ...]) -> Iterator[Path]:
    """The file itself, or the one of its kind in a zip file, unpacked for as long as it is read.

    Raises:
        UsageError: when there is no such file.
        HandoutsError: when the zip file is damaged, too large, or holds none or several.
    """
    if path.suffix.lower() != ".zip":
        yield path
        return
    refuse_large(path, LARGEST_WORKBOOK)
    with tempfile.TemporaryDirectory() as folder:
        yield _unpacked(path, suffixes, Path(folder))


def _unpacked(path: Path, suffixes: tuple[str, ...], folder: Path) -> Path:
    try:
        with zipfile.ZipFile(path) as archive:
            member = _only(archive, suffixes, path.name)
            refuse_member(member, path.name)
            target = folder / PurePosixPath(member.filename).name
            with archive.open(member) as source, target.open("wb") as file:
                shutil.copyfileobj(source, file)
            return target
    except (zipfile.BadZipFile, OSError, NotImplementedError, RuntimeError, EOFError):
        refuse_damaged(path.name)


def _only(archive: zipfile.ZipFile, suffixes: tuple[str, ...], file: str) -> zipfile.ZipInfo:
    fitting = [
        m
        for m in archive.infolist()
        if PurePosixPath(m.filename).suffix.lower() in suffixes
        and not PurePosixPath(m.filename).name.startswith((".", "~$"))
        and "__MACOSX" not in m.filename
    ]
    if len(fitting) != 1:
        names = listed(m.filename for m in fitting[:5])
        found = f"holds {len(fitting)} tables: {names}" if fitting else "holds no table"
        refuse(
            "not-one-table",
            f"the zip file {found}",
            "Unpack it, and import the file of the nation or the states",
            Span(file),
        )
    return fitting[0]


def refuse_member(member: zipfile.ZipInfo, file: str, largest: int = LARGEST_MEMBER) -> None:
    """Refuse a member by its declared size; more than that ``zipfile`` never unpacks."""
    if member.file_size > largest:
        refuse(
            "too-large",
            f"`{member.filename}` would unpack to {member.file_size / MEGABYTE:.0f} MB; "
            f"{largest // MEGABYTE} MB are the most",
            "Check that it is the right file",
            Span(file),
        )


def refuse_damaged(file: str) -> NoReturn:
    """Refuse a zip file that cannot be read."""
    refuse("not-a-zip", "the zip file is damaged", "Download it again", Span(file))
