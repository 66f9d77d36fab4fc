"""Panels: what stands on a ground stands out from it, and the ground reaches around all of it."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handouts.diagnostics import HandoutsError
from handouts.document import Block, Columns, Heading, Panel, RunningText
from handouts.pages import Box, Hatch, Page, TextRun
from handouts.style import Style, contrast, on_ground

from .samples import LOW, METRICS, STYLE, document, paragraph, rich, typeset, words


def panel(name: str, *blocks: Block, **more: object) -> Panel:
    return Panel(id=name, name=name, blocks=blocks, **{"fill": "ink", **more})  # type: ignore[arg-type]


def one_page(*body: Block, style: Style = STYLE) -> Page:
    (page,) = typeset(document(*body, pages=1), style, METRICS).pages
    return page


def grounds(page: Page) -> list[Box]:
    return [i for i in page.items if isinstance(i, Box) and i.fill and i.height > 12]


def runs(page: Page, leaf: str) -> list[TextRun]:
    return [i for i in page.items if isinstance(i, TextRun) and i.block == leaf]


def behind(run: TextRun, page: Page) -> str:
    """The colour of the last ground that was drawn under a text before it."""
    colour = STYLE.colours["paper"]
    for item in page.items:
        if item is run:
            break
        if isinstance(item, Box) and item.fill:
            inside = item.x <= run.x <= item.x + item.width
            if inside and item.y <= run.y <= item.y + item.height:
                colour = item.fill
    return colour


FILLS = st.sampled_from(["ink", "role", "tint", "outline"])


@given(FILLS, FILLS, st.integers(0, 3), st.integers(1, 15), st.sampled_from([STYLE, LOW]))
def test_every_text_stands_out_from_its_ground_and_lies_within_it(
    outer: str, inner: str, role: int, length: int, style: Style
) -> None:
    page = one_page(
        panel(
            "p",
            paragraph("a", words(length)),
            Heading(id="h", text=rich("Of a role"), level=2, role=role),
            panel("q", paragraph("b", words(9)), fill=inner, role=role),
            fill=outer,
            role=role,
        ),
        style=style,
    )
    for leaf in ("a", "h", "b"):
        assert runs(page, leaf)
        for run in runs(page, leaf):
            assert contrast(run.colour, behind(run, page)) >= 4.5, (leaf, run)


def test_a_ground_reaches_around_all_that_stands_on_it() -> None:
    page = one_page(
        paragraph("over", "over"),
        panel("p", paragraph("a", words(20))),
        paragraph("under", "under"),
    )
    (ground,) = grounds(page)
    for run in runs(page, "a"):
        assert ground.x < run.x
        assert ground.y < run.y - 5 < run.y < ground.y + ground.height
    assert runs(page, "over")[0].y < ground.y
    assert runs(page, "under")[0].y > ground.y + ground.height


def test_panels_side_by_side_end_at_one_height() -> None:
    both = Columns(
        id="c",
        columns=((panel("p", paragraph("a", words(16))),), (panel("q", paragraph("b", "short")),)),
        widths=(1.0, 1.0),
    )
    first, second = grounds(one_page(both))
    assert (first.y, first.height) == pytest.approx((second.y, second.height))


def test_a_head_stands_on_the_full_colour_and_the_rest_on_the_tint() -> None:
    page = one_page(
        panel("p", paragraph("a", words(9)), head=(paragraph("t", "Title"),), fill="tint", role=1)
    )
    (title,), (text, *_) = runs(page, "t"), runs(page, "a")
    assert behind(title, page) == STYLE.roles[1].colour
    assert behind(text, page) not in {STYLE.roles[1].colour, STYLE.colours["paper"]}


def test_one_that_bleeds_stands_behind_the_running_line_of_its_page() -> None:
    made = replace(
        document(panel("p", paragraph("a", "Title"), bleed=True), paragraph("b", "Text"), pages=1),
        header=RunningText(left=rich("The publisher"), right=rich("A sheet")),
    )
    (page,) = typeset(made, STYLE, METRICS).pages
    (ground,) = grounds(page)
    assert (ground.x, ground.y, ground.width) == (18.0, 18.0, page.width - 36.0)
    heads = [i for i in page.items if isinstance(i, TextRun) and i.y < runs(page, "a")[0].y]
    assert {run.text for run in heads} == {"The publisher", "A sheet"}
    for run in heads:
        assert behind(run, page) == ground.fill
        assert contrast(run.colour, str(ground.fill)) >= 4.5
    assert runs(page, "b")[0].colour == STYLE.colours["ink"]


def test_low_ink_draws_an_outline_and_the_role_s_own_bar() -> None:
    page = one_page(panel("p", paragraph("a", words(9)), fill="role", role=1), style=LOW)
    assert not [box for box in grounds(page) if box.fill != "#FFFFFF"]
    assert any(isinstance(item, Hatch) for item in page.items)
    (outline,) = [i for i in page.items if isinstance(i, Box) and i.stroke and i.height > 20]
    assert outline.height < 60
    assert runs(page, "a")[0].colour == STYLE.colours["ink"]


def test_a_panel_taller_than_a_page_goes_on_with_its_ground() -> None:
    made = typeset(document(panel("p", paragraph("a", words(300))), pages=None), STYLE, METRICS)
    assert len(made.pages) > 1
    for page in made.pages:
        (ground,) = grounds(page)
        assert all(ground.y < r.y < ground.y + ground.height for r in runs(page, "a"))


def test_a_colour_on_which_nothing_stands_out_is_refused() -> None:
    pale = replace(STYLE.roles[0], colour="#767676")
    style = replace(
        STYLE,
        name="pale",
        roles=(pale,),
        colours={**STYLE.colours, "ink": "#555555", "paper": "#DDDDDD"},
    )
    with pytest.raises(HandoutsError, match=r"stands out \d\.\d:1"):
        one_page(panel("p", paragraph("a", "text"), fill="role", role=0), style=style)


def test_on_paper_a_style_is_itself() -> None:
    assert on_ground(STYLE, STYLE.colours["paper"]) is STYLE


def test_text_keeps_clear_of_the_line_where_low_ink_draws_one_that_would_bleed() -> None:
    page = one_page(panel("p", paragraph("a", words(9)), bleed=True), style=LOW)
    (outline,) = [i for i in page.items if isinstance(i, Box) and i.stroke and i.height > 20]
    assert all(run.x >= outline.x + 9 for run in runs(page, "a"))


def test_a_bar_costs_no_more_room_with_low_ink() -> None:
    """A heading on a ground becomes a heading under a rule, on the page of what it heads."""
    bar = panel("b", Heading(id="h", text=rich("Laws"), level=2))
    places = [
        next(run.y for run in runs(one_page(bar, paragraph("a", words(9)), style=style), "a"))
        for style in (STYLE, LOW)
    ]
    assert places[1] <= places[0]
    page = one_page(bar, paragraph("a", words(9)), style=LOW)
    assert not [i for i in page.items if isinstance(i, Box) and i.stroke]
