"""Pictures of real pages for the README, from the built project: ``make gallery``."""

import sys
from pathlib import Path

import pypdfium2

PAGES = {
    "comparison": "career-fair/comparison.en.pdf",
    "which-role": "school/ca/which-role.en.pdf",
    "state-insert": "school/tx/state-insert.en.pdf",
}
"""Picture → built file; its first page is shown."""

_SCALE = 100 / 72


def draw(source: Path, target: Path) -> None:
    """Render the first page of a PDF as a PNG of few colours."""
    document = pypdfium2.PdfDocument(source)
    picture = document[0].render(scale=_SCALE).to_pil()
    document.close()
    picture.quantize(64).save(target, optimize=True)


def main(output: Path, images: Path) -> None:
    """Draw every picture."""
    images.mkdir(parents=True, exist_ok=True)
    for name, path in PAGES.items():
        draw(output / path, images / f"{name}.png")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(__file__).parent / "images")
