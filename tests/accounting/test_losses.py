"""Losses of each kind, planted in the project's own sheets: every one is caught, and named."""

import shutil
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from PIL import Image as Picture

from handouts.accounting import refuse_losses
from handouts.compose import compose
from handouts.diagnostics import Diagnostic, HandoutsError
from handouts.document import Document, Flowchart, Section, WageChart, plain, walk
from handouts.edition import Edition, Selection
from handouts.fonts import load_fonts
from handouts.load import load
from handouts.model.library import Library
from handouts.pages import Image, Item, Link, Pages, Region, TextRun
from handouts.pdf import to_pdf
from handouts.pipeline import pages_of, style_of
from handouts.plan import plan
from handouts.shapes import SPOKEN
from handouts.typeset import typeset
from tests.support.contents import is_running, is_text

REPOSITORY = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def library() -> Library:
    return load(REPOSITORY)


def _edition(library: Library, handout: str, state: str = "CA") -> Edition:
    (edition,) = plan(Selection((handout,), ("school",), (state,)), library)
    return edition


@pytest.fixture(scope="module")
def sheets(library: Library) -> dict[str, tuple[Document, Pages]]:
    names = ("comparison", "which-role", "state-insert")
    return {n: pages_of(_edition(library, n), library, load_fonts()) for n in names}


def losses(document: Document, pages: Pages) -> list[Diagnostic]:
    try:
        refuse_losses(document, pages, load_fonts().width)
    except HandoutsError as fault:
        return list(fault.diagnostics)
    return []


def changed(pages: Pages, change: Callable[[list[Item]], list[Item]]) -> Pages:
    """The pages with the items of the first one changed."""
    first, *rest = pages.pages
    return replace(pages, pages=(replace(first, items=tuple(change(list(first.items)))), *rest))


def _codes(found: list[Diagnostic]) -> set[str]:
    return {d.code for d in found}


def _body_runs(items: list[Item]) -> Iterator[tuple[int, TextRun]]:
    return ((i, item) for i, item in enumerate(items) if is_text(item))


SHEETS = ("comparison", "which-role", "state-insert")


@pytest.mark.parametrize("name", SHEETS)
def test_a_sound_sheet_has_no_loss(name: str, sheets: dict[str, tuple[Document, Pages]]) -> None:
    assert losses(*sheets[name]) == []


@pytest.mark.parametrize("name", SHEETS)
def test_every_single_run_is_missed(name: str, sheets: dict[str, tuple[Document, Pages]]) -> None:
    document, pages = sheets[name]
    axis = {b.id for b in walk(document.body) if isinstance(b, WageChart)}
    count = 0
    for i, run in _body_runs(list(pages.pages[0].items)):
        if run.text.strip() and not (run.block in axis and run.text.startswith("$")):
            found = losses(document, changed(pages, lambda items, i=i: items[:i] + items[i + 1 :]))  # type: ignore[misc]
            assert "lost-text" in _codes(found), run
            count += 1
    assert count > 40


def test_a_loss_names_block_words_page_and_remedy(
    sheets: dict[str, tuple[Document, Pages]],
) -> None:
    document, pages = sheets["state-insert"]
    place = next(i for i, r in _body_runs(list(pages.pages[0].items)) if "California" in r.text)
    run = pages.pages[0].items[place]
    assert isinstance(run, TextRun)
    cut = run._replace(text=run.text.replace("California", "", 1))
    (found,) = losses(document, changed(pages, lambda i: [*i[:place], cut, *i[place + 1 :]]))
    assert found.code == "lost-text"
    assert "California" in found.message
    assert "page 1" in found.message
    assert "`title`" in found.message
    assert found.span is not None
    assert found.span.file == "layouts/state-insert.yaml"
    assert "report" in found.remedy


@pytest.mark.parametrize("name", SHEETS)
def test_every_doubled_run_is_seen(name: str, sheets: dict[str, tuple[Document, Pages]]) -> None:
    document, pages = sheets[name]
    figures = {b.id for b in walk(document.body) if isinstance(b, WageChart)}
    for i, run in _body_runs(list(pages.pages[0].items)):
        if run.text.strip() and run.block not in figures:
            doubled = changed(pages, lambda items, i=i: [*items[: i + 1], *items[i:]])  # type: ignore[misc]
            codes = _codes(losses(document, doubled))
            assert codes & {"doubled-text", "disordered-text"}, run


def test_swapped_words_and_swapped_lines(sheets: dict[str, tuple[Document, Pages]]) -> None:
    document, pages = sheets["comparison"]
    items = list(pages.pages[0].items)
    runs = list(_body_runs(items))
    (i, first), (k, second) = next(
        (a, b)
        for a, b in pairwise(runs)
        if a[1].block == b[1].block and a[1].text.strip() != b[1].text.strip()
    )
    words = list(items)
    words[i] = first._replace(text=f"{second.text.strip()} ")
    words[k] = second._replace(text=f"{first.text.strip()} ")
    assert _codes(losses(document, changed(pages, lambda _: words))) == {"disordered-text"}
    lines = list(items)
    lines[i] = first._replace(x=second.x, y=second.y)
    lines[k] = second._replace(x=first.x, y=first.y)
    assert _codes(losses(document, changed(pages, lambda _: lines))) == {"disordered-text"}


def test_text_of_one_leaf_in_another(sheets: dict[str, tuple[Document, Pages]]) -> None:
    document, pages = sheets["comparison"]
    items = list(pages.pages[0].items)
    runs = list(_body_runs(items))
    (i, first), (k, second) = next((a, b) for a, b in pairwise(runs) if a[1].block != b[1].block)
    items[i], items[k] = first._replace(block=second.block), second._replace(block=first.block)
    assert losses(document, changed(pages, lambda _: items))


def test_links(sheets: dict[str, tuple[Document, Pages]]) -> None:
    document, pages = sheets["state-insert"]
    items = [item for page in pages.pages for item in page.items]
    places = [i for i, item in enumerate(items) if isinstance(item, Link)]
    assert places
    one = replace(pages, pages=(replace(pages.pages[0], items=tuple(items)),))
    quiet = replace(
        document, header=document.header.__class__(), footer=document.footer.__class__()
    )
    assert "lost-link" not in _codes(losses(quiet, one))
    for i in places:
        link = items[i]
        assert isinstance(link, Link)
        gone = changed(one, lambda items, i=i: items[:i] + items[i + 1 :])  # type: ignore[misc]
        assert "lost-link" in _codes(losses(quiet, gone))
        twice = changed(one, lambda items, i=i: [*items[: i + 1], *items[i:]])  # type: ignore[misc]
        assert "doubled-link" in _codes(losses(quiet, twice))
        wrong = link._replace(target="https://example.org/elsewhere")
        astray = changed(one, lambda items, i=i, w=wrong: [*items[:i], w, *items[i + 1 :]])  # type: ignore[misc]
        assert "lost-link" in _codes(losses(quiet, astray))
    link = items[places[0]]
    assert isinstance(link, Link)
    stray = link._replace(run=99)
    assert "stray-link" in _codes(losses(quiet, changed(one, lambda i: [*i, stray])))


@pytest.mark.parametrize(("name", "kind"), [("which-role", Flowchart), ("state-insert", WageChart)])
def test_figures(
    name: str, kind: type[Flowchart | WageChart], sheets: dict[str, tuple[Document, Pages]]
) -> None:
    document, pages = sheets[name]
    figure = next(b for b in walk(document.body) if isinstance(b, kind))
    gone = replace(
        pages,
        pages=tuple(
            replace(p, items=tuple(i for i in p.items if i.block != figure.id)) for p in pages.pages
        ),
    )
    assert _codes(losses(document, gone)) == {"lost-figure"}
    region = next(
        i for p in pages.pages for i in p.items if isinstance(i, Region) and i.block == figure.id
    )
    twice = changed(pages, lambda items: [*items, region])
    assert "doubled-figure" in _codes(losses(document, twice))


def _without(pages: Pages, page: int, gone: Callable[[Item], bool]) -> Pages:
    """The pages, one of them without some items."""
    kept = tuple(i for i in pages.pages[page - 1].items if not gone(i))
    changed = replace(pages.pages[page - 1], items=kept)
    return replace(pages, pages=(*pages.pages[: page - 1], changed, *pages.pages[page:]))


def _furniture(text: str) -> Callable[[Item], bool]:
    return lambda item: is_running(item) and text in item.text


def test_running_lines(sheets: dict[str, tuple[Document, Pages]]) -> None:
    document, pages = sheets["comparison"]
    assert not any(_furniture("Page 1")(item) for page in pages.pages for item in page.items)
    for text in ("Comparison sheet", "Printed"):
        found = losses(document, _without(pages, 1, _furniture(text)))
        assert _codes(found) == {"lost-running-line"}


def test_running_lines_of_every_part_of_a_packet(library: Library) -> None:
    document, pages = pages_of(_edition(library, "packet"), library, load_fonts())
    assert losses(document, pages) == []
    parts = [block for block in document.body if isinstance(block, Section)]
    assert len(parts) > 4
    for part in parts:
        for page in part.pages:
            for end in (part.header.right, part.footer.left, part.footer.right):
                word = plain(end).replace("{page}", str(page)).split()[0]
                (found, *_) = losses(document, _without(pages, page, _furniture(word)))
                assert found.code == "lost-running-line"
                assert f"not on page {page}" in found.message
    renumbered = changed(pages, lambda items: [_renumbered(i) for i in items])
    assert _codes(losses(document, renumbered)) == {"wrong-page-number"}


def _renumbered(item: Item) -> Item:
    if is_running(item):
        return item._replace(text=item.text.replace("Page 1", "Page 7"))
    return item


def test_the_logo_of_a_running_line(library: Library, tmp_path: Path) -> None:
    pixels = load(_with_logo_of_pixels(tmp_path))
    for project in (library, pixels):
        document, pages = pages_of(_edition(project, "packet"), project, load_fonts())
        assert losses(document, pages) == []
        bare = _without(pages, 1, lambda i: isinstance(i, Image) and i.block is None)
        assert [d.message for d in losses(document, bare)] == ["the logo is not on page 1"]


def _with_logo_of_pixels(folder: Path) -> Path:
    for name in ("data", "layouts"):
        shutil.copytree(REPOSITORY / name, folder / name)
    project = (REPOSITORY / "handouts.yaml").read_text(encoding="utf-8")
    (folder / "handouts.yaml").write_text(project.replace("lakeside.svg", "l.png"), "utf-8")
    Picture.new("RGB", (120, 40), "navy").save(folder / "data/images/l.png")
    return folder


def test_pages_say_their_own_number(library: Library) -> None:
    found = [
        pages_of(e, library, load_fonts())
        for e in plan(Selection(("state-insert",), ("school",)), library)
    ]
    document, pages = next((d, p) for d, p in found if len(p.pages) == 2)
    swapped = replace(pages, pages=pages.pages[::-1])
    assert "wrong-page-number" in _codes(losses(document, swapped))
    assert "lost-text" in _codes(losses(document, replace(pages, pages=pages.pages[:1])))


@pytest.mark.parametrize("move", [(400.0, 0.0), (-700.0, 0.0), (0.0, 900.0), (0.0, -900.0)])
def test_text_off_the_page(
    move: tuple[float, float], sheets: dict[str, tuple[Document, Pages]]
) -> None:
    document, pages = sheets["comparison"]
    painted = [one for one in _body_runs(list(pages.pages[0].items)) if one[1].colour != SPOKEN]
    i, run = max(painted, key=lambda pair: len(pair[1].text))
    moved = run._replace(x=run.x + move[0], y=run.y + move[1])
    found = losses(document, changed(pages, lambda items: [*items[:i], moved, *items[i + 1 :]]))
    assert "off-page" in _codes(found)


def test_text_that_the_sheet_does_not_say(sheets: dict[str, tuple[Document, Pages]]) -> None:
    document, pages = sheets["comparison"]
    run = next(r for _, r in _body_runs(list(pages.pages[0].items)))
    stray = run._replace(block="nobody", text="Buy now")
    assert _codes(losses(document, changed(pages, lambda i: [*i, stray]))) == {"stray-text"}


def test_what_fitting_dropped_is_no_loss_and_is_reported(library: Library) -> None:
    dropped = 0
    for edition in plan(Selection(("state-insert",)), library):
        document, pages = pages_of(edition, library, load_fonts())
        names = {name for b in walk((*document.body, *document.foot)) for name, _ in b.leaves()}
        for block in pages.fit.dropped:
            assert block not in names
            dropped += 1
    assert dropped


def test_it_costs_little(library: Library) -> None:
    """Under a tenth of the rest; measured as the best of several turns, in one process."""
    fonts = load_fonts()
    handouts = ("comparison", "which-role", "state-insert")
    editions = plan(Selection(handouts, places=("CA", "TX", "NY")), library)
    made = [pages_of(e, library, fonts) for e in editions]

    def seconds(work: Callable[[], object]) -> float:
        best = 9.0
        for _ in range(5):
            begun = time.process_time()
            work()
            best = min(best, time.process_time() - begun)
        return best

    def check() -> None:
        for document, pages in made:
            refuse_losses(document, pages, fonts.width)

    def rest() -> None:
        for edition in editions:
            document = compose(edition, library)
            printed, pages = typeset(document, style_of(edition, library), fonts)
            to_pdf(pages, printed, fonts)

    assert seconds(check) < 0.1 * seconds(rest)
