"""YAML as nodes: everything is text, and knows its place."""

from pathlib import Path

import pytest
import yaml

from handouts.diagnostics import HandoutsError, Span
from handouts.load.yaml_tree import reading as yaml_nodes
from handouts.load.yaml_tree.nodes import Node, PlacedDict, PlacedList
from handouts.load.yaml_tree.reading import parse_yaml, read_yaml
from handouts.model.base import Text
from tests.load.projects import REPOSITORY


def _root(text: str) -> PlacedDict:
    return parse_yaml(text, "a.yaml").root


def _text(node: Node) -> Text:
    assert isinstance(node, Text)
    return node


def _codes(text: str) -> list[str]:
    try:
        return [f.diagnostic.code for f in parse_yaml(text, "a.yaml").faults]
    except HandoutsError as fault:
        return [d.code for d in fault.diagnostics]


@pytest.mark.parametrize(
    "written", ["No", "010", "ON", "2026-11-24", "1e3", "0x1F", "1_000", "=", ".inf"]
)
def test_what_is_written_is_what_is_read(written: str) -> None:
    assert _root(f"a: {written}\n") == {"a": written}


def test_nothing_is_written_in_the_ways_of_yaml() -> None:
    assert _root('a: null\nb: ~\nc:\nd: "null"\n') == {"a": None, "b": None, "c": None, "d": "null"}


def test_places_count_from_one() -> None:
    root = _root("a: one\nb:\n  - two\n  - {c: three}\n")
    inner = root["b"]
    assert isinstance(inner, PlacedList)
    group = inner[1]
    assert isinstance(group, PlacedDict)
    assert _text(root["a"]).span == Span("a.yaml", 1, 4)
    assert root.places["b"] == Span("a.yaml", 2, 1)
    assert _text(inner[0]).span == Span("a.yaml", 3, 5)
    assert group.span == Span("a.yaml", 4, 5)
    assert group.places["c"] == Span("a.yaml", 4, 6)
    assert _text(group["c"]).span == Span("a.yaml", 4, 9)


@pytest.mark.parametrize("sign", ["|", ">", ">-", "|+"])
def test_the_place_of_a_block_is_its_first_line(sign: str) -> None:
    root = _root(f"a:\n  b: {sign}  # why\n\n    one\n    two\n  c: three\n")
    inner = root["a"]
    assert isinstance(inner, PlacedDict)
    text = _text(inner["b"])
    assert text.span == Span("a.yaml", 3, 5)
    if sign.startswith("|"):
        assert text.splitlines()[1] == "one"


def test_a_key_without_a_value_has_none_and_empty_quotes_are_text() -> None:
    assert _root("a:\nb: ''\n") == {"a": None, "b": ""}


def test_text_is_composed() -> None:
    root = _root("cafe\u0301: cafe\u0301\n")
    assert root == {"caf\u00e9": "caf\u00e9"}
    assert root.places["caf\u00e9"].column == 1


def test_a_byte_order_mark_and_windows_line_ends_are_accepted(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_bytes(b"\xef\xbb\xbfa: one\r\nb: |\r\n  two\r\n  three\r\n")
    root = read_yaml(path, "a.yaml").root
    assert root == {"a": "one", "b": "two\nthree\n"}
    assert _text(root["a"]).span == Span("a.yaml", 1, 4)


def test_a_small_alias_repeats_its_value() -> None:
    root = _root("a: &x [one, {b: two}]\nc: *x\nd: [*x]\n")
    assert root["c"] == ["one", {"b": "two"}]
    assert root["d"] == [["one", {"b": "two"}]]


def test_aliases_may_not_nest_deeper_than_brackets() -> None:
    lines = ["a0: &a0 [x]"] + [f"a{i}: &a{i} [*a{i - 1}]" for i in range(1, 60)]
    assert _codes("\n".join(lines)) == ["too-deep"]


def test_faults_that_stop_nothing_come_together() -> None:
    assert _codes("a: 1\na: 2\nb: !x 3\nc: '\nd: 4\n") == [
        "duplicate-key",
        "explicit-tag",
        "yaml-syntax",
    ]


def test_of_a_repeated_key_the_first_counts() -> None:
    assert _root("a: 1\na: {b: 2, c: [3]}\n") == {"a": "1"}


def test_a_quoted_merge_sign_is_a_key() -> None:
    assert _root("'<<': 1\n") == {"<<": "1"}


def test_a_file_of_more_than_five_megabytes_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_bytes(b"a: " + b"x" * 5_000_000)
    with pytest.raises(HandoutsError) as fault:
        read_yaml(path, "a.yaml")
    assert [d.code for d in fault.value.diagnostics] == ["too-large"]


def test_a_folder_with_the_name_of_a_file_cannot_be_read(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.mkdir()
    with pytest.raises(HandoutsError) as fault:
        read_yaml(path, "a.yaml")
    assert [d.code for d in fault.value.diagnostics] == ["unreadable-file"]


@pytest.mark.parametrize(
    ("text", "line", "column", "said"),
    [
        ("a: b: c\n", 1, 5, "`:`"),
        ("a: 'x\nb: 2\n", 1, 4, "quotes"),
        ("a: [1, 2\n", 1, 4, "`[`"),
        ("a: {b: 1\n", 1, 4, "`{`"),
        ("a: @b\n", 1, 4, "sign"),
        ("a: `b`\n", 1, 4, "sign"),
        ("a: **b** c\n", 1, 4, "quotes"),
        ('a: "\\q"\n', 1, 5, "`\\`"),
        ("a: |x\n  b\n", 1, 5, "next line"),
        ("a:\n - 1\n b: 2\n", 3, 2, "lines above"),
        ("a\nb: 1\n", 2, 2, "`:`"),
        ("a: 1\n]\n", 2, 1, ""),
    ],
)
def test_syntax_is_explained_where_it_goes_wrong(
    text: str, line: int, column: int, said: str
) -> None:
    with pytest.raises(HandoutsError) as fault:
        parse_yaml(text, "a.yaml")
    (diagnostic,) = fault.value.diagnostics
    assert diagnostic.code == "yaml-syntax"
    assert diagnostic.span == Span("a.yaml", line, column)
    assert said in f"{diagnostic.message} {diagnostic.remedy}"


def _with_places(node: Node) -> object:
    match node:
        case PlacedDict():
            return [(k, node.places[k], _with_places(v)) for k, v in node.items()]
        case PlacedList():
            return [(p, _with_places(v)) for p, v in zip(node.places, node, strict=True)]
        case Text():
            return (str(node), node.span)
    return None


@pytest.mark.parametrize(
    "file", ["data/states/ca.yaml", "layouts/state-insert.yaml", "data/decisions/which-role.yaml"]
)
def test_the_parser_without_libyaml_reads_the_same(
    file: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    fast = _with_places(read_yaml(REPOSITORY / file, file).root)
    monkeypatch.setattr(yaml_nodes, "_LOADER", yaml.SafeLoader)
    assert _with_places(read_yaml(REPOSITORY / file, file).root) == fast


@pytest.mark.parametrize(
    "text",
    ["a: [1", "a: 'x", "a: @b", "a: b: c", "a: **b** c", 'a: "\\q"', 'a: "\\ud800"', "]", "a: &"],
)
def test_the_parser_without_libyaml_refuses_the_same(
    text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert _codes(text)
    monkeypatch.setattr(yaml_nodes, "_LOADER", yaml.SafeLoader)
    assert _codes(text)


def found_in(text: str) -> list[tuple[str, str]]:
    """What is said of a text, whether it can be read or not."""
    try:
        faults = [fault.diagnostic for fault in parse_yaml(text, "f.yaml").faults]
    except HandoutsError as refused:
        faults = list(refused.diagnostics)
    return [(fault.code, str(fault.span)) for fault in faults]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("title:\u00a0 Phlebotomist\nplural: x\n", "1:7"),
        ("title:\u00a0Phlebotomist\n", "1:7"),
        ("title\u202f: x\nb: c\n", "1:6"),
        ("a:\n\u00a0 b: x\n", "2:1"),
        ("a:\n  b: 1\n  \u00a0c: 2\n", "3:3"),
        ("a:\n  b: c\n\u3000d: e\n", "3:1"),
        ("a:\n  - text:\u00a0hello\n", "2:10"),
        ("a:\n  -\u00a0text\n  - b\n", "2:4"),
    ],
)
def test_a_space_that_is_none_to_yaml_is_named(text: str, place: str) -> None:
    assert found_in(text) == [("odd-space", f"f.yaml:{place}")]


def test_an_odd_space_is_named_beside_another_fault() -> None:
    assert found_in("dimensions:\n\u00a0 \u00a0 scope: x\n  settings: y\n") == [
        ("odd-space", "f.yaml:2:1"),
        ("yaml-syntax", "f.yaml:3:11"),
    ]
    assert found_in("a: fine\u00a0text\nb: 'x:\u00a0y'\nc: |\n  Note:\u00a0z\n") == []


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("title: Phlebotomist #1 choice\nb: c\n", "1:21"),
        ("a:\n  - text: We are #1 in care\n", "2:18"),
        ("colour: #0F4C5C\n", "1:9"),
        ("a: two\n  lines #1\n", "2:9"),
        ("a: [b #c\n  ]\n", "1:7"),
    ],
)
def test_a_text_that_a_comment_cuts_is_named(text: str, place: str) -> None:
    assert found_in(text) == [("cut-by-comment", f"f.yaml:{place}")]
    (fault,) = parse_yaml(text, "f.yaml").faults
    assert not fault.diagnostic.is_error


@pytest.mark.parametrize(
    "text",
    [
        "a: b # 1\n",
        'a: "b #1"\n',
        'a: "b" #1\n',
        "a: C#1\n",
        "#1\na: b\n",
        "a:\n  #b: c\n  d: e\n",
        "a: |\n  We are #1\n",
    ],
)
def test_other_comments_are_nobodys_concern(text: str) -> None:
    assert found_in(text) == []


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("a: >\n  Bring\n  - boots\n  - gloves\n", "3:3"),
        ("a: >\n  - boots\n  - gloves\n", "3:3"),
        ("a: Bring\n    - boots\n    - gloves\n", "2:5"),
        ("a: Then\n  1. stop\n  2. look\nb: c\n", "2:3"),
        ('a: "Bring\n  * boots\n  * gloves"\n', "2:3"),
        ("- b: 'Bring\n    - boots'\n", "2:5"),
    ],
)
def test_a_list_that_yaml_makes_one_line_of_is_named(text: str, place: str) -> None:
    text = text if text.startswith("a") else f"x:\n{text}"
    expected = place if text.startswith("a") else "3:5"
    (fault,) = parse_yaml(text, "f.yaml").faults
    assert (fault.diagnostic.code, str(fault.diagnostic.span)) == (
        "joined-list",
        f"f.yaml:{expected}",
    )
    assert not fault.diagnostic.is_error


@pytest.mark.parametrize(
    "text",
    [
        "a: |\n  Bring\n  - boots\n",
        "a: >\n  Bring\n\n  - boots\n",
        "a: >\n  Bring\n    - boots\n",
        'a: "Bring\\n- boots\\n- gloves"\n',
        "a: >\n  from May\n  2026 on\n",
        "a: Bring\nb:\n  - boots\n  - gloves\n",
    ],
)
def test_lines_that_stay_lines_are_nobodys_concern(text: str) -> None:
    assert found_in(text) == []


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("- text: &c and more", ["a.yaml:2:11"]),
        ("- &c and more", ["a.yaml:2:5"]),
        ("- &co a: x", ["a.yaml:2:5"]),
        ("- text: &co", ["a.yaml:2:11"]),
        ("- [&c one, &c two, *c]", ["a.yaml:2:6"]),
        ("- [&c one, *c]", []),
        ('- &c "and more"', []),
        ("- text: ! and more", ["a.yaml:2:11"]),
        ("- !x and more", ["a.yaml:2:5"]),
        ("- text: !important", ["a.yaml:2:11"]),
    ],
)
def test_words_that_yaml_takes_for_marks_are_named(text: str, places: list[str]) -> None:
    found = parse_yaml(f"a:\n  {text}\n", "a.yaml").faults
    assert [str(f.diagnostic.span) for f in found] == places
    assert {f.diagnostic.code for f in found} <= {"unused-anchor", "explicit-tag"}
