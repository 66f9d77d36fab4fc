"""The vendored files are the ones that their list names, and may be embedded."""

import hashlib
import re
import struct
from importlib.resources import files

import pytest

from handouts.fonts import sfnt
from handouts.fonts.face import FILES

FOLDER = files("handouts.fonts") / "files"


def test_the_files_are_the_listed_ones() -> None:
    listed = re.findall(
        r"^\s*([0-9a-f]{64})\s+(\S+\.ttf)$", (FOLDER / "README.md").read_text(), re.MULTILINE
    )
    assert {name for _, name in listed} == set(FILES.values())
    for digest, name in listed:
        assert hashlib.sha256((FOLDER / name).read_bytes()).hexdigest() == digest, name


def test_the_licence_lies_beside_them() -> None:
    assert "SIL OPEN FONT LICENSE Version 1.1" in (FOLDER / "OFL.txt").read_text()


@pytest.mark.parametrize("name", FILES.values())
def test_the_files_may_be_embedded(name: str) -> None:
    """``fsType`` 0 is installable embedding (OpenType 1.9, OS/2)."""
    os2 = sfnt.split((FOLDER / name).read_bytes())[b"OS/2"]
    assert struct.unpack_from(">H", os2, 8) == (0,)
