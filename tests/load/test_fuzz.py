"""Whatever a file holds, loading ends in a library or a ``ProjectError``, never in a bug."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import BaseModel

from handouts.diagnostics import Diagnostic, HandoutsError, ProjectError, Span
from handouts.load import load
from handouts.load.records.findings import Findings
from handouts.load.records.reading import validated
from handouts.load.yaml_tree.nodes import Node, PlacedDict, PlacedList
from handouts.load.yaml_tree.reading import parse_yaml
from handouts.model.base import Record, Text
from handouts.model.decisions import Decision
from handouts.model.layout import Layout
from handouts.model.records import Audience, Comparison, Place, Project, Role, Source
from handouts.model.styles import StyleFile
from tests.load.projects import bare_project

FILES = (
    "handouts.yaml",
    "data/roles/phlebotomist.yaml",
    "data/decisions/which-role.yaml",
    "data/states/ca.yaml",
    "data/dimensions.yaml",
    "data/wages/oews-may-2025.csv",
    "layouts/state-insert.yaml",
    "layouts/styles/base.yaml",
)

bounded = settings(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return bare_project(tmp_path_factory.mktemp("fuzz"))


def _load_with(project: Path, file: str, data: bytes) -> None:
    path = project / file
    sound = path.read_bytes()
    path.write_bytes(data)
    try:
        found = _diagnostics(project)
    finally:
        path.write_bytes(sound)
    assert all(d.span is not None and d.remedy for d in found)


def _diagnostics(project: Path) -> tuple[Diagnostic, ...]:
    try:
        return load(project).diagnostics
    except ProjectError as fault:
        return fault.diagnostics


@given(file=st.sampled_from(FILES), data=st.binary(max_size=200))
@bounded
def test_any_bytes(project: Path, file: str, data: bytes) -> None:
    _load_with(project, file, data)


_PIECES = st.sampled_from(
    ["\n", "  ", "- ", ": ", "{", "}", "[", "]", "'", '"', "|", ">", "&a ", "*a", "!", "%", "@",
     "#", ",", "<<: ", "---\n", "\t", "é", "\u202e", "\x00", "null", "{{ x }}", "-1", "1e999"]
)  # fmt: skip


@given(
    file=st.sampled_from(FILES),
    cuts=st.lists(st.tuples(st.floats(0, 1), st.integers(0, 30), _PIECES), min_size=1, max_size=4),
)
@bounded
def test_real_files_with_pieces_cut_out_and_put_in(
    project: Path, file: str, cuts: list[tuple[float, int, str]]
) -> None:
    text = (project / file).read_text(encoding="utf-8")
    for at, length, piece in cuts:
        start = int(at * len(text))
        text = text[:start] + piece + text[start + length :]
    _load_with(project, file, text.encode("utf-8"))


@given(text=st.text(alphabet=" -:{}[]'\"|>&*!%@#,ab\n?<", max_size=60))
@settings(max_examples=300)
def test_any_punctuation_parses_or_is_refused(text: str) -> None:
    for diagnostic in _refusals(text):
        assert diagnostic.span is not None
        assert 1 <= diagnostic.span.line <= text.count("\n") + 1


def _refusals(text: str) -> tuple[Diagnostic, ...]:
    try:
        parse_yaml(text, "a.yaml")
    except HandoutsError as fault:
        return fault.diagnostics
    return ()


MODELS: tuple[type[Record], ...] = (
    Role, Comparison, Decision, Place, Audience, Source, Layout, StyleFile, Project,
)  # fmt: skip


def _keys(model: type[BaseModel], seen: set[type[BaseModel]]) -> set[str]:
    """All keys of a model and the models in it."""
    if model in seen:
        return set()
    seen.add(model)
    keys = {f.alias or n for n, f in model.model_fields.items()}
    for other in Record.__subclasses__():
        if other.__name__ in str(model.model_fields):
            keys |= _keys(other, seen)
    return keys


_SPAN = Span("a.yaml", 1, 1)
_KEYS = sorted({key for model in MODELS for key in _keys(model, set())})


def _mapping(items: dict[str, Node]) -> PlacedDict:
    node = PlacedDict(_SPAN)
    for key, value in items.items():
        node.put(key, value, _SPAN)
    return node


def _sequence(items: list[Node]) -> PlacedList:
    node = PlacedList(_SPAN)
    for value in items:
        node.put(value, _SPAN)
    return node


_leaves: st.SearchStrategy[Node] = (
    st.sampled_from(
        ["", "x", "true", "3", "-1", "1e999", "2026-11-24", "required", "question", "400"]
    ).map(lambda s: Text(s, _SPAN))
    | st.none()
)
_nodes: st.SearchStrategy[Node] = st.recursive(
    _leaves,
    lambda inner: (
        st.lists(inner, max_size=3).map(_sequence)
        | st.dictionaries(st.sampled_from(_KEYS), inner, max_size=4).map(_mapping)
    ),
    max_leaves=12,
)


@given(
    model=st.sampled_from(MODELS),
    items=st.dictionaries(st.sampled_from(_KEYS), _nodes, max_size=6),
)
@settings(max_examples=300)
def test_any_tree_is_a_record_or_has_faults_in_plain_words(
    model: type[Record], items: dict[str, Node]
) -> None:
    findings = Findings()
    entry = validated("roles", "x", _mapping(items), model, findings)
    assert entry is not None or findings.errors
    for diagnostic in findings.diagnostics:
        said = f"{diagnostic.message} {diagnostic.remedy}".lower()
        assert diagnostic.span == _SPAN
        assert diagnostic.remedy
        assert "input" not in said
        assert "valid " not in said
