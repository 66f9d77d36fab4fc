"""How much ink the sheets take in each style: ``make gallery`` writes the table of docs/styles.md anew.

Ink is how dark a page is on the whole: 0 % is white paper, 100 % a black page.
"""

import re
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pypdfium2

from handouts.fonts import load_fonts
from handouts.load import load
from handouts.model.base import Text
from handouts.model.library import Library
from handouts.model.records import PageSetup
from handouts.pipeline import Made, make
from handouts.plan import edition_for

SHEETS = (
    ("comparison", "school", "ca"),
    ("which-role", "school", "ca"),
    ("state-insert", "school", "ca"),
    ("flyer", "career-fair", None),
    ("profile-phlebotomist", "advisor", "ca"),
    ("pay", "advisor", "ca"),
)
"""Handout, audience and place of the sheets that are measured; every page of them counts."""

_TABLE = re.compile(r"\| style \| ink \|[^\n]*(\n\|[^\n]*)+")

_SCALE = 1.0
"""At 72 dots an inch the shades of edges make up for what is not resolved."""


def ink(made: Made) -> list[float]:
    """How dark each page is, from 0 to 1."""
    document = pypdfium2.PdfDocument(made.data)
    found = []
    for page in document:
        counts = page.render(scale=_SCALE).to_pil().convert("L").histogram()
        dark = sum((255 - shade) * count for shade, count in enumerate(counts))
        found.append(dark / 255 / sum(counts))
    document.close()
    return found


def sheets(library: Library, style: str) -> Iterator[tuple[str, Made]]:
    """The sheets that are measured, in a style, by their handouts."""
    if style == "poster":
        setup = PageSetup(size=Text("tabloid"))
        own = {n: a.model_copy(update={"page": setup}) for n, a in library.audiences.items()}
        library = replace(library, audiences=own)
    for handout, audience, place in SHEETS:
        record = library.project.handouts[handout]
        edition = edition_for(library, handout, record, audience, place, "en", {}, None)
        yield handout, make(replace(edition, style=style), library, load_fonts())


def table(library: Library) -> Iterator[str]:
    """A line for each style: of its pages the mean, and the darkest."""
    yield "| style | ink | at most |\n|---|---|---|"
    for style in sorted(library.styles, key=lambda name: (name != "base", name)):
        pages = {
            (handout, number): share
            for handout, made in sheets(library, style)
            for number, share in enumerate(ink(made), 1)
        }
        darkest = max(pages, key=lambda key: pages[key])
        mean = sum(pages.values()) / len(pages)
        yield f"| `{style}` | {mean:.1%} | {pages[darkest]:.1%} ({darkest[0]}) |"


def main(project: Path) -> None:
    """Write the table where it stands."""
    page = Path(__file__).parent / "styles.md"
    made = "\n".join(table(load(project)))
    text = page.read_text(encoding="utf-8")
    page.write_text(_TABLE.sub(lambda _: made, text), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parents[1])
