"""The words on the sheets are for the reader: no report of our search, no letters that nobody explains."""

import re
from collections.abc import Iterator, Mapping

import pytest

from handouts.compose import compose
from handouts.document import Bibliography, SourceList, plain, walk
from handouts.edition import Edition, Selection
from handouts.model.library import Library
from handouts.model.records import Rule
from handouts.plan import plan

OUR_SEARCH = re.compile(
    r"(?:law|rule|part|text|guidance|page|list|code|copy|article)s? (?:that was |we )?read\b"
    r"|(?:was|were|been|could) not (?:be )?(?:seen|read|found|checked)"
    r"|nothing (?:on [a-z ]+ )?was (?:read|found)|[Nn]o text\b|no (?:form|page)[^.]* was found"
    r"|lists? reports?|(?:is|are) reported in|sources? (?:report|disagree)|(?:un)?dated copy|stag(?:ing|ed) copy"
    r"|third[- ]party|for this sheet|do not take it as allowed|was read for|per an? [A-Z][a-z]+ 20",
)
"""How a researcher speaks of the search; a reader wants to know of the job."""

LETTERS = re.compile(r"(?<![\w.])[A-Z][A-Z]+(?:[-–][A-Z]{1,3})?(?![\w])")

KNOWN = frozenset(
    {"US", "ID", "IV", "QR", "GED", "ZIP", "DNA", "HIV", "TB", "OK"}
    | {"CPR", "FAFSA"}  # taught and filled in at school under these names, like the GED
    | {"DC"}  # the name of a place, as in DC Health
    | {"II", "III"}  # numerals in the names of credentials
)
"""Letters that are words of their own to a reader of sixteen."""

NAMES = {"PBT": "Phlebotomy Technician (PBT)"}
"""Letters that are no initials, as they are written out."""

LAWS = re.compile(r"^(?:Law: |.*\b(?:Code|Stat|Rule|Admin|R\.S|U\.S\.C)\b)")
"""A citation stands as lawyers write it."""


def texts(edition: Edition, library: Library) -> Iterator[str]:
    """Each text of an edition in reading order, its list of sources left out."""
    for part in edition.bind or (edition,):
        document = compose(part, library)
        for block in walk((*document.body, *document.foot)):
            if not isinstance(block, SourceList | Bibliography):
                yield from (" ".join(plain(text).split()) for _, text in block.leaves())


@pytest.fixture(scope="module")
def sheets(library: Library) -> Mapping[str, tuple[str, ...]]:
    """The texts of every edition of the project; packets repeat other sheets."""
    return {
        e.name: tuple(t for t in texts(e, library) if t)
        for e in plan(Selection(), library)
        if not e.bind
    }


def test_no_sheet_tells_of_our_search(sheets: Mapping[str, tuple[str, ...]]) -> None:
    found = {
        (text[:90], match[0]): name
        for name, said in sheets.items()
        for text in said
        if (match := OUR_SEARCH.search(text))
    }
    assert found == {}


def explained(letters: str, text: str) -> bool:
    """Whether a text writes letters out: *Certified Medical Assistant (CMA)*, or the other way round."""
    if letters in NAMES:
        return NAMES[letters] in text
    bare = re.escape(letters)
    for match in re.finditer(rf"([^().;:]*)\({bare}\b|\b{bare} \(([^)]*)\)", text):
        words = re.findall(r"[A-Za-z]+", match[1] or match[2] or "")
        first = "".join(word[0] for word in words).upper()
        wanted = re.sub(r"[^A-Z]", "", letters)
        remaining = iter(first)
        if all(letter in remaining for letter in wanted):
            return True
    return False


def unexplained(said: tuple[str, ...]) -> set[str]:
    """Letters of a sheet that no text writes out, at the first mention or before.

    Letters that are a heading of their own are written out by what stands under it in their card.
    """
    known = set(KNOWN)
    found: set[str] = set()
    for place, text in enumerate(said):
        under = " ".join(said[place + 1 : place + 3])
        if LAWS.search(text):
            continue
        for letters in dict.fromkeys(LETTERS.findall(text)):
            bare = letters.removesuffix("s")
            if bare not in known and bare not in found:
                whole = (
                    f"{text} {under}"
                    if text.strip().removesuffix("I").strip(" I") == letters
                    else text
                )
                (known if explained(bare, whole) else found).add(bare)
    return found


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Certified Medical Assistant (CMA) or RMA", {"RMA"}),
        ("CMA (Certified Medical Assistant), then CMA again", set()),
        ("State certificate (CPT I) first", {"CPT"}),
        ("Law: WAC 246-827", set()),
    ],
)
def test_letters_are_known_when_they_are_written_out(text: str, left: set[str]) -> None:
    assert unexplained((text,)) == left


def test_letters_are_written_out_where_they_first_stand(
    sheets: Mapping[str, tuple[str, ...]],
) -> None:
    found: dict[str, list[str]] = {}
    for name, said in sheets.items():
        for letters in unexplained(said):
            found.setdefault(letters, []).append(name)
    assert {letters: names[:3] for letters, names in sorted(found.items())} == {}


# What a rule says of a task, the lists of tasks say too


FORBIDS = {
    "give-medicine": re.compile(
        r"may not give|cannot give|only (?:if|with)[^.]*give", re.IGNORECASE
    ),
    "draw-blood": re.compile(r"may not draw blood|no blood draws", re.IGNORECASE),
}


def _words(rule: Rule) -> str:
    facts = (rule.summary, *rule.details, *(c.allows for c in rule.credentials))
    return " ".join(str(fact.text) for fact in facts)


@pytest.mark.parametrize("task", FORBIDS)
def test_no_duty_line_contradicts_the_state_s_rule(library: Library, task: str) -> None:
    limited = [
        (code, rule.instead.tasks)
        for code, place in library.places.items()
        for slug, rule in place.rules.items()
        if slug == "medical-assistant" and FORBIDS[task].search(_words(rule))
    ]
    assert limited
    assert [code for code, tasks in limited if task not in tasks] == []
