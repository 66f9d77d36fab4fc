"""What a sheet says to people who hear it: read from the tag tree, which veraPDF does not judge."""

import io
from collections import defaultdict

import pikepdf

from handouts.compose import compose
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
            state = library.states[made.edition.state or ""]
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
        if made.edition.state:
            assert str(library.states[made.edition.state].name) in said, name


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
