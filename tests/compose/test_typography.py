"""Plain typing becomes print; what is typed for machines stays as it is."""

import pytest

from handouts.compose.templates.typography import typographic, typographic_template


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ('He said "yes"', "He said “yes”"),
        ("don't, the '90s, patients'", "don’t, the ’90s, patients’"),
        ('**"bold"** and ("so")', "**“bold”** and (“so”)"),
        ("**CPT**'s fee, *this*'s end, _so_'s", "**CPT**’s fee, *this*’s end, _so_’s"),
        ("(**CPT**)'s fee, ***'a'***'s", "(**CPT**)’s fee, ***‘a’***’s"),
        (
            "[O*NET](https://www.onetonline.org/a_(b))'s list",
            "[O*NET](https://www.onetonline.org/a_(b))’s list",
        ),
        ("\"'Yes,' she said, 'and \"no.\"'\"", "“‘Yes,’ she said, ‘and “no.”’”"),
        ('so—"yes"—and--"no"', "so—“yes”—and–“no”"),
        ('"I was going to—" she said', "“I was going to—” she said"),
        ('[\'a\'] {"b"} ("what?")', "[‘a’] {“b”} (“what?”)"),
        ("'Tis time to rock 'n' roll with 'em", "’Tis time to rock ’n’ roll with ’em"),
        (
            "the class of '25, the '90s' end, '25' of them",
            "the class of ’25, the ’90s’ end, ‘25’ of them",
        ),
        ('- "one"\n- \'two\'\n"three"', "- “one”\n- ‘two’\n“three”"),
        ("5'10\" tall, 6' wide", "5′10″ tall, 6′ wide"),
        ('8½" x 11", 8"x10" and 2"-wide', "8½″ x 11″, 8″x10″ and 2″-wide"),
        ('"a 5" pipe" and "He is 6\'2" tall"', "“a 5″ pipe” and “He is 6′2″ tall”"),
        ('"2024", "2025" or "grade 9"/"grade 10"', "“2024”, “2025” or “grade 9”/“grade 10”"),
        ('"a@b.org" and "https://example.org/x"', "“a@b.org” and “https://example.org/x”"),
        ("the 1990's, the 1990s' end", "the 1990’s, the 1990s’ end"),
        ("so---yes", "so—yes"),
        ("2025--35", "2025–35"),
        ("either -- or", "either\u00a0– or"),
        ("wait...", "wait…"),
        ("1/2 hour", "½\u00a0hour"),
        ("3 1/2 years", "3½\u00a0years"),
        ("3/4 of them, a 1/2-inch needle", "¾\u00a0of them, a ½-inch needle"),
        ("10 hours of class", "10\u00a0hours of class"),
        ("CPT I or CPT II", "CPT\u00a0I or CPT\u00a0II"),
        ("$45,690 a year", "$45,690\u00a0a year"),
        ("Nov 24, 2026", "Nov\u00a024, 2026"),
        ("tit. 16, § 3", "tit.\u00a016, §\u00a03"),
    ],
)
def test_plain_typing_is_set_as_in_print(typed: str, printed: str) -> None:
    assert typographic(typed) == printed


@pytest.mark.parametrize(
    "text",
    [
        "37:1311–1329",
        "24/7 care",
        "on 1/2/2026",
        "225 ILCS 60/54.2",
        "RCW 18.360.040",
        "https://example.org/a--b...c/1/2",
        "www.example.org/a---b",
        "ask a--b@example.org",
        "[the board](https://example.org/x--y)",
        "use --set student",
        "one\n---\ntwo",
        "a.... b",
        r"\"raw\" and \'raw\'",
        "o'brien@example.org",
        "5/7 people",
    ],
)
def test_codes_dates_and_addresses_stay_as_typed(text: str) -> None:
    assert typographic(text) == text


def test_a_page_of_pages_is_no_fraction() -> None:
    assert "1/2" in typographic("page 1/2 of the form")


def test_what_is_set_is_not_changed_again() -> None:
    once = typographic('He said "1/2 hour" -- or 10 hours...')
    assert typographic(once) == once


def test_a_mark_beside_what_a_template_prints_belongs_to_it() -> None:
    said = typographic_template(
        """**{{ n }}**'s {% if a %}A{% endif %}'s "{% if b %}x{% endif %}" """
    )
    assert said == "**{{ n }}**’s {% if a %}A{% endif %}’s “{% if b %}x{% endif %}” "


def test_a_template_keeps_its_expressions() -> None:
    said = typographic_template("""say "{{ x['a'] }}" -- {% if y == "no" %}"b"{% endif %}""")
    assert said == """say “{{ x['a'] }}”\u00a0– {% if y == "no" %}“b”{% endif %}"""
