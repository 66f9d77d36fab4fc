"""What stands behind the rule of each place, and when it has to be read again: a page for who keeps the data."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Final, Literal
from urllib.parse import urlsplit

from handouts.audit.quality.facts import facts_in, kinds_of
from handouts.diagnostics import Span
from handouts.model.base import UNKNOWN, Fact
from handouts.model.library import Library
from handouts.model.records import Authority, Place, Rule
from handouts.model.records.source_kinds import RANKS, SourceKind, best_of

Confirm = Literal["address", "name", "elsewhere", "nobody"]
"""Whom a rule sends its reader to: an office of the place, with an address; one that is only named; an
address that is of no office of the place; nobody that could be found."""

SOON: Final = (60, 180)
"""Days ahead for which the page counts what falls due: what to read now, and in this half of the year."""

NO_SOURCE: Final = "no source"


@dataclass(frozen=True, slots=True)
class RuleUpkeep:
    """One place and role: what is asked, what stands behind it, and when it was and will have to be read."""

    place: str
    place_name: str
    role: str
    credential: str = UNKNOWN
    confidence: str = "none"
    best: SourceKind | None = None
    """The best kind of source behind the verdict."""
    kinds: Mapping[SourceKind, int] = field(default_factory=dict)
    """How many facts of the rule have this kind as their best, from the best kind to the least."""
    unsourced: int = 0
    oldest: date | None = None
    newest: date | None = None
    due: date | None = None
    """The earliest last day of its facts, by their age or of their own."""
    unknown: int = 1
    """Facts that nothing is known of, the credential among them."""
    withheld: int = 0
    """What was read but may not be printed."""
    confirm: Confirm = "nobody"
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Upkeep:
    """The rules of all places, in the order of places and of roles, as they stand on a day."""

    day: date
    places: int
    rules: tuple[RuleUpkeep, ...]

    @property
    def roles(self) -> tuple[str, ...]:
        """The roles that places have rules of."""
        return tuple(dict.fromkeys(one.role for one in self.rules))

    def by_best(self, role: str) -> dict[str, tuple[str, ...]]:
        """The best kind of source, or none → the places where it stands behind a role's rule."""
        found: dict[str, tuple[str, ...]] = {}
        own = [one for one in self.rules if one.role == role]
        for one in sorted(own, key=lambda r: RANKS[r.best] if r.best else len(RANKS)):
            kind = one.best or NO_SOURCE
            found[kind] = (*found.get(kind, ()), one.place)
        return found

    def overdue(self) -> tuple[RuleUpkeep, ...]:
        """The rules whose last day is over."""
        return tuple(one for one in self.rules if one.due and one.due < self.day)

    def due_within(self, days: int) -> tuple[RuleUpkeep, ...]:
        """The rules whose last day comes within so many days; what is overdue is not among them."""
        end = self.day + timedelta(days)
        return tuple(one for one in self.rules if one.due and self.day <= one.due <= end)


def upkeep(library: Library, day: date) -> Upkeep:
    """Every place by name, and every role that some place has a rule of."""
    ruled = {slug for place in library.places.values() for slug in place.rules}
    roles = [slug for slug in library.roles if slug in ruled]
    rules = tuple(
        _of(code, place, role, library) for code, place in library.places.items() for role in roles
    )
    return Upkeep(day, len(library.places), rules)


def _of(code: str, place: Place, role: str, library: Library) -> RuleUpkeep:
    rule = place.rules.get(role)
    if rule is None:
        return RuleUpkeep(code, str(place.name), role)
    printed = [fact for fact in _printable(rule) if fact.known]
    bests = [best_of(kinds_of(fact, library)) for fact in printed]
    counts = Counter(kind for kind in bests if kind)
    days = [day for fact in printed if (day := library.ages.since(fact))]
    ends = [day for fact in printed if (day := library.ages.last_day(fact))]
    return RuleUpkeep(
        code,
        str(place.name),
        role,
        str(rule.credential),
        rule.confidence,
        best_of(kinds_of(rule.verdict, library)),
        {kind: counts[kind] for kind in sorted(counts, key=RANKS.__getitem__)},
        bests.count(None),
        min(days, default=None),
        max(days, default=None),
        min(ends, default=None),
        sum(not fact.known for fact in _printable(rule)) + (rule.credential == UNKNOWN),
        len(rule.withheld),
        confirmed_with(rule, place),
        rule.summary.span,
    )


def _printable(rule: Rule) -> Iterator[Fact]:
    """The facts of a rule that a sheet may print."""
    return facts_in(rule.model_copy(update={"withheld": ()}))


# Whom a rule sends its reader to

_LINK: Final = re.compile(r"\]\((https?://[^)\s]+)\)")
_FIRST: Final = re.compile(r"[^,(]+")
"""What an office is called in a sentence: its name without the department behind a comma or in brackets."""


def confirmed_with(rule: Rule, place: Place) -> Confirm:
    """Whether a rule names an office of its place, and how the office is reached."""
    if rule.confirm is None or not rule.confirm.known:
        return "nobody"
    text = str(rule.confirm.text)
    links = _LINK.findall(text)
    if any(_is_named(office, text, links) for office in place.authorities):
        return "address" if links else "name"
    return "elsewhere" if links else "nobody"


def _is_named(office: Authority, text: str, links: list[str]) -> bool:
    """Whether a text names an office by the first words of its name, or links to its site."""
    first = _FIRST.match(str(office.name))
    if first and first.group().strip() in text:
        return True
    return office.url is not None and _site(str(office.url)) in map(_site, links)


def _site(address: str) -> str:
    return urlsplit(address).netloc.removeprefix("www.")
