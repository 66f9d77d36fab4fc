"""The canonical text of a document changes with what is printed, and with nothing else."""

from dataclasses import fields, is_dataclass, replace

import pytest

import handouts.document as document
from handouts.canonical import canonical
from handouts.diagnostics import Span
from handouts.document import Origin, Paragraph, Run
from handouts.drawings import Vector
from handouts.pages import Raster


def records() -> list[type]:
    """Every record that a document is made of."""
    named = [getattr(document, name) for name in document.__all__]
    return [kind for kind in (*named, Raster, Vector) if isinstance(kind, type)]


@pytest.mark.parametrize(
    "kind", [k for k in records() if is_dataclass(k)], ids=lambda k: k.__name__
)
def test_records_are_equal_where_their_text_is(kind: type) -> None:
    assert is_dataclass(kind)
    for field in fields(kind):
        if kind is not Raster:  # its digest stands for its bytes
            assert field.compare == field.metadata.get("counts", True), field.name


def test_a_moved_line_changes_nothing() -> None:
    one = Paragraph(id="a", text=(Run("Words"),), span=Span("a.yaml", 1))
    origin = Origin("Words", Span("b.yaml", 7))
    other = replace(one, span=Span("a.yaml", 2), origins=(origin,))
    assert canonical(one) == canonical(other)


def test_every_run_counts_in_each_of_its_values() -> None:
    plain = Run("Words")
    changed = [
        plain._replace(text="Word"),
        plain._replace(bold=True),
        plain._replace(italic=True),
        plain._replace(link="https://example.org"),
        plain._replace(note="n"),
        plain._replace(cites=("ooh",)),
    ]
    texts = {canonical(Paragraph(id="a", text=(run,))) for run in (plain, *changed)}
    assert len(texts) == 7
