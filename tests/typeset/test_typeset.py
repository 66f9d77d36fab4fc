from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handouts.diagnostics import HandoutsError, Span
from handouts.document import (
    Block,
    Callout,
    Checklist,
    Columns,
    FillIn,
    FillInField,
    Heading,
    KeyFigure,
    KeyFigures,
    ListBlock,
    Origin,
    PageFormat,
    Panel,
    Paragraph,
    Quote,
    Run,
    RunningText,
    SourceEntry,
    SourceList,
    TickItem,
    Timeline,
    TimelineStep,
    Track,
    walk,
)
from handouts.document.text import Variant
from handouts.pages import Box, Item, Link, Page, Pages, Rule, TextRun
from handouts.style import Face, Style
from tests.support.contents import is_text

from .chart_samples import HalfEm
from .samples import METRICS, STYLE, document, items, paragraph, rich, typeset, words


def heading(name: str, text: str, **more: object) -> Heading:
    return Heading(id=name, name=name, text=rich(text), level=2, **more)  # type: ignore[arg-type]


def written(page: Page) -> list[str]:
    return [i.text for i in page.items if isinstance(i, TextRun)]


def said(pages: Pages, leaf: str) -> str:
    found = [i for page in pages.pages for i in page.items if isinstance(i, TextRun)]
    return "".join(i.text for i in found if i.block == leaf)


def texts_of(*body: Block) -> dict[str, str]:
    """What each leaf of the blocks says."""
    return {
        name: "".join(run.text for run in text)
        for block in walk(body)
        for name, text in block.leaves()
        if text
    }


def end_of(items_: list[Item]) -> float:
    return max(i.y for i in items_ if isinstance(i, TextRun))


def test_every_leaf_is_set_once_and_in_its_words() -> None:
    body = (
        Heading(id="t", text=rich("Title here"), level=1),
        paragraph("p", words(12)),
        ListBlock(id="l", items=items("l", words(7), "two"), numbering="decimal"),
        Callout(id="c", blocks=(paragraph("cp", "Mind the gap."),)),
        Columns(
            id="cols",
            columns=((heading("h", "Left"), paragraph("q", words(9))), (paragraph("r", "right"),)),
            widths=(1.0, 1.0),
        ),
    )
    pages = typeset(document(*body, pages=None), STYLE, METRICS)
    for leaf, text in texts_of(*body).items():
        assert said(pages, leaf) == text


def test_running_lines_have_page_x_of_y() -> None:
    body = [paragraph(f"p{i}", words(30)) for i in range(8)]
    pages = typeset(document(*body, pages=None), STYLE, METRICS)
    count = len(pages.pages)
    assert count > 1
    for number, page in enumerate(pages.pages, 1):
        assert f"Page {number} of {count}" in written(page)
        feet = [i.block for i in page.items if getattr(i, "text", "") == "Footer"]
        assert feet == ["running/footer.left" if number == 1 else None]


def test_a_heading_is_not_the_last_thing_on_a_page() -> None:
    for count in range(1, 40):
        body = (paragraph("p", words(count * 7)), heading("h", "Head"), paragraph("q", words(20)))
        pages = typeset(document(*body, pages=None), STYLE, METRICS)
        for page in pages.pages:
            real = [i.block for i in page.items if is_text(i)]
            assert real[-1] != "h"


def test_no_line_of_a_paragraph_stands_alone() -> None:
    for count in range(1, 40):
        body = (paragraph("p", words(count * 7)), paragraph("q", words(23)))
        pages = typeset(document(*body, pages=None), STYLE, METRICS)
        for page in pages.pages:
            lines = {i.y for i in page.items if isinstance(i, TextRun) and i.block == "q"}
            assert len(lines) != 1


def test_white_space_is_reduced_first() -> None:
    body = [paragraph(f"p{i}", "w") for i in range(9)]
    pages = typeset(document(*body), STYLE, METRICS)
    assert len(pages.pages) == 1
    assert 0.7 <= pages.fit.spacing < 1
    assert pages.fit.scale == 1
    assert pages.fit.dropped == ()


def test_then_optional_blocks_go_the_lowest_first() -> None:
    body = [paragraph(f"p{i}", "w") for i in range(8)]
    body += [paragraph("later", "w", optional=20), paragraph("first", "w", optional=10)]
    pages = typeset(document(*body), STYLE, METRICS)
    assert pages.fit.names == ("first",)
    assert said(pages, "first") == ""
    assert said(pages, "later") == "w"
    assert str(pages.fit).endswith("dropped first")


def test_a_heading_goes_with_the_last_block_that_it_heads() -> None:
    body = [paragraph(f"p{i}", "w") for i in range(8)]
    jobs = [heading("jobs", "Jobs"), paragraph("note", "w"), paragraph("table", "w", optional=1)]
    pages = typeset(document(*body[:7], *jobs), STYLE, METRICS)
    assert pages.fit.names == ("table",)
    assert said(pages, "jobs") == "Jobs"
    pages = typeset(document(*body[:7], jobs[0], jobs[2], heading("h", "More")), STYLE, METRICS)
    assert pages.fit.names == ("table",)
    assert said(pages, "jobs") == ""
    assert said(pages, "h") == "More"


def test_then_type_is_reduced_but_never_under_the_floor() -> None:
    style = replace(STYLE, type={**STYLE.type, "body": replace(STYLE.type["body"], size=12)})
    body = [paragraph("p", words(78))]
    pages = typeset(document(*body), style, METRICS)
    assert pages.fit.scale < 1
    sizes = {i.size for i in pages.pages[0].items if isinstance(i, TextRun)}
    assert min(sizes) >= 9


def test_type_is_as_large_as_the_page_allows() -> None:
    def style(smallest: float) -> Style:
        types = {name: replace(kind, size=max(kind.size, 12)) for name, kind in STYLE.type.items()}
        return replace(STYLE, type=types, smallest=smallest)

    found = set()
    for count in range(50, 110):
        made = document(paragraph("p", words(count)))
        try:
            size = typeset(made, style(9), METRICS).fit.scale * 12
        except HandoutsError:
            break
        found.add(size)
        if size < 12:
            with pytest.raises(HandoutsError, match="too tall"):
                typeset(made, style(size + 0.25), METRICS)
    assert len(found) > 3


def test_what_does_not_fit_names_the_block_and_the_points() -> None:
    body = [paragraph("p", words(40)), paragraph("guilty", words(90), span=Span("l.yaml", 7, 3))]
    with pytest.raises(HandoutsError) as caught:
        typeset(document(*body), STYLE, METRICS)
    (fault,) = caught.value.diagnostics
    assert fault.code == "overflow"
    assert "`guilty` is " in fault.message
    assert " points too tall for the page" in fault.message
    assert str(fault.span) == "l.yaml:7:3"


def test_more_pages_are_taken_only_when_nothing_else_helps() -> None:
    def pages(count: int) -> Pages:
        body = (paragraph("p", words(count)), paragraph("q", words(20), optional=1))
        return typeset(document(*body, at_most=2), STYLE, METRICS)

    assert [len(pages(count).pages) for count in (70, 100, 150)] == [1, 1, 2]
    assert pages(100).fit.dropped == ("q",)
    assert pages(150).fit.dropped == ()
    assert pages(150).fit.scale == 1


def test_the_foot_stands_at_the_foot_of_the_last_page() -> None:
    sources = SourceList(
        id="s", title="Sources.", entries=(SourceEntry("a", (Run("Book", link="https://a.b"),)),)
    )
    body = [paragraph(f"p{i}", words(30)) for i in range(4)]
    pages = typeset(document(*body, pages=None, foot=(sources,)), STYLE, METRICS)
    *before, last = pages.pages
    assert said(pages, "s") == "Sources. Book."
    assert all("Book" not in " ".join(written(page)) for page in before)
    foot = next(i for i in last.items if isinstance(i, TextRun) and i.block == "s")
    footer = next(i for i in last.items if isinstance(i, TextRun) and i.text == "Footer")
    assert 11.5 < footer.y - foot.y < 15
    rule = [i for i in last.items if isinstance(i, Rule)][-1]
    assert rule.y1 < foot.y - 9


def test_links_have_an_area_on_each_of_their_lines() -> None:
    text = (Run("See "), Run("one two three four five six", link="https://a.b"), Run("."))
    body = Paragraph(id="p", text=text)
    pages = typeset(document(replace(body, text=(*text, Run(words(4))))), STYLE, METRICS)
    links = [i for i in pages.pages[0].items if isinstance(i, Link)]
    assert len({link.y for link in links}) == len(links) == 1
    narrow = Columns(id="c", columns=((body,), ()), widths=(1.0, 1.0))
    pages = typeset(document(narrow), STYLE, METRICS)
    links = [i for i in pages.pages[0].items if isinstance(i, Link)]
    assert len({link.y for link in links}) == len(links) == 2
    assert "".join(link.text for link in links) == "one two three four five six"


def test_figures_for_sources_are_raised_smaller_and_drag_no_word_down() -> None:
    """Words of 20 points fill the line to 100; figures of four glyphs at 90 % take 18, and go on alone."""

    def figured(
        body: int, width: float, variant: Variant = "body"
    ) -> list[tuple[str, float, bool]]:
        note = Run("[12]", link="#s.note12", note="s.note12")
        text = (*rich(words(body) + " "), note)
        pages = typeset(
            document(
                Paragraph(id="p", text=text, variant=variant),
                page=PageFormat(width + 40, 240, 20, 20, 20, 20),
                footer=RunningText(),
            ),
            STYLE,
            METRICS,
        )
        runs = [i for i in pages.pages[0].items if isinstance(i, TextRun) and i.block == "p"]
        return [(run.text, run.size, run.rise > 0) for run in runs]

    assert figured(4, 200)[-1] == ("[12]", 9.0, True)
    assert figured(4, 200, "small")[-1] == ("[12]", 9.0, False)
    assert [text for text, *_ in figured(4, 100)] == ["wwww wwww wwww wwww ", "[12]"]


def test_lines_to_write_on_fill_the_room_that_is_left() -> None:
    def rules(body: int) -> int:
        fill = FillIn(id="f", label=rich("Note"), lines=9, fill=True)
        pages = typeset(document(paragraph("p", words(body)), fill), STYLE, METRICS)
        return sum(isinstance(i, Rule) and i.width == 0.75 for i in pages.pages[0].items)

    assert rules(1) > rules(30) >= 2


def test_no_rule_of_the_page_is_taken_for_a_line_to_write_on() -> None:
    """Lines to write on are dotted, and 20 points are clear under the last, however full the page is."""
    fill = FillIn(id="f", label=rich("Note"), lines=9, fill=True)
    for body in (1, 29, 33, 37):
        pages = typeset(document(paragraph("p", words(body)), fill), STYLE, METRICS)
        rules = [i for i in pages.pages[0].items if isinstance(i, Rule)]
        lines = [rule for rule in rules if rule.dash]
        (foot,) = [rule for rule in rules if not rule.dash]
        assert len(lines) >= 2
        assert foot.y1 - lines[-1].y1 >= 20


def test_a_sheet_of_one_page_has_no_number() -> None:
    footer = RunningText(rich("School"), rich("Page {page} of {pages}"))
    pages = typeset(document(paragraph("p", "w"), footer=footer), STYLE, METRICS)
    assert "School" in written(pages.pages[0])
    assert not any("Page" in text for text in written(pages.pages[0]))


def test_a_value_stands_in_place_of_the_lines() -> None:
    fill = FillIn(id="f", label=rich("Next step"), lines=3, value="Call the school")
    pages = typeset(document(fill), STYLE, METRICS)
    assert said(pages, "f/value") == "Call the school"
    assert not [i for i in pages.pages[0].items if isinstance(i, Rule) and i.width == 0.75]


def test_a_value_too_long_for_its_line_is_refused() -> None:
    fill = FillIn(id="f", fields=(FillInField("For", 1, words(12)), FillInField("With", 1)))
    with pytest.raises(HandoutsError, match="does not fit on the line `For`"):
        typeset(document(fill), STYLE, METRICS)


def test_a_running_line_that_does_not_fit_is_refused() -> None:
    footer = RunningText(rich(words(10)), rich("Page {page} of {pages}"))
    with pytest.raises(HandoutsError, match="running line"):
        typeset(document(paragraph("p", "w"), footer=footer), STYLE, METRICS)


class OnlyAscii(HalfEm):
    def missing(self, text: str, face: Face) -> tuple[str, ...]:
        return tuple(dict.fromkeys(c for c in text if not c.isascii()))


def test_a_missing_glyph_names_character_and_place() -> None:
    origin = Origin("naïve ☃ man", Span("data/roles/a.yaml", 4, 9))
    body = replace(paragraph("p", "a naïve ☃ man"), origins=(origin,))
    with pytest.raises(HandoutsError) as caught:
        typeset(document(body), STYLE, OnlyAscii())
    assert [d.code for d in caught.value.diagnostics] == ["missing-glyph"] * 2
    snowman = caught.value.diagnostics[1]
    assert "`☃` (U+2603, snowman)" in snowman.message
    assert str(snowman.span) == "data/roles/a.yaml:4:9"


def test_one_column_styles_set_columns_one_below_the_other() -> None:
    both = Columns(id="c", columns=((paragraph("p", "w"),), (paragraph("q", "w"),)), widths=(1, 1))
    pages = typeset(document(both), replace(STYLE, one_column=True), METRICS)
    first, second = (i for i in pages.pages[0].items if is_text(i))
    assert first.x == second.x
    assert first.y < second.y


def test_large_print_lifts_the_page_limit() -> None:
    body = [paragraph(f"p{i}", words(40)) for i in range(4)]
    pages = typeset(document(*body), replace(STYLE, lifts_page_limit=True), METRICS)
    assert len(pages.pages) > 1


some_text = st.lists(st.text("abcdefgh-", min_size=1, max_size=14), min_size=1, max_size=60).map(
    " ".join
)


@st.composite
def displayed(draw: st.DrawFn, kind: str, name: str) -> Block:
    """A block that is seen first."""
    texts = draw(st.lists(some_text.map(str.strip).filter(bool), min_size=1, max_size=4))
    role = draw(st.sampled_from([None, 0, 1]))
    match kind:
        case "figures":
            made = [
                KeyFigure(id=f"{name}.i{n}", value=rich("$45"), label=rich(text), role=role)
                for n, text in enumerate(texts)
            ]
            return KeyFigures(id=name, items=tuple(made))
        case "checklist":
            ticks = [
                TickItem(id=f"{name}.i{n}", label="To tick:", text=rich(text), role=role)
                for n, text in enumerate(texts)
            ]
            return Checklist(id=name, items=tuple(ticks), columns=draw(st.integers(1, 2)))
        case "timeline":
            steps = [
                TimelineStep(
                    id=f"{name}.s{n}", row=n, number=str(n), name=rich("Step"), text=rich(text)
                )
                for n, text in enumerate(texts, 1)
            ]
            return Timeline(id=name, tracks=(Track(id=f"{name}.t", steps=tuple(steps), role=role),))
        case _:
            return Quote(id=name, text=rich("One"), source=rich(texts[0]), role=role)


@st.composite
def blocks(draw: st.DrawFn, depth: int = 1) -> Block:
    name = f"b{draw(st.integers(0, 10**9))}"
    kinds = ["paragraph", "heading", "list", "fill"] + (
        ["columns", "callout", "panel", "figures", "checklist", "timeline", "quote"]
        if depth
        else []
    )
    match draw(st.sampled_from(kinds)):
        case "paragraph":
            return paragraph(name, draw(some_text))
        case "heading":
            return heading(name, draw(some_text)[:60].strip() or "h", tab=False)
        case "list":
            texts = draw(st.lists(some_text, min_size=1, max_size=5))
            return ListBlock(id=name, items=items(name, *texts), columns=draw(st.integers(1, 2)))
        case "fill":
            return FillIn(id=name, label=rich("Note"), lines=draw(st.integers(1, 4)))
        case "figures" | "checklist" | "timeline" | "quote" as kind:
            return draw(displayed(kind, name))
        case "callout":
            return Callout(id=name, blocks=(draw(blocks(depth=0)),))
        case "panel":
            return Panel(
                id=name,
                fill=draw(st.sampled_from(["ink", "role", "tint", "outline"])),
                role=draw(st.integers(0, 3)),
                head=draw(st.lists(blocks(depth=0), max_size=1).map(tuple)),
                blocks=(draw(blocks(depth=0)),),
            )
        case _:
            inner = st.lists(blocks(depth=0), min_size=1, max_size=3).map(tuple)
            return Columns(id=name, columns=(draw(inner), draw(inner)), widths=(1.0, 2.0))


@given(st.lists(blocks(), min_size=1, max_size=6))
def test_no_item_leaves_its_page_and_no_text_is_lost(body: list[Block]) -> None:
    ids = [b.id for b in walk(tuple(body))]
    if len(set(ids)) < len(ids):
        return
    try:
        pages = typeset(document(*body, pages=None), STYLE, METRICS)
    except HandoutsError as fault:  # a word for which no column has room is said, and never cut
        assert "cannot be divided" in str(fault)  # noqa: PT017
        return
    for leaf, text in texts_of(*body).items():
        assert said(pages, leaf).replace("\u00ad", "") == text
    for page in pages.pages:
        for item in page.items:
            match item:
                case TextRun(x=x, y=y, text=text, size=size):
                    assert x >= 20
                    assert x + len(text.rstrip()) * size / 2 <= 220.1
                    assert 20 <= y <= 220
                case Rule(x1=x1, y1=y1, x2=x2, y2=y2):
                    assert 20 <= x1 <= x2 <= 220.1
                    assert 20 <= y1 <= y2 <= 220
                case Box(x=x, y=y, width=wide, height=high):
                    assert 20 <= x <= x + wide <= 220.1
                    assert 20 <= y <= y + high <= 220


def test_a_last_page_with_hardly_anything_is_spared() -> None:
    """No limit of pages: white space gives way by as little as it takes, type never."""
    body = [paragraph(f"p{n}", words(4)) for n in range(4)]
    for count in range(4, 40):
        body.append(paragraph(f"p{count}", words(4)))
        made = typeset(document(*body, pages=None), STYLE, METRICS)
        assert made.fit.scale == 1
        if made.fit.spacing < 1:
            break
    else:
        raise AssertionError("white space never gave way")
    last = max(i.y for i in made.pages[-1].items if is_text(i))
    assert last > 0.5 * 240
