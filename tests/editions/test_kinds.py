"""Values of a kind on a sheet: dimensions print by their kind wherever they stand."""

import re
from pathlib import Path

from handouts.compose import compose
from handouts.document import Document, RichText, plain, walk
from handouts.edition import Selection
from handouts.load import load
from handouts.plan import plan
from tests.load.projects import bare_project

_LAYOUT = """\
title: T
fit: {pages: 1}
body:
  - heading: {text: One, level: 1}
  - text: "LEAF"
foot: [{sources: {}}]
"""


def _project(tmp_path: Path, kind: str, value: str, leaf: str) -> Path:
    root = bare_project(tmp_path)
    dimensions = root / "data/dimensions.yaml"
    dimensions.write_text(f"{dimensions.read_text()}kit:\n  label: Kit\n  kind: {kind}\n")
    role = root / "data/roles/phlebotomist.yaml"
    role.write_text(
        re.sub(
            "^dimensions:\n", f"dimensions:\n  kit: {value}\n", role.read_text(), flags=re.MULTILINE
        )
    )
    (root / "layouts/comparison-sheet.yaml").write_text(_LAYOUT.replace("LEAF", leaf))
    return root


def _composed(root: Path) -> Document:
    library = load(root)
    wanted = plan(Selection(("comparison",), ("school",), ("CA",)), library)
    document = compose(wanted[0], library)
    assert isinstance(document, Document)
    return document


def _said(document: Document) -> str:
    texts: list[RichText] = [text for block in walk(document.body) for _, text in block.leaves()]
    return " | ".join(plain(text) for text in texts)


def test_a_share_of_people_prints_as_such_outside_of_tables_too(tmp_path: Path) -> None:
    root = _project(tmp_path, "percent", "31", "In a union: {{ roles[1].dimensions['kit'] }}.")
    assert "In a union: 31%." in _said(_composed(root))


def test_money_has_its_sign_and_keeps_its_source(tmp_path: Path) -> None:
    leaf = "{{ roles[1].dimensions['kit'] }}, {{ roles[1].dimensions['kit'] | money }}"
    root = _project(tmp_path, "money", "{text: 1640, currency: CAD, sources: [onet-31.0]}", leaf)
    document = _composed(root)
    assert "CA$1,640, CA$1,640" in _said(document)
    (text,) = (
        b for b in walk(document.body) if "CA$" in " ".join(plain(text) for _, text in b.leaves())
    )
    assert text.citations == ("onet-31.0",)


def test_a_template_reckons_with_the_figure(tmp_path: Path) -> None:
    leaf = "{{ (roles[1].dimensions['kit'].value * 2) | about(10) }}"
    root = _project(tmp_path, "money", "1640", leaf)
    assert "$3,280" in _said(_composed(root))


def test_parts_print_as_a_sentence(tmp_path: Path) -> None:
    leaf = "{{ roles[1].dimensions['kit'] }}; {{ roles[1].dimensions['kit'].parts[1].share }}"
    parts = "{parts: [{share: 57, of: offices}, {share: 12.5, of: labs, word: of}], rest: few elsewhere}"
    root = _project(tmp_path, "text", parts, leaf)
    assert "57% in offices, 12.5% of labs; few elsewhere; 12.5" in _said(_composed(root))
