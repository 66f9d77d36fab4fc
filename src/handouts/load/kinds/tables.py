"""Tables of collections: a row for each record, every cell with its place."""

import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from handouts.diagnostics import Diagnostic, HandoutsError, Span
from handouts.frozen import dataclass
from handouts.load.records.findings import Findings
from handouts.load.records.reading import WHOLE_FILE
from handouts.load.yaml_tree.nodes import PlacedDict, PlacedList
from handouts.load.yaml_tree.tables import rows_of, wrong_count, wrong_delimiter
from handouts.load.yaml_tree.texts import LARGEST_TABLE, read_text
from handouts.model.base import SLUG, Text
from handouts.model.records.collections import OF_RECORDS, Collection
from handouts.wording import quoted, suggestion

SLUG_COLUMN: Final = "slug"
ALT: Final = "alt"
"""Of a picture, what it shows."""

_IDS: Final = "source_id"
"""Another name of the column ``sources``, as tables of wages have it."""

FORMULA: Final = re.compile(r"[=@]|[+-]\s*[A-Za-z($]")
"""What a spreadsheet program takes for a formula."""

_PARTING: Final = re.compile(r"[;\n]")
_BETWEEN_IDS: Final = re.compile(r"[,;\n]")


def read_table(
    root: Path, file: str, name: str, collection: Collection, findings: Findings
) -> dict[str, PlacedDict]:
    """The rows of a table as the nodes of its records, by slug."""
    try:
        rows = filled_rows(root, file)
    except HandoutsError as fault:
        findings.blame(name, WHOLE_FILE, *fault.diagnostics)
        return {}
    return of_rows(rows, file, name, collection, findings)


def of_rows(
    rows: list[tuple[int, list[str]]],
    file: str,
    name: str,
    collection: Collection,
    findings: Findings,
) -> dict[str, PlacedDict]:
    """The rows under a head as the nodes of their records, by slug."""
    line, head = rows[0]
    try:
        columns = heads_of(head, line, file, collection)
    except HandoutsError as fault:
        findings.blame(name, WHOLE_FILE, *fault.diagnostics)
        return {}
    nodes: dict[str, PlacedDict] = {}
    lines: dict[str, int] = {}
    for line, fields in rows[1:]:
        row = _Row(name, file, line, fields, findings)
        if len(fields) != len(columns):
            findings.blame(name, WHOLE_FILE, wrong_count(fields, len(columns), Span(file, line, 1)))
            continue
        slug = row.slug(columns, collection)
        node = row.node(columns, collection, slug or WHOLE_FILE)
        if slug is None:
            continue
        if slug in nodes:
            row.fault(
                slug,
                0,
                "duplicate-row",
                f"the record {quoted(slug)} stands in line {lines[slug]} already",
                f"Delete one of the two rows, or give each a name of its own in a column `{SLUG_COLUMN}`",
            )
            continue
        nodes[slug], lines[slug] = node, line
    return nodes


def filled_rows(root: Path, file: str) -> list[tuple[int, list[str]]]:
    """The rows of a table that are not empty, with the lines in which they start.

    Raises:
        HandoutsError: when it cannot be read, or is empty.
    """
    rows = list(rows_of(read_text(root / file, file, LARGEST_TABLE), file))
    if rows:
        return rows
    what = "Fill it in, or delete it"
    raise HandoutsError(Diagnostic("empty-file", "the table is empty", what, Span(file, 1, 1)))


def columns_of(collection: Collection) -> list[str]:
    """Every column that a table may have."""
    own = [SLUG_COLUMN]
    for name, field in collection.fields.items():
        own += [name, *([f"{name}.{ALT}"] if field.kind == "picture" else [])]
        own += [f"{name}.{detail}" for detail in (*OF_RECORDS, "currency")]
    return [*own, *OF_RECORDS, _IDS]


def heads_of(head: list[str], line: int, file: str, collection: Collection) -> list[str]:
    """The columns by their heads; fields may be called by their labels.

    Raises:
        HandoutsError: with every faulty head.
    """
    known = columns_of(collection)
    labels = {str(f.label).lower(): n for n, f in collection.fields.items() if f.label}
    names = [labels.get(one.strip().lower(), one.strip().lower()) for one in head]
    if len(names) == 1 and len(collection.fields) > 1:
        raise HandoutsError(wrong_delimiter(names[0], file, line))
    faults = []
    for at, name in enumerate(names):
        place = Span(file, line, at + 1)
        if name not in known:
            remedy = suggestion(name, known, "Delete it, or declare a field of that name")
            message = f"there is no column {quoted(head[at])}"
            faults.append(Diagnostic("unknown-column", message, remedy, place))
        elif name in names[:at]:
            message = f"the column {quoted(name)} stands here twice"
            remedy = "Delete one of the two columns"
            faults.append(Diagnostic("duplicate-column", message, remedy, place))
    faults += [
        Diagnostic(
            "missing-column",
            f"the column {quoted(name)} is missing, and every record has this field",
            "Add it, or take `required` out of its declaration",
            Span(file, line, 1),
        )
        for name, field in collection.fields.items()
        if field.required and name not in names
    ]
    if faults:
        raise HandoutsError(*faults)
    return names


def slug_of(title: str) -> str:
    """A record's name from what names it among people: ``Fair at Reno`` is ``fair-at-reno``."""
    bare = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    return "-".join(re.findall(r"[a-z0-9]+", bare))


@dataclass(frozen=True, slots=True)
class _Row:
    """One row: its cells, and where its faults go."""

    name: str
    file: str
    line: int
    fields: list[str]
    findings: Findings

    def place(self, at: int) -> Span:
        return Span(self.file, self.line, at + 1)

    def fault(self, slug: str, at: int, code: str, message: str, remedy: str) -> None:
        self.findings.error((self.name, slug), code, message, remedy, self.place(at))

    def slug(self, columns: list[str], collection: Collection) -> str | None:
        """The record's name: of its column, else made of the field that names it."""
        given = self.fields[columns.index(SLUG_COLUMN)].strip() if SLUG_COLUMN in columns else ""
        at = columns.index(SLUG_COLUMN if given else collection.naming)
        found = given or slug_of(self.fields[at])
        if SLUG.fullmatch(found):
            return found
        self.fault(
            WHOLE_FILE,
            at,
            "wrong-name",
            f"{quoted(self.fields[at])} cannot be the name of a record",
            f"Write small letters, digits and `-` between words in a column `{SLUG_COLUMN}`",
        )
        return None

    def node(self, columns: list[str], collection: Collection, slug: str) -> PlacedDict:
        """The record as it would stand in YAML."""
        node = PlacedDict(Span(self.file, self.line, 1))
        defaults = PlacedDict(node.span)
        for at, column in self._filled(columns, slug):
            text, place = Text(self.fields[at].strip(), self.place(at)), self.place(at)
            field, _, detail = column.partition(".")
            if column in OF_RECORDS or column == _IDS:
                _put(defaults, "sources" if column == _IDS else column, text, place)
            elif detail:
                self._detail(node, field, detail, text, slug)
            elif column != SLUG_COLUMN:
                is_list = collection.fields[field].kind == "list"
                node.put(field, _items(text, _PARTING) if is_list else text, place)
        if defaults:
            node.put("defaults", defaults, defaults.span)
        return node

    def _filled(self, columns: list[str], slug: str) -> Iterator[tuple[int, str]]:
        """The cells that hold something, those of fields before their details."""
        cells = [(at, column) for at, column in enumerate(columns) if self.fields[at].strip()]
        for at, column in sorted(cells, key=lambda cell: "." in cell[1]):
            if FORMULA.match(self.fields[at].strip()):
                message = f"{quoted(column)} holds the formula {quoted(self.fields[at])}"
                remedy = "Write what it gives: formulas are not worked out"
                self.fault(slug, at, "formula", message, remedy)
            else:
                yield at, column

    def _detail(self, node: PlacedDict, field: str, detail: str, text: Text, slug: str) -> None:
        place = text.span
        assert place is not None
        value = node.get(field)
        if isinstance(value, Text):
            fact = PlacedDict(node.places[field])
            fact.put("text", value, node.places[field])
            node.put(field, fact, node.places[field])
            value = fact
        if isinstance(value, PlacedDict):
            _put(value, "short" if detail == ALT else detail, text, place)
        else:
            self.fault(
                slug,
                place.column - 1,
                "missing-value",
                f"{quoted(f'{field}.{detail}')} is filled in, and {quoted(field)} is empty or a list",
                f"Fill in {quoted(field)} too, or empty this cell",
            )


def _put(node: PlacedDict, key: str, text: Text, place: Span) -> None:
    node.put(key, _items(text, _BETWEEN_IDS) if key == "sources" else text, place)


def _items(text: Text, parting: re.Pattern[str]) -> PlacedList:
    assert text.span is not None
    items = PlacedList(text.span)
    for one in parting.split(text):
        if one.strip():
            items.put(Text(one.strip(), text.span), text.span)
    return items
