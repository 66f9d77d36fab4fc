"""What templates print, alone in their leaf and among other words."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from handouts.compose.templates.markdown import placeholder
from handouts.compose.templates.slots import Slots
from handouts.diagnostics import HandoutsError, Span
from handouts.document import RichText, Run
from handouts.model.base import Fact, Text, VerbatimText

PLACE = Span("layouts/x.yaml", 1, 1)

texts = st.text(
    st.one_of(
        st.sampled_from(" \t\n*_[]()<>&\\#-+1.`~|\"'\u00a0½{}%"), st.characters(codec="utf-8")
    ),
    max_size=40,
)


def _printed(leaf: str, value: object) -> RichText | str:
    try:
        return Slots({"x": value, "nothing": ""}).rich(Text(leaf, PLACE))
    except HandoutsError as fault:
        return fault.diagnostics[0].code


@given(texts, st.sampled_from(["text", "string", "fact", "cited fact"]))
@example("a \u00a0", "cited fact")
@example("\u00a0 1. one", "fact")
@example("&amp; \\& http://x.y", "string")
def test_a_value_alone_reads_as_it_does_among_others(text: str, kind: str) -> None:
    written = Text(text, PLACE)
    value = {
        "string": text,
        "text": written,
        "fact": Fact(text=written),
        "cited fact": Fact(text=written, sources=(Text("here"),)),
    }[kind]
    alone = _printed("{{ x }}", value)
    assert alone == _printed("{{ x }}{{ nothing }}", value)


def test_constants_and_what_follows_them() -> None:
    slots = Slots({"x": "a*b"})
    leaves = ["{{ x }}", "{{ 'c' }}", "{{ x }}, {{ x }}", "{{ 'c' }}"]
    said = [slots.plain(Text(leaf, PLACE)) for leaf in leaves]
    assert said == ["a*b", "c", "a*b, a*b", "c"]


@pytest.mark.parametrize(
    "template",
    ["{{ '\\U000f0000' }}", "so {{ '\\U000f0000' ~ 'x' }}", "{{ x }}", "{{ fact }}{{ x }}"],
)
def test_no_template_can_forge_a_source(template: str) -> None:
    slots = Slots({"x": placeholder(0), "fact": Fact(text=Text("f"), sources=(Text("s"),))})
    with pytest.raises(HandoutsError) as fault:
        slots.rich(Text(template, PLACE))
    assert fault.value.diagnostics[0].code == "not-printable"
    assert "private character" in fault.value.diagnostics[0].message


def test_the_lines_of_a_recipients_cell_stay_lines() -> None:
    cell = VerbatimText("12 Main St\r\n\n 2. Springfield ", PLACE)
    said = "12 Main St\n2. Springfield"
    assert _printed("{{ x }}", cell) == (Run(said),)
    assert _printed("To {{ x }}, *in* it", cell)[0] == Run(f"To {said}, ")
    assert Slots({"x": cell}).plain(Text("{{ x }}", PLACE)) == said.replace("\n", " ")


def test_what_is_not_reported_rests_on_nothing_however_it_is_written() -> None:
    fact = Fact(text=Text("unknown", PLACE), sources=(Text("here"),))
    for written in ("x", "x | percent", "x | money", "x | upper", "x | in_brief", "'' ~ x"):
        said = Slots({"x": fact}).rich(Text(f"{{{{ {written} }}}}", PLACE))
        assert [(run.text.lower(), run.cites) for run in said] == [("not reported", ())]


@pytest.mark.parametrize(
    ("template", "message", "remedy"),
    [
        ("{{ fact.txt }}", "a fact has no `txt`", "Did you mean `text`?"),
        ("so {{ fact.zzz }}", "a fact has no `zzz`", "A fact has: as_of, checked, confidence"),
        ("{{ group.zzz }}", "a group of named values has no `zzz`", "has: one, two"),
        ("so {{ fact.zzz.y }}", "a fact has no `zzz`", "A fact has:"),
        ("{{ zzz }}", "`zzz` is not defined", "Known here: fact, group"),
    ],
)
def test_what_is_not_there_is_told_with_what_is_there(
    template: str, message: str, remedy: str
) -> None:
    """What a fact has is told of a fact, and nothing that another record or Python has."""
    slots = Slots({"fact": Fact(text=Text("f")), "group": {"one": 1, "two": 2}})
    with pytest.raises(HandoutsError) as fault:
        slots.rich(Text(template, PLACE))
    (found,) = fault.value.diagnostics
    assert (found.code, found.message) == ("undefined-name", message)
    assert remedy in found.remedy
    assert "model_" not in found.remedy


def test_a_fact_in_words_is_no_number() -> None:
    with pytest.raises(HandoutsError) as fault:
        Slots({"x": Fact(text=Text("12 percent"))}).rich(Text("{{ x | percent }}", PLACE))
    assert fault.value.diagnostics[0].message == "the template fails: `12 percent` is no number"


def test_a_sequence_that_is_no_list_of_python_s_has_no_words() -> None:
    """The places of a project are made when they are asked for; their address in memory is no text."""
    for template in ("{{ x | lower }}", "{{ x ~ '' }}", "{{ x | string }}"):
        with pytest.raises(HandoutsError) as fault:
            Slots({"x": range(3)}).rich(Text(template, PLACE))
        assert fault.value.diagnostics[0].message.endswith("a list stands where a text should")


def test_a_title_keeps_the_ends_of_lines_that_were_meant() -> None:
    slots = Slots({"x": VerbatimText("Ms. Rivera\nRoom 4")})
    leaves = ["Ask {{ x }}", "Before\\\nyou go", "Before\nyou go"]
    said = [slots.plain_lines(Text(leaf, PLACE)) for leaf in leaves]
    assert said == ["Ask Ms. Rivera\nRoom 4", "Before\nyou go", "Before you go"]


@pytest.mark.parametrize(
    "template",
    [
        "{{ titles }} {{ title }}",
        "The title: {{ title }}",
        "{{ title }} {{ titles }}",
        "{{ titles }}\n and {{ titles }} {{ title }}",
    ],
)
def test_a_name_is_found_where_code_has_it(template: str) -> None:
    """Not where another name begins like it, nor in the text around the code."""
    with pytest.raises(HandoutsError) as fault:
        Slots({"titles": "x"}).rich(Text(template, PLACE))
    column = PLACE.column + template.index("{{ title }}") + len("{{ ")
    assert fault.value.diagnostics[0].span == Span("layouts/x.yaml", 1, column)
