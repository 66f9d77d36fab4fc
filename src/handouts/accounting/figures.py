"""Every figure is on a page, with all the text that is written in it."""

from collections.abc import Iterable, Iterator

from handouts.accounting.ledger import Leaves, loss, solid
from handouts.diagnostics import Diagnostic
from handouts.document import Figure, Flowchart


def figure_losses(block: Figure, leaves: Leaves) -> Iterator[Diagnostic]:
    """The losses of a figure: no region with something drawn in it, a second region, or a missing text."""
    parts = [leaves.drawn[name] for name in leaves.of_figure(block.id)]
    called = f"`{block.name or type(block).__name__.lower()}`"
    if not any(part.regions and part.items for part in parts):
        if block.is_required:
            yield loss("lost-figure", f"the figure {called} stands on no page", block)
        return
    if any(part.regions > 1 for part in parts):
        yield loss("doubled-figure", f"the figure {called} stands there twice", block)
    written = _joined(part.text for part in parts)
    said = list(block.said())
    whole = "\0".join(solid(text) for text in said)
    if block.is_exact:
        yield from _differences(block, called, written, said)
        return
    for text in dict.fromkeys(said):
        sought = solid(text)
        found, wanted = written.count(sought), whole.count(sought)
        if found < wanted:
            yield loss("lost-text", f"the figure {called} has lost “{text}”", block)
    if isinstance(block, Flowchart) and len(parts) == 1 and len(written) > len(_joined(said)):
        yield loss("doubled-text", f"the figure {called} says something twice", block)


def _differences(block: Figure, called: str, written: str, said: list[str]) -> Iterator[Diagnostic]:
    """What is written in a figure and what it says, text by text in their order."""
    at = 0
    for text in said:
        sought = solid(text)
        if not written.startswith(sought, at):
            found = written.count(sought) and len(written) > len(_joined(said))
            if found:
                yield loss("doubled-text", f"the figure {called} says something twice", block)
            else:
                yield loss("lost-text", f"the figure {called} has lost “{text}”", block)
            return
        at += len(sought)
    if at < len(written):
        yield loss("doubled-text", f"the figure {called} says something twice", block)


def _joined(texts: Iterable[str]) -> str:
    return solid("".join(texts))
