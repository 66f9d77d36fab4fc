"""Tables of recipients made up at random: CSV or Excel, with values that are markup elsewhere."""

import csv
import io
from collections.abc import Sequence
from pathlib import Path

import openpyxl

from tests.soak.words import Words

HOSTILE = ["{{ 7 * 7 }}", "{% for %}", "**not bold**", "<b>", "_x_", "[a](https://b.example.org)", "{page}",
           "=1+1", "+1 (555) 010-0100", "-", "@name", "#REF!", "'", '"', "a,b;c", "0042", "1e5", "3-4", "No",
           "O'Brien", "Peña", "Ελλάδα", "Việt Nam", "\\", "a/b", "CON", "..", "&amp;", "%s", "W" * 45,
           "x" * 400, "\u00a0", "unknown", "None", "null"]  # fmt: skip

UNUSUAL = [
    "日本語",
    "😀",
    "שלום",
    "e\u0301",
    "ﬁ",
    "½",
    "©",
    "\u00ad",
    "א\u202eb",
    "a\u200bb",
    "\x07",
]
"""Letters that the fonts lack, and what nobody sees; a sheet may be refused for them."""


def write_table(folder: Path, words: Words, states: Sequence[str], audiences: Sequence[str],
                logos: Sequence[str]) -> tuple[Path, str]:  # fmt: skip
    """A table of one to four recipients for a project, and what its column of names is called."""
    chance = words.random
    name = chance.choice(["School", "Name", "School name"])
    columns = [name, "Contact", "Logo", "Logo alt", "QR address", "Student", "Room no.", "State"]
    columns += ["Audience"] if words.chance(0.4) else []
    kept = [c for c in columns if c in {name, "State"} or words.chance(0.7)]
    chance.shuffle(kept)
    values = {
        "State": lambda: chance.choice([*states, *map(str.lower, states), ""]),
        "Audience": lambda: chance.choice([*audiences, audiences[0].title(), ""]),
        "Logo": lambda: chance.choice([*(f"data/images/{logo}" for logo in logos), "", ""]),
        "Logo alt": lambda: chance.choice(["", cell(words, 30)]),
        "QR address": lambda: chance.choice(["", address(words)]),
        name: lambda: f"{cell(words, 40)} {chance.randrange(99)}",
    }
    rows = [
        [values.get(column, lambda: cell(words, 90))() for column in kept]
        for _ in range(chance.randint(1, 4))
    ]
    return _written(folder, [kept, *rows], words), name.lower().replace(" ", "_")


def cell(words: Words, longest: int) -> str:
    """A value: an ordinary text, or one that programs stumble over."""
    kind = words.random.random()
    if kind < 0.15:
        return ""
    if kind < 0.5:
        return words.random.choice(HOSTILE)
    if kind < 0.53:
        return words.random.choice(UNUSUAL)
    return words.words(longest)


def address(words: Words) -> str:
    """A web address of any length; a long one is too long for its code."""
    length = words.random.choice([1, 8, 20, 60, 110, 400, 3_000])
    tail = "".join(words.random.choices("abcXYZ019-._~%25/?=&#+é", k=length))
    return f"{words.random.choice(['https', 'http'])}://www.example.org/{tail}"


def _written(folder: Path, rows: Sequence[Sequence[str]], words: Words) -> Path:
    if words.chance(0.4) and not any(c in value for row in rows for value in row for c in "\x07"):
        book = openpyxl.Workbook()
        sheet = book.worksheets[0]
        for line, row in enumerate(rows, 1):
            for column, value in enumerate(row, 1):
                one = sheet.cell(line, column)
                one.value = value or None
                one.data_type = "s" if value else one.data_type
        book.save(folder / "people.xlsx")
        return folder / "people.xlsx"
    out = io.StringIO()
    csv.writer(out, delimiter=words.random.choice(",;\t")).writerows(rows)
    path = folder / "people.csv"
    path.write_text(out.getvalue(), encoding=words.random.choice(["utf-8", "utf-8-sig", "utf-16"]), newline="")  # fmt: skip
    return path
