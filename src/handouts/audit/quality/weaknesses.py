"""How reliable the facts of a project are: which are stale, unsourced, disputed or poorly supported."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Final

from handouts.audit.quality.facts import all_facts
from handouts.audit.quality.printing import Printing, rests_on_lists
from handouts.audit.quality.weakness import WEAKNESSES, Standing
from handouts.audit.reading.rules import hard_rules
from handouts.diagnostics import Span
from handouts.model.ages import Ages, kept_in
from handouts.model.base import Fact
from handouts.model.library import Library
from handouts.model.records import Role

_RULES: Final = ("rules", "certifications")


def standing(
    library: Library, today: date, printing: Printing | None = None
) -> tuple[Standing, ...]:
    """Every weakness, kind by kind, in the order of places; what rests on lists alone, by its sheets.

    Without ``printing`` nothing was laid out, and nothing is known of what sheets print.
    """
    ages = library.ages
    found = [
        replace(one, sources=tuple(map(str, fact.sources)))
        for record, fact in all_facts(library)
        for one in _of(record, fact, ages, today)
    ]
    found += [*_stale_wages(library, ages, today), *_at_odds(library)]
    found += [*_on_lists(library, printing), *_hard_rules(library, printing)]
    order = {weakness: i for i, weakness in enumerate(WEAKNESSES)}
    return tuple(
        sorted(
            found,
            key=lambda s: (order[s.weakness], -(s.sheets or 0), s.span or Span(""), s.why),
        )
    )


def _on_lists(library: Library, printing: Printing | None) -> Iterator[Standing]:
    """Facts that rest on lists alone, with how many sheets print each."""
    for record, fact in all_facts(library):
        if not fact.known or not rests_on_lists(fact, library):
            continue
        sources = tuple(map(str, fact.sources))
        sheets = printing.on.get(fact.span, 0) if printing and fact.span else None
        why = ", ".join(sources)
        if printing is not None:
            on = f"{sheets} of {printing.sheets} sheets" if sheets else "no sheet"
            why = f"on {on}; {why}"
        yield Standing("list-only", record, str(fact.text), why, fact.span, sources, sheets)


def _hard_rules(library: Library, printing: Printing | None) -> Iterator[Standing]:
    """Rules of places that are harder to read than the sheets may be that print them."""
    for one in hard_rules(library, printing.audiences if printing else {}):
        fact = one.rule.summary
        why = f"grade {one.count.grade}, over the limit of {one.limit}"
        yield Standing("hard-to-read", f"places/{one.place}", str(fact.text), why, fact.span)


def _of(record: str, fact: Fact, ages: Ages, today: date) -> Iterator[Standing]:
    if not fact.known:
        return
    why = _why_stale(fact, ages, today)
    if why:
        yield Standing("stale", record, str(fact.text), why, fact.span)
    if not fact.sources:
        yield Standing("unsourced", record, str(fact.text), "no source", fact.span)
    if fact.disputed_by or fact.confidence == "conflict":
        others = ", ".join(fact.disputed_by)
        why = f"{others} {'says' if len(fact.disputed_by) == 1 else 'say'} otherwise"
        yield Standing(
            "conflicting",
            record,
            str(fact.text),
            why if others else f"its sources disagree: {', '.join(fact.sources)}",
            fact.span,
        )
    if kept_in(fact) in _RULES and fact.confidence != "none" and len(set(fact.sources)) == 1:
        kind = "an official text" if fact.confidence == "primary" else "no official text"
        yield Standing(
            "single-source", record, str(fact.text), f"{fact.sources[0]}, {kind}", fact.span
        )


def _why_stale(fact: Fact, ages: Ages, today: date) -> str:
    if fact.expires is not None and fact.expires < today:
        return f"expired on {fact.expires}"
    last = ages.last_by_age(fact)
    if last is None or last >= today:
        return ""
    return f"checked on {ages.since(fact)}, more than {ages.allowed(fact)} months ago"


def _stale_wages(library: Library, ages: Ages, today: date) -> Iterator[Standing]:
    """One weakness for each row, as all its figures are of one release."""
    for wage in library.wages.values():
        fact = wage.annual_median.fact
        last = ages.last_day(fact)
        if last is not None and last < today:
            why = f"published on {ages.since(fact)}, more than {ages.allowed(fact)} months ago"
            yield Standing(
                "stale", f"wages/{wage.occupation}/{wage.area}", wage.release, why, wage.span
            )


def _at_odds(library: Library) -> Iterator[Standing]:
    """Facts of one occupation on which two files disagree."""
    first: dict[tuple[str, str], tuple[str, Fact]] = {}
    for slug, role in library.roles.items():
        yield from _employment_at_odds(slug, role, library)
        for name, fact in role.dimensions.items():
            if not isinstance(fact, Fact) or not fact.known:
                continue
            other, said = first.setdefault((role.code or slug, name), (slug, fact))
            if said.text != fact.text:
                why = f"`{other}` of the same occupation says: {said.text}"
                yield Standing("conflicting", f"roles/{slug}", str(fact.text), why, fact.span)


def _employment_at_odds(slug: str, role: Role, library: Library) -> Iterator[Standing]:
    """The jobs that a role's file names, if the row of the same release has another number."""
    fact = role.dimensions.get("employment")
    wage = library.wages.get((role.code, str(library.project.axis.whole.code)))
    if not isinstance(fact, Fact) or wage is None or wage.employment.value is None:
        return
    jobs = f"{wage.employment.value:,}"
    if fact.known and fact.as_of == wage.release and not fact.text.startswith(jobs):
        why = f"{wage.span} says: {jobs}"
        yield Standing("conflicting", f"roles/{slug}", str(fact.text), why, fact.span)
