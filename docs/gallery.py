"""Pictures of real pages, for the README and docs/gallery.md: ``make gallery``."""

import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pypdfium2
from PIL import Image

from handouts.edition import Edition
from handouts.fonts import load_fonts
from handouts.load import load
from handouts.model.library import Library
from handouts.pipeline import make
from handouts.plan import edition_for
from handouts.style import Style

HERE = Path(__file__).parent

README = {
    "comparison": ("comparison", "career-fair", None),
    "which-role": ("which-role", "school", "ca"),
    "state-insert": ("state-insert", "school", "tx"),
}
"""Picture of the README → handout, audience and state; its first page is shown."""

STATE = "ca"
"""The state of the gallery: the one with the most to say."""

_README_DPI, _GALLERY_DPI = 100, 45
_SHADES = 7
"""Steps from each color of the style to the paper, for the edges of letters."""

_HEAD = """\
# Gallery

The first page of every layout in every style that it supports, for California or for the nation.
`make gallery` draws them anew from the project; a style is a file in `layouts/styles/`.

"""


def draw(edition: Edition, library: Library, target: Path, dpi: float) -> int:
    """Render the first page as a PNG of few colors; the number of pages."""
    made = make(edition, library, load_fonts())
    document = pypdfium2.PdfDocument(made.data)
    picture = document[0].render(scale=2 * dpi / 72).to_pil().convert("RGB")
    document.close()
    size = (picture.width // 2, picture.height // 2)
    small = picture.resize(size, Image.Resampling.LANCZOS)
    palette = palette_of(library.styles[edition.style])
    small.quantize(palette=palette, dither=Image.Dither.NONE).save(target, optimize=True)
    return len(made.pages.pages)


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
                    record.states == "national" or library.project.handouts[handout].per == "nation"
                )
                return edition_of(library, handout, audience, None if national else STATE)
    return None


def gallery(library: Library, images: Path) -> Iterator[str]:
    """Draw each layout in each style; the lines of the page that shows them."""
    styles = sorted(library.styles, key=lambda name: (name != "base", name))
    yield f"| layout | {' | '.join(styles)} |\n|---|{'---|' * len(styles)}\n"
    for layout, record in sorted(library.layouts.items()):
        edition = shown(library, layout)
        if edition is None:
            continue
        cells = []
        for style in styles:
            if record.styles and style not in record.styles:
                cells.append("")
                continue
            name = f"{layout}-{style}.png"
            pages = draw(replace(edition, style=style), library, images / name, _GALLERY_DPI)
            counted = "1 page" if pages == 1 else f"{pages} pages"
            cells.append(f"![{layout} in {style}](images/gallery/{name})<br>{counted}")
        yield f"| {layout} | {' | '.join(cells)} |\n"


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
