"""Which sheet of a workbook holds the recipients."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from handouts.diagnostics import Diagnostic, Severity, Span, UsageError
from handouts.exchange.recipients.heads import LOOKED_AT, likeness
from handouts.exchange.tables.workbooks import rows_of
from handouts.plan.names import did_you_mean
from handouts.wording import folded, listed


@dataclass(slots=True)
class SheetChoice:
    """Chooses the sheet that was typed, else the one that looks most like a table of recipients."""

    file: str
    typed: str | None
    notices: list[Diagnostic]

    def __call__(self, book: Any) -> str:
        """The name of the sheet; what else there is among those that can be seen is noted."""
        if self.typed is not None:
            return self._named(book, self.typed)
        seen = [s for s in book.worksheets if s.sheet_state == "visible"] or book.worksheets
        if len(seen) == 1:
            return str(seen[0].title)
        tops = {str(sheet.title): self._top(sheet) for sheet in seen}
        filled = [name for name, rows in tops.items() if rows]
        best = max(tops, key=lambda name: likeness(tops[name]))  # the first of equal ones
        others = [name for name in filled if name != best]
        if others:
            self.notices.append(self._said(best, others))
        return best

    def _named(self, book: Any, typed: str) -> str:
        """A sheet by its name, in any case; hidden ones too."""
        names = tuple(str(sheet.title) for sheet in book.worksheets)
        found = next((n for n in names if n == typed), None)
        found = found or next((n for n in names if folded(n) == folded(typed)), None)
        if found is None:
            raise UsageError(
                Diagnostic(
                    "unknown-sheet",
                    f"`{self.file}` has no sheet `{typed}`",
                    did_you_mean(typed, "sheet", names),
                )
            )
        return found

    def _top(self, sheet: Any) -> Sequence[Sequence[str]]:
        rows = (
            [" ".join(str(v).split()) if v is not None else "" for v in row]
            for _, row in rows_of(sheet, self.file)
        )
        return list(islice(filter(any, rows), LOOKED_AT))

    def _said(self, name: str, others: Sequence[str]) -> Diagnostic:
        return Diagnostic(
            "sheet-chosen",
            f"the sheet `{name}` is read; there {'is' if len(others) == 1 else 'are'} also "
            f"{listed(others, 'and')}",
            f'Write `--sheet "{name}"`, or the name of another one, to choose it yourself',
            Span(self.file),
            Severity.WARNING,
        )
