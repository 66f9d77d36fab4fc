"""Reading grades: known texts counted by hand, what is counted, and the limits of the audiences."""

from pathlib import Path

import pytest

from handouts.audit.check import CheckReport, check
from handouts.audit.reading import Reading, readings
from handouts.audit.reading.grade import count, sentences, syllables, words
from handouts.audit.reading.running_text import running_text
from handouts.diagnostics import Diagnostic
from handouts.document import Document, SourceList, Table, plain, walk
from handouts.edition import Edition, Selection
from handouts.fonts import load_fonts
from handouts.load import load
from handouts.model.library import Library
from handouts.pipeline import pages_of
from handouts.plan import plan
from tests.support.projects import REPOSITORY, copy_project, replace_text

_DRAW = (
    "The nurse will ask you to sit in a chair and roll up one sleeve.",  # 15 words, 15 syllables
    "She ties a band around your upper arm and looks for a good vein.",  # 14 words, 16 syllables
    "Most people feel a small sting that is over in a moment.",  # 12 words, 15 syllables
)


@pytest.fixture(scope="module")
def library() -> Library:
    return load(REPOSITORY)


def _printed(handout: str, audience: str, state: str, library: Library) -> tuple[Edition, Document]:
    (edition,) = plan(Selection((handout,), (audience,), (state,)), library)
    return edition, pages_of(edition, library, load_fonts())[0]


# The grade


def test_a_text_counted_by_hand() -> None:
    counted = count(_DRAW)
    assert (counted.sentences, counted.words, counted.syllables) == (3, 41, 46)
    by_hand = 0.39 * 41 / 3 + 11.8 * 46 / 41 - 15.59
    assert counted.formula == pytest.approx(by_hand)
    assert counted.grade == 3.0


def test_a_short_text_has_no_grade() -> None:
    assert count(_DRAW[:2] * 2).grade is not None
    assert count(_DRAW[:2]).grade is None  # two sentences
    assert count(_DRAW[2:] * 3).grade is None  # 36 words


@pytest.mark.parametrize(
    ("word", "said"),
    [
        ("blood", 1), ("drawn", 1), ("role", 1), ("about", 2), ("copy", 2), ("table", 2),
        ("needed", 2), ("practice", 2), ("employers", 3), ("physician", 3), ("certificate", 4),
        ("phlebotomist", 4), ("supervision", 4), ("CPT", 3), ("two-year", 2), ("$45,690", 1),
    ],
)  # fmt: skip
def test_syllables(word: str, said: int) -> None:
    assert syllables(word) == said


def test_sentences_end_where_a_reader_would_end_them() -> None:
    text = "Pay in the U.S. is a median. Ask Dr. Lee (or the board). Is it $4.5 more? Ask at doh.wa.gov."
    assert sentences(text) == (
        "Pay in the U.S. is a median.",
        "Ask Dr. Lee (or the board).",
        "Is it $4.5 more?",
        "Ask at doh.wa.gov.",
    )
    assert words("Ask the board (doh.wa.gov) – or call.") == ("Ask", "the", "board", "or", "call")


def test_words_of_the_glossary_count_two_syllables_at_most() -> None:
    easy = frozenset({"phlebotomist", "vein"})
    assert count(["Ask the phlebotomist."], easy).syllables == 4
    assert count(["Ask the phlebotomists’ group."], easy).syllables == 5
    assert count(["A vein."], easy).syllables == 2


# What is counted


def test_tables_sources_headings_and_figures_are_not_counted(library: Library) -> None:
    _, document = _printed("state-insert", "school", "CA", library)
    blocks = (*document.body, *document.foot)
    found = [text for text, _ in running_text(blocks)]
    assert "A national certificate alone is not enough." in found
    assert any("Renew every 2 years" in text for text in found)
    everything = " ".join(found)
    assert "[1]" not in everything
    assert "Cal. Bus. & Prof. Code" not in everything
    tables = [block for block in walk(blocks) if isinstance(block, Table)]
    assert tables
    cells = {plain(text) for table in tables for _, text in table.leaves()}
    assert not cells & set(found)
    (sources,) = (block for block in walk(blocks) if isinstance(block, SourceList))
    assert not any(text in plain(sources.text) for text in found)


def test_steps_of_a_decision_are_counted_without_their_ways_on(library: Library) -> None:
    _, document = _printed("which-role", "school", "TX", library)
    found = [text for text, _ in running_text((*document.body, *document.foot))]
    assert "Do you want to draw blood for most of your day?" in found
    assert not any("Yes:" in text for text in found)


def test_a_part_of_a_packet_reads_as_it_does_alone(library: Library) -> None:
    packet, bound = _printed("packet", "school", "WA", library)
    parts = {reading.handout: reading for reading in readings(packet, bound, library)}
    for handout in ("which-role", "state-insert"):
        edition, document = _printed(handout, "school", "WA", library)
        (alone,) = readings(edition, document, library)
        assert (parts[handout].edition, parts[handout].count) == (alone.edition, alone.count)


# Limits


@pytest.fixture(scope="module")
def strict(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, CheckReport]:
    """A project of few editions whose schools allow no more than the third grade."""
    project = copy_project(tmp_path_factory.mktemp("reading") / "project")
    for audience in ("school", "advisor"):
        replace_text(project / f"data/audiences/{audience}.yaml", "places: all", "places: [WA]")
    replace_text(project / "data/audiences/school.yaml", "reading_level: 8", "reading_level: 3")
    return project, check(project, jobs=1)


def _hard(report: CheckReport) -> dict[str, tuple[Diagnostic, Reading]]:
    by_name = {reading.edition: reading for reading in report.readings}
    return {
        name: (finding.diagnostic, by_name[name])
        for finding in report.findings
        if finding.diagnostic.code == "hard-to-read"
        for name in finding.editions
    }


def test_a_text_over_its_limit_is_a_warning_that_strict_fails_on(
    strict: tuple[Path, CheckReport],
) -> None:
    _, report = strict
    hard = _hard(report)
    assert "school/wa/state-insert.en" in hard
    assert not any(name.startswith("advisor") for name in hard)
    assert not any(d.is_error for d, _ in hard.values())
    assert report.fails(strict=True)
    (school,) = (one for one in report.audiences if one.audience == "school")
    assert school.over == len(hard)
    assert school.highest is not None
    assert school.highest.count.grade == max(r.count.grade or 0 for _, r in hard.values())


def test_the_three_hardest_sentences_are_named_where_they_were_written(
    strict: tuple[Path, CheckReport],
) -> None:
    project, report = strict
    warning, reading = _hard(report)["school/wa/state-insert.en"]
    assert len(reading.hardest) == 3
    grades = [sentence.grade for sentence in reading.hardest]
    assert grades == sorted(grades, reverse=True)
    for sentence in reading.hardest:
        assert sentence.span is not None
        assert f"{sentence.span.file}:{sentence.span.line}" in warning.message
        lines = (project / sentence.span.file).read_text(encoding="utf-8").split("\n")
        assert sentence.text.split()[0] in lines[sentence.span.line - 1]
    assert "glossary" in warning.remedy


def test_every_sheet_of_this_project_is_within_its_limit() -> None:
    report = check(REPOSITORY)
    assert _hard(report) == {}
    limits = {one.audience: one.limit for one in report.audiences}
    assert limits == {"advisor": 10, "career-fair": 8, "school": 8}
    assert all(one.sheets and one.over == 0 for one in report.audiences)
