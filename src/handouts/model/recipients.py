"""Columns of a table of recipients that mean the same in every project, and cells that know their place."""

from handouts.diagnostics import HandoutsError
from handouts.edition import Recipient
from handouts.model.base import VerbatimText

LOGO = "logo"
"""A picture of the project; it stands for the publisher's."""

LOGO_ALT = "logo_alt"
"""What the logo shows, for people who cannot see it; else the recipient's name."""

QR_ADDRESS = "qr_address"
"""Where the codes of the recipient's sheets lead."""

NAME = "name"
"""Who it is, whatever its column is called."""

CONTACT = "contact"
NAMES = (NAME, "school", "school_name")
"""Who it is: the first of these that is filled in."""


def cell(recipient: Recipient, column: str) -> VerbatimText:
    """The value of a column, with its place; empty where the table has no such column.

    Raises:
        HandoutsError: when the cell cannot be read.
    """
    if column in recipient.faults:
        raise HandoutsError(recipient.faults[column])
    if column not in recipient.values:
        return VerbatimText("")
    return VerbatimText(recipient.values[column], recipient.place(column))


def name_of(recipient: Recipient) -> VerbatimText:
    """Who it is; empty where the table does not say."""
    cells = (cell(recipient, column) for column in NAMES)
    return next(filter(None, cells), VerbatimText(""))


def logo_alternative(recipient: Recipient) -> VerbatimText:
    """The words for its logo; empty where there are none."""
    return cell(recipient, LOGO_ALT) or name_of(recipient)
