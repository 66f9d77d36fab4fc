"""What stands in a cell of a role sheet, as the text that was meant; each fault with its cell."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import get_args

from handouts.characters import INVISIBLE, invisible
from handouts.diagnostics import Diagnostic, Severity
from handouts.exchange.roles.columns import Column
from handouts.exchange.roles.exporting import DANGEROUS
from handouts.exchange.tables.cells import Sheet
from handouts.model.base import SLUG, SOC_CODE, Confidence
from handouts.style import RoleMark
from handouts.wording import listed, quoted, suggestion

_NUMBER = re.compile(r"[0-9]+(\.[0-9]+)?")
_AS_TEXT = "Format the column as text, and type it again"


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell as the spreadsheet holds it."""

    value: object
    formula: bool = False
    format: str = "General"
    """The number format, which tells ``May 2025`` from ``1 May 2025``."""


@dataclass(slots=True)
class Checker:
    """Reads cells of one sheet, and gathers what is wrong with them."""

    sheet: Sheet
    sources: Mapping[str, object]
    is_csv: bool
    found: list[Diagnostic] = field(default_factory=list)

    def fault(self, row: int, at: int, code: str, message: str, remedy: str) -> None:
        """Note an error of a cell."""
        self.found.append(self.sheet.fault(row, at, code, message, remedy))

    def note(self, row: int, at: int, code: str, message: str, remedy: str) -> None:
        """Note what a person should know of a cell that is taken."""
        self.found.append(
            self.sheet.fault(row, at, code, message, remedy, severity=Severity.WARNING)
        )

    def text(self, row: int, at: int, column: Column, cell: Cell) -> str | None:
        """The text of a cell, empty when there is none; ``None`` when it has a fault."""
        before = len(self.found)
        text = self._plain(row, at, column, cell)
        if text is None:
            return None
        if text:
            self._check(row, at, column, text)
        return None if any(d.is_error for d in self.found[before:]) else text

    def _plain(self, row: int, at: int, column: Column, cell: Cell) -> str | None:
        value = cell.value
        if cell.formula:
            if value is None or value == "":
                self.fault(
                    row, at, "formula", "a formula stands here, without its result",
                    "Type the result in its place, or save the file in the spreadsheet program",
                )  # fmt: skip
                return None
            self.note(
                row, at, "formula", f"a formula stands here; its result {quoted(str(value))} is taken",
                "Type the result in its place if it should not change",
            )  # fmt: skip
        if isinstance(value, str) and re.fullmatch(
            r"#(REF|N/A|NAME\?|VALUE|DIV/0|NUM|NULL)!?", value
        ):
            self.fault(
                row, at, "error-value", f"the spreadsheet shows the error {quoted(value)} here",
                "Mend the formula, or type the value",
            )  # fmt: skip
            return None
        if isinstance(value, datetime | date | time):
            return self._day(row, at, column, value, cell.format)
        if isinstance(value, bool):
            return "yes" if value else "no"
        if isinstance(value, int | float):
            return self._number(row, at, column, value, cell.format)
        text = str(value or "").replace("\r\n", "\n").replace("\r", "\n").replace("_x000D_", "")
        text = text.replace("\xa0", " ").strip()
        if self.is_csv and text.startswith("'") and DANGEROUS.match(text):
            text = text[1:]
        return text

    def _day(self, row: int, at: int, column: Column, value: date | time, form: str) -> str | None:
        if isinstance(value, time):
            self.fault(row, at, "date-for-text", "a time of day stands here", _AS_TEXT)
            return None
        if _name(column) in {"checked", "expires"}:
            return f"{value:%Y-%m-%d}"
        if _name(column) == "as_of":
            return (
                f"{value:%B %Y}"
                if "d" not in form.lower()
                else f"{value:%B} {value.day}, {value:%Y}"
            )
        remedy = _AS_TEXT
        if column.key == "soc":
            remedy = (
                f"Format the column as text, and type the SOC code again: `{value:%m-%Y}`, perhaps"
            )
        self.fault(
            row, at, "date-for-text",
            f"the spreadsheet program has made a date of {quoted(column.header)}: `{value:%Y-%m-%d}`",
            remedy,
        )  # fmt: skip
        return None

    def _number(self, row: int, at: int, column: Column, value: float, form: str) -> str | None:
        whole = isinstance(value, int) or value.is_integer()
        text = str(int(value)) if whole else f"{value:.10g}"
        if _name(column) in {"checked", "expires"}:
            self.fault(
                row, at, "wrong-date", f"the number {text} stands here, not a day",
                "Write year, month and day, such as `2026-11-24`",
            )  # fmt: skip
            return None
        if "%" in form and column.kind == "text":
            return f"{value * 100:.10g}%"
        return text

    def _check(self, row: int, at: int, column: Column, text: str) -> None:
        found = INVISIBLE.search(text)
        character = found[0] if found else "\t" if "\t" in text else ""
        if character:
            self.fault(
                row, at, "control-character",
                f"{invisible(character)} stands here",
                "Delete it, and type the text around it again",
            )  # fmt: skip
            return
        check = _CHECKS.get(_name(column))
        if check is not None:
            check(self, row, at, text)
        elif column.kind in {"money", "percent"} and text != "unknown":
            self._figure(row, at, text)

    def _figure(self, row: int, at: int, text: str) -> None:
        if not _NUMBER.fullmatch(text):
            self.fault(
                row, at, "wrong-number", f"{quoted(text)} should be a number",
                "Write digits only, such as `45690`, without `$`, `%` and commas",
            )  # fmt: skip

    def soc(self, row: int, at: int, text: str) -> None:
        """A SOC code."""
        if SOC_CODE.fullmatch(text):
            return
        digits = re.sub(r"\.\d\d$", "", text).replace("-", "").strip()
        near = f"{digits[:2]}-{digits[2:]}" if re.fullmatch("[0-9]{6}", digits) else ""
        remedy = f"Did you mean `{near}`?" if near else "Write it as `31-9092`, in a column of text"
        self.fault(row, at, "wrong-value", f"{quoted(text)} is not a SOC code", remedy)

    def slug(self, row: int, at: int, text: str) -> None:
        """A name for the role's file."""
        if not SLUG.fullmatch(text):
            self.fault(
                row, at, "wrong-name", f"{quoted(text)} cannot be the name of a role’s file",
                "Write small letters a to z, digits, and `-` between words",
            )  # fmt: skip

    def day(self, row: int, at: int, text: str) -> None:
        """A day, in each line."""
        for line in text.split("\n"):
            try:
                good = re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", line.strip()) is not None
                date.fromisoformat(line.strip() if good else "2000-01-01")
            except ValueError:
                good = False
            if not good and line.strip() != "-":
                self.fault(
                    row, at, "wrong-date", f"{quoted(line)} is not a day",
                    "Write year, month and day, such as `2026-11-24`",
                )  # fmt: skip
                return

    def source_ids(self, row: int, at: int, text: str) -> None:
        """Ids of ``data/sources.yaml``."""
        wrong = [i for i in ids(text) if i not in self.sources and i != "-"]
        if wrong:
            what = "there is no source" if len(wrong) == 1 else "there are no sources"
            self.fault(
                row, at, "unknown-reference", f"{what} {listed(wrong)}",
                suggestion(wrong[0], self.sources, "Add it to `data/sources.yaml`, or correct the name"),
            )  # fmt: skip

    def one_of(self, row: int, at: int, text: str, known: tuple[str, ...]) -> None:
        """One of a few words, in each line."""
        for line in text.split("\n"):
            if line.strip() not in {*known, "-"}:
                self.fault(
                    row, at, "wrong-value", f"{quoted(line)} is not one of {listed(known)}",
                    suggestion(line, known, f"Write {listed(known)}"),
                )  # fmt: skip
                return


def ids(text: str) -> list[str]:
    """The source ids of a cell, separated by commas, semicolons or lines."""
    return [part.strip() for part in re.split(r"[,;\n]", text) if part.strip()]


def _name(column: Column) -> str:
    return column.detail or column.key


_Check = Callable[[Checker, int, int, str], None]
_CHECKS: Mapping[str, _Check] = {
    "soc": Checker.soc,
    "slug": Checker.slug,
    "checked": Checker.day,
    "expires": Checker.day,
    "sources": Checker.source_ids,
    "mark": lambda c, row, at, text: c.one_of(row, at, text, get_args(RoleMark)),
    "confidence": lambda c, row, at, text: c.one_of(row, at, text, get_args(Confidence)),
}
