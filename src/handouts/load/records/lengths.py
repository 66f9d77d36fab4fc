"""Lengths in records, read with their place."""

from handouts.load.records.findings import Findings, RecordKey
from handouts.model.base import Text
from handouts.units import parse_length
from handouts.wording import quoted

LONGEST = 14_400.0
"""200 inches, the largest page of a PDF (ISO 32000-1, annex C)."""


def length(
    text: Text,
    key: RecordKey,
    findings: Findings,
    *,
    negative: bool = False,
    longest: float = LONGEST,
) -> float:
    """A length in points; a text that is no length is reported, and read as zero."""
    try:
        points = parse_length(text)
    except ValueError:
        findings.error(
            key,
            "wrong-length",
            f"{quoted(text)} is not a length",
            "Write a number with `in`, `mm`, `cm`, `px` or `pt`, such as `0.6in`",
            text.span,
        )
        return 0.0
    if abs(points) > longest or (points < 0 and not negative):
        found = "longer than any page" if longest == LONGEST else f"more than {longest:g} points"
        found = "below zero" if points < 0 else found
        findings.error(
            key,
            "out-of-range",
            f"{quoted(text)} is {found}",
            "Write a length between zero and the size of the page",
            text.span,
        )
        return 0.0
    return points
