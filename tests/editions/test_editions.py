"""What a user would notice on the project's own sheets, measured on the built PDFs."""

import io
import unicodedata
from collections.abc import Iterator
from itertools import pairwise

import pikepdf
import pytest

from handouts.audit.inspection import charts_as_data
from handouts.document import (
    AmountChart,
    Block,
    Document,
    Flowchart,
    Heading,
    ListBlock,
    OverlapDiagram,
    QrCode,
    SourceList,
    Table,
    TileMap,
    Timeline,
    WageChart,
    plain,
    walk,
)
from handouts.model.library import Library
from handouts.model.records import Place
from handouts.pages import TextRun
from handouts.pipeline import Made
from handouts.shapes import SPOKEN
from tests.editions.judging import extent, faults
from tests.flowchart.geometry import faults as chart_faults
from tests.support import stream_check, tagtree, verapdf
from tests.support.contents import without_running


def test_there_is_one_of_each(editions: dict[str, Made], library: Library) -> None:
    """What each audience is promised, in each of five states or for the nation."""
    promised = {
        (name, handout, audience.places == "national")
        for name, audience in library.audiences.items()
        for handout in map(str, audience.handouts)
    }
    found = {(e.edition.audience, e.edition.handout) for e in editions.values()}
    assert found == {(audience, handout) for audience, handout, _ in promised}
    national = {h for _, h, _ in promised if library.project.handouts[h].per == "nation"}
    assert len(editions) == sum(
        1 if nation or handout in national else 5 for _, handout, nation in promised
    )


@pytest.mark.conformance
@pytest.mark.parametrize("flavour", ["ua1", "2a"])
def test_every_pdf_conforms(editions: dict[str, Made], flavour: str) -> None:
    found = {name: verapdf.failures(made.data, flavour) for name, made in editions.items()}
    assert {name: rules for name, rules in found.items() if rules} == {}


def test_every_pdf_reads_as_its_document(editions: dict[str, Made]) -> None:
    for name, made in editions.items():
        tagged = tagtree.read(made.data)
        assert tagged.faults == (), name
        assert tagged.unmarked == (), name
        read = without_running(_read(tagged.root), made.pages.pages[0])
        assert read == list(_written(made.document)), name


_INLINE = {"Link", "Note", "Reference"}


def _read(node: tagtree.Node) -> Iterator[str]:
    """What each leaf says, with links, figures for sources and entries of lists within it."""
    if node.tag == "Figure":
        return
    inline = any(not isinstance(kid, tagtree.Node) or kid.tag in _INLINE for kid in node.kids)
    if inline or node.tag == "Sect":  # the sources, one paragraph on paper
        yield node.text.replace("\u00ad", "")
        return
    for kid in node.kids:
        if isinstance(kid, tagtree.Node):
            yield from _read(kid)


def _written(document: Document) -> Iterator[str]:
    for block in walk((*document.body, *document.foot)):
        for _, text in block.leaves():
            if text:
                yield unicodedata.normalize("NFC", plain(text))


def _going_on(document: Document, blocks: list[Block]) -> int:
    """Lists that go on with the one before them."""
    groups = (document.body, document.foot, *(group for block in blocks for group in block.inner))
    lists = [b for group in groups for b in pairwise(group)]
    return sum(type(a) is type(b) is ListBlock and not b.spoken for a, b in lists)


def test_tags_are_those_of_the_blocks(editions: dict[str, Made]) -> None:
    for name, made in editions.items():
        tags = [node.tag for node in tagtree.read(made.data).root.walk()]
        blocks = list(walk((*made.document.body, *made.document.foot)))
        drawn = AmountChart | Flowchart | QrCode | TileMap | WageChart
        figures = sum(isinstance(b, drawn) for b in blocks)
        if made.document.style != "large-print":  # its one column has the T in words only
            figures += sum(isinstance(b, OverlapDiagram) for b in blocks)
        assert tags.count("Figure") == figures, name
        assert tags.count("Table") == sum(isinstance(b, Table) for b in blocks), name
        listed = [b for b in blocks if isinstance(b, SourceList)]
        sources = sum(any(entry.number for entry in block.entries) for block in listed)
        heard = sum(bool(block.heard) for block in listed)
        lists = sum(isinstance(b, ListBlock) for b in blocks) - _going_on(made.document, blocks)
        lists += sum(len(b.tracks) for b in blocks if isinstance(b, Timeline))
        assert tags.count("L") == lists + sources + heard, name
        headings = sum(isinstance(b, Heading) for b in blocks) + sources
        headings += sum(len(b.tracks) for b in blocks if isinstance(b, Timeline))
        headings += sum(isinstance(b, ListBlock) and bool(b.spoken) for b in blocks)
        assert sum(t[0] == "H" and t[1:].isdigit() for t in tags) == headings, name
        assert tags.count("H1") == 1, name


def test_streams_are_nested_and_marked(editions: dict[str, Made]) -> None:
    for name, made in editions.items():
        assert stream_check.faults(made.data) == [], name


def test_titles_and_languages_are_set(editions: dict[str, Made]) -> None:
    for name, made in editions.items():
        with pikepdf.open(io.BytesIO(made.data)) as file:
            assert file.docinfo["/Title"] == made.document.title, name
            assert file.Root.Lang == "en-US", name


def test_no_sheet_is_longer_than_it_should_be(editions: dict[str, Made]) -> None:
    """Only rules and pay need the back, ten jobs, eight certificates, a way with a plan of one's own, and what is folded."""
    limited = {
        n: m
        for n, m in editions.items()
        if m.document.style != "large-print" and not m.edition.bind
    }
    long = {name for name, made in limited.items() if len(made.pages.pages) > 1}
    inserts = {name for name in limited if "state-insert" in name}
    charts = {name for name in limited if "which-health-job" in name}
    certificates = {name for name in limited if "certifications" in name}
    plans = {name for name in limited if "pathway" in name}
    folded = {name for name, made in limited.items() if made.document.page.panels}
    assert long - inserts == charts | certificates | plans | folded
    assert {f"{a}/ca/state-insert.en" for a in ("school", "advisor")} <= long
    assert all(len(made.pages.pages) <= 2 for made in limited.values())


def test_a_second_page_is_well_filled(editions: dict[str, Made]) -> None:
    for name, made in editions.items():
        if made.document.style == "large-print" or made.edition.bind:
            continue  # its blocks are so large that some do not fit in what a page has left
        for page in made.pages.pages[1:]:
            edges = sorted(extent(item)[1::2] for item in page.items)
            gaps = [below - above for (_, above), (below, _) in pairwise(edges)]
            assert max(gaps) < page.height / 4, name


def test_nothing_that_is_measured_is_amiss(editions: dict[str, Made]) -> None:
    """Sizes of type, places on the paper, breaks between pages: ``make soak`` measures every state."""
    assert {name: found for name, made in editions.items() if (found := faults(made))} == {}


def test_lines_of_text_do_not_overlap(editions: dict[str, Made]) -> None:
    """No two texts of one page share a place: half the size of the type is kept clear."""
    for name, made in editions.items():
        for page in made.pages.pages:
            runs = sorted(
                (
                    i
                    for i in page.items
                    if isinstance(i, TextRun) and i.text.strip() and i.colour != SPOKEN
                ),
                key=lambda i: i.y,
            )
            for number, one in enumerate(runs):
                for other in runs[number + 1 :]:
                    if other.y - one.y >= other.size / 2:
                        break
                    apart = abs(one.x - other.x) > 1
                    assert apart, (name, one, other)


def test_charts_have_no_collisions(editions: dict[str, Made]) -> None:
    charts = 0
    for name, made in editions.items():
        for dump in charts_as_data(made.pages):
            page = dump["page"]
            assert chart_faults(dump, page["w"], page["h"]) == [], name
            charts += 1
    assert charts == sum(any(part in name for part in ("which-", "packet")) for name in editions)


def test_every_sheet_dates_itself_and_names_its_publisher(editions: dict[str, Made]) -> None:
    for name, made in editions.items():
        tagged = tagtree.read(made.data)
        artifacts = " ".join(tagged.artifacts)
        count = 1 if made.document.page.panels else len(made.pages.pages)  # no panel has a number
        for said in (tagged.root.text, *([artifacts] if count > 1 else [])):
            assert "Lakeside Career Center" in said, name
            assert "Nov\u00a025, 2026" in said, name
        assert (f"of {count}" in artifacts) == (count > 1), name


# What the states' sheets must say


def _said(editions: dict[str, Made], name: str) -> str:
    return " ".join(_read(tagtree.read(editions[name].data).root))


def test_louisiana_prints_its_exemptions(editions: dict[str, Made]) -> None:
    said = _said(editions, "school/la/state-insert.en")
    assert "State license; many are exempt" in said
    assert "while employed or supervised by a licensed physician" in said
    assert "Also exempt: people whose health license covers blood draws" in said


def test_dc_tells_phlebotomists_of_the_registration(editions: dict[str, Made]) -> None:
    said = _said(editions, "school/dc/state-insert.en")
    assert "The D.C. Code tells phlebotomists to register" in said
    assert "ask DC Health" in said
    assert "register" in _said(editions, "school/dc/which-role.en")


def test_washington_asks_medical_assistants_for_a_credential(editions: dict[str, Made]) -> None:
    for handout in ("state-insert", "comparison", "which-role"):
        said = _said(editions, f"school/wa/{handout}.en")
        assert "credential" in said
        assert "voluntary" not in said
    assert "MA-R" in _said(editions, "school/wa/state-insert.en")


def test_a_state_where_nothing_was_read_says_so_and_names_whom_to_ask(
    unread: tuple[Place, dict[str, Made]],
) -> None:
    state, made = unread
    said = _said(made, f"school/{str(state.code).lower()}/state-insert.en")
    assert "Not reported" in said
    assert "That does not mean there is no rule" in said
    assert str(state.authorities[0].name) in said


def test_wages_of_a_state_are_those_of_the_release(
    editions: dict[str, Made], library: Library
) -> None:
    for state in ("AR", "CA", "DC", "LA", "WA"):
        said = _said(editions, f"advisor/{state.lower()}/state-insert.en")
        for soc in ("31-9092", "31-9097"):
            wage = library.wages[soc, state]
            for figure in (wage.annual_p10, wage.annual_median, wage.annual_p90):
                assert f"${figure.value:,}" in said
            assert f"${wage.hourly_median.value:,.2f}" in said or "hourly pay" in " ".join(
                editions[f"advisor/{state.lower()}/state-insert.en"].pages.fit.names
            )


# The steps of decisions


def test_steps_lead_on_by_links_to_the_steps_that_they_name(editions: dict[str, Made]) -> None:
    for name, made in editions.items():
        if "which-" not in name:
            continue
        links = [n for n in tagtree.read(made.data).root.all("Link") if n.text[-2:-1].isalnum()]
        lists = [b for b in walk(made.document.body) if isinstance(b, ListBlock)]
        items = {item.label: item.id for block in lists for item in block.items}
        asked = [run for block in lists for item in block.items for run in item.text if run.link]
        assert len(links) >= len(asked) > 5, name
        for link in links:
            (annotation, *_) = [k for k in link.kids if isinstance(k, tagtree.Annotation)]
            label = link.text.split("\u00a0")[-1].rstrip(".")
            if label in items:
                page, top = _place(made, items[label])
                assert annotation.page == page, (name, link.text)
                assert annotation.top == pytest.approx(top, abs=0.01), (name, link.text)


def _place(made: Made, leaf: str) -> tuple[int, float]:
    """The page of a leaf, and a little over its first line."""
    return next(
        (number, page.height - item.y + 1.5 * item.size)
        for number, page in enumerate(made.pages.pages)
        for item in page.items
        if isinstance(item, TextRun) and item.block == leaf
    )
