"""What records name of others, as their models declare it, and the table of their kinds."""

from dataclasses import fields
from typing import get_args, get_type_hints

import pytest

from handouts.model.base import Record, Reference, references
from handouts.model.library import HANDOUTS, RECORD_KINDS, Library
from handouts.model.records import Project

_RECORDS = {
    "roles": {
        "title": "A",
        "plural": "As",
        "soc": "31-9092",
        "defaults": {"sources": ["bls"]},
        "summary": {"text": "x", "disputed_by": ["onet"]},
        "dimensions": {"pay": [{"text": "1", "sources": ["ooh"]}, "2"]},
        "certifications": ("cma",),
    },
    "comparisons": {
        "title": "A or B",
        "roles": ("a", "b"),
        "wording": {"school": {"lead": {"text": "x", "sources": ["bls"]}}},
    },
    "layouts": {
        "title": "A",
        "style": "base",
        "body": [{"columns": {"columns": [[{"facts": {"dimensions": ["pay"]}}]]}}],
    },
}


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        (
            "roles",
            {
                ("sources", "bls", "defaults sources 0"),
                ("sources", "onet", "summary disputed_by 0"),
                ("dimensions", "pay", "dimensions pay"),
                ("sources", "ooh", "dimensions pay 0 sources 0"),
                ("certifications", "cma", "certifications 0"),
            },
        ),
        (
            "comparisons",
            {
                ("roles", "a", "roles 0"),
                ("roles", "b", "roles 1"),
                ("audiences", "school", "wording school"),
                ("sources", "bls", "wording school lead sources 0"),
            },
        ),
        (
            "layouts",
            {
                ("styles", "base", "style"),
                ("dimensions", "pay", "body 0 columns columns 0 0 facts dimensions 0"),
            },
        ),
    ],
)
def test_a_record_says_what_it_names(kind: str, expected: set[tuple[str, str, str]]) -> None:
    model = next(k.model for k in RECORD_KINDS if k.name == kind)
    found = references(model.model_validate(_RECORDS[kind], strict=False))
    assert {(r.kind, str(r.name), " ".join(map(str, r.path))) for r in found} == expected


def test_what_is_left_out_names_nothing() -> None:
    project = Project.model_validate(
        {"publisher": {"name": "A"}, "handouts": {"p": {"bind": ["q"]}}}
    )
    assert [(r.kind, r.name) for r in references(project)] == [("handouts", "q")]


def test_references_are_to_kinds_that_there_are() -> None:
    known = {kind.name for kind in (*RECORD_KINDS, HANDOUTS)} | {"icons", "stems"}  # drawings
    named = {mark.kind for model in _models(Record) for mark in _marks(model)}
    assert named
    assert named <= known


def _models(model: type[Record]) -> list[type[Record]]:
    return [model, *(m for sub in model.__subclasses__() for m in _models(sub))]


def _marks(model: type[Record]) -> list[Reference]:
    def within(form: object) -> list[Reference]:
        parts = [mark for part in get_args(form) for mark in within(part)]
        return [form, *parts] if isinstance(form, Reference) else parts

    hints = get_type_hints(model, include_extras=True)
    return [mark for name in model.model_fields for mark in within(hints[name])]


def test_a_library_has_a_field_for_each_kind() -> None:
    assert {kind.name for kind in RECORD_KINDS} <= {field.name for field in fields(Library)}
