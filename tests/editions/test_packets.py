"""Packets of the project's own sheets, read back from the built PDFs."""

import io
import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

import pikepdf
import pytest

from handouts.compose import compose
from handouts.compose.blocks.binding import CHECKED
from handouts.compose.packets import compose_packet
from handouts.diagnostics import HandoutsError
from handouts.document import (
    Bibliography,
    Block,
    Contents,
    Heading,
    Panel,
    Section,
    SourceList,
    plain,
    walk,
)
from handouts.document.packet import all_blocks
from handouts.edition import Edition, Selection
from handouts.fonts import load_fonts
from handouts.model.base import Text
from handouts.model.library import Library
from handouts.pages import Box, Hatch, Item, Link, Region, Rule, TextRun
from handouts.pipeline import Made, compose_key, make
from handouts.plan import plan
from handouts.shapes import Path
from tests.editions.judging import faults
from tests.editions.test_editions import _read, _written
from tests.editions.test_styles import logo_at_foot
from tests.support import tagtree, verapdf
from tests.support.contents import is_text, without_running

PARTS = (
    "cover",
    "comparison",
    "which-role",
    "in-words",
    "state-insert",
    "pay",
    "before-you-enroll",
    "sources",
)


@pytest.fixture(scope="module")
def packets(editions: dict[str, Made]) -> dict[str, Made]:
    return {name: made for name, made in editions.items() if made.edition.bind}


@pytest.fixture(scope="module")
def duplex(library: Library) -> Made:
    """California's packet for an audience that prints on both sides."""
    school = library.audiences["school"].model_copy(update={"duplex": True})
    changed = replace(library, audiences={**library.audiences, "school": school})
    return make(_packet(changed, "CA"), changed, load_fonts())


def _packet(library: Library, state: str) -> Edition:
    (edition,) = plan(Selection(("packet",), ("school",), (state,)), library)
    return edition


def _first_pages(made: Made) -> dict[str, int]:
    """Part → the number of the first page on which something of it stands."""
    first: dict[str, int] = {}
    for number, page in enumerate(made.pages.pages, 1):
        if any(item.block for item in page.items):
            first.setdefault(page.part, number)
    return first


def test_a_packet_binds_its_parts_in_order(packets: dict[str, Made]) -> None:
    assert len(packets) == 5
    for name, made in packets.items():
        sections = [b for b in made.document.body if isinstance(b, Section)]
        assert tuple(s.id for s in sections) == PARTS, name
        assert tuple(_first_pages(made)) == PARTS, name
        # with two or three pages of sources, and California's rules on two
        assert len(made.pages.pages) in {9, 10, 11}, name


def test_the_state_insert_can_be_taken_out_alone(packets: dict[str, Made]) -> None:
    """It starts on a right-hand page; no page before it is blank, for the jobs in words fill its back."""
    for name, made in packets.items():
        first = _first_pages(made)["state-insert"]
        assert first % 2 == 1, name
        assert made.pages.pages[first - 2].part == "in-words", name
        assert all(page.items for page in made.pages.pages[:first]), name


def test_one_tree_holds_a_part_for_each_handout(packets: dict[str, Made]) -> None:
    for name, made in packets.items():
        root = tagtree.read(made.data).root
        assert [kid.tag for kid in root.kids if isinstance(kid, tagtree.Node)] == ["Part"] * len(
            PARTS
        ), name
        with pikepdf.open(io.BytesIO(made.data)) as file:
            (top,) = file.Root.StructTreeRoot.K
            titles = [str(kid.T) for kid in top.K]
        assert titles[:3] == [
            "Cover",
            "Compare the two jobs",
            "Which job might fit you? A decision chart",
        ], name
        assert titles[-1] == "Sources and dates", name


def test_heading_levels_begin_at_one_and_skip_none(packets: dict[str, Made]) -> None:
    for name, made in packets.items():
        nodes = tagtree.read(made.data).root.walk()
        levels = [int(n.tag[1:]) for n in nodes if n.tag[0] == "H" and n.tag[1:].isdigit()]
        assert levels[0] == 1, name
        assert levels.count(1) == 1, name
        assert all(level <= before + 1 for before, level in pairwise(levels))
        # the place, the contents, and the other parts
        assert levels.count(2) == 2 + len(PARTS[1:]), name


def test_contents_name_the_pages_on_which_the_parts_stand(packets: dict[str, Made]) -> None:
    for name, made in packets.items():
        root = tagtree.read(made.data).root
        (contents,) = root.all("TOC")
        entries = contents.all("TOCI")
        first = _first_pages(made)
        assert [e.text for e in entries] == [
            f"{first[s.id]} {s.title}" for s in made.document.body[1:] if isinstance(s, Section)
        ], name


def test_links_of_the_contents_lead_to_the_headings(packets: dict[str, Made]) -> None:
    for name, made in packets.items():
        root = tagtree.read(made.data).root
        sections = [b for b in made.document.body[1:] if isinstance(b, Section)]
        for section, entry in zip(sections, root.all("TOCI"), strict=True):
            (link,) = entry.all("Link")
            (annotation,) = [k for k in link.kids if isinstance(k, tagtree.Annotation)]
            heading = next(b for b in walk(section.blocks) if isinstance(b, Heading))
            assert annotation.page is not None, name
            page = made.pages.pages[annotation.page]
            runs = [i for i in page.items if isinstance(i, TextRun) and i.block == heading.id]
            assert 0 < page.height - annotation.top < runs[0].y, name
            assert annotation.contents == f"{section.title}, page {annotation.page + 1}", name
            assert runs[0].text.strip() in plain(heading.text), name


def test_pages_are_counted_across_the_packet(packets: dict[str, Made]) -> None:
    for name, made in packets.items():
        count = len(made.pages.pages)
        said = " ".join(tagtree.read(made.data).artifacts)
        for number, page in enumerate(made.pages.pages, 1):
            assert said.count(f"Page {number} of {count}") == bool(page.items), name


def test_every_source_is_listed_once(
    packets: dict[str, Made], editions: dict[str, Made], library: Library
) -> None:
    """Sources with one credit line are one entry."""
    for name, made in packets.items():
        root = tagtree.read(made.data).root
        *others, last = root.all("Part")
        listed = [item.text for item in last.all("LI")]
        assert len(set(listed)) == len(listed) > 8, name
        for part in others:
            assert part.text.count("Sources. Listed at the end of this packet.") == 1, name
        cited = {c for b in walk(made.document.body) for c in b.citations}
        assert len(listed) == len({library.sources[c].credit or c for c in cited}), name
        for handout in ("comparison", "which-role", "state-insert"):
            alone = editions[name.replace("packet", handout)].document
            closing = next(b for b in alone.foot if b.name == "sources").closing  # type: ignore[attr-defined]
            assert closing in root.text, (name, handout)


FIGURE = re.compile(r"\[?[0-9]+[],]")
"""What is drawn of a figure for a source: ``[4,``, ``6]``."""


def test_a_sheet_looks_as_it_does_alone(
    packets: dict[str, Made], editions: dict[str, Made]
) -> None:
    """What stands above the foot of a flowchart sheet says the same, as wide and in the same type.

    Only the figures for its sources count on from the parts before it. A chart is drawn as tall as its
    sources leave room.
    """
    for name, made in packets.items():
        page = made.pages.pages[_first_pages(made)["which-role"] - 1]
        alone = editions[name.replace("packet", "which-role")].pages.pages[0]
        assert _leaves(page.items) == _leaves(alone.items), name
        boxes = [sorted(i.width for i in p.items if isinstance(i, Box)) for p in (page, alone)]
        assert boxes[0] == boxes[1], name


def _leaves(items: tuple[Item, ...]) -> list[str]:
    """What the steps say, however the chart is lettered and their lines are broken."""
    found: dict[str, str] = {}
    for item in items:
        if isinstance(item, TextRun) and item.block and not FIGURE.match(item.text):
            leaf = item.block.rpartition(":")[2]
            found[leaf] = found.get(leaf, "") + item.text
    texts = (text for leaf, text in found.items() if re.fullmatch(r"[0-9]+\.i[0-9]+", leaf))
    return sorted(re.sub(r":[0-9A-Z]\.", ":", "".join(text.split())) for text in texts)


def _drawn(items: tuple[Item, ...]) -> Iterator[tuple[object, ...]]:
    for item in items:
        match item:
            case TextRun() if is_text(item) and item.y < 680 and not FIGURE.match(item.text):
                yield item.text, round(item.x, 2), round(item.y, 2), item.size, item.face
            case Box() | Hatch() if item.y < 680:
                yield item.x, item.y, item.width, item.height
            case Rule() | Path() | Link() | Region() | TextRun() | Box() | Hatch():
                pass


def test_bookmarks_are_the_parts_and_their_headings(packets: dict[str, Made]) -> None:
    data = io.BytesIO(packets["school/ca/packet.en"].data)
    with pikepdf.open(data) as file, file.open_outline() as outline:
        (top,) = outline.root
        assert str(top.title) == "Cover"
        assert [str(kid.title) for kid in top.children] == [
            "California",
            "In this packet",
            "Compare the two jobs",
            "Which job might fit you? A decision chart",
            "The jobs in words",
            "California: the rules and the pay",
            "Pay and growth",
            "Before you enroll",
            "Sources and dates",
        ]
        assert "The same steps in words" in [str(k.title) for k in top.children[3].children]


def test_a_part_says_what_the_sheet_says(library: Library) -> None:
    """To the last id: only lists of sources, contents and their headings are a packet's own.

    What two parts print, the insert's pay and the pay sheet's, is told once.
    """
    told = {"pay heading", "pay chart", "pay table"}
    edition = _packet(library, "CA")
    composed = compose_packet(edition, library)
    assert tuple(part.handout for part in composed.parts) == PARTS
    for one, part in zip(edition.bind, composed.parts, strict=True):
        alone = compose(one, library)
        lists = {b.id for b in all_blocks(alone) if isinstance(b, SourceList)}
        more = {b.id: b for b in all_blocks(part.document)}
        for block in all_blocks(alone):
            more.pop(block.id, None)
        kinds = {type(b) for b in more.values() if not b.id.endswith(CHECKED)}
        # the bars over the parts of the list are panels
        assert kinds <= {Contents, Bibliography, Heading, Panel}, part.handout
        pay = [b.id for b in all_blocks(alone) if b.name in told]
        own = frozenset((*lists, *more, *pay))
        bound, sheet = (
            document.without(own).with_each(Block, lambda b: replace(b, optional=None, once=""))
            for document in (part.document, alone)
        )
        assert bound == sheet, part.handout


def test_names_of_blocks_are_those_of_one_block_of_their_part(packets: dict[str, Made]) -> None:
    for name, made in packets.items():
        for section in made.document.body:
            assert isinstance(section, Section), name
            ids = [block.id for block in walk(section.blocks)]
            assert len(set(ids)) == len(ids), name


# Printed on both sides


def test_parts_start_on_right_hand_pages(duplex: Made) -> None:
    assert _first_pages(duplex) == {
        "cover": 1,
        "comparison": 3,
        "which-role": 5,
        "in-words": 7,
        "state-insert": 9,
        "pay": 11,
        "before-you-enroll": 13,
        "sources": 15,
    }
    assert len(duplex.pages.pages) % 2 == 0  # however long the list of sources is
    blank = [n for n, page in enumerate(duplex.pages.pages, 1) if not page.items]
    assert [n for n in blank if n < 15] == [2, 4, 6, 8, 12, 14]  # the insert has a back
    with pikepdf.open(io.BytesIO(duplex.data)) as file:
        assert [
            n for n, page in enumerate(file.pages, 1) if not page.Contents.read_bytes()
        ] == blank
    (contents,) = tagtree.read(duplex.data).root.all("TOC")
    assert [e.text.split()[0] for e in contents.all("TOCI")] == [
        "3",
        "5",
        "7",
        "9",
        "11",
        "13",
        "15",
    ]


@pytest.mark.conformance
@pytest.mark.parametrize("flavour", ["ua1", "2a"])
def test_blank_pages_conform(duplex: Made, flavour: str) -> None:
    assert verapdf.failures(duplex.data, flavour) == ()


# In every style


@pytest.fixture(scope="module")
def styled(library: Library) -> dict[str, Made]:
    """California's packet in each style of its layouts."""
    made = {}
    for style in ("large-print", "photocopy", "slate"):
        school = library.audiences["school"].model_copy(update={"style": Text(style)})
        changed = replace(library, audiences={**library.audiences, "school": school})
        made[style] = make(_packet(changed, "CA"), changed, load_fonts())
    return made


def test_a_packet_is_whole_in_every_style(styled: dict[str, Made]) -> None:
    for style, made in styled.items():
        assert made.document.style == style
        assert faults(made) == [], style
        assert tuple(_first_pages(made)) == PARTS, style
        tagged = tagtree.read(made.data)
        assert (tagged.faults, tagged.unmarked) == ((), ()), style
        read = without_running(_read(tagged.root), made.pages.pages[0])
        assert read == list(_written(made.document)), style


def test_a_cover_names_its_place_in_large_type_and_says_the_answers(
    packets: dict[str, Made], library: Library
) -> None:
    """What the place asks of each role and which is paid more, before the first page is turned."""
    for name, made in packets.items():
        place = library.places[name.split("/")[1]]
        runs = [item for item in made.pages.pages[0].items if isinstance(item, TextRun)]
        body = min(run.size for run in runs)
        assert any(str(place.name) == r.text.strip() and r.size > 3 * body for r in runs), name
        cover = tagtree.read(made.data).root.all("Part")[0].text.casefold()
        for rule in place.rules.values():
            assert "".join(str(rule.verdict.text).casefold().split()) in "".join(cover.split()), (
                name
            )
        assert "middle pay: " in cover, name


def test_the_cover_has_the_logo_in_every_style(styled: dict[str, Made]) -> None:
    """At the head; in large print, which has no line there, at the foot beside the publisher."""
    for style, made in styled.items():
        assert logo_at_foot(made.pages.pages[0]) == (style == "large-print"), style


@pytest.mark.conformance
@pytest.mark.parametrize("flavour", ["ua1", "2a"])
def test_packets_of_every_style_conform(styled: dict[str, Made], flavour: str) -> None:
    found = {style: verapdf.failures(made.data, flavour) for style, made in styled.items()}
    assert {style: rules for style, rules in found.items() if rules} == {}


# Keys and faults


def test_a_packet_is_made_anew_when_any_part_changes(library: Library) -> None:
    fonts = load_fonts()
    edition = _packet(library, "TX")
    before = compose_key(edition, library, fonts)[1]
    assert compose_key(edition, library, fonts)[1] == before
    assert compose_key(replace(edition, duplex=True), library, fonts)[1] != before
    for slug in (
        "cover",
        "comparison-sheet",
        "decision-flowchart",
        "state-insert",
        "pay-sheet",
        "before-you-enroll",
        "sources",
    ):
        layout = library.layouts[slug]
        other = layout.model_copy(update={"contents": Text("Another name")})
        changed = replace(library, layouts={**library.layouts, slug: other})
        assert compose_key(edition, changed, fonts)[1] != before, slug


def test_equal_input_gives_equal_bytes(packets: dict[str, Made], library: Library) -> None:
    again = make(_packet(library, "LA"), library, load_fonts())
    assert again.data == packets["school/la/packet.en"].data


def test_a_fault_names_its_part(library: Library) -> None:
    layout = library.layouts["state-insert"]
    fit = layout.fit.model_copy(update={"at_most": None})
    strict = layout.model_copy(update={"fit": fit})
    changed = replace(library, layouts={**library.layouts, "state-insert": strict})
    packet = _packet(changed, "CA")
    longer = replace(packet, bind=tuple(p for p in packet.bind if p.handout != "pay"))
    with pytest.raises(HandoutsError) as raised:
        make(longer, changed, load_fonts())
    (fault,) = raised.value.diagnostics
    assert (fault.code, fault.part) == ("overflow", "state-insert")


def test_without_a_part_for_them_the_sources_stay_where_they_are(library: Library) -> None:
    edition = _packet(library, "LA")
    made = make(replace(edition, bind=edition.bind[:-1]), library, load_fonts())
    root = tagtree.read(made.data).root
    assert "Listed at the end" not in root.text
    assert root.text.count("BLS OEWS, states, May\u00a02025") == 4
    assert [part.text.count("Sources.") for part in root.all("Part")] == [1] * 7


def test_the_pay_is_drawn_and_listed_once(
    packets: dict[str, Made], editions: dict[str, Made]
) -> None:
    """One of the two sheets about pay has the chart, the other the table; each names the other's page."""
    for name, made in packets.items():
        root = tagtree.read(made.data).root
        part = dict(zip(PARTS, root.all("Part"), strict=True))
        chart = [p for p in PARTS for f in part[p].all("Figure") if f.alt.startswith("Range chart")]
        table = [
            p for p in PARTS for c in part[p].all("Caption") if c.text.startswith("Pay for a year")
        ]
        assert sorted((*chart, *table)) == ["pay", "state-insert"], name
        first = _first_pages(made)
        for here, there, what in (
            (*chart, *table, "all figures in a table"),
            (*table, *chart, "this pay as a chart"),
        ):
            pointer = f"Page\u00a0{first[there]}: {what}"
            assert pointer.replace("\u00a0", " ") in part[here].text.replace("\u00a0", " "), name
            (link,) = [n for n in part[here].all("Link") if n.text == f"Page\u00a0{first[there]}"]
            (jump,) = [kid for kid in link.kids if isinstance(kid, tagtree.Annotation)]
            assert jump.page == first[there] - 1, name
        insert = "".join(part["state-insert"].text.split())
        alone = editions[name.replace("packet", "state-insert")]
        rules = next(b for b in alone.document.body if b.name == "rules")
        texts = [plain(text) for b in walk((rules,)) for _, text in b.leaves()]
        said = ["".join(text.partition("[")[0].split()) for text in texts]
        assert [text for text in said if text not in insert] == [], name


def test_no_page_of_a_packet_is_a_quarter_empty(packets: dict[str, Made]) -> None:
    """Between any two things that stand on it, from its head to its foot."""
    for name, made in packets.items():
        for number, page in enumerate(made.pages.pages[1:], 2):
            end, widest = 0.0, 0.0
            for top, bottom in sorted(filter(None, map(_extent, page.items))):
                widest = max(widest, top - end)
                end = max(end, bottom)
            assert widest < page.height / 4, (name, number)


def _extent(item: Item) -> tuple[float, float] | None:
    match item:
        case TextRun() if item.text.strip():
            return item.y - item.size, item.y
        case Rule():
            return min(item.y1, item.y2), max(item.y1, item.y2)
        case Box() | Hatch():
            return item.y, item.y + item.height
        case _:
            return None


def test_a_packet_without_a_pay_sheet_has_the_pay_in_its_insert(library: Library) -> None:
    packet = _packet(library, "CA")
    kept = replace(packet, bind=tuple(p for p in packet.bind if p.handout != "pay"))
    root = tagtree.read(make(kept, library, load_fonts()).data).root
    assert len([f for f in root.all("Figure") if f.alt.startswith("Range chart")]) == 1
    assert [n.text for n in root.all("Link") if n.text.startswith("Page")] == []


def test_what_another_part_may_leave_out_stays(library: Library) -> None:
    """The pay sheet's table, if it is optional, may fall away: then the insert prints its own."""
    layout = library.layouts["pay-sheet"]
    body = tuple(
        block.model_copy(update={"optional": 3}) if block.name == "pay table" else block
        for block in layout.body
    )
    optional = layout.model_copy(update={"body": body})
    changed = replace(library, layouts={**library.layouts, "pay-sheet": optional})
    root = tagtree.read(make(_packet(changed, "CA"), changed, load_fonts()).data).root
    assert len([c for c in root.all("Caption") if c.text.startswith("Pay for a year")]) == 2
    assert "this pay as a chart" in root.text


def test_sources_stand_in_groups_by_who_says_it(packets: dict[str, Made], library: Library) -> None:
    for name, made in packets.items():
        blocks = list(walk(made.document.body))
        lists = [block for block in blocks if isinstance(block, Bibliography)]
        kinds = [{library.sources[source].kind for source in one.sources} for one in lists]
        assert len(kinds) == 4, name
        assert all(not one & other for one, other in pairwise(kinds)), name
        bars = [block for block in blocks if isinstance(block, Panel) and block.is_bar]
        heads = [plain(text) for bar in bars for _, text in bar.blocks[0].leaves()]
        assert heads[-4:] == [
            "Work, pay and growth",
            "Laws and agencies",
            "Groups that give certificates",
            "Schools and other pages",
        ], name
