"""Facts: that their sources exist, that they have any, that they are not out of date."""

from datetime import date

from handouts.diagnostics import Span
from handouts.load.checks.references import References
from handouts.load.records.draft import Draft
from handouts.load.records.findings import Findings
from handouts.load.records.reading import Entry
from handouts.model.base import Defaults, Fact, Record
from handouts.model.records import State
from handouts.wording import quoted


def check_facts(
    draft: Draft, references: References, findings: Findings, today: date | None
) -> None:
    """Check every fact of every record."""
    for entry in draft.entries():
        defaults = getattr(entry.record, "defaults", Defaults())
        for source in defaults.sources:
            references.check(entry.key, "sources", source, source.span)
        for fact in entry.facts:
            _check_sources(fact, defaults, entry, references, findings)
            if today is not None and fact.expires is not None and fact.expires < today:
                _warn_expired(fact, defaults, entry, findings)
    for state in draft.states.values():
        _check_authorities(state, references)


def _check_sources(
    fact: Fact,
    defaults: Defaults,
    entry: Entry[Record],
    references: References,
    findings: Findings,
) -> None:
    for source in fact.disputed_by:
        references.check(entry.key, "sources", source, source.span)
    if fact.sources is not defaults.sources:
        for source in fact.sources:
            references.check(entry.key, "sources", source, source.span)
    if not fact.sources and fact.known:
        findings.warn(
            "unsourced-fact",
            f"{quoted(fact.text)} has no source",
            "Add `sources: […]` to it, or to the `defaults` of the file",
            fact.span,
        )


def _warn_expired(fact: Fact, defaults: Defaults, entry: Entry[Record], findings: Findings) -> None:
    """One warning for a default that has expired, not one for every fact that takes it."""
    if fact.expires == defaults.expires:
        what, place = f"what {quoted(entry.slug)} says by default", _defaults_place(entry)
    else:
        what, place = quoted(fact.text), fact.span
    findings.warn(
        "expired-fact",
        f"{what} expired on {fact.expires}",
        "Read its sources again, correct it if needed, and set `checked` and `expires` anew",
        place,
    )


def _defaults_place(entry: Entry[Record]) -> Span | None:
    return entry.place("defaults", "expires")


def _check_authorities(entry: Entry[State], references: References) -> None:
    for authority in entry.record.authorities:
        for source in authority.sources:
            references.check(entry.key, "sources", source, source.span)
