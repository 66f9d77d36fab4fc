"""The schemas that editors use: up to date, and named by every file."""

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest

from handouts.load.schema import KINDS, schema, schema_text
from tests.load.projects import REPOSITORY

SCHEMAS = REPOSITORY / "schemas"

_NAMED = re.compile(r"# yaml-language-server: \$schema=(\S+)")


@pytest.mark.parametrize("kind", KINDS)
def test_the_kept_schema_is_up_to_date(kind: str) -> None:
    kept = (SCHEMAS / f"{kind}.schema.json").read_text(encoding="utf-8")
    assert kept == schema_text(kind), "write it anew: python -m tests.load.test_schema"


def test_no_schema_is_kept_that_nothing_has() -> None:
    assert sorted(p.name for p in SCHEMAS.iterdir()) == sorted(f"{k}.schema.json" for k in KINDS)


def test_every_file_of_the_project_names_its_schema() -> None:
    files = [
        REPOSITORY / "handouts.yaml",
        *(REPOSITORY / "data").rglob("*.yaml"),
        *(REPOSITORY / "layouts").rglob("*.yaml"),
    ]
    for path in files:
        if path == REPOSITORY / "data/enrolling.yaml":
            continue  # a collection's form is what handouts.yaml declares
        with path.open(encoding="utf-8") as lines:
            match = _NAMED.match(lines.readline())
        assert match, path
        assert (path.parent / match[1]).resolve().is_relative_to(SCHEMAS), path
        assert (path.parent / match[1]).is_file(), path


@pytest.mark.parametrize("kind", KINDS)
def test_every_reference_leads_somewhere(kind: str) -> None:
    written = schema(kind)
    assert written["$schema"] == "http://json-schema.org/draft-07/schema#"
    text = json.dumps(written)
    assert "$defs" not in text
    names = set(re.findall(r'"#/definitions/(\w+)"', text))
    assert names == set(written.get("definitions", {}))


def test_a_fact_may_be_plain_text_or_a_group() -> None:
    plain, group = schema("role")["definitions"]["Fact"]["anyOf"]
    assert "string" in plain["type"]
    assert set(group["properties"]) >= {"text", "sources", "as_of", "checked", "expires"}


def test_a_block_may_be_its_main_field_alone() -> None:
    definitions = schema("layout")["definitions"]
    assert "string" in definitions["HeadingBlock"]["anyOf"][0]["type"]
    assert definitions["ColumnsBlock"]["anyOf"][0]["type"] == "array"


def test_a_file_that_extends_another_may_leave_keys_out() -> None:
    assert {"required": ["extends"]} in schema("layout")["anyOf"]
    assert "required" not in schema("style")["definitions"]["TypeStep"]


def test_fields_are_described_for_those_who_point_at_them() -> None:
    seen = schema("place")["definitions"]["Authority"]["properties"]["seen"]
    assert "without a link" in seen["description"]


@pytest.mark.parametrize("kind", KINDS)
def test_every_property_is_described(kind: str) -> None:
    """In a sentence that an editor shows: without reStructuredText, and not too long for it."""
    undescribed = []
    for name, written in _properties(schema(kind)):
        text = written.get("description", "")
        if not text.endswith((".", ".*", ".`")) or "``" in text or len(text) > 240:
            undescribed.append(f"{name}: {text}")
    assert undescribed == []


def _properties(node: object) -> Iterator[tuple[str, dict[str, Any]]]:
    if isinstance(node, dict):
        yield from node.get("properties", {}).items()
        for value in node.values():
            yield from _properties(value)
    elif isinstance(node, list):
        for value in node:
            yield from _properties(value)


if __name__ == "__main__":
    for name in KINDS:
        (SCHEMAS / f"{name}.schema.json").write_text(schema_text(name), encoding="utf-8")
