"""Records of a project's own: what is read, and what is refused, each at its cell or key."""

import pickle
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest

from handouts.compose.context import Names
from handouts.compose.values.seen import fields_of
from handouts.load import load
from handouts.model.base import Fact
from handouts.model.library import RECORD_KINDS, Library
from handouts.model.records.collections import TAKEN
from tests.load.projects import bare_project

_DECLARED = """\
collections:
  fairs:
    title: name
    fields:
      name: {required: true, label: Fair}
      place: {kind: place}
      days: {kind: date, required: true}
      stands: {kind: number}
      admission: {kind: money, currency: CAD}
      kind: {kind: choice, choices: [farm, trades]}
      open: {kind: yes-no}
      web: {kind: link}
      about: {kind: markdown}
      work: {kind: role}
      brings: {kind: list}
      photo: {kind: picture}
"""
_HEAD = "name,place,days,stands,admission,kind,open,web,brings,stands.sources,source_id,checked\n"
_ROW = "Fair A,CA,2027-03-04,1200,8,farm,yes,https://a.example.org,seeds; tools,,onet-31.0,2026-10-01\n"


def _project(folder: Path, files: Mapping[str, str], declared: str = _DECLARED) -> Path:
    root = bare_project(folder)
    project = root / "handouts.yaml"
    project.write_text(f"{project.read_text(encoding='utf-8')}{declared}", encoding="utf-8")
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
    return root


def _faults(library: Library) -> list[tuple[str, str]]:
    return [(str(d.span), d.code) for d in library.diagnostics]


def _said(library: Library, slug: str = "fair-a") -> dict[str, str]:
    values = library.collections["fairs"].records[slug].values
    return {n: str(v) if isinstance(v, Fact) else "; ".join(map(str, v)) for n, v in values.items()}


YAML = """\
name: Fair A
place: CA
defaults: {sources: [onet-31.0], checked: 2026-10-01}
days: 2027-03-04
stands: {text: 1200, sources: [ep-2025-35]}
admission: 8
kind: farm
open: yes
web: https://a.example.org
brings: [seeds, tools]
"""


@pytest.mark.parametrize(
    "files",
    [
        {"data/fairs/fair-a.yaml": YAML},
        {"data/fairs.yaml": "fair-a:\n" + "".join(f"  {line}\n" for line in YAML.splitlines())},
        {"data/fairs.csv": _HEAD + _ROW.replace(",,onet", ",ep-2025-35,onet")},
    ],
)
def test_a_file_each_one_file_and_a_table_say_the_same(
    files: Mapping[str, str], tmp_path: Path
) -> None:
    library = load(_project(tmp_path, files), date(2026, 11, 24))
    assert _faults(library) == []
    said = _said(library)
    assert said == {
        "name": "Fair A", "place": "CA", "days": "Mar\u00a04, 2027", "stands": "1,200",
        "admission": "CA$8", "kind": "farm", "open": "yes",
        "web": "[a.example.org](https://a.example.org)", "brings": "seeds; tools",
    }  # fmt: skip
    values = library.collections["fairs"].records["fair-a"].values
    sources = {n: v.sources for n, v in values.items() if isinstance(v, Fact)}
    assert sources.pop("stands") == ("ep-2025-35",)
    assert set(sources.values()) == {("onet-31.0",)}
    assert {v.checked for v in values.values() if isinstance(v, Fact)} == {date(2026, 10, 1)}
    assert (
        pickle.loads(pickle.dumps(library.collections["fairs"])).records
        == library.collections["fairs"].records
    )


@pytest.mark.parametrize(
    ("old", "new", "column", "code"),
    [
        (",CA,", ",ZZ,", 2, "unknown-place"),
        ("2027-03-04", "March 4", 3, "wrong-date"),
        ("1200", "about 1200", 4, "wrong-number"),
        (",8,", ",$8,", 5, "wrong-number"),
        ("farm", "form", 6, "wrong-value"),
        (",yes,", ",maybe,", 7, "wrong-value"),
        ("https://a.example.org", "a.example.org", 8, "wrong-url"),
        ("1200", "=1+1", 4, "formula"),
        ("onet-31.0", "nowhere", 11, "unknown-source"),
        ("2026-10-01", "in fall", 12, "wrong-date"),
        ("Fair A", "", 1, "missing-key"),
        ("Fair A", "???", 1, "wrong-name"),
    ],
)
def test_a_faulty_cell_is_named(old: str, new: str, column: int, code: str, tmp_path: Path) -> None:
    other = _ROW.replace("Fair A", "Fair B")
    root = _project(tmp_path, {"data/fairs.csv": _HEAD + other + _ROW.replace(old, new, 1)})
    library = load(root)
    found = _faults(library)
    if code == "missing-key":  # nothing names the row, so it has no other place
        assert [one for _, one in found] == ["wrong-name"]
    else:
        assert found == [(f"data/fairs.csv:3:{column}", code)]
    assert list(library.collections["fairs"].records) == ["fair-b"]
    assert library.collections["fairs"].faults


@pytest.mark.parametrize(
    ("head", "column", "code"),
    [
        (_HEAD.replace("kind", "kinds"), 6, "unknown-column"),
        (_HEAD.replace("place", "stands"), 4, "duplicate-column"),
        (_HEAD.replace("days,", "slug,"), 1, "missing-column"),
        (_HEAD.replace(",", ";"), 1, "wrong-delimiter"),
    ],
)
def test_a_faulty_head_is_named(head: str, column: int, code: str, tmp_path: Path) -> None:
    library = load(_project(tmp_path, {"data/fairs.csv": head + _ROW}))
    assert (f"data/fairs.csv:1:{column}", code) in _faults(library)


def test_two_rows_of_one_name_are_told_of(tmp_path: Path) -> None:
    library = load(_project(tmp_path, {"data/fairs.csv": _HEAD + _ROW + _ROW}))
    assert _faults(library) == [("data/fairs.csv:3:1", "duplicate-row")]


@pytest.mark.parametrize(
    ("old", "new", "place", "code"),
    [
        ("kind: farm", "knid: farm", "7:1", "unknown-key"),
        ("days: 2027-03-04\n", "", "1:1", "missing-key"),
        ("open: yes", "work: clown", "8:7", "unknown-role"),
        ("brings: [seeds, tools]", "brings: seeds", "10:9", "wrong-type"),
        ("open: yes", "photo: {file: none.png, alt: A fair}", "8:15", "no-picture"),
        ("open: yes", "about: {text: A fair, currency: CAD}", "8:15", "wrong-value"),
    ],
)
def test_a_faulty_key_is_named(old: str, new: str, place: str, code: str, tmp_path: Path) -> None:
    root = _project(tmp_path, {"data/fairs/fair-a.yaml": YAML.replace(old, new)})
    found = _faults(load(root))
    assert [span for span, _ in found] == [f"data/fairs/fair-a.yaml:{place}"]
    if code != "no-picture":
        assert [one for _, one in found] == [code]


def test_an_old_record_is_stale(tmp_path: Path) -> None:
    declared = f"{_DECLARED}maximum_age: {{data: 12}}\n"
    root = _project(
        tmp_path, {"data/fairs.csv": _HEAD + _ROW.replace("2026-10", "2024-10")}, declared
    )
    found = load(root, date(2026, 11, 24)).diagnostics
    assert [d.code for d in found if d.span and d.span.file == "data/fairs.csv"] == ["stale-fact"]


def test_a_workbook_is_not_passed_over(tmp_path: Path) -> None:
    library = load(_project(tmp_path, {"data/fairs.xlsx": "x"}))
    assert _faults(library) == [("data/fairs.xlsx:1:1", "unread-workbook")]


@pytest.mark.parametrize(
    ("declared", "place", "code"),
    [
        ("collections: {places: {fields: {name: {}}}}\n", "15:15", "taken-name"),
        ("collections: {fairs: {fields: {items: {}}}}\n", "15:22", "taken-name"),
        ("collections: {fairs: {fields: {name: {kind: choice}}}}\n", "15:38", "wrong-choices"),
        ("collections: {fairs: {fields: {name: {kind: colour}}}}\n", "15:45", "wrong-value"),
        ("collections: {fairs: {title: nam, fields: {name: {}}}}\n", "15:22", "taken-name"),
    ],
)
def test_a_faulty_declaration_is_named(
    declared: str, place: str, code: str, tmp_path: Path
) -> None:
    from handouts.diagnostics import ProjectError

    root = _project(tmp_path, {}, declared)
    try:
        found = load(root).diagnostics
    except ProjectError as fault:
        found = fault.diagnostics
    line = len((root / "handouts.yaml").read_text(encoding="utf-8").splitlines())
    assert [
        (d.code, d.span.line if d.span else 0)
        for d in found
        if d.span and d.span.file == "handouts.yaml"
    ] == [(code, line)]


def test_a_collection_without_records_is_told_of(tmp_path: Path) -> None:
    found = load(_project(tmp_path, {})).diagnostics
    assert [(d.code, d.is_error) for d in found] == [("missing-file", False)]


def test_no_name_that_layouts_know_can_be_taken() -> None:
    known = {*fields_of(Names), *(kind.name for kind in RECORD_KINDS)}
    assert known <= TAKEN
