"""How hard the rule of a place is to read: its summary, its details and whom to ask, as one text.

A sheet mixes the rule with easier text, so the sheet's own grade does not show it. Offices are left out:
their names are given, and a reader looks them up rather than reads them.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from handouts.audit.reading import glossary
from handouts.audit.reading.grade import Count, count, sentences
from handouts.diagnostics import Span
from handouts.model.base import MarkdownFact
from handouts.model.library import Library
from handouts.model.records import Place, Rule

_LINK: Final = re.compile(r"\(?\[[^]]*\]\([^)]*\)\)?")
"""A link, and the brackets round it: what it leads to is an address."""

OFFICE: Final = "the office"
"""What an office, and each part of its name, is called while the text is counted."""


@dataclass(frozen=True, slots=True)
class RuleReading:
    """The count of a rule's text; ``limit`` is the lowest of the audiences whose sheets print it."""

    place: str
    role: str
    rule: Rule
    count: Count
    limit: int | None

    @property
    def is_over(self) -> bool:
        """Whether it is harder than these audiences allow."""
        grade = self.count.grade
        return grade is not None and self.limit is not None and grade > self.limit


def hard_rules(library: Library, audiences: Mapping[Span, frozenset[str]]) -> Iterator[RuleReading]:
    """The rules that are over their limit; ``audiences`` has for whom a fact is printed, by its place."""
    return (one for one in rule_readings(library, audiences) if one.is_over)


def rule_readings(
    library: Library, audiences: Mapping[Span, frozenset[str]]
) -> Iterator[RuleReading]:
    """The reading of every rule, place by place."""
    easy = glossary(library)
    for code, place in library.places.items():
        for role, rule in place.rules.items():
            texts = (without_offices(str(fact.text), place) for fact in _facts(rule))
            counted = count((one for text in texts for one in sentences(text)), easy)
            yield RuleReading(code, role, rule, counted, _limit(rule, audiences, library))


def _facts(rule: Rule) -> tuple[MarkdownFact, ...]:
    return (rule.summary, *rule.details, *((rule.confirm,) if rule.confirm else ()))


def _limit(rule: Rule, audiences: Mapping[Span, frozenset[str]], library: Library) -> int | None:
    """The lowest reading level of the audiences that are given the rule."""
    spans = (fact.span for fact in _facts(rule))
    readers = {slug for span in spans if span for slug in audiences.get(span, ())}
    levels = (library.audiences[slug].reading_level for slug in readers)
    return min((level for level in levels if level is not None), default=None)


def without_offices(text: str, place: Place) -> str:
    """The text without emphasis and addresses, each office of the place called *the office*."""
    text = _LINK.sub("", text).replace("*", "")
    for name in sorted((str(one.name) for one in place.authorities), key=len, reverse=True):
        for part in (name, *name.split(", ")):
            text = re.sub(rf"(?:\bthe )?{re.escape(part)}", OFFICE, text)
    return " ".join(text.split())
