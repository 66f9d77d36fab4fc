"""The page of upkeep: as text of 120 columns for a terminal, and as Markdown for the documentation."""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import groupby
from typing import Final

from handouts.audit.quality.upkeep import SOON, RuleUpkeep, Upkeep
from handouts.model.library import Library
from handouts.model.records.source_kinds import SOURCE_RANKS

WIDTH: Final = 120
"""Columns of the page as text."""

_NOTHING: Final = "–"
_GAPS: Final = ("  ", " ")
"""Between columns; the second where the page would be too wide with the first."""
_MOST_NAMED: Final = 60
"""Places that a summary names; more of them are counted."""

_HEADS: Final = (
    "Place", "Role", "Asked", "Conf.", "Best", "Facts", "Checked", "Until", "Open", "Confirm",
)  # fmt: skip
_YIELDING: Final = (0, 1, 2, 5)
"""Columns that are cut where the page would be too wide: names of the project's own, and the facts."""
_FEWEST: Final = 6

_SHORT: Final = {ranked.kind: ranked.short for ranked in SOURCE_RANKS}
_SIGNS: Final = {ranked.kind: ranked.sign for ranked in SOURCE_RANKS}

_CONFIRM: Final = (
    "whom a reader is sent to: an office of the place with an `address`, or by its `name` only; an address "
    "`elsewhere`; or `nobody` that the place names"
)

_LEGEND: Final = (
    ("Asked", "what the place asks of the role; `unknown` where nothing was read"),
    ("Conf.", "how well the sources support the rule"),
    ("Best", "the best kind of source behind its verdict"),
    ("Facts", "how many of its facts have which kind as their best"),
    ("Checked", "the oldest check of a fact, and after a stroke the newest"),
    (
        "Until",
        "the last day on which all of them hold, by `maximum_age` or `expires`: read them before",
    ),
    ("Open", "facts of which nothing is known (u), and what was read but may not be printed (w)"),
    ("Confirm", _CONFIRM),
)


# As text


def as_text(page: Upkeep) -> Iterator[str]:
    """The table, its legend and its summary, in lines of at most 120 columns."""
    yield _title(page)
    if not page.rules:
        yield "No place of the project has a rule: there is nothing to read again"
        return
    yield ""
    yield from _aligned([_HEADS, *map(_row, page.rules)])
    yield ""
    for head, means in _LEGEND:
        yield from _folded(f"{head:8} ", means.replace("`", ""))
    yield from _folded(f"{'Kinds':8} ", _signs(page))
    for title, lines in _summary(page):
        yield ""
        yield title
        for line in lines:
            yield from _folded("  ", line)


def _title(page: Upkeep) -> str:
    return f"What stands behind the rules of {_counted(page.places, 'place')}, on {page.day}"


def _row(one: RuleUpkeep) -> tuple[str, ...]:
    return (
        one.place.upper(),
        one.role,
        one.credential,
        one.confidence,
        _SHORT[one.best] if one.best else _NOTHING,
        " ".join(_kinds(one)) or _NOTHING,
        _days(one.oldest, one.newest),
        str(one.due or _NOTHING),
        _open(one),
        one.confirm,
    )


def _kinds(one: RuleUpkeep) -> Iterator[str]:
    yield from (f"{count}{_SIGNS[kind]}" for kind, count in one.kinds.items())
    if one.unsourced:
        yield f"{one.unsourced}?"


def _days(oldest: date | None, newest: date | None) -> str:
    """``2026-11-24/30``: of the second day what differs, as ISO 8601 writes an interval."""
    if oldest is None or newest is None:
        return _NOTHING
    first, last = oldest.isoformat(), newest.isoformat()
    if first == last:
        return first
    same = 8 if first[:7] == last[:7] else 5 if first[:4] == last[:4] else 0
    return f"{first}/{last[same:]}"


def _open(one: RuleUpkeep) -> str:
    counts = ((one.unknown, "u"), (one.withheld, "w"))
    return " ".join(f"{number}{sign}" for number, sign in counts if number) or _NOTHING


def _signs(page: Upkeep) -> str:
    """What the signs of the kinds stand for that occur on the page."""
    found = {kind for one in page.rules for kind in one.kinds}
    named = [f"{r.sign} {r.kind}" for r in SOURCE_RANKS if r.kind in found]
    unsourced = ["? no source"] if any(one.unsourced for one in page.rules) else []
    return ", ".join([*named, *unsourced]) or "none"


def _aligned(rows: Sequence[tuple[str, ...]]) -> Iterator[str]:
    """The rows in columns; where these are too wide, they stand closer, then the widest of those that yield is cut."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    between = len(widths) - 1
    gap = next((g for g in _GAPS if sum(widths) + len(g) * between <= WIDTH), _GAPS[-1])
    while sum(widths) + len(gap) * between > WIDTH:
        widest = max(_YIELDING, key=widths.__getitem__)
        if widths[widest] <= _FEWEST:
            break
        widths[widest] -= 1
    for row in rows:
        cells = (_cut(cell, width) for cell, width in zip(row, widths, strict=True))
        yield gap.join(cells).rstrip()


def _cut(cell: str, width: int) -> str:
    return f"{cell:{width}}" if len(cell) <= width else f"{cell[: width - 1]}…"


def _folded(start: str, text: str) -> Iterator[str]:
    """A text in lines of the page's width; those after the first are indented by its start."""
    line = start
    for word in text.split(" "):
        if len(line) + len(word) > WIDTH and line.strip():
            yield line.rstrip()
            line = " " * len(start)
        line += f"{word} "
    yield line.rstrip()


# The summary, for both


def _summary(page: Upkeep) -> Iterator[tuple[str, list[str]]]:
    """A title and its lines: places by the best kind of source, and what falls due."""
    for role in page.roles:
        found = page.by_best(role)
        lines = [f"{kind}: {len(codes)}{_named(codes)}" for kind, codes in found.items()]
        yield f"Best source behind what is asked of {role}, by places", lines
    lines = [f"overdue: {_rules(page.overdue())}"]
    lines += [f"within {days} days: {_rules(page.due_within(days))}" for days in SOON]
    yield f"What falls due, from {page.day}", lines


def _rules(found: tuple[RuleUpkeep, ...]) -> str:
    """How many rules in how many places, and which these are."""
    codes = tuple(dict.fromkeys(one.place for one in found))
    if not codes:
        return "nothing"
    return f"{_counted(len(found), 'rule')} in {_counted(len(codes), 'place')}{_named(codes)}"


def _named(codes: tuple[str, ...]) -> str:
    return f" ({' '.join(c.upper() for c in codes)})" if len(codes) <= _MOST_NAMED else ""


def _counted(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"


# As Markdown


def as_markdown(page: Upkeep, library: Library) -> str:
    """The page for the documentation, with the reasons for the rank of each kind of source."""
    opening = (
        f"{_title(page)}. `make coverage` writes this page from the data, for the day that the sheets bear; "
        "`handouts check --coverage` shows it for today, `--date` for another day."
    )
    parts = [
        f"# Coverage\n\n{opening}",
        "## How to read it\n\n" + "\n".join(f"- **{head}**: {means}." for head, means in _LEGEND),
        "Kinds of sources, from the best to the least:\n\n"
        + "\n".join(f"- `{r.kind}` ({r.sign}, *{r.short}*): {r.why}." for r in SOURCE_RANKS),
    ]
    for title, lines in _summary(page):
        parts.append(f"## {title}\n\n" + "\n".join(f"- {line}" for line in lines))
    parts.append("## Place by place\n\n" + _table(page, library))
    return "\n\n".join(parts) + "\n"


def _table(page: Upkeep, library: Library) -> str:
    lines = [f"| {' | '.join(_HEADS)} |", "|" + "---|" * len(_HEADS)]
    for place, own in groupby(page.rules, lambda one: one.place):
        for number, one in enumerate(own):
            name = "" if number else _linked(place, one, library)
            lines.append(f"| {' | '.join((name, *_row(one)[1:]))} |")
    return "\n".join(lines)


def _linked(place: str, one: RuleUpkeep, library: Library) -> str:
    """The name of a place as a link to its file, from the folder of the documentation."""
    span = library.spans.get(("places", place))
    return f"[{one.place_name}](../{span.file})" if span else one.place_name
