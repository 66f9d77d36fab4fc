"""Plain typing becomes print; what is typed for machines stays as it is."""

import pytest

from handouts.compose.templates.typography import typographic, typographic_template


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ('He said "yes"', "He said “yes”"),
        ("don't, the '90s, patients'", "don’t, the ’90s, patients’"),
        ('**"bold"** and ("so")', "**“bold”** and (“so”)"),
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


def test_a_template_keeps_its_expressions() -> None:
    said = typographic_template("""say "{{ x['a'] }}" -- {% if y == "no" %}"b"{% endif %}""")
    assert said == """say “{{ x['a'] }}”\u00a0– {% if y == "no" %}“b”{% endif %}"""
