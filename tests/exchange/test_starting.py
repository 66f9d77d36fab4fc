"""A new file explains itself, loads as it is, and never takes the place of another."""

from pathlib import Path

import pytest

from handouts.diagnostics import UsageError
from handouts.exchange.starting.new import start
from handouts.exchange.starting.skeletons import SKELETONS
from handouts.load import load
from handouts.model.records.us_states import US_STATES
from tests.exchange.support import files_of
from tests.support.projects import REPOSITORY

NAMES = {"place": "pr"}


@pytest.mark.parametrize("kind", SKELETONS)
def test_a_new_file_loads_without_errors(project: Path, kind: str) -> None:
    path = start(project, kind, NAMES.get(kind, "some-thing"))
    library = load(project)
    assert not [d for d in library.diagnostics if d.is_error]
    text = (project / path).read_text(encoding="utf-8")
    assert f"schemas/{kind}.schema.json" in text.splitlines()[0]
    assert text.count("#") >= 4
    assert NAMES.get(kind, "some-thing") in getattr(library, f"{kind}s")


def test_a_file_that_is_there_stays(project: Path) -> None:
    before = files_of(project)
    with pytest.raises(UsageError, match="there is a role `phlebotomist` already"):
        start(project, "role", "phlebotomist")
    assert files_of(project) == before


@pytest.mark.parametrize(
    ("kind", "slug", "remedy"),
    [
        ("rolle", "x", "Did you mean `role`?"),
        ("role", "Lab Aide", "Did you mean `lab-aide`?"),
        ("role", "../x", "Did you mean `x`?"),
        ("state", "puerto-rico", "such as `al`"),
    ],
)
def test_what_cannot_be_is_refused(project: Path, kind: str, slug: str, remedy: str) -> None:
    with pytest.raises(UsageError) as caught:
        start(project, kind, slug)
    assert remedy in caught.value.diagnostics[0].remedy


def test_two_roles_are_needed_to_compare(project: Path) -> None:
    (project / "data/roles/phlebotomist.yaml").unlink()
    with pytest.raises(UsageError, match="needs 2 roles"):
        start(project, "comparison", "one")


def test_names_and_codes_of_states_are_those_of_the_project() -> None:
    states = load(REPOSITORY).places.values()
    assert {str(s.code): str(s.name) for s in states}.items() <= {
        code: known.name for code, known in US_STATES.items()
    }.items()
    assert len(US_STATES) == 56


def test_a_name_that_no_file_can_have(project: Path) -> None:
    with pytest.raises(UsageError) as caught:
        start(project, "role", "a" * 300)
    assert [d.code for d in caught.value.diagnostics] == ["wrong-name"]
