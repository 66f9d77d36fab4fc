"""A small library, written by hand: two audiences, five states, three handouts."""

from dataclasses import replace
from typing import Any

from handouts.model.base import Text
from handouts.model.layout import Layout
from handouts.model.library import Library
from handouts.model.records import Audience, Handout, Project, Publisher, State

STATES = {
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
    states = {
        code: State(name=Text(name), postal=Text(code.upper()), fips=Text("00"))
        for code, name in STATES.items()
    }
    whole = Library(
        root="/somewhere",
        project=project(),
        roles={},
        comparisons={},
        decisions={},
        states=states,
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
        places={},
    )
    return replace(whole, **fields)
