"""What the research warns of is printed nowhere, nor what may not be printed."""

import re

import pytest

from handouts.audit.quality import all_facts
from handouts.compose import compose
from handouts.document import plain, walk
from handouts.edition import Edition, Selection
from handouts.model.library import Library
from handouts.pipeline import Made
from handouts.plan import plan
from tests.support import tagtree

EVERYWHERE = (
    r"(four|five|only \w+) states (require|license|ask|need)",
    r"only (in )?California, Louisiana, Nevada and Washington",
    r"47 states",
    r"none elsewhere",
    r"(?<!even where )no (other )?state (requires|asks)",
    r"voluntary (nationwide|everywhere|in every state)",
    r"no licen[sc]e (is )?(needed|required|necessary)",
    r"(do|does) not need a licen[sc]e",
    r"not required in any state",
    r"(?<!does not mean )there is no (rule|law|licen[sc]e)",
    r"\$129\b",  # two pages disagree on this fee
    r"much faster than average",  # a label that sources do not agree on
    r"33% in (medical )?lab",  # shares of 2025 that were not confirmed
    r"\$110,280|\$66,720",  # another year's
    r"7 hours of HIV",
    r"\$145",  # the fee of another certificate
    r"guarantee",
)

IN_STATES = {
    "wa": (
        r"no (state )?(licen[sc]e|certificate|credential|registration)",
        r"certification is voluntary",
        r"registered assistants may draw",
    ),
    "dc": (
        r"phlebotomists?: no ",
        r"medical assistants? (may|can) draw blood",
        r"not regulated",
    ),
    "la": (
        r"(all|every) phlebotomists? (need|must)",
        r"no licen[sc]e (exists|in Louisiana)",
        r"independent laborator",
    ),
    "nv": (r"National Certification Agency", r"6 months of approved"),
    "ct": (r"must (be|get|obtain) (nationally )?certified", r"state licen[sc]e required"),
    "ny": (r"phlebotomy licen[sc]e (is )?required",),
    "sd": (r"registration (is )?required", r"must register(?!, so do not rely)"),
    "ca": (r"national certificate is enough",),
}


def said(edition: Edition, library: Library) -> str:
    """All that an edition says."""
    whole = " ".join(
        plain(text)
        for part in edition.bind or (edition,)
        for document in (compose(part, library),)
        for block in walk((*document.body, *document.foot))
        for _, text in block.leaves()
    )
    return " ".join(whole.split())


@pytest.fixture(scope="module")
def texts(library: Library) -> dict[tuple[str, str | None], str]:
    """The text of every edition of the project, with its state."""
    return {(e.name, e.place): said(e, library) for e in plan(Selection(), library)}


def test_no_edition_prints_a_known_falsehood(texts: dict[tuple[str, str | None], str]) -> None:
    found = [
        (name, match[0])
        for (name, state), text in texts.items()
        for pattern in (*EVERYWHERE, *IN_STATES.get(state or "", ()))
        if (match := re.search(pattern, text, re.IGNORECASE))
    ]
    assert found == []


def test_no_file_prints_one_either(editions: dict[str, Made]) -> None:
    for name, made in editions.items():
        text = " ".join(tagtree.read(made.data).root.text.split())
        for pattern in (*EVERYWHERE, *IN_STATES.get(made.edition.place or "", ())):
            assert not re.search(pattern, text, re.IGNORECASE), (name, pattern)


def test_what_may_not_be_printed_is_not(
    texts: dict[tuple[str, str | None], str], library: Library
) -> None:
    withheld = [
        fact
        for state in library.places.values()
        for r in state.rules.values()
        for fact in r.withheld
    ]
    assert withheld
    for fact in withheld:
        words = " ".join(str(fact.text).split())[:60]
        assert not any(words in text for text in texts.values()), words


def test_a_page_that_was_read_for_withheld_claims_alone_is_cited_nowhere(
    editions: dict[str, Made], library: Library
) -> None:
    withheld = {
        id(f) for s in library.places.values() for r in s.rules.values() for f in r.withheld
    }
    sources = {s for _, fact in all_facts(library) if id(fact) in withheld for s in fact.sources}
    sources -= {
        s for _, fact in all_facts(library) if id(fact) not in withheld for s in fact.sources
    }
    assert {"de_eye", "ri_5543"} <= sources
    for made in editions.values():
        cited = {c for b in walk((*made.document.body, *made.document.foot)) for c in b.citations}
        assert not cited & sources


def test_a_layout_cannot_reach_what_may_not_be_printed(library: Library) -> None:
    from handouts.compose.templates.slots import Slots
    from handouts.diagnostics import HandoutsError
    from handouts.model.base import Text

    slots = Slots({"rule": library.places["ky"].rules["medical-assistant"]})
    with pytest.raises(HandoutsError):
        slots.rich(Text("{{ rule.withheld[0] }}"))
