"""The dates of a sheet: its own, from when its wages are, and when the rest was checked."""

from dataclasses import field
from datetime import date
from typing import Final

from handouts.characters import NO_BREAK
from handouts.compose.templates.formats import capitalized
from handouts.frozen import dataclass
from handouts.model.ages import WAGES, kept_in
from handouts.model.base import Fact
from handouts.model.records.values import MONTHS, long_date
from handouts.wording import conjunction

_RULES: Final = "rules"


@dataclass(slots=True)
class DataDates:
    """Gathers the dates of the facts of one edition while they are printed."""

    releases: dict[str, None] = field(default_factory=dict)
    """Releases of wages, such as ``May 2025``."""
    rules: set[date] = field(default_factory=set)
    """Days on which the states' rules were checked."""
    others: set[date] = field(default_factory=set)
    """Days on which everything else was checked."""

    def note(self, fact: Fact) -> None:
        """Note a fact that is printed."""
        kind = kept_in(fact)
        if kind == WAGES:
            if fact.as_of:
                self.releases.setdefault(str(fact.as_of))
        elif fact.checked is not None and fact.known:
            (self.rules if kind == _RULES else self.others).add(fact.checked)

    @property
    def newest(self) -> date | None:
        """The last day on which something that is printed was checked."""
        return max((*self.rules, *self.others), default=None)

    def __str__(self) -> str:
        """``Wages May 2025, rules checked Nov 2026.``; empty where nothing has a date."""
        parts = []
        if self.releases:
            parts.append(f"wages {conjunction(kept_together(r) for r in self.releases)}")
        if self.rules:
            parts.append(f"rules checked {_months(self.rules)}")
        if self.others and (not self.rules or _months(self.others) != _months(self.rules)):
            parts.append(f"facts checked {_months(self.others)}")
        return f"{capitalized(', '.join(parts))}." if parts else ""


def _months(days: set[date]) -> str:
    """``Nov 2026``, or the first and the last of several."""
    ends = dict.fromkeys(month_of(day) for day in (min(days), max(days)))
    return "–".join(ends)


def month_of(day: date) -> str:
    """``Nov 2026``, its parts kept together."""
    return f"{MONTHS[day.month - 1]}{NO_BREAK}{day.year}"


def kept_together(release: str) -> str:
    """A release whose month and year stand on one line."""
    return release.replace(" ", NO_BREAK)


@dataclass(frozen=True, slots=True)
class EditionView:
    """The edition itself: its handout, and its date in ISO 8601 and in words.

    The date is what was asked for, or stands in ``handouts.yaml``; else it is that of the newest check.
    """

    handout: str
    """The name of the handout in ``handouts.yaml``."""
    date: str
    """The printed date, such as ``2026-11-24``."""
    date_text: str
    """The printed date in words, such as *Nov 24, 2026*."""
    data: DataDates
    """The dates of the printed facts, as they are gathered."""
    dated: bool = True
    """Whether somebody gave the date."""

    @property
    def dates(self) -> str:
        """The dates of the data above: ``Wages May 2025, rules checked Nov 2026.``."""
        return str(self.data)

    @property
    def printed(self) -> str:
        """What a sheet may say of its day: ``Printed …`` if somebody gave a date, else ``Facts checked …``.

        The check is the newest of what the sheet prints above; where that has no day, of the project.
        """
        if self.dated:
            return f"Printed {self.date_text}"
        newest = self.data.newest
        return f"Facts checked {long_date(newest.isoformat()) if newest else self.date_text}"
