"""Wages: their sources, and whether every role has its rows."""

from typing import Final

from handouts.load.checks.references import References
from handouts.load.records.draft import Draft
from handouts.load.records.findings import Findings
from handouts.load.records.reading import Entry
from handouts.model.library import PLACES, ROLES
from handouts.model.records import Role, wage_area
from handouts.wording import listed, quoted, suggestion


def check_wages(draft: Draft, references: References, findings: Findings) -> None:
    """Check the rows, and what is missing among them."""
    for (soc, area), wage in draft.wages.items():
        source = wage.employment.fact.sources[0]
        references.check(("wages", f"{soc}/{area}"), "sources", source, source.span)
    for entry in draft.of(ROLES).values():
        if entry.record.soc and not findings.is_faulty(*entry.key):
            _warn_missing(entry, draft, findings)
    if draft.wages:
        _warn_without_code(draft, findings)
        _warn_of_no_place(draft, findings)


_TERRITORIES: Final = frozenset({"AS", "GU", "MP", "PR", "VI"})
"""For which BLS publishes wages, too, though no set of states has them."""


def _warn_of_no_place(draft: Draft, findings: Findings) -> None:
    """One warning for all rows whose code stands for nothing in a set of which all places are known."""
    axis = draft.axis
    if not axis.known:
        return
    of_places = {wage_area(entry.record) for entry in draft.of(PLACES).values()}
    known = {str(axis.whole.code), *axis.known, *map(str, of_places), *_TERRITORIES}
    rows = [wage for (_, area), wage in draft.wages.items() if area not in known]
    if not rows:
        return
    names = list(dict.fromkeys(wage.area for wage in rows))
    findings.warn(
        "wages-of-no-place",
        f"{listed(names, 'and', 5)} {'is' if len(names) == 1 else 'are'} no code of a {axis.kind}, "
        f"so {len(rows)} {'row' if len(rows) == 1 else 'rows'} of wages print nowhere",
        suggestion(names[0], sorted(known), f"Write the code of a {axis.kind}, or delete the rows"),
        rows[0].span,
    )


def _warn_without_code(draft: Draft, findings: Findings) -> None:
    """One warning for all roles without a code; a project without wages needs no codes."""
    without = [entry for entry in draft.of(ROLES).values() if not entry.record.soc]
    if without:
        names = listed([entry.slug for entry in without], "and", 5)
        findings.warn(
            "no-soc",
            f"{names} {'has' if len(without) == 1 else 'have'} no code (`soc`), so the pay prints as "
            "`not reported`",
            "Write `soc:` with the code of the occupation, if there are wages for it",
            without[0].span,
        )


def _warn_missing(entry: Entry[Role], draft: Draft, findings: Findings) -> None:
    """Warn when the whole's row is missing, or every place's.

    A single place without a row is not a fault: agencies leave out what they cannot publish. It shows in
    the coverage, and prints as not published.
    """
    soc = entry.record.code
    known = {area for code, area in draft.wages if code == soc}
    known |= {
        slug.partition("/")[2] for slug in findings.faulty_slugs("wages") if slug.startswith(soc)
    }
    places = {
        wage_area(s.record) for s in draft.of(PLACES).values() if not findings.is_faulty(*s.key)
    }
    axis = draft.axis
    missing = [
        words
        for words, lacking in (
            (axis.whole.in_sentence, bool(axis.whole.code) and axis.whole.code not in known),
            (f"any {axis.kind}", bool(places) and not places & known),
        )
        if lacking
    ]
    if missing:
        findings.warn(
            "missing-wages",
            f"there are no wages of {quoted(soc)} for {' or '.join(missing)}",
            "Add the rows to a table in `data/wages`, or correct the code; without them "
            "the pay prints as `not published`",
            entry.record.soc.span if entry.record.soc else None,
        )
