"""Blocks that are seen first: what they say stands on the page once, and stands out from its ground."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handouts.accounting import refuse_losses
from handouts.diagnostics import HandoutsError
from handouts.document import (
    Block,
    Checklist,
    Columns,
    Document,
    Heading,
    KeyFigure,
    KeyFigures,
    PageFormat,
    Quote,
    Space,
    TickItem,
    Timeline,
    TimelineStep,
    Track,
)
from handouts.pages import Box, Page, Pages, Rule, TextRun
from handouts.shapes import SPOKEN, Path
from handouts.style import Face, Style, contrast
from handouts.typeset import typeset as typeset_whole

from .chart_samples import HalfEm
from .samples import METRICS, STYLE, document, paragraph, rich, typeset, words
from .test_panel import behind, one_page, panel, runs

STYLES = {
    "base": STYLE,
    "low ink": replace(STYLE, ink="low", name="low ink"),
    "large print": replace(STYLE, one_column=True, name="large", lifts_page_limit=True),
}
EVERY_STYLE = pytest.mark.parametrize("style", STYLES.values(), ids=STYLES)


def made(*body: Block, style: Style = STYLE) -> tuple[Document, Pages]:
    """The document as printed, and its pages, on which nothing is lost."""
    whole, pages = typeset_whole(document(*body, pages=None), style, METRICS)
    refuse_losses(whole, pages, METRICS.width)
    return whole, pages


def losses(whole: Document, pages: Pages) -> set[str]:
    try:
        refuse_losses(whole, pages, METRICS.width)
    except HandoutsError as fault:
        return {found.code for found in fault.diagnostics}
    return set()


def planted(whole: Document, pages: Pages) -> Iterator[tuple[TextRun, set[str]]]:
    """Each run of a sheet that says something, and what is found when it is left out."""
    for number, page in enumerate(pages.pages):
        for place, item in enumerate(page.items):
            if not isinstance(item, TextRun) or item.block is None or not item.text.strip():
                continue
            rest = replace(page, items=page.items[:place] + page.items[place + 1 :])
            changed = (*pages.pages[:number], rest, *pages.pages[number + 1 :])
            yield item, losses(whole, replace(pages, pages=changed))


def every_loss_is_found(*body: Block) -> None:
    whole, pages = made(*body)
    found = list(planted(whole, pages))
    assert found
    for run, codes in found:
        assert codes, run


def disc_behind(run: TextRun, page: Page) -> str | None:
    """The colour of the disc that a number stands on."""
    for item in page.items[: page.items.index(run)]:
        if isinstance(item, Path) and item.fill:
            points = [step[1][-2:] for step in item.steps if step[1]]
            across, down = zip(*points, strict=True)
            if min(across) < run.x < max(across) and min(down) < run.y < max(down):
                return item.fill
    return None


def stands_out(page: Page) -> None:
    for run in page.items:
        if isinstance(run, TextRun) and run.colour != SPOKEN and run.block is not None:
            ground = disc_behind(run, page) or behind(run, page)
            assert contrast(run.colour, ground) >= 4.5, run
            assert run.size >= 9.0, run


# Figures


def key_figure(name: str, value: str = "$1", unit: str = "", label: str = "") -> KeyFigure:
    below = (rich(text) if text else () for text in (unit, label))
    return KeyFigure(id=name, value=rich(value), unit=next(below), label=next(below))


def figures(*items: KeyFigure) -> KeyFigures:
    return KeyFigures(id="f", name="figure", items=items)


some_figures = st.lists(
    st.tuples(
        st.sampled_from(["$45", "10 of each", "Under 1 year"]),
        st.sampled_from(["", "a year"]),
        st.sampled_from(["", "middle pay", words(9)]),
        st.sampled_from([None, 0, 1]),
        st.booleans(),
    ),
    min_size=1,
    max_size=7,
)


@given(some_figures, st.sampled_from([*STYLES.values()]))
def test_figures_say_all_and_stand_out_on_every_ground(
    rows: list[tuple[str, str, str, int | None, bool]], style: Style
) -> None:
    items = tuple(
        replace(key_figure(f"i{n}", value, unit, label), role=role, quiet=quiet)
        for n, (value, unit, label, role, quiet) in enumerate(rows)
    )
    for body in (figures(*items), panel("p", figures(*items), fill="role", role=1)):
        _, pages = made(body, style=style)
        for page in pages.pages:
            stands_out(page)


def test_a_figure_reads_as_one_sentence_and_is_much_larger_than_its_label() -> None:
    page = one_page(figures(key_figure("i", "$45", "a year", "middle pay")))
    found = runs(page, "i")
    assert "".join(run.text for run in found) == "$45 a year: middle pay"
    value, unit, colon, label = found
    assert value.size == STYLE.type["figure"].size
    assert unit.y == value.y
    assert unit.size == STYLE.type["label"].size
    assert colon.colour == SPOKEN
    assert label.y > value.y
    assert label.x == value.x


def test_figures_of_a_row_stand_on_one_line_at_one_size() -> None:
    page = one_page(figures(key_figure("a", "$1"), key_figure("b", "12345678")))
    (one,), (other,) = runs(page, "a"), runs(page, "b")
    assert (one.y, one.size) == (other.y, other.size)
    assert one.size <= STYLE.type["figure"].size


def test_what_is_not_known_stays_in_words_and_small() -> None:
    quiet = replace(key_figure("b", "not reported", "", "fee"), quiet=True)
    page = one_page(figures(key_figure("a", "$1"), quiet))
    (one,), (other, *_) = runs(page, "a"), runs(page, "b")
    assert other.size == STYLE.type["label"].size
    assert one.y == other.y


def test_figures_stand_one_under_the_other_in_one_column() -> None:
    items = key_figure("a", "$1", "", "one"), key_figure("b", "$2", "", "two")
    page = one_page(figures(*items), style=STYLES["large print"])
    assert runs(page, "a")[0].x == runs(page, "b")[0].x
    assert runs(page, "a")[0].y < runs(page, "b")[0].y


def test_a_lost_word_of_a_figure_is_found() -> None:
    every_loss_is_found(
        figures(key_figure("a", "$45", "a year", "middle pay"), key_figure("b", "7", "", "jobs"))
    )


# Lists to tick


def checklist(*items: TickItem, columns: int = 1) -> Checklist:
    return Checklist(id="c", name="checklist", items=items, numbering="boxes", columns=columns)


def tick(name: str, text: str, note: str = "", role: int | None = None) -> TickItem:
    parts = (paragraph(f"{name}.0", note, variant="small"),) if note else ()
    return TickItem(id=name, label="To tick:", text=rich(text), parts=parts, role=role)


def boxes(page: Page) -> list[Box]:
    return [i for i in page.items if isinstance(i, Box) and i.stroke and i.width == i.height]


@given(
    st.lists(
        st.tuples(st.integers(1, 9), st.integers(0, 6), st.sampled_from([None, 0, 1])),
        min_size=1,
        max_size=6,
    ),
    st.integers(1, 2),
    st.sampled_from([*STYLES.values()]),
)
def test_every_item_has_its_box_and_its_words_on_every_ground(
    rows: list[tuple[int, int, int | None]], columns: int, style: Style
) -> None:
    items = [
        tick(f"i{n}", words(own), words(more) if more else "", role)
        for n, (own, more, role) in enumerate(rows)
    ]
    whole = checklist(*items, columns=columns)
    for body in (whole, panel("p", whole, fill="ink"), panel("p", whole, fill="tint", role=0)):
        _, pages = made(body, style=style)
        assert sum(len(boxes(page)) for page in pages.pages) == len(items)
        for page in pages.pages:
            stands_out(page)


def test_a_box_stands_left_of_its_first_line_and_can_be_ticked_on_dark_ground() -> None:
    item = tick("i", words(12), "more")
    for page in (one_page(checklist(item)), one_page(panel("p", checklist(item), fill="ink"))):
        (box,) = boxes(page)
        (label, *_), (first, *_) = runs(page, "i/label"), runs(page, "i")
        assert label.colour == SPOKEN
        assert box.x + box.width < first.x
        assert box.y < first.y <= box.y + box.height + 2
        assert box.fill == "#FFFFFF"
        assert box.width >= 9
        assert box.block is None


def test_a_second_line_hangs_under_the_first_in_small_type() -> None:
    page = one_page(checklist(tick("i", "one", "more")))
    (one,), (more,) = runs(page, "i"), runs(page, "i.0")
    assert (more.x, more.size) == (one.x, STYLE.type["small"].size)
    assert more.y - one.y < 1.5 * STYLE.type["body"].leading


def test_a_lost_item_is_found() -> None:
    every_loss_is_found(checklist(tick("a", "one two", "more"), tick("b", "three", role=1)))


# Timelines


def step(name: str, row: int, text: str = "", time: str = "") -> TimelineStep:
    said = (rich(part) if part else () for part in (time, text))
    called = rich(f"step {row}")
    return TimelineStep(
        id=name, row=row, number=str(row), name=called, time=next(said), text=next(said)
    )


def track(name: str, role: int | None, *steps: TimelineStep, title: str = "Role") -> Track:
    return Track(id=name, steps=steps, title=rich(title) if title else (), role=role)


def timeline(*tracks: Track) -> Timeline:
    return Timeline(id="t", name="timeline", tracks=tracks)


WIDE = PageFormat(640, 240, 20, 20, 20, 20)


def wide(*body: Block, style: Style = STYLE) -> Pages:
    whole, pages = typeset_whole(document(*body, pages=None, page=WIDE), style, METRICS)
    refuse_losses(whole, pages, METRICS.width)
    return pages


some_steps = st.lists(
    st.tuples(st.integers(1, 9), st.booleans(), st.integers(0, 40), st.booleans()),
    min_size=1,
    max_size=5,
    unique_by=lambda one: one[0],
)


@given(some_steps, some_steps, st.sampled_from([*STYLES.values()]), st.booleans())
def test_a_timeline_says_all_and_stands_out(
    left: list[tuple[int, bool, int, bool]],
    right: list[tuple[int, bool, int, bool]],
    style: Style,
    roles: bool,
) -> None:
    tracks = [
        track(
            name,
            role if roles else None,
            *(
                step(f"{name}.s{row}", row, words(count), "one year" if time else "")
                for row, time, count, _ in sorted(rows)
            ),
            title="Role" if roles else "",
        )
        for role, (name, rows) in enumerate((("a", left), ("b", right)))
    ]
    for body in (timeline(*tracks), panel("p", timeline(*tracks), fill="ink")):
        for page in wide(body, style=style).pages:
            stands_out(page)


def test_two_tracks_share_the_height_of_each_row() -> None:
    page, *_ = wide(
        timeline(
            track("a", 0, step("a1", 1, words(30)), step("a2", 2, "x")),
            track("b", 1, step("b1", 1, "y"), step("b2", 2, "z")),
        )
    ).pages
    grounds = [i for i in page.items if isinstance(i, Box) and i.fill and i.height > 20]
    tops = sorted({round(one.y, 3) for one in grounds})
    assert len(grounds) == 6  # a name and two rows on each side
    assert len(tops) == 3
    for top in tops:
        one, other = (g for g in grounds if round(g.y, 3) == top)
        assert one.height == pytest.approx(other.height)
    (name,) = runs(page, "a1/name")
    assert name.colour != SPOKEN
    assert [run.colour for run in runs(page, "b1/name")] == [SPOKEN]
    middle = page.width / 2
    assert name.x < middle < name.x + METRICS.width(name.text, name.face, name.size)


def test_a_line_joins_the_discs_and_ends_at_them() -> None:
    pages = wide(timeline(track("a", 0, *(step(f"a{n}", n, words(60)) for n in range(1, 5)))))
    discs = [[i for i in p.items if isinstance(i, Path)] for p in pages.pages]
    rails = [
        [i for i in p.items if isinstance(i, Rule) and i.x1 == i.x2 and i.y2 > i.y1]
        for p in pages.pages
    ]
    assert sum(map(len, discs)) >= 4
    assert len(rails[0]) >= 1
    assert len(pages.pages) > 1
    for page in pages.pages:
        for rail in (i for i in page.items if isinstance(i, Rule) and i.x1 == i.x2):
            assert 19 < rail.y1 < rail.y2 < 221


def test_tracks_without_room_or_in_one_column_stand_one_under_the_other() -> None:
    tracks = (
        track("a", 0, step("a1", 1, words(5), "one year")),
        track("b", 1, step("b1", 1, words(5))),
    )
    for page in (
        one_page(timeline(*tracks)),
        wide(timeline(*tracks), style=STYLES["large print"]).pages[0],
    ):
        (first,), (second,) = runs(page, "a1/name"), runs(page, "b1/name")
        assert first.x == second.x
        assert first.y < second.y
        assert SPOKEN not in {first.colour, second.colour}


def test_steps_called_differently_have_what_they_are_about_on_the_line() -> None:
    """Each has its own name over its text, and the bars of both have one scale."""

    def called(name: str, words: str, low: float | None, high: float) -> TimelineStep:
        one = replace(step(name, 1, "text", "time"), name=rich(words), topic=rich("At work"))
        return replace(one, apart=True, low=low, high=high)

    page, *_ = wide(
        timeline(
            track("a", 0, called("a1", "Learn", 12, 24)),
            track("b", 1, called("b1", "Ask first", None, 12)),
        )
    ).pages
    (topic,), (again,) = runs(page, "a1/topic"), runs(page, "b1/topic")
    assert (topic.colour == SPOKEN, again.colour == SPOKEN) == (False, True)
    for name in ("a1", "b1"):
        (own,), (text,) = runs(page, f"{name}/name"), runs(page, name)
        assert own.colour != SPOKEN
        assert (own.x, own.y < text.y) == (text.x, True)
    ends = [i for i in page.items if isinstance(i, TextRun) and i.block is None]
    assert [run.text.replace("\u00a0", " ") for run in ends] == ["1 year", "2 years"] * 2
    dashed = [i for i in page.items if isinstance(i, Rule) and i.dash and i.y1 == i.y2]
    assert {round(rule.x2 - rule.x1, 2) for rule in dashed} == {
        round(dashed[0].x2 - dashed[0].x1, 2)
    }  # from one year to two, and from none to one


def test_columns_that_are_close_leave_less_white_between_cells() -> None:
    def cells(name: str, *, close: bool) -> Columns:
        each = tuple((panel(f"{name}{n}", paragraph(f"{name}{n}t", "x")),) for n in (0, 1))
        return Columns(id=name, columns=each, widths=(1.0, 1.0), close=close)

    def grounds(*, close: bool) -> list[Box]:
        (page,) = wide(cells("k", close=close), cells("m", close=close)).pages
        return [i for i in page.items if isinstance(i, Box) and i.fill]

    far, near = grounds(close=False), grounds(close=True)
    assert len(far) == len(near) == 4
    assert near[0].width > far[0].width
    assert near[0].height < far[0].height
    assert near[2].y - near[0].y - near[0].height < far[2].y - far[0].y - far[0].height


def test_a_lost_step_is_found() -> None:
    every_loss_is_found(
        timeline(
            track("a", 0, step("a1", 1, "one two", "a year")),
            track("b", 1, step("b1", 1, "three")),
        )
    )


# Cards


def cards(*texts: str, ladder: bool = False) -> Columns:
    each = tuple((panel(f"p{n}", paragraph(f"c{n}", t)),) for n, t in enumerate(texts))
    return Columns(id="k", columns=each, widths=(1.0,) * len(each), ladder=ladder)


@given(st.lists(st.integers(1, 12), min_size=2, max_size=4))
def test_the_steps_of_a_ladder_end_at_one_height_and_begin_higher_each(lengths: list[int]) -> None:
    (page,) = wide(cards(*map(words, lengths), ladder=True)).pages
    grounds = [i for i in page.items if isinstance(i, Box) and i.fill and i.height > 12]
    assert len(grounds) == len(lengths)
    ends = [one.y + one.height for one in grounds]
    assert ends == pytest.approx([ends[0]] * len(ends))
    if len(set(lengths)) == 1:
        tops = [one.y for one in grounds]
        assert all(above - below >= 9 for above, below in pairwise(tops))
    for number, ground in enumerate(grounds):
        for run in runs(page, f"c{number}"):
            assert ground.y < run.y < ground.y + ground.height


def test_a_ladder_goes_to_the_next_page_as_a_whole() -> None:
    tall = paragraph("x", words(150))
    pages = wide(tall, cards("one", "two", ladder=True)).pages
    assert [bool(runs(page, "c0")) for page in pages] == [bool(runs(p, "c1")) for p in pages]


def test_cards_stand_one_under_the_other_in_one_column() -> None:
    page, *_ = wide(cards("one", "two", ladder=True), style=STYLES["large print"]).pages
    assert runs(page, "c0")[0].x == runs(page, "c1")[0].x
    assert runs(page, "c0")[0].y < runs(page, "c1")[0].y


# Quotes, headings that fill, centred lines, white space that fills


@given(st.integers(1, 30), st.integers(0, 9), st.sampled_from([None, 0, 1]))
def test_a_quote_stands_beside_its_line(length: int, source: int, role: int | None) -> None:
    block = Quote(id="q", text=rich(words(length)), source=rich(words(source)) if source else (), role=role)  # fmt: skip
    for body in (block, panel("p", block, fill="role", role=1)):
        _, pages = made(body)
        for page in pages.pages:
            stands_out(page)
            said = [*runs(page, "q"), *runs(page, "q/source")]
            (line,) = [
                i for i in page.items if isinstance(i, Rule) and i.x1 == i.x2 and i.width == 3.0
            ]
            assert all(line.x1 < run.x and line.y1 < run.y < line.y2 for run in said)


def test_a_lost_word_of_a_quote_is_found() -> None:
    every_loss_is_found(Quote(id="q", text=rich("one two"), source=rich("three")))


def title(text: str, **more: Any) -> Heading:
    return Heading(id="h", text=rich(text), level=1, **more)


@given(st.integers(1, 4), st.integers(2, 6), st.sampled_from([None, 0]))
def test_a_heading_that_fills_keeps_its_lines_and_its_measure(
    count: int, length: int, role: int | None
) -> None:
    text = words(count, length)
    tall = PageFormat(240, 640, 20, 20, 20, 20)
    own, filled = (
        typeset(document(title(text, role=role, fill=fill), page=tall), STYLE, METRICS).pages[0]
        for fill in (False, True)
    )
    lines = [len({run.y for run in runs(page, "h")}) for page in (own, filled)]
    assert lines[0] == lines[1]
    size = STYLE.type["title"].size
    for run in runs(filled, "h"):
        assert size <= run.size <= 1.6 * size
        assert run.x + METRICS.width(run.text.strip(), run.face, run.size) <= 220.1


def test_a_heading_that_fills_is_as_large_as_it_can_be() -> None:
    (run,) = runs(one_page(title("w" * 11, fill=True)), "h")
    assert 200 - 11 * 0.25 - 0.1 <= METRICS.width(run.text, run.face, run.size) <= 200
    (short,) = runs(one_page(title("ww", fill=True)), "h")
    assert short.size == 1.6 * STYLE.type["title"].size


def test_a_heading_that_fills_is_smaller_where_a_word_would_be_divided() -> None:
    """The column is 200 points wide, and 18 letters at the title's size are wider."""
    size = STYLE.type["title"].size
    letters = int(200 / (size / 2)) + 1
    (run,) = runs(one_page(title("w" * letters, fill=True)), "h")
    assert 0.8 * size <= run.size < size
    assert METRICS.width(run.text, run.face, run.size) <= 200


class Bearing(HalfEm):
    """Letters that stand a tenth of an em within their advance."""

    def bearing(self, text: str, face: Face, size: float) -> float:
        return size / 10


def test_display_lines_begin_with_their_letters_at_the_edge() -> None:
    for block, moved in (
        (title("one two", type="display"), 3.6),
        (title("one two"), 0.0),
        (title("one two", type="display", align="center"), None),
    ):
        pages = typeset(document(block), STYLE, Bearing())
        for run in runs(pages.pages[0], "h"):
            assert moved is None or run.x == pytest.approx(20 - moved)


def test_centred_lines_have_as_much_white_at_both_sides() -> None:
    page = one_page(paragraph("a", words(12), align="center"), title("one", align="center"))
    for run in (*runs(page, "a"), *runs(page, "h")):
        wide = METRICS.width(run.text.rstrip(), run.face, run.size)
        assert run.x - 20 == pytest.approx(220 - run.x - wide)


def test_white_space_that_fills_moves_what_follows_to_the_end_of_the_page() -> None:
    page = one_page(paragraph("a", "one"), Space(id="s", step="fill"), paragraph("b", "two"))
    (first,), (last,) = runs(page, "a"), runs(page, "b")
    plain_page = one_page(paragraph("a", "one"), paragraph("b", "two"))
    assert first.y == runs(plain_page, "a")[0].y
    bottom = 240 - 20 - STYLE.type["running"].leading - STYLE.space["line"] - STYLE.space["heading"]
    assert last.y == pytest.approx(bottom - STYLE.type["body"].leading + 9.5)


def test_what_stands_at_the_end_of_the_page_keeps_clear_of_the_foot() -> None:
    body = (paragraph("a", "one"), Space(id="s", step="fill"), paragraph("b", "two"))
    whole = document(*body, foot=(paragraph("f", "foot"),))
    (page,) = typeset(whole, STYLE, METRICS).pages
    (last,), (foot,) = runs(page, "b"), runs(page, "f")
    assert foot.y - last.y >= STYLE.type["body"].leading + STYLE.space["heading"]


def test_white_space_that_fills_a_column_ends_it_where_the_longest_one_ends() -> None:
    short = (paragraph("a", "one"), Space(id="s", step="fill"), paragraph("b", "two"))
    both = Columns(id="k", columns=(short, (paragraph("c", words(20)),)), widths=(1.0, 1.0))
    for body in (both, panel("p", both)):
        page = one_page(body)
        assert runs(page, "b")[0].y == pytest.approx(runs(page, "c")[-1].y)
        assert runs(page, "a")[0].y == runs(page, "c")[0].y


@given(st.integers(1, 60), st.integers(1, 9))
def test_white_space_that_fills_costs_no_page(before: int, after: int) -> None:
    blocks = (paragraph("a", words(before)), paragraph("b", words(after)))
    _, pages = made(*blocks)
    _, filled = made(blocks[0], Space(id="s", step="fill"), blocks[1])
    assert len(filled.pages) <= len(pages.pages) + 1
    for page in filled.pages:
        assert all(run.y < 220 for run in runs(page, "b"))
