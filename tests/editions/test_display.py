"""Blocks that are seen first, from the layout to the file: tags, sources, and every style."""

import re
from collections.abc import Callable

import pytest

from handouts.pages import TextRun
from handouts.pipeline import Made
from tests.support import tagtree, verapdf

Build = Callable[..., Made]

STYLES = ("base", "half-sheet", "large-print", "photocopy", "slate")


def conforms(made: Made) -> None:
    assert verapdf.failures(made.data, "ua1") == verapdf.failures(made.data, "2a") == ()


FIGURE = """title: T
body:
  - heading: {text: One, level: 1}
  - figure:
      items:
        - {value: 10 hours, label: or more}
        - {value: "{{ roles[0].pathway[0].time | if_any }}", label: falls away, unit: a year}
      each: "{{ roles }}"
      as: role
      item: {value: "{{ role.dimensions['entry-education'] }}", unit: at least, label: to begin, role: "{{ role }}"}
foot: [{sources: {}}]
"""


@pytest.mark.parametrize("style", STYLES)
def test_a_figure_is_one_sentence_with_its_sources(style: str, build: Build) -> None:
    made = build(FIGURE, style)
    said = [node.text for node in tagtree.read(made.data).root.all("P")]
    assert said[0] == "10\u00a0hours: or more"
    assert not any("falls away" in text for text in said)
    assert any(re.search(r"at least: to begin.*\[1\b", text) for text in said)
    if style == "base":
        conforms(made)


CHECKLIST = """title: T
body:
  - heading: {text: One, level: 1}
  - checklist:
      columns: 2
      items:
        - You like variety
        - {text: "{{ roles[1].pathway[0].time | if_any }}", note: falls away}
      each: "{{ roles }}"
      as: role
      item: {text: "{{ role.dimensions['entry-education'] }}", note: To begin, role: "{{ role }}"}
foot: [{sources: {}}]
"""


@pytest.mark.parametrize("style", STYLES)
def test_a_list_to_tick_says_so_of_each_item(style: str, build: Build) -> None:
    made = build(CHECKLIST, style)
    root = tagtree.read(made.data).root
    whole, *_ = root.all("L")
    assert whole.attributes["ListNumbering"] == "Square"
    labels = [label.text for label in whole.all("Lbl")]
    assert labels == ["To tick:", "To tick, Medical assistant:", "To tick, Phlebotomist:"]
    assert whole.all("LBody")[0].text == "You like variety"
    assert whole.all("LBody")[1].text.endswith("To begin")
    assert "[1" in whole.text
    if style == "base":
        conforms(made)


TIMELINE = """title: T
body:
  - heading: {text: One, level: 1}
  - timeline: {roles: "{{ roles }}"}
  - timeline:
      steps: "{{ roles[0].fits }}"
      as: one
      step: {name: "Step {{ loop.index }}", time: "{{ '' }}", text: "{{ one }}"}
foot: [{sources: {}}]
"""


@pytest.mark.parametrize("style", STYLES)
def test_a_timeline_is_a_numbered_list_of_each_role(style: str, build: Build) -> None:
    made = build(TIMELINE, style)
    root = tagtree.read(made.data).root
    one, other, own, *_ = root.all("L")
    assert [head.text for head in root.all("H2")[:2]] == ["Medical assistant", "Phlebotomist"]
    for whole in (one, other, own):
        assert whole.attributes["ListNumbering"] == "Decimal"
        numbers = [int(label.text) for label in whole.all("Lbl")]
        assert numbers == sorted(set(numbers))
    steps = [body.all("P")[0].text for body in one.all("LBody")]
    assert steps[0] == "Finish high school"
    assert next(body.all("P")[0].text for body in other.all("LBody")) == "Finish high school"
    assert any("[" in body.text for body in one.all("LBody"))
    assert next(body.all("P")[0].text for body in own.all("LBody")) == "Step 1"
    if style == "base":
        conforms(made)


def test_figures_for_sources_stand_out_from_a_panel(build: Build) -> None:
    """They had the color of the paper's notes: black on the text's own color."""
    body = "- panel: {fill: ink, body: [text: \"{{ roles[0].dimensions['entry-education'] }}\"]}"
    made = build(f"title: T\nbody:\n  {body}\nfoot: [{{sources: {{}}}}]\n")
    (figure,) = (i for i in made.pages.pages[0].items if isinstance(i, TextRun) and i.text.startswith("[1") and i.y < 200)  # fmt: skip
    assert figure.colour == "#FFFFFF"


CARDS = """title: T
body:
  - heading: {text: One, level: 1}
  - cards:
      each: "{{ roles }}"
      as: one
      role: "{{ one }}"
      head: [heading: {text: "{{ loop.index }}. {{ one.title }}", role: "{{ one }}"}]
      body:
        - text: "{{ one.dimensions['entry-education'] }}"
        - text: "{{ one.summary }}"
  - cards:
      each: "{{ [1, 2, 3, 4, 5, 6, 7] }}"
      as: n
      body: [text: "Card {{ n }}"]
foot: [{sources: {}}]
"""


@pytest.mark.parametrize("style", STYLES)
def test_a_card_is_its_head_and_what_stands_under_it(style: str, build: Build) -> None:
    made = build(CARDS, style)
    root = tagtree.read(made.data).root
    assert [head.text for head in root.all("H2")[:2]] == ["1. Medical assistant", "2. Phlebotomist"]
    said = [node.text for node in root.all("P")]
    assert [text for text in said if text.startswith("Card")] == [f"Card {n}" for n in range(1, 8)]
    assert any("[1]" in text for text in said)
    if style == "base":
        conforms(made)


@pytest.mark.parametrize("style", STYLES)
def test_a_quote_is_one_with_who_says_it(style: str, build: Build) -> None:
    quote = "- quote: {text: \"{{ roles[0].dimensions['entry-education'] }}\", source: A page}"
    made = build(
        f"title: T\nbody:\n  - heading: {{text: One, level: 1, fill: true}}\n  {quote}\n"
        "  - space: fill\n  - text: {text: The end, align: center}\nfoot: [{sources: {}}]\n",
        style,
    )
    (found,) = tagtree.read(made.data).root.all("BlockQuote")
    said, source = found.all("P")
    assert re.fullmatch(r"A page\s\[1.*\]", source.text)
    assert "[" not in said.text
    if style == "base":
        conforms(made)
