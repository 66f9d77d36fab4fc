"""Files that are too large, too deep, not what they seem or somewhere else: refused, and cheaply."""

import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from handouts.diagnostics import Diagnostic, ProjectError
from handouts.load import load
from handouts.load.records.findings import MOST_OF_ONE_FILE
from handouts.load.records.reading import MOST_FILES
from tests.load.projects import REPOSITORY, bare_project
from tests.support.memory import forget, peak

ROLE = "data/roles/phlebotomist.yaml"
TABLE = "data/wages/oews-may-2025.csv"
MEGABYTE = 1_000_000
TABLE_PATH = REPOSITORY / TABLE

HEAVY: dict[str, tuple[str, Callable[[], str]]] = {
    "laughs": (ROLE, lambda: "a0: &a0 [x]\n" + "".join(
        f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 9)}]\n" for i in range(1, 30))),
    "brackets": (ROLE, lambda: "a: " + "[" * 100_000),
    "braces": (ROLE, lambda: "a: " + "{a: " * 50_000),
    "dashes": (ROLE, lambda: "a:\n" + "".join(" " * i + "-\n" for i in range(2_000))),
    "very many lists": (ROLE, lambda: "a: [" + "[]," * 1_600_000 + "]"),
    "very many texts": (ROLE, lambda: "a:\n" + "- b\n" * 1_200_000),
    "very many keys": (ROLE, lambda: "".join(f"k{i}: v\n" for i in range(90_000))),
    "one key, very often": (ROLE, lambda: "title: v\n" * 400_000),
    "very many block texts": (ROLE, lambda: "a:\n" + "- |\n  b\n" * 90_000),
    "a huge text": (ROLE, lambda: "title: " + "word " * 900_000),
    "a huge key": (ROLE, lambda: "k" * 4_000_000 + ": v"),
    "very many tags": (ROLE, lambda: "a:\n" + "- !t b\n" * 90_000),
    "very many anchors": (ROLE, lambda: "a:\n" + "".join(f"- &a{i} b\n" for i in range(90_000))),
    "a huge comment": (ROLE, lambda: "# " + "x" * 4_900_000 + "\ntitle: a"),
    "very many sources": ("data/sources.yaml", lambda: "".join(
        f"s{i}: {{title: a, publisher: b, date: c, checked: 2026-11-24, kind: data}}\n"
        for i in range(8_000))),
    "very many faulty sources": ("data/sources.yaml", lambda: "".join(
        f"s{i}: {{titel: a, publsher: b, dat: c}}\n" for i in range(14_000))),
    "a huge table": (TABLE, lambda: "a,b\n" + "1,2\n" * 4_000_000),
    "a table of line ends": (TABLE, lambda: "\n" * 19_000_000),
    "a table of one field": (TABLE, lambda: "prim_state,occ_code\n" + "x" * 15_000_000),
    "very many wrong rows": (TABLE, lambda: Path(TABLE_PATH).read_text().split("\n")[0] + "\n" + "x,y\n" * 49_000),
    "very many numbers that are none": (TABLE, lambda: "\n".join(
        [(lines := Path(TABLE_PATH).read_text().split("\n"))[0], *[lines[1].replace("0", "o")] * 20_000])),
    "very many templates": ("layouts/state-insert.yaml", lambda: "title: a\nbody:\n" + '- text: "{{ a }}"\n' * 20_000),
    "very many overrides": ("layouts/state-insert.yaml", lambda: "extends: comparison-sheet\ntitle: a\nbody:\n" + "- {name: lead, text: a}\n" * 9_000),
}  # fmt: skip


HARMLESS = {"very many sources", "very many templates", "very many overrides", "a huge comment"}
# The most that were seen are 628: the table's bound and each fact of the project that names a source.
MOST_FAULTS = 4 * MOST_OF_ONE_FILE
LONGEST = 10.0
# 134 MB is the most that was seen
MOST_MEMORY = 250 * MEGABYTE


def test_heavy_files_are_refused_in_bounded_memory_and_time(tmp_path: Path) -> None:
    """One after the other in a process of its own, so that its memory can be measured."""
    root = bare_project(tmp_path)
    result = subprocess.run(
        [sys.executable, "-m", "tests.load.test_hostile_files", str(root)],
        cwd=REPOSITORY,
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
    )
    assert result.returncode == 0, result.stderr[-2000:]
    lines = [line.split("\t") for line in result.stdout.splitlines()]
    assert [case for case, *_ in lines] == list(HEAVY)
    for case, seconds, memory, count, places in lines:
        assert float(seconds) < LONGEST, case
        assert int(memory) < MOST_MEMORY, case
        assert int(count) <= MOST_FAULTS, case
        if case not in HARMLESS:
            assert HEAVY[case][0] in places.split(), case


def _found(root: Path) -> tuple[Diagnostic, ...]:
    try:
        return load(root).diagnostics
    except ProjectError as fault:
        return fault.diagnostics


def _codes(root: Path, file: str) -> set[str]:
    return {d.code for d in _found(root) if d.span and d.span.file == file}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return bare_project(tmp_path / "project")


def test_a_folder_where_a_file_should_be(root: Path) -> None:
    for file in (ROLE, "data/sources.yaml", "layouts/state-insert.yaml", TABLE):
        (root / file).unlink()
        (root / file).mkdir()
    for file in (ROLE, "data/sources.yaml", "layouts/state-insert.yaml", TABLE):
        assert "unreadable-file" in _codes(root, file), file


def test_pipes_and_devices_are_not_read(root: Path) -> None:
    (root / ROLE).unlink()
    os.mkfifo(root / ROLE)
    (root / "data/roles/zero.yaml").symlink_to("/dev/zero")
    assert _codes(root, ROLE) == {"unreadable-file"}
    assert _codes(root, "data/roles/zero.yaml") == {"unreadable-file"}


def test_links_that_leave_the_project_are_refused(root: Path, tmp_path: Path) -> None:
    secret = tmp_path / "secret.yaml"
    secret.write_text("title: secret words\n", encoding="utf-8")
    (root / "data/roles/spy.yaml").symlink_to(secret)
    (root / "data/wages/spy.csv").symlink_to(secret)
    (root / "layouts/spy.yaml").symlink_to("../../secret.yaml")
    for file in ("data/roles/spy.yaml", "data/wages/spy.csv", "layouts/spy.yaml"):
        assert _codes(root, file) == {"outside-project"}, file
    assert "secret words" not in str(_found(root))


def test_links_within_the_project_are_read(root: Path) -> None:
    (root / "data/shared.yaml").write_text((root / ROLE).read_text(), encoding="utf-8")
    (root / ROLE).unlink()
    (root / ROLE).symlink_to("../shared.yaml")
    assert "phlebotomist" in load(root).roles


def test_a_folder_that_leads_out_is_refused(root: Path, tmp_path: Path) -> None:
    outside = tmp_path / "elsewhere"
    (root / "data/states").rename(outside)
    (root / "data/states").symlink_to(outside)
    assert _codes(root, "data/states") == {"unreadable-folder"}


def test_links_in_a_circle(root: Path) -> None:
    (root / "data/roles/a.yaml").symlink_to("b.yaml")
    (root / "data/roles/b.yaml").symlink_to("a.yaml")
    (root / "data/loop").symlink_to("..")
    for file in ("data/roles/a.yaml", "data/roles/b.yaml"):
        assert _codes(root, file) == {"unreadable-file"}


def test_a_link_to_nothing(root: Path) -> None:
    (root / "data/sources.yaml").unlink()
    (root / "data/sources.yaml").symlink_to("gone.yaml")
    assert "unreadable-file" in _codes(root, "data/sources.yaml")


def test_more_files_than_any_project_has(root: Path) -> None:
    for number in range(MOST_FILES + 1):
        (root / f"data/roles/r{number}.yaml").touch()
    assert _codes(root, "data/roles") == {"unreadable-folder"}


ENCODINGS: dict[str, tuple[str | None, Callable[[str], bytes]]] = {
    "utf-16": ("not-utf8", lambda text: text.encode("utf-16")),
    "utf-16 without a mark": ("not-utf8", lambda text: text.encode("utf-16-le")),
    "utf-32": ("not-utf8", lambda text: text.encode("utf-32")),
    "latin-1": ("not-utf8", lambda text: text.replace("e", "é", 1).encode("latin-1", "replace")),
    "cut in a letter": ("not-utf8", lambda text: (text + "# é").encode()[:-1]),
    "a NUL": ("control-character", lambda text: (text + "# \x00").encode()),
    "a BOM": (None, lambda text: b"\xef\xbb\xbf" + text.encode()),
    "CRLF": (None, lambda text: text.replace("\n", "\r\n").encode()),
    "CR": (None, lambda text: text.replace("\n", "\r").encode()),
}  # fmt: skip


@pytest.mark.parametrize("name", ENCODINGS)
@pytest.mark.parametrize("file", [ROLE, TABLE])
def test_encodings(name: str, file: str, root: Path) -> None:
    code, encode = ENCODINGS[name]
    text = (root / file).read_text(encoding="utf-8")
    (root / file).write_bytes(encode(text))
    found = {d.code for d in _found(root) if d.is_error and d.span and d.span.file == file}
    assert found == ({code} if code else set())


def test_formulas_in_a_table(root: Path) -> None:
    text = (root / TABLE).read_text(encoding="utf-8")
    (root / TABLE).write_text(text.replace("3379720", '"=SUM(A1:A9)"'), encoding="utf-8")
    (fault,) = (d for d in _found(root) if d.is_error)
    assert fault.code == "formula"
    assert fault.span is not None
    assert (fault.span.file, fault.span.line) == (TABLE, 2)


def _measure(root: Path) -> None:
    """Load a project with each of the files; print a line for each."""
    for case, (file, content) in HEAVY.items():
        sound = (root / file).read_bytes()
        (root / file).write_text(content(), encoding="utf-8")
        forget()
        begun = time.process_time()
        found = _found(root)
        seconds = time.process_time() - begun
        memory = peak()
        files = sorted({d.span.file for d in found if d.span and d.is_error})
        print(case, f"{seconds:.2f}", memory, len(found), " ".join(files), sep="\t", flush=True)
        (root / file).write_bytes(sound)


if __name__ == "__main__":
    _measure(Path(sys.argv[1]))
