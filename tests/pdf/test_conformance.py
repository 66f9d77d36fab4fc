"""Every sample conforms, and a file with one thing broken does not: so a pass means something."""

import io
import re
from collections.abc import Callable

import pikepdf
import pytest

from .conftest import Failures
from .samples import SAMPLES, sheet

pytestmark = [pytest.mark.conformance, pytest.mark.xdist_group("verapdf")]


@pytest.mark.parametrize("flavour", ["ua1", "2a"])
@pytest.mark.parametrize("name", SAMPLES)
def test_samples_conform(name: str, flavour: str, failures: Failures) -> None:
    assert failures(SAMPLES[name]().pdf(), flavour) == ()


def _elements(file: pikepdf.Pdf, tag: str) -> list[pikepdf.Object]:
    return [o for o in file.objects if isinstance(o, pikepdf.Dictionary) and o.get("/S") == tag]


def _nothing(file: pikepdf.Pdf) -> None:
    """The control of the controls."""


def _no_alternative(file: pikepdf.Pdf) -> None:
    del _elements(file, "/Figure")[0].Alt


def _no_scope(file: pikepdf.Pdf) -> None:
    for cell in _elements(file, "/TH"):
        if "/A" in cell and "/Scope" in cell.A:
            del cell.A.Scope


def _irregular_table(file: pikepdf.Pdf) -> None:
    spanning = next(e for e in _elements(file, "/TH") if "/A" in e and "/RowSpan" in e.A)
    del spanning.A.RowSpan


def _not_marked(file: pikepdf.Pdf) -> None:
    del file.Root.MarkInfo


def _file_name_as_title(file: pikepdf.Pdf) -> None:
    file.Root.ViewerPreferences.DisplayDocTitle = False


def _no_language(file: pikepdf.Pdf) -> None:
    del file.Root.Lang


def _no_output_intent(file: pikepdf.Pdf) -> None:
    del file.Root.OutputIntents


def _skipped_level(file: pikepdf.Pdf) -> None:
    _elements(file, "/H2")[0].S = pikepdf.Name.H3


def _loose_link(file: pikepdf.Pdf) -> None:
    del file.pages[0].Annots[0].StructParent


def _link_without_description(file: pikepdf.Pdf) -> None:
    del file.pages[0].Annots[0].Contents


def _link_that_does_not_print(file: pikepdf.Pdf) -> None:
    file.pages[0].Annots[0].F = 0


def _no_tab_order(file: pikepdf.Pdf) -> None:
    del file.pages[0].Tabs


def _no_marks(file: pikepdf.Pdf) -> None:
    kept = [
        one
        for one in pikepdf.parse_content_stream(file.pages[0])
        if str(one.operator) not in {"BDC", "BMC", "EMC"}
    ]
    file.pages[0].Contents = file.make_stream(pikepdf.unparse_content_stream(kept))


def _no_unicode(file: pikepdf.Pdf) -> None:
    del next(iter(file.pages[0].Resources.Font.values())).ToUnicode


def _font_not_embedded(file: pikepdf.Pdf) -> None:
    del next(iter(file.pages[0].Resources.Font.values())).FontDescriptor.FontFile2


def _no_schema(file: pikepdf.Pdf) -> None:
    xmp = file.Root.Metadata.read_bytes()
    file.Root.Metadata.write(re.sub(rb"<pdfaExtension:schemas>.*</pdfaExtension:schemas>", b"", xmp, flags=re.DOTALL))  # fmt: skip


def _no_identification(file: pikepdf.Pdf) -> None:
    xmp = file.Root.Metadata.read_bytes()
    file.Root.Metadata.write(xmp.replace(b"<pdfuaid:part>1</pdfuaid:part>", b""))


Change = Callable[[pikepdf.Pdf], None]

BREAKS: list[tuple[Change, str, str]] = [
    (_no_alternative, "ua1", "7.3-1"),
    (_no_scope, "ua1", "7.5-1"),
    (_irregular_table, "ua1", "7.2-43"),
    (_not_marked, "ua1", "6.2-1"),
    (_file_name_as_title, "ua1", "7.1-10"),
    (_no_language, "ua1", "7.2-34"),
    (_no_output_intent, "2a", "6.2.4.3-2"),
    (_skipped_level, "ua1", "7.4.2-1"),
    (_loose_link, "ua1", "7.18.5-1"),
    (_link_without_description, "ua1", "7.18.5-2"),
    (_link_that_does_not_print, "2a", "6.3.2-2"),
    (_no_tab_order, "ua1", "7.18.3-1"),
    (_no_marks, "ua1", "7.1-3"),
    (_no_unicode, "2a", "6.2.11.7.2-1"),
    (_font_not_embedded, "2a", "6.2.11.4.1-1"),
    (_no_schema, "2a", "6.6.2.3.1-1"),
    (_no_identification, "ua1", "5-1"),
]


def _changed(change: Change) -> bytes:
    written = io.BytesIO()
    with pikepdf.open(io.BytesIO(sheet().pdf())) as file:
        change(file)
        file.save(written)
    return written.getvalue()


@pytest.mark.parametrize("flavour", ["ua1", "2a"])
def test_saving_again_breaks_nothing(flavour: str, failures: Failures) -> None:
    assert failures(_changed(_nothing), flavour) == ()


@pytest.mark.parametrize(("change", "flavour", "rule"), BREAKS)
def test_one_thing_broken_is_seen(
    change: Change, flavour: str, rule: str, failures: Failures
) -> None:
    assert rule in {failure.split()[0] for failure in failures(_changed(change), flavour)}


def test_a_missing_end_of_line_before_endstream_is_seen(failures: Failures) -> None:
    # a space keeps every offset where it was
    data = sheet().pdf().replace(b"\nendstream", b" endstream")
    assert any(rule.startswith("6.1.7.1") for rule in failures(data, "2a"))
