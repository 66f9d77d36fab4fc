"""Each project of examples/ builds as it is, without a warning, and every file of it conforms."""

import shutil
from pathlib import Path

import pypdfium2
import pytest

from handouts.audit.check import check
from handouts.build import build
from handouts.edition import Selection
from tests.support import verapdf
from tests.support.projects import REPOSITORY

EXAMPLES = sorted(path.parent for path in (REPOSITORY / "examples").glob("*/handouts.yaml"))


@pytest.fixture(params=EXAMPLES, ids=lambda path: path.name)
def built(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    root = tmp_path / "project"
    shutil.copytree(request.param, root, ignore=shutil.ignore_patterns("output"))
    report = build(root, Selection(), jobs=1)
    assert (report.findings, report.failed) == ((), 0)
    assert report.counts["built"] > 1
    return root


def text_of(file: Path) -> str:
    pages = pypdfium2.PdfDocument(file)
    return "\n".join(page.get_textpage().get_text_range() for page in pages)


def test_an_example_is_sound(built: Path) -> None:
    found = check(built, jobs=1)
    assert found.findings == ()
    assert not found.fails(strict=True)
    for file in built.glob("output/**/*.pdf"):
        for flavour in ("ua1", "2a"):
            assert verapdf.failures(file.read_bytes(), flavour) == (), (file.name, flavour)
        assert "United States" not in text_of(file), file.name


def test_its_base_style_is_the_bundled_one(built: Path) -> None:
    """So that an example looks as the program does today; its first line names no schema."""
    bundled = (REPOSITORY / "layouts/styles/base.yaml").read_text(encoding="utf-8")
    own = (built / "layouts/styles/base.yaml").read_text(encoding="utf-8")
    assert own == bundled.partition("\n")[2]


@pytest.mark.parametrize(
    ("place", "said"),
    [
        ("qc", ["$37.00 an hour (Canada $35.00)", "not published (Canada $34.00)"]),
        ("wa", ["US$46.30 an hour (Canada $35.00)", "US$24.10"]),
    ],
)
def test_amounts_carry_the_sign_of_their_currency(
    place: str, said: list[str], tmp_path: Path
) -> None:
    root = tmp_path / "project"
    shutil.copytree(REPOSITORY / "examples/provinces", root)
    build(root, Selection(handouts=("trades",), places=(place,)), jobs=1)
    text = " ".join(text_of(root / f"output/school/{place}/trades.en.pdf").split())
    assert [one for one in said if one not in text] == []


def test_two_currencies_stand_on_no_axis(tmp_path: Path) -> None:
    root = tmp_path / "project"
    shutil.copytree(REPOSITORY / "examples/provinces", root)
    layout = root / "layouts/trades.yaml"
    layout.write_text(
        layout.read_text(encoding="utf-8").replace("wage_table", "wage_chart"), encoding="utf-8"
    )
    report = build(root, Selection(handouts=("trades",)), jobs=1)
    assert {a.edition.place for a in report.artifacts if a.status == "failed"} == {"wa"}
    (fault,) = report.diagnostics
    assert fault.code == "mixed-currencies"
    assert str(fault.span).startswith("data/wages/sample-2025.csv:")
