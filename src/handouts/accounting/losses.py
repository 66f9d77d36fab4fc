"""The words, links and figures of each leaf of a document, compared with the items on its pages."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from handouts.accounting.figures import figure_losses
from handouts.accounting.ledger import Drawn, Leaves, Ledger, Width, loss, solid, words
from handouts.accounting.running import running_losses
from handouts.diagnostics import Diagnostic, HandoutsError
from handouts.document import Block, Document, Figure, RichText, link_starts, walk
from handouts.document.packet import by_part
from handouts.pages import Link, Pages


def refuse_losses(document: Document, pages: Pages, width: Width) -> None:
    """Compare a document as printed (without what fitting dropped) with its pages.

    Every leaf's text must be on the pages once and in order, with its links, and every figure with
    its texts; nothing is there twice or off its page. ``width`` measures text.

    Raises:
        HandoutsError: with a diagnostic for each loss.
    """
    found = tuple(_losses(document, Ledger.of(pages, width)))
    if found:
        raise HandoutsError(*found)


def _losses(document: Document, ledger: Ledger) -> Iterator[Diagnostic]:
    parts = {part: tuple(walk(blocks)) for part, blocks in by_part(document).items()}
    for part in dict.fromkeys((*parts, *ledger.parts)):
        yield from _part_losses(parts.get(part, ()), ledger.parts.get(part, Leaves()))
    yield from running_losses(document, ledger)
    yield from _outside(parts, ledger)


def _part_losses(blocks: tuple[Block, ...], leaves: Leaves) -> Iterator[Diagnostic]:
    """The losses of a sheet, or of one part of a packet."""
    known: set[str] = set()
    for block in blocks:
        for name, text in block.leaves():
            known.add(name)
            yield from _leaf_losses(block, text, leaves.drawn.get(name, _NOTHING))
        if isinstance(block, Figure):
            known.update(leaves.of_figure(block.id))
            yield from figure_losses(block, leaves)
    for name in leaves.drawn.keys() - known:
        yield from _stray(leaves.drawn[name].text.strip())


def _outside(parts: Mapping[str, tuple[Block, ...]], ledger: Ledger) -> Iterator[Diagnostic]:
    """A fault for each block with an item over the edge of its page; the first item is enough."""
    owners = {
        (part, name): block
        for part in {one.part for one in ledger.outside}
        for block in parts.get(part, ())
        for name, _ in block.leaves()
    }
    seen: set[tuple[str, str]] = set()
    for page, part, leaf, shown in ledger.outside:
        block = owners.get((part, leaf or ""))
        if block is None or (part, block.id) not in seen:
            seen.add((part, block.id if block else ""))
            where = f" in {_called(block)}" if block else ""
            yield loss("off-page", f"“{shown}”{where} runs over the edge of page {page}", block)


def _stray(text: str) -> Iterator[Diagnostic]:
    if text:
        yield loss(
            "stray-text", f"“{text[:40]}” is printed, and nothing in the sheet says it", None
        )


def _leaf_losses(block: Block, text: RichText, drawn: Drawn) -> Iterator[Diagnostic]:
    wanted = text[0].text if len(text) == 1 else "".join(run.text for run in text)
    if drawn.text != wanted and words(drawn.text) != words(wanted):
        yield _difference(block, words(wanted), words(drawn.text), drawn)
    elif drawn.backward is not None:
        yield loss(
            "disordered-text",
            f"the lines of {_called(block)} stand out of order on page {drawn.backward}",
            block,
        )
    if drawn.links or any(run.link for run in text):
        yield from _link_losses(block, text, drawn)


_NOTHING = Drawn()


def _called(block: Block) -> str:
    return f"`{block.name or type(block).__name__.lower()}`"


def _difference(block: Block, wanted: list[str], drawn: list[str], place: Drawn) -> Diagnostic:
    """The kind of loss, when the words of a leaf differ from those on the pages."""
    where = f"on page {place.page}" if place.page else "on no page"
    if sorted(wanted) == sorted(drawn):
        return loss(
            "disordered-text",
            f"the words of {_called(block)} stand in another order {where}",
            block,
        )
    at = _equal_at_start(wanted, drawn)
    if _only_adds("".join(wanted), "".join(drawn)) or not _missing(wanted, drawn):
        shown = " ".join(drawn[at : at + 4])
        return loss("doubled-text", f"{_called(block)} has “{shown}” twice {where}", block)
    shown = " ".join(wanted[at : at + 4])
    before = f" after “{wanted[at - 1]}”" if at and drawn else ""
    return loss("lost-text", f"{_called(block)} has lost “{shown}”{before} {where}", block)


def _only_adds(wanted: str, drawn: str) -> bool:
    """Whether the drawn text is the wanted one with an insertion at one place."""
    if len(drawn) <= len(wanted):
        return False
    after = _equal_at_start(wanted[::-1], drawn[::-1])
    return _equal_at_start(wanted, drawn) + after >= len(wanted)


def _equal_at_start(one: Sequence[str], other: Sequence[str]) -> int:
    pairs = zip(one, other, strict=False)
    return next((i for i, (a, b) in enumerate(pairs) if a != b), min(len(one), len(other)))


def _missing(wanted: Iterable[str], drawn: list[str]) -> bool:
    """Whether a word is drawn fewer times than it is wanted."""
    left = list(drawn)
    for word in wanted:
        if word not in left:
            return True
        left.remove(word)
    return False


def _link_losses(block: Block, text: RichText, drawn: Drawn) -> Iterator[Diagnostic]:
    """Links that areas with the same address do not cover exactly once."""
    links = link_starts(text)
    texts: dict[int, str] = {}
    for number, first in links.items():
        texts[first] = texts.get(first, "") + text[number].text
    covering: dict[int | None, list[Link]] = {}
    for area in drawn.links:
        covering.setdefault(links.get(area.run), []).append(area)
    if None in covering:
        yield loss("stray-link", f"{_called(block)} has a link that nobody wrote", block)
    for first, said in texts.items():
        areas = covering.get(first, [])
        wanted, covered = solid(said), solid("".join(area.text for area in areas))
        # a single area may have words of its own beside the link's, as in a table of contents
        whole = len(areas) == 1 and all(word in areas[0].text for word in said.split())
        if covered != wanted and not whole:
            code = "doubled-link" if len(covered) > len(wanted) else "lost-link"
            what = "twice" if code == "doubled-link" else "not whole"
            yield loss(code, f"the link “{said.strip()}” of {_called(block)} is {what}", block)
        yield from _wrong_targets(block, text[first].link or "", areas)


def _wrong_targets(block: Block, target: str, areas: list[Link]) -> Iterator[Diagnostic]:
    if any(link.target != target for link in areas):
        yield loss("lost-link", f"a link of {_called(block)} does not lead to {target}", block)
