"""What a project and a comparison choose for sheets: rows of tables, questions, editorial text."""

from collections.abc import Callable, Iterator, Mapping
from typing import Annotated, Final

from handouts.frozen import dataclass
from handouts.model.base import MarkdownFact, MarkdownText, Reference, Text
from handouts.model.library import Library
from handouts.model.records import Comparison, Difference, Dimension, Editorial, Project
from handouts.model.records.choices import Questions

Dimensions = Mapping[str, Dimension]

_SHORT: Final = 3
"""Rows of a flyer, which is read in thirty seconds."""


def _all(known: Dimensions) -> list[str]:
    return [*known]


def _few(known: Dimensions) -> list[str]:
    return [*known][:_SHORT]


def _posted(known: Dimensions) -> list[str]:
    """As many as a flyer's with the pay, which stands there in large numerals."""
    return [name for name, one in known.items() if not one.of_wages][: _SHORT - 1]


def _stated(known: Dimensions) -> list[str]:
    """What the roles' own files say: rule and pay have a place of their own."""
    return [name for name, one in known.items() if one.computed is None and one.kind != "list"]


def _of_rules(known: Dimensions) -> list[str]:
    return [name for name, one in known.items() if one.computed == "rule"]


def _lists(known: Dimensions) -> list[str]:
    return [name for name, one in known.items() if one.kind == "list"]


def _start(known: Dimensions) -> list[str]:
    """How people start: what has levels, such as schooling."""
    return [name for name, one in known.items() if one.order][:1]


def _none(_: Dimensions) -> list[str]:
    return []


_USUAL: Final[Mapping[str, Callable[[Dimensions], list[str]]]] = {
    "comparison": _all,
    "worksheet": _all,
    "plain": _all,
    "plain_worksheet": _all,
    "wide": _all,
    "flyer": _few,
    "poster": _posted,
    "profile": _stated,
    "duties": _of_rules,
    "shared": _none,
    "day": _none,
    "words": _none,
    "outlook": _none,
    "figures": _lists,
    "start": _start,
    "map": _none,
    "leaflet": _few,
    "leaflet_job": _stated,
    "parents": _all,
}
"""What bundled layouts ask for → the dimensions that stand there where a project declares none.

``shared``, ``day``, ``words`` and ``outlook`` stand beside tables, and ``map`` under maps, that have all that matters.
"""


def row_names(library: Library) -> frozenset[str]:
    """The sheets for which rows are known: those of the bundled layouts, and all that are declared."""
    declared = (library.project.rows, *(one.rows for one in library.comparisons.values()))
    return frozenset({*_USUAL, *(name for rows in declared for name in rows)})


class RowsView(Mapping[str, tuple[Text, ...]]):
    """The dimensions of a sheet by its name: the comparison's own, else the project's, else all."""

    def __init__(self, project: Project, comparison: Comparison | None, known: Dimensions) -> None:
        self._declared = {**project.rows, **(comparison.rows if comparison else {})}
        self._known = known

    def __getitem__(self, name: str) -> tuple[Text, ...]:
        if name in self._declared:
            return self._declared[name]
        return tuple(map(Text, _USUAL[name](self._known)))

    def __iter__(self) -> Iterator[str]:
        return iter({**self._declared, **_USUAL})

    def __len__(self) -> int:
        return len({**self._declared, **_USUAL})


def questions(project: Project, comparison: Comparison | None) -> Questions:
    """What a sheet asks: the comparison's own questions, else the project's."""
    if comparison is None:
        return project.questions
    own = {
        name: getattr(comparison.questions, name) for name in comparison.questions.model_fields_set
    }
    return project.questions.model_copy(update=own)


@dataclass(frozen=True, slots=True)
class ComparisonView:
    """A comparison in the wording of the audience; ``core`` and ``fits`` by the role's slug."""

    title: Text
    address: Text | None
    lead: MarkdownFact | None
    core: Mapping[Annotated[str, Reference("roles")], MarkdownFact]
    overlap: MarkdownFact | None
    differences: tuple[Difference, ...]
    fits: Mapping[Annotated[str, Reference("roles")], tuple[MarkdownText, ...]]
    caveat: MarkdownFact | None


def comparison_view(comparison: Comparison | None, audience: str) -> ComparisonView | None:
    """The comparison in the wording of an audience."""
    if comparison is None:
        return None
    wording = comparison.wording.get(audience, Editorial())
    return ComparisonView(
        comparison.title,
        comparison.address,
        wording.lead or comparison.lead,
        {**comparison.core, **wording.core},
        wording.overlap or comparison.overlap,
        wording.differences or comparison.differences,
        {**comparison.fits, **wording.fits},
        wording.caveat or comparison.caveat,
    )
