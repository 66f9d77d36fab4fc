from dataclasses import replace

import pytest

from handouts.diagnostics import Diagnostic, HandoutsError, Span, UsageError
from handouts.edition import Selection
from handouts.model.base import Text
from handouts.model.library import Library
from handouts.model.records import Handout
from handouts.plan import left_out, plan
from tests.plan.sample import audience, layout, library, project


def names(selection: Selection, **fields: object) -> list[str]:
    return [edition.name for edition in plan(selection, library(**fields))]


def refusal(selection: Selection, **fields: object) -> Diagnostic:
    with pytest.raises(UsageError) as caught:
        plan(selection, library(**fields))
    return caught.value.diagnostics[0]


def test_everything_comes_by_audience_then_state_then_handout() -> None:
    assert names(Selection())[:5] == [
        "fair/comparison.en",
        "school/ca/insert.en",
        "school/ca/comparison.en",
        "school/dc/insert.en",
        "school/dc/comparison.en",
    ]
    assert len(names(Selection())) == 1 + 2 * 5


@pytest.mark.parametrize(
    ("typed", "codes"),
    [
        (("CA",), ["ca"]),
        (("ca",), ["ca"]),
        (("New York",), ["ny"]),
        (("new  YORK",), ["ny"]),
        (("wy,CA",), ["ca", "wy"]),
        (("WY", "ca, new york"), ["ca", "ny", "wy"]),
        (("all",), ["ca", "dc", "ny", "wa", "wy"]),
        (("D.C.",), ["dc"]),
        (("Washington, D.C.",), ["dc"]),
        (("washington dc, WA",), ["dc", "wa"]),
        (("the District of Columbia",), ["dc"]),
        (("Washington",), ["wa"]),
    ],
)
def test_states_may_be_typed_in_many_ways(typed: tuple[str, ...], codes: list[str]) -> None:
    chosen = Selection(handouts=("insert",), places=typed)
    assert [e.place for e in plan(chosen, library())] == codes


def test_a_state_drops_national_editions_and_us_keeps_them() -> None:
    assert names(Selection(places=("CA",))) == ["school/ca/insert.en", "school/ca/comparison.en"]
    for nation in ("US", "united states", "U.S."):
        assert names(Selection(places=(nation,))) == ["fair/comparison.en"]
    assert names(Selection(places=("US,CA",)))[0] == "fair/comparison.en"


def test_a_national_handout_has_one_edition_for_an_audience_with_states() -> None:
    both = {"school": audience(handouts=["poster", "insert"], states=["NY", "California"])}
    assert names(Selection(), audiences=both) == [
        "school/poster.en",
        "school/ca/insert.en",
        "school/ny/insert.en",
    ]


@pytest.mark.parametrize(
    ("selection", "code", "remedy"),
    [
        (Selection(places=("Kalifornia",)), "unknown-place", "Did you mean `California`?"),
        (Selection(places=("Wash",)), "unknown-place", "Did you mean `Washington`?"),
        (Selection(places=("ZZ",)), "unknown-place", "Write a code such as"),
        (Selection(places=(" , ",)), "unknown-place", "Write a code such as"),
        (Selection(handouts=("inserts",)), "unknown-handout", "Did you mean `insert`?"),
        (Selection(audiences=("scool",)), "unknown-audience", "Did you mean `school`?"),
        (Selection(audiences=("xyz",)), "unknown-audience", "Known are `fair`, `school`"),
        (Selection(date="24.11.2026"), "bad-date", "Write it as `2026-11-24`"),
        (Selection(options=(("studnet", "x"),)), "unknown-blank", "Did you mean `student`?"),
    ],
)
def test_what_matches_nothing_is_refused_with_near_names(
    selection: Selection, code: str, remedy: str
) -> None:
    fault = refusal(selection)
    assert fault.code == code
    assert fault.remedy.startswith(remedy)


@pytest.mark.parametrize(
    ("selection", "why", "remedy"),
    [
        (
            Selection(audiences=("fair",), places=("CA",)),
            "editions for the United States only",
            "--place US",
        ),
        (
            Selection(audiences=("school",), places=("US",)),
            "no edition of that for the United States",
            "--place",
        ),
        (
            Selection(audiences=("fair",), handouts=("insert",)),
            "does not get `insert`",
            "comparison",
        ),
    ],
)
def test_an_empty_selection_says_why(selection: Selection, why: str, remedy: str) -> None:
    fault = refusal(selection)
    assert fault.code == "empty-selection"
    assert why in fault.message
    assert remedy in fault.remedy


def test_a_state_that_the_audience_leaves_out_says_which_it_has() -> None:
    few = {"school": audience(handouts=["insert"], states=["NY", "WY"])}
    fault = refusal(Selection(places=("CA",)), audiences=few)
    assert "no editions for California" in fault.message
    assert fault.remedy == "Its states are NY, WY"


def test_values_go_literally_to_the_layouts_that_declare_their_blank() -> None:
    chosen = Selection(places=("CA",), options=(("student", "*Ana* {{ x }}"), ("note", "call")))
    insert, comparison = plan(chosen, library())
    assert insert.options == {"student": "*Ana* {{ x }}", "note": "call"}
    assert comparison.options == {"student": "*Ana* {{ x }}"}


def test_the_audience_s_style_comes_before_the_layout_s_and_the_project_s() -> None:
    def style(**fields: object) -> str:
        return plan(Selection(handouts=("insert",), places=("CA",)), library(**fields))[0].style

    layouts = {"insert": layout(style="airy"), "sheet": layout()}
    assert style() == "base"
    assert style(layouts=layouts) == "airy"
    large = {"school": audience(handouts=["insert"], style="large")}
    assert style(layouts=layouts, audiences=large) == "large"


def test_a_style_that_the_layout_does_not_list_is_refused() -> None:
    layouts = {"insert": layout(styles=["airy"]), "sheet": layout()}
    fault = refusal(Selection(places=("CA",)), layouts=layouts)
    assert fault.code == "unsupported-style"
    assert "`airy`" in fault.remedy


def test_the_date_is_written_one_way() -> None:
    assert plan(Selection(date="20261124"), library())[0].date == "2026-11-24"


def test_a_faulty_state_keeps_its_editions_so_that_they_fail_by_name() -> None:
    whole = library()
    fault = Diagnostic("bad", "bad", span=Span("data/states/ny.yaml", 3, 1))
    states = {code: state for code, state in whole.places.items() if code != "ny"}
    faulty = {("places", "ny"): (fault,)}
    broken = replace(whole, places=states, faulty=faulty, diagnostics=(fault,))
    assert "school/ny/insert.en" in [e.name for e in plan(Selection(), broken)]
    assert len(plan(Selection(places=("ny",)), broken)) == 2
    with pytest.raises(UsageError) as caught:
        plan(Selection(places=("New York",)), broken)
    assert fault in caught.value.diagnostics


def test_a_faulty_audience_is_named_and_never_silent() -> None:
    fault = Diagnostic("bad", "bad", span=Span("data/audiences/school.yaml", 3, 1))
    fair = {"fair": library().audiences["fair"]}
    broken = library(audiences=fair, faulty={("audiences", "school"): (fault,)})
    assert len(plan(Selection(), broken)) == 1
    (said,) = left_out(Selection(), broken)
    assert said.span == fault.span
    assert "`school`" in said.message
    with pytest.raises(HandoutsError) as caught:
        plan(Selection(audiences=("school",)), broken)
    assert caught.value.diagnostics == (fault,)
    assert left_out(Selection(audiences=("fair",)), broken) == ()


def test_two_editions_with_one_path_are_refused() -> None:
    same = project(output="{audience}/{handout}.pdf")
    with pytest.raises(HandoutsError, match=r"both be written to `school/insert\.pdf`"):
        plan(Selection(), library(project=same))


# Packets


def _with_packet(audience_name: str, **fields: object) -> Library:
    handouts = {
        **library().project.handouts,
        "packet": Handout(bind=(Text("poster"), Text("comparison"), Text("insert")), per="state"),
    }
    audiences = {audience_name: audience(handouts=["packet"], **fields)}
    return library(project=project(handouts=handouts), audiences=audiences)


def test_a_packet_has_the_editions_that_it_binds() -> None:
    whole = _with_packet("school", duplex=True)
    (packet,) = plan(Selection(places=("CA",), options=(("note", "N"),)), whole)
    assert (packet.name, packet.path) == ("school/ca/packet.en", "school/ca/packet.en.pdf")
    assert packet.duplex
    assert [(p.handout, p.layout, p.place) for p in packet.bind] == [
        ("poster", "sheet", None),
        ("comparison", "sheet", "ca"),
        ("insert", "insert", "ca"),
    ]
    assert [dict(p.options) for p in packet.bind] == [{}, {}, {"note": "N"}]


def test_a_national_audience_gets_one_packet_of_national_sheets() -> None:
    (packet,) = plan(Selection(), _with_packet("fair", states="national"))
    assert packet.name == "fair/packet.en"
    assert [p.place for p in packet.bind] == [None, None, None]


def test_a_handout_s_own_style_stands_over_its_audience_s() -> None:
    large = project().handouts["insert"].model_copy(update={"style": Text("large-print")})
    made = plan(
        Selection(places=("ca",)),
        library(
            project=project(handouts={**project().handouts, "insert": large}),
            audiences={"school": audience(handouts=["insert", "comparison"], style="photocopy")},
        ),
    )
    assert [edition.style for edition in made] == ["large-print", "photocopy"]
