"""Facts: that they have sources, that they are not out of date, and that they print as they are meant."""

import re
from datetime import date
from typing import Final

from handouts.diagnostics import Diagnostic, Severity
from handouts.load.records.draft import Draft
from handouts.load.records.findings import Findings
from handouts.load.records.reading import Entry
from handouts.model.ages import FOLDERS, WAGES, Ages
from handouts.model.base import Defaults, Fact, MarkdownFact, Record
from handouts.model.library import EXPIRED, SOURCES
from handouts.model.records.source_kinds import SOURCE_KINDS
from handouts.model.records.values import Measured
from handouts.wording import quoted, suggestion

KINDS = (*FOLDERS.values(), *SOURCE_KINDS)
"""Kinds of facts that may have a maximum age."""

_MARKS: Final = re.compile(
    r"\*\*[^\s*](?:[^*\n]*[^\s*])?\*\*"
    r"|(?<![\w*])\*[^\s*](?:[^*\n]*[^\s*])?\*(?![\w*])"
    r"|(?<!\w)__[^\W_](?:[^_\n]*[^\W_])?__(?!\w)"
    r"|\[[^\]\n]+\]\((?:https?:|mailto:|tel:)[^)\s]*\)"
    r"|</?[a-z][^<>]*>"
)
_LISTED: Final = re.compile(r"(?:^|[:.] )(?:[-*+] +\S.* [-*+]|1([.)]) +\S.* 2\1) +\S")
"""Marks of Markdown and HTML that cannot well be meant as signs; lines of a fact are one line."""


def check_facts(
    draft: Draft, findings: Findings, today: date | None, *, allow_expired: bool = False
) -> None:
    """Warn of facts without a source or with marks that would print; refuse expired ones, unless allowed."""
    severity = Severity.WARNING if allow_expired else Severity.ERROR
    for entry in draft.entries():
        for fact in entry.facts:
            if not isinstance(fact, MarkdownFact):
                _warn_marks(fact, findings)
            if fact.currency is not None:
                _refuse_currency(fact, entry, findings)
            if not fact.sources and fact.known:
                findings.warn(
                    "unsourced-fact",
                    f"{quoted(fact.text)} has no source",
                    "Add `sources: […]` to it, or to the `defaults` of the file",
                    fact.span,
                )
            if today and fact.expires and fact.expires < today and fact.known:
                _blame_expired(fact, entry, severity, findings)


def _warn_marks(fact: Fact, findings: Findings) -> None:
    found = _MARKS.search(fact.text)
    listed = None if found else _LISTED.search(fact.text)
    if found or listed:
        what = quoted(found[0]) if found else "a list"
        how = "with its marks" if found else "as one line, with its marks"
        findings.warn(
            "marks-as-typed",
            f"{what} prints {how}, as this text is no Markdown",
            "Write it without them; what is to be bold, a link or a list stands in a layout, a "
            "comparison, or the summary and details of a state’s rule",
            fact.text.span or fact.span,
        )


def _refuse_currency(fact: Fact, entry: Entry[Record], findings: Findings) -> None:
    """Of what is no amount of money a currency would say nothing, on no sheet."""
    if isinstance(fact, Measured) and fact.kind == "money":
        return
    findings.error(
        entry.key,
        "wrong-value",
        f"{quoted(fact.text)} has a currency, and is no amount of money",
        "Take `currency` out, or give its dimension or its field `kind: money`",
        getattr(fact.currency, "span", None) or fact.span,
    )


def _defaults(entry: Entry[Record]) -> Defaults:
    defaults: Defaults = getattr(entry.record, "defaults", Defaults())
    return defaults


def _blame_expired(
    fact: Fact, entry: Entry[Record], severity: Severity, findings: Findings
) -> None:
    """One message for a default that has expired, not one for every fact that takes it.

    Not the record is at fault but the fact: only editions that print it fail.
    """
    if fact.expires == _defaults(entry).expires:
        what = f"what {quoted(entry.slug)} says by default"
        place = entry.place("defaults", "expires")
    else:
        what, place = quoted(fact.text), fact.span
    found = Diagnostic(
        "expired-fact",
        f"{what} expired on {fact.expires}",
        "Read its sources again, correct it if needed, and set `checked` and `expires` anew; "
        "`--allow-expired` prints it all the same",
        place,
        severity,
    )
    findings.blame(EXPIRED, str(fact.span), found)


def check_ages(draft: Draft, findings: Findings, today: date | None) -> None:
    """Refuse unknown kinds in ``maximum_age``; warn of facts that are too old today."""
    if draft.project is None:
        return
    months = draft.project.record.maximum_age
    _check_kinds(draft, findings)
    if today is None or not months:
        return
    ages = Ages(months, {slug: entry.record for slug, entry in draft.of(SOURCES).items()})
    for entry in draft.entries():
        _warn_old_facts(entry, ages, today, findings)
    _warn_old_wages(draft, ages, today, findings)


def _check_kinds(draft: Draft, findings: Findings) -> None:
    assert draft.project is not None
    for kind in draft.project.record.maximum_age:
        if kind not in KINDS:
            findings.warn(
                "unknown-kind",
                f"there is no kind of facts {quoted(kind)}, so nothing has this maximum age",
                suggestion(kind, KINDS, f"Kinds are {', '.join(KINDS)}"),
                draft.project.place("maximum_age", kind),
            )


def _warn_old_facts(entry: Entry[Record], ages: Ages, today: date, findings: Findings) -> None:
    """Facts that were checked on one day are one finding."""
    together: dict[date, list[Fact]] = {}
    for fact in entry.facts:
        last = ages.last_by_age(fact)
        since = ages.since(fact)
        if last is not None and since is not None and last < today:
            together.setdefault(since, []).append(fact)
    for since, facts in together.items():
        place = facts[0].span
        if since == _defaults(entry).checked:
            place = entry.place("defaults", "checked")
        months = min(m for fact in facts if (m := ages.allowed(fact)))
        count = "1 fact" if len(facts) == 1 else f"{len(facts)} facts"
        findings.warn(
            "stale-fact",
            f"{count} of {quoted(entry.slug)} {'was' if len(facts) == 1 else 'were'} checked on "
            f"{since}, more than {months} months ago",
            "Read the sources again, correct what changed, and set `checked` anew",
            place,
        )


def _warn_old_wages(draft: Draft, ages: Ages, today: date, findings: Findings) -> None:
    for source, wage in {w.source: w for w in reversed(draft.wages.values())}.items():
        fact = wage.annual_median.fact
        last = ages.last_by_age(fact)
        if last is not None and last < today:
            entry = draft.of(SOURCES).get(source)
            findings.warn(
                "stale-wages",
                f"the wages of {quoted(source)} were published on {ages.since(fact)}, more than "
                f"{ages.months[WAGES]} months ago",
                "Import the newest release with `handouts import oews`",
                (entry.place("published") if entry else None) or wage.span,
            )
