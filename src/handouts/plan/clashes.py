"""Rows of a table that would be written to one path, and how their paths can be told apart."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

from handouts.diagnostics import Diagnostic, Span, ranges
from handouts.edition import Edition, Recipient
from handouts.plan.paths import PLACEHOLDERS, placeholders, slug


def clashes(editions: Sequence[Edition], pattern: str) -> Iterator[Diagnostic]:
    """Every path that several editions have; case does not tell files apart everywhere."""
    by_path: dict[str, list[Edition]] = {}
    for edition in editions:
        by_path.setdefault(edition.path.casefold(), []).append(edition)
    several = [same for same in by_path.values() if len(same) > 1]
    rows = [same for same in several if len(_rows(same)) > 1]
    if rows:
        yield _of_rows(rows, pattern)
    elif several:
        yield _of_one_row(several, pattern)


def _rows(editions: Sequence[Edition]) -> list[Recipient]:
    """The rows that editions are made for, each once."""
    found = {e.recipient.line: e.recipient for e in editions if e.recipient is not None}
    return [found[line] for line in sorted(found)]


def _of_rows(several: Sequence[Sequence[Edition]], pattern: str) -> Diagnostic:
    """All of them in one, as one pattern has to tell all of them apart."""
    groups = list(
        {tuple(row.line for row in _rows(same)): _rows(same) for same in several}.values()
    )
    first = several[0][0].path
    shown = "; ".join(f"rows {ranges(row.line for row in rows)}" for rows in groups)
    columns = _telling(groups)
    return Diagnostic(
        "path-clash",
        f"{shown} would {'' if len(groups) == 1 else 'each '}be written to one path: `{first}`"
        + ("" if len(groups) == 1 else ", …"),
        f"Tell them apart with `--pattern`, such as `{_with(pattern, columns)}`"
        if columns
        else "Their rows differ in no column by letters or digits that a file’s name can have: write "
        "in a column in which way they differ",
        Span(groups[0][1].file, groups[0][1].line),
    )


def _telling(groups: Sequence[Sequence[Recipient]]) -> tuple[str, ...]:
    """The fewest columns, one or two, by which the rows of every group differ as parts of a path."""
    known = tuple(groups[0][0].values)
    tables = [
        [{column: slug(row.values[column]) for column in known} for row in rows] for rows in groups
    ]
    for number in (1, 2):
        for columns in combinations(known, number):
            if all(_differ([tuple(row[c] for c in columns) for row in rows]) for rows in tables):
                return columns
    return ()


def _differ(values: Sequence[tuple[str, ...]]) -> bool:
    return len(set(values)) == len(values)


def _of_one_row(several: Sequence[Sequence[Edition]], pattern: str) -> Diagnostic:
    same = several[0]
    (row, *_) = _rows(same)
    values: Mapping[str, set[str | None]] = {
        "audience": {e.audience for e in same},
        "place": {e.place for e in same},
        "handout": {e.handout for e in same},
        "language": {e.language for e in same},
    }
    used = placeholders(pattern)
    missing = tuple(n for n in PLACEHOLDERS if len(values[n]) > 1 and n not in used)
    return Diagnostic(
        "path-clash",
        f"the editions of row {row.line} would all be written to `{same[0].path}`",
        f"Tell them apart with `--pattern`, such as `{_with(pattern, missing)}`",
        Span(row.file, row.line),
    )


def _with(pattern: str, columns: Sequence[str]) -> str:
    """The pattern with more columns at the end of the first part of the file's name."""
    folder, slash, name = pattern.rpartition("/")
    more = "".join(f"-{{{column}}}" for column in columns)
    stem, dot, rest = name.partition(".")
    return f"{folder}{slash}{stem}{more}{dot}{rest}"
