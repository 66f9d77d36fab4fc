"""The editions with goldens, by the folder of each: every layout, in varied states, for all readers."""

from collections.abc import Callable
from dataclasses import replace

from handouts.build.custom import Wish, asked_for
from handouts.edition import Edition, Recipient, Selection
from handouts.exchange.recipients import read_recipients
from handouts.model.library import Library
from handouts.plan import plan
from tests.support.projects import REPOSITORY

Wanted = Callable[[Library], tuple[Edition, Library]]
"""Finds an edition, and the library that it is made of."""


def _planned(
    audience: str,
    state: str,
    handout: str,
    style: str = "",
    recipients: tuple[Recipient, ...] = (),
) -> Wanted:
    """An edition as it is built, or in a style that none of its kind is built in."""

    def found(library: Library) -> tuple[Edition, Library]:
        states = () if recipients else (state,)
        selection = Selection((handout,), (audience,), states, recipients=recipients)
        (edition,) = plan(selection, library)
        return replace(edition, style=style or edition.style), library

    return found


def _compared(audience: str, state: str | None, *roles: str) -> Wanted:
    """A sheet of ``handouts compare``."""
    return lambda library: asked_for(library, Wish(roles, state, audience))


def _first_school() -> tuple[Recipient, ...]:
    return read_recipients(REPOSITORY / "docs" / "examples" / "schools.csv").rows[:1]


EDITIONS: dict[str, Wanted] = {
    "before-you-enroll": _planned("advisor", "KY", "before-you-enroll"),
    "certifications": _planned("advisor", "IL", "certifications"),
    "comparison": _planned("school", "LA", "comparison"),
    "comparison-large-print": _planned("school", "WA", "comparison-large-print"),
    "credential-map": _planned("career-fair", "US", "credential-map"),
    "duties-slate": _planned("advisor", "MN", "duties", "slate"),
    "fair-poster": _planned("school", "WA", "fair-poster"),
    "flyer-recipient": _planned("career-fair", "", "flyer", recipients=_first_school()),
    "flyer-two-up": _planned("career-fair", "US", "flyer-two-up"),
    "leaflet": _planned("school", "NM", "leaflet"),
    "packet": _planned("school", "AR", "packet"),
    "parents": _planned("school", "NJ", "parents-half-sheet"),
    "pathway": _planned("advisor", "FL", "pathway"),
    "pay": _planned("advisor", "AK", "pay"),
    "phone-picture": _planned("school", "LA", "phone-picture"),
    "profile": _planned("advisor", "NY", "profile-phlebotomist"),
    "side-by-side": _compared(
        "school", "OH", "dental-assistant", "pharmacy-technician", "nursing-assistant"
    ),
    "side-by-side-wide": _compared(
        "career-fair",
        None,
        "registered-nurse",
        "licensed-practical-nurse",
        "surgical-technologist",
        "phlebotomist",
    ),
    "slide": _planned("career-fair", "US", "slide"),
    "state-insert": _planned("advisor", "CA", "state-insert"),
    "state-insert-photocopy": _planned("school", "TX", "state-insert", "photocopy"),
    "table-tent": _planned("career-fair", "US", "table-tent"),
    "which-health-job": _planned("school", "HI", "which-health-job"),
    "which-role": _planned("advisor", "DC", "which-role"),
    # its chart is split over two pages
    "which-role-large-print": _planned("school", "CA", "which-role", "large-print"),
    "which-role-half": _planned("career-fair", "US", "which-role-half"),
}
