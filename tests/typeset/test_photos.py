"""Pictures of which a part is shown, and what stands under them."""

import io
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from PIL import Image as Pixels

from handouts.diagnostics import HandoutsError
from handouts.edition import Selection
from handouts.fonts import load_fonts
from handouts.images import read_picture
from handouts.load import load
from handouts.pages import Image, Raster, Region, TextRun
from handouts.pipeline import Made, make
from handouts.plan import plan
from tests.load.projects import small_project
from tests.support import tagtree

QUARTERS = {(0, 0): "red", (1, 0): "lime", (0, 1): "blue", (1, 1): "black"}
"""The colours of the picture's quarters, from its upper left one."""


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = small_project(tmp_path_factory.mktemp("photos"))
    (folder / "data/images").mkdir(exist_ok=True)
    photo = Pixels.new("RGB", (1200, 800))
    for (column, row), colour in QUARTERS.items():
        photo.paste(colour, (600 * column, 400 * row, 600 * column + 600, 400 * row + 400))
    photo.save(folder / "data/images/photo.jpg", quality=95)
    photo.save(folder / "data/images/photo.png")
    return folder


def made(project: Path, *blocks: str, style: str = "base") -> Made:
    body = "".join(f"  - {block}\n" for block in blocks)
    (project / "layouts/photo.yaml").write_text(f"title: Photo\nbody:\n{body}", encoding="utf-8")
    handouts = project / "handouts.yaml"
    text = handouts.read_text(encoding="utf-8").partition("  photo:")[0]
    handouts.write_text(
        f"{text}  photo: {{layout: photo, subject: comparisons/medical-assistant-or-phlebotomist, "
        f"style: {style}}}\n",
        encoding="utf-8",
    )
    for audience in (project / "data/audiences").glob("*.yaml"):
        audience.write_text("name: A\nhandouts: [photo]\n", encoding="utf-8")
    library = load(project)
    (edition, *_) = plan(Selection(("photo",)), library)
    return make(edition, library, load_fonts())


def shown(one: Made) -> set[str]:
    """The colours of quarters that are seen on the first page."""
    page = pypdfium2.PdfDocument(one.data)[0].render(scale=0.5).to_pil().convert("RGB")
    named = {"red": (254, 0, 0), "lime": (0, 255, 1), "blue": (0, 0, 254)}
    seen = {colour for _, colour in page.getcolors(1 << 24)}
    return {
        name
        for name, own in named.items()
        if any(all(abs(a - b) < 6 for a, b in zip(own, other, strict=True)) for other in seen)
    }


def pictures(one: Made) -> list[Image]:
    return [i for page in one.pages.pages for i in page.items if isinstance(i, Image)]


PLAIN = "file: data/images/photo.jpg, alt: Four fields"


@pytest.mark.parametrize(
    ("crop", "colours", "size"),
    [
        ('{aspect: "1:1", focus: [0, 0]}', {"red", "lime", "blue"}, (144, 144)),
        ('{aspect: "3:4", focus: [0, 0]}', {"red", "blue"}, (144, 192)),
        ('{aspect: "3:1", focus: [0.5, 0]}', {"red", "lime"}, (144, 48)),
        ('{aspect: "3:1", focus: [0.5, 1]}', {"blue"}, (144, 48)),
        ('"3:2"', {"red", "lime", "blue"}, (144, 96)),
    ],
)
def test_the_part_around_the_focus_is_shown(
    crop: str, colours: set[str], size: tuple[float, float], project: Path
) -> None:
    one = made(project, f"image: {{{PLAIN}, width: 2in, crop: {crop}}}")
    (picture,) = pictures(one)
    assert (picture.width, picture.height) == pytest.approx(size)
    assert shown(one) == colours
    (region,) = (i for i in one.pages.pages[0].items if isinstance(i, Region))
    assert (region.width, region.height) == pytest.approx(size)


def test_a_box_says_how_wide_the_part_is_to_its_height(project: Path) -> None:
    one = made(project, f"image: {{{PLAIN}, width: 1in, height: 2in, crop: {{focus: [1, 1]}}}}")
    (picture,) = pictures(one)
    assert (picture.width, picture.height) == pytest.approx((72, 144))
    assert shown(one) == {"lime"}


@pytest.mark.parametrize("name", ["photo.jpg", "photo.png"])
def test_what_is_cut_off_changes_no_byte_of_the_picture(name: str, project: Path) -> None:
    image = f"image: {{file: data/images/{name}, alt: Four fields, width: 2in"
    whole = read_picture(project, f"data/images/{name}", None)
    assert isinstance(whole, Raster)
    one = made(project, f'{image}, crop: "1:1"}}', f'{image}, crop: "9:1"}}', f"{image}}}")
    assert (
        one.data
        == made(project, f'{image}, crop: "1:1"}}', f'{image}, crop: "9:1"}}', f"{image}}}").data
    )
    with pikepdf.open(io.BytesIO(one.data)) as file:
        streams = [o for o in file.objects if isinstance(o, pikepdf.Stream)]
        found = [s for s in streams if s.get("/Subtype") == "/Image"]
        assert [bytes(s.read_raw_bytes()) for s in found] == [whole.data]


def test_caption_and_credit_are_read_beside_the_picture_and_are_no_smaller_than_nine_points(
    project: Path,
) -> None:
    said = 'caption: "Six **tubes** in a row", credit: "Photo: A. Bee"'
    one = made(project, f"image: {{{PLAIN}, width: 2in, {said}}}")
    tagged = tagtree.read(one.data)
    assert tagged.faults == ()
    (whole,) = tagged.root.all("Div")
    assert [kid.tag for kid in whole.kids if isinstance(kid, tagtree.Node)] == ["Figure", "Caption"]
    (caption,) = whole.all("Caption")
    assert [p.text for p in caption.all("P")] == ["Six tubes in a row", "Photo: A. Bee"]
    under = [
        i for i in one.pages.pages[0].items if isinstance(i, TextRun) and "/c" in (i.block or "")
    ]
    (picture,) = pictures(one)
    assert all(run.size >= 9 and run.y > picture.y + picture.height for run in under)


def test_a_decoration_with_a_caption_has_the_caption_read_alone(project: Path) -> None:
    decoration = "file: data/images/photo.jpg, decorative: true, width: 2in"
    one = made(project, f"image: {{{decoration}, caption: Near the lake}}")
    tagged = tagtree.read(one.data)
    assert not tagged.root.all("Figure")
    assert [p.text for p in tagged.root.all("P")][:1] == ["Near the lake"]


def test_what_a_caption_says_has_its_sources_at_its_end(project: Path) -> None:
    fact = "{{ roles[1].dimensions['entry-education'] }}"
    one = made(
        project,
        f'image: {{{PLAIN}, width: 4in, caption: "{fact}", credit: Photo}}',
        "sources: {}",
    )
    tagged = tagtree.read(one.data)
    first, second, *_ = (p.text for p in tagged.root.all("P"))
    assert first.endswith("[1,\xa02]")
    assert second == "Photo"


@pytest.mark.parametrize("fill", ["tint", "outline"])
def test_a_picture_reaches_for_the_edges_of_its_panel(fill: str, project: Path) -> None:
    image = f'image: {{{PLAIN}, bleed: true, crop: "4:1"}}'
    panel = f'panel: {{fill: {fill}, role: "{{{{ roles[0] }}}}", body: [{image}, text: Under it.]}}'
    one = made(
        project,
        panel.replace(f"[{image}", f"[{{{image}}}").replace("text: Under it.", "{text: Under it.}"),
    )
    (picture,) = pictures(one)
    page = one.pages.pages[0]
    (words,) = (i for i in page.items if isinstance(i, TextRun) and i.text == "Under it.")
    assert picture.x < words.x - 8
    assert picture.x + picture.width > page.width - words.x + 8
    assert picture.y + picture.height < words.y
    assert picture.width / picture.height == pytest.approx(4)


def test_a_picture_that_is_wider_than_its_part_is_judged_by_its_pixels_there(project: Path) -> None:
    """Of 1200 pixels a third is shown, 4 inches wide: a hundred to the inch."""
    image = f'image: {{{PLAIN}, width: 4in, crop: "1:2"}}'
    one = made(project, image)
    (coarse,) = [w for w in one.document.warnings if w.code == "coarse-picture"]
    assert "100 pixels to the inch" in coarse.message
    assert made(project, f"image: {{{PLAIN}, width: 4in}}").document.warnings == ()


def test_a_part_needs_a_shape(project: Path) -> None:
    for crop, said in (('"3x2"', "no width to a height"), ("{focus: [0, 1]}", "how wide the part")):
        with pytest.raises(HandoutsError) as caught:
            made(project, f"image: {{{PLAIN}, width: 2in, crop: {crop}}}")
        (fault,) = caught.value.diagnostics
        assert fault.code == "picture-size"
        assert said in fault.message
        assert fault.span is not None
        assert fault.span.line == 3
