"""Layouts in styles: which edition shows one in the other, and what may not be on any page."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import product

from handouts.edition import Edition
from handouts.fonts import load_fonts
from handouts.model.base import Text
from handouts.model.layout import Layout
from handouts.model.library import Library
from handouts.model.records.paper import PageSetup
from handouts.pages import TextRun
from handouts.pipeline import Made, make
from handouts.plan import edition_for
from handouts.shapes import SPOKEN
from tests.editions.judging import SAFE, bleeds, extent

PLACES = ("ca", "tx", None)
"""The states with the most and with little to say, and the nation."""

Combination = tuple[str, str, str]
"""Layout, style and place."""


def asked(library: Library, layout: str, place: str | None) -> Iterator[tuple[str, str]]:
    """The handouts of the layout with the audiences that get them for the place, or the whole."""
    for audience, record in library.audiences.items():
        if (record.places == "national") != (place is None):
            continue
        for name in map(str, record.handouts):
            if str(library.project.handouts[name].layout) == layout:
                yield name, audience


def edition_of(library: Library, layout: str, place: str | None) -> Edition | None:
    """The first edition of a layout for a place; none where nobody gets one."""
    for name, audience in asked(library, layout, place):
        record = library.project.handouts[name]
        return edition_for(library, name, record, audience, place, "en", {}, None)
    return None


def supports(layout: Layout, style: str) -> bool:
    """Whether a layout is made for a style."""
    return not layout.styles or style in layout.styles


def on_paper(library: Library, setup: PageSetup) -> Library:
    """The library whose audiences ask for this paper."""
    audiences = {n: a.model_copy(update={"page": setup}) for n, a in library.audiences.items()}
    return replace(library, audiences=audiences)


def on_paper_of(library: Library, style: str) -> Library:
    """The library on the paper that a style is made for."""
    return (
        on_paper(library, PageSetup(size=Text("tabloid"), scale=1))
        if style == "poster"
        else library
    )


def every(library: Library) -> Iterator[Combination]:
    """Each layout in each style that it supports, for each place."""
    for (name, layout), style, place in product(library.layouts.items(), library.styles, PLACES):
        if supports(layout, style) and edition_of(library, name, place) is not None:
            yield name, style, place or "us"


def sample(library: Library) -> Iterator[Combination]:
    """Each layout in each style, and each of both for each place, but not all three with one another."""
    found: dict[tuple[str, str], list[Combination]] = {}
    for one in every(library):
        found.setdefault(one[:2], []).append(one)
    numbers = {style: number for number, style in enumerate(sorted(library.styles))}
    for number, ((_, style), places) in enumerate(found.items()):
        yield places[(number // len(numbers) + numbers[style]) % len(places)]


def made_in(library: Library, one: Combination) -> Made:
    """An edition of a layout in a style."""
    layout, style, place = one
    own = on_paper_of(library, style)
    edition = edition_of(own, layout, None if place == "us" else place)
    assert edition is not None
    return make(replace(edition, style=style), own, load_fonts())


def unrest(made: Made) -> Iterator[str]:
    """What leaves the safe area, and words that lie over one another."""
    fonts = load_fonts()
    for page in made.pages.pages:
        for item in page.items:
            left, top, right, bottom = extent(item)
            if isinstance(item, TextRun):
                long = fonts.width(item.text.rstrip(), item.face, item.size, tabular=item.tabular)
                right, bottom = (right, top + long) if item.turned else (right + long, bottom)
            inside = right <= page.width - SAFE and bottom <= page.height - SAFE
            outside = min(left, top) < SAFE or not inside
            if outside and not bleeds(item, page, made):
                yield f"outside: {item}"
        texts = [i for i in page.items if isinstance(i, TextRun) and i.text.strip()]
        runs = [run for run in texts if run.colour != SPOKEN and not run.turned]
        for number, one in enumerate(runs):
            end = one.x + fonts.width(one.text.rstrip(), one.face, one.size, tabular=one.tabular)
            for other in runs[number + 1 :]:
                lower = max(one, other, key=lambda run: run.y)
                apart = abs(other.y - one.y) >= lower.size / 2
                if not (apart or other.x >= end - 1 or other.x < one.x):
                    yield f"over one another: {one}, {other}"
