"""``Edition`` → ``Document``: its content in reading order, without coordinates."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from handouts.compose.blocks import COMPOSERS
from handouts.compose.blocks.scope import Scope
from handouts.compose.blocks.text import required_notices
from handouts.compose.citing import placed, uncited
from handouts.compose.context import AudienceView, Context, resolve
from handouts.compose.dates import EditionView, month_of
from handouts.compose.paper import page_format
from handouts.compose.templates.slots import Slots
from handouts.compose.templates.typography import typographic
from handouts.diagnostics import Diagnostic, HandoutsError, joined_places
from handouts.document import (
    Block,
    Document,
    Notice,
    PageFormat,
    RichText,
    Run,
    RunningText,
    SourceEntry,
    SourceList,
    plain,
    walk,
)
from handouts.document.sources import cited_in
from handouts.edition import Edition
from handouts.images import read_picture
from handouts.model.base import Text
from handouts.model.layout import Layout, RunningLine
from handouts.model.library import Library
from handouts.model.recipients import LOGO, cell, name_of
from handouts.model.records import Source
from handouts.model.records.publisher import Publisher
from handouts.model.records.source_kinds import KINDS_IN_WORDS, RANKS
from handouts.model.records.values import long_date
from handouts.units import parse_length

LANGUAGES = {"en": "en-US"}

_NUMBER = "{page"
"""How `{page}` and `{pages}` begin."""

_LINE_END = " · "
"""Between the lines of a value or a text in a running line, which is one line."""


def compose(edition: Edition, library: Library, *, in_packet: bool = False) -> Document:
    """Fill the edition's layout with the data; ``in_packet`` if it is bound with others.

    Raises:
        HandoutsError: on an undefined name, an unknown record, a value of the wrong kind: with
            file, line and remedy.
    """
    context = resolve(edition, library)
    layout, slots = context.layout, Slots(context.names)
    if layout.called is not None:
        slots = slots.within({"called": slots.value(layout.called)})
    scope = Scope(context, slots, COMPOSERS, in_packet)
    body = placed(scope.blocks(layout.body))
    foot = placed(scope.at("foot").blocks(layout.foot))
    if not any(isinstance(block, Notice) for block in walk((*body, *foot))):
        foot = (*foot, *required_notices(scope.at("notices")))
    entries = _entries((*body, *foot), library)
    printed = context.names["edition"]
    assert isinstance(printed, EditionView)
    title = _title(layout, slots)
    page = _page(edition, layout, library)
    return Document(
        title=f"{title} ({', '.join(_told_apart(context, page))})",
        label=slots.plain(layout.contents) if layout.contents else title,
        language=LANGUAGES[edition.language],
        publisher=str(library.project.publisher.name),
        subject=_subject(context),
        date=printed.date,
        page=page,
        style=edition.style,
        pages=layout.fit.pages,
        at_most=layout.fit.at_most,
        keep_type=layout.fit.keep_type,
        smallest=parse_length(layout.fit.smallest) if layout.fit.smallest else None,
        smallest_span=layout.fit.smallest.span if layout.fit.smallest else None,
        span=layout.title.span,
        header=_running(layout.header, context, slots),
        footer=_running(layout.footer, context, slots),
        body=body,
        foot=foot,
        warnings=tuple(scope.warnings),
    ).with_each(SourceList, lambda block: replace(block, entries=entries))


def _title(layout: Layout, slots: Slots) -> str:
    """The title of the file in viewers and screen readers (ISO 14289-1, 7.1)."""
    slots.start()
    title = slots.plain(layout.title)
    if title.strip():
        return title
    raise HandoutsError(
        Diagnostic(
            "empty-value",
            "the title of this handout is empty",
            "Write a `title` that says something in every edition",
            layout.title.span,
        )
    )


def _told_apart(context: Context, page: PageFormat) -> Iterator[str]:
    """What tells the file from another with the same layout and subject, behind its title."""
    audience, recipient = context.names["audience"], context.edition.recipient
    assert isinstance(audience, AudienceView)
    if recipient is not None and name_of(recipient):
        yield str(name_of(recipient))
    yield str(audience.name)
    if context.one_column:
        yield "large print"
    if page.copies > 1:
        yield "two on a sheet"
    handout = context.library.project.handouts.get(context.edition.handout)
    if page.scale > 1 or (handout and handout.page.size):
        yield (
            " × ".join(
                f"{round(side * page.scale / 72, 2):g}" for side in (page.width, page.height)
            )
            + " in"
        )


def _subject(context: Context) -> str:
    roles = " and ".join(str(r.title) for r in context.roles)
    return f"{roles}; {context.names['place']}" if roles else str(context.names["place"])


def _running(line: RunningLine | None, context: Context, slots: Slots) -> RunningText:
    if line is None:
        return RunningText()
    printed = slots.start()
    left, right = (_numbered(leaf, slots) for leaf in (line.left, line.right))
    is_left_longer = len(plain(left)) > len(plain(right))
    ends = (line.left, line.right) if is_left_longer else (line.right, line.left)
    span = joined_places(end.span for end in ends)
    text = RunningText(left, right, span=span, origins=printed.origins)
    publisher = context.names["publisher"]
    recipient = context.edition.recipient
    has_own = recipient is not None and cell(recipient, LOGO)
    height = line.logo or (line.recipient_logo if has_own else None)
    if height is None or not isinstance(publisher, Publisher) or publisher.logo is None:
        return text
    file = publisher.logo.file
    table = recipient.folder if recipient is not None else ""
    logo = read_picture(context.library.root, file, file.span, table)
    return replace(text, logo=logo, logo_height=parse_length(height), logo_span=file.span)


def _numbered(leaf: Text, slots: Slots) -> RichText:
    """One end of a running line, in which only the layout may have placeholders for page numbers.

    Raises:
        HandoutsError: when a printed value reads like such a placeholder, at its place.
    """
    said = uncited(slots.rich(leaf))
    text = tuple([run.with_text(run.text.replace("\n", _LINE_END)) for run in said])
    if plain(text).count(_NUMBER) <= leaf.count(_NUMBER):
        return text
    printed = (o.span for o in slots.printed.origins if _NUMBER in o.text)
    raise HandoutsError(
        Diagnostic(
            "page-placeholder",
            "a running line prints what reads `{page}` or `{pages}`, and a number would take its place",
            "Write it without braces, or leave it out of the layout’s `header` and `footer`",
            next(printed, leaf.span),
        )
    )


def _page(edition: Edition, layout: Layout, library: Library) -> PageFormat:
    """The page format: the handout's set-up counts first, then the audience's, then the layout's."""
    handout = library.project.handouts.get(edition.handout)
    own = (handout.page,) if handout else ()
    return page_format((*own, library.audiences[edition.audience].page, layout.page))


def _entries(blocks: tuple[Block, ...], library: Library) -> tuple[SourceEntry, ...]:
    printed = tuple(walk(blocks))
    cited = dict.fromkeys(c for block in printed for c in block.citations)
    sources = {c: _source(c, blocks, library) for c in cited}
    newest = max((str(source.checked) for source in sources.values()), default="")
    entries = (_entry(cited, source, newest) for cited, source in sources.items())
    return cited_in(entries, printed)


def _entry(cited: str, source: Source, newest: str) -> SourceEntry:
    checked = date.fromisoformat(str(source.checked))
    brief = source.credit_short or source.credit if source.credit else source.brief
    return SourceEntry(
        cited,
        _source_text(source, newest),
        brief=typographic(str(brief)).rstrip(".") if brief else "",
        kind=(RANKS[source.kind], KINDS_IN_WORDS[source.kind]),
        checked=(_month(source.checked), month_of(checked)),
        credit=source.credit is not None,
        span=_written(source).span,
    )


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


def _written(source: Source) -> Text:
    """The words that name a source on a sheet, or the first of them."""
    return source.credit or source.short or source.publisher


def _source_text(source: Source, newest: str) -> RichText:
    """A source's entry, with the day of its check if that is in another month than the newest check."""
    if source.credit is not None:
        return (Run(str(source.credit).rstrip(".")),)
    text = source.short or f"{source.publisher}, {source.title} ({source.date})"
    if _month(source.checked) != _month(newest):
        text = f"{text}, checked {long_date(str(source.checked))}"
    return (Run(typographic(str(text)), link=str(source.url) if source.url else None),)


def _month(day: str) -> str:
    """The month of a day; checks some days apart are not worth a remark on the sheet."""
    return str(day)[:7]
