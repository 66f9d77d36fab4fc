"""The T on the project's own sheets, and the flyer that is read in thirty seconds."""

import io
import re
from pathlib import Path

import pypdfium2
import pytest
import zxingcpp

from handouts.build.custom import Wish, compare
from handouts.document import Columns, ListBlock, OverlapDiagram, QrCode, SourceList, plain, walk
from handouts.edition import Selection
from handouts.fonts import load_fonts
from handouts.load import load
from handouts.pages import Image
from handouts.pipeline import Made, make
from handouts.plan import plan
from tests.support import tagtree
from tests.support.contents import without_running
from tests.support.projects import copy_project, replace_text

NATION = Selection(handouts=("comparison", "flyer"), audiences=("career-fair",), places=("US",))


def diagram(made: Made) -> OverlapDiagram:
    (found,) = [b for b in walk(made.document.body) if isinstance(b, OverlapDiagram)]
    return found


def texts(block: ListBlock) -> list[str]:
    return [plain(item.text) for item in block.items]


def test_the_bar_shows_all_ends_of_the_job_and_the_stem_what_is_shared(
    editions: dict[str, Made],
) -> None:
    for name, cells in (("comparison", 8), ("flyer", 5)):
        found = diagram(editions[f"career-fair/{name}.en"])
        bar = texts(found.bar)
        assert len(bar) == cells
        assert (bar[0], bar[cells // 2], bar[-1]) == (
            "Vital signs",
            "Draw blood",
            "Phones, insurance",
        )
        assert found.shared == (found.bar.items[cells // 2].id,)


def test_each_cell_shows_its_icon_and_the_stem_is_a_tube(editions: dict[str, Made]) -> None:
    for name in ("comparison", "flyer"):
        made = editions[f"career-fair/{name}.en"]
        found = diagram(made)
        assert len(found.icons) == len(found.bar.items)
        assert None not in found.icons
        assert found.picture == "tube"
        drawn = [i for p in made.pages.pages for i in p.items if isinstance(i, Image)]
        assert len([i for i in drawn if i.block == found.id]) == len(found.icons) + 1


def test_a_shared_task_takes_the_icon_of_either_role(tmp_path: Path) -> None:
    root = copy_project(tmp_path)
    path = root / "data/roles/medical-assistant.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(re.sub(r",? *icon: [a-z-]+", "", text), encoding="utf-8")
    library = load(root)
    (edition,) = plan(Selection(("comparison",), ("school",), ("TX",)), library)
    found = diagram(make(edition, library, load_fonts()))
    (named,) = [n for n, icon in enumerate(found.icons) if icon is not None]
    assert found.bar.items[named].id in found.shared


def test_the_t_is_heard_as_headings_and_lists(editions: dict[str, Made]) -> None:
    for name, made in editions.items():
        if made.edition.handout != "comparison" or "advisor" in name:
            continue
        tags = [n for n in tagtree.read(made.data).root.walk() if n.tag in {"Figure", "H2", "L"}]
        assert [n.tag for n in tags[:5]] == ["Figure", "H2", "L", "H2", "L"], name
        assert "draw blood" in tags[0].alt
        assert "Check-in" in tags[2].text
        assert "Draw from a vein or a fingertip" in tags[4].text


def test_the_advisor_s_sheet_has_room_to_write_instead(editions: dict[str, Made]) -> None:
    made = editions["advisor/ca/comparison.en"]
    assert not any(isinstance(b, OverlapDiagram) for b in walk(made.document.body))


def test_the_flyer_is_read_in_thirty_seconds(editions: dict[str, Made]) -> None:
    made = editions["career-fair/flyer.en"]
    page = made.pages.pages[0]
    assert (page.width, page.height) == (396, 612)
    root = tagtree.read(made.data).root
    said = [n.text for n in root.walk() if n.tag in {"H1", "H2", "P", "LBody", "TH", "TD"}]
    said = without_running(said, page)
    (listed,) = (b for b in made.document.foot if isinstance(b, SourceList))
    heard = {
        " ".join(plain(text).split()) for _, text in listed.leaves()
    }  # most of it is not painted
    said = [text for text in said if " ".join(text.split()) not in heard]
    words = sum(len(text.split()) for text in said if not text.startswith("Sources."))
    assert words <= 110
    assert len(root.all("Table")[0].all("TBody")[0].all("TR")) == 3
    assert made.pages.fit.scale == 1
    assert made.pages.fit.dropped == ()


def test_the_flyer_s_code_leads_where_its_text_says(editions: dict[str, Made]) -> None:
    made = editions["career-fair/flyer.en"]
    (code,) = [b for b in walk(made.document.body) if isinstance(b, QrCode)]
    assert code.size >= 1.2 * 72
    picture = pypdfium2.PdfDocument(io.BytesIO(made.data))[0].render(scale=150 / 72).to_pil()
    for image in (picture, picture.convert("L").resize((picture.width // 2, picture.height // 2))):
        (found,) = zxingcpp.read_barcodes(image)
        assert found.text == "https://lakeside.example.org/ma-or-phlebotomist"
    assert "lakeside.example.org/ma-or-phlebotomist" in [
        n.text for n in tagtree.read(made.data).root.all("P")
    ]


def shared_two(project: Path) -> None:
    roles = project / "data/roles"
    replace_text(roles / "medical-assistant.yaml", "short: Patient records,", "short: Patient records, key: records,")  # fmt: skip
    replace_text(roles / "phlebotomist.yaml", "text: Enter patient and sample details,", "text: Enter patient and sample details, key: records,")  # fmt: skip


def shared_none(project: Path) -> None:
    replace_text(project / "data/roles/phlebotomist.yaml", "    key: draw-blood\n", "")


def made_from(project: Path) -> dict[str, Made]:
    library = load(project)
    found = (make(e, library, load_fonts()) for e in plan(NATION, library))
    return {one.edition.handout: one for one in found}


def test_two_shared_tasks_stand_side_by_side(tmp_path: Path) -> None:
    project = copy_project(tmp_path / "project", flyer=True)
    shared_two(project)
    for made in made_from(project).values():
        found = diagram(made)
        names = [plain(i.text) for i in found.bar.items if i.id in found.shared]
        assert names == ["Patient records", "Draw blood"]
        places = [i.id for i in found.bar.items].index
        assert places(found.shared[1]) == places(found.shared[0]) + 1
        assert "patient records and draw blood" in found.alternative


def test_roles_that_share_nothing_stand_side_by_side_as_lists(tmp_path: Path) -> None:
    project = copy_project(tmp_path / "project", flyer=True)
    shared_none(project)
    made = made_from(project)["comparison"]
    assert not any(isinstance(b, OverlapDiagram) for b in walk(made.document.body))
    columns = next(b for b in walk(made.document.body) if isinstance(b, Columns))
    lists = [b for column in columns.columns for b in column if isinstance(b, ListBlock)]
    assert [len(block.items) for block in lists] == [6, 6]
    assert len(made.pages.pages) == 1


@pytest.mark.parametrize("audience", ["advisor", "school"])
def test_any_two_to_four_roles_can_be_compared(audience: str, tmp_path: Path) -> None:
    """Without texts of their own; what only one of them has would leave the sheet lopsided."""
    project = copy_project(tmp_path / "project")
    roles = ("registered-nurse", "licensed-practical-nurse", "medical-assistant", "phlebotomist")
    for number in (3, 4):
        wish = Wish(roles[:number], place="TX", audience=audience)
        report = compare(project, wish, tmp_path / "sheet.pdf")
        assert not report.failed
        root = tagtree.read((tmp_path / "sheet.pdf").read_bytes()).root
        assert len(root.all("L")) == 1  # the sources
        assert not any(": wide" in n.text for n in root.walk() if n.tag == "H2")


@pytest.mark.parametrize("roles", [("phlebotomist", "medical-assistant")])
def test_the_wide_role_is_the_bar_whatever_the_order(
    roles: tuple[str, ...], tmp_path: Path
) -> None:
    project = copy_project(tmp_path / "project", flyer=True)
    report = compare(project, Wish(roles, audience="school"), tmp_path / "sheet.pdf")
    assert not report.failed
    figure = tagtree.read((tmp_path / "sheet.pdf").read_bytes()).root.all("Figure")[0]
    assert figure.alt.startswith("Diagram: the medical assistant does 8 kinds of tasks.")
