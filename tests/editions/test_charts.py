"""Charts of any value: what they draw is what they say, and they say all of it."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from handouts.accounting import refuse_losses
from handouts.diagnostics import Diagnostic, HandoutsError
from handouts.document import AmountChart, WageChart, walk
from handouts.fonts import load_fonts
from handouts.pages import Item, TextRun
from handouts.pipeline import Made
from tests.support import tagtree, verapdf

Build = Callable[..., Made]

SHARES = "{kind: share, roles: '{{ roles }}', value: '{{ role.dimensions.settings }}'}"
PAY = """{kind: dot, roles: '{{ roles }}', rows: "{{ role.dimensions['pay-by-workplace'] }}", label: "{{ row.text.partition(': ')[0] }}", value: "{{ row.text.partition(': ')[2] }}"}"""
TRAINING = """{kind: range, roles: '{{ roles }}', value: '{{ role.dimensions.training }}', low: '{{ [12, none][role.index] }}', high: '{{ [24, 12][role.index] }}'}"""
JOBS = """{kind: bar, rows: '{{ roles }}', as: job, label: '{{ job.title }}', value: '{{ job.national_wage.employment | number }}'}"""
SLOPE = """{kind: slope, roles: '{{ roles }}', before: '{{ role.national_wage.annual_median | money }}', value: '{{ role.wage.annual_median | money }}', before_head: Nation, value_head: '{{ place }}'}"""
ALL = (SHARES, PAY, TRAINING, JOBS, SLOPE)


def sheet(*charts: str) -> str:
    blocks = "".join(f"  - chart: {one}\n" for one in charts)
    return f"title: T\nbody:\n  - heading: {{text: One, level: 1}}\n{blocks}foot: [{{sources: {{}}}}]\n"


def of(made: Made) -> list[AmountChart]:
    return [block for block in walk(made.document.body) if isinstance(block, AmountChart)]


def test_what_is_drawn_are_the_figures_of_the_data(build: Build) -> None:
    shares, pay, training, jobs, slope = of(build(sheet(*ALL)))
    assert [part.share for part in shares.series[0].rows[0].parts] == [57, 17, 10]
    hospitals = {row.high for _, row in pay.of_label("Hospitals")}
    assert hospitals == {45_930, 41_490}
    assert [(row.low, row.high) for one in training.series for row in one.rows] == [
        (12, 24),
        (None, 12),
    ]
    assert [row.label for row in jobs.series[0].rows] == ["Medical assistant", "Phlebotomist"]
    assert jobs.series[0].rows[0].high == 817_870
    ends = {(row.before, row.text): (row.low, row.high) for _, row in slope.ends()}
    assert len(ends) == 2
    for said, drawn in ends.items():
        assert said == tuple(f"${end:,.0f}" for end in drawn if end is not None)


def test_it_is_heard_with_all_its_words_and_tagged_as_the_standards_ask(build: Build) -> None:
    made = build(sheet(*ALL))
    heard = [str(figure.alt) for figure in tagtree.read(made.data).root.all("Figure")]
    for said, block in zip(heard, of(made), strict=True):
        for text in block.said():
            assert text in said
    assert verapdf.failures(made.data, "ua1") == verapdf.failures(made.data, "2a") == ()


def test_its_sources_are_listed(build: Build) -> None:
    made = build(sheet(SHARES))
    assert "Occupational Outlook Handbook" in tagtree.read(made.data).root.text


@pytest.mark.parametrize("style", ["base", "slate", "photocopy", "half-sheet", "large-print"])
def test_it_is_set_in_every_style(build: Build, style: str) -> None:
    made = build(sheet(*ALL), style)
    ids = {block.id for block in of(made)}
    runs = [i for p in made.pages.pages for i in p.items if isinstance(i, TextRun)]
    assert min(run.size for run in runs if run.block in ids) >= 9


def losses(made: Made, change: Callable[[list[Item]], list[Item]]) -> list[Diagnostic]:
    first, *rest = made.pages.pages
    pages = replace(
        made.pages, pages=(replace(first, items=tuple(change(list(first.items)))), *rest)
    )
    try:
        refuse_losses(made.document, pages, load_fonts().width)
    except HandoutsError as fault:
        return list(fault.diagnostics)
    return []


def test_every_lost_word_and_every_doubled_one_is_found(build: Build) -> None:
    made = build(sheet(*ALL))
    ids = {block.id for block in of(made)}
    items = made.pages.pages[0].items
    runs = [n for n, i in enumerate(items) if isinstance(i, TextRun) and i.block in ids]
    assert len(runs) > 30
    for n in runs:
        lost = losses(made, lambda old, n=n: old[:n] + old[n + 1 :])  # type: ignore[misc]
        assert "lost-text" in {one.code for one in lost}, items[n]
        doubled = losses(made, lambda old, n=n: [*old[: n + 1], *old[n:]])  # type: ignore[misc]
        assert {one.code for one in doubled} & {"doubled-text", "lost-text"}, items[n]


def test_words_are_never_taken_for_figures(build: Build) -> None:
    """*2 years* beside *6 months* would be drawn as less."""
    (one,) = of(build(sheet("{kind: bar, value: 2 years or 6 months}")))
    assert one.series[0].rows[0].high is None


def test_a_slope_without_one_of_its_ends_is_a_sentence(build: Build) -> None:
    slope = SLOPE.replace("role.wage.annual_median | money", "[none, 50000][role.index]")
    made = build(sheet(slope))
    (one,) = of(made)
    *drawn, sentence = one.said()
    assert drawn[-2:] == ["50000", "Phlebotomist"]
    assert sentence.startswith("Medical assistant: Nation $")
    assert sentence.endswith("not reported.")
    assert sentence in one.alternative


def test_nothing_is_not_reported(build: Build) -> None:
    (one,) = of(
        build(
            sheet(
                "{kind: bar, roles: '{{ roles }}', value: '{{ role.rule.citation if role.index else none }}'}"
            )
        )
    )
    assert "not reported" in one.alternative


def test_an_end_that_is_no_figure_is_refused(build: Build) -> None:
    with pytest.raises(HandoutsError, match="does not give a figure"):
        build(sheet("{kind: range, value: Some time, low: a year}"))


# Pay


def test_a_common_axis_holds_the_figures_of_every_place(build: Build) -> None:
    wages = "wage_chart: {roles: '{{ roles }}', direct: true, axis: common}"
    made = build(f"title: T\nbody:\n  - heading: {{text: One, level: 1}}\n  - {wages}\n")
    (chart,) = [block for block in walk(made.document.body) if isinstance(block, WageChart)]
    rows = [row for one in chart.series for row in one.ranges if row.is_whole]
    assert chart.least[0] < min(row.p10 or 0 for row in rows)
    assert chart.least[1] >= max(row.p90 or 0 for row in rows)
    items = made.pages.pages[0].items
    named = [
        n for n, i in enumerate(items) if isinstance(i, TextRun) and i.text in set(chart.said())
    ]
    for n in named:
        lost = losses(made, lambda old, n=n: old[:n] + old[n + 1 :])  # type: ignore[misc]
        assert "lost-text" in {one.code for one in lost}, items[n]
    assert verapdf.failures(made.data, "ua1") == verapdf.failures(made.data, "2a") == ()
