"""A small library, written by hand: two audiences, five states, three handouts."""

from dataclasses import replace
from typing import Any

from handouts.model.base import Text
from handouts.model.layout import Layout
from handouts.model.library import Library
from handouts.model.records import Audience, Handout, Place, Project
from handouts.model.records.publisher import Publisher

NAMES = {
    "ca": "California",
    "dc": "District of Columbia",
    "ny": "New York",
    "wa": "Washington",
    "wy": "Wyoming",
}


def audience(**fields: Any) -> Audience:
    return Audience.model_validate({"name": "Somebody", **fields})


def layout(**fields: Any) -> Layout:
    return Layout.model_validate({"title": "A sheet", "body": [], **fields})


def project(**fields: Any) -> Project:
    handouts = {
        "comparison": Handout(
            layout=Text("sheet"), subject=Text("comparisons/a-or-b"), per="state"
        ),
        "insert": Handout(layout=Text("insert"), subject=Text("comparisons/a-or-b"), per="state"),
        "poster": Handout(layout=Text("sheet"), subject=Text("comparisons/a-or-b"), per="nation"),
    }
    base = {"publisher": Publisher(name=Text("Center")), "handouts": handouts}
    return Project.model_validate({**base, **fields})


def library(**fields: Any) -> Library:
    states = {code: Place(name=Text(name), code=Text(code.upper())) for code, name in NAMES.items()}
    whole = Library(
        root="/somewhere",
        project=project(),
        roles={},
        comparisons={},
        decisions={},
        places=states,
        audiences={
            "fair": audience(handouts=["comparison"], states="national"),
            "school": audience(handouts=["insert", "comparison"]),
        },
        sources={},
        dimensions={},
        layouts={
            "sheet": layout(blanks={"student": "For"}),
            "insert": layout(blanks={"student": "For", "note": "Note"}),
        },
        styles={},
        wages={},
        spans={},
    )
    return replace(whole, **fields)
