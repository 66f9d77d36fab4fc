"""The phases in order for one edition."""

from collections.abc import Callable
from dataclasses import replace
from hashlib import sha256

from handouts.accounting import printed_warnings, refuse_losses
from handouts.canonical import canonical
from handouts.compose import compose
from handouts.compose.packets import compose_packet
from handouts.compose.views.roles import own_looks
from handouts.diagnostics import Diagnostic, HandoutsError
from handouts.document import Document, Packet
from handouts.edition import Edition
from handouts.fonts import FontBook, book_of
from handouts.frozen import dataclass
from handouts.images import COARSE
from handouts.kept import kept
from handouts.model.library import EXPIRED, HANDOUTS, PUBLISHER_COLOURS, Library
from handouts.pages import Pages
from handouts.palette import in_brand
from handouts.pdf import to_pdf
from handouts.program import program_digest
from handouts.shapes import Colour
from handouts.style import OwnLook, Style
from handouts.typeset import typeset, typeset_packet

Lap = Callable[[str], object]
"""Called with the name of each phase when it is over."""


@dataclass(frozen=True, slots=True)
class Made:
    """One edition, finished: its document as printed, its pages, the PDF, and its content key."""

    edition: Edition
    document: Document
    pages: Pages
    data: bytes
    key: str


Composed = Document | Packet
"""What an edition says: a sheet's document, or a packet of several."""


def style_of(edition: Edition, library: Library) -> Style:
    """The style that an edition is set in.

    Raises:
        HandoutsError: when the style was left out as faulty.
    """
    style = library.styles.get(edition.style)
    if style is not None:
        project = library.project
        followed = library.styles.get(str(project.style))
        if followed is not None:
            style = style.following(followed)
        own = edition.style == str(project.style) or style.follows == "project"
        if own and PUBLISHER_COLOURS in library.faulty:
            raise HandoutsError(*library.faulty[PUBLISHER_COLOURS])
        colours = tuple(map(str, project.publisher.colours)) if own else ()
        audience = library.audiences.get(edition.audience)
        inked = style.with_ink(audience.ink if audience is not None else None)
        return _dressed(inked, colours, tuple(own_looks(edition, library).items()))
    missing = Diagnostic(
        "unknown-style",
        f"there is no style `{edition.style}`",
        f"Known are {', '.join(sorted(library.styles))}",
    )
    raise HandoutsError(*library.faulty.get(("styles", edition.style), (missing,)))


def compose_key(edition: Edition, library: Library, fonts: FontBook) -> tuple[Composed, str]:
    """The composed document or packet, and a digest of all that its bytes depend on."""
    composed = _composed(edition, library)
    styles, fonts = _setting(edition, library, fonts)
    parts = (program_digest(), fonts.digest, canonical(composed), *map(_text_of, styles))
    return composed, sha256("\0".join(parts).encode()).hexdigest()


@kept(most=256)
def _dressed(
    style: Style, colours: tuple[Colour, ...], looks: tuple[tuple[int, OwnLook], ...]
) -> Style:
    """A style in the publisher's colours, with the looks of a sheet's roles."""
    return in_brand(style, colours).for_roles(dict(looks))


@kept(most=256)
def _text_of(style: Style) -> str:
    return canonical(style)


def _composed(edition: Edition, library: Library) -> Composed:
    composed = compose_packet(edition, library) if edition.bind else compose(edition, library)
    _refuse_expired(composed, library)
    return composed


def _refuse_expired(composed: Composed, library: Library) -> None:
    """Refuse to print what has expired: the library knows of it only if it was read by a day.

    Raises:
        HandoutsError: for each fact that the edition prints after its last day.
    """
    expired = {place: faults for (kind, place), faults in library.faulty.items() if kind == EXPIRED}
    if not expired:
        return
    places = dict.fromkeys(str(origin.span) for origin in composed.origins)
    faults = [fault for place in places for fault in expired.get(place, ())]
    if faults:
        raise HandoutsError(*dict.fromkeys(faults))


def said(edition: Edition, library: Library) -> str:
    """All that an edition says, as one text to compare with another's.

    Raises:
        HandoutsError: with every fault that keeps it from being composed.
    """
    return canonical(_composed(edition, library))


def styles_of(edition: Edition, library: Library) -> tuple[Style, ...]:
    """The style of an edition, or of each part of a packet."""
    return tuple(style_of(one, library) for one in edition.bind or (edition,))


def fonts_of(edition: Edition, library: Library, fonts: FontBook) -> FontBook:
    """The fonts that an edition is set in: those of its style, else the bundled ones.

    Raises:
        HandoutsError: when the parts of a packet have fonts that differ.
    """
    return _setting(edition, library, fonts)[1]


def _setting(
    edition: Edition, library: Library, fonts: FontBook
) -> tuple[tuple[Style, ...], FontBook]:
    """The styles of an edition, and the fonts that they are set in; raises as ``fonts_of`` does."""
    styles = styles_of(edition, library)
    own = dict.fromkeys(style.fonts for style in styles)
    if len(own) > 1:
        names = sorted({part.style for part in edition.bind})
        raise HandoutsError(
            Diagnostic(
                "mixed-fonts",
                f"the parts of the packet have styles of different fonts: {', '.join(names)}",
                "Give these styles the same `fonts`, or the parts one style",
                library.spans.get((HANDOUTS.name, edition.handout)),
            )
        )
    (only,) = own
    return styles, book_of(only) if only else fonts


def lay_out(
    composed: Composed, styles: tuple[Style, ...], fonts: FontBook
) -> tuple[Document, Pages]:
    """The pages of a document or packet, and the document without what did not fit.

    Raises:
        HandoutsError: when a part of the document does not fit, or was lost on the way.
    """
    if isinstance(composed, Packet):
        printed, pages = typeset_packet(composed, styles, fonts)
    else:
        printed, pages = typeset(composed, styles[0], fonts)
    refuse_losses(printed, pages, fonts.width)
    return replace(printed, warnings=printed_warnings(printed, pages)), pages


def warnings_of(
    edition: Edition, composed: Composed, library: Library, fonts: FontBook
) -> tuple[Diagnostic, ...]:
    """What was noticed of an edition that is not made anew; where its pages tell more, of these.

    Raises:
        HandoutsError: when it cannot be laid out.
    """
    if all(found.code != COARSE for found in composed.warnings):
        return composed.warnings
    printed, _ = lay_out(composed, *_setting(edition, library, fonts))
    return printed.warnings


def pages_of(edition: Edition, library: Library, fonts: FontBook) -> tuple[Document, Pages]:
    """Compose and typeset one edition, without drawing it."""
    return lay_out(_composed(edition, library), *_setting(edition, library, fonts))


def finish(
    edition: Edition,
    composed: Composed,
    key: str,
    library: Library,
    fonts: FontBook,
    lap: Lap = str,
) -> Made:
    """Typeset and draw a composed edition.

    Raises:
        HandoutsError: with every fault that keeps it from being printed.
    """
    styles, fonts = _setting(edition, library, fonts)
    printed, pages = lay_out(composed, styles, fonts)
    lap("typeset")
    data = to_pdf(pages, printed, fonts)
    lap("pdf")
    return Made(edition, printed, pages, data, key)


def make(edition: Edition, library: Library, fonts: FontBook) -> Made:
    """Compose, typeset and draw one edition.

    Raises:
        HandoutsError: with every fault that keeps it from being printed.
    """
    composed, key = compose_key(edition, library, fonts)
    return finish(edition, composed, key, library, fonts)
