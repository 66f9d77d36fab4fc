"""What a text of a document says, without the figures of its sources."""

from handouts.document import RichText


def wording(text: RichText) -> str:
    """The words alone."""
    return "".join(run.text for run in text if not run.is_reference).rstrip("\u00a0 ")
