"""Pictures of real pages, for the README and docs/gallery.md: ``make gallery``."""

import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pypdfium2
import yaml
from PIL import Image

from handouts.build.custom import Wish, asked_for
from handouts.edition import Edition, Selection
from handouts.fonts import load_fonts
from handouts.load import load
from handouts.model.base import Text
from handouts.model.layout import Layout
from handouts.model.library import Library
from handouts.model.records import PageSetup
from handouts.pipeline import Made, make
from handouts.plan import edition_for, plan
from handouts.style import Style

HERE = Path(__file__).parent

README = {
    "comparison": ("comparison", "career-fair", None),
    "which-role": ("which-role", "school", "ca"),
    "state-insert": ("state-insert", "school", "tx"),
}
"""Picture of the README → handout, audience and state; its first page is shown."""

COMPARED = {
    "side-by-side": ("registered-nurse", "licensed-practical-nurse", "medical-assistant"),
    "side-by-side-wide": (
        "registered-nurse",
        "licensed-practical-nurse",
        "medical-assistant",
        "phlebotomist",
    ),
}
"""Layout of `handouts compare` → roles that are compared in it."""

STATE = "ca"
"""The state of the gallery: the one with the most to say."""

MAIN = {"comparison-sheet", "cover", "decision-flowchart", "fair-flyer", "state-insert"}
"""Layouts that are shown in every style; the others in those that change the most."""

VARIANTS = {"low-ink", "poster", "quiet"}
"""Styles that are the base style with more, or with less."""

_README_DPI, _GALLERY_DPI = 100, 38
_SHADES = 7
"""Steps from each color of the style to the paper, for the edges of letters."""

_HEAD = """\
# Gallery

The first page of every layout in the styles that it supports, for California or for the nation; the main
ones in all styles.
`make gallery` draws them anew from the project; a style is a file in `layouts/styles/`. The answers under
the pictures stand in [`gallery.yaml`](gallery.yaml): they judge pictures on a screen, also blurred as from
two meters, as a thumbnail, in gray and as people with each color blindness see them. No reader was asked.
"""

QUESTIONS = {
    "seen": "Seen first, second, third",
    "two_meters": "At two meters",
    "thumbnail": "As a thumbnail",
    "gray": "In gray",
    "color_blind": "With each color blindness",
    "taken_wrongly": "Could be taken wrongly",
    "aligned_with_nothing": "Aligned with nothing",
    "could_go": "Could go",
    "hand_it_out": "Would we hand it out",
}
"""Key in `gallery.yaml` → the question that is answered for every layout."""


def draw(edition: Edition, library: Library, target: Path, dpi: float) -> int:
    """Render the first page as a PNG of few colors; the number of pages."""
    made = make(edition, library, load_fonts())
    _render(made, 0, library, target, dpi)
    return len(made.pages.pages)


def draw_part(edition: Edition, part: str, library: Library, target: Path) -> int:
    """Render the first page of a packet's part; the number of pages it has."""
    made = make(edition, library, load_fonts())
    own = [number for number, page in enumerate(made.pages.pages) if page.part == part]
    _render(made, own[0], library, target, _GALLERY_DPI)
    return len(own)


def _render(made: Made, page: int, library: Library, target: Path, dpi: float) -> None:
    document = pypdfium2.PdfDocument(made.data)
    picture = document[page].render(scale=2 * dpi / 72).to_pil().convert("RGB")
    document.close()
    size = (picture.width // 2, picture.height // 2)
    small = picture.resize(size, Image.Resampling.LANCZOS)
    palette = palette_of(library.styles[made.document.style])
    small.quantize(palette=palette, dither=Image.Dither.NONE).save(target, optimize=True)


def palette_of(style: Style) -> Image.Image:
    """The colors of a style and their shades, so that few colors are the right ones."""
    paper = _rgb(style.colours["paper"])
    colours = [*style.colours.values(), *(look.colour for look in style.roles[:2])]
    shades = {
        tuple(round(p + (c - p) * step / _SHADES) for c, p in zip(_rgb(colour), paper, strict=True))
        for colour in colours
        for step in range(_SHADES + 1)
    }
    palette = Image.new("P", (1, 1))
    palette.putpalette([channel for shade in sorted(shades) for channel in shade])
    return palette


def _rgb(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def edition_of(library: Library, handout: str, audience: str, state: str | None) -> Edition:
    """One edition of a handout."""
    record = library.project.handouts[handout]
    return edition_for(library, handout, record, audience, state, "en", {}, None)


def shown(library: Library, layout: str) -> Edition | None:
    """The first edition that a layout makes, for schools and for the state if it can."""
    for audience, record in sorted(library.audiences.items(), key=lambda a: a[0] != "school"):
        for handout in map(str, record.handouts):
            if str(library.project.handouts[handout].layout) == layout:
                national = (
                    record.places == "national" or not library.project.handouts[handout].per_place
                )
                return edition_of(library, handout, audience, None if national else STATE)
    return None


def bound(library: Library, layout: str, style: str) -> tuple[Edition, str] | None:
    """A packet that binds the layout, all in one style, and the name of the part."""
    for audience, record in library.audiences.items():
        for packet in map(str, record.handouts):
            for part in map(str, library.project.handouts[packet].bind):
                if str(library.project.handouts[part].layout) == layout:
                    styled = record.model_copy(update={"style": Text(style)})
                    audiences = {**library.audiences, audience: styled}
                    wanted = Selection((packet,), (audience,), (STATE,))
                    (edition,) = plan(wanted, replace(library, audiences=audiences))
                    return edition, part
    return None


def shot(library: Library, layout: str, style: str, target: Path) -> int:
    """Draw a layout in a style, by itself or as a part of a packet; its pages, 0 if nobody gets it."""
    if layout in COMPARED:
        wish = Wish(COMPARED[layout], place=STATE)
        edition, own = asked_for(library, wish)
        return draw(replace(edition, style=style), own, target, _GALLERY_DPI)
    edition = shown(library, layout)
    if edition is not None:
        return draw(replace(edition, style=style), library, target, _GALLERY_DPI)
    packet = bound(library, layout, style)
    return draw_part(*packet, library, target) if packet else 0


def gallery(library: Library, images: Path) -> Iterator[str]:
    """Draw each layout in each style; the lines of the page that shows them."""
    for layout, record in sorted(library.layouts.items()):
        drawn: dict[str, str] = {}
        for style in styles_for(record, library):
            if style in VARIANTS and layout not in MAIN:
                continue
            name = f"{layout}-{style}.png"
            pages = shot(on_its_paper(library, style), layout, style, images / name)
            if pages:
                counted = "1 page" if pages == 1 else f"{pages} pages"
                drawn[style] = f"![{layout} in {style}](images/gallery/{name})<br>{counted}"
        if drawn:
            yield f"\n## {layout}\n\n| {' | '.join(drawn)} |\n|{'---|' * len(drawn)}\n"
            yield f"| {' | '.join(drawn.values())} |\n"
            yield from answers(layout)


def _looked_at() -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = yaml.safe_load((HERE / "gallery.yaml").read_text("utf-8"))
    return found


def answers(layout: str) -> Iterator[str]:
    """The lines that say what was seen on a layout's sheet; none while nobody has looked."""
    answered = _looked_at().get(layout)
    if answered:
        yield "\n"
        yield from (f"- **{asked}:** {answered[key]}\n" for key, asked in QUESTIONS.items())


def styles_for(layout: Layout, library: Library) -> list[str]:
    """Those that it lists; else all but those that another layout was given for its own."""
    own = {str(other.style) for other in library.layouts.values() if other.style}
    listed = [str(style) for style in layout.styles] or sorted(set(library.styles) - own)
    return sorted(listed, key=lambda name: (name != "base", name))


def on_its_paper(library: Library, style: str) -> Library:
    """The library whose sheets are of the size that a style is made for."""
    if style != "poster":
        return library
    setup = PageSetup(size=Text("tabloid"), scale=1)
    audiences = {n: a.model_copy(update={"page": setup}) for n, a in library.audiences.items()}
    return replace(library, audiences=audiences)


def main(project: Path) -> None:
    """Draw every picture, and write the page of the gallery."""
    library = load(project)
    images = HERE / "images" / "gallery"
    images.mkdir(parents=True, exist_ok=True)
    for old in images.glob("*.png"):
        old.unlink()
    for name, (handout, audience, state) in README.items():
        edition = edition_of(library, handout, audience, state)
        draw(edition, library, HERE / "images" / f"{name}.png", _README_DPI)
    (HERE / "gallery.md").write_text(_HEAD + "".join(gallery(library, images)), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else HERE.parent)
