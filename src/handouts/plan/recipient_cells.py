"""Cells of recipients that name a picture or an address, looked at before anything is made."""

from collections.abc import Iterator

from handouts.diagnostics import Diagnostic, HandoutsError
from handouts.edition import Recipient
from handouts.images import find_picture
from handouts.model.addresses import is_web_address, refused_address
from handouts.model.recipients import LOGO, QR_ADDRESS, logo_alternative


class Cells:
    """Checks rows one by one; a picture that many rows share is looked for once."""

    def __init__(self, root: str) -> None:
        self._root = root
        self._there: set[str] = set()

    def faults(self, recipient: Recipient) -> Iterator[Diagnostic]:
        """What is wrong with a row, each with its place in the table."""
        logo = recipient.values.get(LOGO)
        if logo:
            yield from self._logo(logo, recipient)
        address = recipient.values.get(QR_ADDRESS)
        if address and not is_web_address(address):
            yield refused_address(address, recipient.place(QR_ADDRESS))

    def _logo(self, logo: str, recipient: Recipient) -> Iterator[Diagnostic]:
        place = recipient.place(LOGO)
        if logo not in self._there:
            try:
                find_picture(self._root, logo, place)
            except HandoutsError as fault:
                yield from fault.diagnostics
            else:
                self._there.add(logo)
        if not logo_alternative(recipient.values):
            yield Diagnostic(
                "missing-alt",
                f"the picture `{logo}` has no text for people who cannot see it",
                "Fill in the column `school` with a name, or `logo_alt` with what the logo shows",
                place,
            )
