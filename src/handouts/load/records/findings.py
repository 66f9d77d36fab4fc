"""What was found on the way: diagnostics, and the records that they condemn."""

from collections import Counter
from collections.abc import Mapping

from handouts.diagnostics import Diagnostic, Severity, Span, in_order

RecordKey = tuple[str, str]
"""Kind and slug."""

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
    """The findings; of a file with very many faults, only the first."""
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
