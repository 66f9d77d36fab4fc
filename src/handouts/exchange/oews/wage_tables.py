"""The project's own wage tables, ``data/wages/*.csv``, with imported rows put in."""

import csv
import io
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from handouts.exchange.oews.bls_files import FIGURES, NATION, OewsFile, OewsRow, same_figure
from handouts.exchange.proposal import Change, FileChange, proposed
from handouts.exchange.sources import MONTHS
from handouts.load.yaml_tree.texts import LARGEST_TABLE, read_text

FOLDER = "data/wages"
COLUMNS = (
    "area", "area_title", "prim_state", "occ_code", "occ_title", *FIGURES, "release", "source_id"
)  # fmt: skip

Key = tuple[str, str]
"""SOC code and area."""


@dataclass(slots=True)
class Table:
    """One file: its columns, and its rows by SOC code and area."""

    path: str
    columns: list[str]
    rows: dict[Key, dict[str, str]] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """The file: by occupation, the nation first, then states by FIPS code."""
        out = io.StringIO()
        writer = csv.DictWriter(out, self.columns, lineterminator="\n", restval="")
        writer.writeheader()
        writer.writerows(sorted(self.rows.values(), key=_order))
        return out.getvalue()

    def lose(self, keys: Iterable[Key]) -> bool:
        """Take rows out; whether one of them was there."""
        found = [self.rows.pop(key, None) for key in keys]
        return any(row is not None for row in found)


@dataclass(frozen=True, slots=True)
class Imported:
    """What is put in: the rows, their release, and the ids of their sources."""

    file: OewsFile
    release: str
    national_source: str
    state_source: str
    metropolitan_source: str
    names: Mapping[str, str]
    """SOC code → how the occupation is called in messages."""


def read_tables(root: Path) -> list[Table]:
    """Every table of the project, which `load` found to be sound.

    Raises:
        HandoutsError: when a file cannot be read as text.
    """
    folder = root / FOLDER
    found = sorted(folder.glob("*.csv")) if folder.is_dir() else []
    return [_read(path, f"{FOLDER}/{path.name}") for path in found if not path.name.startswith(".")]


def _read(path: Path, name: str) -> Table:
    reader = csv.DictReader(io.StringIO(read_text(path, name, LARGEST_TABLE)))
    columns = [c.strip().lower() for c in reader.fieldnames or ()]
    reader.fieldnames = columns
    table = Table(name, columns)
    for row in reader:
        values = {c: (row.get(c) or "").strip() for c in columns}
        table.rows[values.get("occ_code", ""), values.get("prim_state", "")] = values
    return table


def newest_release(tables: list[Table]) -> str | None:
    """The latest release that stands in the tables."""
    found = {row.get("release", "") for table in tables for row in table.rows.values()}
    return max((r for r in found if release_order(r)), key=release_order, default=None)


def release_order(release: str) -> tuple[int, int]:
    """``May 2025`` as year and month, to compare releases; nothing else counts."""
    month, _, year = release.partition(" ")
    if month not in MONTHS or not re.fullmatch(r"[0-9]{4}", year):
        return (0, 0)
    return (int(year), MONTHS.index(month) + 1)


def with_rows(root: Path, tables: list[Table], imported: Imported) -> list[FileChange]:
    """The changed files: the release's own table gets the rows, others lose those that are replaced."""
    rows = imported.file.rows
    before = {key: row for table in tables for key, row in table.rows.items()}
    lost = [key for key in before if key not in rows and _is_replaced(key, imported)]
    touched = [table for table in tables if table.lose((*rows, *lost))]
    own = _own_table(tables, imported)
    own.rows |= {k: _merged(before.get(k, {}), row, imported) for k, row in rows.items()}
    changes = [_removal(key, before[key], imported) for key in lost]
    for key in rows:
        changes += _changes(key, before.get(key, {}), own.rows[key], imported)
    files = [proposed(root, own.path, own.text, tuple(changes))]
    files += [
        proposed(root, table.path, table.text if table.rows else None, ())
        for table in touched
        if table is not own
    ]
    return [file for file in files if file is not None]


def _own_table(tables: list[Table], imported: Imported) -> Table:
    """The table of the release, there or to be made, with all columns that it needs."""
    name = f"{FOLDER}/oews-{imported.release.lower().replace(' ', '-')}.csv"
    own = next((table for table in tables if table.path == name), Table(name, []))
    own.columns += [column for column in COLUMNS if column not in own.columns]
    return own


def _is_replaced(key: Key, imported: Imported) -> bool:
    """Whether the file speaks of the occupation, and of areas of this kind."""
    soc, area = key
    return any(s == soc and _kind(a) == _kind(area) for s, a in imported.file.rows)


def _kind(area: str) -> str:
    """Whether an area is the nation, a state or a metropolitan area, whose codes are numbers."""
    return NATION if area == NATION else "metropolitan" if area.isdigit() else "state"


def _merged(old: Mapping[str, str], row: OewsRow, imported: Imported) -> dict[str, str]:
    """A row of the table; a figure that says the same stays as it was written."""
    sources = {NATION: imported.national_source, "metropolitan": imported.metropolitan_source}
    source = sources.get(_kind(row.area), imported.state_source)
    new = {
        "area": row.fips,
        "area_title": row.area_title,
        "prim_state": row.area,
        "occ_code": row.soc,
        "occ_title": row.title,
        **row.figures,
        "release": imported.release,
        "source_id": source,
    }
    kept = {c: old[c] for c in new if c in old and same_figure(old[c], new[c])}
    return {**old, **new, **kept}


def _changes(
    key: Key, old: Mapping[str, str], new: Mapping[str, str], imported: Imported
) -> list[Change]:
    place = _place(key, imported)
    if not old:
        return [Change(place, None, _summary(new))]
    return [
        Change(f"{place} {column}", old.get(column) or None, new.get(column) or None)
        for column in (*FIGURES, "release", "source_id")
        if old.get(column, "") != new.get(column, "")
    ]


def _removal(key: Key, old: Mapping[str, str], imported: Imported) -> Change:
    return Change(_place(key, imported), _summary(old), None)


def _place(key: Key, imported: Imported) -> str:
    soc, area = key
    return f"{imported.names.get(soc, soc)} {area}"


def _summary(row: Mapping[str, str]) -> str:
    return f"{row.get('tot_emp') or 'no figure of'} jobs, median {row.get('a_median') or 'unknown'}"


def _order(row: Mapping[str, str]) -> tuple[str, bool, str]:
    return (row.get("occ_code", ""), row.get("prim_state") != NATION, row.get("area", ""))
