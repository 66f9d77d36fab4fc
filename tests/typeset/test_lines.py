import re
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from handouts.document import RichText, Run
from handouts.style import Type
from handouts.typeset.lines.breaking import break_lines, divisions, hyphenated
from handouts.typeset.lines.line import Line, Setting

from .samples import METRICS, TEN, rich, words


def lines(text: RichText, width: float, **setting: Any) -> list[str]:
    return [said(line) for line in broken(text, width, **setting)]


def broken(text: RichText, width: float, **setting: Any) -> tuple[Line, ...]:
    return break_lines(text, Setting(TEN, **setting), width, METRICS)


def said(line: Line) -> str:
    return "".join(s.text for s in line.stretches)


def test_a_line_takes_as_many_words_as_fit() -> None:
    """Twenty glyphs of five points fit into a hundred."""
    assert lines(rich("aaaa bbbb cccc dddd eeee ffff"), 100) == [
        "aaaa bbbb cccc dddd ",
        "eeee ffff",
    ]


def test_the_space_at_a_break_is_kept_but_not_measured() -> None:
    first, _ = broken(rich("aaaa bbbb cccc dddd eeee ffff"), 100)
    assert first.width == 19 * 5


def test_a_last_line_of_one_word_takes_another_with_it() -> None:
    assert lines(rich("aaaa bbbb cccc dddd eeee"), 100) == ["aaaa bbbb cccc ", "dddd eeee"]


def test_a_last_line_that_ends_a_broken_word_takes_the_whole_word_with_it() -> None:
    assert lines(rich("aaaa bbbb cccc dd-eeeee"), 90)[-1] == "dd-eeeee"
    assert lines(rich("aaaa bbbb cc-ddd eeee."), 85)[-1] == "cc-ddd eeee."


def test_the_last_word_is_not_divided() -> None:
    assert lines(rich("aa requirements"), 70, hyphens=True) == ["aa ", "requirements"]


def test_short_ends_of_codes_stay_on_their_line() -> None:
    assert lines(rich("aaaa bb MA-P"), 55) == ["aaaa bb ", "MA-P"]
    assert lines(rich("aaaaa and/or"), 55) == ["aaaaa ", "and/or"]


def test_words_tied_together_part_before_any_of_them_is_broken() -> None:
    assert lines(rich("aaaaaa\u00a0bbbbbb"), 50) == ["aaaaaa\u00a0", "bbbbbb"]


def test_emphasis_is_set_as_the_style_wants_it() -> None:
    text = (Run("aaaa", italic=True),)
    faces = [
        broken(text, 100, emphasis=e)[0].stretches[0].face for e in ("italic", "bold", "roman")
    ]
    assert faces == ["400i", "600", "400"]


def test_runs_keep_their_manner_over_a_break() -> None:
    text = (Run("aaaa "), Run("bbbb cccc", bold=True), Run(" dddd eeee ffff"))
    first, second = broken(text, 60)[:2]
    assert [(s.text, s.face, s.run) for s in first.stretches] == [
        ("aaaa ", "400", 0),
        ("bbbb ", "600", 1),
    ]
    assert [(s.text, s.face, s.run) for s in second.stretches] == [
        ("cccc", "600", 1),
        (" dddd ", "400", 2),
    ]
    assert [s.x for s in second.stretches] == [0, 20]


def test_a_word_of_two_manners_is_not_broken_between_them() -> None:
    assert lines(rich("aaaa bb", "bb", ", cccc"), 40) == ["aaaa ", "bbbb, ", "cccc"]


def test_a_word_may_be_broken_after_a_hyphen_or_a_dash() -> None:
    assert lines(rich("aa clinic-centered"), 60) == ["aa clinic-", "centered"]
    assert lines(rich("aa tests–and more"), 50) == ["aa tests–", "and more"]


def test_figures_are_not_broken_after_a_dash() -> None:
    assert lines(rich("aaaaaa 2025–35 bbb"), 60) == ["aaaaaa ", "2025–35 bbb"]


def test_what_is_kept_together_with_a_no_break_space_stays_so() -> None:
    assert lines(rich("aaaa No:\u00a0B."), 45) == ["aaaa ", "No:\u00a0B."]


def test_a_word_wider_than_the_line_is_broken_at_a_sign_of_the_address() -> None:
    assert lines(rich("https://example.org/abcdef"), 100) == ["https://example.org/", "abcdef"]


def test_a_long_address_ends_no_line_with_a_hyphen_or_a_stop_of_its_own() -> None:
    address = "https://example.org/a-b_c.d?state=CA&filter=hospital-outpatient#section-4.2.1"
    for width in range(12, 300, 7):
        found = lines(rich(address), width)
        assert "".join(found) == address
        if width > 120:
            assert not any(line.endswith(("-", ".", "_")) for line in found[:-1])


def test_a_word_wider_than_the_line_is_divided_with_a_hyphen() -> None:
    assert lines(rich("Refrigeration"), 50) == ["Refrigera\u00ad", "tion"]
    assert lines(rich("(Apprenticeship)."), 60) == ["(Apprentice\u00ad", "ship)."]
    assert lines(rich("an ", "Refrig", "eration"), 50)[1:] == ["Refrigera\u00ad", "tion"]


def test_a_word_that_nothing_divides_stays_whole() -> None:
    assert lines(rich("wwwwwwwwwwwwwww"), 50) == ["wwwwwwwwwwwwwww"]
    assert lines(rich("in $1,234,567.89 all"), 50)[1].strip() == "$1,234,567.89"


def test_a_line_ends_where_the_text_says_so() -> None:
    assert lines(rich("12 Main St\nSpringfield"), 500) == ["12 Main St ", "Springfield"]
    found = broken((Run("one\n"), Run("two\nthree", link="https://example.org")), 500)
    assert [said(line) for line in found] == ["one ", "two ", "three"]
    assert [stretch.run for line in found for stretch in line.stretches] == [0, 1, 1]


def test_headings_are_balanced() -> None:
    assert lines(rich(words(6)), 125, balanced=True) == ["wwww wwww wwww ", "wwww wwww wwww"]


def test_a_long_word_is_divided_where_the_line_would_end_far_too_early() -> None:
    found = lines(rich("aa requirements follow"), 60, hyphens=True)
    assert found[0] == "aa require\u00ad"
    assert found[1].startswith("ments ")


def test_names_and_figures_are_not_divided() -> None:
    for word in ("California", "CPT", "9,700,000", "short", "medical-assistant"):
        assert hyphenated(word) == ()


def test_tracking_counts() -> None:
    setting = Setting(Type(10, 14, tracking=-1.0))
    (line,) = break_lines(rich("aaaa"), setting, 100, METRICS)
    assert line.width == 4 * 5 - 4


def test_no_words_give_no_line() -> None:
    assert broken((), 100) == broken(rich("  "), 100) == ()


texts = st.lists(
    st.text(st.sampled_from("abc-–/ \u00a0.é\n"), max_size=40), min_size=1, max_size=4
).map(lambda parts: rich(*parts))


def collapsed(text: str) -> str:
    return " ".join(word for word in re.split("[ \n]", text) if word)


@given(texts, st.integers(12, 300), st.booleans(), st.booleans())
def test_nothing_is_lost_and_no_line_is_too_long(
    text: RichText, width: int, balanced: bool, hyphens: bool
) -> None:
    found = broken(text, width, balanced=balanced, hyphens=hyphens)
    written = "".join(said(line) for line in found).replace("\u00ad", "")
    assert collapsed(written) == collapsed("".join(run.text for run in text))
    for line in found:
        assert line.width <= width + 0.02 or not divisions(said(line).strip(" "))
        assert said(line).strip(" ")
