"""Bytes for YAML and text for layouts, made up at random and cut out of real files."""

import functools
import random
import tempfile
import time
import traceback
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from handouts.compose.context import resolve
from handouts.compose.templates.slots import Slots
from handouts.diagnostics import Diagnostic, HandoutsError, ProjectError, Span
from handouts.edition import Selection
from handouts.fonts import load_fonts
from handouts.load import load
from handouts.model.base import Text
from handouts.pipeline import pages_of
from handouts.plan import plan
from tests.load.projects import REPOSITORY, bare_project

FILES = (
    "handouts.yaml", "data/roles/phlebotomist.yaml", "data/decisions/which-role.yaml",
    "data/comparisons/medical-assistant-or-phlebotomist.yaml", "data/states/ca.yaml",
    "data/dimensions.yaml", "data/audiences/school.yaml", "data/wages/oews-may-2025.csv",
    "layouts/state-insert.yaml", "layouts/comparison-sheet.yaml", "layouts/decision-flowchart.yaml",
    "layouts/styles/base.yaml",
)  # fmt: skip

PIECES = [
    "\n", "  ", "- ", ": ", "{", "}", "[", "]", "'", '"', "|", ">", "&a ", "*a", "!", "%", "@", "#",
    ",", "<<: ", "---\n", "\t", "é", "\u202e", "\x00", "null", "-1", "1e999", "\r", "\ufeff", "~",
    "\u0301", "שלום", "😀", "\ue000", "{{ x }}", "{% if x %}", "{% endif %}", "0", "999999999",
    "unknown", "{place}", "{state}", "../", "https://", "**", "_", "[a](b)", "x" * 5_000,
]  # fmt: skip

TEMPLATE = [
    "{{ ", " }}", "{% ", " %}", "for i in ", "range(", "9**9", "endfor", "if ", "endif", "else",
    "set x = ", "roles", "[0]", ".title", "comparison", ".core", "state", ".name", " | ", "join(",
    "map('", "replace('a', '", "length", "sort", "sum", "list", "default(", ")", "(", "[", "]", "{",
    "}", "'", '"', " ~ ", " + ", " * ", " ** ", " % ", "1", "1000000000", "namespace(a=1)",
    "loop.index", "loop(", "recursive", "macro f()", "endmacro", "include 'x'", "import 'x' as y",
    "__class__", "._", "self", "none", "true", "not ", " in ", " is defined", "#}", "{#", "\n", " ",
    "- ", "1. ", "**", "<b>", "[x](https://a.b)", "x", "é", "\u202e",
]  # fmt: skip

LONGEST = 10.0


def run(seed: int) -> list[str]:
    """What is wrong with one spoilt file and with ten made-up templates."""
    return [*_timed(seed, _spoilt_file), *_timed(seed, _templates)]


def _timed(seed: int, target: Callable[[random.Random], Iterator[str]]) -> Iterator[str]:
    begun = time.process_time()
    try:
        yield from target(random.Random(seed))
    except Exception:
        yield f"{target.__name__}: {traceback.format_exc()}"
    seconds = time.process_time() - begun
    if seconds > LONGEST:
        yield f"{target.__name__}: took {seconds:.0f} s"


@functools.cache
def _project() -> Path:
    folder = tempfile.TemporaryDirectory(prefix="handouts-fuzz-")
    _KEPT.append(folder)
    root = bare_project(Path(folder.name))
    for path in (root / "data/roles").iterdir():
        if path.stem not in {"phlebotomist", "medical-assistant"}:
            path.unlink()
    table = root / "data/wages/oews-may-2025.csv"
    head, *rows = table.read_text(encoding="utf-8").splitlines(keepends=True)
    kept = [r for r in rows if r.split(",")[2] in {"US", "CA"} and r.split(",")[3][:5] == "31-90"]
    table.write_text(head + "".join(kept), encoding="utf-8")
    return root


_KEPT: list[tempfile.TemporaryDirectory[str]] = []
"""Removed when the process ends."""


def spoilt(text: str, chance: random.Random) -> bytes:
    """A file with pieces cut out, put in and doubled, and now and then a stray byte."""
    for _ in range(chance.randint(1, 5)):
        start = chance.randrange(len(text) + 1)
        length = chance.choice([0, 1, 5, 40])
        put_in = chance.choice([*PIECES, text[start : start + 60] * chance.randint(1, 3)])
        text = text[:start] + put_in + text[start + length :]
    data = text.encode("utf-8", "surrogatepass")
    if chance.random() < 0.1:
        place = chance.randrange(len(data) + 1)
        data = data[:place] + bytes([chance.randrange(256)]) + data[place + 1 :]
    return data


def _spoilt_file(chance: random.Random) -> Iterator[str]:
    root = _project()
    path = root / chance.choice(FILES)
    sound = path.read_bytes()
    path.write_bytes(spoilt(sound.decode("utf-8"), chance))
    try:
        yield from (f"{path.name}: {found}" for found in _of_project(root))
    finally:
        path.write_bytes(sound)


def _of_project(root: Path) -> Iterator[str]:
    try:
        library = load(root)
        editions = plan(Selection(audiences=("school",), places=("CA",)), library)
    except (ProjectError, HandoutsError) as fault:
        yield from _unhelpful(fault.diagnostics)
        return
    yield from _unhelpful(library.diagnostics)
    for edition in editions:
        try:
            pages_of(edition, library, load_fonts())
        except HandoutsError as fault:
            yield from _unhelpful(fault.diagnostics)


def _unhelpful(diagnostics: tuple[Diagnostic, ...]) -> Iterator[str]:
    for one in diagnostics:
        if not (one.remedy and one.message) or one.code.startswith(("internal", "lost", "doubled")):
            yield f"[{one.code}] {one.span} {one.message}"


@functools.cache
def _names() -> Mapping[str, object]:
    library = load(REPOSITORY)
    (edition,) = plan(Selection(("state-insert",), ("school",), ("CA",)), library)
    return resolve(edition, library).names


def _templates(chance: random.Random) -> Iterator[str]:
    for _ in range(10):
        yield from _template(chance)


def _template(chance: random.Random) -> Iterator[str]:
    text = "".join(chance.choice(TEMPLATE) for _ in range(chance.randint(1, 14)))
    slots = Slots(_names())
    leaf = Text(text, Span("layouts/x.yaml", 1, 1))
    for read in (slots.value, slots.blocks, slots.holds):
        try:
            read(leaf)
        except HandoutsError as fault:
            yield from _unhelpful(fault.diagnostics)
