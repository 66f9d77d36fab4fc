"""Wages: their sources, and whether every role has its row in every state."""

from handouts.load.draft import Draft
from handouts.load.findings import Findings, quoted
from handouts.load.records import Entry
from handouts.load.references import References
from handouts.model.decisions import NATION
from handouts.model.records import Role

_MOST_NAMED = 5


def check_wages(draft: Draft, references: References, findings: Findings) -> None:
    """Check the rows, and what is missing among them."""
    for (soc, area), wage in draft.wages.items():
        source = wage.employment.fact.sources[0]
        references.check(("wages", f"{soc}/{area}"), "sources", source, source.span)
    for entry in draft.roles.values():
        if not findings.is_faulty(*entry.key):
            _warn_missing(entry, draft, findings)


def _warn_missing(entry: Entry[Role], draft: Draft, findings: Findings) -> None:
    soc = entry.record.soc
    faulty = findings.faulty_slugs("wages")
    areas = {NATION: "the nation"} | {
        str(s.record.postal): str(s.record.name)
        for s in draft.states.values()
        if not findings.is_faulty(*s.key)
    }
    missing = [
        name
        for area, name in areas.items()
        if (str(soc), area) not in draft.wages and f"{soc}/{area}" not in faulty
    ]
    if not missing:
        return
    more = f" and {len(missing) - _MOST_NAMED} more" if len(missing) > _MOST_NAMED else ""
    where = "anywhere" if len(missing) == len(areas) else f"for {', '.join(missing[:5])}{more}"
    findings.warn(
        "missing-wages",
        f"there are no wages of {quoted(soc)} {where}",
        "Add the rows to a table in `data/wages`, or correct the code; without them "
        "the pay prints as `not published`",
        soc.span,
    )
