"""What people type in texts, as it stands on the sheet, in its tags, and in messages."""

from collections.abc import Iterator

import pytest

from handouts.document import ListBlock, walk
from handouts.pages import TextRun
from handouts.pipeline import Made
from tests.support import tagtree, verapdf
from tests.support.tagtree import Node

from .test_own_layouts import Build, fault, read


def sheet(build: Build, text: str, style: str = "base") -> Made:
    """A sheet that says this and nothing else."""
    lines = "\n".join(f"      {line}" for line in text.split("\n"))
    return build(f"title: T\nbody:\n  - text: |\n{lines}\n", style)


def outline(node: Node) -> Iterator[str]:
    """Labels and texts of lists, set in by how deep they stand."""
    for kid in node.kids:
        if not isinstance(kid, Node):
            continue
        if kid.tag in {"Lbl", "P"} or (kid.tag == "LBody" and not kid.all("P")):
            yield kid.text.strip()
        else:
            inner = list(outline(kid))
            yield from (f"  {line}" if kid.tag == "L" else line for line in inner)


def places(made: Made) -> dict[str, tuple[float, float]]:
    """Where each line of text stands, from the left and the top."""
    items = (item for page in made.pages.pages for item in page.items)
    runs = [item for item in items if isinstance(item, TextRun)]
    return {run.text.strip(): (run.x, run.y) for run in runs}


NESTED = """1. First
2. Second
  - inner
    a line more of it
      3) number
      4) number
3. Third

   one more paragraph
4. Fourth"""


def test_a_list_in_a_list_has_its_own_numbers_and_stands_under_its_item(build: Build) -> None:
    made = sheet(build, NESTED)
    root = tagtree.read(made.data).root
    assert list(outline(root)) == [
        "  1.", "  First", "  2.", "  Second", "    inner a line more of it",
        "      3)", "      number", "      4)", "      number",
        "  3.", "  Third", "  one more paragraph", "  4.", "  Fourth",
    ]  # fmt: skip
    assert verapdf.failures(made.data, "ua1") == verapdf.failures(made.data, "2a") == ()
    at = places(made)
    assert at["Second"][0] < at["inner a line more of it"][0] < at["number"][0]
    assert at["Third"][0] == at["one more paragraph"][0] == at["Second"][0]
    assert at["Second"][1] < at["number"][1] < at["Third"][1]


@pytest.mark.parametrize("style", ["large-print", "slate"])
def test_lists_in_lists_stand_in_every_style_and_in_columns(build: Build, style: str) -> None:
    nested = NESTED.replace("\n", "\\n")
    made = build(f'title: T\nbody: [{{text: {{text: "{nested}", columns: 2}}}}]\n', style)
    assert "4. Fourth" in " ".join(read(made)[0].split())


def test_what_loops_set_in_is_a_list_in_a_list(build: Build) -> None:
    made = sheet(
        build,
        "{% for r in roles %}\n  - {{ r.title }}\n  {% for n in [1, 2] %}\n    - step {{ n }}\n"
        "  {% endfor %}\n{% endfor %}\n\n  The end of it.",
    )
    (block,) = (b for b in walk(made.document.body) if isinstance(b, ListBlock))
    assert [len(item.parts[0].items) for item in block.items] == [2, 2]  # type: ignore[union-attr]
    assert tagtree.read(made.data).root.kids[-1].text == "The end of it."  # type: ignore[union-attr]


@pytest.mark.parametrize("mark", ["-", "*", "+", "1.", "2)"])
def test_a_list_pasted_from_a_web_page_is_a_list(build: Build, mark: str) -> None:
    made = sheet(build, f"Bring:\n\n{mark}\u00a0boots\n{mark}\u00a0gloves")
    (block,) = (b for b in walk(made.document.body) if isinstance(b, ListBlock))
    assert len(block.items) == 2


@pytest.mark.parametrize(
    "html", ['a <!-- b -- c\n"d" --> e', 'a <img src="b.png"> c', 'a <span style="x">b</span>']
)
def test_html_is_named_whatever_signs_stand_in_it(build: Build, html: str) -> None:
    lines = "\n".join(f"      {line}" for line in html.split("\n"))
    found = fault(build, f"title: T\nbody:\n  - text: |\n{lines}\n")
    assert "HTML cannot stand" in found.message


def test_a_list_where_one_paragraph_can_stand_has_a_remedy_that_helps(build: Build) -> None:
    found = fault(build, 'title: T\nbody: [{heading: "- a\\n- b"}]\n')
    assert "a list" in found.message
    assert found.remedy is not None
    assert "One paragraph can stand here" in found.remedy


def test_a_fourth_list_in_one_another_is_refused_with_its_line(build: Build) -> None:
    lines = "\\n".join(f"{'  ' * n}- {n}" for n in range(4))
    found = fault(build, f'title: T\nbody: [{{text: "{lines}"}}]\n')
    assert found.code == "unsupported-markdown"
    assert "a fourth list" in found.message


def test_tasks_have_boxes(build: Build) -> None:
    made = sheet(build, "- [ ] Boots\n  1. [x] *black*\n- [X] Hat")
    assert read(made)[0].split() == ["☐", "Boots", "1.", "☑", "black", "☑", "Hat"]
    (outer, _) = tagtree.read(made.data).root.all("L")
    assert outer.attributes["ListNumbering"] == "Square"
    assert verapdf.failures(made.data, "ua1") == ()


def test_lines_end_where_they_are_made_to(build: Build) -> None:
    made = sheet(build, "Send to:  \n**Main St**\\\nSpringfield\nand on\n\n- one  \n  two")
    lines = [line.strip() for line in read(made)[0].splitlines()]
    assert lines == ["Send to:", "Main St", "Springfield and on", "one", "two"]


def test_blanks_that_templates_leave_end_no_line(build: Build) -> None:
    made = sheet(build, "one {% if false %}two{% endif %} \nthree")
    assert read(made)[0].split() == ["one", "three"]
    assert len(places(made)) == 1


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("| a | b |\\n|---|---|\\n| 1 | 2 |", "a table"),
        ("so[^1]", "a footnote"),
        ("~~a~~", "strike"),
    ],
)
def test_marks_that_are_not_set_are_refused_by_name(build: Build, text: str, name: str) -> None:
    found = fault(build, f'title: T\nbody: [{{text: "{text}"}}]\n')
    assert found.code == "unsupported-markdown"
    assert name in found.message
    assert found.span is not None
    assert found.span.line == 2


@pytest.mark.parametrize("style", ["base", "large-print"])
def test_a_word_wider_than_its_place_is_named_with_its_line(build: Build, style: str) -> None:
    word = "W1" * 90
    layout = f"title: T\nbody:\n  - text: One\n  - text: see {word}\n"
    found = fault(build, layout, style)
    assert "cannot be divided" in found.message
    assert found.span is not None
    assert found.span.line == 4
    found = fault(build, f"title: T\nbody: [{{text: One}}]\nfooter:\n  left: {word}\n", style)
    assert "does not fit on one line" in found.message
    assert found.span is not None
    assert found.span.line == 4
