"""An edition that binds others → ``Packet``: its parts, its contents, and one list of sources."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import partial

from handouts.characters import NO_BREAK
from handouts.compose import compose
from handouts.compose.blocks.binding import CHECKED
from handouts.compose.repeated import told_once
from handouts.compose.templates.formats import bare_address
from handouts.compose.templates.markdown import joined
from handouts.compose.templates.typography import typographic
from handouts.diagnostics import Diagnostic, HandoutsError
from handouts.document import (
    Bibliography,
    Block,
    Contents,
    ContentsEntry,
    Document,
    ListItem,
    Packet,
    Paragraph,
    Part,
    Pointer,
    RichText,
    Run,
    SourceList,
)
from handouts.document.packet import all_blocks, citations, in_part
from handouts.edition import Edition
from handouts.model.library import Library
from handouts.model.records import Source
from handouts.model.records.values import long_date

_DAY = re.compile(r"\b([A-Z][a-z]+) (\d{1,2},)")
"""A month and its day, which no line break should part."""

_LONGEST_ADDRESS = 80
"""What people may type from paper, in characters."""

_LONGEST_IN_COLUMNS = 36
"""The same where the list stands in columns, so that no address takes more than one line."""


def compose_packet(edition: Edition, library: Library) -> Packet:
    """Compose the parts of a packet.

    If a part lists the sources of the packet, the other parts have a pointer instead of a list.

    Raises:
        HandoutsError: with the faults of all parts, each naming its part.
    """
    parts = told_once(_parts(edition, library))
    lists = [n for n, part in enumerate(parts) if _holds(part.document, Bibliography)]
    if lists:
        where = _where(parts, lists[0])
        parts = [
            replace(p, document=p.document.with_each(SourceList, partial(_pointer, where=where)))
            for p in parts
        ]
        cited = citations(part.document for part in parts)
        dates = next(filter(_is_dates, (b for p in parts for b in all_blocks(p.document))), None)
        parts = [
            replace(
                p,
                document=p.document.with_each(
                    Bibliography, partial(_listing, cited=cited, library=library)
                ).with_each(Paragraph, partial(_dated, first=dates, cited=cited, library=library)),
            )
            for p in parts
        ]
    entries = tuple(ContentsEntry(p.handout, p.document.label) for p in parts)
    listed = (
        replace(part, document=_with_contents(part.document, entries[number:]))
        for number, part in enumerate(parts, 1)
    )
    return Packet(tuple(listed), edition.duplex)


def _with_contents(document: Document, following: tuple[ContentsEntry, ...]) -> Document:
    return document.with_each(
        Contents, lambda b: b if isinstance(b, Pointer) else replace(b, entries=following)
    )


def _parts(edition: Edition, library: Library) -> list[Part]:
    parts: list[Part] = []
    faults: list[Diagnostic] = []
    for one in edition.bind:
        try:
            document = _unfolded(compose(one, library, in_packet=True))
            parts.append(Part(one.handout, document, edition.recto or one.recto))
        except HandoutsError as fault:
            faults += in_part(one.handout, fault.diagnostics)
    if faults:
        raise HandoutsError(*faults)
    return parts


def _unfolded(document: Document) -> Document:
    """The document of a part.

    Raises:
        HandoutsError: when its sheet is folded: its panels have no place among numbered pages.
    """
    if not document.page.panels:
        return document
    raise HandoutsError(
        Diagnostic(
            "wrong-folds",
            "a folded sheet cannot be bound with others",
            "Take it out of the packet's `bind`, or write `page: {folds: none}` for its handout",
            document.span,
        )
    )


def _holds(document: Document, kind: type[Block]) -> bool:
    return any(isinstance(block, kind) for block in all_blocks(document))


def _where(parts: list[Part], number: int) -> str:
    if number + 1 == len(parts):
        return "Listed at the end of this packet."
    return f"Listed under “{parts[number].document.label}” in this packet."


def _pointer(block: SourceList, where: str) -> Paragraph:
    """A pointer to the packet's sources, instead of a list of its own."""
    text = [Run(block.title, bold=True)]
    text += [Run(f" {said}") for said in (where if block.entries else "", block.closing) if said]
    return Paragraph(
        id=block.id,
        name=block.name,
        span=block.span,
        origins=block.origins,
        citations=block.citations,
        keep_together=block.keep_together,
        optional=block.optional,
        text=joined(text) if len(text) > 1 else (),
        variant="small",
    )


def _listing(block: Bibliography, cited: tuple[str, ...], library: Library) -> Bibliography:
    """The list, or its part; in columns the days of the checks stand over it, if all are of one month."""
    sources = [library.sources[source] for source in cited]
    narrow = block.columns > 1
    once = narrow and bool(_checked_once(sources))
    texts = [_text(source, narrow=narrow, once=once) for source in sources]
    kinds: dict[RichText, str] = {}
    for text, source in zip(texts, sources, strict=True):
        kinds.setdefault(text, source.kind)  # those of one text are one entry, in one part
    listed = {
        name: ListItem(id=f"{block.id}.{name}", label="", text=text)
        for name, text in zip(cited, texts, strict=True)
        if not block.kinds or kinds[text] in block.kinds
    }
    return replace(block, sources=tuple(listed), items=tuple(listed.values()))


def _is_dates(block: Block) -> bool:
    return isinstance(block, Paragraph) and block.id.endswith(CHECKED)


def _dated(
    block: Paragraph, first: Block | None, cited: tuple[str, ...], library: Library
) -> Paragraph:
    """The line that says when all of a list in columns was checked; it stands once."""
    if not _is_dates(block):
        return block
    if first is not None and block.id != first.id:
        return replace(block, text=())
    said = _checked_once([library.sources[source] for source in cited])
    return replace(block, text=(Run(said),) if said else ())


def _checked_once(sources: Sequence[Source]) -> str:
    """``All checked Nov 24 to 30, 2026.``, of days of one month."""
    days = sorted({date.fromisoformat(str(source.checked)) for source in sources})
    if len({(day.year, day.month) for day in days}) != 1:
        return ""
    to = f" to{NO_BREAK}{days[-1].day}" if len(days) > 1 else ""
    said = long_date(days[0].isoformat()).replace(",", f"{to},")
    return f"All checked {said}."


def _text(source: Source, *, narrow: bool, once: bool) -> RichText:
    """The source's credit line unchanged, if there is one; else title, publisher and date in full.

    ``once``: the day of the check stands elsewhere.
    """
    link = str(source.url) if source.url else None
    if source.credit is not None:
        return (Run(typographic(str(source.credit))),)
    dated = str(source.date)
    about = typographic(f" {source.publisher}{'' if dated == 'undated' else f', {dated}'}.")
    about = _DAY.sub(rf"\1{NO_BREAK}\2", about)
    title = typographic(str(source.title))
    mark = "" if title[-1:] in ".?!" else "."
    if not once:
        about += f" Checked {long_date(str(source.checked))}."
    named = Run(f"{title}{mark}", bold=True, link=link)
    if link is None:
        return named, Run(about)
    return named, Run(f"{about} "), Run(_address(link, narrow=narrow), link=link)


def _address(link: str, *, narrow: bool) -> str:
    """The address as people write it; the site alone, if the address is too long to type.

    Never a part of it with dots: that is no address.
    """
    bare = bare_address(link)
    most = _LONGEST_IN_COLUMNS if narrow else _LONGEST_ADDRESS
    return bare if len(bare) <= most else bare.partition("/")[0]
