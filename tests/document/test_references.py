"""Figures for sources, by small documents whose numbers can be counted by hand."""

from dataclasses import replace

from handouts.document import (
    Bibliography,
    Block,
    Document,
    ListBlock,
    ListItem,
    PageFormat,
    Paragraph,
    RichText,
    Run,
    RunningText,
    SourceEntry,
    SourceList,
    plain,
    walk,
)
from handouts.document.references import References, leads_to_note, listing


def said(id_: str, text: str, *cites: str) -> Paragraph:
    return Paragraph(id=id_, text=(Run(text), Run("", cites=cites)), citations=cites)


def sources(*ids: str, text: str = "") -> SourceList:
    entries = tuple(SourceEntry(i, (Run(text or f"Book {i}"),)) for i in ids)
    return SourceList(id="s", title="Sources.", entries=entries)


def document(*body: Block) -> Document:
    return Document(
        title="T", language="en-US", publisher="P", subject="S", date="2026-11-24",
        page=PageFormat(612, 792, 36, 36, 36, 36), style="base", pages=1, smallest=None, span=None,
        header=RunningText(), footer=RunningText(), body=body,
    )  # fmt: skip


def printed(one: Document) -> list[str]:
    put = References(listing(one)).put(one)
    return [plain(b.text) for b in walk(put.body) if isinstance(b, Paragraph | SourceList)]


def test_figures_follow_the_text_and_the_list_follows_the_figures() -> None:
    one = document(said("a", "First.", "y"), said("b", "Second.", "x", "y"), sources("x", "y"))
    assert printed(one) == [
        "First. [1]",
        "Second. [1,\u00a02]",
        "Sources. [1]\u00a0Book y [2]\u00a0Book x.",
    ]


def test_what_is_dropped_counts_no_more() -> None:
    one = document(said("a", "First.", "y"), said("b", "Second.", "x"), sources("y", "x"))
    assert printed(one.without(frozenset({"a"}))) == [
        "Second. [1]",
        "Sources. [1]\u00a0Book x.",
    ]


def test_sources_with_one_entry_share_its_number() -> None:
    one = document(said("a", "One.", "x"), said("b", "Two.", "y"), sources("x", "y", text="O*NET"))
    assert printed(one) == ["One. [1]", "Two. [1]", "Sources. [1]\u00a0O*NET."]
    # also when the one that gave them their number is not printed
    assert printed(one.without(frozenset({"a"}))) == ["Two. [1]", "Sources. [1]\u00a0O*NET."]


def test_a_source_that_no_text_names_is_listed_last_and_leads_nowhere() -> None:
    drawn = Paragraph(id="a", text=(Run("Head"),), citations=("x",))
    put = References(listing(document(sources("x", "y")))).put(
        document(drawn, said("b", "Text.", "y"), sources("x", "y"))
    )
    (listed,) = [b for b in put.body if isinstance(b, SourceList)]
    assert [(e.source, e.number, e.back) for e in listed.entries] == [
        ("y", 1, "#s.note1^"),
        ("x", 2, None),
    ]


def test_without_a_list_there_are_no_figures() -> None:
    assert printed(document(said("a", "First.", "y"))) == ["First."]
    plain_list = replace(sources("y"), numbered=False)
    assert printed(document(said("a", "First.", "y"), plain_list)) == [
        "First.",
        "Sources. Book y.",
    ]


def test_a_figure_is_no_part_of_a_link_or_of_bold_text() -> None:
    text: RichText = (Run("See "), Run("there", link="https://a.b"), Run("", cites=("x",)))
    one = document(Paragraph(id="a", text=text, citations=("x",)), sources("x"))
    (paragraph, _) = References(listing(one)).put(one).body
    assert isinstance(paragraph, Paragraph)
    *_, space, figure = paragraph.text
    assert (space.text, space.link) == (" ", None)
    assert figure.is_reference
    assert leads_to_note(figure.link)
    assert not leads_to_note("https://a.b")


def test_parts_of_a_packet_count_on() -> None:
    items = tuple(ListItem(id=f"z.{i}", label="", text=(Run(f"Book {i}"),)) for i in "xyz")
    last = document(Bibliography(id="z", items=items, sources=("x", "y", "z")))
    where = listing(last)
    first = document(said("a", "First.", "y"))
    second = document(said("b", "Second.", "x", "y"))
    before = References(where).numbers(first)
    (put,) = References(where, before).put(second).body
    assert isinstance(put, Paragraph)
    assert plain(put.text) == "Second. [1,\u00a02]"
    whole = References(where, References(where, before).numbers(second)).put(last)
    (listed,) = whole.body
    assert isinstance(listed, ListBlock)
    assert [(i.id, i.label, plain(i.text)) for i in listed.items] == [
        ("z.note1", "[1]", "Book y"),
        ("z.note2", "[2]", "Book x"),
    ]


def test_the_same_figures_give_the_same_block() -> None:
    one = document(said("a", "First.", "y"), sources("y", "x"))
    references = References(listing(one))
    again = references.put(replace(one, body=(*one.body, said("c", "More.", "x"))))
    assert references.put(one).body[0] is again.body[0]


def test_figures_in_a_row_are_links_each_and_each_entry_leads_back() -> None:
    """A range such as ‘1–5’ led to its ends, and 2, 3 and 4 were to be found by counting."""
    one = document(said("a", "One.", "v"), said("b", "All.", *"vwxyz"), sources(*"vwxyz"))
    put = References(listing(one)).put(one)
    assert printed(one)[:2] == ["One. [1]", "All. [1, 2, 3, 4, 5]"]
    paragraph, (listed,) = put.body[1], [b for b in put.body if isinstance(b, SourceList)]
    assert isinstance(paragraph, Paragraph)
    figures = [run for run in paragraph.text if run.is_reference]
    assert [run.link for run in figures] == [f"#s.note{number}" for number in range(1, 6)]
    assert [entry.back for entry in listed.entries] == [f"#s.note{n}^" for n in range(1, 6)]


def test_few_figures_stay_on_one_line_and_many_may_be_broken() -> None:
    few, many = (document(said("a", "A.", *ids), sources(*ids)) for ids in ("wxyz", "vwxyz"))
    assert printed(few)[0] == "A. [1,\u00a02,\u00a03,\u00a04]"
    assert printed(many)[0] == "A. [1, 2, 3, 4, 5]"
