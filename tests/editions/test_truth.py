"""What states say against a role's national words stands on their sheets, and the other does not."""

import re
from collections.abc import Iterator

import pytest

from handouts.edition import Edition, Selection
from handouts.model.decisions import Circumstances, PrunedDecision, prune
from handouts.model.library import Library
from handouts.model.records import Place, Rule
from handouts.plan import plan
from tests.editions.test_falsehoods import said

ASSISTANT, PHLEBOTOMIST = "medical-assistant", "phlebotomist"

REQUIRING = ("ca", "dc", "nv", "wa")

NATIONAL_WORDS = (
    r"\bOr learn on the job(?! (Can take several|\())\b",
    r"under 1 year[^.]{0,40}learn on the job",
    r"hire with a high school diploma and train you",
    r"Some employers prefer (it|a national certificate)",
    r"\b30 vein draws",
)
"""Of the way to become a phlebotomist, where no state asks for more."""

MEDICAL_BOARD = re.compile(
    r"Medical Board|Board of (Medic|Physicians|Licensure in Medicine|Registration in Medicine)"
    r"|Board of (Registration for )?the Healing Arts|Board of Healing Arts"
    r"|Medical (Examiners|Licensure)|Medical and Osteopathic",
)
"""Boards that license physicians; Tennessee's Medical Laboratory Board is none."""


def _rules(library: Library, role: str) -> Iterator[tuple[str, Place, Rule]]:
    for code, state in library.places.items():
        yield code, state, state.rules[role]


def _editions(library: Library, *states: str) -> tuple[Edition, ...]:
    return plan(Selection(places=tuple(s.upper() for s in states)), library)


def _said(library: Library, name: str) -> str:
    state = name.split("/")[1]
    (edition,) = (e for e in _editions(library, state) if e.name == name)
    return said(edition, library)


# A state that asks for a credential says itself how to get it


def test_the_states_that_ask_phlebotomists_for_a_credential_are_known(library: Library) -> None:
    found = {code for code, _, r in _rules(library, PHLEBOTOMIST) if r.credential == "required"}
    assert found == set(REQUIRING)


@pytest.mark.parametrize("state", REQUIRING)
def test_a_state_that_asks_for_a_credential_has_words_of_its_own(
    library: Library, state: str
) -> None:
    here = library.places[state].rules[PHLEBOTOMIST].instead
    assert {"training", "certification"} <= here.dimensions.keys()
    assert {"on-the-job", "certified"} <= here.pathway.keys()


@pytest.mark.parametrize("state", REQUIRING)
def test_where_a_credential_is_required_no_sheet_says_that_training_at_work_is_enough(
    library: Library, state: str
) -> None:
    for edition in _editions(library, state):
        if edition.handout != "certifications":  # it tells of national certificates, by name
            text = said(edition, library)
            found = [pattern for pattern in NATIONAL_WORDS if re.search(pattern, text)]
            assert not found, edition.name


def test_elsewhere_the_national_words_stand(library: Library) -> None:
    text = _said(library, "advisor/tx/pathway.en")
    missing = [p for p in NATIONAL_WORDS if not re.search(p, text)]
    assert missing == [NATIONAL_WORDS[1]]  # of the comparison


@pytest.mark.parametrize(
    ("sheet", "words"),
    [
        ("advisor/ca/pathway.en", "Job training alone does not count"),
        ("advisor/ca/pathway.en", "50 vein draws and 10 skin punctures"),
        ("advisor/ca/comparison.en", "Program the state approves"),
        ("advisor/nv/pathway.en", "Ask the lab whether its training counts"),
        ("advisor/nv/pathway.en", "Ask which exam the state accepts"),
        ("advisor/wa/pathway.en", "if a health care practitioner approves the program"),
        ("advisor/wa/pathway.en", "is one of the three ways to it"),
        ("advisor/wa/pathway.en", "(MA-R) takes no formal training and no test"),
        ("advisor/la/pathway.en", "ask the board and the employer if you are exempt"),
        ("advisor/dc/pathway.en", "is not the D.C. registration"),
        ("school/ca/which-health-job.en", "State credential first"),
        ("school/tx/which-health-job.en", "usually under 1 year; some learn on the job"),
    ],
)
def test_what_the_state_accepts_is_said(library: Library, sheet: str, words: str) -> None:
    assert words in _said(library, sheet)


def test_washington_does_not_say_that_no_state_asks_medical_assistants(library: Library) -> None:
    for edition in _editions(library, "wa"):
        text = said(edition, library)
        assert "even where the state asks for none" not in text, edition.name
        assert "Often preferred" not in text, edition.name


# Tasks that a state keeps from a role


def test_no_sheet_of_new_york_tells_medical_assistants_to_give_medicine(library: Library) -> None:
    told = re.compile(r"[^.:]*\bgiv(?:e|ing)\b[^.]*\b(?:medicine|shot|vaccine|injection)[^.]*")
    for edition in _editions(library, "ny"):
        text = said(edition, library)
        assert "Prepare and give" not in text, edition.name
        for match in told.finditer(text):
            before = text[max(0, match.start() - 30) : match.end()]
            assert re.search(r"Not in New York|may not", before), (edition.name, before)


@pytest.mark.parametrize(
    ("state", "words"),
    [
        ("ny", "Not in New York: giving shots, vaccines or any medicine"),
        ("nd", "only if you are registered as Medication Assistant III"),
        ("sc", "only if you are certified"),
        ("ct", "give vaccines only with the training that the law sets"),
        ("dc", "ask DC Health first about blood"),
        ("wa", "registered type: no blood"),
        ("or", "ask the board first about blood"),
        ("nv", "ask the lab office first about blood"),
        ("nj", "only if you are certified"),
    ],
)
def test_a_task_is_printed_as_the_state_allows_it(library: Library, state: str, words: str) -> None:
    for handout in ("duties", "profile-medical-assistant"):
        assert words in _said(library, f"advisor/{state}/{handout}.en")


def test_sheets_with_tasks_say_that_they_are_no_law(library: Library) -> None:
    for edition in plan(Selection(), library):
        if edition.layout in {"duties", "role-profile"}:
            assert "our state and employer may allow fewer." in said(edition, library)


# The decision


def _pruned(library: Library, slug: str, state: Place | None) -> PrunedDecision:
    rules = state.rules if state else {}
    credentials = {role: rule.credential for role, rule in rules.items()}
    place = str(state.code) if state else "US"
    return prune(library.decisions[slug], Circumstances("school", place, credentials))


def _targets(pruned: PrunedDecision, node: str) -> dict[str, str]:
    return {e.label: e.target for e in pruned.edges if e.source == node}


@pytest.mark.parametrize("state", ["ca", "nv", "wa"])
def test_who_is_not_ready_for_the_training_is_not_told_that_either_job_fits(
    library: Library, state: str
) -> None:
    pruned = _pruned(library, "which-role", library.places[state])
    refused = dict(pruned.nodes)[_targets(pruned, "ready")["No"]]
    assert refused.title == "Look at medical assistant"
    assert refused.kind == "outcome"


def test_each_state_says_what_is_open_to_who_is_not_ready(library: Library) -> None:
    words = {
        "ca": "10 hours or more",
        "wa": "The registered type needs no formal training",
        "nv": "Ask employers who may",
    }
    for state, part in words.items():
        assert part in _said(library, f"school/{state}/which-role.en")


@pytest.mark.parametrize("slug", ["which-role", "which-role-half"])
def test_who_wants_blood_draws_and_no_office_work_is_asked_of_no_place(
    library: Library, slug: str
) -> None:
    for pruned in _everywhere(library, slug):
        nodes = dict(pruned.nodes)
        at = _targets(pruned, "office")["No"]
        while nodes[at].kind != "outcome":
            ways = _targets(pruned, at)
            at = ways.get("Yes") or ways[""]
        assert at == "phlebotomist"


def _everywhere(library: Library, slug: str) -> Iterator[PrunedDecision]:
    states = (*library.places.values(), None) if slug == "which-role" else (None,)
    yield from (_pruned(library, slug, state) for state in states)


def test_who_cannot_stand_needles_is_not_led_to_phlebotomist(library: Library) -> None:
    for pruned in _everywhere(library, "which-role"):
        nodes = dict(pruned.nodes)
        assert nodes[_targets(pruned, "calm")["No"]].roles == ()
        assert "often with blood draws" in str(nodes["medical-assistant"].text)


@pytest.mark.parametrize("slug", ["which-role", "which-role-half", "which-health-job"])
def test_no_question_asks_two_things_at_once(library: Library, slug: str) -> None:
    """*Only sometimes, or never?*: a no could mean either."""
    for state in (*library.places.values(), None):
        for name, node in _pruned(library, slug, state).nodes:
            if node.kind == "question" and {a.label for a in node.answers} <= {"Yes", "No"}:
                assert ", or " not in str(node.text), (slug, name)


@pytest.mark.parametrize("slug", ["which-role", "which-role-half"])
def test_the_decision_asks_and_says_how_long_the_training_takes(
    library: Library, slug: str
) -> None:
    for pruned in _everywhere(library, slug):
        nodes = dict(pruned.nodes)
        assert "1 to 2 years" in str(nodes["time"].text)
        assert nodes[_targets(pruned, "time")["No"]].roles == ("medical-assistant", "phlebotomist")
        assert "under 1 year" in str(nodes["phlebotomist"].text)


# The office that answers for the rule


def test_no_state_that_licenses_nobody_sends_phlebotomists_to_a_medical_board(
    library: Library,
) -> None:
    for code, _, rule in _rules(library, PHLEBOTOMIST):
        if rule.credential == "none-reported":
            assert rule.confirm is not None, code
            assert not MEDICAL_BOARD.search(str(rule.confirm.text)), code
            text = _said(library, f"advisor/{code}/profile-phlebotomist.en")
            assert not MEDICAL_BOARD.search(text), code


def test_medical_boards_are_known_by_their_names(library: Library) -> None:
    """Else the test above would find none whatever was written."""
    asked = [str(r.confirm) for _, _, r in _rules(library, ASSISTANT) if r.confirm]
    assert sum(bool(MEDICAL_BOARD.search(text)) for text in asked) >= 26
    assert not MEDICAL_BOARD.search("the Tennessee Medical Laboratory Board")


@pytest.mark.parametrize(
    ("state", "office"),
    [
        ("md", "Office of Health Care Quality"),
        ("pa", "Bureau of Laboratories"),
        ("nj", "Clinical Laboratory Improvement Services"),
        ("ma", "Clinical Laboratory Program"),
        ("tn", "Medical Laboratory Board"),
        ("tx", "federal License Finder (careeronestop.org)"),
    ],
)
def test_the_office_that_answers_is_named(library: Library, state: str, office: str) -> None:
    for handout in ("pathway", "state-insert", "profile-phlebotomist"):
        assert office in _said(library, f"advisor/{state}/{handout}.en")


def test_a_list_that_can_miss_a_license_says_so(library: Library) -> None:
    for code, _, rule in _rules(library, PHLEBOTOMIST):
        if rule.confirm and "License Finder" in rule.confirm.text:
            assert "Not all states send it their licenses" in rule.confirm.text, code
