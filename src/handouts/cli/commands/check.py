"""``check``: every fault of a project, its weak facts, how it reads, and what its data covers."""

import datetime as dt
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from handouts.cli import console, documents, options
from handouts.cli.exits import FAILED, FINE
from handouts.cli.options import processes, root_of

if TYPE_CHECKING:
    from handouts.audit.check import CheckReport, UpkeepReport
    from handouts.audit.quality import Coverage, Printing, RuleUpkeep, Standing, Weakness
    from handouts.audit.reading import AudienceReading, Sentence

_FILES: Final = 12
"""Files of one kind of weakness that are named; the rest are counted."""

_PLACES: Final = 8
"""Places of one file that are named."""

_QUOTE: Final = 60
"""Characters of a fact: with its place and why, it stays about a line."""

_NAMES: Final[dict["Weakness", str]] = {
    "stale": "stale",
    "unsourced": "unsourced",
    "conflicting": "disputed",
    "single-source": "rules on a single source",
    "list-only": "rests on lists alone",
    "hard-to-read": "rules that read too hard",
}


def check(
    strict: options.Strict = False,
    jobs: options.Jobs = None,
    date: Annotated[
        str | None,
        typer.Option("--date", metavar="DATE", help="The day to judge by. [default: today]"),
    ] = None,
    coverage: Annotated[
        bool,
        typer.Option(
            "--coverage",
            help="Only what stands behind each place's rules, and when to read them again; "
            "nothing is laid out.",
        ),
    ] = False,
    as_json: options.Json = False,
    project: options.Project = None,
) -> int:
    """Find every fault of the project.

    Every edition is laid out, nothing is written; a layout that no handout uses is filled, too.
    Then come the facts that are stale, unsourced, disputed, rules that rest on one source, facts that
    rest on lists alone (those that most sheets print come first), rules that read too hard, and what
    the data covers: in how many places each row of each role is reported, unknown, or known but not
    to be printed.

    How old a fact may be stands under `maximum_age` in handouts.yaml. With --strict, warnings and
    stale, unsourced or disputed facts fail the check; the others are only listed.

    --coverage is the page to plan a year's reading with: place by place and role by role, what is
    asked, the best kind of source behind it, when its facts were checked and until when they hold,
    what is open, and whom a reader is sent to; then the places by their best source, and what falls
    due within 60 and 180 days.

    \b
    Examples:
      handouts check
      handouts check --strict          for a build server
      handouts check --date 2027-09-01 what will be stale by then
      handouts check --coverage        what to read again, and where a better source is wanted
      handouts check --json
    """
    from handouts.audit.check import check as check_all
    from handouts.plan import printed_date

    root = root_of(project)
    when = printed_date(date)
    today = dt.date.fromisoformat(when) if when else None
    if coverage:
        return _upkeep(root, today, strict=strict, as_json=as_json)
    with console.progress("Checking") as show:
        report = check_all(root, today=today, jobs=processes(jobs), progress=show)
    console.findings(report.findings)
    if as_json:
        documents.show(_document(report))
    else:
        for line in _lines(report):
            console.result(line)
    return FAILED if report.fails(strict=strict) else FINE


def _upkeep(root: Path, today: dt.date | None, *, strict: bool, as_json: bool) -> int:
    """Show the page of upkeep."""
    from handouts.audit.check import check_upkeep
    from handouts.audit.quality.upkeep_pages import as_text

    report = check_upkeep(root, today=today)
    console.findings(report.findings)
    if as_json:
        documents.show(_upkeep_document(report))
    else:
        for line in as_text(report.upkeep):
            console.result(line)
    return FAILED if report.fails(strict=strict) else FINE


def _lines(report: "CheckReport") -> Iterator[str]:
    """The lines of the report."""
    problems = console.tally(report.diagnostics) or "no faults"
    yield f"{console.counted(report.editions, 'edition')} checked: {problems}"
    yield ""
    yield from _facts(report.standing, report.printing)
    yield ""
    yield from _reading(report.audiences)
    if report.coverage:
        yield ""
        yield from _coverage(report.coverage, report.rules)


# Facts


def _facts(found: "tuple[Standing, ...]", printing: "Printing | None") -> Iterator[str]:
    from handouts.audit.quality import STRICT, WEAKNESSES

    yield "Facts"
    for weakness in WEAKNESSES:
        own = [one for one in found if one.weakness == weakness]
        note = "" if weakness in STRICT else "  (listed only)"
        yield f"  {_NAMES[weakness]:26}{len(own):5}{note if own else ''}"
        if weakness == "list-only" and own:
            yield from _most_printed(own, printing)
        else:
            yield from _by_file(own)


def _most_printed(found: "list[Standing]", printing: "Printing | None") -> Iterator[str]:
    """How many sheets rest on lists, and the facts that most of them print: better sources pay there first."""
    if printing is not None:
        of = f"of {console.counted(printing.sheets, 'sheet')}"
        share = round(100 * printing.resting / max(printing.sheets, 1))
        yield (
            f"    {printing.resting} {of} print one ({share}%); {printing.citing} print a fact that cites such a source at all"
        )
    yield from map(_fact, found[:_FILES])
    if found[_FILES:]:
        rest = console.counted(len(found) - _FILES, "fact")
        yield f"    and {rest} more: all of them with `handouts check --json`"


def _fact(one: "Standing") -> str:
    text = one.text if len(one.text) <= _QUOTE else f"{one.text[: _QUOTE - 1]}…"
    return f"    {one.span}: {text} ({one.why})"


def _by_file(found: "list[Standing]") -> Iterator[str]:
    """A line for each fact if they are few, else a line for each file with its places."""
    if len(found) <= _FILES:
        yield from map(_fact, found)
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


def _reading(found: "tuple[AudienceReading, ...]") -> Iterator[str]:
    """A line for each audience: its limit, its middle and its hardest sheet."""
    from handouts.audit.reading.grade import FEWEST_SENTENCES, FEWEST_WORDS

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


def _coverage(found: "tuple[Coverage, ...]", kinds: tuple[str, ...]) -> Iterator[str]:
    """A row for each dimension, a column for each role: in how many places it is reported."""
    from handouts.audit.quality import totals

    places = len({one.place for one in found})
    sums = totals(found)
    yield f"Coverage: in how many of {console.counted(places, 'place')} a role's row is reported"
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
    yield from _rules(found, kinds)


def _named(codes: tuple[str, ...]) -> str:
    return f" ({' '.join(c.upper() for c in codes)})" if len(codes) <= 20 else ""


def _rules(found: "tuple[Coverage, ...]", kinds: tuple[str, ...]) -> Iterator[str]:
    """How many places ask what, for roles that places have rules of."""
    for role in dict.fromkeys(c.role for c in found if c.credential != "unknown"):
        own = [c for c in found if c.role == role]
        yield ""
        yield f"{role}, {console.counted(len(own), 'place')}"
        for rule in kinds:
            codes = tuple(c.place for c in own if c.credential == rule)
            yield f"  rule {rule:14} {len(codes):4}{_named(codes) if codes else ''}"


# As data


def _document(report: "CheckReport") -> documents.Document:
    return {
        "diagnostics": documents.findings(report.findings),
        "coverage": [
            {
                "place": c.place,
                "name": c.place_name,
                "role": c.role,
                "credential": c.credential,
                "rule_known": c.rule_known,
                "confidence": c.confidence,
                "wages": c.wages,
                "dimensions": dict(c.dimensions),
            }
            for c in report.coverage
        ],
        "editions": report.editions,
        "facts": [
            {
                "weakness": s.weakness,
                "record": s.record,
                "text": s.text,
                "why": s.why,
                "sources": list(s.sources),
                "sheets": s.sheets,
                "file": s.span.file if s.span else None,
                "line": s.span.line if s.span else None,
                "column": s.span.column if s.span else None,
            }
            for s in report.standing
        ],
        "lists": _lists(report.printing),
        "reading": [_audience_reading(a) for a in report.audiences],
        "sheets": [
            {
                "edition": r.edition,
                "grade": r.count.grade,
                "limit": r.limit,
                "sentences": r.count.sentences,
                "words": r.count.words,
                "syllables": r.count.syllables,
                "hardest": [_sentence(s) for s in r.hardest],
            }
            for r in report.readings
        ],
    }


def _upkeep_document(report: "UpkeepReport") -> documents.Document:
    from handouts.audit.quality.upkeep import SOON

    page = report.upkeep
    due = {"overdue": page.overdue(), **{str(days): page.due_within(days) for days in SOON}}
    return {
        "diagnostics": documents.findings(report.findings),
        "date": page.day.isoformat(),
        "rules": [_rule(one) for one in page.rules],
        "best": {
            role: {kind: list(places) for kind, places in page.by_best(role).items()}
            for role in page.roles
        },
        "due": {
            when: [{"place": one.place, "role": one.role} for one in found]
            for when, found in due.items()
        },
    }


def _rule(one: "RuleUpkeep") -> documents.Document:
    return {
        "place": one.place,
        "name": one.place_name,
        "role": one.role,
        "credential": one.credential,
        "confidence": one.confidence,
        "best": one.best,
        "kinds": dict(one.kinds),
        "unsourced": one.unsourced,
        "oldest": one.oldest.isoformat() if one.oldest else None,
        "newest": one.newest.isoformat() if one.newest else None,
        "until": one.due.isoformat() if one.due else None,
        "unknown": one.unknown,
        "withheld": one.withheld,
        "confirm": one.confirm,
        "file": one.span.file if one.span else None,
        "line": one.span.line if one.span else None,
        "column": one.span.column if one.span else None,
    }


def _lists(printing: "Printing | None") -> documents.Document | None:
    """How many sheets rest on lists."""
    if printing is None:
        return None
    return {
        "sheets": printing.sheets,
        "resting": printing.resting,
        "citing": printing.citing,
    }


def _sentence(one: "Sentence") -> documents.Document:
    place = one.span
    return {
        "text": one.text,
        "grade": one.grade,
        "file": place.file if place else None,
        "line": place.line if place else None,
    }


def _audience_reading(one: "AudienceReading") -> documents.Document:
    return {
        "audience": one.audience,
        "limit": one.limit,
        "sheets": one.sheets,
        "over": one.over,
        "median": one.median,
        "highest": one.highest.count.grade if one.highest else None,
        "hardest_sheet": one.highest.edition if one.highest else None,
    }
