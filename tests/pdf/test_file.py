"""The file around the pages: its bytes, its metadata, its fonts, its links and bookmarks."""

import hashlib
import io
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pikepdf
import pytest

from handouts.document import Heading, Paragraph, Run
from handouts.pdf import to_pdf
from handouts.pdf.container import text_string
from handouts.pdf.metadata import srgb_profile

from .blocks import ADDRESS, document
from .samples import SAMPLES, Sample, plain, sheet, vietnamese
from .setter import FONTS, Setter

STANDARD_FONTS = ("Helvetica", "Times", "Courier", "Symbol", "ZapfDingbats")
HARD_WORDS = "Señor & <Sons> (“Tú”) \\ 日"


@contextmanager
def _opened(data: bytes) -> Iterator[pikepdf.Pdf]:
    with pikepdf.open(io.BytesIO(data)) as file:
        yield file


def _hard() -> Sample:
    """The least document, with a title and a publisher that need escaping."""
    changed = document(*plain().document.body, title=HARD_WORDS, publisher=HARD_WORDS, subject="")
    return Sample(changed, plain().pages)


@pytest.mark.parametrize("name", SAMPLES)
def test_the_syntax_is_right(name: str) -> None:
    with _opened(SAMPLES[name]().pdf()) as file:
        assert file.check_pdf_syntax() == []


@pytest.mark.parametrize("name", SAMPLES)
def test_every_stream_ends_with_an_end_of_line(name: str) -> None:
    data = SAMPLES[name]().pdf()
    streams = list(re.finditer(rb"/Length (\d+)[^<>]*>>\nstream\n", data))
    assert len(streams) == data.count(b"endstream") > 4
    for stream in streams:
        assert data[stream.end() + int(stream[1]) :].startswith(b"\nendstream\nendobj\n")


def test_bytes_are_equal_in_any_process() -> None:
    code = (
        "import hashlib; from tests.pdf.samples import SAMPLES;"
        "print(*(hashlib.sha256(make().pdf()).hexdigest() for make in SAMPLES.values()))"
    )
    here = [hashlib.sha256(make().pdf()).hexdigest() for make in SAMPLES.values()]
    root = Path(__file__).parents[2]
    for seed in ("1", "4711"):
        environment = os.environ | {"PYTHONHASHSEED": seed, "TZ": "Asia/Tokyo"}
        done = subprocess.run(
            [sys.executable, "-c", code], env=environment, cwd=root, capture_output=True, check=True
        )
        assert done.stdout.decode().split() == here


def test_bytes_depend_on_nothing_drawn_before() -> None:
    alone = plain().pdf()
    vietnamese().pdf()
    assert plain().pdf() == alone


def test_no_time_but_the_documents_own() -> None:
    data = sheet().pdf()
    assert set(re.findall(rb"D:\d{14}", data)) == {b"D:20261124120000"}
    assert srgb_profile()[24:36] == bytes([7, 208, 0, 1, 0, 1, 0, 0, 0, 0, 0, 0])


def test_no_names_of_tools() -> None:
    assert b"ReportLab" not in sheet().pdf()


@pytest.mark.parametrize(
    ("date", "written"),
    [("2026-11-24", b"20261124"), ("2026-11", b"20261101"), ("2026", b"20260101")],
)
def test_a_date_may_be_a_month_or_a_year(date: str, written: bytes) -> None:
    sample = Sample(document(*plain().document.body, date=date), plain().pages)
    assert b"/CreationDate (D:" + written + b"120000Z)" in sample.pdf()


def _xmp(file: pikepdf.Pdf) -> dict[str, str]:
    """Every property of the packet that has text, by its name."""
    root = ET.fromstring(file.Root.Metadata.read_bytes())
    found: dict[str, str] = {}
    for description in root.iter("{http://www.w3.org/1999/02/22-rdf-syntax-ns#}Description"):
        for one in description:
            found[one.tag.rpartition("}")[2]] = "".join(one.itertext()).strip()
    return found


@pytest.mark.parametrize("sample", [sheet, _hard])
def test_info_says_what_xmp_says(sample: Any) -> None:
    with _opened(sample().pdf()) as file:
        xmp, info = _xmp(file), file.docinfo
        assert info.Title == xmp["title"] == sample().document.title
        assert info.Author == xmp["creator"] == sample().document.publisher
        assert info.Subject == xmp["description"] == sample().document.subject
        assert info.Creator == xmp["CreatorTool"]
        assert info.Producer == xmp["Producer"]
        assert info.CreationDate == info.ModDate == "D:20261124120000Z"
        assert xmp["CreateDate"] == xmp["ModifyDate"] == "2026-11-24T12:00:00Z"


def test_xmp_declares_both_standards() -> None:
    data = sheet().pdf()
    assert b"<pdfuaid:part>1</pdfuaid:part>" in data, "the packet is not compressed"
    with _opened(data) as file:
        packet = file.Root.Metadata.read_bytes().decode()
    assert "<pdfaid:part>2</pdfaid:part>\n<pdfaid:conformance>A</pdfaid:conformance>" in packet
    assert "<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>" in packet
    assert "<pdfaProperty:name>part</pdfaProperty:name>" in packet


def test_hard_words_conform(failures: Any) -> None:
    assert failures(_hard().pdf(), "ua1") == failures(_hard().pdf(), "2a") == ()


def test_the_catalog() -> None:
    with _opened(vietnamese().pdf()) as file:
        root = file.Root
        assert root.Lang == "vi"
        assert bool(root.MarkInfo.Marked)
        assert bool(root.ViewerPreferences.DisplayDocTitle)
        assert root.OutputIntents[0].S == "/GTS_PDFA1"
        assert root.OutputIntents[0].DestOutputProfile.read_bytes() == srgb_profile()
        assert not file.is_encrypted


def test_pages_have_their_boxes_and_keys() -> None:
    with _opened(sheet().pdf()) as file:
        for number, page in enumerate(file.pages):
            assert list(page.obj.MediaBox) == list(page.obj.TrimBox) == [0, 0, 612, 792]
            assert page.obj.Tabs == "/S"
            assert page.obj.StructParents == number
        assert file.Root.StructTreeRoot.ParentTreeNextKey == 2 + 6
    with _opened(plain().pdf()) as file:
        assert list(file.pages[0].MediaBox) == [0, 0, 396, 612]
        assert "/Annots" not in file.pages[0]
        assert next(iter(file.Root.StructTreeRoot.ParentTree.Nums)) == 0


def test_a_page_that_is_trimmed_says_what_is_cut_off(failures: Any) -> None:
    """The finished page keeps its corner: links and destinations stand where they stood."""
    whole = sheet()
    trimmed = replace(whole.pages, pages=tuple(replace(p, bleed=9.0) for p in whole.pages.pages))
    data = Sample(whole.document, trimmed).pdf()
    with _opened(data) as file, _opened(whole.pdf()) as plain_file:
        for page, same in zip(file.pages, plain_file.pages, strict=True):
            assert list(page.obj.MediaBox) == list(page.obj.BleedBox) == [-9, -9, 621, 801]
            assert list(page.obj.TrimBox) == list(same.obj.TrimBox) == [0, 0, 612, 792]
            assert [list(a.Rect) for a in page.obj.get("/Annots", [])] == [
                list(a.Rect) for a in same.obj.get("/Annots", [])
            ]
    assert failures(data, "ua1") == failures(data, "2a") == ()


def test_annotation_keys_follow_those_of_the_pages() -> None:
    with _opened(sheet().pdf()) as file:
        keys = [int(a.StructParent) for page in file.pages for a in page.obj.get("/Annots", [])]
    assert keys == [2, 3, 4, 5, 6, 7]


def _fonts(file: pikepdf.Pdf) -> list[Any]:
    return [
        o for o in file.objects if isinstance(o, pikepdf.Dictionary) and o.get("/Type") == "/Font"
    ]


@pytest.mark.parametrize("name", SAMPLES)
def test_fonts_are_embedded_subsets(name: str) -> None:
    data = SAMPLES[name]().pdf()
    assert not any(font.encode() in data for font in STANDARD_FONTS)
    with _opened(data) as file:
        fonts = _fonts(file)
        names = [str(font.BaseFont) for font in fonts if font.Subtype != "/Type0"]
        assert len(set(names)) == len(names) >= 1
        for font in fonts:
            assert re.fullmatch(r"/[A-Z]{6}\+SourceSans3-\w+", str(font.BaseFont))
            if font.Subtype == "/Type0":
                font = font.DescendantFonts[0]
            assert font.FontDescriptor.FontName == font.BaseFont
            program = font.FontDescriptor.FontFile2
            assert len(program.read_bytes()) == program.Length1


def test_the_fonts_of_a_page_are_those_that_it_uses() -> None:
    with _opened(plain().pdf()) as file:
        assert set(file.pages[0].Resources.Font.keys()) == {"/F400", "/F700"}


def test_many_glyphs_make_a_composite_font() -> None:
    with _opened(vietnamese().pdf()) as file:
        kinds = {name: str(f.Subtype) for name, f in file.pages[0].Resources.Font.items()}
    assert kinds == {"/F400": "/Type0", "/F700": "/TrueType"}


def test_links_say_where_they_lead() -> None:
    with _opened(sheet().pdf()) as file:
        first, *_ = file.pages[0].Annots
        assert first.A.URI == ADDRESS
        said = "the health department of the state writes about certificates for phlebotomy"
        assert first.Contents == said
        upper, lower = (list(map(float, first.QuadPoints))[n : n + 8] for n in (0, 8))
        assert upper[1] > upper[5] >= lower[1] > lower[5]  # one area for each of its two lines
        left, low, right, top = map(float, first.Rect)
        assert left <= min(upper[0], lower[0]) < max(upper[2], lower[2]) <= right
        assert (low, top) == (lower[5], upper[1])
        assert int(first.F) == 4
        assert [int(n) for n in first.Border] == [0, 0, 0]
        for area in (upper, lower):
            assert 45 < area[2] - area[0] < 522
            assert area[1] - area[5] == pytest.approx(10.5 * 1.3, abs=0.02)


def test_addresses_are_written_in_ascii() -> None:
    address = "https://example.org/señor?q=tú (1)&r=%20#x"
    setter = Setter()
    body = Paragraph(id="b1", text=(Run("here", link=address),))
    setter.text("b1", body.text)
    with _opened(to_pdf(setter.pages(), document(body), FONTS)) as file:
        written = str(file.pages[0].Annots[0].A.URI)
    assert written == "https://example.org/se%C3%B1or?q=t%C3%BA%20(1)&r=%20#x"


def _bookmarks(item: Any, depth: int = 0) -> Iterator[str]:
    while item is not None:
        page, kind, _, top, _ = item.Dest
        assert kind == "/XYZ"
        yield f"{'  ' * depth}{item.Title} @{int(page.StructParents)}:{float(top):.0f}"
        if "/First" in item:
            yield from _bookmarks(item.First, depth + 1)
        item = item.get("/Next")


def _outline(*levels: int) -> list[str]:
    setter, body = Setter(), []
    for number, level in enumerate(levels):
        heading = Heading(id=f"b{number}", text=(Run(f"T{number} "), Run("é")), level=level)
        body.append(heading)
        setter.text(heading.id, heading.text, size=20)
        if number == 2:
            setter.new_page()
    with _opened(to_pdf(setter.pages(), document(*body), FONTS)) as file:
        outlines = file.Root.Outlines
        listed = list(_bookmarks(outlines.First))
        assert outlines.Count == len(listed)
        assert outlines.Last.get("/Next") is None
        return listed


def test_headings_are_bookmarks() -> None:
    assert _outline(1, 2, 3, 4, 2, 1) == [
        "T0 é @0:751",
        "  T1 é @0:725",
        "    T2 é @0:699",
        "  T4 é @1:725",
        "T5 é @1:699",
    ]


def test_bookmarks_skip_no_level() -> None:
    assert _outline(2, 4, 1) == ["T0 é @0:751", "  T1 é @0:725", "T2 é @0:699"]


def test_without_headings_there_are_no_bookmarks() -> None:
    setter = Setter()
    body = Paragraph(id="b1", text=(Run("words"),))
    setter.text("b1", "words")
    with _opened(to_pdf(setter.pages(), document(body), FONTS)) as file:
        assert "/Outlines" not in file.Root


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("a (b) \\", r"(a \(b\) \\)"),
        ("é", "<FEFF00E9>"),
        ("a\nb", "<FEFF0061000A0062>"),
        ("😀", "<FEFFD83DDE00>"),
        ("", "()"),
    ],
)
def test_text_strings(text: str, written: str) -> None:
    assert text_string(text) == written
