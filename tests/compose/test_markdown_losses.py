"""Markdown says all that was written, or is refused: nothing of a text vanishes in it."""

import re

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from handouts.characters import INVISIBLE
from handouts.compose.templates.markdown import (
    MarkdownList,
    MarkdownParagraph,
    UnsupportedMarkdownError,
    literal,
    parse,
    rich,
)
from handouts.document import plain


@pytest.mark.parametrize(
    "text",
    [
        "[](https://example.org)",
        '[site](https://example.org "a title")',
        "[site](../secret)",
        "[site](page.html)",
        "[site](javascript:alert(1))",
        "- one\n-\n- three",
        "- one\n  - two\n    - three\n      - four",
        "| a | b |\n|---|---|\n| 1 | 2 |",
        "| a | b |",
        "so[^1] it is",
        "[^1]: a note",
        "[text][x]\n\n[x]: https://example.org",
        "[x]: https://example.org",
        "[text][x]",
        "[text][]",
        "~~gone~~",
        "==marked==",
        "a <b>c</b>",
        "one<br>two",
        "<script>alert(1)</script>",
        "<!-- a remark -->",
        "a &#x202e; b",
        "a &zwnj; b",
        "a &#0; b",
        "![](x.png)",
        "# Heading",
        "> quote",
        "```\ncode\n```",
        "Title\n===",
        "Term\n: what it is",
        "so^[a note] it is",
        "[site](https://example.org/a b)",
        "**never closed",
        "**(so)**it is",
        "2*3*4",
        "1. one\n3. three",
        "born __/__/____",
        "• one\n• two",
        "Bring:\n– one\n– two",
        "a. one\nb. two",
    ],
)
def test_what_would_be_lost_or_changed_is_refused(text: str) -> None:
    with pytest.raises(UnsupportedMarkdownError):
        parse(text)


def test_a_reference_is_printed_as_it_is_written() -> None:
    (one,) = parse("[note]: see the board")
    assert isinstance(one, MarkdownParagraph)
    assert plain(one.text) == "[note]: see the board"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("one\n\n| a | b |\n|---|---|\n| 1 | 2 |", "a table"),
        ("one\ntwo[^1]", "a footnote"),
        ("[text][x]\n\n[x]: https://example.org", "a reference link"),
        ("~~gone~~", "strikethrough"),
        ("a <b>c</b>", "HTML"),
        ("a\n\nTerm\n: what it is", "a list of definitions"),
        ("a\n**never closed", "bold that does not begin or end"),
        ("2*3*4", "italics between figures"),
        ("on __/__/__", "bold or italics without a word"),
        ("1. one\n3. three", "a list numbered 1, 3"),
    ],
)
def test_what_is_refused_is_called_by_its_name_and_the_remedy_fits(text: str, name: str) -> None:
    with pytest.raises(UnsupportedMarkdownError, match=name) as fault:
        parse(text)
    assert "backslash" in fault.value.remedy


@pytest.mark.parametrize(
    "text", ["a \\<b>c", "\\[^1]", "\\~~a~~", "\\| a |", "[a]\\[b]", "x \\==a=="]
)
def test_a_backslash_prints_a_sign_as_it_is(text: str) -> None:
    assert plain(rich(text)) == text.replace("\\", "")


@pytest.mark.parametrize(
    "text",
    [
        "a < b",
        "5 > 3",
        "1 | 2",
        "~10",
        "x == y",
        "[a] b [c]",
        "H~2~O",
        "5* hotel",
        "Name: ____",
        "• one • two",
    ],
)
def test_signs_that_mean_nothing_in_markdown_are_text(text: str) -> None:
    assert plain(rich(text)) == text


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("• one\\\n• two", "• one\n• two"),
        ("1\\. one\n3\\. three", "1. one 3. three"),
        ("born \\_\\_/\\_\\_", "born __/__"),
        ("2\\*3\\*4", "2*3*4"),
        ("Term\n\\: what it is", "Term : what it is"),
        ("**(so)** it is", "(so) it is"),
    ],
)
def test_what_the_remedies_say_prints_what_was_meant(typed: str, printed: str) -> None:
    assert plain(rich(typed)) == printed


def test_numbers_in_order_or_all_the_same_are_counted() -> None:
    for text in ("4. a\n5. b\n   - c\n6. d", "1. a\n1. b\n1. c"):
        (one,) = parse(text)
        assert isinstance(one, MarkdownList)
        assert [plain(item.text) for item in one.items] == re.findall(r"[0-9]\. (.)", text)


def test_a_number_at_the_start_of_a_heading_is_part_of_it() -> None:
    assert plain(rich("1. Look *here*")) == "1. Look here"
    assert plain(rich("2) Then")) == "2) Then"
    for text in ("- Look", "1. Look\n2. Then", "1. Look\n   - here", "1. [ ] Look"):
        with pytest.raises(UnsupportedMarkdownError, match="a list"):
            rich(text)


_TEXT = st.text(
    alphabet=st.characters(codec="utf-8", exclude_categories=["Cc", "Cf", "Co", "Cs", "Zl", "Zp"]),
    max_size=60,
) | st.text(alphabet="ab1 .)=-+*_`[](){}<>#!|~&\\\"'\n:/@$%^;,", max_size=60)


def _words(text: str) -> list[str]:
    return [word for word in text.strip().split(" ") if word]


@given(_TEXT)
@settings(max_examples=300)
def test_literal_text_prints_as_itself(text: str) -> None:
    assume(not INVISIBLE.search(text))
    assert _words(plain(rich(literal(text)))) == _words(text.replace("\n", " "))


@given(_TEXT)
@settings(max_examples=200)
def test_literal_text_changes_nothing_around_it(text: str) -> None:
    """In the second line of a paragraph a text cannot make a heading, a list or a rule."""
    try:
        blocks = parse(f"Word\n{literal(text)}")
    except UnsupportedMarkdownError as fault:
        assert "character" in str(fault)  # noqa: PT017 — the text's own, not its form's
        return
    assert len(blocks) == 1
