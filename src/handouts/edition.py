"""What is asked for, what is made of it, and what came out."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal


@dataclass(frozen=True, slots=True)
class Selection:
    """What a command asks for; an empty tuple means all.

    ``states`` are names or postal codes as typed, ``US`` for national editions. ``options`` are
    the ``--set`` values. ``date`` is the printed date, ISO 8601.
    """

    handouts: tuple[str, ...] = ()
    audiences: tuple[str, ...] = ()
    states: tuple[str, ...] = ()
    options: tuple[tuple[str, str], ...] = ()
    date: str | None = None


@dataclass(frozen=True, slots=True)
class Edition:
    """One handout for one audience, state and language: one PDF.

    A packet has no layout and no subject of its own, but editions that it binds.
    """

    handout: str
    audience: str
    state: str | None
    """Lower-case postal code; ``None`` for a national edition."""
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
    """Whether the parts of a packet start on right-hand pages."""

    @property
    def name(self) -> str:
        """How it is called in messages."""
        return f"{self.audience}/{self.state or 'us'}/{self.handout}.{self.language}"


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
