"""A recipient as templates see it, and its own logo and address in place of the publisher's."""

from collections.abc import Mapping

from handouts.diagnostics import Span
from handouts.edition import Edition
from handouts.model.base import Text
from handouts.model.recipients import CONTACT, LOGO, LOGO_ALT, QR_ADDRESS, logo_alternative, name_of
from handouts.model.records import Logo, Publisher


def recipient_view(edition: Edition) -> Mapping[str, str] | None:
    """The row's values as they stand; columns that bundled layouts know are there, if only empty."""
    values = edition.recipient
    if not values:
        return None
    known = {CONTACT: "", LOGO: "", QR_ADDRESS: ""}
    own = {"name": name_of(values), LOGO_ALT: logo_alternative(values)}
    return {**known, **values, **own}


def under_own_logo(publisher: Publisher, edition: Edition) -> Publisher:
    """The publisher with the logo of the recipient, if the row names one."""
    file = edition.recipient.get(LOGO)
    if not file:
        return publisher
    alternative = logo_alternative(edition.recipient)
    logo = Logo(file=Text(file, edition.cell(LOGO)), alt=Text(alternative))
    return publisher.model_copy(update={"logo": logo})


def own_address(edition: Edition) -> str:
    """Where the codes of this recipient lead; empty where the layout says it."""
    return edition.recipient.get(QR_ADDRESS, "")


def place_of_value(edition: Edition, value: object) -> Span | None:
    """Where a value of the row stands in its table."""
    columns = (column for column, cell in edition.recipient.items() if cell and cell == value)
    column = next(columns, None)
    return edition.cell(column) if column is not None else None
