"""The store: what it gives is what reading gives, and nothing else is ever taken from it."""

import os
import pickle
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import fields
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import handouts.load.whole as reading
from handouts.build import build
from handouts.edition import Selection
from handouts.load import load
from handouts.load.stored import Shelf, taken_out
from handouts.model.library import Library
from tests.support.projects import copy_project, replace_text

TODAY = date(2026, 11, 30)

Project = Path


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "store"
    monkeypatch.setenv("HANDOUTS_STORE", str(folder))
    return folder


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return copy_project(tmp_path / "project")


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """The projects that were read from their files."""
    seen: list[Path] = []
    read = reading.read

    def noted(root: Path, today: date | None, *, allow_expired: bool) -> Library:
        seen.append(root)
        return read(root, today, allow_expired=allow_expired)

    monkeypatch.setattr(reading, "read", noted)
    return seen


def values(library: Library) -> dict[str, Any]:
    """Each field; mappings in their order, with the places of all texts."""
    found: dict[str, Any] = {}
    for field in fields(library):
        value = getattr(library, field.name)
        found[field.name] = list(value.items()) if isinstance(value, Mapping) else value
    return found


def the_library(store: Path) -> Path:
    (file,) = store.glob("*.library")
    return file


def test_what_is_taken_out_is_what_was_read(store: Path, project: Path, reads: list[Path]) -> None:
    first, second = load(project, TODAY), load(project, TODAY)
    assert len(reads) == 1
    assert isinstance(second.places, Shelf)
    assert repr(values(taken_out(second))) == repr(values(first))
    assert values(second) == values(first)
    text, again = first.places["ca"].name, second.places["ca"].name
    assert text.span is not None
    assert text.span == again.span


def test_faults_and_warnings_are_told_again(store: Path, project: Path, reads: list[Path]) -> None:
    replace_text(project / "data" / "states" / "wy.yaml", "name: Wyoming", "nam: Wyoming")
    (project / "data" / "roles" / "notes.txt").write_text("mine", encoding="utf-8")
    first, second = load(project, TODAY), load(project, TODAY)
    assert len(reads) == 1
    assert {d.code for d in first.diagnostics} >= {"unexpected-file"}
    assert second.diagnostics == first.diagnostics
    assert second.faulty == first.faulty
    assert ("places", "wy") in second.faulty


@pytest.mark.parametrize(
    "change",
    [
        lambda p: replace_text(p / "data/states/ca.yaml", "name: California", "name: Kalifornia"),
        lambda p: (p / "data/states/wy.yaml").unlink(),
        lambda p: (p / "data/roles/new.yaml").mkdir(),
        lambda p: (p / "data/roles/.hidden").write_text("", encoding="utf-8"),
        lambda p: replace_text(p / "handouts.yaml", "Lakeside", "Seaside"),
    ],
    ids=["a text", "a file gone", "a folder more", "a hidden file more", "the project's file"],
)
def test_a_change_is_seen_at_once(
    store: Path, project: Path, reads: list[Path], change: Any
) -> None:
    load(project, TODAY)
    change(project)
    found = load(project, TODAY)
    assert len(reads) == 2
    assert repr(values(found)) == repr(values(reading.read(project, TODAY, allow_expired=False)))


def test_a_change_that_keeps_size_and_time_is_seen(
    store: Path, project: Path, reads: list[Path]
) -> None:
    file = project / "data" / "states" / "ca.yaml"
    before = file.stat()
    load(project, TODAY)
    replace_text(file, "name: California", "name: Kalifornia")
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert load(project, TODAY).places["ca"].name == "Kalifornia"


def test_another_day_or_leave_to_print_what_expired_is_read_anew(
    store: Path, project: Path, reads: list[Path]
) -> None:
    load(project, TODAY)
    later = date(2032, 1, 1)
    assert load(project, later).faulty != load(project, later, allow_expired=True).faulty
    assert len(reads) == 3
    load(project)
    assert len(reads) == 4


def changed(data: bytes) -> bytes:
    at = data.index(b"California")
    return data[:at] + b"Kalifornia" + data[at + 10 :]


class Runs:
    """What a hostile pickle does."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __reduce__(self) -> tuple[Any, ...]:
        return os.mkdir, (str(self.path),)


@pytest.mark.parametrize(
    "spoil",
    [
        changed,
        lambda data: data[:-1],
        lambda data: data[:100],
        lambda data: data[:10],
        lambda _: b"",
        lambda data: data + b".",
        lambda data: b"x" + data[1:],
        lambda data: data[:30] + bytes(32) + data[62:],
    ],
    ids=["a text", "cut", "no contents", "no head", "empty", "longer", "magic", "signature"],
)
def test_a_spoilt_file_is_as_good_as_none(
    store: Path, project: Path, reads: list[Path], spoil: Any
) -> None:
    first = load(project, TODAY)
    file = the_library(store)
    whole = file.read_bytes()
    file.write_bytes(spoil(whole))
    assert repr(values(load(project, TODAY))) == repr(values(first))
    assert len(reads) == 2
    load(project, TODAY)  # it was stored anew
    assert len(reads) == 2


def test_a_hostile_file_does_not_run(store: Path, project: Path, reads: list[Path]) -> None:
    load(project, TODAY)
    file = the_library(store)
    whole = file.read_bytes()
    head = len(b"handouts library 1\n") + 64
    harm = pickle.dumps(Runs(store / "harm"))
    file.write_bytes(whole[:head] + len(harm).to_bytes(8, "big") + harm)
    load(project, TODAY)
    assert not (store / "harm").exists()
    assert len(reads) == 2


def test_a_file_signed_elsewhere_is_as_good_as_none(
    store: Path, project: Path, reads: list[Path], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    load(project, TODAY)
    foreign = the_library(store).read_bytes()
    monkeypatch.setenv("HANDOUTS_STORE", str(tmp_path / "other"))
    load(project, TODAY)
    the_library(tmp_path / "other").write_bytes(foreign)
    load(project, TODAY)
    assert len(reads) == 3


def test_one_projects_file_does_not_serve_another(
    store: Path, project: Path, reads: list[Path], tmp_path: Path
) -> None:
    other = copy_project(tmp_path / "other project")
    replace_text(other / "data/states/ca.yaml", "name: California", "name: Kalifornia")
    load(project, TODAY)
    first = the_library(store)
    load(other, TODAY)
    (second,) = {*store.glob("*.library")} - {first}
    second.write_bytes(first.read_bytes())
    assert load(other, TODAY).places["ca"].name == "Kalifornia"


@pytest.mark.skipif(not hasattr(os, "getuid"), reason="permissions")
@pytest.mark.parametrize("which", ["store", "key"])
def test_what_others_may_write_or_read_is_not_used(
    store: Path, project: Path, reads: list[Path], which: str
) -> None:
    load(project, TODAY)
    if which == "store":
        store.chmod(0o777)
    else:
        (store / "key").chmod(0o644)
    load(project, TODAY)
    assert len(reads) == 2


@pytest.mark.skipif(os.name == "nt", reason="links")
def test_what_lies_behind_a_link_is_read_each_time(
    store: Path, project: Path, reads: list[Path], tmp_path: Path
) -> None:
    outside = tmp_path / "ca.yaml"
    (project / "data/states/ca.yaml").rename(outside)
    (project / "data/states/ca.yaml").symlink_to(outside)
    load(project, TODAY)
    load(project, TODAY)
    assert len(reads) == 2
    assert not [*store.glob("*.library")]


def test_what_changes_while_it_is_read_is_not_stored(
    store: Path, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = reading.read

    def slowly(root: Path, today: date | None, *, allow_expired: bool) -> Library:
        library = read(root, today, allow_expired=allow_expired)
        replace_text(project / "data/states/ca.yaml", "name: California", "name: Kalifornia")
        return library

    monkeypatch.setattr(reading, "read", slowly)
    assert load(project, TODAY).places["ca"].name == "California"
    monkeypatch.setattr(reading, "read", read)
    assert load(project, TODAY).places["ca"].name == "Kalifornia"


@pytest.mark.parametrize("named", ["", "file"])
def test_without_a_folder_nothing_is_stored(
    project: Path, reads: list[Path], named: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    monkeypatch.setenv("HANDOUTS_STORE", str(tmp_path / named) if named else "")
    load(project, TODAY)
    load(project, TODAY)
    assert len(reads) == 2


def test_nothing_is_written_into_the_project(store: Path, project: Path) -> None:
    before = sorted(project.rglob("*"))
    load(project, TODAY)
    load(project, TODAY)
    assert sorted(project.rglob("*")) == before


def test_the_oldest_projects_are_forgotten(store: Path, project: Path) -> None:
    load(project, TODAY)
    for n in range(30):
        old = store / f"{n:032}.library"
        old.write_bytes(b"old")
        os.utime(old, (n, n))
    (store / ".left.1.tmp").write_bytes(b"")
    os.utime(store / ".left.1.tmp", (1, 1))
    load(project)
    left = {p.name for p in store.iterdir()}
    assert len(left) == 21
    assert f"{0:032}.library" not in left
    assert ".left.1.tmp" not in left


def test_sheets_are_the_same_bytes(
    store: Path, project: Path, reads: list[Path], tmp_path: Path
) -> None:
    wanted = Selection(audiences=("school",), places=("WY", "CA"))
    sheets = []
    for n, jobs in enumerate((1, 1, 2)):
        folder = tmp_path / str(n)
        report = build(project, wanted, output=folder, jobs=jobs)
        assert report.diagnostics == ()
        sheets.append([(a.path.split("/")[-1], a.sha256) for a in report.artifacts])
    assert len(reads) == 1
    assert sheets[0] == sheets[1] == sheets[2]


def test_several_at_once_do_no_harm(store: Path, project: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from handouts.load import load\n"
        "library = load(Path(sys.argv[1]))\n"
        "print(len(library.places), library.places['ca'].name)"
    )
    command = [sys.executable, "-c", code, str(project)]
    running = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(4)]
    assert {one.communicate()[0] for one in running} == {"51 California\n"}
    assert {p.suffix for p in store.iterdir()} == {".library", ""}
    last = subprocess.run(command, capture_output=True, text=True, check=True)
    assert last.stdout == "51 California\n"
