"""What the advisors' sheets must say: profiles, duties, pay, pathway and certifications."""

import re

import pytest

from handouts.audit.inspection import charts_as_data
from handouts.document import (
    Heading,
    ListBlock,
    Panel,
    RichText,
    SourceList,
    Timeline,
    WageChart,
    plain,
    walk,
)
from handouts.document.figures import MEANINGS
from handouts.edition import Selection
from handouts.fonts import load_fonts
from handouts.model.library import Library
from handouts.model.records import Place, Role, role_in
from handouts.pages import Region, TextRun
from handouts.pipeline import Made, make, pages_of
from handouts.plan import edition_for, plan
from tests.editions.conftest import PLACES
from tests.support import tagtree
from tests.support.wording import wording

ROLES = ("medical-assistant", "phlebotomist")


def _said(editions: dict[str, Made], state: str, handout: str) -> str:
    root = tagtree.read(editions[f"advisor/{state.lower()}/{handout}.en"].data).root
    return " ".join(node.text.replace("\u00ad", "") for node in root.walk()).replace("\u00a0", " ")


def _role(library: Library, slug: str, state: str) -> Role:
    return role_in(library.roles[slug], library.places[state.lower()].rules.get(slug))


def _blocks(editions: dict[str, Made], state: str, handout: str) -> list[object]:
    document = editions[f"advisor/{state.lower()}/{handout}.en"].document
    return list(walk(document.body))


@pytest.mark.parametrize("slug", ROLES)
def test_tasks_are_one_list_in_two_columns(
    editions: dict[str, Made], library: Library, slug: str
) -> None:
    made = editions[f"advisor/ca/profile-{slug}.en"]
    (tasks,) = [b for b in walk(made.document.body) if b.name == "tasks"]
    assert isinstance(tasks, ListBlock)
    texts = [str(task.text) for task in _role(library, slug, "CA").tasks]
    assert [wording(item.text) for item in tasks.items] == texts
    runs = [i for i in made.pages.pages[0].items if isinstance(i, TextRun)]
    left = {round(run.x) for run in runs if run.text.strip() in texts}
    assert len(left) == 2


@pytest.mark.parametrize("state", PLACES)
@pytest.mark.parametrize("slug", ROLES)
def test_a_profile_has_the_pay_and_the_rule_of_its_state(
    editions: dict[str, Made], library: Library, state: str, slug: str
) -> None:
    said = _said(editions, state, f"profile-{slug}")
    role = _role(library, slug, state)
    local, nation = library.wages[str(role.soc), state], library.wages[str(role.soc), "US"]
    assert f"Middle pay: ${local.annual_median.value:,} a year" in said
    assert f"${nation.annual_median.value:,} a year" in said
    assert f"${local.hourly_median.value:,.2f} (U.S. ${nation.hourly_median.value:,.2f})" in said
    rule = library.places[state.lower()].rules[slug]
    assert str((rule.short or rule.verdict).text) in said
    assert all(str(task.text) in said for task in role.tasks)
    assert all(str(line.text) in said for line in role.fits)
    other = next(r for s, r in library.roles.items() if s != slug)
    assert str(other.title) not in said.replace(str(role.title), "")


def test_a_role_alone_looks_as_it_does_beside_another(editions: dict[str, Made]) -> None:
    for place, slug in enumerate(ROLES):
        blocks = _blocks(editions, "CA", f"profile-{slug}")
        title = next(b for b in blocks if isinstance(b, Heading))
        chart = next(b for b in blocks if isinstance(b, WageChart))
        assert title.role == place
        assert [s.role for s in chart.series] == [place]


def test_a_chart_without_a_table_says_every_figure(editions: dict[str, Made]) -> None:
    chart = next(
        b for b in _blocks(editions, "CA", "profile-phlebotomist") if isinstance(b, WageChart)
    )
    assert "10% earn less than 45,490, 10% more than 74,340" in chart.alternative
    assert "table" not in chart.alternative
    paired = next(b for b in _blocks(editions, "CA", "pay") if isinstance(b, WageChart))
    assert paired.alternative.endswith("The table that follows has every figure.")


def unreferenced(text: RichText) -> str:
    """What is said, without the figures for its sources."""
    return plain(tuple(run for run in text if not run.is_reference)).rstrip("\u00a0 ")


@pytest.mark.parametrize("state", PLACES)
def test_duties_mark_what_both_do_and_list_the_rest_once(
    editions: dict[str, Made], library: Library, state: str
) -> None:
    said = _said(editions, state, "duties").replace("’", "'")
    blocks = _blocks(editions, state, "duties")
    own = [unreferenced(i.text) for b in blocks if isinstance(b, ListBlock) for i in b.items]
    assert "Draw blood Both do this" in " ".join(said.split())  # what it is that both do
    assert "Draw from a vein or a fingertip" in said
    roles = [_role(library, slug, state) for slug in ROLES]
    tasks = [task for role in roles for task in role.tasks]
    shared = [str(task.text) for task in tasks if str(task.key) == "draw-blood"]
    assert len(shared) == 2
    assert sorted([*shared, *own]) == sorted(str(task.text) for task in tasks)
    for text in (*shared, *(str(r.dimensions["pace"]) for r in roles)):
        assert text.replace("’", "'") in said


@pytest.mark.parametrize("state", PLACES)
def test_duties_stand_by_kind_and_a_job_without_one_says_so(
    editions: dict[str, Made], library: Library, state: str
) -> None:
    """Each kind once, with its word; the state has another task, and the task is of the same kind."""
    root = tagtree.read(editions[f"advisor/{state.lower()}/duties.en"].data).root
    heads = [node.text for node in root.walk() if node.tag == "H3"]
    tasks = [t for slug in ROLES for t in _role(library, slug, state).tasks]
    kinds = {str(task.kind) for task in tasks if task.kind}
    assert len(kinds) == 6
    assert [head for head in heads if head in kinds] == list(
        dict.fromkeys(h for h in heads if h in kinds)
    )
    assert {head for head in heads if head in kinds} == kinds
    assert root.text.count("None listed for this job") == 1


@pytest.mark.parametrize("state", PLACES)
def test_the_pay_sheet_has_the_state_the_nation_and_what_is_missing(
    editions: dict[str, Made], library: Library, state: str
) -> None:
    root = tagtree.read(editions[f"advisor/{state.lower()}/pay.en"].data).root
    drawn = " ".join(figure.alt for figure in root.all("Figure"))
    said = f"{_said(editions, state, 'pay')} {drawn}".replace("\u00a0", " ")
    for role in (library.roles["medical-assistant"], library.roles["phlebotomist"]):
        for area in (state, "US"):
            wage = library.wages[str(role.soc), area]
            figures = (wage.annual_p10, wage.annual_p25, wage.annual_p75, wage.annual_p90)
            assert all(f"${figure.value:,}" in said for figure in figures)
            assert f"{wage.employment.value:,}" in said
        assert str(role.dimensions["openings"]).lower() in said.lower()
        assert str(role.dimensions["new-jobs"]).lower() in said.lower()
        facts = role.dimensions["pay-by-workplace"]
        assert isinstance(facts, tuple)
        assert all(str(fact).partition(": ")[2] in said for fact in facts)
        assert str(role.dimensions["growth-rate"]).partition(" ")[0] in said
    assert "All jobs: 3.5%" in said
    assert "What the figures do not say" in said
    assert "People who work for themselves are not counted." in said


@pytest.mark.parametrize("state", PLACES)
def test_a_pathway_is_numbered_and_has_the_state_s_own_step(
    editions: dict[str, Made], library: Library, state: str
) -> None:
    (line,) = [b for b in _blocks(editions, state, "pathway") if isinstance(b, Timeline)]
    said = _said(editions, state, "pathway").replace("’", "'")
    for track, slug in zip(line.tracks, ROLES, strict=True):
        role, rule = _role(library, slug, state), library.places[state.lower()].rules[slug]
        assert [wording(step.name) for step in track.steps] == [
            str(step.name) for step in role.pathway
        ]
        assert [step.number for step in track.steps] == [
            str(n) for n in range(1, len(role.pathway) + 1)
        ]
        asked = next(s for s, own in zip(track.steps, role.pathway, strict=True) if own.state)
        assert rule.verdict is not None
        assert plain(asked.time).replace("\u00a0", " ").replace("’", "'") == str(rule.verdict)
        assert str(rule.summary)[:40].replace("’", "'") in said


@pytest.mark.parametrize("state", PLACES)
def test_steps_of_two_jobs_stand_side_by_side_whatever_the_state_calls_them(
    editions: dict[str, Made], state: str
) -> None:
    """A step that one state calls differently had a row of its own, beside nothing."""
    (line,) = [b for b in _blocks(editions, state, "pathway") if isinstance(b, Timeline)]
    left, right = line.tracks
    assert [step.row for step in left.steps] == [step.row for step in right.steps]
    for one, other in zip(left.steps, right.steps, strict=True):
        assert one.apart is other.apart is (plain(one.name) != plain(other.name))
        assert bool(one.topic) is one.apart
    if state == "CA":
        apart = [
            (plain(a.topic), plain(b.name))
            for a, b in zip(left.steps, right.steps, strict=True)
            if a.apart
        ]
        assert ("On the job", "Job training alone does not count") in apart


def test_a_state_where_nothing_was_read_does_not_promise_a_free_way(
    unread: tuple[Place, dict[str, Made]], editions: dict[str, Made]
) -> None:
    state, made = unread
    said = _said(made, str(state.code), "pathway")
    assert "is not reported here. That does not mean there is no rule" in said
    profile = _said(made, str(state.code), "profile-medical-assistant")
    assert "Not reported: ask the state board and the employer." in profile
    assert "voluntary" not in _said(editions, "WA", "pathway")


@pytest.mark.parametrize("state", PLACES)
def test_every_certification_is_named_and_what_is_unknown_says_so(
    editions: dict[str, Made], library: Library, state: str
) -> None:
    panels = [b for b in _blocks(editions, state, "certifications") if isinstance(b, Panel)]
    said = _said(editions, state, "certifications")
    cards: dict[str, str] = {}
    for panel in panels:
        texts = [unreferenced(text) for b in walk(panel.blocks) for _, text in b.leaves()]
        cards[texts[0]] = "\n".join(texts[1:]).replace("\u00a0", " ")
    for slug in ROLES:
        for name in library.roles[slug].certifications:
            one = library.certifications[str(name)]
            assert str(one.certifier) in said
            called = f"{one.name} ({one.abbreviation})" if one.abbreviation else str(one.name)
            if not one.described:
                assert f"{called}, {one.certifier}" in said
                continue
            card = cards[str(one.abbreviation or one.name)]
            assert f"{called} " in card
            for label, fact in (("Exam fee", one.fee), ("Renewal", one.renewal)):
                if fact.known:
                    assert f"{label}: {fact}" in card
                else:
                    assert re.search(f"Not reported: .*{label.lower()}", card)
        assert "who may take the exam, what it costs and how to renew." in said
        assert any("Not reported: " in card for card in cards.values())
        rule = library.places[state.lower()].rules[slug]
        assert str((rule.short or rule.verdict).text) in said.replace("’", "'")


def test_a_fee_on_which_sources_disagree_is_a_range_or_about(editions: dict[str, Made]) -> None:
    said = _said(editions, "AR", "certifications")
    assert "About $125" in said
    assert "$129" not in said
    assert "$135 to $200" in said


def test_a_credit_line_stands_once(editions: dict[str, Made]) -> None:
    for state in PLACES:
        for handout in ("duties", "profile-phlebotomist"):
            foot = editions[f"advisor/{state.lower()}/{handout}.en"].document.foot
            (sources,) = (b for b in foot if isinstance(b, SourceList))
            said = plain(sources.text)
            lines = ("Includes information from the O*NET", "O*NET (USDOL/ETA), CC BY")
            assert sum(said.count(one) for one in lines) == 1


def test_charts_keep_to_their_column(editions: dict[str, Made]) -> None:
    for state in PLACES:
        made = editions[f"advisor/{state.lower()}/profile-phlebotomist.en"]
        regions = [i for i in made.pages.pages[0].items if isinstance(i, Region)]
        assert regions
        assert all(r.width <= 330 for r in regions)


def test_each_sheet_has_a_national_edition_too(library: Library) -> None:
    sheets = {n: h for n, h in library.project.handouts.items() if not h.bind}
    for name, handout in sheets.items():
        edition = edition_for(library, name, handout, "advisor", None, "en", {}, None)
        document, pages = pages_of(edition, library, load_fonts())
        allowed = document.at_most or document.pages or 1
        assert len(pages.pages) <= allowed or document.style == "large-print", name
        assert "United States" in document.subject


def _scale(made: Made) -> dict[str, float]:
    """Amount under the axis of pay → its middle on the page."""
    (chart,) = [b for b in walk(made.document.body) if isinstance(b, WageChart)]
    font = load_fonts()
    return {
        item.text: round(item.x + font.width(item.text, item.face, item.size, tabular=True) / 2, 1)
        for page in made.pages.pages
        for item in page.items
        if isinstance(item, TextRun)
        and item.block == chart.id
        and re.fullmatch(r"\$\d+0,000", item.text)
    }


@pytest.mark.parametrize(
    "handouts",
    [("pay",), ("state-insert",), tuple(f"profile-{slug}" for slug in ROLES)],
    ids=["pay", "insert", "profiles"],
)
def test_pay_of_two_places_and_jobs_is_drawn_on_one_axis(
    editions: dict[str, Made], handouts: tuple[str, ...]
) -> None:
    """Sheets laid side by side can be compared: an amount stands at one place on all of them."""
    scales = [
        _scale(editions[f"advisor/{state.lower()}/{handout}.en"])
        for state in PLACES
        for handout in handouts
    ]
    assert len(scales) == len(PLACES) * len(handouts)
    assert len(scales[0]) >= 3
    # type that shrinks to fit moves an end by a hair
    assert all(scale == pytest.approx(scales[0], abs=0.5) for scale in scales)


@pytest.mark.parametrize("state", PLACES)
@pytest.mark.parametrize("slug", ROLES)
def test_a_profile_says_at_its_bar_what_the_marks_mean(
    editions: dict[str, Made], state: str, slug: str
) -> None:
    made = editions[f"advisor/{state.lower()}/profile-{slug}.en"]
    (chart,) = [b for b in walk(made.document.body) if isinstance(b, WageChart)]
    printed = {
        i.text.strip()
        for page in made.pages.pages
        for i in page.items
        if isinstance(i, TextRun) and i.block == chart.id
    }
    assert set(MEANINGS) <= printed


def test_an_adviser_has_a_line_for_a_note_beside_every_decision(library: Library) -> None:
    """In every place on the chart's one page: it was left out of all of them."""
    for edition in plan(Selection(("which-role",), ("advisor",)), library):
        made = make(edition, library, load_fonts())
        assert made.pages.fit.dropped == (), edition.name
        assert len(made.pages.pages) == 1, edition.name
        assert any(b.name == "note" for b in walk(made.document.body)), edition.name


def test_the_national_chart_leads_down_one_column_of_questions(editions: dict[str, Made]) -> None:
    """With a step more than in a place, it folded into columns that led up again."""
    (chart,) = charts_as_data(editions["career-fair/which-role.en"].pages)
    down = [(edge["points"][0][1], edge["points"][-1][1]) for edge in chart["edges"]]
    assert all(end >= start - 0.5 for start, end in down)
