"""What a file says when it is read by its structure: exactly the document."""

import io
import unicodedata
from dataclasses import replace

import pikepdf
import pytest

from handouts.document import Document, plain, walk
from handouts.pages import Page, Pages, TextRun
from tests.support import tagtree, verapdf

from .blocks import CHART, SOURCES, TABLE, document
from .samples import CHART_WORDS, SAMPLES, Sample, sheet, spread
from .samples import plain as plain_sample

LINK = "https://health.example.org/phlebotomy?state=CA&page=1"

SHEET = f"""\
Document
  H1
    'Medical assistant (or) phlebotomist? \\\\ Wide – or deep'
  P
    'Comparison sheet · California'
  P
    'Both work with people and with care. The rules differ: see what '
    Link
      'the health department of the state writes about certificates for phlebotomy'
      -> {LINK}
    ', before you pay for a class. You’ll need “CPT I” – it’s not optional, AVATAR.'
  L ListNumbering=Decimal
    LI
      Lbl
        '1.'
      LBody
        'Ask a school.'
    LI
      Lbl
        '2.'
      LBody
        'Look at hours and pay.'
    LI
      Lbl
        '3.'
      LBody
        'Decide.'
  L ListNumbering=None
    LI
      LBody
        'Draws blood'
    LI
      LBody
        'Labels tubes'
  Figure Placement=Block alt='Two questions lead to one of two roles; the steps follow in words.'
    ''
    ''
    ''
    ''
  H2
    'Where they overlap'
  P
    'Both meet patients all day and keep records.'
  H2
    'Where they differ'
  P
    'One does many things, one does one thing well.'
  Div
    P
      'Keep in mind. Settings and duties differ by employer and state. Ask '
      Link
        'the board'
        -> https://board.example.org/
      ' for what is true of yours; call '
      Link
        '555-0100'
        -> tel:+1-555-0100
      ' or write.'
  P
    'My next step'
  P
    'One thing, this week'
  P
    'Name'
  P
    'A line to write on'
  P
    'Date 2 May'
  P
    'Lines to write on'
  P
    'This paragraph begins on one page and ends on the next, and so does '
    Link
      'the address that it names in its middle and that takes more '
      'than a line'
      -> https://split.example.org/a(b)
      -> https://split.example.org/a(b)
    ', which shows that text, tags and links go over a page’s end.'
  Table Summary=Median pay of two roles in two places
    THead
      TR
        TD
        TH Scope=Column
          'Place'
        TH Scope=Column
          'Half earn less than'
    TBody
      TR
        TH RowSpan=2 Scope=Row
          'Medical assistant'
        TD
          'California'
        TD
          '$45,690'
      TR
        TD
          'United States'
        TD
          '$42,000'
      TR
        TH RowSpan=2 Scope=Row
          'Phlebotomist'
        TD
          'California'
        TD
          '$52,060'
      TR
        TD
          'United States'
        TD
          'not published'
"""


def _tagged(sample: Sample) -> tagtree.Tagged:
    return tagtree.read(sample.pdf())


def _text(one: Document) -> list[str]:
    """The texts of a document's leaves in reading order, as they are written in a file."""
    blocks = walk((*one.body, *one.foot))
    texts = (plain(text) for block in blocks for _, text in block.leaves())
    return [unicodedata.normalize("NFC", text) for text in texts if text]


def test_the_sheet_reads_as_it_is_written() -> None:
    outline = _tagged(sheet()).root.outline()
    body, _, foot = outline.rpartition("\n  P\n    'Sources")
    assert body + "\n" == SHEET
    assert foot


@pytest.mark.parametrize("name", SAMPLES)
def test_text_and_order_are_those_of_the_document(name: str) -> None:
    sample = SAMPLES[name]()
    content = [
        node
        for node in _tagged(sample).root.walk()
        if any(not isinstance(k, tagtree.Node) for k in node.kids)
    ]
    read = [
        unicodedata.normalize("NFC", node.text)
        for node in content
        if node.tag not in {"Figure", "Link"}
    ]
    assert read == _text(sample.document)


@pytest.mark.parametrize("name", SAMPLES)
def test_nothing_is_doubled_or_outside_the_tree(name: str) -> None:
    tagged = _tagged(SAMPLES[name]())
    assert tagged.faults == ()
    assert tagged.unmarked == ()


@pytest.mark.parametrize("name", SAMPLES)
def test_artifacts_hold_only_furniture_and_the_words_of_figures(name: str) -> None:
    sample = SAMPLES[name]()
    assert set(_tagged(sample).artifacts) == set(sample.furniture)


def test_lines_do_not_glue_words() -> None:
    sample = plain_sample()
    items = sample.pages.pages[0].items
    lines = [item.text for item in items if isinstance(item, TextRun)]
    assert lines == ["One", "one two ", "three ", "four"]
    assert _tagged(sample).root.all("P")[0].text == "one two three four"


def test_a_soft_hyphen_at_a_line_end_is_read_as_one() -> None:
    words = ("One", "infor\u00ad", "ma\u00adtion ", "here")
    (page,) = plain_sample().pages.pages
    items = tuple(
        item._replace(text=text)
        for item, text in zip(page.items, words, strict=True)
        if isinstance(item, TextRun)
    )
    broken = Sample(plain_sample().document, Pages((replace(page, items=items),)))
    assert _tagged(broken).root.all("P")[0].text == "infor\u00admation here"
    data = broken.pdf()
    assert verapdf.failures(data, "ua1") == verapdf.failures(data, "2a") == ()
    with pikepdf.open(io.BytesIO(data)) as file:  # what ignores how it reads finds a plain hyphen
        assert b"(or)24(-)]TJ\nEMC" in file.pages[0].Contents.read_bytes()


def test_drawing_again_adds_nothing() -> None:
    assert sheet().pdf() == sheet().pdf()


def test_a_leaf_on_two_pages_is_one_element() -> None:
    (split,) = (n for n in _tagged(sheet()).root.all("P") if n.text.startswith("This paragraph"))
    assert split.text.endswith("go over a page’s end.")
    (link,) = split.all("Link")
    assert [k.contents for k in link.kids if isinstance(k, tagtree.Annotation)] == [
        "the address that it names in its middle and that takes more than a line"
    ] * 2


def test_a_figure_is_an_element_on_each_of_its_pages() -> None:
    first, second = _tagged(spread()).root.all("Figure")
    assert (first.alt, second.alt) == ("A line in two parts. (1/2)", "A line in two parts. (2/2)")
    # from the top: a heading of 26, then 30 points of figure; on the second page from the margin on
    assert first.attributes["BBox"] == (45, 691, 245, 721)
    assert second.attributes["BBox"] == (45, 717, 245, 747)


def test_a_figure_is_told_once() -> None:
    """By its alternative text: words marked as its content are read as well, in a heap."""
    tagged = _tagged(sheet())
    (figure,) = tagged.root.all("Figure")
    assert figure.alt == CHART.alternative
    assert figure.text == ""
    assert figure.kids, "its lines are its content"
    assert set(CHART_WORDS) <= set(tagged.artifacts)


def test_repeated_heads_are_read_once() -> None:
    heads = [node.text for node in _tagged(spread()).root.all("TH")]
    assert heads == ["Place", "Half earn less than", "Medical assistant", "Phlebotomist"]
    assert sum(len(row.cells) for row in (*TABLE.head, *TABLE.rows)) == len(
        [n for n in _tagged(spread()).root.walk() if n.tag in {"TH", "TD"}]
    )


def test_sources_stand_last() -> None:
    last = _tagged(sheet()).root.kids[-1]
    assert isinstance(last, tagtree.Node)
    assert (last.tag, last.text) == ("P", plain(SOURCES.text))


def test_an_empty_document_has_a_tree() -> None:
    empty = Sample(document(), Pages((Page(612, 792, ()),)))
    assert _tagged(empty).root == tagtree.Node("Document", ())
