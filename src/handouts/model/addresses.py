"""What is an address of the web."""

import re
from urllib.parse import urlsplit

from handouts.diagnostics import Diagnostic, Span

_NEVER = re.compile(r'[\s<>"\\^`]')
"""Characters that no address holds (RFC 3986, 2; RFC 3987 lets letters of all languages in)."""


def is_web_address(text: str) -> bool:
    """Whether it is a whole one, such as ``https://www.example.org/jobs``."""
    try:
        parts = urlsplit(text)
        host = parts.hostname
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(host) and not _NEVER.search(text)


def refused_address(text: str, place: Span | None) -> Diagnostic:
    """The diagnostic for an address to which no QR code can lead."""
    mended = text.replace(" ", "%20")
    has_blank = mended != text and is_web_address(mended)
    return Diagnostic(
        "wrong-url",
        f"`{text}` is not a web address, as there is a blank in it"
        if has_blank
        else f"`{text}` is not a web address, and a QR code needs one",
        f"Delete the blank, or write `%20` for it if the address has one there: `{mended}`"
        if has_blank
        else "Write the whole address, such as `https://www.example.org/jobs`",
        place,
    )
