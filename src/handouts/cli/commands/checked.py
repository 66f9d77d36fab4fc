"""What ``check`` prints: faults in a line, weak facts by kind and file, and the coverage."""

from collections.abc import Iterator
from itertools import groupby
from typing import Final

from handouts.audit.check import CheckReport
from handouts.audit.quality import STRICT, WEAKNESSES, Coverage, Standing, Weakness, totals
from handouts.audit.reading import AudienceReading
from handouts.audit.reading.grade import FEWEST_SENTENCES, FEWEST_WORDS
from handouts.cli import console

_FILES: Final = 12
"""Files of one kind of weakness that are named; the rest are counted."""

_PLACES: Final = 8
"""Places of one file that are named."""

_QUOTE: Final = 60

_NAMES: Final[dict[Weakness, str]] = {
    "stale": "stale",
    "unsourced": "unsourced",
    "conflicting": "disputed",
    "single-source": "rules on a single source",
}


def checked(report: CheckReport) -> Iterator[str]:
    """The lines of the report."""
    problems = console.tally(report.diagnostics) or "no faults"
    yield f"{console.counted(report.editions, 'edition')} checked: {problems}"
    yield ""
    yield from _facts(report.standing)
    yield ""
    yield from _reading(report.audiences)
    yield ""
    yield from _coverage(report.coverage)


# Facts


def _facts(found: tuple[Standing, ...]) -> Iterator[str]:
    yield "Facts"
    for weakness in WEAKNESSES:
        own = [one for one in found if one.weakness == weakness]
        note = "" if weakness in STRICT else "  (listed only)"
        yield f"  {_NAMES[weakness]:26}{len(own):5}{note if own else ''}"
        yield from _by_file(own)


def _by_file(found: list[Standing]) -> Iterator[str]:
    """Each in a line where they are few, else the places of each file."""
    if len(found) <= _FILES:
        for one in found:
            text = one.text if len(one.text) <= _QUOTE else f"{one.text[: _QUOTE - 1]}…"
            yield f"    {one.span}: {text} ({one.why})"
        return
    files = [
        (file, list(own)) for file, own in groupby(found, lambda s: s.span.file if s.span else "")
    ]
    for file, own in files[:_FILES]:
        places = [f"{s.span.line}:{s.span.column}" for s in own if s.span]
        more = f" and {len(places) - _PLACES} more" if len(places) > _PLACES else ""
        yield f"    {file}:{', '.join(places[:_PLACES])}{more}"
    if files[_FILES:]:
        rest = console.counted(len(files) - _FILES, "file")
        yield f"    and {rest} more: all of them with `handouts check --json`"


# Reading


def _reading(found: tuple[AudienceReading, ...]) -> Iterator[str]:
    """A line for each audience: its limit, its middle and its hardest sheet."""
    yield "Reading grade (Flesch-Kincaid)"
    width = max((len(one.name) for one in found), default=0)
    for one in found:
        limit = f"limit {one.limit}" if one.limit is not None else "no limit"
        line = f"  {one.name:{width}}  {limit:8}  "
        if one.highest is None:
            yield f"{line}no text of {FEWEST_SENTENCES} sentences and {FEWEST_WORDS} words"
            continue
        over = f"; {one.over} over the limit" if one.over else ""
        yield (
            f"{line}{console.counted(one.sheets, 'sheet')}: median {one.median}, "
            f"highest {one.highest.count.grade} ({one.highest.edition}){over}"
        )


# Coverage


def _coverage(found: tuple[Coverage, ...]) -> Iterator[str]:
    """A row for each dimension, a column for each role: in how many states it is reported."""
    states = len({one.state for one in found})
    sums = totals(found)
    yield f"Coverage: in how many of {console.counted(states, 'state')} a role's row is reported"
    for number, role in enumerate(sums, 1):
        yield f"  {number:>2}  {role}"
    names = list(dict.fromkeys(name for rows in sums.values() for name in rows))
    width = max((len(name) for name in names), default=0)
    yield f"  {'':{width}}  " + "".join(f"{n:>4}" for n in range(1, len(sums) + 1))
    for name in names:
        cells = (len(rows[name]["reported"]) if name in rows else 0 for rows in sums.values())
        yield f"  {name:{width}}  " + "".join(f"{n or '–':>4}" for n in cells)
    yield ""
    for role, rows in sums.items():
        for name, by_status in rows.items():
            some = {s: codes for s, codes in by_status.items() if codes}
            if len(some) == 1 and "not printable" not in some:
                continue
            yield f"  {role}, {name}: " + "; ".join(
                f"{len(codes)} {status}{_named(codes)}" for status, codes in some.items()
            )
    yield from _rules(found)


def _named(codes: tuple[str, ...]) -> str:
    return f" ({' '.join(c.upper() for c in codes)})" if len(codes) <= 20 else ""


def _rules(found: tuple[Coverage, ...]) -> Iterator[str]:
    """How many states ask what, for roles that states have rules of."""
    for role in dict.fromkeys(c.role for c in found if c.credential != "unknown"):
        own = [c for c in found if c.role == role]
        yield ""
        yield f"{role}, {console.counted(len(own), 'state')}"
        for rule in ("required", "conditional", "none-reported", "unknown"):
            codes = tuple(c.state for c in own if c.credential == rule)
            yield f"  rule {rule:14} {len(codes):4}{_named(codes) if codes else ''}"
