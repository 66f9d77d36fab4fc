"""``Edition`` → ``Document``: what is said, in reading order, without coordinates."""

from dataclasses import replace

from handouts.compose.blocks import Composer
from handouts.compose.context import Context, EditionView, resolve
from handouts.compose.slots import Slots, start_meter
from handouts.diagnostics import Diagnostic, HandoutsError
from handouts.document import (
    Block,
    Document,
    PageFormat,
    RichText,
    Run,
    RunningText,
    SourceEntry,
    SourceList,
    walk,
)
from handouts.edition import Edition
from handouts.model.base import Text
from handouts.model.layout import Layout, RunningLine
from handouts.model.library import Library
from handouts.model.records import Audience, PageSetup, Source
from handouts.units import PAGE_SIZES, parse_length

LANGUAGES = {"en": "en-US"}

DEFAULT_PAGE = PageSetup(
    size=Text("letter"),
    orientation="portrait",
    margins=(Text("34pt"), Text("45pt"), Text("34pt"), Text("45pt")),
)


def compose(edition: Edition, library: Library) -> Document:
    """Fill the edition's layout with the data.

    Raises:
        HandoutsError: on an undefined name, an unknown record, a value of the wrong kind: with
            file, line and remedy.
    """
    start_meter()
    context = resolve(edition, library)
    composer = Composer(context)
    body = composer.blocks(context.layout.body)
    foot = composer.blocks(context.layout.foot)
    entries = _entries((*body, *foot), library)
    layout, slots = context.layout, composer.slots
    printed = context.names["edition"]
    assert isinstance(printed, EditionView)
    return Document(
        title=slots.plain(layout.title),
        language=LANGUAGES[edition.language],
        publisher=str(library.project.publisher.name),
        subject=_subject(context),
        date=printed.date,
        page=page_format(layout, library.audiences[edition.audience]),
        style=edition.style,
        pages=layout.fit.pages,
        at_most=layout.fit.at_most,
        smallest=parse_length(layout.fit.smallest) if layout.fit.smallest else None,
        span=layout.title.span,
        header=_running(layout.header, slots),
        footer=_running(layout.footer, slots),
        body=_listed(body, entries),
        foot=_listed(foot, entries),
    )


def _subject(context: Context) -> str:
    roles = " and ".join(str(r.title) for r in context.roles)
    return f"{roles}; {context.names['place']}" if roles else str(context.names["place"])


def _running(line: RunningLine | None, slots: Slots) -> RunningText:
    if line is None:
        return RunningText()
    return RunningText(slots.rich(line.left), slots.rich(line.right))


def page_format(layout: Layout, audience: Audience) -> PageFormat:
    """Page geometry: the audience's set-up over the layout's over Letter."""

    def chosen(name: str) -> object:
        return next(
            v for s in (audience.page, layout.page, DEFAULT_PAGE) if (v := getattr(s, name))
        )

    size = str(chosen("size"))
    width, height = PAGE_SIZES[size]
    if chosen("orientation") == "landscape":
        width, height = height, width
    margins = chosen("margins")
    assert isinstance(margins, tuple)
    top, right, bottom, left = (parse_length(str(m)) for m in margins)
    return PageFormat(width, height, top, right, bottom, left)


def _entries(blocks: tuple[Block, ...], library: Library) -> tuple[SourceEntry, ...]:
    cited = dict.fromkeys(c for block in walk(blocks) for c in block.citations)
    return tuple(SourceEntry(c, _source_text(_source(c, blocks, library))) for c in cited)


def _source(cited: str, blocks: tuple[Block, ...], library: Library) -> Source:
    source = library.sources.get(cited)
    if source is not None:
        return source
    origin = next((o.span for b in walk(blocks) if cited in b.citations for o in b.origins), None)
    faults = library.faulty.get(("sources", cited))
    if faults:
        raise HandoutsError(*faults)
    raise HandoutsError(
        Diagnostic(
            "unknown-source",
            f"there is no source `{cited}`",
            "Add it to `data/sources.yaml`, or correct the id",
            origin,
        )
    )


def _source_text(source: Source) -> RichText:
    if source.credit is not None:
        return (Run(str(source.credit).rstrip(".")),)
    text = source.short or f"{source.publisher}, {source.title} ({source.date})"
    return (Run(str(text), link=str(source.url) if source.url else None),)


def _listed(blocks: tuple[Block, ...], entries: tuple[SourceEntry, ...]) -> tuple[Block, ...]:
    return tuple(replace(b, entries=entries) if isinstance(b, SourceList) else b for b in blocks)
