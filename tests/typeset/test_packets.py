"""Packets by numbers: pages across the parts, contents whose numbers take reserved room, the T."""

from dataclasses import replace

import pytest

from handouts.diagnostics import HandoutsError
from handouts.document import (
    Contents,
    ContentsEntry,
    Document,
    Emblem,
    EmblemLine,
    Heading,
    Packet,
    Part,
    plain,
    walk,
)
from handouts.pages import Box, Hatch, Link, Pages, Rule, TextRun
from handouts.style import RoleLook
from handouts.typeset import typeset_packet
from tests.support.contents import is_text

from .samples import METRICS, STYLE, document, paragraph, rich, words


def _sheet(name: str, pages: int) -> Document:
    """A document of so many pages: 13 lines of 14 points fill one that has 172 points less the footer."""
    heading = Heading(id=f"{name}.h", name="heading", text=rich(name.title()), level=1)
    lines = [paragraph(f"{name}.p{n}", words(40)) for n in range(pages)]
    return document(heading, *lines, pages=None, label=name.title())


def _cover(*names: str) -> Document:
    entries = tuple(ContentsEntry(name, name.title()) for name in names)
    heading = Heading(id="cover.h", name="heading", text=rich("Packet"), level=1)
    return document(heading, Contents(id="cover.c", name="contents", entries=entries), pages=1)


def _bind(*sheets: tuple[str, int], duplex: bool = False) -> tuple[Document, Pages]:
    parts = [Part("cover", _cover(*(name for name, _ in sheets)))]
    parts += [Part(name, _sheet(name, count)) for name, count in sheets]
    return typeset_packet(Packet(tuple(parts), duplex), [STYLE] * len(parts), METRICS)


def _texts(pages: Pages, number: int) -> list[str]:
    return [i.text for i in pages.pages[number - 1].items if isinstance(i, TextRun)]


def _contents(pages: Pages) -> list[tuple[str, str]]:
    """Number and title of each line."""
    runs = [i for i in pages.pages[0].items if is_text(i)]
    lines = [run.text for run in runs if (run.block or "").startswith("cover.c/")]
    return list(zip(lines[::2], lines[1::2], strict=True))


def test_numbers_are_those_of_the_pages() -> None:
    _, pages = _bind(("one", 3), ("two", 1))
    where = {
        name: next(n for n in range(2, len(pages.pages) + 1) if name in _texts(pages, n))
        for name in ("One", "Two")
    }
    assert _contents(pages) == [(f"{where['One']} ", "One"), (f"{where['Two']} ", "Two")]
    count = len(pages.pages)
    for number in range(1, count + 1):
        assert f"Page {number} of {count}" in _texts(pages, number)


def test_a_number_of_any_length_leaves_its_title_in_place() -> None:
    _, few = _bind(("one", 1), ("two", 1))
    _, many = _bind(("one", 30), ("two", 1))
    assert [len(number) for number, _ in _contents(few)] == [2, 2]
    assert [len(number) for number, _ in _contents(many)] == [2, 3]

    def titles(pages: Pages) -> list[tuple[float, float]]:
        runs = [i for i in pages.pages[0].items if isinstance(i, TextRun)]
        return [(run.x, run.y) for run in runs if run.text in {"One", "Two"}]

    assert titles(few) == titles(many)


def test_a_page_gives_the_items_of_each_leaf_in_their_order() -> None:
    _, pages = _bind(("One", 1), ("Two", 2))
    for page in pages.pages:
        for leaf, items in page.leaves.items():
            assert items == tuple(item for item in page.items if item.block == leaf)
        assert sum(map(len, page.leaves.values())) == len(page.items)
    leaves = [leaf for page in pages.pages for leaf in page.leaves if leaf is not None]
    assert len(set(leaves)) > 3


def test_the_whole_line_of_the_contents_is_the_link() -> None:
    _, pages = _bind(("one", 1), ("two", 1))
    links = [i for i in pages.pages[0].items if isinstance(i, Link)]
    assert [(link.target, link.text) for link in links] == [
        ("#one:one.h", "One, page 2"),
        ("#two:two.h", "Two, page 3"),
    ]
    assert {(link.x, link.width, link.height) for link in links} == {(20, 200, 29)}


def test_headings_go_down_a_level_and_look_the_same() -> None:
    bound, pages = _bind(("one", 1))
    levels = [b.level for b in walk(bound.body) if isinstance(b, Heading)]
    assert levels == [1, 2]
    sizes = [i.size for p in pages.pages for i in p.items if is_text(i)]
    assert sizes.count(STYLE.type["title"].size) == 2


def test_both_sides() -> None:
    _, pages = _bind(("one", 1), ("two", 1), duplex=True)
    assert [bool(page.items) for page in pages.pages] == [True, False, True, False, True, False]
    assert [number for number, _ in _contents(pages)] == ["3 ", "5 "]
    assert "Page 5 of 5" in _texts(pages, 5)


def test_the_parts_that_fail_are_all_named() -> None:
    long = replace(_sheet("one", 9), pages=1)
    wide = replace(_sheet("two", 1), body=(paragraph("two.p", "员"),))
    parts = (Part("cover", _cover("one", "two")), Part("one", long), Part("two", wide))
    with pytest.raises(HandoutsError) as raised:
        typeset_packet(Packet(parts), [STYLE] * 3, METRICS)
    assert [d.part for d in raised.value.diagnostics] == ["one", "two"]
    assert [d.code for d in raised.value.diagnostics] == ["overflow", "unsupported-script"]


# The T


def _emblem(roles: tuple[str, ...] = ("Wide", "Deep")) -> Document:
    lines = tuple(EmblemLine(n, rich(text)) for n, text in enumerate(roles))
    inner = (paragraph("e.p", "Beside"),)
    return document(Emblem(id="e", name="drawing", lines=lines, blocks=inner), pages=1)


def _set(sheet: Document, style: object = STYLE) -> Pages:
    packet = Packet((Part("cover", sheet),))
    return typeset_packet(packet, [style], METRICS)[1]  # type: ignore[list-item]


def test_the_stem_hangs_from_the_bar_down_to_the_foot() -> None:
    (page,) = _set(_emblem()).pages
    boxes = [i for i in page.items if isinstance(i, Box)]
    bar, stem = boxes[0], boxes[-1]
    assert (bar.x, bar.y, bar.width, bar.height) == (20, 20, 200, 66)
    assert stem.x - 1 == pytest.approx(20 + 200 * 326 / 522)
    assert stem.width + 2 == 50
    assert stem.y - 1 == bar.y + bar.height
    rule = next(i for i in reversed(page.items) if isinstance(i, Rule))  # over the footer
    assert stem.y + stem.height < rule.y1
    assert rule.y1 - (stem.y + stem.height) < 30


def test_the_leader_ties_the_deep_role_to_the_stem() -> None:
    (page,) = _set(_emblem()).pages
    line = next(i for i in page.items if isinstance(i, TextRun) and i.text == "Deep")
    leader = next(i for i in page.items if isinstance(i, Rule) and i.width == 1.5)
    assert line.colour == leader.colour == STYLE.roles[1].colour
    assert leader.x1 > line.x + 4 * 9
    assert leader.x2 == pytest.approx(20 + 200 * 326 / 522)
    assert line.y - line.size < leader.y1 < line.y


def test_text_never_stands_on_a_pattern() -> None:
    dotted = (RoleLook("#0F4C5C", "dots", "blocks"), RoleLook("#B5401A", "solid", "disc"))
    (page,) = _set(_emblem(), replace(STYLE, roles=dotted)).pages
    line = next(i for i in page.items if isinstance(i, TextRun) and i.text == "Wide")
    assert line.colour == "#0F4C5C"


@pytest.mark.parametrize("roles", [("One", "Two", "Three"), ("One",)])
def test_other_numbers_of_roles_have_no_t(roles: tuple[str, ...]) -> None:
    (page,) = _set(_emblem(roles), replace(STYLE, roles=(*STYLE.roles, STYLE.roles[0]))).pages
    assert not [i for i in page.items if isinstance(i, Hatch)]
    said = [i.text for i in page.items if is_text(i)]
    assert said == [*roles, "Beside"]


def test_a_style_of_one_column_has_no_t() -> None:
    (page,) = _set(_emblem(), replace(STYLE, one_column=True)).pages
    assert not [i for i in page.items if isinstance(i, Hatch)]


def test_what_is_read_is_what_stands_there() -> None:
    (entry,) = _cover("one").body[1].entries  # type: ignore[attr-defined]
    assert plain(replace(entry, number="2").text) == "2 One"
