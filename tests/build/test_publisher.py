"""What a publisher puts on its sheets: logo, pictures, colors and notices that must not be lost."""

import io
import re
import shutil
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest
from PIL import Image

from handouts.build import build
from handouts.cli.running import run
from handouts.diagnostics import HandoutsError
from handouts.document import Notice, plain, walk
from handouts.drawings import Vector
from handouts.edition import Selection
from handouts.fonts import load_fonts
from handouts.load import load
from handouts.pages import Image as Picture
from handouts.pages import TextRun
from handouts.pipeline import Made, make
from handouts.plan import plan
from handouts.style import contrast, nearest_passing
from handouts.typeset.pages.notices import refuse_lost_notices
from tests.support import stream_check, tagtree, verapdf
from tests.support.projects import copy_project, replace_text

NOTICE = "An equal opportunity program; ask us for help in your language."
FLYER = Selection(handouts=("flyer",))
PACKET = Selection(handouts=("packet",), places=("CA",))


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """With the flyer, and with the packet for schools."""
    project = copy_project(tmp_path / "project", flyer=True)
    replace_text(project / "data/audiences/school.yaml", "handouts: [", "handouts: [packet, ")
    return project


def made(project: Path, selection: Selection = FLYER) -> Made:
    library = load(project)
    return make(plan(selection, library)[0], library, load_fonts())


def faults(project: Path, selection: Selection = FLYER) -> list[str]:
    report = build(project, selection, jobs=1)
    return [f.diagnostic.code for f in report.findings]


def require(project: Path, smallest: str) -> None:
    replace_text(
        project / "handouts.yaml",
        "publisher:\n",
        f'publisher:\n  notices: [{{text: "{NOTICE}", smallest: {smallest}}}]\n',
    )


def sizes(one: Made, text: str) -> set[float]:
    wanted = {n.text for n in tagtree.read(one.data).root.walk() if n.tag == "P" and text in n.text}
    assert wanted == {text}
    blocks = walk((*one.document.body, *one.document.foot))
    own = {block.id for block in blocks if isinstance(block, Notice) and plain(block.text) == text}
    items = [item for page in one.pages.pages for item in page.items]
    return {item.size for item in items if isinstance(item, TextRun) and item.block in own}


def test_a_required_notice_stands_on_every_sheet_at_its_size(project: Path) -> None:
    require(project, "11pt")
    library = load(project)
    for edition in plan(Selection(places=("US", "CA")), library):
        one = make(edition, library, load_fonts())
        assert min(sizes(one, NOTICE)) >= 11, edition.name


def test_a_notice_stands_where_the_layout_places_it(project: Path) -> None:
    require(project, "9pt")
    layout = project / "layouts/fair-flyer.yaml"
    replace_text(layout, "  - overlap_diagram:", "  - notices: {}\n  - overlap_diagram:")
    texts = [n.text for n in tagtree.read(made(project).data).root.walk() if n.tag == "P"]
    assert texts[:3] == ["Lakeside Career Center", "Career fair flyer", NOTICE]
    assert texts.count(NOTICE) == 1


def test_a_notice_that_would_be_dropped_fails_the_sheet(project: Path) -> None:
    require(project, "9pt")
    layout = project / "layouts/fair-flyer.yaml"
    replace_text(
        layout,
        "body:\n",
        "body:\n  - columns: [[{notices: {}}]]\n    optional: 1\n"
        "  - text: \"{{ 'Words to fill the sheet. ' * 18 }}\"\n    optional: 2\n",
    )
    assert "notice-left-out" in faults(project)


def test_a_notice_that_a_part_of_a_packet_would_drop_fails_the_packet(project: Path) -> None:
    require(project, "9pt")
    replace_text(
        project / "layouts/in-words.yaml",
        "body:\n",
        "body:\n  - columns: [[{notices: {}}]]\n    optional: 1\n"
        "  - text: \"{{ 'Words to fill the sheet. ' * 20 }}\"\n",
    )
    report = build(project, PACKET, jobs=1)
    print(
        "XX",
        [(d.code, d.message[:150]) for d in report.diagnostics],
        [a.status for a in report.artifacts],
    )
    lost = [f.diagnostic for f in report.findings if f.diagnostic.code == "notice-left-out"]
    assert [d.part for d in lost] == ["in-words"]


def test_a_notice_too_large_for_the_sheet_fails_it(project: Path) -> None:
    require(project, "60pt")
    assert faults(project) == ["overflow"]


def test_a_notice_set_too_small_is_caught_before_it_is_drawn(project: Path) -> None:
    require(project, "11pt")
    one = made(project)
    small = [
        replace(
            p, items=tuple(i._replace(size=8.0) if isinstance(i, TextRun) else i for i in p.items)
        )
        for p in one.pages.pages
    ]
    with pytest.raises(HandoutsError) as caught:
        refuse_lost_notices(one.document, replace(one.pages, pages=tuple(small)))
    assert [d.code for d in caught.value.diagnostics] == ["notice-too-small"]


def test_an_audience_has_notices_and_a_logo_of_its_own(project: Path) -> None:
    (project / "data/images/own.svg").write_text(
        '<svg viewBox="0 0 4 4"><rect width="4" height="4" fill="#ABCDEF"/></svg>'
    )
    audience = project / "data/audiences/career-fair.yaml"
    text = audience.read_text()
    audience.write_text(
        f"{text}logo: {{file: data/images/own.svg, alt: The fair}}\nnotices: [Meet us at booth 4.]\n"
    )
    one = made(project)
    drawings = [i.picture for i in one.pages.pages[0].items if isinstance(i, Picture)]
    fills = {
        getattr(part, "fill", None) for d in drawings if isinstance(d, Vector) for part in d.parts
    }
    assert "#ABCDEF" in fills
    assert sizes(one, "Meet us at booth 4.") == {9.0}


def test_the_logo_is_furniture_in_the_head(project: Path) -> None:
    tagged = tagtree.read(made(project).data)
    assert tagged.faults == ()
    assert [n.alt[:4] for n in tagged.root.all("Figure")] == ["Diag", "QR c"]


def test_the_publisher_s_colours_are_those_of_its_roles(project: Path) -> None:
    replace_text(
        project / "handouts.yaml", "publisher:\n", 'publisher:\n  colours: ["#1B4332", "#7B2D8B"]\n'
    )
    used = {getattr(i, "colour", None) for i in made(project).pages.pages[0].items}
    assert {"#1B4332", "#7B2D8B"} <= used
    assert not {"#0F4C5C", "#B5401A"} & (used - {load(project).styles["base"].colours["link"]})


PICTURES = {
    "rgb.png": ("RGB", {}),
    "clear.png": ("RGBA", {}),
    "gray.jpg": ("L", {}),
    "photo.jpg": ("RGB", {"quality": 80}),
    "print.jpg": ("CMYK", {}),
    "palette.png": ("P", {}),
}


@pytest.fixture
def pictured(project: Path) -> Path:
    """A layout with pictures of every kind, one of them twice."""
    blocks = []
    for name, (mode, options) in PICTURES.items():
        image = Image.radial_gradient("L").resize((300, 200)).convert("RGB")
        if mode == "RGBA":
            image.putalpha(Image.linear_gradient("L").resize((300, 200)))
        image.convert(mode).save(project / "data/images" / name, **options)  # type: ignore[arg-type]
        blocks.append(f"  - image: {{file: data/images/{name}, alt: Rings in {name}, width: 1in}}")
    blocks += ["  - image: {file: data/images/rgb.png, decorative: true, width: 0.5in}"]
    blocks += ["  - image: {file: '{{ publisher.logo.file }}', alt: '{{ publisher.logo.alt }}', height: 16pt}"]  # fmt: skip
    layout = project / "layouts/fair-flyer.yaml"
    shutil.copyfile(layout, project / "layouts/first-flyer.yaml")
    for name in ("fair-poster", "slide"):
        replace_text(
            project / f"layouts/{name}.yaml", "extends: fair-flyer", "extends: first-flyer"
        )
    head = layout.read_text().partition("body:\n")[0]
    layout.write_text(
        f"{head}body:\n  - heading: {{text: Pictures, level: 1}}\n" + "\n".join(blocks) + "\n"
    )
    return project


def test_pictures_of_every_kind_are_printed_and_archived(pictured: Path) -> None:
    one = made(pictured)
    tagged = tagtree.read(one.data)
    assert tagged.faults == ()
    assert stream_check.faults(one.data) == []
    alts = [n.alt for n in tagged.root.all("Figure")]
    assert alts == [*(f"Rings in {name}" for name in PICTURES), "Lakeside Career Center"]
    with pikepdf.open(io.BytesIO(one.data)) as file:
        found = file.pages[0].Resources.XObject
        images = {name: x for name, x in found.items() if x.Subtype == "/Image"}
        assert len(images) == len(PICTURES)
        assert len(found) == len(PICTURES) + 1  # the logo, once for the head and the block
        spaces = {str(image.ColorSpace) for image in images.values()}
        assert spaces == {"/DeviceRGB", "/DeviceGray"}
        assert sum("/SMask" in image for image in images.values()) == 1
    assert one.data == made(pictured).data


@pytest.mark.conformance
def test_pictures_conform(pictured: Path) -> None:
    data = made(pictured).data
    assert {f: verapdf.failures(data, f) for f in ("ua1", "2a")} == {"ua1": (), "2a": ()}


def test_coarse_pictures_are_warned_of_whether_built_or_reused(pictured: Path) -> None:
    replace_text(
        pictured / "layouts/fair-flyer.yaml", "photo.jpg, width: 1in", "photo.jpg, width: 2in"
    )
    for status in ("built", "reused", "reused"):
        report = build(pictured, FLYER, jobs=1)
        assert [a.status for a in report.artifacts] == [status]
        (finding,) = report.findings
        assert finding.diagnostic.code == "coarse-picture"
        assert "`data/images/photo.jpg` has 150 pixels to the inch" in finding.diagnostic.message
        assert not finding.diagnostic.is_error
        if status == "reused":
            (pictured / "data/roles/phlebotomist.yaml").touch()


def test_a_packet_names_the_part_with_a_coarse_picture(pictured: Path) -> None:
    picture = "{file: data/images/photo.jpg, alt: Rings, width: 2in}"
    replace_text(
        pictured / "layouts/state-insert.yaml", "body:\n", f"body:\n  - image: {picture}\n"
    )
    for status in ("built", "reused"):
        report = build(pictured, PACKET, jobs=1)
        assert [a.status for a in report.artifacts] == [status]
        found = [(f.diagnostic.code, f.diagnostic.part) for f in report.findings]
        assert found == [("coarse-picture", "state-insert")]


def test_a_picture_is_judged_as_it_is_printed(pictured: Path) -> None:
    """A column makes what is too wide smaller: 800 pixels asked for on 600 pt stand on some 160 pt."""
    Image.radial_gradient("L").resize((800, 500)).save(pictured / "data/images/shop.png")
    layout = pictured / "layouts/fair-flyer.yaml"
    shop = "{image: {file: data/images/shop.png, alt: A shop, width: 600pt}}"
    head = layout.read_text(encoding="utf-8").partition("body:\n")[0]
    title = "  - heading: {text: Pictures, level: 1}\n"
    columns = f"  - columns: {{columns: [[{shop}], [{{text: Beside}}], [{{text: it}}]]}}\n"
    layout.write_text(f"{head}body:\n{title}{columns}", encoding="utf-8")
    for status in ("built", "reused"):
        report = build(pictured, FLYER, jobs=1)
        assert ([a.status for a in report.artifacts], report.findings) == ([status], ())
        (pictured / "data/roles/phlebotomist.yaml").touch()
    layout.write_text(f"{head}body:\n{title}  - {shop[1:-1]}\n", encoding="utf-8")
    (finding,) = build(pictured, FLYER, jobs=1).findings
    density = re.search("has ([0-9]+) pixels", finding.diagnostic.message)
    assert density is not None
    assert 100 < int(density[1]) < 200  # of the page's width, not of 600 pt


def test_a_changed_picture_changes_the_sheet(pictured: Path) -> None:
    build(pictured, FLYER, jobs=1)
    Image.new("RGB", (300, 300), "navy").save(pictured / "data/images/rgb.png")
    report = build(pictured, FLYER, jobs=1)
    assert [a.status for a in report.artifacts] == ["built"]


def test_no_name_is_taken_for_a_page_number(project: Path) -> None:
    replace_text(project / "handouts.yaml", "name: Lakeside Career Center", "name: Room {page}")
    wanted = Selection(("state-insert",), ("school",), ("CA",))
    (found,) = build(project, wanted, jobs=1).findings
    assert found.diagnostic.code == "page-placeholder"
    assert str(found.diagnostic.span) == "handouts.yaml:3:9"
    assert "{page}" in found.diagnostic.message
    replace_text(project / "handouts.yaml", "name: Room {page}", "name: Room {number}")
    texts = [i.text for i in made(project, wanted).pages.pages[0].items if isinstance(i, TextRun)]
    assert any("Room {number}" in text for text in texts)


@pytest.mark.parametrize(
    "file", ["C:\\Users\\Dana\\titans.png", "titans.png", "data/images/none.png"]
)
def test_a_logo_that_is_not_there_fails_every_command(
    project: Path, file: str, capsys: pytest.CaptureFixture[str]
) -> None:
    replace_text(project / "handouts.yaml", "file: data/images/lakeside.svg", f"file: '{file}'")
    for typed in (
        "compare medical-assistant phlebotomist -s CA",
        "build comparison -a school -s CA",
        "inspect comparison -a school -s CA",
        "check",
    ):
        assert run([*typed.split(), "--project", str(project)]) == 1, typed
        assert "handouts.yaml:5:16: error" in capsys.readouterr().err, typed
    assert not list((project / "output").rglob("*.pdf"))


def test_a_colour_that_cannot_be_read_is_moved_and_the_nearest_is_offered(project: Path) -> None:
    own = "publisher:\n  colours: ['#F2A900', '#004165']\n"
    replace_text(project / "handouts.yaml", "publisher:\n", own)
    (fault,) = load(project).diagnostics
    assert (fault.code, str(fault.span)) == ("moved-color", "handouts.yaml:3:13")
    (near,) = re.findall("#[0-9A-F]{6}", fault.remedy)
    assert 4.5 <= contrast(near, "#FFFFFF") < 5.6
    used = {getattr(i, "colour", None) for i in made(project).pages.pages[0].items}
    assert {near, "#004165"} <= used
    assert "#F2A900" not in used
    replace_text(project / "handouts.yaml", "#F2A900", near)
    assert load(project).diagnostics == ()


def test_one_colour_of_a_publisher_gives_the_others(project: Path) -> None:
    """Accents of it, which everybody can tell from it."""
    replace_text(project / "handouts.yaml", "publisher:\n", 'publisher:\n  colours: ["#C8102E"]\n')
    used = {getattr(i, "colour", None) for i in made(project).pages.pages[0].items}
    looks = [look.colour for look in load(project).styles["base"].roles]
    assert "#C8102E" in used
    assert not set(looks) & used


def test_the_nearest_colour_keeps_its_hue() -> None:
    assert nearest_passing("#004165", "#FFFFFF", 4.5) == "#004165"
    assert nearest_passing("#808080", "#FFFFFF", 4.5) == "#767676"
    dark = nearest_passing("#7A1F1F", "#101010", 4.5)
    assert dark is not None
    assert contrast(dark, "#101010") >= 4.5
    assert nearest_passing("#808080", "#777777", 7.0) is None
