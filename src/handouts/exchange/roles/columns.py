"""The columns of a spreadsheet of roles: how they are called, and what each may hold."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from handouts.exchange.roles.files import DETAILS
from handouts.model.records import Dimension

OWN = ("slug", "title", "plural", "soc", "mark")
"""Plain values of a role."""

FACTS = ("word", "summary")
NEEDED = ("title", "plural", "soc", "summary")
"""What a role cannot do without."""

TASKS = "tasks"
WORKED_OUT = ("pay", "pay-hourly")
"""Dimensions that come from ``data/wages``, not from the role's file."""

_OTHER_NAMES = {
    "id": "slug", "name": "title", "soc code": "soc", "as of": "as_of", "source": "sources",
    "date checked": "checked", "task": "tasks",
}  # fmt: skip


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
