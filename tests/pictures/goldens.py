"""A few small pictures to compare with: ``python -m tests.pictures.goldens`` draws them anew."""

from collections.abc import Callable
from pathlib import Path

from PIL import Image

from tests.pictures.drawing import chart, picture, sheet

FOLDER = Path(__file__).parent / "goldens"


def _chart(style: str) -> Image.Image:
    made = sheet("state-insert", style, "tx")
    page, place = chart(made)
    return picture(made, page, place)


def _question() -> Image.Image:
    made = sheet("comparison", "large-print", "tx")
    return picture(made, 2, (40, 30, 572, 260))


PICTURES: dict[str, Callable[[], Image.Image]] = {
    "wages-base": lambda: _chart("base"),
    "wages-photocopy": lambda: _chart("photocopy"),
    "wages-slate": lambda: _chart("slate"),
    "question-large-print": _question,
}


def main() -> None:
    """Draw every picture."""
    FOLDER.mkdir(exist_ok=True)
    for name, draw in PICTURES.items():
        draw().quantize(32).save(FOLDER / f"{name}.png", optimize=True)


if __name__ == "__main__":
    main()
