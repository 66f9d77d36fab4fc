"""Maps of the places of a project: what they say, to eye and ear."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from handouts.accounting import refuse_losses
from handouts.diagnostics import Diagnostic, HandoutsError
from handouts.document import TileMap, walk
from handouts.edition import Selection
from handouts.fonts import load_fonts
from handouts.load import load
from handouts.model.library import Library
from handouts.pages import TextRun
from handouts.pipeline import Made, make
from handouts.plan import plan
from tests.support import tagtree, verapdf
from tests.support.projects import REPOSITORY

MAP = "{value: \"{{ place.rules['phlebotomist'].credential }}\", highlight: '{{ here }}'%s}"


def sheet(body: str) -> str:
    return f"title: T\nbody:\n  - heading: {{text: One, level: 1}}\n  - tile_map: {body}\n"


@pytest.fixture(scope="module")
def library() -> Library:
    return load(REPOSITORY)


@pytest.fixture(scope="module")
def nation(library: Library) -> Made:
    (edition,) = plan(Selection(("credential-map",), ("career-fair",)), library)
    return make(edition, library, load_fonts())


def maps(made: Made) -> Iterator[TileMap]:
    return (block for block in walk(made.document.body) if isinstance(block, TileMap))


def test_every_place_has_a_square_for_each_role(nation: Made, library: Library) -> None:
    for one in maps(nation):
        assert {tile.code for tile in one.tiles} == {str(p.code) for p in library.places.values()}
        assert len({(tile.column, tile.row) for tile in one.tiles}) == len(one.tiles)


def test_what_a_map_shows_is_what_the_places_ask(nation: Made, library: Library) -> None:
    for one, role in zip(maps(nation), ("medical-assistant", "phlebotomist"), strict=True):
        for tile in one.tiles:
            asked = library.places[tile.code.lower()].rules[role].credential
            label = library.project.rule_kinds[asked].label
            assert one.keys[tile.value].label == label


def test_its_alternative_counts_all_and_names_all_but_the_commonest(nation: Made) -> None:
    for figure, one in zip(tagtree.read(nation.data).root.all("Figure"), maps(nation), strict=True):
        said = str(figure.alt)
        counts = [int(n) for n in re.findall(r": (\d+)", said)]
        assert sum(counts) == len(one.tiles)
        assert len(re.findall(r"Washington", said)) == 1


def test_it_is_tagged_as_the_standards_ask(nation: Made) -> None:
    assert verapdf.failures(nation.data, "ua1") == verapdf.failures(nation.data, "2a") == ()


def losses(made: Made, change: Callable[[list[object]], list[object]]) -> list[Diagnostic]:
    first, *rest = made.pages.pages
    items = tuple(change(list(first.items)))
    pages = replace(made.pages, pages=(replace(first, items=items), *rest))  # type: ignore[arg-type]
    try:
        refuse_losses(made.document, pages, load_fonts().width)
    except HandoutsError as fault:
        return list(fault.diagnostics)
    return []


def test_a_lost_code_and_a_doubled_one_are_found(nation: Made) -> None:
    ids = {one.id for one in maps(nation)}
    items = nation.pages.pages[0].items
    runs = [n for n, i in enumerate(items) if isinstance(i, TextRun) and i.block in ids]
    assert len(runs) > 102
    for n in runs:
        lost = losses(nation, lambda old, n=n: old[:n] + old[n + 1 :])  # type: ignore[misc]
        assert {one.code for one in lost} == {"lost-text"}, items[n]
        doubled = losses(nation, lambda old, n=n: [*old[: n + 1], *old[n:]])  # type: ignore[misc]
        assert {one.code for one in doubled} == {"doubled-text"}, items[n]


# Layouts of one's own


@pytest.mark.parametrize("style", ["base", "slate", "photocopy", "half-sheet", "large-print"])
def test_it_is_set_in_every_style(build: Callable[..., Made], style: str) -> None:
    made = build(sheet(MAP % ""), style)
    (one,) = maps(made)
    runs = [i for p in made.pages.pages for i in p.items if isinstance(i, TextRun)]
    assert min(run.size for run in runs if run.block == one.id) >= 9


def test_the_place_of_the_sheet_is_framed(build: Callable[..., Made]) -> None:
    (one,) = maps(build(sheet(MAP % "")))
    assert [tile.code for tile in one.tiles if tile.lit] == ["CA"]
    assert one.alternative.endswith("California is framed.")


def test_a_list_names_every_place_under_its_value(build: Callable[..., Made]) -> None:
    made = build(sheet(MAP % ", list: true"))
    (items,) = tagtree.read(made.data).root.all("L")
    assert "Required (2): California and District of Columbia" in items.text
    assert "None reported (1): Texas" in items.text
    (one,) = maps(made)
    assert "names them" in one.alternative
    assert "District of Columbia" not in one.alternative


def test_values_may_be_called_by_the_layout(build: Callable[..., Made]) -> None:
    legend = ", legend: {required: {label: Ask first, fill: dotted}, none-reported: Free}"
    (one,) = maps(build(sheet(MAP % legend)))
    assert [(key.label, key.fill) for key in one.keys] == [
        ("Ask first", "dotted"),
        ("Free", "solid"),
    ]


def test_a_question_of_yes_or_no_makes_a_map_too(build: Callable[..., Made]) -> None:
    value = "{{ place.rules['phlebotomist'].credential == 'required' }}"
    (one,) = maps(build(sheet(f'{{value: "{value}", legend: {{"yes": Asked, "no": Not asked}}}}')))
    assert [(key.label, key.more[:3]) for key in one.keys] == [
        ("Asked", "(2)"),
        ("Not asked", "(1)"),
    ]


def test_a_place_without_a_value_is_not_reported(build: Callable[..., Made]) -> None:
    value = "{{ place.rules['registered-nurse'].credential if place.code == 'TX' else place.name }}"
    (one,) = maps(build(sheet(f'{{value: "{value}"}}')))
    assert ("Not reported", "dashed") in [(key.label, key.fill) for key in one.keys]


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (MAP % ", legend: {required: Asked}", "the legend of the map has no `none-reported`"),
        ("{value: '{{ place.name }}', highlight: '{{ roles }}'}", "does not give a place"),
    ],
)
def test_what_cannot_be_drawn_is_refused(build: Callable[..., Made], body: str, said: str) -> None:
    with pytest.raises(HandoutsError, match=re.escape(said)):
        build(sheet(body))


# Places of a project's own


def provinces(folder: Path, tiles: dict[str, str]) -> Library:
    """The example of Canada's provinces, with squares."""
    import shutil

    root = folder / "provinces"
    shutil.copytree(REPOSITORY / "examples" / "provinces", root)
    for slug, tile in tiles.items():
        path = root / "data" / "provinces" / f"{slug}.yaml"
        path.write_text(f'tile: "{tile}"\n{path.read_text("utf-8")}', "utf-8")
    layout = root / "layouts" / "trades.yaml"
    layout.write_text(
        "title: T\nbody:\n  - heading: {text: One, level: 1}\n"
        "  - tile_map: {value: \"{{ place.rules['plumber'].credential }}\"}\n",
        "utf-8",
    )
    return load(root)


def built(library: Library) -> Made:
    edition = next(e for e in plan(Selection(), library) if e.layout == "trades")
    return make(edition, library, load_fonts())


def test_places_of_one_s_own_have_the_squares_of_their_files(tmp_path: Path) -> None:
    made = built(provinces(tmp_path, {"bc": "0 1", "on": "2 1", "qc": "3 1"}))
    (one,) = maps(made)
    at = {tile.code: (tile.column, tile.row) for tile in one.tiles}
    assert at["BC"] == (0, 1)
    assert at["WA"] == (0, 2)  # without one it stands under the others: nothing is lost
    assert {key.label for key in one.keys} <= {
        "Compulsory trade",
        "Voluntary trade",
        "Not read",
    }


@pytest.mark.parametrize(
    ("tiles", "code"),
    [({}, "map-without-tiles"), ({"bc": "0 1", "on": "0 1"}, "same-tile")],
)
def test_without_squares_of_their_own_there_is_a_remedy(
    tmp_path: Path, tiles: dict[str, str], code: str
) -> None:
    with pytest.raises(HandoutsError) as caught:
        built(provinces(tmp_path, tiles))
    assert [one.code for one in caught.value.diagnostics] == [code]
    assert "tile" in caught.value.diagnostics[0].remedy


def test_a_square_that_is_none_is_refused_at_its_place(tmp_path: Path) -> None:
    library = provinces(tmp_path, {"bc": "left"})
    (found,) = [d for d in library.diagnostics if d.is_error]
    assert found.span is not None
    assert found.span.file == "data/provinces/bc.yaml"
