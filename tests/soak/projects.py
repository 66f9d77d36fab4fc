"""Projects made up at random: every layout, one to four roles, texts from 1 to 5,000 characters.

Nothing may end in a crash, in a loss, off the page, or in other bytes the second time; a fault is
a diagnostic that people can act on.
"""

import functools
import json
import random
import shutil
import tempfile
import traceback
from collections.abc import Iterator
from pathlib import Path

from handouts.audit.explaining import explanations
from handouts.audit.inspection import _bounds
from handouts.diagnostics import Diagnostic, HandoutsError, ProjectError
from handouts.edition import Edition, Selection
from handouts.fonts import FontBook, load_fonts
from handouts.load import load
from handouts.model.library import Library
from handouts.pages import Pages
from handouts.pipeline import make
from handouts.plan import plan

REPOSITORY = Path(__file__).parents[2]
WORDS = (REPOSITORY / "data/roles/phlebotomist.yaml").read_text(encoding="utf-8").split()
SIGNS = ["–", "“so”", "(or not)", "24/7", "$1,200", "50%", "a & b", "*", "_", "**", "# 1", "1.", "-",
         "[x]", "<b>", "`c`", "\\", "{{ x }}", "{state}", "{page}", "résumé", "señor", "Ελληνικά",
         "Русский", "Tiếng Việt", "x" * 60, "W" * 30, "https://www.example.org/a/very/long/path?with=some",
         "semi-skilled", "\u00a0", "'quoted'", '"quoted"', "~", "|", "!", "=", "---", "&amp;"]  # fmt: skip

SERIOUS = {"internal-error", "template-failed", "not-printable"}
"""Codes that are a finding in a project whose layouts are the repository's own."""


class _Writer:
    """Writes one project; everything follows from the seed."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.count = self.random.randint(1, 4)
        self.longest = self.random.choice([1, 12, 60, 60, 200, 200, 900, 5_000])

    def words(self, longest: int | None = None) -> str:
        """A text of up to so many characters, at least one."""
        most = self.random.randint(1, longest or self.longest)
        parts: list[str] = []
        length = 0
        while length < most:
            signs = self.random.random() < 0.12
            part = self.random.choice(SIGNS if signs else WORDS)
            parts.append(part)
            length += len(part) + 1
        return " ".join(parts)[:most].strip(" \u00a0") or "x"

    def text(self, longest: int | None = None) -> str:
        """The same as YAML."""
        return json.dumps(self.words(longest), ensure_ascii=True)

    def fact(self, longest: int | None = None) -> str:
        """A fact, plain or in full, or one that is not known."""
        kind = self.random.random()
        if kind < 0.15:
            return "unknown"
        if kind < 0.5:
            return self.text(longest)
        return f"{{text: {self.text(longest)}, sources: [s{self.random.randrange(9)}]}}"

    def markdown(self) -> str:
        """Markdown that is allowed: literal words with bold, italic and links."""
        plain = "".join(c for c in self.words() if c.isalnum() or c in " ,.–’()$%/")
        words = plain.split() or ["x"]
        place = self.random.randrange(len(words))
        form = self.random.choice(["{}", "**{}**", "*{}*", "[{}](https://www.example.org/a)"])
        if words[place].isalnum():
            words[place] = form.format(words[place])
        return json.dumps("A " + " ".join(words))

    def role(self, number: int) -> str:
        """A role with some of the project's dimensions."""
        lines = [
            f"title: {self.text(40)}",
            f"plural: {self.text(40)}",
            f'soc: "31-909{number}"',
            f"summary: {self.fact()}",
            "defaults: {sources: [s1], checked: 2026-11-24}",
        ]
        names = self.random.sample(sorted(_text_dimensions()), self.random.randint(0, 5))
        if names:
            lines += ["dimensions:", *(f"  {name}: {self.fact()}" for name in names)]
        tasks = self.random.randint(0, 6)
        if tasks:
            lines += ["tasks:", *(f"  - {self.fact(60)}" for _ in range(tasks))]
        return "\n".join(lines) + "\n"

    def comparison(self) -> str:
        """A comparison of all the roles, with some of the editorial fields."""
        roles = [f"r{n}" for n in range(max(self.count, 2))]
        lines = [
            f"title: {self.text(60)}",
            f"roles: [{', '.join(roles)}]",
            "defaults: {sources: [s2]}",
        ]
        lines += [
            f"{name}: {self.markdown()}"
            for name in ("lead", "overlap", "caveat")
            if self.random.random() < 0.7
        ]
        if self.random.random() < 0.6:
            lines += ["core:", *(f"  {role}: {self.markdown()}" for role in roles)]
        if self.random.random() < 0.5:
            lines.append("differences:")
            lines += [
                f"  - {{title: {self.text(30)}, text: {self.markdown()}}}"
                for _ in range(self.random.randint(1, 4))
            ]
        if self.random.random() < 0.5:
            lines.append("fits:")
            lines += [f"  {role}: [{self.markdown()}, {self.markdown()}]" for role in roles]
        return "\n".join(lines) + "\n"

    def decision(self) -> str:
        """A decision: questions in a row, each of which may end in any outcome."""
        roles = [f"r{n}" for n in range(self.count)]
        questions = self.random.randint(1, 7)
        lines = [f"title: {self.text(60)}", f"roles: [{', '.join(roles)}]", "start: q0", "nodes:"]
        for n in range(questions):
            onward = f"q{n + 1}" if n + 1 < questions else "o0"
            outcome = f"o{n % self.count}" if n + 1 < questions else f"o{self.count - 1}"
            ways = [("Yes", onward), ("No", outcome)]
            if len({target for _, target in ways}) == 1:
                ways = [("Yes", onward), ("No", "other")]
            lines += [
                f"  q{n}:",
                "    kind: question",
                f"    text: {self.text(90)}",
                "    answers:",
            ]
            lines += [f'      - {{label: "{label}", to: {target}}}' for label, target in ways]
        reached = {line.partition("to: ")[2].rstrip("}") for line in lines}
        for n in range(self.count):
            if f"o{n}" in reached:
                lines += [f"  o{n}:", "    kind: outcome", f"    title: {self.text(30)}"]
                lines += [f"    text: {self.text(120)}", f"    roles: [r{n}]"]
        if "other" in reached:
            lines += ["  other:", "    kind: outcome", f"    text: {self.text(120)}"]
        return "\n".join(lines) + "\n"

    def state(self) -> str:
        """A state with a rule for some of the roles."""
        lines = ["name: California", "postal: CA", 'fips: "06"', "defaults: {sources: [s3]}"]
        known = [n for n in range(max(self.count, 2)) if self.random.random() < 0.7]
        if known:
            lines.append("rules:")
        for n in known:
            credential = self.random.choice(["required", "conditional", "none-reported", "unknown"])
            lines += [f"  r{n}:", f"    credential: {credential}", f"    verdict: {self.fact(80)}"]
            lines += [f"    summary: {self.markdown()}"]
            if self.random.random() < 0.6:
                lines.append(f"    details: [{', '.join(self.markdown() for _ in range(3))}]")
            if self.random.random() < 0.4:
                lines.append(f"    confirm: {self.markdown()}")
            if self.random.random() < 0.4:
                name, allows = self.fact(60), self.fact(200)
                lines.append(f"    credentials: [{{name: {name}, allows: {allows}}}]")
        return "\n".join(lines) + "\n"

    def wages(self) -> str:
        """Figures and markers for some of the roles."""
        head = "prim_state,occ_code,release,source_id,tot_emp,h_median,a_mean,a_pct10,a_pct25,a_median,a_pct75,a_pct90"
        rows = [head]
        for n in range(max(self.count, 2)):
            for area in ("CA", "US"):
                if self.random.random() < 0.8:
                    low = self.random.randint(15, 120) * 1000
                    pay = [
                        str(low + step * self.random.randint(1, 9) * 700)
                        for step in (0, 1, 10, 20, 30)
                    ]
                    pay = [self.random.choice([p, p, p, p, "*", "#"]) for p in pay]
                    rows.append(f"{area},31-909{n},May 2025,s4,1200,21.50,{low},{','.join(pay)}")
        return "\n".join(rows) + "\n"

    def sources(self) -> str:
        """Nine sources."""
        form = (
            "s{}: {{title: {}, publisher: {}, date: May 2025, checked: 2026-11-24, kind: data{}}}\n"
        )
        url = ', url: "https://www.example.org/{}"'
        return "".join(
            form.format(n, self.text(50), self.text(40), url.format(n) if n % 2 else "")
            for n in range(9)
        )


@functools.cache
def _own() -> Library:
    return load(REPOSITORY)


@functools.cache
def _text_dimensions() -> tuple[str, ...]:
    return tuple(n for n, d in _own().dimensions.items() if d.kind == "text")


@functools.cache
def _subjects() -> dict[str, str]:
    """Each layout of the repository, and the kind of subject that it is made for."""
    handouts = _own().project.handouts.values()
    return {
        str(h.layout): str(h.subject).partition("/")[0]
        for h in handouts
        if getattr(h, "layout", None) and getattr(h, "subject", None)
    }


_MADE = {"comparisons": "comparisons/c", "decisions": "decisions/d", "roles": "roles/r0"}


def write_project(root: Path, seed: int) -> None:
    """A project for a seed; layouts and dimensions are the repository's own."""
    writer = _Writer(seed)
    handouts = {n: _MADE[kind] for n, kind in _subjects().items() if kind in _MADE}
    files = {f"data/roles/r{n}.yaml": writer.role(n) for n in range(max(writer.count, 2))}
    files |= {
        "handouts.yaml": f"publisher: {{name: {writer.text(30)}}}\nedition_date: 2026-11-24\nhandouts:\n"
        + "".join(
            f"  {n}: {{layout: {n}, subject: {s}, per: state}}\n" for n, s in handouts.items()
        ),
        "data/audiences/people.yaml": f"name: People\nhandouts: [{', '.join(handouts)}]\n",
        "data/comparisons/c.yaml": writer.comparison(),
        "data/decisions/d.yaml": writer.decision(),
        "data/states/ca.yaml": writer.state(),
        "data/wages/w.csv": writer.wages(),
        "data/sources.yaml": writer.sources(),
        "data/dimensions.yaml": (REPOSITORY / "data/dimensions.yaml").read_text(encoding="utf-8"),
    }
    for folder in ("data", "layouts"):
        shutil.rmtree(root / folder, ignore_errors=True)
    shutil.copytree(REPOSITORY / "layouts", root / "layouts")
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")


def run(seed: int) -> list[str]:
    """What is wrong with the project of a seed."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        write_project(root, seed)
        try:
            return list(_findings(root))
        except Exception:
            return [traceback.format_exc()]


def _findings(root: Path) -> Iterator[str]:
    try:
        library = load(root)
    except ProjectError as fault:
        yield from (f"made up wrongly: {d.message}" for d in fault.diagnostics)
        return
    yield from _unhelpful(d for d in library.diagnostics if d.is_error)
    editions = plan(Selection(), library)
    if not editions:
        yield "there are no editions"
    for edition in editions:
        yield from _of_edition(edition, library)


def _of_edition(edition: Edition, library: Library) -> Iterator[str]:
    fonts = load_fonts()
    try:
        made = make(edition, library, fonts)
    except HandoutsError as fault:
        yield from (f"{edition.name}: {found}" for found in _unhelpful(fault.diagnostics))
        return
    yield from (f"{edition.name}: {found}" for found in off_page(made.pages, fonts))
    if make(edition, library, fonts).data != made.data:
        yield f"{edition.name}: other bytes the second time"


def _unhelpful(diagnostics: Iterator[Diagnostic] | tuple[Diagnostic, ...]) -> Iterator[str]:
    """Faults of the program, and those that nobody could act on."""
    known = explanations()
    for fault in diagnostics:
        said = f"[{fault.code}] {fault.span} {fault.message}"
        area = known[fault.code].what if fault.code in known else ""
        if fault.code in SERIOUS or "fault of the program" in f"{area} {_why(fault.code)}":
            yield said
        elif not area or not fault.remedy or fault.span is None:
            yield f"without help: {said}"


def _why(code: str) -> str:
    found = explanations().get(code)
    return found.why if found else ""


def off_page(pages: Pages, fonts: FontBook) -> Iterator[str]:
    """Items that lie over an edge of their page."""
    for number, page in enumerate(pages.pages, 1):
        for item in page.items:
            x, y, width, height = _bounds(item, fonts)
            inside = x >= -0.5 and y >= -0.5 and x + width <= page.width + 0.5
            if not (inside and y + height <= page.height + 0.5):
                yield f"page {number}: {type(item).__name__} at {x:.1f}, {y:.1f} is off the page"
                return
