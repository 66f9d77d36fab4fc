"""Records that no Python class stands for are read like any other: a project's own, once it declares some."""

import pytest

from handouts.compose.checking.statements import text_faults
from handouts.compose.values.language import NUMBER, TEXT, ListType, RecordType, Type
from handouts.diagnostics import Span
from handouts.model.base import Text

PROGRAM = RecordType("program", lambda: {"school": TEXT, "weeks": NUMBER})
NAMES: dict[str, Type] = {"programs": ListType(PROGRAM), "place": TEXT}


@pytest.mark.parametrize(
    ("template", "said"),
    [
        ("{% for p in programs %}{{ p.school }}: {{ p.weeks + 1 }}{% endfor %}", []),
        ("{{ programs | sort(attribute='weeks') | map(attribute='school') | conjunction }}", []),
        (
            "{{ programs[0].scool }}",
            [("a.yaml:1:16", "a program has no `scool`", "Did you mean `school`?")],
        ),
        (
            "{{ programs[0].zip }}",
            [("a.yaml:1:16", "a program has no `zip`", "A program has: school, weeks")],
        ),
        (
            "{{ programs[0] }}",
            [
                (
                    "a.yaml:1:4",
                    "a value of the template is a program, which cannot be printed as it is",
                    "Print one of its fields: school, weeks",
                )
            ],
        ),
    ],
)
def test_a_declared_record_is_read(template: str, said: list[tuple[str, str, str]]) -> None:
    found = text_faults(Text(template, Span("a.yaml", 1, 1)), NAMES, {})
    assert [(str(one.span), one.message, one.remedy) for one in found] == said
