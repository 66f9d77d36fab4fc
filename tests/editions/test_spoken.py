"""What a sheet says to people who hear it: read from the tag tree, which veraPDF does not judge."""

import io
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import replace

import pikepdf
import pypdfium2
import pytest

from handouts.compose import compose
from handouts.edition import Selection
from handouts.fonts import load_fonts
from handouts.model.library import Library
from handouts.pages import Box, Rule
from handouts.pipeline import Made, make
from handouts.plan import plan
from tests.editions.spoken import (
    CHECKS,
    Heard,
    asked,
    columns_have_heads,
    drawn_words,
    every_cell_says_something,
    every_table_is_named,
    headings_step,
    hear,
    no_list_follows_another_without_a_word,
    nothing_is_told_twice,
)
from tests.soak.spoken import compared
from tests.support import tagtree


def test_no_two_files_have_one_title(library: Library) -> None:
    """A reader with several open tells them by it; of a packet, its cover's."""
    files: dict[str, list[str]] = defaultdict(list)
    for edition in plan(Selection(), library):
        title = compose((*edition.bind, edition)[0], library).title
        files[title].append(edition.path)
    assert {title: paths for title, paths in files.items() if len(paths) > 1} == {}


@pytest.fixture(scope="module")
def heard(editions: dict[str, Made], library: Library) -> list[Heard]:
    """The editions, and sheets of the layouts that no handout has, for all readers."""
    more = (make(edition, own, load_fonts()) for edition, own in compared(library))
    return [hear(made, library) for made in (*editions.values(), *more)]


def test_every_layout_is_heard(heard: list[Heard], library: Library) -> None:
    editions = [part for one in heard for part in (one.made.edition, *one.made.edition.bind)]
    assert {edition.layout for edition in editions} - {""} == set(library.layouts) - {"house"}


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_every_sheet_is_right_to_those_who_hear_it(
    check: Callable[[Heard], Iterator[str]], heard: list[Heard]
) -> None:
    found = {(one.made.edition.name, one.made.edition.layout): list(check(one)) for one in heard}
    assert {name: faults for name, faults in found.items() if faults} == {}


def test_there_is_something_to_hear(heard: list[Heard]) -> None:
    """Boxes, lines, jumps to both columns, captions: a check of nothing would find nothing."""
    totals = Counter[str]()
    for one in heard:
        totals.update(asked(one.made))
        totals["captions"] += len(one.root.all("Caption"))
        totals["words in figures"] += len(drawn_words(one.made))
    assert min(totals.values()) > 5, totals
    assert max(link.left or 0 for one in heard for link in one.links) > 300


def node(tag: str, *kids: tagtree.Node | str, **attributes: str) -> tagtree.Node:
    return tagtree.Node(tag, kids, attributes)


def table(*kids: tagtree.Node) -> tagtree.Node:
    row = node("TR", node("TH", "Job", Scope="Column"), node("TH", "Pay", Scope="Column"))
    return node("Table", *kids, node("THead", row))


FAULTY = [
    (headings_step, (node("H1", "One"), node("H3", "Two")), "H3 follows H1"),
    (headings_step, (node("H2", "One"),), "0 headings of the first level"),
    (no_list_follows_another_without_a_word, (node("L", "a"), node("L", "b")), "“b” follows “a”"),
    (every_cell_says_something, (table(node("TR", node("TD", " "))),), "1 empty TD in “ JobPay”"),
    (every_table_is_named, (node("P", "One"), table()), "“JobPay” has no name"),
    (
        every_table_is_named,
        (table(node("TR"), node("Caption", "A")),),
        "the caption of “AJobPay” does not stand first",
    ),
    (columns_have_heads, (node("Table", node("THead", node("TD", "A"))),), "“A” at the head"),
    (columns_have_heads, (node("Table", node("TH", "A")),), "“A” heads nothing"),
    (nothing_is_told_twice, (table(), node("P", "One"), table()), "2 times “JobPay”"),
]


@pytest.mark.parametrize(("check", "kids", "said"), FAULTY)
def test_a_fault_is_found(
    check: Callable[[Heard], Iterator[str]],
    kids: tuple[tagtree.Node, ...],
    said: str,
    heard: list[Heard],
) -> None:
    tagged = tagtree.Tagged(node("Document", *kids), (), (), ())
    (found,) = check(replace(heard[0], tagged=tagged))
    assert found.startswith(said)


def test_a_table_under_its_heading_or_with_a_caption_is_named(heard: list[Heard]) -> None:
    for kids in ((node("H2", "Pay"), table()), (node("P", "One"), table(node("Caption", "A")))):
        tagged = tagtree.Tagged(node("Document", *kids), (), (), ())
        assert list(every_table_is_named(replace(heard[0], tagged=tagged))) == []


def test_what_is_only_read_is_not_painted(editions: dict[str, Made]) -> None:
    made = editions["advisor/ca/comparison.en"]
    with pikepdf.open(io.BytesIO(made.data)) as file:
        found = [(str(i.operator), i.operands) for i in pikepdf.parse_content_stream(file.pages[0])]
    changes = [int(operands[0]) for operator, operands in found if operator == "Tr"]
    assert changes == [3, 0] * (len(changes) // 2)
    assert changes


Build = Callable[..., Made]

CHART, STEPS = "{flowchart: '{{ decision }}'}", "{steps: '{{ decision }}'}"
PAY, TABLE = "{wage_chart: '{{ roles }}'}", "{wage_table: '{{ roles }}'}"
WHICH_ROLE = "decisions/which-role"


def sheet(*blocks: str) -> str:
    """A layout with these blocks under a heading."""
    listed = ", ".join(("{heading: {text: One, level: 1}}", *blocks))
    return f"title: T\nfit: {{pages: 3}}\nbody: [{listed}]\n"


def alternatives(made: Made) -> list[str]:
    return [figure.alt for figure in tagtree.read(made.data).root.all("Figure")]


def test_a_chart_without_its_steps_tells_them(build: Build) -> None:
    """‘The same steps follow in words’ was said of a sheet that had none."""
    (listed,) = alternatives(build(sheet(CHART, STEPS), subject=WHICH_ROLE))
    assert listed.endswith("The same steps follow in words.")
    alone = build(sheet(CHART), subject=WHICH_ROLE)
    (told,) = alternatives(alone)
    assert "follow" not in told
    assert [word for word, _ in drawn_words(alone) if word not in told] == []
    assert re.search(r"1: [^:]+\? Yes: [0-9A-Z]\. ", told)


def test_a_chart_over_pages_without_its_steps_tells_them_once(build: Build) -> None:
    made = build(sheet(CHART), "large-print", subject=WHICH_ROLE)
    first, *others = alternatives(made)
    assert others
    assert [word for word, _ in drawn_words(made) if word not in first] == []
    assert not [alt for alt in others if "follow" in alt or "?" in alt]


def test_pay_without_its_table_is_told_whole(build: Build) -> None:
    (short,) = alternatives(build(sheet(PAY, TABLE)))
    assert short.endswith("The table that follows has every figure.")
    (whole,) = alternatives(build(sheet(PAY)))
    assert "table" not in whole
    assert "10% earn less than 45,490, 10% more than 74,340" in whole


def test_a_result_names_the_jobs_that_it_shows_by_marks(editions: dict[str, Made]) -> None:
    """Both marks stand on ‘Either can fit’; who does not see them is told."""
    (made,) = (m for m in editions.values() if m.edition.layout == "decision-half")
    (alt,) = alternatives(made)
    assert "Either can fit (medical assistant or phlebotomist), Phlebotomist," in alt


def test_words_in_a_figure_are_found_on_the_page(editions: dict[str, Made]) -> None:
    for name in ("school/ca/which-role.en", "school/ca/state-insert.en"):
        made = editions[name]
        pages = [page.get_textpage() for page in pypdfium2.PdfDocument(made.data)]
        for word, _ in drawn_words(made):
            assert any(page.search(word).get_next() for page in pages), (name, word)


def test_a_name_that_leads_to_two_places_is_told_apart(build: Build, library: Library) -> None:
    text = (
        "{text: 'Ask [a.org](https://a.org/x), [a.org](https://a.org/y), [b.org](https://b.org/z)'}"
    )
    links = hear(build(sheet(text)), library).links
    assert [link.said for link in links] == ["https://a.org/x", "https://a.org/y", "b.org"]


def test_what_is_to_be_filled_in_a_table_is_read_as_such(build: Build) -> None:
    """Answer cells were read as ‘…………’, which tells nobody that something is asked."""
    cells = ("…………", ".....", "[ ]", "Wait …")
    columns = ", ".join(f"{{head: H{n}, cell: '{cell}'}}" for n, cell in enumerate(cells))
    made = build(
        sheet(f"{{table: {{spoken: Answers, rows: '{{{{ [1] }}}}', columns: [{columns}]}}}}")
    )
    (table,) = tagtree.read(made.data).root.all("Table")
    said = [cell.text for row in table.all("TBody") for cell in row.walk() if cell.tag[0] == "T"]
    written = [text for text in said if text in {*cells, "A line to write on", "A box to tick"}]
    assert written == ["A line to write on", "A line to write on", "A box to tick", "Wait …"]
    dotted = [i for i in made.pages.pages[0].items if isinstance(i, Rule) and i.dash]
    assert len(dotted) == 2


@pytest.mark.parametrize("style", ["base", "large-print"])
def test_a_box_to_write_in_has_room_and_no_lines(build: Build, style: str) -> None:
    fill = "{fill_in: {label: What matters, lines: 2, ruled: false}}"
    made = build(sheet(f"{{panel: {{fill: outline, body: [{fill}]}}}}"), style)
    assert "Lines to write on" in tagtree.read(made.data).root.text
    items = made.pages.pages[0].items
    assert not [i for i in items if isinstance(i, Rule) and i.dash]
    (box,) = [i for i in items if isinstance(i, Box) and i.stroke]
    assert box.height > 2 * 24
