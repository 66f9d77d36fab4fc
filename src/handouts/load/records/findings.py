"""What was found on the way: diagnostics, and the records that they condemn."""

import difflib
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import lru_cache
from itertools import islice

from handouts.diagnostics import Diagnostic, Severity, Span, in_order

RecordKey = tuple[str, str]
"""Kind and slug."""

_LONGEST_QUOTE = 60
_MOST_COMPARED = 500
"""Names among which the nearest is looked for."""

MOST_OF_ONE_FILE = 200
"""Errors, and warnings, of one file that are shown."""


class Findings:
    """The diagnostics of one run; an error that belongs to a record makes it faulty."""

    def __init__(self) -> None:
        self._diagnostics: list[Diagnostic] = []
        self._faulty: dict[RecordKey, list[Diagnostic]] = {}

    def add(self, *diagnostics: Diagnostic) -> None:
        """Note what concerns no single record."""
        self._diagnostics += diagnostics

    def blame(self, kind: str, slug: str, *diagnostics: Diagnostic) -> None:
        """Note what concerns one record."""
        self._diagnostics += diagnostics
        errors = [d for d in diagnostics if d.is_error]
        if errors:
            self._faulty.setdefault((kind, slug), []).extend(errors)

    def error(
        self, key: RecordKey, code: str, message: str, remedy: str, span: Span | None
    ) -> None:
        """Note one error of one record."""
        self.blame(*key, Diagnostic(code, message, remedy, span))

    def warn(self, code: str, message: str, remedy: str, span: Span | None) -> None:
        """Note a warning; it condemns no record."""
        self.add(Diagnostic(code, message, remedy, span, Severity.WARNING))

    def is_faulty(self, kind: str, slug: str) -> bool:
        """Whether the record has an error."""
        return (kind, slug) in self._faulty

    def of(self, kind: str, slug: str) -> tuple[Diagnostic, ...]:
        """The errors of one record."""
        return tuple(self._faulty.get((kind, slug), ()))

    def faulty_slugs(self, kind: str) -> set[str]:
        """The slugs of a kind that have errors."""
        return {slug for k, slug in self._faulty if k == kind}

    @property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """Everything, sorted by place, each once; of one file no more than can be read."""
        return _readable(in_order(self._diagnostics))

    @property
    def errors(self) -> tuple[Diagnostic, ...]:
        """The errors, sorted by place."""
        return tuple(d for d in self.diagnostics if d.is_error)

    @property
    def faulty(self) -> Mapping[RecordKey, tuple[Diagnostic, ...]]:
        """Record → its errors, sorted."""
        return {key: in_order(found) for key, found in sorted(self._faulty.items())}


def _readable(found: tuple[Diagnostic, ...]) -> tuple[Diagnostic, ...]:
    """Without what comes after the first faults of a file that has very many."""
    counts: Counter[tuple[str, str]] = Counter()
    kept: list[Diagnostic] = []
    for diagnostic in found:
        key = (diagnostic.span.file if diagnostic.span else "", diagnostic.severity)
        counts[key] += 1
        if counts[key] <= MOST_OF_ONE_FILE:
            kept.append(diagnostic)
    for (file, severity), count in counts.items():
        if count > MOST_OF_ONE_FILE:
            more = count - MOST_OF_ONE_FILE
            message = f"{more:,} more {severity}s of the same file are not shown"
            remedy = "Mend the ones that are shown first"
            kept.append(
                Diagnostic("more-faults", message, remedy, Span(file, 1, 1), Severity(severity))
            )
    return in_order(kept)


def quoted(text: str) -> str:
    """What was typed, in backticks, shortened to one line."""
    printable = text.encode("utf-8", "replace").decode()
    line = " ".join(printable.replace("`", "'").split())
    if len(line) > _LONGEST_QUOTE:
        line = f"{line[: _LONGEST_QUOTE - 1]}…"
    return f"`{line}`"


def listed(names: Iterable[str], last: str = "or", limit: int = 12) -> str:
    """Names in backticks: ``a``, ``b`` or ``c``; beyond the limit, how many more."""
    all_names = list(names)
    shown = [quoted(n) for n in all_names[:limit]]
    if len(all_names) > limit:
        return f"{', '.join(shown)} and {len(all_names) - limit} more"
    if len(shown) < 2:
        return "".join(shown)
    return f"{', '.join(shown[:-1])} {last} {shown[-1]}"


def suggestion(name: str, known: Iterable[str], otherwise: str) -> str:
    """``Did you mean …?`` with the nearest known name, else what to do instead."""
    folded = {n.lower(): n for n in islice(known, _MOST_COMPARED)}
    near = _nearest(name.strip().lower()[:200], tuple(folded))
    if near:
        return f"Did you mean `{folded[near[0]]}`?"
    return otherwise


@lru_cache(maxsize=4_096)
def _nearest(name: str, known: tuple[str, ...]) -> list[str]:
    return difflib.get_close_matches(name, known, 1)
