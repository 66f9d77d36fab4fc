"""How reliable the facts of a project are: which are stale, unsourced, disputed or have one source."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final, Literal

from handouts.diagnostics import Span
from handouts.model.ages import Ages, kept_in
from handouts.model.base import UNKNOWN, Fact, Record
from handouts.model.library import RECORD_KINDS, Library
from handouts.model.records import Dimension, Role, Rule, role_in, wage_area
from handouts.model.wages import Wage

# What is known of each place and role.

Status = Literal["reported", "unknown", "not printable"]
"""``not printable``: something was read, but it may not be printed."""

STATUSES: Final[tuple[Status, ...]] = ("reported", "unknown", "not printable")


@dataclass(frozen=True, slots=True)
class Coverage:
    """One place and role: its rule, how well the rule is supported, and whether wages are published."""

    place: str
    place_name: str
    role: str
    credential: str
    confidence: str
    wages: bool
    dimensions: Mapping[str, Status] = field(default_factory=dict)
    """What a sheet of the place could say of the role, by dimension."""

    @property
    def rule_known(self) -> bool:
        """Whether anything usable was read; ``none-reported`` is an answer, ``unknown`` is not."""
        return self.credential != UNKNOWN


def coverage(library: Library) -> tuple[Coverage, ...]:
    """Every place by name, every role by slug."""
    found = []
    for code, place in library.places.items():
        for slug, role in library.roles.items():
            rule = place.rules.get(slug)
            wage = library.wages.get((role.code, wage_area(place)))
            found.append(
                Coverage(
                    code,
                    str(place.name),
                    slug,
                    str(rule.credential) if rule else UNKNOWN,
                    rule.confidence if rule else "none",
                    wage is not None and wage.spread.is_known,
                    {
                        name: _status(name, dimension, role, rule, wage)
                        for name, dimension in library.dimensions.items()
                        if dimension.computed != "shared-tasks"  # which no role has by itself
                    },
                )
            )
    return tuple(found)


def _status(
    name: str, dimension: Dimension, role: Role, rule: Rule | None, wage: Wage | None
) -> Status:
    match dimension.computed:
        case "rule" if rule is not None:
            if rule.credential != UNKNOWN:
                return "reported"
            return "not printable" if rule.withheld else "unknown"
        case "pay":
            known = wage is not None and wage.spread.is_known
        case "pay-hourly":
            known = wage is not None and wage.hour.is_known
        case _:
            said = role_in(role, rule).dimensions.get(name, ())
            known = any(f.known for f in ((said,) if isinstance(said, Fact) else said))
    return "reported" if known else "unknown"


def totals(found: tuple[Coverage, ...]) -> dict[str, dict[str, dict[Status, tuple[str, ...]]]]:
    """Role → dimension → status → the places with this status, in their order."""
    sums: dict[str, dict[str, dict[Status, tuple[str, ...]]]] = {}
    for one in found:
        for name, status in one.dimensions.items():
            empty: dict[Status, tuple[str, ...]] = dict.fromkeys(STATUSES, ())
            places = sums.setdefault(one.role, {}).setdefault(name, empty)
            places[status] = (*places[status], one.place)
    return sums


Weakness = Literal["stale", "unsourced", "conflicting", "single-source"]

WEAKNESSES: Final[tuple[Weakness, ...]] = ("stale", "unsourced", "conflicting", "single-source")

STRICT: Final[frozenset[Weakness]] = frozenset({"stale", "unsourced", "conflicting"})
"""Weaknesses on which ``--strict`` fails. A single source is none of them: one official text
is enough for a rule."""

_RULES: Final = ("rules", "certifications")


@dataclass(frozen=True, slots=True)
class Standing:
    """One weakness of one fact: the record of the fact, its text, and why it is weak."""

    weakness: Weakness
    record: str
    text: str
    why: str
    span: Span | None


def all_facts(library: Library) -> Iterator[tuple[str, Fact]]:
    """Every fact of the records, with the kind and slug of its record; wages are not among them."""
    for kind in RECORD_KINDS:
        for slug, record in getattr(library, kind.name).items():
            for fact in _facts(record):
                yield f"{kind.name}/{slug}", fact
    for collected in library.collections.values():
        for slug, item in collected.records.items():
            for fact in _facts(item):
                yield f"{collected.name}/{slug}", fact


def _facts(value: object) -> Iterator[Fact]:
    match value:
        case Fact():
            yield value
        case Record():
            for inner in value.__dict__.values():
                yield from _facts(inner)
        case tuple():
            for inner in value:
                yield from _facts(inner)
        case dict():
            for inner in value.values():
                yield from _facts(inner)


def standing(library: Library, today: date) -> tuple[Standing, ...]:
    """Every weakness, kind by kind, in the order of places."""
    ages = library.ages
    found = [one for record, fact in all_facts(library) for one in _of(record, fact, ages, today)]
    found += [*_stale_wages(library, ages, today), *_at_odds(library)]
    order = {weakness: i for i, weakness in enumerate(WEAKNESSES)}
    return tuple(sorted(found, key=lambda s: (order[s.weakness], s.span or Span(""), s.why)))


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
