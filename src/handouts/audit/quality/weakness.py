"""The ways in which a fact can be weak."""

from dataclasses import dataclass
from typing import Final, Literal

from handouts.diagnostics import Span

Weakness = Literal[
    "stale", "unsourced", "conflicting", "single-source", "list-only", "hard-to-read"
]

WEAKNESSES: Final[tuple[Weakness, ...]] = (
    "stale",
    "unsourced",
    "conflicting",
    "single-source",
    "list-only",
    "hard-to-read",
)

STRICT: Final[frozenset[Weakness]] = frozenset({"stale", "unsourced", "conflicting"})
"""Weaknesses on which ``--strict`` fails. The others are listed: one official text is enough for a rule,
a list may be all that there is to read, and a rule may be as hard as the law behind it."""


@dataclass(frozen=True, slots=True)
class Standing:
    """One weakness of one fact: the record of the fact, its text, and why it is weak."""

    weakness: Weakness
    record: str
    text: str
    why: str
    span: Span | None
    sources: tuple[str, ...] = ()
    """What the fact rests on."""
    sheets: int | None = None
    """How many sheets print the fact; ``None`` where nothing was laid out."""
