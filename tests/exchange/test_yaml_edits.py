"""A file is changed in as few lines as can be, and always reads as it was meant to."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handouts.exchange.yaml_files.edits import revised
from handouts.exchange.yaml_files.writing import Tree, plain, scalar, written
from handouts.load.yaml_tree.reading import parse_yaml
from tests.support.projects import REPOSITORY

TEXT = """\
# The head.
title: Phlebotomist  # as BLS says
soc: "31-9097"

# About the facts.
defaults:
  checked: 2026-11-24
  sources: [ooh-2025]
summary:
  text: >-
    Draws blood
    all day.
  as_of: "2025"   # the year
dimensions:
  scope: {text: wide, sources: [a]}
  # Blood.
  drawing-blood: often

  settings: |
    one
    two
tasks:
- {text: first}
- second
# The end.
"""


def tree(text: str) -> dict[str, Tree]:
    found = plain(parse_yaml(text, "x.yaml").root)
    assert isinstance(found, dict)
    return found


def edited(path: tuple[str, ...], value: Tree) -> str:
    whole = tree(TEXT)
    inner = whole
    for key in path[:-1]:
        step = inner[key]
        assert isinstance(step, dict)
        inner = step
    if value is None:
        del inner[path[-1]]
    else:
        inner[path[-1]] = value
    revision = revised(TEXT, "x.yaml", whole)
    assert not revision.rewritten
    assert tree(revision.text) == whole
    return revision.text


@pytest.mark.parametrize(
    ("path", "value", "old", "new"),
    [
        (("title",), "EKG technician", "title: Phlebotomist  #", "title: EKG technician  #"),
        (("soc",), "29-2010", '"31-9097"', '"29-2010"'),
        (("defaults", "sources"), ["ooh-2025", "b"], "[ooh-2025]", "[ooh-2025, b]"),
        (("summary", "as_of"), "2026", '"2025"', '"2026"'),
        (("summary", "text"), "No: never", ">-\n    Draws blood\n    all day.", '"No: never"'),
        (("dimensions", "drawing-blood"), "never", "often", "never"),
        (("dimensions", "drawing-blood"), None, "  drawing-blood: often\n", ""),
        (("dimensions", "settings"), "three", "|\n    one\n    two", "three"),
        (("dimensions", "zone"), "3", "    two\n", '    two\n  zone: "3"\n'),
        (("mark",), "tube", "- second\n", "- second\nmark: tube\n"),
        (("tasks",), ["one"], "\n- {text: first}\n- second", " [one]"),
        (("dimensions", "scope"), {"text": "narrow"}, "{text: wide, sources: [a]}", "\n    text: narrow"),
    ],
)  # fmt: skip
def test_only_the_lines_of_a_value_change(
    path: tuple[str, ...], value: Tree, old: str, new: str
) -> None:
    assert TEXT.count(old) == 1
    expected = TEXT.replace(old, new)
    assert edited(path, value).replace(":  \n", ":\n") == expected.replace(": \n", ":\n")


def test_what_cannot_be_changed_in_place_is_rewritten_whole_under_its_head() -> None:
    text = "# The head.\n{title: a, soc: b}\n"
    revision = revised(text, "x.yaml", {"title": "a", "soc": "c"})
    assert revision.rewritten
    assert revision.text == "# The head.\ntitle: a\nsoc: c\n"


@pytest.mark.parametrize(
    "file", sorted((REPOSITORY / "data").rglob("*.yaml")), ids=lambda p: p.stem
)
def test_every_file_of_the_project_can_be_written_and_read_again(file: Path) -> None:
    whole = tree(file.read_text(encoding="utf-8"))
    assert tree("\n".join(written(whole)) + "\n") == whole


words = st.text(
    st.characters(exclude_categories=("Cs", "Cc", "Cn", "Co", "Zl", "Zp"), exclude_characters="\ufeff\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"),
    min_size=1, max_size=40,
)  # fmt: skip
texts = words | st.from_regex(r"\A[-?:,\[\]{}#&*!|>'\"%@` a-z0-9.~]{1,12}\Z")
keys = st.from_regex(r"\A[a-z][a-z0-9-]{0,8}\Z")
trees = st.recursive(
    texts,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(keys, inner, max_size=4),
    max_leaves=12,
)
mappings = st.dictionaries(keys, trees, min_size=1, max_size=5)


def normal(value: Tree) -> Tree:
    """As the loader reads it: NFC."""
    import unicodedata

    match value:
        case str():
            return unicodedata.normalize("NFC", value)
        case list():
            return [normal(item) for item in value]
        case dict():
            return {key: normal(item) for key, item in value.items()}
        case _:
            return value


@given(mappings)
def test_whatever_is_written_is_read_again(whole: dict[str, Tree]) -> None:
    assert tree("\n".join(written(whole)) + "\n") == normal(whole)


@given(mappings, mappings)
def test_any_file_can_be_made_to_say_anything(old: dict[str, Tree], new: dict[str, Tree]) -> None:
    target = normal(new)
    assert isinstance(target, dict)
    text = "# The head.\n" + "\n".join(written(old)) + "\n"
    revision = revised(text, "x.yaml", target)
    assert tree(revision.text) == target
    assert revision.text.startswith("# The head.\n")


@given(texts)
def test_a_text_stays_text_on_one_line(text: str) -> None:
    assert tree(f"a: {scalar(text)}\n") == {"a": normal(text)}
    assert tree(f"a: [{scalar(text, flow=True)}, b]\n") == {"a": [normal(text), "b"]}
