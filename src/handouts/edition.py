"""Selections (what a command asks for), editions (what is made) and artifacts (the written files)."""

from collections.abc import Mapping
from dataclasses import field
from typing import Literal

from handouts.diagnostics import Diagnostic, Span
from handouts.frozen import dataclass


@dataclass(frozen=True, slots=True)
class Recipient:
    """One row of a table of recipients: its literal values by column; ``line`` counts from 1."""

    file: str
    line: int
    values: Mapping[str, str]
    faults: Mapping[str, Diagnostic] = field(default_factory=dict)
    """Cells that cannot be read, by column: only who prints them minds."""
    folder: str = ""
    """That of the table, where the row's logo lies beside it; else empty."""
    digest: str = ""
    """Of that logo's file."""

    def place(self, column: str) -> Span:
        """Where the value of a column stands."""
        return Span(self.file, self.line, list(self.values).index(column) + 1)


@dataclass(frozen=True, slots=True)
class Selection:
    """What a command asks for; an empty tuple means all.

    ``places`` are names or codes as typed, that of the whole for its editions. ``options`` are
    the ``--set`` values. ``date`` is the printed date, ISO 8601. With ``recipients`` there is an
    edition for each of them, written where ``pattern`` says.
    """

    handouts: tuple[str, ...] = ()
    audiences: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    options: tuple[tuple[str, str], ...] = ()
    date: str | None = None
    recipients: tuple[Recipient, ...] = ()
    pattern: str | None = None
    notices: tuple[Diagnostic, ...] = ()
    """What there is to say of the table of recipients."""


def edition_name(audience: str, place: str | None, handout: str, language: str) -> str:
    """How an edition is called in messages, unless it is one recipient's."""
    return "/".join(filter(None, (audience, place, f"{handout}.{language}")))


@dataclass(frozen=True, slots=True)
class Edition:
    """One handout for one audience, place and language: one PDF.

    A packet has no layout and no subject of its own, but editions that it binds.
    """

    handout: str
    audience: str
    place: str | None
    """Lower-case code; ``None`` for an edition for the whole."""
    language: str
    layout: str
    subject: str
    """``comparisons/SLUG`` or ``decisions/SLUG``."""
    style: str
    path: str
    """Relative to the output folder, with forward slashes."""
    options: Mapping[str, str] = field(default_factory=dict)
    date: str | None = None
    bind: tuple["Edition", ...] = ()
    """The parts of a packet, each as it would be made alone."""
    duplex: bool = False
    """Whether a packet is printed on both sides, so that all its parts start on right-hand pages."""
    recto: bool = False
    """Whether it starts on a right-hand page of a packet."""
    recipient: Recipient | None = None
    """The recipient that it is made for, if it comes from a row of a table."""

    @property
    def name(self) -> str:
        """The name of the edition in messages."""
        if self.recipient is not None:
            return self.path.removesuffix(".pdf")
        return edition_name(self.audience, self.place, self.handout, self.language)

    @property
    def table(self) -> str:
        """The file of the table that its recipient stands in; empty without one."""
        return self.recipient.file if self.recipient is not None else ""


Status = Literal["built", "reused", "failed", "planned"]


@dataclass(frozen=True, slots=True)
class Artifact:
    """A written file."""

    edition: Edition
    path: str
    pages: int
    sha256: str
    size: int
    key: str
    status: Status
    fit: str
    """The fit report in a sentence."""
