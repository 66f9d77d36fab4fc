"""The O*NET database as tab-separated text: tasks, job zones, interests and descriptions."""

import hashlib
import re
import zipfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import IO

from handouts.diagnostics import Diagnostic, HandoutsError, Span, UsageError
from handouts.exchange.tables.archives import refuse_damaged, refuse_member
from handouts.exchange.tables.cells import refuse
from handouts.wording import listed, quoted

CODE = "O*NET-SOC Code"
TASKS, RATINGS, ZONES = "Task Statements", "Task Ratings", "Job Zones"
INTERESTS, OCCUPATIONS = "Interests", "Occupation Data"

_FILES = {
    "task statements": TASKS, "task ratings": RATINGS, "job zones": ZONES,
    "interests": INTERESTS, "career interest types": INTERESTS, "occupation data": OCCUPATIONS,
}  # fmt: skip
"""Names of files, in small letters, of all releases."""

_COLUMNS: Mapping[str, tuple[str, ...]] = {
    TASKS: (CODE, "Task ID", "Task", "Task Type", "Date"),
    RATINGS: (CODE, "Task ID", "Scale ID", "Data Value"),
    ZONES: (CODE, "Job Zone", "Date"),
    INTERESTS: (CODE, "Element Name", "Scale ID", "Data Value", "Date"),
    OCCUPATIONS: (CODE, "Title", "Description"),
}
_CODE = re.compile(r"[0-9]{2}-[0-9]{4}\.[0-9]{2}")
_DATE = re.compile(r"(0[1-9]|1[0-2])/[0-9]{4}")
_NUMBER = re.compile(r"[0-9]+(\.[0-9]+)?")
_RELEASE = re.compile(r"(?:db|o.?net)[_ -]?([0-9]{2})[._]([0-9])", re.IGNORECASE)
MOST_FAULTS = 100
_LARGEST_FILE = 200_000_000
TYPES = ("Realistic", "Investigative", "Artistic", "Social", "Enterprising", "Conventional")
"""Holland’s types in the order of O*NET’s numbers for high points, 1 to 6; 0 is none."""


@dataclass(frozen=True, slots=True)
class Task:
    """One task statement; ``importance`` 1 to 5, where ratings were there."""

    id: str
    text: str
    kind: str
    date: str
    importance: float | None = None


@dataclass(slots=True)
class Occupation:
    """What the files hold of one O*NET-SOC code."""

    code: str
    tasks: list[Task] = field(default_factory=list)
    zone: str | None = None
    zone_date: str = ""
    preliminary: bool = False
    """Whether the zone is O*NET's first guess, which its source says."""
    scores: dict[str, float] = field(default_factory=dict)
    high_points: dict[str, str] = field(default_factory=dict)
    interests_date: str = ""
    title: str = ""
    description: str | None = None


@dataclass(frozen=True, slots=True)
class Database:
    """What was read, by O*NET-SOC code; ``origin`` names the files and their digest."""

    occupations: Mapping[str, Occupation]
    files: tuple[str, ...]
    origin: str


@dataclass(slots=True)
class _Reading:
    wanted: Callable[[str], bool]
    occupations: dict[str, Occupation] = field(default_factory=dict)
    ratings: dict[tuple[str, str], float] = field(default_factory=dict)
    faults: list[Diagnostic] = field(default_factory=list)

    def of(self, code: str) -> Occupation:
        """The occupation under way."""
        return self.occupations.setdefault(code, Occupation(code))


@dataclass(frozen=True, slots=True)
class _Line:
    """One line of a file, by column."""

    file: str
    number: int
    values: Mapping[str, str]
    columns: tuple[str, ...]

    def fault(self, column: str, wanted: str) -> Diagnostic:
        """A fault of one field."""
        return Diagnostic(
            "wrong-value",
            f"{quoted(column)} cannot be {quoted(self.values[column]) if self.values[column] else 'empty'}",
            f"It should be {wanted}; use the O*NET file as it was downloaded",
            Span(self.file, self.number, self.columns.index(column) + 1),
        )


def release_in(name: str) -> str | None:
    """The release in the name of a folder or zip file, such as ``db_31_0_text``."""
    found = _RELEASE.search(name)
    return f"{found[1]}.{found[2]}" if found else None


def read_onet(path: Path, wanted: Callable[[str], bool]) -> Database:
    """Everything about the wanted codes.

    Raises:
        UsageError: when there is no such folder or zip file.
        HandoutsError: when no file of O*NET is in it, and with every faulty field.
    """
    reading = _Reading(wanted)
    whole = hashlib.sha256()
    names: list[str] = []
    with _members(path) as members:
        if not members:
            refuse(
                "not-onet",
                "none of the files of the O*NET database is in it",
                f"Choose the folder, or the zip file, with {listed(f'{n}.txt' for n in _COLUMNS)}",
                Span(path.name),
            )
        for kind, name, stream in members:
            names.append(PurePosixPath(name).name)
            _read(kind, name, stream, reading, whole)
    if reading.faults:
        raise HandoutsError(*reading.faults)
    for occupation in reading.occupations.values():
        _order(occupation, reading.ratings)
    origin = f"{path.name} ({', '.join(names)}), SHA-256 {whole.hexdigest()}"
    return Database(reading.occupations, tuple(names), origin)


@contextmanager
def _members(path: Path) -> Iterator[list[tuple[str, str, IO[bytes]]]]:
    """Kind, name and bytes of every file that is known, in the order of their names."""
    if path.is_dir():
        found = sorted(p for p in path.iterdir() if _kind(p.name))
        streams = [p.open("rb") for p in found]
        try:
            yield [(_kind(p.name), p.name, s) for p, s in zip(found, streams, strict=True)]
        finally:
            for stream in streams:
                stream.close()
        return
    if not path.is_file():
        raise UsageError(
            Diagnostic(
                "no-file", f"`{path}` is not there", "Check the name of the folder or zip file"
            )
        )
    try:
        with zipfile.ZipFile(path) as archive:
            inside = sorted(
                (m for m in archive.infolist() if _kind(m.filename)), key=lambda m: m.filename
            )
            for member in inside:
                refuse_member(member, path.name, _LARGEST_FILE)
            yield [(_kind(m.filename), m.filename, archive.open(m)) for m in inside]
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError):
        refuse_damaged(path.name)


def _kind(name: str) -> str:
    file = PurePosixPath(name)
    if file.suffix.lower() != ".txt" or "__MACOSX" in name:
        return ""
    return _FILES.get(file.stem.replace("_", " ").lower(), "")


def _read(
    kind: str, name: str, stream: IO[bytes], reading: _Reading, whole: "hashlib._Hash"
) -> None:
    file = PurePosixPath(name).name
    head = _text(stream.readline(), file, 1, whole)
    columns = tuple(c.strip() for c in head.split("\t"))
    missing = [c for c in _COLUMNS[kind] if c not in columns]
    if missing:
        refuse(
            "missing-column",
            f"the file has no column {listed(missing, 'and')}",
            "Use the tab-separated text files of the O*NET database as they were downloaded",
            Span(file, 1, 1),
        )
    take = _TAKERS[kind]
    for number, raw in enumerate(stream, 2):
        text = _text(raw, file, number, whole)
        fields = text.split("\t")
        whole_line = len(fields) == len(columns) and _CODE.fullmatch(fields[0])
        if text.strip() and (not whole_line or reading.wanted(fields[0][:7])):
            _take(take, _line(file, number, fields, columns, reading), reading)
        if len(reading.faults) >= MOST_FAULTS:
            return


def _line(
    file: str, number: int, fields: list[str], columns: tuple[str, ...], reading: _Reading
) -> _Line | None:
    if len(fields) != len(columns):
        reading.faults.append(
            Diagnostic(
                "wrong-fields",
                f"the line has {len(fields)} fields, and the file has {len(columns)} columns",
                "Use the O*NET file as it was downloaded",
                Span(file, number, min(len(fields), len(columns)) + 1),
            )
        )
        return None
    values = {
        c: v.strip() if v.strip() != "n/a" else "" for c, v in zip(columns, fields, strict=True)
    }
    return _Line(file, number, values, columns)


def _take(take: "_Taker", line: _Line | None, reading: _Reading) -> None:
    if line is None:
        return
    code = line.values[CODE]
    if not _CODE.fullmatch(code):
        reading.faults.append(line.fault(CODE, "a code such as `31-9092.00`"))
        return
    take(line, reading)


def _text(raw: bytes, file: str, number: int, whole: "hashlib._Hash") -> str:
    whole.update(raw)
    try:
        return raw.decode("utf-8-sig" if number == 1 else "utf-8").rstrip("\r\n")
    except UnicodeDecodeError as fault:
        refuse(
            "not-utf8",
            "the line is not UTF-8",
            "Use the O*NET file as it was downloaded",
            Span(file, number, fault.start + 1),
        )


def _checked(
    line: _Line, column: str, form: re.Pattern[str], wanted: str, reading: _Reading
) -> bool:
    if form.fullmatch(line.values[column]):
        return True
    reading.faults.append(line.fault(column, wanted))
    return False


def _dated(line: _Line, reading: _Reading) -> bool:
    return _checked(line, "Date", _DATE, "month and year, such as `08/2021`", reading)


def _task(line: _Line, reading: _Reading) -> None:
    values = line.values
    if not values["Task"]:
        reading.faults.append(line.fault("Task", "a task"))
    elif _dated(line, reading):
        reading.of(values[CODE]).tasks.append(
            Task(values["Task ID"], values["Task"], values["Task Type"], values["Date"])
        )


def _rating(line: _Line, reading: _Reading) -> None:
    values = line.values
    if values["Scale ID"] == "IM" and _checked(line, "Data Value", _NUMBER, "a number", reading):
        key = (values[CODE], values["Task ID"])
        reading.ratings[key] = float(values["Data Value"])


def _zone(line: _Line, reading: _Reading) -> None:
    zone = _checked(line, "Job Zone", re.compile("[1-5]"), "a zone from 1 to 5", reading)
    if _dated(line, reading) and zone:
        occupation = reading.of(line.values[CODE])
        occupation.zone, occupation.zone_date = line.values["Job Zone"], line.values["Date"]
        occupation.preliminary = "Preliminary" in line.values.get("Domain Source", "")


def _interest(line: _Line, reading: _Reading) -> None:
    values = line.values
    if values["Scale ID"] not in {"OI", "IH"}:
        return
    number = _checked(line, "Data Value", _NUMBER, "a number", reading)
    if not (_dated(line, reading) and number):
        return
    occupation = reading.of(values[CODE])
    occupation.interests_date = values["Date"]
    if values["Scale ID"] == "OI":
        occupation.scores[values["Element Name"]] = float(values["Data Value"])
    elif 1 <= (point := int(float(values["Data Value"]))) <= len(TYPES):
        occupation.high_points[values["Element Name"]] = TYPES[point - 1]


def _description(line: _Line, reading: _Reading) -> None:
    occupation = reading.of(line.values[CODE])
    occupation.title = line.values["Title"]
    occupation.description = line.values["Description"] or None


_Taker = Callable[[_Line, _Reading], None]
_TAKERS: Mapping[str, _Taker] = {
    TASKS: _task, RATINGS: _rating, ZONES: _zone, INTERESTS: _interest, OCCUPATIONS: _description,
}  # fmt: skip


def _order(occupation: Occupation, ratings: Mapping[tuple[str, str], float]) -> None:
    """Most important first: by rating where it is there, else as the file lists them."""
    rated = [
        Task(t.id, t.text, t.kind, t.date, ratings.get((occupation.code, t.id)))
        for t in occupation.tasks
    ]
    occupation.tasks = sorted(rated, key=lambda t: (t.kind == "Supplemental", -(t.importance or 0)))
