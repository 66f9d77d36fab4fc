import errno
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from handouts.diagnostics import Diagnostic, HandoutsError
from handouts.write import digest_of, stamp_of, write


def refusal(path: Path, data: bytes = b"x") -> Diagnostic:
    with pytest.raises(HandoutsError) as caught:
        write(path, data)
    (fault,) = caught.value.diagnostics
    assert fault.code == "cannot-write"
    assert fault.remedy
    return fault


def test_a_file_is_written_with_its_folders_and_known_again(tmp_path: Path) -> None:
    path = tmp_path / "school" / "ca" / "sheet.pdf"
    stamp = write(path, b"one")
    assert path.read_bytes() == b"one"
    assert stamp_of(path) == (stamp.size, stamp.mtime_ns)
    assert digest_of(path) == stamp.sha256
    assert list(path.parent.iterdir()) == [path]


def test_what_stood_there_is_replaced_whole(tmp_path: Path) -> None:
    path = tmp_path / "sheet.pdf"
    write(path, b"a long first version")
    write(path, b"two")
    assert path.read_bytes() == b"two"


def test_a_full_disk_leaves_the_old_file_and_no_rest(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "sheet.pdf"
    write(path, b"old")

    def full(self: Path, target: Path) -> Path:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    assert "the disk is full" in refusal(path).message
    assert list(tmp_path.iterdir()) == [path]
    assert path.read_bytes() == b"old"


def test_a_folder_of_that_name_is_named(tmp_path: Path) -> None:
    (tmp_path / "sheet.pdf").mkdir()
    assert "a folder has its name" in refusal(tmp_path / "sheet.pdf").message


def test_a_file_in_place_of_a_folder_is_named(tmp_path: Path) -> None:
    (tmp_path / "school").write_text("")
    message = refusal(tmp_path / "school" / "ca" / "sheet.pdf").message
    assert f"`{tmp_path / 'school'}` is a file, not a folder" in message


def test_a_name_that_is_too_long_is_said(tmp_path: Path) -> None:
    assert "too long" in refusal(tmp_path / ("x" * 300 + ".pdf")).message


@pytest.fixture
def theirs(tmp_path: Path) -> Iterator[Path]:
    """A folder that may be read only, seen by a user who is not root: root may write anywhere."""
    folder = tmp_path / "theirs"
    folder.mkdir(mode=0o500)
    user = os.geteuid()
    if user == 0:
        os.seteuid(65534)
    yield folder
    os.seteuid(user)


def test_a_folder_that_is_not_ours_is_said(theirs: Path) -> None:
    assert "not yours to write" in refusal(theirs / "sheet.pdf").message


def test_a_file_that_is_not_there_has_no_stamp(tmp_path: Path) -> None:
    assert stamp_of(tmp_path / "no.pdf") is None
    assert digest_of(tmp_path / "no.pdf") is None
