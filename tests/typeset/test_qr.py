"""QR codes: large enough, white around them, and they say their address."""

import io
import tracemalloc

import pypdfium2
import pytest
import zxingcpp

from handouts.diagnostics import HandoutsError
from handouts.document import Paragraph, QrCode, Run
from handouts.fonts import load_fonts
from handouts.pages import Region, Symbol
from handouts.pdf import to_pdf
from handouts.typeset.blocks.pictures import QUIET, modules

from .samples import STYLE, document, typeset

ADDRESS = "https://lakeside.example.org/ma-or-phlebotomist"


def code(address: str = ADDRESS, size: float = 95) -> QrCode:
    text = Paragraph(id="b2", text=(Run(address, link=address),))
    alternative = f"QR code for the rules: {address}"
    return QrCode(id="b1", alternative=alternative, address=address, size=size, beside=(text,))


@pytest.mark.parametrize(
    "address", [ADDRESS, "https://x.example/ünïcode", "http://a.example/?b=c&d=%20"]
)
@pytest.mark.parametrize("size", [86.4, 95, 130])
def test_a_scanner_reads_its_address(address: str, size: float) -> None:
    made = document(code(address, size))
    data = to_pdf(typeset(made, STYLE, load_fonts()), made, load_fonts())
    page = pypdfium2.PdfDocument(io.BytesIO(data))[0]
    (found,) = zxingcpp.read_barcodes(page.render(scale=2).to_pil())
    assert found.text.replace("%C3%BC", "ü").replace("%C3%AF", "ï") == address


def test_the_symbol_is_of_its_size_with_the_quiet_zone_around_it() -> None:
    pages = typeset(
        document(code(), Paragraph(id="b3", text=(Run("Under it"),))), STYLE, load_fonts()
    )
    items = pages.pages[0].items
    (symbol,) = [i for i in items if isinstance(i, Symbol)]
    (region,) = [i for i in items if isinstance(i, Region)]
    assert (symbol.width, symbol.height) == (95, 95)
    assert max(x + count for x, _, count in symbol.dark) == symbol.side
    assert max(y + 1 for _, y, _ in symbol.dark) == symbol.side
    quiet = QUIET * 95 / modules(ADDRESS)[0]
    for item in items:
        x = getattr(item, "x", None)
        if item in {symbol, region} or x is None:
            continue
        clear = x >= symbol.x + 95 + quiet or getattr(item, "y", 0) >= symbol.y + 95 + quiet
        assert clear, item


@pytest.mark.parametrize(
    ("made", "fault"),
    [
        (code(size=80), "small-code"),
        (code("https://a.example/" + "x" * 200), "long-address"),
        (code("https://a.example/" + "x" * 4000, 500), "long-address"),
    ],
)
def test_a_code_that_nobody_could_scan_is_refused(made: QrCode, fault: str) -> None:
    with pytest.raises(HandoutsError) as caught:
        typeset(document(made), STYLE, load_fonts())
    assert [d.code for d in caught.value.diagnostics] == [fault]


def test_the_codes_of_many_recipients_take_little_room() -> None:
    def held(first: int) -> int:
        tracemalloc.start()
        for number in range(first, first + 8):
            modules(f"https://school-{number}.example.org/health-careers")
        size, _ = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return size

    held(1000)
    assert held(2000) / 8 < 10_000
