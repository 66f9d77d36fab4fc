"""Columns of a table of recipients that mean the same in every project."""

from collections.abc import Mapping

LOGO = "logo"
"""A picture of the project; it stands for the publisher's."""

LOGO_ALT = "logo_alt"
"""What the logo shows, for people who cannot see it; else the recipient's name."""

QR_ADDRESS = "qr_address"
"""Where the codes of the recipient's sheets lead."""

CONTACT = "contact"
NAMES = ("name", "school", "school_name")
"""Who it is: the first of these that is filled in."""


def name_of(values: Mapping[str, str]) -> str:
    """Who a recipient is; empty where the table does not say."""
    return next((values[column] for column in NAMES if values.get(column)), "")


def logo_alternative(values: Mapping[str, str]) -> str:
    """The words for its logo; empty where there are none."""
    return values.get(LOGO_ALT) or name_of(values)
