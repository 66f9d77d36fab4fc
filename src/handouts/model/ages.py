"""When a fact is out of date: on its own last day, or by the age that the project allows."""

from calendar import monthrange
from collections.abc import Iterable, Mapping
from dataclasses import field
from datetime import date
from typing import Final

from handouts.frozen import dataclass
from handouts.kept import kept
from handouts.model.base import Fact
from handouts.model.records import Source

FOLDERS: Final = {
    "data/wages/": "wages",
    "data/states/": "rules",
    "data/certifications/": "certifications",
}
"""Where facts of a kind of their own are kept; others are of their sources' kinds."""

WAGES: Final = "wages"


@dataclass(frozen=True, slots=True)
class Ages:
    """For how many months facts of each kind hold, and the sources that tell the kind of a fact.

    Wages grow old from the day on which their source was published, where it is known; everything
    else from the day on which it was checked.
    """

    months: Mapping[str, int]
    sources: Mapping[str, Source]
    _known: dict[tuple[object, ...], date | None] = field(default_factory=dict, repr=False)
    """Results from before, for facts of the same kind, sources and days."""

    def last_day(self, fact: Fact) -> date | None:
        """The last day on which a fact may be relied on; none when nothing limits it."""
        key = (kept_in(fact), fact.sources, fact.checked, fact.expires, fact.known)
        if key not in self._known:
            days = [day for day in (fact.expires, self.last_by_age(fact)) if day]
            self._known[key] = min(days, default=None)
        return self._known[key]

    def last_by_age(self, fact: Fact) -> date | None:
        """The last day that its age allows, whatever the fact itself says."""
        months = self.allowed(fact)
        since = self.since(fact)
        if months is None or since is None or not fact.known:
            return None
        return later(since, months)

    def allowed(self, fact: Fact) -> int | None:
        """Months; the fewest where its sources are of several kinds."""
        kinds = [of_folder] if (of_folder := kept_in(fact)) else self._kinds(fact)
        return min((self.months[k] for k in kinds if k in self.months), default=None)

    def since(self, fact: Fact) -> date | None:
        """The day from which the age counts: of publication for wages, else of the last check."""
        if kept_in(fact) == WAGES:
            days = (_published(self.sources[s]) for s in fact.sources if s in self.sources)
            return min(days, default=None)
        return fact.checked or _first_check(
            self.sources[s] for s in fact.sources if s in self.sources
        )

    def _kinds(self, fact: Fact) -> list[str]:
        return [self.sources[s].kind for s in fact.sources if s in self.sources]


def kept_in(fact: Fact) -> str | None:
    """The kind of a fact that is told by the folder it stands in."""
    span = fact.text.span
    return _kind_of_folder(span.file) if span else None


@kept(most=4_096)
def _kind_of_folder(file: str) -> str | None:
    return next((kind for folder, kind in FOLDERS.items() if file.startswith(folder)), None)


def later(day: date, months: int) -> date:
    """The same day so many months later, or the last day of a shorter month."""
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    if year > date.max.year:
        return date.max
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _published(source: Source) -> date:
    return date.fromisoformat(str(source.published or source.checked))


def _first_check(sources: Iterable[Source]) -> date | None:
    return min((date.fromisoformat(str(s.checked)) for s in sources), default=None)
