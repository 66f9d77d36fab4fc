"""The kinds of records that a project has, and all that was loaded of them, by slug."""

from collections.abc import Mapping
from dataclasses import field
from typing import Final, Generic, TypeVar

from handouts import PROJECT_FILE
from handouts.diagnostics import Diagnostic, Span
from handouts.drawings import Vector
from handouts.frozen import dataclass
from handouts.model.ages import Ages
from handouts.model.base import Record
from handouts.model.decisions import Decision
from handouts.model.layout import Layout
from handouts.model.records import (
    Audience,
    Certification,
    Comparison,
    Dimension,
    Handout,
    Place,
    Project,
    Role,
    Source,
)
from handouts.model.records.collections import Collected
from handouts.model.styles import StyleFile
from handouts.model.wages import Wage
from handouts.style import Style

R_co = TypeVar("R_co", bound=Record, covariant=True)


@dataclass(frozen=True, slots=True)
class RecordKind(Generic[R_co]):
    """A kind of record: its name, its model, and the files that hold its records."""

    name: str
    """In the plural: the field of ``Library``, the kind of a ``Reference`` and of a record's key."""
    noun: str
    model: type[R_co]
    home: str
    """The folder that has a file for each record, or the file that holds all of them by slug."""
    called: str = "name"
    """The word for its slug in messages."""

    @property
    def in_one_file(self) -> bool:
        """Whether all its records stand in one file."""
        return self.home.endswith(".yaml")

    @property
    def extends(self) -> bool:
        """Whether its files may build on one another, and are templates rather than data."""
        return "extends" in self.model.model_fields


ROLES: Final = RecordKind("roles", "role", Role, "data/roles")
CERTIFICATIONS: Final = RecordKind(
    "certifications", "certification", Certification, "data/certifications"
)
COMPARISONS: Final = RecordKind("comparisons", "comparison", Comparison, "data/comparisons")
DECISIONS: Final = RecordKind("decisions", "decision", Decision, "data/decisions")
PLACES: Final = RecordKind("places", "place", Place, "data/states")
AUDIENCES: Final = RecordKind("audiences", "audience", Audience, "data/audiences")
SOURCES: Final = RecordKind("sources", "source", Source, "data/sources.yaml", called="id")
DIMENSIONS: Final = RecordKind("dimensions", "dimension", Dimension, "data/dimensions.yaml")
LAYOUTS: Final = RecordKind("layouts", "layout", Layout, "layouts")
STYLES: Final = RecordKind("styles", "style", StyleFile, "layouts/styles")
PUBLISHER_LOGO: Final = ("project", "logo")
PUBLISHER_COLOURS: Final = ("project", "colours")
"""Parts of ``handouts.yaml`` that may be faulty by themselves: editions that need them fail."""

EXPIRED: Final = "expired"
"""The kind under which a fact past its last day is faulty, by its place: editions that print it fail."""

HANDOUTS: Final = RecordKind("handouts", "handout", Handout, PROJECT_FILE)

RECORD_KINDS: Final[tuple[RecordKind[Record], ...]] = (
    ROLES,
    CERTIFICATIONS,
    COMPARISONS,
    DECISIONS,
    PLACES,
    AUDIENCES,
    SOURCES,
    DIMENSIONS,
    LAYOUTS,
    STYLES,
)
"""The kinds of records with files of their own; ``handouts.yaml`` is a record itself, and has others."""


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
    places: Mapping[str, Place]
    """By lower-case code, in the order of their names."""
    audiences: Mapping[str, Audience]
    sources: Mapping[str, Source]
    dimensions: Mapping[str, Dimension]
    """In the order of ``dimensions.yaml``."""
    layouts: Mapping[str, Layout]
    """With ``extends`` resolved."""
    styles: Mapping[str, Style]
    wages: Mapping[tuple[str, str], Wage]
    """By code of the occupation and code of the place, or of the whole (``US``)."""
    spans: Mapping[tuple[str, str], Span]
    """Where each record stands: (kind, slug) → span."""
    areas: tuple[str, ...] = ()
    """Codes of the areas whose wages stand for the whole and its places, in order."""
    place_names: tuple[str, ...] = ()
    """The names of its places, in order."""
    certifications: Mapping[str, Certification] = field(default_factory=dict)
    collections: Mapping[str, Collected] = field(default_factory=dict)
    """The project's own records, by the name of their collection."""
    marks: Mapping[str, Vector] = field(default_factory=dict)
    """The project's own marks of roles, by name."""
    series: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Names in ``handouts.yaml`` that stand for a handout of each record of a kind → these handouts."""
    ages: Ages = field(default_factory=lambda: Ages({}, {}))
    """How old facts may be."""
    diagnostics: tuple[Diagnostic, ...] = ()
    faulty: Mapping[tuple[str, str], tuple[Diagnostic, ...]] = field(default_factory=dict)
    """(kind, slug) → the errors for which the record was left out."""
