"""All that was loaded: every record of a project, by slug."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from handouts.diagnostics import Diagnostic, Span
from handouts.model.ages import Ages
from handouts.model.decisions import Decision
from handouts.model.layout import Layout
from handouts.model.records import (
    Audience,
    Certification,
    Comparison,
    Dimension,
    Project,
    Role,
    Source,
    State,
)
from handouts.model.wages import Wage
from handouts.style import Style

Kind = Literal[
    "roles",
    "certifications",
    "comparisons",
    "decisions",
    "states",
    "audiences",
    "sources",
    "dimensions",
    "layouts",
    "styles",
    "handouts",
    "wages",
]


@dataclass(frozen=True, slots=True)
class Library:
    """A project, read and cross-checked.

    A record with a fault is left out of its mapping; ``faulty`` keeps its diagnostics, so that an
    edition that needs it can name them.
    """

    root: str
    project: Project
    roles: Mapping[str, Role]
    comparisons: Mapping[str, Comparison]
    decisions: Mapping[str, Decision]
    states: Mapping[str, State]
    """By lower-case postal code, in the order of their names."""
    audiences: Mapping[str, Audience]
    sources: Mapping[str, Source]
    dimensions: Mapping[str, Dimension]
    """In the order of ``dimensions.yaml``."""
    layouts: Mapping[str, Layout]
    """With ``extends`` resolved."""
    styles: Mapping[str, Style]
    wages: Mapping[tuple[str, str], Wage]
    """By SOC code and postal code (``US`` for the nation)."""
    places: Mapping[tuple[str, str], Span]
    """Where each record stands: (kind, slug) → span."""
    certifications: Mapping[str, Certification] = field(default_factory=dict)
    ages: Ages = field(default_factory=lambda: Ages({}, {}))
    """How old facts may be."""
    diagnostics: tuple[Diagnostic, ...] = ()
    faulty: Mapping[tuple[str, str], tuple[Diagnostic, ...]] = field(default_factory=dict)
    """(kind, slug) → the errors for which the record was left out."""
