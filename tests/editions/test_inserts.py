"""The state insert: answers in front, details and sources behind, type of one size."""

from collections.abc import Callable

import pytest

from handouts.document import Callout, ListBlock, walk
from handouts.model.library import Library
from handouts.pages import TextRun
from handouts.pipeline import Made
from tests.support import tagtree

Build = Callable[..., Made]

PLACES = ("AR", "CA", "DC", "LA")


def _page(made: Made, number: int) -> str:
    """What is printed on a page, without white space."""
    runs = [i.text for i in made.pages.pages[number].items if isinstance(i, TextRun)]
    return "".join("".join(runs).split())


def _letters(text: str) -> str:
    return "".join(letter for letter in text if letter.isalnum())


def _close(text: str) -> str:
    return "".join(text.split())


@pytest.mark.parametrize("place", PLACES)
def test_the_answers_and_the_pay_stand_in_front(
    editions: dict[str, Made], library: Library, place: str
) -> None:
    for audience in ("school", "advisor"):
        made = editions[f"{audience}/{place.lower()}/state-insert.en"]
        front = _page(made, 0)
        for slug, rule in library.places[place.lower()].rules.items():
            assert _close(str(rule.verdict.text)) in front, (audience, slug)
            for credential in rule.credentials:
                assert _close(str(credential.allows.text)) in front, (audience, slug)
        assert "Confirmfirst." in front
        assert "halfearnlessthan" in front  # said at the first bar of the chart


@pytest.mark.parametrize("place", PLACES)
def test_each_detail_and_each_law_is_printed_once(
    editions: dict[str, Made], library: Library, place: str
) -> None:
    made = editions[f"school/{place.lower()}/state-insert.en"]
    said = _letters(tagtree.read(made.data).root.text)
    for rule in library.places[place.lower()].rules.values():
        for detail in rule.details:
            assert said.count(_letters(str(detail.text))) == 1, detail.text
        if rule.citation is not None:
            assert said.count(_letters(f"Law: {rule.citation.text}")) == 1


def test_a_second_page_says_what_it_is(editions: dict[str, Made]) -> None:
    for name, made in editions.items():
        if name.endswith("state-insert.en") and len(made.pages.pages) > 1:
            assert "detailsandsources" in _page(made, 1), name


def test_a_second_page_is_taken_sooner_than_smaller_type(editions: dict[str, Made]) -> None:
    for name, made in editions.items():
        if name.endswith("state-insert.en"):
            assert made.pages.fit.scale == 1, name


def test_a_callout_at_the_head_of_a_panel_has_no_line(editions: dict[str, Made]) -> None:
    body = editions["school/ca/state-insert.en"].document.body
    (callout,) = (b for b in walk(body) if isinstance(b, Callout))
    assert not callout.ruled


def test_a_page_is_taken_sooner_than_smaller_type_where_a_layout_asks_for_it(build: Build) -> None:
    """Without `keep_type` the same text is set smaller, on the page that it may have."""
    text = " ".join(["Nothing is said here that anybody needs to read."] * 118)
    layout = f"title: T\nfit: {{pages: 1, at_most: 2FIT}}\nbody:\n  - heading: {{text: One, level: 1}}\n  - text: {text}\n"
    smaller = build(layout.replace("FIT", ""), "base")
    kept = build(layout.replace("FIT", ", keep_type: true"), "base")
    assert (len(smaller.pages.pages), smaller.pages.fit.scale < 1) == (1, True)
    assert (len(kept.pages.pages), kept.pages.fit.scale) == (2, 1)


def test_an_optional_break_goes_where_one_page_is_enough(build: Build) -> None:
    layout = "title: T\nfit: {pages: 1, at_most: 2}\nbody:\n  - heading: {text: One, level: 1}\n  - text: FRONT\nBREAK  - text: BACK\n"
    layout = layout.replace("BREAK", "  - page_break: {}\n    optional: 1\n")
    front, back = (" ".join([f"It stands {where}."] * 260) for where in ("before", "behind"))
    short = layout.replace("FRONT", "Before.").replace("BACK", "Behind.")
    assert len(build(short, "base").pages.pages) == 1
    long = build(layout.replace("FRONT", front).replace("BACK", back), "base")
    assert ("behind" in _page(long, 0), "before" in _page(long, 1)) == (False, False)


HEADS = """title: T
body:
  - heading: {text: One, level: 1}
  - cards:
      each: "{{ ['Short', 'A head of so many words that they need a second line to stand on'] }}"
      as: one
      across: 2
      role: "{{ roles[0] }}"
      head: [{heading: {text: "{{ one }}", level: 3, type: answer}}]
      body: [{text: Under it.}]
"""


def test_what_stands_under_the_heads_of_cards_begins_level(build: Build) -> None:
    items = build(HEADS, "base").pages.pages[0].items
    under = [i.y for i in items if isinstance(i, TextRun) and i.text.startswith("Under")]
    assert len(under) == 2
    assert len(set(under)) == 1


ICONS = """title: T
body:
  - heading: {text: One, level: 1}
  - text:
      text: "{{ roles[0].tasks[:3] | bullets }}"
      icons: "{{ ['droplet', 'phone'] }}"
"""


def test_a_list_with_icons_stays_one_list(build: Build) -> None:
    """An item without an icon has its dash; to who hears it nothing changes."""
    made = build(ICONS, "base")
    (listed,) = tagtree.read(made.data).root.all("L")
    assert len(listed.all("LI")) == 3
    (block,) = (b for b in walk(made.document.body) if isinstance(b, ListBlock))
    assert [item.icon is not None for item in block.items] == [True, True, False]
