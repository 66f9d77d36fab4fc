"""The pictures of the documentation are there, and small."""

import re
from pathlib import Path

import yaml

DOCS = Path(__file__).parents[2] / "docs"

LARGEST = 2_500_000
"""Bytes of all pictures."""


def test_every_picture_of_the_gallery_is_there_and_no_other() -> None:
    page = (DOCS / "gallery.md").read_text(encoding="utf-8")
    named = set(re.findall(r"\((images/gallery/[^)]+\.png)\)", page))
    found = {p.relative_to(DOCS).as_posix() for p in (DOCS / "images" / "gallery").iterdir()}
    assert named == found


def test_the_pictures_are_small() -> None:
    assert sum(p.stat().st_size for p in DOCS.rglob("*.png")) < LARGEST
    assert len(list((DOCS / "images").glob("*.png"))) == 3


def test_every_layout_is_shown_in_its_styles() -> None:
    page = (DOCS / "gallery.md").read_text(encoding="utf-8")
    files = (DOCS.parent / "layouts").glob("*.yaml")
    layouts = {path.stem for path in files} - {"house"}  # which has nothing to show
    assert set(re.findall(r"^## (\S+)$", page, re.MULTILINE)) == layouts
    for layout in layouts:
        shown = set(re.findall(rf"/{layout}-([a-z-]+)\.png\)", page))
        assert {"base", "photocopy", "slate"} <= shown, layout


QUESTIONS = (
    "seen",
    "two_meters",
    "thumbnail",
    "gray",
    "color_blind",
    "taken_wrongly",
    "aligned_with_nothing",
    "could_go",
    "hand_it_out",
)


def test_every_layout_was_looked_at_and_the_page_says_what_was_seen() -> None:
    page = (DOCS / "gallery.md").read_text(encoding="utf-8")
    shown = dict(re.findall(r"^## (\S+)\n(.*?)(?=^## |\Z)", page, re.MULTILINE | re.DOTALL))
    answers = yaml.safe_load((DOCS / "gallery.yaml").read_text(encoding="utf-8"))
    assert set(answers) == set(shown)
    for layout, given in answers.items():
        assert tuple(given) == QUESTIONS, layout
        told = re.findall(r"^- \*\*.+?:\*\* (.+)$", shown[layout], re.MULTILINE)
        assert told == list(given.values()), layout
        assert all(answer.endswith(".") for answer in told), layout
