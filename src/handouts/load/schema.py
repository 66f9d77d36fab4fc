"""JSON Schema (draft-07) of each kind of file, for editors that check and complete YAML."""

import ast
import inspect
import json
import textwrap
from collections.abc import Iterator
from types import GenericAlias
from typing import Any

from pydantic import TypeAdapter

from handouts.model.base import Fact, PlainForm, Record
from handouts.model.blocks import BLOCK_KINDS, BlockRecord
from handouts.model.library import RECORD_KINDS, RecordKind
from handouts.model.records import Project
from handouts.model.styles import RoleLookRecord

Schema = dict[str, Any]


def _file(kind: RecordKind[Record]) -> tuple[str, Any]:
    """The name of a kind of file, and the type of its content."""
    if kind.in_one_file:
        return kind.name, GenericAlias(dict, (str, kind.model))
    return kind.noun, kind.model


_TYPES: dict[str, Any] = {**dict(map(_file, RECORD_KINDS)), "project": Project}

KINDS = tuple(_TYPES)
"""The kinds of files that have a schema."""

_EXTENDING = {kind.noun for kind in RECORD_KINDS if kind.extends}

_SCALAR: Schema = {"type": ["string", "number", "boolean"]}
"""Text: what YAML takes for a number or a switch is read as it is written."""

_NESTED = ("properties", "$defs")
_MEMBERS = ("anyOf", "oneOf", "allOf", "prefixItems")


def schema(kind: str) -> Schema:
    """The schema of one of ``KINDS``."""
    written = TypeAdapter(_TYPES[kind]).json_schema(by_alias=True)
    documented = _documented(written)
    adapted = _adapted(documented)
    definitions = adapted.pop("definitions", {})
    for name, definition in definitions.items():
        definitions[name] = _with_plain_form(name, definition)
    if kind in _EXTENDING:
        _relax(adapted, definitions if kind == "style" else {})
    head = {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": f"{kind} of a handouts project",
    }
    tail = {"definitions": dict(sorted(definitions.items()))} if definitions else {}
    return head | adapted | tail


def schema_text(kind: str) -> str:
    """The schema as it is kept in ``schemas/KIND.schema.json``."""
    return json.dumps(schema(kind), indent=2, ensure_ascii=False) + "\n"


def _adapted(node: Schema) -> Schema:
    """A schema of pydantic's in the words of draft-07, without titles, which only repeat names."""
    adapted: Schema = {}
    for key, value in node.items():
        if key in _NESTED:
            name = "definitions" if key == "$defs" else key
            adapted[name] = {n: _adapted(v) for n, v in value.items()}
        elif key in _MEMBERS:
            adapted[key] = [_adapted(v) for v in value]
        elif isinstance(value, dict) and key != "default":
            adapted[key] = _adapted(value)
        elif key == "$ref":
            adapted[key] = value.replace("#/$defs/", "#/definitions/")
        elif key == "description":
            adapted[key] = value.replace("``", "`")
        elif key != "title" and (key != "default" or isinstance(value, str | int | float)):
            adapted[key] = value
    if "prefixItems" in adapted:
        adapted["items"] = adapted.pop("prefixItems")
        adapted["additionalItems"] = False
    if adapted.get("type") == "string" and not adapted.keys() & {"enum", "const", "format"}:
        adapted |= _SCALAR
    return _shortened(adapted)


def _shortened(node: Schema) -> Schema:
    """Text or nothing, as one list of types."""
    if node.get("anyOf") == [_SCALAR, {"type": "null"}]:
        del node["anyOf"]
        node["type"] = [*_SCALAR["type"], "null"]
    return node


def _with_plain_form(name: str, definition: Schema) -> Schema:
    """A fact may be plain text; a block may be its main field alone."""
    record = _records().get(name)
    plain: list[Schema] = []
    if record is not None and issubclass(record, Fact):
        plain = [_SCALAR]
        definition["required"] = [n for n in definition["required"] if n != "text"]
        definition["anyOf"] = [{"required": ["text"]}, {"required": ["parts"]}]
    elif record is not None and issubclass(record, PlainForm):
        plain = [definition["properties"][record.plain]]
    elif record is not None and issubclass(record, BlockRecord):
        definition["oneOf"] = [{"required": [kind]} for kind in BLOCK_KINDS]
    return {"anyOf": [*plain, definition]} if plain else definition


def _relax(whole: Schema, definitions: dict[str, Schema]) -> None:
    """Make keys optional, as a file that extends another may leave out what the other has."""
    required = whole.pop("required")
    whole["anyOf"] = [{"required": ["extends"]}, {"required": required}]
    for name, definition in definitions.items():
        if name != RoleLookRecord.__name__:
            definition.pop("required", None)


def _records() -> dict[str, type[Record]]:
    return {record.__name__: record for record in _subclasses(Record)}


def _subclasses(record: type[Record]) -> Iterator[type[Record]]:
    yield record
    for subclass in record.__subclasses__():
        yield from _subclasses(subclass)


def _documented(written: Schema) -> Schema:
    """Put the docstrings under the fields of the records into the descriptions."""
    records = _records()
    for name, definition in written.get("$defs", {}).items():
        if name in records:
            _describe(definition, records[name])
    top = records.get(str(written.get("title")))
    if top is not None:
        _describe(written, top)
    return written


def _describe(definition: Schema, record: type[Record]) -> None:
    properties = definition.get("properties", {})
    for base in reversed(record.__mro__):
        if not (isinstance(base, type) and issubclass(base, Record)):
            continue
        for name, text in field_docs(base):
            field = base.model_fields.get(name)
            key = field.alias or name if field else name
            if key in properties:
                properties[key]["description"] = text


def field_docs(record: type) -> Iterator[tuple[str, str]]:
    """Fields with the string that stands under them in the source."""
    body = ast.parse(textwrap.dedent(inspect.getsource(record))).body[0]
    assert isinstance(body, ast.ClassDef)
    for statement, after in zip(body.body, body.body[1:], strict=False):
        match statement, after:
            case (
                ast.AnnAssign(target=ast.Name(id=name)),
                ast.Expr(value=ast.Constant(value=str(text))),
            ):
                yield name, inspect.cleandoc(text)
