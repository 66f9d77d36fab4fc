"""The columns of a spreadsheet of roles: how they are called, and what each may hold."""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple

from handouts.exchange.roles.files import DETAILS
from handouts.exchange.tables.cells import AS_TEXT, Cell
from handouts.model.base import SLUG, SOC_CODE, UNKNOWN
from handouts.model.records import Dimension
from handouts.model.records.values import AMOUNTS, AmountForm, ends_of
from handouts.wording import listed, quoted, suggestion

OWN = ("slug", "title", "plural", "soc", "mark")
"""Plain values of a role."""

FACTS = ("word", "summary")
NEEDED = ("title", "plural", "summary")
"""What a role cannot do without."""

TASKS = "tasks"
NOTHING = "-"
"""Stands in a list of details for an entry that has none."""

_OTHER_NAMES = {
    "id": "slug", "name": "title", "soc code": "soc", "as of": "as_of", "source": "sources",
    "date checked": "checked", "task": "tasks",
}  # fmt: skip

Fault = tuple[str, str, str]
"""Code, message and remedy."""


class Known(NamedTuple):
    """Names that cells may give: sources and marks of the project."""

    sources: Collection[str]
    marks: Collection[str]


@dataclass(frozen=True, slots=True)
class Column:
    """One column: a value of the role, a fact, or a detail of a fact (of all facts without a key)."""

    key: str
    detail: str = ""
    kind: str = "text"
    """The kind of the dimension."""

    @property
    def header(self) -> str:
        """How it is called: ``training``, ``training.sources``, ``sources``."""
        return ".".join(part for part in (self.key, self.detail) if part)

    @property
    def holds(self) -> str:
        """What stands in it: ``checked`` of a fact and of all facts hold days alike."""
        return self.detail or self.key

    def as_meant(self, cell: Cell) -> Cell:
        """A cell in which the spreadsheet program made a day of what may be one, or a share of a figure."""
        value = cell.value
        if isinstance(value, date) and self.holds in {"checked", "expires"}:
            return replace(cell, value=f"{value:%Y-%m-%d}")
        if isinstance(value, date) and self.holds == "as_of":
            day = "" if "d" not in cell.format.lower() else f" {value.day},"
            return replace(cell, value=f"{value:%B}{day} {value:%Y}")
        is_text = self.kind == "text" and not self.detail
        return cell if is_text else replace(cell, format="General")

    def remedy_of_day(self, cell: Cell) -> str:
        """What to do about a day that stands where text is wanted: ``11-2021`` was perhaps a code."""
        if self.holds == "soc" and isinstance(cell.value, date):
            code = f"{cell.value:%m-%Y}"
            return f"Format the column as text, and type the SOC code again: `{code}`, perhaps"
        return AS_TEXT

    def fault_in(self, text: str, known: Known) -> Fault | None:
        """What is wrong with a text here that the record itself would not tell, or not so well."""
        match self.holds:
            case "soc":
                return None if SOC_CODE.fullmatch(text) else _no_code(text)
            case "slug":
                return None if SLUG.fullmatch(text) else _no_slug(text)
            case "sources":
                return _unknown_sources(text, known.sources)
            case "mark":
                return None if text in known.marks else _no_mark(text, known.marks)
            case _ if self.kind in AMOUNTS and text != UNKNOWN:
                return _no_amount(text, AMOUNTS[self.kind])
            case _:
                return None


def _no_code(text: str) -> Fault:
    digits = re.sub(r"\.\d\d$", "", text).replace("-", "").strip()
    near = f"{digits[:2]}-{digits[2:]}" if re.fullmatch("[0-9]{6}", digits) else ""
    remedy = f"Did you mean `{near}`?" if near else "Write it as `31-9092`, in a column of text"
    return "wrong-value", f"{quoted(text)} is not a SOC code", remedy


def _no_slug(text: str) -> Fault:
    remedy = "Write small letters a to z, digits, and `-` between words"
    return "wrong-name", f"{quoted(text)} cannot be the name of a role’s file", remedy


def _no_mark(text: str, marks: Collection[str]) -> Fault:
    remedy = suggestion(text, marks, f"Write {listed(marks)}")
    return "wrong-value", f"there is no mark {quoted(text)}", remedy


def _no_amount(text: str, form: AmountForm) -> Fault | None:
    if ends_of(text, form) is not None:
        return None
    return form.code, f"{quoted(text)} should be {form.what}", form.remedy


def _unknown_sources(text: str, sources: Collection[str]) -> Fault | None:
    wrong = [one for one in ids(text) if one not in sources and one != NOTHING]
    if not wrong:
        return None
    what = "there is no source" if len(wrong) == 1 else "there are no sources"
    remedy = suggestion(wrong[0], sources, "Add it to `data/sources.yaml`, or correct the name")
    return "unknown-reference", f"{what} {listed(wrong)}", remedy


def ids(text: str) -> list[str]:
    """The source ids of a cell, separated by commas, semicolons or lines."""
    return [part.strip() for part in re.split(r"[,;\n]", text) if part.strip()]


def known_columns(dimensions: Mapping[str, Dimension], used: Iterable[str] = ()) -> list[Column]:
    """Every column that a sheet may have, in order; ``used`` are dimensions that only roles know."""
    kinds = {name: str(d.kind) for name, d in dimensions.items()}
    kinds |= {name: "text" for name in used if name not in kinds}
    columns = [Column(key) for key in OWN]
    for key in (*FACTS, *kinds, TASKS):
        kind = "list" if key == TASKS else kinds.get(key, "text")
        columns.append(Column(key, kind=kind))
        columns += [Column(key, detail) for detail in DETAILS]
    return columns + [Column("", detail) for detail in DETAILS]


def by_name(columns: Iterable[Column], dimensions: Mapping[str, Dimension]) -> dict[str, Column]:
    """Names in small letters → columns: ids, the labels of dimensions, and what people write."""
    found = {column.header: column for column in columns}
    labels = {str(d.label).lower(): name for name, d in dimensions.items()}
    for label, name in labels.items():
        found.setdefault(label, found[name])
        for detail in DETAILS:
            found.setdefault(f"{label}.{detail}", found[f"{name}.{detail}"])
    for other, name in _OTHER_NAMES.items():
        found.setdefault(other, found[name])
    return found
