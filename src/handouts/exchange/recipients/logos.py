"""A recipient's logo that lies beside the table, not in the project."""

from dataclasses import replace
from pathlib import Path

from handouts.edition import Recipient
from handouts.images import beside
from handouts.model.recipients import LOGO
from handouts.write.files import digest_of


def with_logo(recipient: Recipient, folder: Path) -> Recipient:
    """The recipient with the folder of its table, if its logo lies there."""
    file = recipient.values.get(LOGO)
    path = beside(folder, file) if file else None
    if path is None:
        return recipient
    return replace(recipient, folder=str(folder.absolute()), digest=digest_of(path) or "")
