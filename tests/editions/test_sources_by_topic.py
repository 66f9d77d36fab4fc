"""A list by topic says in few words whose the facts are; the whole list is still there for who hears it."""

from collections.abc import Mapping
from dataclasses import replace

import pytest

from handouts.document import SourceList, plain, walk
from handouts.edition import Selection
from handouts.fonts import load_fonts
from handouts.model.library import Library
from handouts.pages import TextRun
from handouts.pipeline import Made, make
from handouts.plan import plan
from handouts.shapes import SPOKEN
from tests.support import tagtree

SHEETS = ("flyer", "flyer-two-up", "comparison", "comparison-large-print")


@pytest.fixture(scope="module")
def sheets(library: Library) -> Mapping[str, Made]:
    """The flyers, and the comparisons of the whole and of every place."""
    found = {}
    for edition in plan(Selection(SHEETS), library):
        path = str(edition.path)
        some = edition.audience == "advisor" or "large-print" in path
        if not some or "/ca/" in path or "/wa/" in path:
            found[path] = make(edition, library, load_fonts())
    return found


def listed(made: Made) -> SourceList:
    blocks = walk((*made.document.body, *made.document.foot))
    (found,) = [block for block in blocks if isinstance(block, SourceList)]
    return found


def painted(made: Made) -> list[TextRun]:
    runs = [i for page in made.pages.pages for i in page.items if isinstance(i, TextRun)]
    return [run for run in runs if run.colour != SPOKEN and run.block]


def words(text: str) -> int:
    return len(text.replace("\u00a0", " ").split())


def test_the_message_has_three_words_for_each_of_the_sources(sheets: Mapping[str, Made]) -> None:
    assert len(sheets) > 55
    for name, made in sheets.items():
        block = listed(made)
        said = "".join(run.text for run in painted(made) if run.block == block.id)
        sources = words(said) - words(block.closing) - words(block.closing_title)
        message = sum(words(run.text) for run in painted(made) if run.block != block.id)
        message += words(block.closing)
        assert message >= 3 * sources, (name, message, sources)


def test_the_lead_is_on_every_comparison_and_nothing_is_left_out(
    sheets: Mapping[str, Made], library: Library
) -> None:
    lead = "Do you want to draw blood for most of your day"
    for name, made in sheets.items():
        if "comparison" in name and made.edition.audience != "advisor":
            assert lead in tagtree.read(made.data).root.text, name
        assert made.pages.fit.names == (), name


def test_every_source_is_read_whole_and_has_its_topic(sheets: Mapping[str, Made]) -> None:
    for name, made in sheets.items():
        tagged = tagtree.read(made.data)
        assert (tagged.faults, tagged.unmarked) == ((), ()), name
        block = listed(made)
        cited = {c for b in walk((*made.document.body, *made.document.foot)) for c in b.citations}
        assert {entry.source for entry in block.entries} == cited
        assert all(entry.topics for entry in block.entries), name
        (items,) = [
            node
            for node in tagged.root.all("L")
            if len(node.all("LI")) == len(block.heard) and "Project brief" in node.text
        ]
        assert [item.text for item in items.all("LBody")] == [plain(one) for one in block.heard]
        assert f"All {len(block.heard)}, with dates: lakeside.example.org/" in plain(block.text)


def test_kinds_stand_for_sources_without_a_short_name(sheets: Mapping[str, Made]) -> None:
    said = plain(listed(sheets["school/ca/comparison.en.pdf"]).text).replace("\u00a0", " ")
    assert said.startswith("Sources. Advice, duties: this project, Nov 2026. Workplaces, hours,")
    assert " Pay: BLS OEWS, May 2025. Growth: BLS projections, 2025–35. " in said
    assert (
        " Training, certificates, rules: laws and agencies, copies of laws, professional bodies, "
        "checked Nov 2026. Duties: O*NET (USDOL/ETA), CC BY 4.0, reworded, not endorsed. All 15"
    ) in said


def test_without_an_address_the_list_stands_on_the_sheet(library: Library) -> None:
    publisher = library.project.publisher.model_copy(update={"url": None})
    project = library.project.model_copy(update={"publisher": publisher})
    own = replace(library, project=project)
    (edition,) = plan(Selection(("comparison",), ("school",), ("CA",)), own)
    block = listed(make(edition, own, load_fonts()))
    assert not block.heard
    said = plain(block.text).replace("\u00a0", " ")
    assert said.startswith("Sources. [1] ")
    assert " Project brief: how the roles differ (November 2026)" in said


def test_a_packet_has_its_figures_and_its_one_list(library: Library) -> None:
    (edition,) = plan(Selection(("packet",), ("school",), ("CA",)), library)
    made = make(edition, library, load_fonts())
    blocks = list(walk((*made.document.body, *made.document.foot)))
    assert not [block for block in blocks if isinstance(block, SourceList)]
    assert "Listed at the end of this packet." in tagtree.read(made.data).root.text
