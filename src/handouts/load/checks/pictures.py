"""Pictures that data and layouts name, addresses and notices of publisher and audiences."""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Final

from handouts.diagnostics import Diagnostic, HandoutsError, Span
from handouts.images import read_picture
from handouts.images.icons import ICONS, STEMS_OF_T, read_icon, read_stem
from handouts.load.records.draft import Draft
from handouts.load.records.findings import Findings
from handouts.load.records.lengths import length
from handouts.load.records.reading import Entry
from handouts.load.records.styles import COLOUR, brand_notices, wrong_colour
from handouts.model.base import Text
from handouts.model.blocks import BlockRecord, Crop, IconBlock, ImageBlock, QrBlock
from handouts.model.layout import Layout
from handouts.model.library import AUDIENCES, COMPARISONS, PUBLISHER_COLOURS, PUBLISHER_LOGO, STYLES
from handouts.model.records.publisher import Logo, Publisher, RequiredNotice
from handouts.wording import quoted

_SMALLEST_CODE = 86.4
"""1.2 in: smaller QR codes are not read from the distance of a table."""

_ASPECT = re.compile(r"(?!0+(\.0+)?:|.*:0+(\.0+)?$)[0-9]{1,4}(\.[0-9]+)?:[0-9]{1,4}(\.[0-9]+)?")

_ADDRESS = re.compile(r"[A-Za-z0-9._~!$&'()*+,;=:@%/?#-]+")


def check_pictures(draft: Draft, root: str, findings: Findings) -> None:
    """Logos that can be printed, and sizes of required notices."""
    if draft.project is not None:
        publisher = draft.project.record.publisher
        findings.blame(*PUBLISHER_LOGO, *_logo_faults(root, publisher.logo))
        _check_notices(("project", ""), publisher.notices, findings)
        _check_colours(draft, publisher, findings)
    for entry in draft.of(AUDIENCES).values():
        findings.blame(*entry.key, *_logo_faults(root, entry.record.logo))
        _check_notices(entry.key, entry.record.notices, findings)
    for named in draft.entries():
        for kind, name, path in named.references:
            if kind in _READERS:
                place = name.span if isinstance(name, Text) else named.place(*path)
                findings.blame(*named.key, *drawing_faults(kind, root, name, place))
    for comparison in draft.of(COMPARISONS).values():
        address = comparison.record.address
        if address is not None and not _ADDRESS.fullmatch(address):
            findings.error(
                comparison.key,
                "wrong-url",
                f"{quoted(address)} cannot be part of a web address",
                "Write letters, digits and `-`, such as `welder-or-electrician`",
                address.span,
            )


def _check_colours(draft: Draft, publisher: Publisher, findings: Findings) -> None:
    """Names of roles are set in the publisher's colours: those that nobody could read are moved."""
    assert draft.project is not None
    wrong = [one for one in publisher.colours if not COLOUR.fullmatch(one)]
    findings.blame(*PUBLISHER_COLOURS, *map(wrong_colour, wrong))
    style = draft.of(STYLES).get(str(draft.project.record.style))
    if wrong or style is None:
        return
    own = tuple(str(look.colour) for look in style.record.roles)
    paper = str(style.record.colours.paper)
    if all(map(COLOUR.fullmatch, (*own, paper))):
        findings.add(*brand_notices(publisher.colours, own, paper))


def _logo_faults(root: str, logo: Logo | None) -> Iterator[Diagnostic]:
    if logo is None:
        return
    yield from picture_faults(root, logo.file, logo.file.span)
    if not logo.alt.strip():
        yield Diagnostic(
            "missing-alt",
            f"the logo {quoted(logo.file)} has no text for people who cannot see it",
            "Write in `alt` whose it is",
            logo.alt.span,
        )


def picture_faults(root: str, file: str, span: Span | None) -> tuple[Diagnostic, ...]:
    """What is wrong with a picture's file."""
    try:
        read_picture(root, file, span)
    except HandoutsError as fault:
        return fault.diagnostics
    return ()


_READERS: Final[Mapping[str, Callable[[str, str, Span | None], object]]] = {
    ICONS: read_icon,
    STEMS_OF_T: read_stem,
}


def drawing_faults(kind: str, root: str, name: str, span: Span | None) -> tuple[Diagnostic, ...]:
    """What is wrong with the name of an icon or a stem, or with its drawing."""
    try:
        _READERS[kind](root, name, span)
    except HandoutsError as fault:
        return fault.diagnostics
    return ()


def _check_notices(
    key: tuple[str, str], notices: tuple[RequiredNotice, ...], findings: Findings
) -> None:
    for notice in notices:
        length(notice.smallest, key, findings)


def check_picture_block(
    entry: Entry[Layout], block: BlockRecord, root: str, findings: Findings
) -> None:
    """Sizes of pictures and codes, words for pictures, notices that nothing can drop."""
    body = block.body
    if isinstance(body, ImageBlock):
        _check_image(entry, body, root, findings)
    elif (
        isinstance(body, QrBlock) and length(body.size, entry.key, findings) < _SMALLEST_CODE - 0.01
    ):
        findings.error(
            entry.key,
            "small-code",
            f"a QR code of {quoted(body.size)} is too small to be scanned from a table",
            "Write `1.2in` or more",
            body.size.span,
        )
    elif block.overlap_diagram is not None:
        length(block.overlap_diagram.stem, entry.key, findings)
    elif (
        isinstance(body, IconBlock)
        and not length(body.size, entry.key, findings)
        and body.size[:1] == "0"
    ):
        _refuse_no_size(entry, body.size, findings)
    icon = body.name if isinstance(body, IconBlock) else getattr(body, "icon", None)
    if icon and "{" not in icon:
        findings.blame(*entry.key, *drawing_faults(ICONS, root, icon, icon.span))
    if block.notices is not None and block.optional is not None:
        findings.error(
            entry.key,
            "optional-notices",
            "required notices cannot be `optional`",
            "Take `optional` out, or give it to another block",
            _place(entry, block),
        )


def _place(entry: Entry[Layout], block: BlockRecord) -> Span | None:
    return block.name.span if block.name is not None else entry.span


def _check_image(entry: Entry[Layout], body: ImageBlock, root: str, findings: Findings) -> None:
    if body.width is None and body.height is None and not body.bleed:
        findings.error(
            entry.key,
            "picture-size",
            f"the picture {quoted(body.file)} has neither `width` nor `height`",
            "Add one of them, such as `width: 1in`",
            body.file.span,
        )
    for side in (body.width, body.height):
        if side is not None and not length(side, entry.key, findings) and side[:1] == "0":
            _refuse_no_size(entry, side, findings)
    if body.crop is not None:
        _check_crop(entry, body, body.crop, findings)
    if body.alt is None and not body.decorative:
        findings.error(
            entry.key,
            "missing-alt",
            f"the picture {quoted(body.file)} has no text for people who cannot see it",
            "Add `alt: …` with what it shows, or `decorative: true` if it says nothing",
            body.file.span,
        )
    if "{" not in body.file:
        findings.blame(*entry.key, *picture_faults(root, body.file, body.file.span))


def _check_crop(entry: Entry[Layout], body: ImageBlock, crop: Crop, findings: Findings) -> None:
    if crop.aspect is None and (body.bleed or body.width is None or body.height is None):
        findings.error(
            entry.key,
            "picture-size",
            f"nothing says how wide the part of {quoted(body.file)} is that is shown, to its height",
            'Add `aspect` to `crop`, such as `crop: {aspect: "3:2"}`, or give both `width` and `height`',
            body.file.span,
        )
    elif crop.aspect is not None and not _ASPECT.fullmatch(crop.aspect):
        findings.error(
            entry.key,
            "picture-size",
            f"{quoted(crop.aspect)} is no width to a height",
            'Write two numbers with a colon between them, such as `"3:2"` or `"16:9"`',
            crop.aspect.span,
        )


def _refuse_no_size(entry: Entry[Layout], side: Text, findings: Findings) -> None:
    findings.error(
        entry.key, "picture-size", "a picture of no size shows nothing",
        "Write a length such as `1in`", side.span,
    )  # fmt: skip
