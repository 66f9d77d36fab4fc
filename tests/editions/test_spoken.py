"""What a sheet says to people who hear it: read from the tag tree, which veraPDF does not judge."""

import io
from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise

import pikepdf

from handouts.compose import compose
from handouts.document import FillIn, Table, walk
from handouts.edition import Selection
from handouts.model.library import Library
from handouts.pipeline import Made
from handouts.plan import plan
from tests.support import tagtree


def test_no_two_files_have_one_title(library: Library) -> None:
    """A reader with several open tells them by it; of a packet, its cover's."""
    files: dict[str, list[str]] = defaultdict(list)
    for edition in plan(Selection(), library):
        title = compose((*edition.bind, edition)[0], library).title
        files[title].append(edition.path)
    assert {title: paths for title, paths in files.items() if len(paths) > 1} == {}


def test_the_answer_of_a_state_is_a_heading(editions: dict[str, Made], library: Library) -> None:
    """So that it can be reached by heading: it is what a student came for."""
    for name, made in editions.items():
        if made.edition.layout == "state-insert":
            state = library.places[made.edition.place or ""]
            headings = [n.text for n in tagtree.read(made.data).root.walk() if n.tag == "H3"]
            for rule in state.rules.values():
                said = str(rule.verdict.text)
                assert any(said[:20] in heading for heading in headings), (name, said)


def test_place_publisher_and_date_are_read(editions: dict[str, Made], library: Library) -> None:
    """Else the sheet of one state, saved and heard, is that of any."""
    for name, made in editions.items():
        said = tagtree.read(made.data).root.text
        assert said.count("Lakeside Career Center") >= 1, name
        assert "Printed Nov\u00a025, 2026" in said, name
        if made.edition.place:
            assert str(library.places[made.edition.place].name) in said, name


def siblings(node: tagtree.Node) -> Iterator[list[tagtree.Node]]:
    """The elements in each element, in their order."""
    kids = [kid for kid in node.kids if isinstance(kid, tagtree.Node)]
    yield kids
    for kid in kids:
        yield from siblings(kid)


def test_no_list_follows_another_without_a_word(editions: dict[str, Made]) -> None:
    """Where a column stands for a role, on paper its place says which; read, a heading does."""
    for name, made in editions.items():
        for kids in siblings(tagtree.read(made.data).root):
            for one, other in pairwise(kids):
                assert (one.tag, other.tag) != ("L", "L"), (name, one.text, other.text)


def test_only_the_corner_of_a_table_says_nothing(editions: dict[str, Made]) -> None:
    for name, made in editions.items():
        for table in tagtree.read(made.data).root.all("Table"):
            cells = [n for n in table.walk() if n.tag in {"TD", "TH"} and not n.text.strip()]
            assert len(cells) <= 1, (name, table.text[:80])
            assert all(cell is table.all("TR")[0].kids[0] for cell in cells), name


def test_boxes_and_lines_are_read(editions: dict[str, Made]) -> None:
    """On a worksheet that cannot be seen, a label alone does not say that something is asked."""
    seen = 0
    for name, made in editions.items():
        said = [node.text for node in tagtree.read(made.data).root.walk()]
        blocks = list(walk((*made.document.body, *made.document.foot)))
        fields = [f for b in blocks if isinstance(b, FillIn) for f in b.fields if not f.value]
        lines = [b for b in blocks if isinstance(b, FillIn) and b.lines and not b.value]
        assert said.count("A line to write on") == len(fields), name
        assert said.count("Lines to write on") == len(lines), name
        boxes = [
            c for b in blocks if isinstance(b, Table) for r in b.rows for c in r.cells if c.boxes
        ]
        assert sum(text.startswith("tick box: ") for text in said) == len(boxes), name
        seen += bool(fields) + bool(boxes)
    assert seen > 5


def test_what_is_only_read_is_not_painted(editions: dict[str, Made]) -> None:
    made = editions["advisor/ca/comparison.en"]
    with pikepdf.open(io.BytesIO(made.data)) as file:
        found = [(str(i.operator), i.operands) for i in pikepdf.parse_content_stream(file.pages[0])]
    changes = [int(operands[0]) for operator, operands in found if operator == "Tr"]
    assert changes == [3, 0] * (len(changes) // 2)
    assert changes


def links(made: Made) -> list[tuple[str, str]]:
    """Name and target of every link, in the order of pages."""
    with pikepdf.open(io.BytesIO(made.data)) as file:
        found = []
        for page in file.pages:
            for link in page.obj.get("/Annots", []):
                target = link.get("/Dest") or link.A.URI
                said = [round(float(n)) for n in target[2:4]] if "/Dest" in link else str(target)
                number = target[0].objgen[0] if "/Dest" in link else ""
                found.append((str(link.Contents), f"{number} {said}"))
    return found


def test_links_to_sources_say_which(editions: dict[str, Made]) -> None:
    """A list of links is a list of names: ‘[1], [2], [1]’ tells nobody where they lead."""
    for name, made in editions.items():
        targets: dict[str, set[str]] = defaultdict(set)
        for said, target in links(made):
            assert not said.startswith("["), (name, said)
            if said.startswith(("Source ", "Back to ")):
                targets[said].add(target)
        assert {said: to for said, to in targets.items() if len(to) > 1} == {}, name


def test_jumps_land_in_their_column(editions: dict[str, Made]) -> None:
    """Zoomed in, a jump to the left edge shows another column."""
    seen = set()
    for made in editions.values():
        with pikepdf.open(io.BytesIO(made.data)) as file:
            for page in file.pages:
                dests = [a.Dest for a in page.obj.get("/Annots", []) if "/Dest" in a]
                seen |= {round(float(dest[2])) for dest in dests}
    assert 0 not in seen
    assert max(seen) > 300
