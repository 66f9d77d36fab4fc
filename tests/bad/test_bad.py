"""Faulty files, each with the diagnostic that it must raise written where it must stand.

A folder under ``cases/`` is laid over a small valid project. In YAML the faulty line ends with
``# error: code`` or ``# warning: code`` (several with commas). Where no comment can stand, a file
with ``.expected`` added to its name lists ``LINE:COLUMN code`` or ``LINE:COLUMN warning code``.
A file with ``.append`` added to its name is put after the project's own.
"""

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import NamedTuple

import pytest

from handouts.compose.checking import faults_of
from handouts.diagnostics import Diagnostic, HandoutsError, ProjectError
from handouts.edition import Selection
from handouts.fonts import load_fonts
from handouts.load import load
from handouts.model.library import Library
from handouts.pipeline import pages_of
from handouts.plan import plan
from tests.load.projects import bare_project

CASES = Path(__file__).parent / "cases"
TODAY = date(2026, 11, 24)

_CODE = r"[a-z0-9]+(?:-[a-z0-9]+)*"
_ANNOTATION = re.compile(rf"# (?P<severity>error|warning): (?P<codes>{_CODE}(, {_CODE})*)$")
_LISTED = re.compile(rf"(?P<line>\d+):(?P<column>\d+) (?P<warning>warning )?(?P<code>{_CODE})")
_TYPED = re.compile(r"`[^`]*`")

_JARGON = re.compile(
    r"pydantic|validat|input should|valid (tuple|dictionary|string|integer|number)|extra_forbidden"
    r"|\[type=|nonetype|traceback|exception|\bclass\b|object at 0x|\bdict\b|\bstr\b|\bint\b"
    r"|\btuple\b|\bbool\b|scalar|\btoken\b|block end|regex|_error\b|\bparser\b|unicode",
    re.IGNORECASE,
)


class Found(NamedTuple):
    """A diagnostic as a case names it; column 0 where the case does not say."""

    file: str
    line: int
    column: int
    severity: str
    code: str


def of_loading(root: Path) -> tuple[Diagnostic, ...]:
    """What loading says of a project."""
    try:
        return load(root, TODAY).diagnostics
    except ProjectError as fault:
        return fault.diagnostics


def of_setting(library: Library) -> tuple[Diagnostic, ...]:
    """What composing and typesetting say of a project that loads without errors."""
    if any(d.is_error for d in library.diagnostics):
        return ()
    found: list[Diagnostic] = []
    for edition in plan(Selection(audiences=("school",)), library):
        try:
            pages_of(edition, library, load_fonts())
        except HandoutsError as fault:
            found += fault.diagnostics
    return tuple(found)


def of_reading_layouts(library: Library) -> tuple[Diagnostic, ...]:
    """What reading layouts against the types of their values says, also of those that nobody uses."""
    return tuple(fault for one in faults_of(library) for fault in one.faults)


def of_all_phases(root: Path) -> Iterator[Diagnostic]:
    """What every phase says of a project."""
    yield from of_loading(root)
    try:
        library = load(root)
    except ProjectError:
        return
    yield from of_reading_layouts(library)
    yield from of_setting(library)


def _cases() -> list[str]:
    return sorted(path.name for path in CASES.iterdir() if path.is_dir())


@pytest.mark.parametrize("case", _cases())
def test_each_fault_is_named_where_it_stands(case: str, tmp_path: Path) -> None:
    root = bare_project(tmp_path)
    expected = _lay_over(CASES / case, root)
    found = list(of_all_phases(root))
    assert expected, "the case names no diagnostic"
    precise = {(e.file, e.line) for e in expected if e.column}
    files = {e.file for e in expected}
    assert {_found(d, precise) for d in found if d.is_error or _file(d) in files} == expected
    for diagnostic in found:
        _assert_helpful(diagnostic)


def _lay_over(case: Path, root: Path) -> set[Found]:
    """Copy a case's files over the project; what they expect."""
    expected: set[Found] = set()
    for path in sorted(p for p in case.rglob("*") if p.is_file()):
        name = path.relative_to(case).as_posix().removesuffix(".append").removesuffix(".expected")
        if path.suffix == ".expected":
            expected |= set(_listed(path, name))
            continue
        before = (root / name).read_bytes() if path.suffix == ".append" else b""
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(before + path.read_bytes())
        expected |= set(_annotated(path, name, before.count(b"\n")))
    return expected


def _listed(path: Path, name: str) -> Iterator[Found]:
    for line in path.read_text(encoding="utf-8").splitlines():
        match = _LISTED.fullmatch(line)
        assert match, f"{path}: `{line}`"
        severity = "warning" if match["warning"] else "error"
        yield Found(name, int(match["line"]), int(match["column"]), severity, match["code"])


def _annotated(path: Path, name: str, above: int) -> Iterator[Found]:
    text = path.read_bytes().decode("utf-8", "replace")
    for number, line in enumerate(re.split(r"\r\n|\r|\n", text), above + 1):
        for match in _ANNOTATION.finditer(line):
            for code in match["codes"].split(", "):
                yield Found(name, number, 0, match["severity"], code)


def _found(diagnostic: Diagnostic, precise: set[tuple[str, int]]) -> Found:
    span = diagnostic.span
    assert span is not None
    column = span.column if (span.file, span.line) in precise else 0
    return Found(span.file, span.line, column, diagnostic.severity.value, diagnostic.code)


def _file(diagnostic: Diagnostic) -> str:
    return diagnostic.span.file if diagnostic.span else ""


def _assert_helpful(diagnostic: Diagnostic) -> None:
    """It has a place and a remedy, and speaks to people who do not write programs."""
    assert diagnostic.span is not None, diagnostic
    assert diagnostic.span.line >= 1, diagnostic
    assert diagnostic.span.column >= 1, diagnostic
    assert diagnostic.remedy.strip(), diagnostic
    assert diagnostic.message.strip(), diagnostic
    assert not diagnostic.message.endswith("."), diagnostic
    said = _TYPED.sub("", f"{diagnostic.message} {diagnostic.remedy}")
    assert not _JARGON.search(said), diagnostic


def test_the_project_under_the_cases_is_sound(tmp_path: Path) -> None:
    assert load(bare_project(tmp_path), TODAY).diagnostics == ()


def test_a_great_many_codes_are_covered(tmp_path: Path) -> None:
    bare_project(tmp_path)
    assert len({e.code for case in _cases() for e in _lay_over(CASES / case, tmp_path)}) >= 60
