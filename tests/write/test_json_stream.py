"""JSON an item at a time: read however it is laid out, and never believed when it is not whole."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from handouts.write.json_stream import Items, as_text, compact, parts_in

WHOLE: Mapping[str, Any] = {
    "version": "1.0",
    "rows": [["a", 12, None], 345, {"b": "“]}”"}, [], -1.5e3],
    "none": [],
    "files": {'a "b".pdf': [1, 2], "c": {"d": True}, "": "\\"},
    "nothing": {},
}
LONG = {name: part for name, part in WHOLE.items() if not isinstance(part, str)}


def read(path: Path) -> dict[str, list[Any] | dict[str, Any]]:
    parts: dict[str, list[Any] | dict[str, Any]] = {}
    for name, items in parts_in(path):
        listed = list(items)
        is_array = isinstance(WHOLE[name], list)
        parts[name] = [value for _, value in listed] if is_array else dict(listed)
    return parts


def written() -> str:
    return "".join(
        as_text(
            {
                "version": compact(WHOLE["version"]),
                "rows": Items("[", map(compact, WHOLE["rows"])),
                "none": Items("[", ()),
                "files": Items(
                    "{", (f"{compact(k)}:{compact(v)}" for k, v in WHOLE["files"].items())
                ),
                "nothing": Items("{", ()),
            }
        )
    )


TEXTS = (written(), json.dumps(WHOLE), json.dumps(WHOLE, indent=4), compact(WHOLE))


@pytest.mark.parametrize("text", TEXTS)
def test_every_layout_is_read(tmp_path: Path, text: str) -> None:
    file = tmp_path / "a.json"
    file.write_text(text, encoding="utf-8")
    assert json.loads(text) == WHOLE
    assert read(file) == LONG


@pytest.mark.parametrize("indent", [None, 1, 4])
def test_a_file_of_many_blocks_is_read_whole(tmp_path: Path, indent: int | None) -> None:
    rows = [number if number % 3 else "x" * (number % 997) for number in range(30_000)]
    long = {"first": ["y"] * 90_000, "second": "“z”" * 90_000, "third": -1.5e300}
    file = tmp_path / "a.json"
    text = json.dumps({"rows": rows, "files": long}, indent=indent, ensure_ascii=False)
    file.write_text(text, encoding="utf-8")
    assert len(text) > 30 * (1 << 16)
    assert read(file) == {"rows": rows, "files": long}
    file.write_text(text[:-2], encoding="utf-8")
    with pytest.raises(ValueError, match="cut off"):
        read(file)


def test_items_that_nobody_reads_are_passed_over(tmp_path: Path) -> None:
    file = tmp_path / "a.json"
    file.write_text(TEXTS[0], encoding="utf-8")
    assert [name for name, _ in parts_in(file)] == list(LONG)
    assert [next(items, None) for _, items in parts_in(file)][1] is None


@pytest.mark.parametrize("text", TEXTS[:3])
def test_a_text_that_is_cut_off_anywhere_is_refused(tmp_path: Path, text: str) -> None:
    file = tmp_path / "a.json"
    for end in range(len(text.rstrip())):
        file.write_text(text[:end], encoding="utf-8")
        with pytest.raises(ValueError, match="cut off"):
            read(file)


@pytest.mark.parametrize(
    "text",
    ["[]", "3", "{} {}", '{"rows": [1 2]}', '{"rows": [1,]}', '{"rows": [1}', '{"rows": {"a"}}',
     '{"rows": {1: 2}}', '{"rows": [,1]}', '{"rows": [1], }', '{"rows": ' + "[" * 9_999],
)  # fmt: skip
def test_what_is_no_json_object_is_refused(tmp_path: Path, text: str) -> None:
    file = tmp_path / "a.json"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(ValueError, match="no JSON object"):
        read(file)
