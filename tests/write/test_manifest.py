import json
import subprocess
import sys
from pathlib import Path

import pytest

from handouts.diagnostics import HandoutsError
from handouts.write import (
    LEFTOVERS,
    Entry,
    Journal,
    Record,
    fold,
    forget,
    locked,
    read_editions,
    read_memory,
    read_records,
    write_manifest,
    write_state,
)


def record(path: str = "school/ca/sheet.en.pdf", time: int = 5, key: str = "k") -> Record:
    return Record(
        Entry(path, "sheet", "school", "ca", "en", key, "ab" * 32, 2, "as designed"), 100, time
    )


def save(folder: Path, *records: Record) -> None:
    by_path = {r.entry.path: r for r in records}
    write_manifest(folder, "1", {"data/x.yaml": "00"}, by_path)
    write_state(folder, by_path)


def test_what_was_written_is_read_again(tmp_path: Path) -> None:
    save(tmp_path, record(), record("a.pdf"))
    assert read_records(tmp_path) == {r.entry.path: r for r in (record(), record("a.pdf"))}


def test_the_manifest_is_sorted_and_holds_no_times(tmp_path: Path) -> None:
    save(tmp_path, record(time=1), record("a.pdf", time=2))
    first = (tmp_path / "manifest.json").read_bytes()
    save(tmp_path, record("a.pdf", time=3), record(time=4))
    assert (tmp_path / "manifest.json").read_bytes() == first
    assert list(json.loads(first)["artifacts"]) == ["a.pdf", "school/ca/sheet.en.pdf"]


@pytest.mark.parametrize("paths", [(), ("b.pdf",), ("b.pdf", 'a "quoted" – name.pdf')])
def test_the_manifest_is_plain_json_with_an_indent(tmp_path: Path, paths: tuple[str, ...]) -> None:
    save(tmp_path, *map(record, paths))
    text = (tmp_path / "manifest.json").read_text(encoding="utf-8")
    listed = json.loads(text)
    assert set(listed["artifacts"]) == set(paths)
    assert text == json.dumps(listed, indent=1, sort_keys=True, ensure_ascii=False) + "\n"


@pytest.mark.parametrize("cut", [2, 3, 10, 40])
def test_a_state_file_that_is_cut_off_vouches_for_no_edition(tmp_path: Path, cut: int) -> None:
    by_path = {r.entry.path: r for r in (record(), record("a.pdf"))}
    write_state(tmp_path, by_path, {"question": "q"}, [["one"], ["two"]])
    assert list(read_editions(tmp_path)) == [["one"], ["two"]]
    assert read_memory(tmp_path) == {"question": "q"}
    file = tmp_path / ".state.json"
    file.write_text(file.read_text()[:-cut])
    with pytest.raises(ValueError, match="cut off"):
        list(read_editions(tmp_path))


def test_without_state_no_file_is_taken_for_unchanged(tmp_path: Path) -> None:
    save(tmp_path, record())
    (tmp_path / ".state.json").unlink()
    assert read_records(tmp_path)[record().entry.path].size == -1


@pytest.mark.parametrize(
    "text", ["", "[]", "{", '{"artifacts": 3}', '{"artifacts": {"a.pdf": {"key": 1}}}', "[" * 9999]
)
def test_a_manifest_that_cannot_be_read_lists_nothing(tmp_path: Path, text: str) -> None:
    (tmp_path / "manifest.json").write_text(text)
    assert read_records(tmp_path) == {}


def test_the_journal_of_a_killed_run_is_folded_in_without_its_torn_line(tmp_path: Path) -> None:
    written = Journal(tmp_path)
    written.append(record("a.pdf", time=9, key="new"))
    written.append(record("b.pdf"))
    (journal,) = tmp_path.glob(".journal-*")
    journal.write_text(journal.read_text()[:-20])
    (tmp_path / "school").mkdir()
    (tmp_path / "school" / LEFTOVERS.replace("*", "12")).write_text("half")

    known = {"a.pdf": record("a.pdf", key="old")}
    fold(tmp_path, known)
    assert {path: r.entry.key for path, r in known.items()} == {"a.pdf": "new"}
    forget(tmp_path)
    assert [p.name for p in tmp_path.rglob("*")] == ["school"]


def test_two_builds_may_not_write_into_one_folder(tmp_path: Path) -> None:
    with locked(tmp_path):
        with pytest.raises(HandoutsError, match="another build"), locked(tmp_path):
            pass
        other = (
            "import sys; from pathlib import Path; from handouts.write import locked\n"
            "try:\n  locked(Path(sys.argv[1])).__enter__()\n"
            "except Exception as e: print(e)"
        )
        command = [sys.executable, "-c", other, str(tmp_path)]
        said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
        assert "another build (process" in said
    assert list(tmp_path.iterdir()) == []


def test_the_lock_of_a_process_that_is_gone_holds_nobody(tmp_path: Path) -> None:
    killed = (
        "import os, sys; from pathlib import Path; from handouts.write import locked\n"
        "held = locked(Path(sys.argv[1])); held.__enter__(); os._exit(9)"
    )
    subprocess.run([sys.executable, "-c", killed, str(tmp_path)], check=False)
    assert (tmp_path / ".lock").exists()
    with locked(tmp_path):
        pass
    assert not (tmp_path / ".lock").exists()
