"""Figures in the text and the lists that they lead to, read back from the built PDFs."""

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

import pikepdf
import pytest

from handouts.document import Bibliography, Paragraph, SourceList, plain, walk
from handouts.pipeline import Made
from tests.support import tagtree

FIGURE = re.compile(r"\[([0-9]+)\]")
"""A figure as its link is called, and as it stands in the list."""

BRACKETS = re.compile(r"\[([0-9]+(?:,[ \u00a0][0-9]+)*)\]")
"""Figures as they stand in a text: ``[2, 4, 5]``."""


_NAMED = re.compile("[Ss]ource ([0-9]+)")
"""What a link to an entry, or back from one, is called."""


@dataclass(slots=True)
class Read:
    """A file's figures and notes: number → where its link leads; ids of the notes by number."""

    references: list[tuple[int, Any]] = field(default_factory=list)
    notes: dict[int, tuple[str, Any]] = field(default_factory=dict)
    places: dict[int, tuple[Any, float, float]] = field(default_factory=dict)
    """Of the link of the first figure: its page, its foot and its top."""


def elements(element: Any) -> Iterator[Any]:
    """A structure element and all beneath, in reading order."""
    yield element
    kids = element.get("/K", [])
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield from elements(kid)


def annotation(element: Any) -> Any:
    """The link annotation beneath an element."""
    for one in elements(element):
        kids = one.get("/K", [])
        for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
            if isinstance(kid, pikepdf.Dictionary) and kid.get("/Type") == "/OBJR":
                return kid.Obj, kid.Pg
    raise AssertionError("no link")


def read(data: bytes) -> Read:
    found = Read()
    with pikepdf.open(io.BytesIO(data)) as file:
        (top,) = file.Root.StructTreeRoot.K
        numbers = {page.obj.objgen: n for n, page in enumerate(file.pages)}
        tree: Any = file.Root.StructTreeRoot
        ids = list(tree.IDTree.Names) if "/IDTree" in tree else []
        for element in elements(top):
            if element.S == "/Reference" and element.P.S != "/TOCI":
                (link,) = element.K
                assert link.S == "/Link"
                area, page = annotation(element)
                number = int(_NAMED.search(str(area.Contents))[1])  # type: ignore[index]
                found.references.append((number, place(area.Dest, numbers)))
                top_of = float(area.Rect[3])
                at = (numbers[page.objgen], float(area.Rect[1]), top_of)
                found.places.setdefault(number, at)
            if element.S == "/Note":
                own = _dictionary(element.K[0])
                label = element.K[0] if own.get("/S") == "/Lbl" else element.P.P.K[0]
                area, _ = annotation(label)
                number = int(_NAMED.search(str(area.Contents))[1])  # type: ignore[index]
                assert number not in found.notes
                found.notes[number] = (str(element.ID), place(area.Dest, numbers))
                assert element.ID in ids
        assert len({name for name, _ in found.notes.values()}) == len(found.notes)
    return found


def _dictionary(kid: Any) -> Any:
    return kid if isinstance(kid, pikepdf.Dictionary) else {}


def place(destination: Any, numbers: dict[Any, int]) -> tuple[int, float]:
    return numbers[destination[0].objgen], float(destination[3])


@pytest.fixture(scope="module")
def listed(editions: dict[str, Made]) -> dict[str, Made]:
    """The editions that list their sources with numbers."""
    return {
        name: made
        for name, made in editions.items()
        if any(
            isinstance(b, Bibliography) or (isinstance(b, SourceList) and b.numbered and b.entries)
            for b in walk((*made.document.body, *made.document.foot))
        )
    }


def texts(made: Made) -> Iterator[str]:
    """What is read before the list of sources, leaf by leaf."""
    for block in walk((*made.document.body, *made.document.foot)):
        if not isinstance(block, Bibliography | SourceList):
            yield from ("".join(run.text for run in text) for _, text in block.leaves())


def figures_in(text: str) -> list[int]:
    """All figures that a text names."""
    return [int(figure) for said in BRACKETS.findall(text) for figure in said.split(",")]


def test_figures_are_numbered_in_the_order_of_first_use(listed: dict[str, Made]) -> None:
    assert len(listed) > 20
    for name, made in listed.items():
        figures = [n for text in texts(made) for n in figures_in(text)]
        first = list(dict.fromkeys(figures))
        # within one text the figures rise; across texts no figure comes before a lower new one
        assert sorted(first) == list(range(1, len(first) + 1)), name
        seen: set[int] = set()
        for text in texts(made):
            own = figures_in(text)
            assert own == sorted(set(own)), (name, text)
            new = [n for n in own if n not in seen]
            assert new == list(range(len(seen) + 1, len(seen) + 1 + len(new))), (name, text)
            seen.update(new)


def test_every_figure_leads_to_its_entry_and_every_entry_back(listed: dict[str, Made]) -> None:
    for name, made in listed.items():
        found = read(made.data)
        assert {n for text in texts(made) for n in figures_in(text)} == set(found.notes), name
        assert list(found.notes) == _in_lists(made, sorted(found.notes)), name
        for number, (_, (page, top)) in found.notes.items():
            # back to the line of the first figure
            on, foot, head = found.places[number]
            assert (on, foot < top < head + 30) == (page, True), (name, number)


def _in_lists(made: Made, numbers: list[int]) -> list[int]:
    """The figures as they are listed: rising, in each part of a packet's list."""
    lists = [b for b in walk(made.document.body) if isinstance(b, Bibliography)]
    parts = [[int(item.label.strip("[]")) for item in one.items] for one in lists]
    assert all(part == sorted(part) for part in parts)
    return [number for part in parts for number in part] or numbers


def test_every_figure_that_is_read_is_a_link(listed: dict[str, Made]) -> None:
    """Of ‘[4–7]’ only 4 and 7 led anywhere."""
    for name, made in listed.items():
        read_ = [n for text in texts(made) for n in figures_in(text)]
        assert [number for number, _ in read(made.data).references] == read_, name
        assert not re.search(r"\[[0-9, \u00a0]*[0-9]–[0-9]", tagtree.read(made.data).root.text), (
            name
        )


def test_the_list_stands_where_the_figures_lead(listed: dict[str, Made]) -> None:
    for name, made in listed.items():
        targets: dict[int, set[tuple[int, float]]] = {}
        for number, target in read(made.data).references:
            targets.setdefault(number, set()).add(target)
        assert all(len(places) == 1 for places in targets.values()), name
        assert set(targets) <= set(read(made.data).notes), name
        in_order = [next(iter(targets[n])) for n in _in_lists(made, sorted(targets))]
        columns = [m for m in walk(made.document.body) if isinstance(m, Bibliography)]
        pages = len({page for page, _ in in_order})  # each part has a second column, and each page
        most = pages + len(columns) - 1 if columns else 0
        assert _rises(in_order) <= most, name


def _rises(places: list[tuple[int, float]]) -> int:
    """How often the next place stands higher on its page, or on a page before: a second column begins."""
    return sum(
        (after[0], -after[1]) < (before[0], -before[1]) for before, after in pairwise(places)
    )


def test_no_figure_stands_where_none_is_listed(editions: dict[str, Made]) -> None:
    flyer = editions["career-fair/flyer.en"]
    assert not [text for text in texts(flyer) if BRACKETS.search(text)]
    tree = tagtree.read(flyer.data).root
    assert not tree.all("Reference")
    assert not tree.all("Note")
    assert "Sources." in tree.text


def test_a_packet_counts_across_its_parts_and_lists_each_source_once(
    editions: dict[str, Made],
) -> None:
    packets = {n: m for n, m in editions.items() if m.edition.bind}
    assert packets
    for name, made in packets.items():
        blocks = list(walk((*made.document.body, *made.document.foot)))
        lists = [b for b in blocks if isinstance(b, Bibliography)]
        items = [item for one in lists for item in one.items]
        entries = ["".join(run.text for run in item.text) for item in items]
        assert len(set(entries)) == len(entries), name
        numbers = sorted(int(item.label.strip("[]")) for item in items)
        assert numbers == list(range(1, len(entries) + 1)), name
        cited = {c for block in blocks for c in block.citations}
        assert {source for one in lists for source in one.sources} <= cited, name
        assert sum("O*NET" in entry for entry in entries) == 1, name
        said = [plain(b.text) for b in blocks if isinstance(b, Paragraph)]
        assert "All checked Nov\u00a024 to\u00a030, 2026." in said, name
        assert not [entry for entry in entries if "Checked" in entry], name


def test_a_row_of_figures_is_referenced_by_its_place(
    editions: dict[str, Made],
) -> None:
    made = editions["school/ar/state-insert.en"]
    said = list(texts(made))
    rows = [text for text in said if re.fullmatch(r"(Arkansas|United States) \[\d+\]", text)]
    assert len(rows) == 4
    state, nation = (figures_in(row)[0] for row in rows[:2])
    assert rows == [f"Arkansas [{state}]", f"United States [{nation}]"] * 2
    assert not [text for text in said if text.startswith("$") and BRACKETS.search(text)]
    (sources,) = [b for b in walk(made.document.foot) if isinstance(b, SourceList)]
    listed_as = {e.number: e.source for e in sources.entries}
    assert listed_as[int(state)] == "oews-2025-st"
    assert listed_as[int(nation)] == "oews-2025-nat"


def test_what_does_not_fit_takes_its_sources_along(editions: dict[str, Made]) -> None:
    dropped = {n: m for n, m in editions.items() if m.pages.fit.dropped and not m.edition.bind}
    assert dropped
    for name, made in dropped.items():
        blocks = list(walk((*made.document.body, *made.document.foot)))
        cited = {c for block in blocks for c in block.citations}
        for block in blocks:
            if isinstance(block, SourceList):
                assert {e.source for e in block.entries} == cited, name


def test_the_label_of_an_entry_is_its_number_alone(listed: dict[str, Made]) -> None:
    for name, made in list(listed.items())[::6]:
        notes = tagtree.read(made.data).root.all("Note")
        labels = [label.text for note in notes for label in note.all("Lbl")]
        assert all(map(FIGURE.fullmatch, labels)), name
