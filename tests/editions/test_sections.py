"""Blocks that are grouped, and what a turn of an ``each`` knows of itself."""

from collections.abc import Callable

import pypdfium2
import pytest

from handouts.diagnostics import HandoutsError
from handouts.pipeline import Made
from tests.support import tagtree

Build = Callable[..., Made]

GROUPED = """title: T
body:
  - heading: {text: Sheet, level: 1}
  - section:
      each: "{{ roles }}"
      as: role
      body:
        - heading: "{{ loop.index }} of {{ loop.length }}: {{ role.title }}"
        - table: {rows: "{{ role.tasks[:2] if TAKEN else [] }}", as: task, columns: [
            {head: Task, cell: "{{ role.plural }} {{ loop.index }}: {{ task }}"}]}
"""


def pages(made: Made) -> list[str]:
    return [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(made.data)]


def order(made: Made) -> list[str]:
    """Headings and tables in reading order, each by its first words."""
    found = (n for n in tagtree.read(made.data).root.walk() if n.tag in {"H1", "H2", "Table"})
    return [f"{n.tag} {n.text[:40]}" for n in found]


def test_each_table_stands_under_the_heading_of_its_turn(build: Build) -> None:
    said = order(build(GROUPED.replace("TAKEN", "true")))
    assert [one.partition(" ")[0] for one in said] == ["H1", "H2", "Table", "H2", "Table"]
    assert said[1:3] == ["H2 1 of 2: Medical assistant", said[2]]
    assert "medical assistants 1" in said[2]
    assert "phlebotomists 1" in said[4]


def test_a_turn_without_content_leaves_no_heading(build: Build) -> None:
    said = order(build(GROUPED.replace("TAKEN", "loop.last")))
    assert [one.partition(" ")[0] for one in said] == ["H1", "H2", "Table"]
    assert "2 of 2: Phlebotomist" in said[1]


def test_a_heading_over_empty_sections_falls_away(build: Build) -> None:
    layout = GROUPED.replace("TAKEN", "false").replace(
        "  - section:", "  - heading: What to do\n  - section:"
    )
    assert order(build(layout)) == ["H1 Sheet"]


@pytest.mark.parametrize(
    "gone",
    [
        "text: {text: Gone}\n    when: false",
        'text: "{{ none | if_any }}"',
        'table: {rows: "{{ [] }}", as: x, columns: [{head: A, cell: "{{ x }}"}]}',
        'chart: {kind: bar, rows: "{{ [] }}", as: x, value: "{{ x }}"}',
        'columns: {columns: [[{text: "{{ none | if_any }}"}], [{text: "{{ none | if_any }}"}]]}',
        'panel: {body: [{text: "{{ none | if_any }}"}]}',
        'cards: {each: "{{ [] }}", as: x, body: [{text: "{{ x }}"}]}',
        'figure: {items: [{value: "{{ none | if_any }}", label: Gone}]}',
        'checklist: {each: "{{ [] }}", as: x, item: {text: "{{ x }}"}}',
        'timeline: {roles: "{{ [] }}"}',
        'section: {each: "{{ [] }}", as: x, body: [{text: "{{ x }}"}]}',
        'wage_chart: {roles: "{{ [] }}"}',
        'wage_table: "{{ [] }}"',
    ],
)
@pytest.mark.parametrize("after", ["", "  - space: medium\n", "  - rule: {}\n"])
def test_no_heading_stays_alone_over_what_fell_away(build: Build, gone: str, after: str) -> None:
    """Whatever kind of block it was, and though white or a line stands where it ended."""
    layout = f"title: T\nbody:\n  - heading: {{text: Sheet, level: 1}}\n  - text: Kept\n  - heading: Alone\n  - {gone}\n{after}"
    assert order(build(layout)) == ["H1 Sheet"]


def test_a_heading_alone_on_purpose_stays(build: Build) -> None:
    layout = "title: T\nbody:\n  - heading: {text: Sheet, level: 1}\n  - text: Kept\n  - heading: Alone\n  - space: medium\n"
    assert order(build(layout)) == ["H1 Sheet", "H2 Alone"]


def test_a_section_kept_together_stands_on_one_page(build: Build) -> None:
    lines = "fill_in: {label: Notes, lines: 12}"
    inner = f"[{{heading: Together}}, {{{lines}}}, {{{lines}}}]"
    layout = f"title: T\nbody:\n  - {lines}\n  - section: {{body: {inner}}}\n"
    assert "Together" in pages(build(layout))[0]
    made = build(f"{layout}    keep: together\n")
    assert ["Together" in page for page in pages(made)] == [False, True]


def test_a_page_may_end_within_a_section(build: Build) -> None:
    layout = """title: T
body:
  - section:
      each: "{{ roles }}"
      as: role
      body:
        - page_break: {}
          when: not loop.first
        - heading: "{{ role.title }}"
        - text: "{{ role.summary }}"
"""
    assert len(build(layout).pages.pages) == 2


@pytest.mark.parametrize(
    "block",
    [
        "{text: \"{{ loop.index }}{{ '.' if loop.last else ',' }}\", each: \"{{ roles }}\"}",
        "{columns: {each: \"{{ roles }}\", column: [{text: \"{{ loop.index }}{{ '.' if loop.last else ',' }}\"}]}}",
    ],
    ids=["block", "columns"],
)
def test_every_each_counts_its_turns(block: str, build: Build) -> None:
    made = build(f"title: T\nbody: [{{text: One}}, {block}]\n")
    assert [p.text for p in tagtree.read(made.data).root.all("P")] == ["One", "1,", "2."]


def test_outside_of_an_each_there_is_no_loop(build: Build) -> None:
    with pytest.raises(HandoutsError) as caught:
        build('title: T\nbody: [{text: "{{ loop.index }}"}]\n')
    assert [d.code for d in caught.value.diagnostics] == ["undefined-name"]
