"""QR codes and pictures of a layout."""

from handouts.compose.blocks.scope import Scope
from handouts.compose.templates.slots import Slots
from handouts.compose.templates.typography import typographic
from handouts.diagnostics import Diagnostic, HandoutsError, Span
from handouts.document import Block, Icon, Paragraph, Picture, QrCode, Run
from handouts.drawings import Vector
from handouts.images import coarse_picture, read_picture
from handouts.model.addresses import is_web_address, refused_address
from handouts.model.base import Text, VerbatimText
from handouts.model.blocks import IconBlock, ImageBlock, QrBlock
from handouts.model.recipients import QR_ADDRESS, cell
from handouts.pages import Area, Raster
from handouts.units import parse_length


def qr_code(body: QrBlock, scope: Scope) -> list[Block]:
    """The code, what stands beside it, and its address as a link; nothing without an address.

    A recipient's own address goes before the layout's.
    """
    recipient, slots = scope.context.edition.recipient, scope.slots
    beside = scope.within({}).blocks(body.beside)
    own = cell(recipient, QR_ADDRESS) if recipient is not None and not body.fixed else ""
    address = str(own) or slots.plain(body.address)
    if not address:
        return []
    place = _place_of_address(own or slots.value(body.address), body.address)
    if not is_web_address(address):
        raise HandoutsError(refused_address(address, place))
    shown = (
        address.removeprefix("https://").removeprefix("http://").removeprefix("www.").rstrip("/")
    )
    text = Paragraph(id=f"{scope.id}.link", text=(Run(shown, bold=True, link=address),), span=place)
    return [
        QrCode(
            id=scope.id,
            alternative=f"QR code for {slots.plain(body.purpose)}: {address}",
            address=address,
            size=parse_length(body.size),
            beside=(*beside, text),
            place=place,
        )
    ]


def picture(body: ImageBlock, scope: Scope) -> list[Block]:
    """The picture at the size that fits its box; nothing when no file is named."""
    context, slots = scope.context, scope.slots
    file = slots.plain(body.file)
    if not file:
        return []
    span = _place(body.file, slots)
    recipient = context.edition.recipient
    table = recipient.folder if recipient is not None else ""
    made = read_picture(context.library.root, file, span, table)
    alternative = "" if body.decorative else slots.plain(body.alt) if body.alt else ""
    if not (alternative or body.decorative):
        raise HandoutsError(_no_alternative(file, span))
    window = _window(made, body)
    width, height = _fitted(made, window, body)
    block = Picture(
        id=scope.id,
        alternative=typographic(alternative),
        picture=made,
        width=width,
        height=height,
        align=body.align,
        window=window,
        caption=slots.rich(body.caption) if body.caption else (),
        credit=slots.rich(body.credit) if body.credit else (),
        bleed=body.bleed,
        file=file,
    )
    coarse = coarse_picture(made, file, block.whole, span)
    scope.warnings.extend([coarse] if coarse else [])
    return [block]


def icon(body: IconBlock, scope: Scope) -> list[Block]:
    """The icon; nothing where none is named."""
    drawing = scope.icon(body.name)
    if drawing is None:
        return []
    role = scope.role(body.role).index if body.role is not None else None
    size = parse_length(body.size)
    return [Icon(id=scope.id, icon=drawing, size=size, role=role, align=body.align)]


def _place(leaf: Text, slots: Slots) -> Span | None:
    """Where a name or an address was written: in what the template prints, or in the layout."""
    value = slots.value(leaf) if "{{" in leaf else leaf
    return value.span if isinstance(value, Text) and value.span else leaf.span


def _place_of_address(value: object, leaf: Text) -> Span | None:
    """The recipient's cell, if the address came from there; else the layout."""
    own = value.span if isinstance(value, VerbatimText) else None
    return own or leaf.span


def _no_alternative(file: str, span: Span | None) -> Diagnostic:
    """A picture without words for people who cannot see it."""
    return Diagnostic(
        "missing-alt",
        f"the picture `{file}` has no text for people who cannot see it",
        "Add `alt: …` with what it shows, or `decorative: true` if it says nothing",
        span,
    )


def _window(made: Raster | Vector, body: ImageBlock) -> Area | None:
    """The part of a picture that is shown, as large as it can be, its focus as near its middle as can be."""
    if body.crop is None:
        return None
    if body.crop.aspect is None:
        sides = (parse_length(side) if side else 1.0 for side in (body.width, body.height))
    else:
        sides = (float(side) for side in body.crop.aspect.split(":"))
    wide, high = sides
    wanted, own = wide / high, made.width / made.height
    across, down = min(wanted / own, 1.0), min(own / wanted, 1.0)
    left, top = (
        min(max(focus - part / 2, 0.0), 1.0 - part)
        for focus, part in zip(body.crop.focus, (across, down), strict=True)
    )
    return left, top, across, down


def _fitted(made: Raster | Vector, window: Area | None, body: ImageBlock) -> tuple[float, float]:
    """The size of a picture in the box of the layout; load has checked that there is one."""
    _, _, across, down = window or (0.0, 0.0, 1.0, 1.0)
    own_width, own_height = made.width * across, made.height * down
    if body.bleed:
        return own_width, own_height
    wide = parse_length(body.width) if body.width else float("inf")
    high = parse_length(body.height) if body.height else float("inf")
    scale = min(wide / own_width, high / own_height)
    return own_width * scale, own_height * scale
