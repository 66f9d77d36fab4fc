"""Page streams: nesting and marks, places and colours, what is measured is what is drawn."""

import io
import re

import pikepdf
import pypdfium2
import pytest

from handouts.document import Paragraph, Run
from handouts.pages import Box, Hatch, Item, Page, Pages, Rule, TextRun
from handouts.pdf import to_pdf
from handouts.shapes import Path
from tests.support import stream_check

from .blocks import document
from .samples import SAMPLES
from .setter import FONTS

INK = "#000000"


def _page(*items: Item) -> bytes:
    """A file of one page of 200 by 100 points; the items of leaf ``b1`` are its content."""
    body = Paragraph(id="b1", text=(Run("words"),))
    start = TextRun(5, 95, "words", "400", 9, INK, "b1")
    return to_pdf(Pages((Page(200, 100, (start, *items)),)), document(body), FONTS)


def _operators(data: bytes) -> str:
    with pikepdf.open(io.BytesIO(data)) as file:
        return file.pages[0].Contents.read_bytes().decode("latin-1")


def _drawn(data: bytes, scale: int = 4) -> "pypdfium2.PdfBitmap":
    return pypdfium2.PdfDocument(data)[0].render(scale=scale).to_pil().convert("RGB")


@pytest.mark.parametrize("name", SAMPLES)
def test_streams_are_nested_and_marked(name: str) -> None:
    assert stream_check.faults(SAMPLES[name]().pdf()) == []


@pytest.mark.parametrize(
    ("operators", "fault"),
    [
        ("BDC m l EMC S", "EMC inside a path"),
        ("m BMC l S EMC", "BMC inside a path"),
        ("re W n BMC f EMC", "without a mark"),
        ("BMC q EMC Q", "EMC where"),
        ("BDC BT ET BMC EMC EMC", "a mark inside a mark"),
        ("BT Tj ET", "Tj without a mark"),
        ("BMC BT re f ET EMC", "re inside a text object"),
        ("BMC Tj EMC", "outside a text object"),
        ("BMC m rg l S EMC", "rg inside a path"),
        ("BMC re f", "EMC is missing"),
        ("BMC re W f f EMC", "f without a path"),
        ("BMC re f EMC Q", "Q where"),
    ],
)
def test_the_check_sees_faults(operators: str, fault: str) -> None:
    assert any(fault in found for found in stream_check.operator_faults(operators.split()))


def test_the_check_lets_good_streams_pass() -> None:
    good = "BMC q cm re W n m l S Q BT Tf Tm TJ ET re B EMC BDC BT Tj ET EMC"
    assert stream_check.operator_faults(good.split()) == []


def test_neighbours_of_one_leaf_share_a_mark() -> None:
    more = TextRun(50, 95, "more", "700", 9, INK, "b1")
    aside = TextRun(50, 20, "aside", "400", 9, INK)
    operators = _operators(_page(more, aside, Box(0, 0, 9, 9, fill=INK), more))
    assert re.findall(r"/\w+ ?(?:<<.*?>>)?B[MD]C", operators) == [
        "/P<</MCID 0>>BDC",
        "/Artifact BMC",
        "/P<</MCID 1>>BDC",
    ]


def test_y_counts_from_the_top_of_the_page() -> None:
    picture = _drawn(_page(Box(20, 10, 30, 5, fill="#FF0000")))
    assert picture.getpixel((21 * 4, 11 * 4)) == (255, 0, 0)
    assert picture.getpixel((49 * 4, 14 * 4)) == (255, 0, 0)
    assert picture.getpixel((51 * 4, 11 * 4)) == (255, 255, 255)
    assert picture.getpixel((30 * 4, 16 * 4)) == (255, 255, 255)
    assert picture.getpixel((30 * 4, 9 * 4)) == (255, 255, 255)


def test_round_corners_leave_the_corner_white() -> None:
    picture = _drawn(_page(Box(20, 10, 40, 40, fill="#0000FF", radius=10)))
    for x, y in ((21, 11), (59, 11), (21, 49), (59, 49)):
        assert picture.getpixel((x * 4, y * 4)) == (255, 255, 255)
    for x, y in ((25, 15), (55, 15), (40, 11), (21, 30), (40, 30)):
        assert picture.getpixel((x * 4, y * 4)) == (0, 0, 255)


def test_a_radius_is_at_most_half_the_box() -> None:
    picture = _drawn(_page(Box(20, 10, 40, 20, fill="#0000FF", radius=50)))
    assert picture.getpixel((22 * 4, 20 * 4)) == (0, 0, 255)
    assert picture.getpixel((40 * 4, 12 * 4)) == (0, 0, 255)
    assert picture.getpixel((22 * 4, 12 * 4)) == (255, 255, 255)


def test_a_hatch_stays_in_its_rectangle_and_covers_its_share() -> None:
    line, pitch = 1.7, 4.4
    picture = _drawn(_page(Hatch(20, 10, 88, 44, INK, line, pitch)))
    pixels = picture.load()
    inside = [pixels[x, y][0] for x in range(20 * 4, 108 * 4) for y in range(10 * 4, 54 * 4)]
    # across x a line at 45° takes its width times the square root of 2
    assert 1 - sum(inside) / len(inside) / 255 == pytest.approx(line * 2**0.5 / pitch, abs=0.01)
    outside = [pixels[x, y] for x in range(800) for y in range(300) if not (79 <= x <= 432 and 39 <= y <= 216)]  # fmt: skip
    assert set(outside) == {(255, 255, 255)}


def test_a_hatch_rises_to_the_right() -> None:
    picture = _drawn(_page(Hatch(20, 10, 40, 40, INK, 2, 40)))
    assert picture.getpixel((40 * 4, 30 * 4)) == (0, 0, 0)
    assert picture.getpixel((30 * 4, 40 * 4)) == (0, 0, 0)
    assert picture.getpixel((30 * 4, 20 * 4)) == (255, 255, 255)


def test_a_hatch_without_pitch_is_a_fault() -> None:
    with pytest.raises(AssertionError, match="pitch"):
        _page(Hatch(20, 10, 40, 40, INK, 2, 0))


def test_a_path_is_filled_and_stroked() -> None:
    steps = (("M", (20.0, 10.0)), ("L", (60.0, 10.0)), ("C", (60.0, 30.0, 50.0, 50.0, 20.0, 50.0)), ("Z", ()))  # fmt: skip
    path = Path(steps, fill="#00FF00", stroke="#FF0000", stroke_width=2)  # type: ignore[arg-type]
    data = _page(path)
    picture = _drawn(data)
    assert picture.getpixel((30 * 4, 20 * 4)) == (0, 255, 0)
    assert picture.getpixel((40 * 4, 10 * 4)) == (255, 0, 0)
    assert picture.getpixel((20 * 4, 30 * 4)) == (255, 0, 0)
    assert "20 90 m 60 90 l 60 70 50 50 20 50 c h B" in _operators(data)


def test_paths_join_round_and_boxes_in_a_mitre() -> None:
    path = Path((("M", (5, 5)), ("L", (9, 5))), stroke=INK, stroke_width=2)
    box = Box(5, 5, 9, 9, stroke=INK, stroke_width=2)
    operators = _operators(_page(box, path, box))
    joins = [line for line in operators.splitlines() if line.endswith((" j", "re S", "l S"))]
    assert [line[-4:] for line in joins] == ["re S", "1 j", " l S", "0 j", "re S"]


def test_dashes_are_set_and_taken_back() -> None:
    dashed = Rule(5, 5, 50, 5, 1, INK, dash=(3, 2))
    operators = _operators(_page(dashed, dashed._replace(dash=()), dashed._replace(width=0.5)))
    assert re.findall(r"\[.*?\]0 d", operators) == ["[3 2]0 d", "[]0 d", "[3 2]0 d"]


def test_a_hatch_leaves_the_state_of_the_page_alone() -> None:
    red = Rule(5, 5, 50, 5, 2, "#FF0000", dash=(3, 2))
    hatch = Hatch(60, 5, 20, 20, "#0000FF", 1, 4)
    picture = _drawn(_page(red, hatch, red._replace(y1=15, y2=15)))
    assert picture.getpixel((6 * 4, 15 * 4)) == (255, 0, 0)
    assert picture.getpixel((9 * 4, 15 * 4)) == (255, 255, 255)


def test_what_paints_nothing_is_not_written() -> None:
    nothing = (Box(1, 1, 5, 5), Box(1, 1, 5, 5, stroke=INK), TextRun(1, 9, "", "400", 9, INK))
    assert _operators(_page(*nothing)) == _operators(_page())


def test_numbers_are_short() -> None:
    operators = _operators(
        _page(Rule(1 / 3, 20, 50.0, 20.004, 0.5, INK), Box(-0.001, 0, 7, 100, fill=INK))
    )
    assert "0.33 80 m 50 80 l S" in operators
    assert "\n0 0 7 100 re f" in operators
    assert not re.search(r"\d\.\d{3,}(?! ?(?:rg|RG|\d))", operators.replace("0.110", ""))


def test_colours_are_rgb_only() -> None:
    operators = _operators(_page(Box(1, 1, 5, 5, fill="#B5401A"), Rule(1, 1, 2, 2, 1, "#1C2126")))
    assert "0.71 0.251 0.102 rg" in operators
    assert "0.11 0.129 0.149 RG" in operators


def _shown_width(data: bytes, index: int) -> float:
    """Advance of a text-showing operator, from the widths and adjustments in the file."""
    with pikepdf.open(io.BytesIO(data)) as file:
        page = file.pages[0]
        size, shown = 0.0, []
        for operands, operator in stream_check.instructions(page):
            if operator == "Tf":
                font, size = page.Resources.Font[str(operands[0])], float(operands[1])
            if operator in {"Tj", "TJ"}:
                pieces = operands[0] if operator == "TJ" else operands
                shown.append((font, size, list(pieces)))
        font, size, pieces = shown[index]
        first, widths = int(font.FirstChar), [int(width) for width in font.Widths]
        units = 0
        for piece in pieces:
            if isinstance(piece, pikepdf.String):
                units += sum(widths[code - first] for code in bytes(piece))
            else:
                units -= int(piece)
        return units * size / 1000


@pytest.mark.parametrize("tabular", [False, True])
@pytest.mark.parametrize("text", ["AVATAR To. (VA) \\ LT", "Señor “Tú” – 1,117", "$45,690 "])
def test_text_is_drawn_as_wide_as_it_was_measured(text: str, tabular: bool) -> None:
    run = TextRun(5, 50, text, "600", 11, INK, "b1", tabular=tabular)
    measured = FONTS.width(text, "600", 11, tabular=tabular)
    assert _shown_width(_page(run), 1) == pytest.approx(measured, abs=1e-9)


def test_text_is_kerned() -> None:
    kerned = _operators(_page(TextRun(5, 50, "AVATAR", "400", 10, INK, "b1")))
    assert re.search(r"\[\(A\)\d+\(V\)\d+\(A\).*\]TJ", kerned)


def test_tracking_is_set_and_taken_back() -> None:
    run = TextRun(5, 50, "Title", "700", 20, INK, "b1", tracking=-0.2)
    operators = _operators(_page(run, run, run._replace(tracking=0.0)))
    assert re.findall(r".* Tc", operators) == ["-0.2 Tc", "0 Tc"]


def test_tabular_figures_are_of_one_width() -> None:
    run = TextRun(5, 50, "1,117", "400", 10, INK, "b1", tabular=True)
    other = run._replace(text="8,808")
    assert _shown_width(_page(run), 1) == _shown_width(_page(other), 1)


def test_marks_over_tall_letters_are_raised_and_move_nothing() -> None:
    run = TextRun(5, 50, "b\u0301b", "400", 10, INK, "b1")
    with_mark = _operators(_page(run)).splitlines()
    assert with_mark[-5].startswith("(b)Tj")
    mark = re.fullmatch(r"([\d.]+) Ts \[(\d+)\(.\)\]TJ 0 Ts", with_mark[-4])
    after = re.fullmatch(r"\[(-\d+)\(b\)\]TJ", with_mark[-3])
    assert mark
    assert after
    assert float(mark[1]) > 0
    assert int(mark[2]) == -int(after[1])


@pytest.mark.parametrize("text", ["日本", "tab\there", "two\nlines", "\x07"])
def test_a_missing_glyph_is_never_drawn(text: str) -> None:
    with pytest.raises(AssertionError, match="no glyph"):
        _page(TextRun(5, 50, text, "400", 10, INK, "b1"))
