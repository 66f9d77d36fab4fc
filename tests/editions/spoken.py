"""What is wrong with a file for people who hear it: read from its tag tree, which veraPDF does not judge."""

import io
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise

import pikepdf

from handouts.accounting.ledger import solid
from handouts.document import Figure, FillIn, Heading, Table, TileMap, walk
from handouts.model.library import Library
from handouts.model.records.values import long_date
from handouts.pipeline import Made
from tests.support import tagtree


@dataclass(frozen=True, slots=True)
class Linked:
    """A link as a list of links names it, and where it leads."""

    said: str
    target: str
    left: int | None = None
    """Of a jump within the file: how far from the left edge it lands."""


@dataclass(frozen=True, slots=True)
class Heard:
    """A file, read back."""

    made: Made
    tagged: tagtree.Tagged
    links: tuple[Linked, ...]
    library: Library

    @property
    def root(self) -> tagtree.Node:
        return self.tagged.root


def hear(made: Made, library: Library) -> Heard:
    """Read a file back once, for all checks."""
    return Heard(made, tagtree.read(made.data), tuple(_links(made.data)), library)


def findings(made: Made, library: Library) -> Iterator[str]:
    """All that is wrong with a file."""
    heard = hear(made, library)
    for check in CHECKS:
        yield from (f"{check.__name__}: {found}" for found in check(heard))


def _links(data: bytes) -> Iterator[Linked]:
    """Every link, in the order of pages."""
    with pikepdf.open(io.BytesIO(data)) as file:
        for page in file.pages:
            for link in page.obj.get("/Annots", []):
                said = str(link.Contents)
                if "/Dest" not in link:
                    yield Linked(said, str(link.A.URI))
                    continue
                left, top = (round(float(n)) for n in link.Dest[2:4])
                yield Linked(said, f"{link.Dest[0].objgen[0]} {left} {top}", left)


def everything_is_read(heard: Heard) -> Iterator[str]:
    """Tree and pages agree, and nothing on them is neither read nor an artifact."""
    yield from heard.tagged.faults
    yield from heard.tagged.unmarked


def headings_step(heard: Heard) -> Iterator[str]:
    """One heading of the first level, and none under another that skips a level."""
    levels = [int(n.tag[1:]) for n in heard.root.walk() if n.tag[:1] == "H" and n.tag[1:].isdigit()]
    if levels.count(1) != 1:
        yield f"{levels.count(1)} headings of the first level"
    for above, level in pairwise(levels):
        if level > above + 1:
            yield f"H{level} follows H{above}"


def answers_are_headings(heard: Heard) -> Iterator[str]:
    """So that they can be reached by heading: they are what a student came for."""
    made = heard.made
    blocks = walk((*made.document.body, *made.document.foot))
    wanted = [b for b in blocks if isinstance(b, Heading) and b.type == "answer"]
    said = [n.text for n in heard.root.walk() if n.tag in {"H1", "H2", "H3", "H4"}]
    for block in wanted:
        answer = "".join(run.text for run in block.text)
        if not any(answer in heading for heading in said):
            yield f"“{answer}” is no heading"
    if made.edition.layout == "state-insert":
        for rule in heard.library.places[made.edition.place or ""].rules.values():
            if not any(str(rule.verdict.text)[:20] in heading for heading in said):
                yield f"“{rule.verdict.text}” is no heading"


def place_publisher_and_date_are_read(heard: Heard) -> Iterator[str]:
    """Else the sheet of one state, saved and heard, is that of any."""
    said, made = heard.root.text, heard.made
    wanted = [made.document.publisher, f"Printed {long_date(made.document.date)}"]
    if made.edition.place:
        wanted.append(str(heard.library.places[made.edition.place].name))
    yield from (f"“{one}” is not read" for one in wanted if one not in said)


def _siblings(node: tagtree.Node) -> Iterator[list[tagtree.Node]]:
    """The elements in each element, in their order."""
    kids = [kid for kid in node.kids if isinstance(kid, tagtree.Node)]
    yield kids
    for kid in kids:
        yield from _siblings(kid)


def no_list_follows_another_without_a_word(heard: Heard) -> Iterator[str]:
    """Where a column stands for a role, on paper its place says which; read, a heading does."""
    for kids in _siblings(heard.root):
        for one, other in pairwise(kids):
            if one.tag == other.tag == "L":
                yield f"“{other.text[:40]}” follows “{one.text[:40]}”"


def every_cell_says_something(heard: Heard) -> Iterator[str]:
    for table in heard.root.all("Table"):
        empty = [n.tag for n in table.walk() if n.tag in {"TD", "TH"} and not n.text.strip()]
        if empty:
            yield f"{len(empty)} empty {empty[0]} in “{table.text[:60]}”"


def every_table_is_named(heard: Heard) -> Iterator[str]:
    """By its caption, first in it and once, or by the heading right before it."""
    for kids in _siblings(heard.root):
        for before, table in pairwise((None, *kids)):
            if table is None or table.tag != "Table":
                continue
            inside = [kid.tag for kid in table.kids if isinstance(kid, tagtree.Node)]
            headed = before is not None and before.tag in {"H1", "H2", "H3", "H4", "H5", "H6"}
            if inside.count("Caption") > 1 or "Caption" in inside[1:]:
                yield f"the caption of “{table.text[:60]}” does not stand first"
            elif not headed and inside[:1] != ["Caption"]:
                yield f"“{table.text[:60]}” has no name"


def columns_have_heads(heard: Heard) -> Iterator[str]:
    """What stands at the head of a table is a head, with its scope, and every row has one."""
    for table in heard.root.all("Table"):
        for part in table.all("THead"):
            bare = [n.text for n in part.walk() if n.tag == "TD"]
            yield from (f"“{text}” at the head of a table is no head" for text in bare)
        cells = [n for n in table.walk() if n.tag == "TH"]
        yield from (f"“{n.text}” heads nothing" for n in cells if "Scope" not in n.attributes)


def nothing_is_told_twice(heard: Heard) -> Iterator[str]:
    """No two tables, and no two drawings, of one file are the same."""
    told = [table.text for table in heard.root.all("Table")]
    told += [figure.alt for figure in heard.root.all("Figure")]
    for text, times in Counter(told).items():
        if times > 1:
            yield f"{times} times “{text[:60]}”"


def boxes_and_lines_are_read(heard: Heard) -> Iterator[str]:
    """On a worksheet that cannot be seen, a label alone does not say that something is asked."""
    said = [node.text for node in heard.root.walk()]
    for words, number in asked(heard.made).items():
        found = sum(text.startswith(words) for text in said)
        if found != number:
            yield f"“{words}” is read {found} times, for {number} on the sheet"


def asked(made: Made) -> dict[str, int]:
    """How often each kind of place to write in stands on a sheet, by what is read there."""
    blocks = list(walk((*made.document.body, *made.document.foot)))
    fill = [block for block in blocks if isinstance(block, FillIn)]
    cells = [c for block in blocks if isinstance(block, Table) for r in block.rows for c in r.cells]
    return {
        "A line to write on": sum(not f.value for b in fill for f in b.fields)
        + sum(cell.blank == "line" for cell in cells),
        "A box to tick": sum(cell.blank == "box" for cell in cells),
        "Lines to write on": sum(bool(b.lines and not b.value) for b in fill),
        "tick box: ": sum(bool(cell.boxes) for cell in cells),
    }


def links_say_where_they_lead(heard: Heard) -> Iterator[str]:
    """A list of links is a list of names: ‘[1], [2], [1]’ tells nobody where they lead."""
    targets: dict[str, set[str]] = defaultdict(set)
    for link in heard.links:
        if link.said.startswith("[") or not link.said.strip():
            yield f"a link is called “{link.said}”"
        targets[link.said].add(link.target)
    yield from (
        f"“{said}” leads to {len(to)} places" for said, to in targets.items() if len(to) > 1
    )


def jumps_land_in_their_column(heard: Heard) -> Iterator[str]:
    """Zoomed in, a jump to the left edge shows another column."""
    yield from (f"“{link.said}” lands at the left edge" for link in heard.links if link.left == 0)


def drawn_words(made: Made) -> list[tuple[str, str]]:
    """The words in each figure of a sheet, with the alternative text of the figure."""
    blocks = walk((*made.document.body, *made.document.foot))
    figures = [block for block in blocks if isinstance(block, Figure)]
    return [(word, f.alternative) for f in figures for text in f.said() for word in text.split()]


def figures_are_told_once(heard: Heard) -> Iterator[str]:
    """pdf.js reads words in a figure beside its alternative text: ‘Yes, Not sure, No, Yes, No’."""
    for figure in heard.root.all("Figure"):
        if not figure.alt or figure.text or len(figure.kids) != 1:
            yield f"the figure “{figure.alt}” is read as “{figure.text}” too"
    apart = solid("".join(heard.tagged.artifacts))
    yield from (
        f"“{word}” is no artifact"
        for word, _ in drawn_words(heard.made)
        if solid(word) not in apart
    )


def what_is_drawn_is_told(heard: Heard) -> Iterator[str]:
    """No word stands in a drawing alone, save the letters of places that a map tells of by their number."""
    said = solid(heard.root.text)
    blocks = walk((*heard.made.document.body, *heard.made.document.foot))
    counted = {tile.code for b in blocks if isinstance(b, TileMap) for tile in b.tiles}
    for word, alt in drawn_words(heard.made):
        word = word.strip("():,") if counted else word  # how many, in a map's key
        if word in counted:
            continue
        spelled = re.sub(r"^\$([\d,]+)$", r"\1 dollars", word)
        if not any(solid(one) in solid(alt) for one in (word, spelled)) and solid(word) not in said:
            yield f"“{word}” is drawn, and told nowhere"


CHECKS: tuple[Callable[[Heard], Iterator[str]], ...] = (
    everything_is_read,
    headings_step,
    answers_are_headings,
    place_publisher_and_date_are_read,
    no_list_follows_another_without_a_word,
    every_cell_says_something,
    every_table_is_named,
    columns_have_heads,
    nothing_is_told_twice,
    boxes_and_lines_are_read,
    links_say_where_they_lead,
    jumps_land_in_their_column,
    figures_are_told_once,
    what_is_drawn_is_told,
)
