"""Every sheet says when it was printed, and of when its data are."""

import re
from dataclasses import replace

from handouts.document import plain, walk
from handouts.edition import Selection
from handouts.fonts import load_fonts
from handouts.model.library import Library
from handouts.model.records.values import long_date
from handouts.pages import TextRun
from handouts.pipeline import Made, make
from handouts.plan import plan

_MONTH = "(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)\u00a0\\d{4}"
_DATES = re.compile(
    f"(Wages {_MONTH}(, (rules|facts) checked {_MONTH})*|(Rules|Facts) checked {_MONTH})"
)

UNDATED = {"sources"}
"""Layouts whose every line names the date of its source."""


def printed(made: Made) -> list[str]:
    """The text of each page that is not blank."""
    return [
        "".join(item.text for item in page.items if isinstance(item, TextRun))
        for page in made.pages.pages
        if page.items
    ]


def test_every_page_of_every_layout_says_when_it_was_printed(
    editions: dict[str, Made], library: Library
) -> None:
    seen = set()
    for name, made in editions.items():
        parts = made.edition.bind or (made.edition,)
        seen |= {part.layout for part in parts}
        for text in printed(made):
            assert "Printed Nov\u00a025, 2026" in text, name
    others = {"side-by-side", "side-by-side-wide"}
    assert seen == set(library.layouts) - others - {"house"}


def test_every_layout_says_of_when_its_data_are(editions: dict[str, Made]) -> None:
    for name, made in editions.items():
        parts = made.edition.bind or (made.edition,)
        text = "".join(printed(made))
        dated = [part for part in parts if part.layout not in UNDATED]
        assert len(_DATES.findall(text)) >= len(dated), name


def test_the_dates_are_those_of_the_facts_that_are_printed(editions: dict[str, Made]) -> None:
    def closing(name: str) -> str:
        made = editions[name]
        blocks = walk((*made.document.body, *made.document.foot))
        texts = [plain(b.text) for b in blocks if type(b).__name__ == "SourceList"]  # type: ignore[attr-defined]
        return " ".join(texts).replace("\u00a0", " ")

    assert "Wages May 2025, rules checked Nov 2026. " in closing("school/ca/state-insert.en")
    assert "Wages" not in closing("advisor/ca/certifications.en")
    assert "Wages May 2025, facts checked Nov 2026. " in closing("advisor/ca/pay.en")


def test_without_a_date_a_sheet_says_when_its_facts_were_checked(library: Library) -> None:
    project = library.project.model_copy(update={"edition_date": None})
    undated = replace(library, project=project)
    (edition,) = plan(Selection(("comparison",), ("school",), ("CA",)), undated)
    made = make(edition, undated, load_fonts())
    newest = max(str(origin.checked) for origin in made.document.origins)
    assert all(f"Facts checked {long_date(newest)}" in text for text in printed(made))
    assert "Printed" not in "".join(printed(made))
    typed = make(replace(edition, date="2027-03-01"), undated, load_fonts())
    assert all("Printed Mar\u00a01, 2027" in text for text in printed(typed))
