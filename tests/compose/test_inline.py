"""Text without marks is read without the parser, and reads the same."""

from hypothesis import given
from hypothesis import strategies as st

from handouts.compose.templates import markdown as inline
from handouts.compose.templates.markdown import MarkdownParagraph, UnsupportedMarkdownError
from handouts.document import Run

MARKS = "ab1 23.-)(*_`#+!<>&[]\\\n\t\"'$%|~=:;/{}@^é\u00a0\u2003\x0b\x0c\x00\u2028\x1c"


def parsed(text: str) -> object:
    try:
        return inline._parsed(text)
    except UnsupportedMarkdownError as fault:
        return str(fault)


def read(text: str) -> object:
    try:
        return inline.parse(text)
    except UnsupportedMarkdownError as fault:
        return str(fault)


@given(st.text(st.sampled_from(MARKS), max_size=14))
def test_what_is_read_without_the_parser_reads_the_same(text: str) -> None:
    assert read(text) == parsed(text)
    assert read(inline.literal(text)) == parsed(inline.literal(text))


@given(st.lists(st.text(st.sampled_from("ab1- .)\\*"), max_size=5), max_size=5))
def test_lists_and_paragraphs_too(lines: list[str]) -> None:
    for text in ("\n".join(lines), "\n".join(f"- {line}" for line in lines), "\n\n".join(lines)):
        assert read(text) == parsed(text)


def test_a_literal_text_means_itself() -> None:
    for text in (
        "1. not a list",
        "# no heading",
        "* * *",
        "a * b",
        "- dash",
        "<b>",
        "&amp;",
        "_x_",
    ):
        assert read(inline.literal(text)) == (MarkdownParagraph((Run(text),)),)
