"""Projects made up at random, in every layout and style: one to four roles, texts from 1 to 5,000
characters, packets, pictures, codes, notices, paper, recipients.

Nothing may end in a crash, in a loss, off the page, in a file that does not conform, or in other
bytes the second time; a fault is a diagnostic that people can act on.
"""

import functools
import json
import shutil
import tempfile
import traceback
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from handouts.diagnostics import HandoutsError, ProjectError
from handouts.edition import Edition, Selection
from handouts.exchange.recipients import read_recipients
from handouts.load import load
from handouts.model.library import Library
from handouts.plan import plan
from tests.soak import judging
from tests.soak.own_layout import PAGES, OwnLayout
from tests.soak.pictures import write_picture
from tests.soak.records import CERTIFICATIONS, PLACES, Records
from tests.soak.tables import address, write_table
from tests.soak.words import REPOSITORY

MOST = 5
"""Editions of one project that are made, chosen by its seed."""

STYLES = ("base", "base", "large-print", "photocopy", "slate")
COLOURS = ("#0F4C5C", "#7A1F5C", "#8A3B12", "#234E1F")


@dataclass(frozen=True, slots=True)
class MadeUp:
    """A project: where its recipients are, if it has some, and the pattern of their files."""

    table: Path | None
    pattern: str | None


class _Writer(Records):
    """Writes one project; everything follows from the seed."""

    def __init__(self, root: Path, seed: int) -> None:
        super().__init__(seed)
        self.root = root
        self.pictures: list[str] = []
        self.states = self.random.sample(sorted(PLACES), self.random.choice([1, 1, 1, 2]))

    def write(self) -> MadeUp:
        """Write it all."""
        for folder in ("data", "layouts"):
            shutil.rmtree(self.root / folder, ignore_errors=True)
        shutil.copytree(REPOSITORY / "layouts", self.root / "layouts")
        for name in ("before-you-enroll", "parents"):  # they print a collection, and here is none
            (self.root / f"layouts/{name}.yaml").unlink()
        if self.chance(0.6):
            images = self.root / "data/images"
            names = [f"p{n}" for n in range(self.random.randint(1, 3))]
            self.pictures = [write_picture(images / name, self.random) for name in names]
        audiences = self.audiences()
        handouts = self.handouts()
        files = {f"data/roles/{slug}.yaml": self.role(n) for n, slug in enumerate(self.roles)}
        files |= {f"data/states/{code.lower()}.yaml": self.state(code) for code in self.states}
        files |= {f"data/certifications/{k}.yaml": self.certification() for k in CERTIFICATIONS}
        files |= {f"data/audiences/{slug}.yaml": self.audience(handouts) for slug in audiences}
        files |= {
            "handouts.yaml": self.project(handouts),
            "layouts/own.yaml": OwnLayout(self, self.pictures).text(),
            "data/comparisons/c.yaml": self.comparison(),
            "data/decisions/d.yaml": self.decision(),
            "data/wages/w.csv": self.wages(),
            "data/sources.yaml": self.sources(),
            "data/dimensions.yaml": (REPOSITORY / "data/dimensions.yaml").read_text("utf-8"),
        }
        for name, text in files.items():
            (self.root / name).parent.mkdir(parents=True, exist_ok=True)
            (self.root / name).write_text(text, encoding="utf-8")
        if not self.chance(0.35):
            return MadeUp(None, None)
        table, name = write_table(self.root, self, self.states, audiences, self.pictures)
        pattern = f"{{state}}/{{{name}}}/{{handout}}-{{audience}}.pdf"
        return MadeUp(table, self.random.choice([None, pattern]))

    def project(self, handouts: dict[str, str]) -> str:
        """``handouts.yaml``."""
        lines = ["publisher:", f"  name: {self.text(30)}"]
        if self.chance(0.5):
            lines.append(f"  url: {json.dumps(address(self))}")
        lines += [f"  contact: {self.text(40)}"] if self.chance(0.3) else []
        lines += [f"  logo: {self.logo()}"] if self.pictures and self.chance(0.6) else []
        lines += [f"  colours: {json.dumps(COLOURS[: self.random.randint(1, 4)])}"] if self.chance(0.3) else []  # fmt: skip
        lines += [f"  notices: {self.notices()}"] if self.chance(0.3) else []
        lines += ["edition_date: 2026-11-24", f"style: {self.random.choice(STYLES)}", "handouts:"]
        return "\n".join([*lines, *(f"  {name}: {body}" for name, body in handouts.items())]) + "\n"

    def handouts(self) -> dict[str, str]:
        """A handout of each layout, and packets of some."""
        made: dict[str, str] = {}
        for layout, subject in _subjects().items():
            per = self.random.choice(["state", "state", "nation"])
            more = f", page: {self.random.choice(PAGES)}" if self.chance(0.15) else ""
            if layout != "decision-half" and self.chance(0.2):
                more += f", style: {self.random.choice(STYLES)}"
            if layout == "decision-half":
                more += ", style: half-sheet"
            made[layout] = f"{{layout: {layout}, subject: {subject}, per: {per}{more}}}"
        for number in range(self.random.choice([0, 1, 1, 2])):
            parts = self.random.sample(sorted(_subjects()), self.random.randint(1, 4))
            parts = [*(["cover"] if self.chance(0.6) else []), *parts]
            parts = [*parts, *(["sources"] if self.chance(0.6) else [])]
            bound = ", ".join(dict.fromkeys(parts))
            made[f"packet{number}"] = f"{{bind: [{bound}], per: state}}"
        return made

    def audiences(self) -> list[str]:
        """One or two; layouts know that of advisors."""
        return self.random.sample(["people", "advisor", "school"], self.random.choice([1, 1, 2]))

    def audience(self, handouts: dict[str, str]) -> str:
        """An audience with some of the handouts."""
        few = self.random.sample(sorted(handouts), self.random.randint(3, 8))
        lines = [f"name: {self.text(25)}", f"handouts: [{', '.join(few)}]"]
        lines += [f"readers: {self.text(40)}"] if self.chance(0.3) else []
        lines += ["duplex: true"] if self.chance(0.3) else []
        lines += [f"style: {self.random.choice(STYLES)}"] if self.chance(0.3) else []
        lines += [f"page: {self.random.choice(PAGES)}"] if self.chance(0.15) else []
        lines += [f"notices: {self.notices()}"] if self.chance(0.3) else []
        lines += [f"logo: {self.logo()}"] if self.pictures and self.chance(0.3) else []
        lines += ["states: national"] if self.chance(0.1) else []
        return "\n".join(lines) + "\n"

    def logo(self) -> str:
        """One of the pictures."""
        return f"{{file: data/images/{self.random.choice(self.pictures)}, alt: {self.text(30)}}}"

    def notices(self) -> str:
        """One or two; some may not be set small."""
        sizes = [self.random.choice(["", ", smallest: 10pt", ", smallest: 16pt"]) for _ in "12"]
        count = self.random.randint(1, 2)
        return f"[{', '.join(f'{{text: {self.markdown()}{size}}}' for size in sizes[:count])}]"


@functools.cache
def _subjects() -> dict[str, str]:
    """Each layout of the repository and the project's own, and a subject of the kind it is made for."""
    made = {"comparisons": "comparisons/c", "decisions": "decisions/d", "roles": "roles/r0"}
    handouts = load(REPOSITORY).project.handouts.values()
    kinds = {str(h.layout): str(h.subject).partition("/")[0] for h in handouts if h.layout}
    compared = dict.fromkeys(("side-by-side", "side-by-side-wide", "own"), "comparisons")
    return {name: made[kind] for name, kind in (kinds | compared).items()}


def write_project(root: Path, seed: int) -> MadeUp:
    """A project for a seed; dimensions and all layouts but one are the repository's own."""
    return _Writer(root, seed).write()


def run(seed: int, *, conformance: bool = False) -> list[str]:
    """What is wrong with the project of a seed; with ``conformance`` its files go through veraPDF."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        made_up = write_project(root, seed)
        try:
            return list(_findings(root, made_up, seed, conformance))
        except Exception:
            return [traceback.format_exc()]


def _findings(root: Path, made_up: MadeUp, seed: int, conformance: bool) -> Iterator[str]:
    try:
        library = load(root)
    except ProjectError as fault:
        yield from (f"made up wrongly: {d.message}" for d in fault.diagnostics)
        return
    yield from judging.unhelpful(d for d in library.diagnostics if d.is_error)
    try:
        editions = chosen(library, made_up, seed)
    except HandoutsError as fault:
        yield from judging.unhelpful(fault.diagnostics)
        return
    for number, edition in enumerate(editions):
        flavours = ("ua1", "2a")[: 1 + ((seed + number) % 3 == 0)] if conformance else ()
        for found in judging.findings(edition, library, flavours):
            yield f"{edition.name}: {found}"


def chosen(library: Library, made_up: MadeUp, seed: int) -> list[Edition]:
    """The editions that are made of a project; recipients' first, if it has some.

    Raises:
        HandoutsError: on the faults of a table.
    """
    chance = Records(seed).random
    usual = list(plan(Selection(), library))
    chance.shuffle(usual)
    if made_up.table is None:
        return usual[:MOST]
    selection = Selection(recipients=read_recipients(made_up.table).rows, pattern=made_up.pattern)
    theirs = list(plan(selection, library))
    chance.shuffle(theirs)
    return [*theirs[: MOST - 1], *usual[:1]]
