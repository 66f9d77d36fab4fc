"""Roles that the project lacks, begun from what O*NET calls them: drafts, until somebody has read them."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping

from handouts.diagnostics import Diagnostic, Severity, UsageError
from handouts.exchange.onet.database import Database, Occupation
from handouts.exchange.roles.files import SCHEMA_LINE
from handouts.exchange.yaml_files.writing import Tree
from handouts.wording import listed

_CODE = re.compile(r"([0-9]{2}-[0-9]{4})(\.[0-9]{2})?")
_SOC = 7
"""Characters of a code that are the SOC code; two digits behind it are O*NET's own."""

_ACRONYM = 4
"""Capital letters that a word may have to be an acronym, such as `EKG`; O*NET has none that is longer."""


def codes_of(typed: Iterable[str]) -> tuple[str, ...]:
    """The codes as typed, each once; several may stand in one, with commas.

    Raises:
        UsageError: on what is no code.
    """
    codes = tuple(dict.fromkeys(c.strip() for one in typed for c in one.split(",") if c.strip()))
    wrong = [code for code in codes if not _CODE.fullmatch(code)]
    if wrong:
        message = f"{listed(wrong)} is no code of an occupation"
        raise UsageError(Diagnostic("bad-soc", message, "Write it as `51-4121.00` or `51-4121`"))
    return codes


def soc_of(code: str) -> str:
    """The SOC code of an O*NET-SOC code."""
    return code[:_SOC]


def begun(
    codes: Iterable[str], database: Database, there: Mapping[str, str]
) -> Iterator[tuple[str, Occupation, dict[str, Tree]]]:
    """Slug, occupation and first lines of a role for each code; ``there`` has the project's own by slug.

    A code that a role of the project has, and one that the database knows no title of, give none.
    """
    taken = set(there)
    for code in codes:
        occupation = named(database, code)
        if soc_of(code) in there.values() or occupation is None or not occupation.title:
            continue
        title, plural = titles_of(occupation.title)
        slug = _slug(title, code, taken)
        taken.add(slug)
        yield (
            slug,
            occupation,
            {"title": title, "plural": plural, "soc": soc_of(code), "draft": "true"},
        )


def named(database: Database, code: str) -> Occupation | None:
    """The occupation of a code; of a SOC code that O*NET splits, the one with ``.00``."""
    if code in database.occupations:
        return database.occupations[code]
    codes = sorted(c for c in database.occupations if code and c.startswith(f"{code}."))
    return database.occupations[codes[0]] if codes else None


def head_of(occupation: Occupation, release: str) -> str:
    """The comments that a draft begins with."""
    return (
        f"{SCHEMA_LINE}\n"
        f"# A draft from O*NET {release} ({occupation.code}, {occupation.title}): nobody has reviewed it.\n"
        "# Read it through, put it in your own words, then take out the line `draft: true`."
    )


def notes_of(
    codes: Iterable[str], made: Collection[str], there: Collection[str], *, new: bool
) -> Iterator[Diagnostic]:
    """What became of codes that were named and gave no role."""
    known = [code for code in codes if soc_of(code) in there]
    absent = [code for code in codes if code not in made and code not in known]
    if known and new:
        message = f"there is a role with the code {listed(known, 'and', 5)} already"
        remedy = "It is brought up to date like the others; no draft is made of it"
        yield Diagnostic("kept", message, remedy, None, Severity.WARNING)
    if absent:
        yield Diagnostic(
            "not-in-file",
            f"no role is made of {listed(absent, 'and', 5)}: "
            + ("the database has no title for it" if new else "the project has no role with it"),
            "Look the code up at onetonline.org; the file `Occupation Data.txt` must be there, too"
            if new
            else "Add `--new` to make a draft of it",
            None,
            Severity.WARNING,
        )


def titles_of(official: str) -> tuple[str, str]:
    """Title and plural of a role: ``Welder`` and ``welders``.

    A title with several nouns stays as it is: which of them are plural would be a guess.
    """
    words = [w if w.isupper() and len(w) <= _ACRONYM else w.lower() for w in official.split()]
    plural = " ".join(words)
    nouns = [word for word in words if word.rstrip(",").endswith("s")]
    single = plural
    if nouns == words[-1:] and "," not in plural:
        single = " ".join([*words[:-1], _singular(words[-1])])
    return single[:1].upper() + single[1:], plural


def _singular(noun: str) -> str:
    for ending, without in (("ies", "y"), ("sses", "ss"), ("ches", "ch"), ("shes", "sh")):
        if noun.endswith(ending):
            return noun.removesuffix(ending) + without
    return noun if noun.endswith(("ss", "us", "is")) else noun.removesuffix("s")


def _slug(title: str, code: str, taken: Collection[str]) -> str:
    slug = "-".join(re.findall("[a-z0-9]+", title.lower()))
    return slug if slug not in taken else f"{slug}-{re.sub('[^0-9]', '', code)}"
