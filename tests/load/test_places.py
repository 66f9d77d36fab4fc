"""A text knows where each of its characters beyond ASCII stands in the file."""

import pytest

from handouts.diagnostics import Span, joined_places
from handouts.load.yaml_tree.reading import parse_yaml
from handouts.model.base import Text

SNOWMAN = "\u2603"


def text_of(source: str) -> Text:
    value = parse_yaml(source, "a.yaml").root["a"]
    assert isinstance(value, Text)
    return value


@pytest.mark.parametrize(
    ("source", "sign", "place"),
    [
        ("a: so \u2603 cold\n", SNOWMAN, "a.yaml:1:7"),
        ("a: 'so \u2603, so \u2603'\n", SNOWMAN, "a.yaml:1:8"),
        ('a: "so \\u2603"\n', SNOWMAN, "a.yaml:1:8"),
        ('a: "so \\U00002603"\n', SNOWMAN, "a.yaml:1:8"),
        ("a: |\n  so\n  very \u2603\n", SNOWMAN, "a.yaml:3:8"),
        ("a: >\n  so\n  very \u2603\n", SNOWMAN, "a.yaml:3:8"),
        ("b: 1\na: so\n  very \u2603\n", SNOWMAN, "a.yaml:3:8"),
        ("a: cafe\u0301\n", "\u00e9", "a.yaml:1:7"),
        ('a: "caf\\xe9"\n', "\u00e9", "a.yaml:1:8"),
    ],
)
def test_a_character_is_found_as_it_was_typed(source: str, sign: str, place: str) -> None:
    span = text_of(source).span
    assert span is not None
    assert str(span.of(sign)) == place


def test_a_block_knows_the_characters_of_all_its_texts() -> None:
    first, second = text_of("a: plain\n").span, text_of("a: so \u2603\n").span
    joined = joined_places((None, first, second))
    assert joined is not None
    assert (str(joined), str(joined.of(SNOWMAN))) == ("a.yaml:1:4", "a.yaml:1:7")
    assert joined.of("\u00e9") is None


def test_places_are_equal_whatever_characters_stand_there() -> None:
    assert text_of("a: so \u2603\n").span == Span("a.yaml", 1, 4)


@pytest.mark.parametrize(
    "source",
    [
        "a: one two three\n",
        "a: one\n  two\n\n  three\n",
        "a: 'it''s one two\n\n  three'\n",
        'a: "one\\n\\ttwo \\\n  three \\u00e9 four"\n',
        "a: |\n  one\n    two\n\n  three\n",
        "a: >-\n  one\n  two\n\n    three\n  four\n# five\n",
        "a: é one \u2603 two\n",
    ],
)
def test_every_letter_of_a_text_knows_its_place(source: str) -> None:
    text, lines = text_of(source), source.split("\n")
    assert text.span is not None
    for number, letter in enumerate(text):
        if letter.isascii() and letter.isalpha():
            place = text.span.at(number)
            assert lines[place.line - 1][place.column - 1] == letter, (number, letter)
