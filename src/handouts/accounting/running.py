"""Losses of header and footer, which are furniture on every page."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from handouts.accounting.ledger import Furniture, Ledger, loss
from handouts.characters import SOFT_HYPHEN
from handouts.diagnostics import Diagnostic
from handouts.document import Document, RichText, RunningText, Section, plain
from handouts.document.running import numbered
from handouts.drawings import Vector
from handouts.pages import Raster

_PLACEHOLDER = re.compile(r"\\\{(?:page|pages)\\\}")


class _Stretch(NamedTuple):
    """Pages with the same running lines, by their numbers."""

    header: RunningText
    footer: RunningText
    pages: range


def running_losses(document: Document, ledger: Ledger) -> Iterator[Diagnostic]:
    """Each missing or wrongly numbered end of header and footer, and each missing logo, page by page."""
    stretches = tuple(_stretches(document, len(ledger.furniture)))
    last = stretches[-1].pages.stop - 1
    for stretch in stretches:
        for name, line in (("header", stretch.header), ("footer", stretch.footer)):
            for end in (line.left, line.right):
                if plain(end).strip():
                    yield from _end_losses(name, end, stretch.pages, last, ledger)
        logos = {line.logo for line in (stretch.header, stretch.footer) if line.logo}
        for page in stretch.pages:
            if not all(_shows(ledger.furniture[page - 1], logo) for logo in logos):
                yield loss("lost-running-line", f"the logo is not on page {page}", None)


def _stretches(document: Document, pages: int) -> Iterator[_Stretch]:
    """A stretch of pages for each part of a packet; a sheet is one stretch."""
    sections = [block for block in document.body if isinstance(block, Section)]
    for section in sections:
        yield _Stretch(section.header, section.footer, section.pages)
    if not sections:
        yield _Stretch(document.header, document.footer, range(1, pages + 1))


def _end_losses(
    name: str, end: RichText, pages: range, last: int, ledger: Ledger
) -> Iterator[Diagnostic]:
    said = plain(end).strip()
    for page in pages:
        text = _solid(ledger.furniture[page - 1].text)
        if _solid(plain(numbered(end, page, last))) in text:
            continue
        found = _pattern(end).search(text) if "{" in said else None
        if found is None:
            yield loss("lost-running-line", f"the {name} “{said}” is not on page {page}", None)
        else:
            number = f"page {page} of {last} says in the {name}: “{found[0]}”"
            yield loss("wrong-page-number", number, None)


def _shows(furniture: Furniture, logo: Raster | Vector) -> bool:
    """Whether the logo stands there, be it without color."""
    return any(image.picture.digest == logo.digest for image in furniture.pictures)


def _solid(text: str) -> str:
    return text.replace(" ", "").replace(SOFT_HYPHEN, "")


def _pattern(text: RichText) -> re.Pattern[str]:
    return re.compile(_PLACEHOLDER.sub(r"\\d+", re.escape(_solid(plain(text)))))
