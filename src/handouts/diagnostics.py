"""Faults as values: where, what, and how to mend it."""

import traceback
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import field, replace
from enum import StrEnum
from pathlib import Path

from handouts.frozen import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A place in a file of the project; line and column count from 1, 0 means unknown."""

    file: str
    line: int = 0
    column: int = 0
    stretches: tuple[tuple[int, int, int], ...] = field(default=(), compare=False, repr=False)
    """Parts of the text that starts here which stand in the file as they are: the place of the first
    character in the text, counted from 0, and its line and column. Without any, all of it does."""
    signs: tuple[tuple[str, "Span"], ...] = field(default=(), compare=False, repr=False)
    """Each non-ASCII character of the text that starts here, and its first place."""

    def of(self, character: str) -> "Span | None":
        """The first place of a non-ASCII character of the text that starts here."""
        return next((place for sign, place in self.signs if sign == character), None)

    def at(self, character: int) -> "Span":
        """The place of a character of the text that starts here, counted from 0."""
        before = (stretch for stretch in reversed(self.stretches) if stretch[0] <= character)
        first, line, column = next(before, (0, self.line, self.column))
        return Span(self.file, line, column + character - first)

    def __str__(self) -> str:
        parts = [self.file, *(str(n) for n in (self.line, self.column) if n)]
        return ":".join(parts)


def joined_places(spans: Iterable[Span | None]) -> Span | None:
    """The first of several places, with the ``signs`` of all of them."""
    known = [span for span in spans if span is not None]
    if not known:
        return None
    signs = tuple(sign for span in known for sign in span.signs)
    return replace(known[0], signs=signs) if signs else known[0]


class Severity(StrEnum):
    """How much a diagnostic weighs: an error fails what it touches, a warning fails nothing."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One fault for people: a stable code, a sentence, its place, and the remedy."""

    code: str
    message: str
    remedy: str = ""
    span: Span | None = None
    severity: Severity = Severity.ERROR
    part: str = ""
    """The part of a packet in which it was found; equal faults of two parts count as one."""

    @property
    def is_error(self) -> bool:
        """Whether it fails what it touches."""
        return self.severity is Severity.ERROR

    def sort_key(self) -> tuple[Span, str, str]:
        """Order by place, then code: the order in which faults are shown."""
        return (self.span or Span(""), self.code, self.message)


class HandoutsError(Exception):
    """Carries one or more diagnostics over the border of a phase."""

    def __init__(self, *diagnostics: Diagnostic) -> None:
        super().__init__("; ".join(d.message for d in diagnostics))
        self.diagnostics = diagnostics

    def __reduce__(self) -> tuple[type["HandoutsError"], tuple[Diagnostic, ...]]:
        return (type(self), self.diagnostics)


class UsageError(HandoutsError):
    """The command was asked for something that does not exist: exit code 2."""


class ProjectError(HandoutsError):
    """There is no readable project: exit code 3."""


def in_order(diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Sort by place and drop repetitions."""
    return tuple(sorted(dict.fromkeys(diagnostics), key=Diagnostic.sort_key))


def by_kind(diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Faults of the cells of a table, in the order of their places; those of one kind as one, with all its rows.

    Of one kind are those of a column that ask for the same remedy.
    """
    return tuple(told for told, _ in kinds_of(diagnostics))


def kinds_of(
    diagnostics: Iterable[Diagnostic],
) -> Iterator[tuple[Diagnostic, Sequence[Diagnostic]]]:
    """Each kind of fault as one, and those that are of it."""
    kinds: dict[tuple[object, ...], list[Diagnostic]] = {}
    for found in in_order(diagnostics):
        place = found.span
        column = (place.file, place.column) if place else found.message
        kinds.setdefault((found.code, found.severity, found.remedy, column), []).append(found)
    for same in kinds.values():
        yield _as_one(same), same


def of_whole_table(notices: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Those that may explain an error of the table: which sheet was read, and from which row on."""
    return tuple(n for n in notices if n.span is not None and not n.span.column)


def _as_one(same: Sequence[Diagnostic]) -> Diagnostic:
    first, *others = same
    lines = sorted({d.span.line for d in others if d.span} - {first.span.line if first.span else 0})
    if not lines:
        return first
    rows = "one more row" if len(lines) == 1 else f"{len(lines):,} more rows"
    return replace(first, message=f"{first.message}; and so in {rows}: {ranges(lines)}")


def ranges(numbers: Iterable[int]) -> str:
    """``3, 5–9, 12`` of numbers in their order."""
    ends: list[list[int]] = []
    for number in numbers:
        if ends and number == ends[-1][1] + 1:
            ends[-1][1] = number
        else:
            ends.append([number, number])
    return ", ".join(f"{a}" if a == b else f"{a}–{b}" for a, b in ends)


def internal_error(bug: Exception) -> Diagnostic:
    """A fault of the program itself, with the line of code that raised it."""
    frame = traceback.extract_tb(bug.__traceback__)[-1]
    place = f"{'/'.join(Path(frame.filename).parts[-2:])}:{frame.lineno}"
    return Diagnostic(
        "internal-error",
        f"the program failed: {type(bug).__name__}: {bug} ({place})",
        "This is a fault of `handouts`, not of your files; please report it with this line",
    )
