"""The kinds of sources, from the best to the least, and which of them give a fact standing.

The rank says how near a source is to who decides what is so; it says nothing of how true a page is. It
is the same for every field: a license, a fee or a course is settled by who gives it.
"""

from collections.abc import Iterable
from typing import Final, Literal, get_args

from handouts.frozen import dataclass

SourceKind = Literal[
    "official",
    "official-copy",
    "statute-mirror",
    "professional-body",
    "bill",
    "institution",
    "secondary",
    "data",
    "project",
]

SOURCE_KINDS: tuple[str, ...] = get_args(SourceKind)

Weight = Literal["stands", "repeats", "own word"]
"""``stands``: it speaks for itself, and a reader can hold it against who wrote it. ``repeats``: it tells
what others decide. ``own word``: the project says it of itself, so there is nothing better to find; it
gives no standing to what others say, either."""


@dataclass(frozen=True, slots=True)
class RankedKind:
    """A kind of source: a short name and a sign for tables, its weight, and why it stands where it does.

    ``words`` tell on a sheet what several of them are.
    """

    kind: SourceKind
    short: str
    words: str
    sign: str
    weight: Weight
    why: str


SOURCE_RANKS: Final = (
    RankedKind(
        "official",
        "official",
        "laws and agencies",
        "O",
        "stands",
        "the law, the rule, or the page of the office that decides: its own words, at its own address",
    ),
    RankedKind(
        "official-copy",
        "copy",
        "copies of agencies’ papers",
        "C",
        "stands",
        "the office’s own document, kept by somebody else: its words, of which a newer edition may exist",
    ),
    RankedKind(
        "statute-mirror",
        "mirror",
        "copies of laws",
        "M",
        "stands",
        "a law or rule as a legal publisher prints it: the whole text, which may lag behind the latest change",
    ),
    RankedKind(
        "data",
        "data",
        "data",
        "D",
        "stands",
        "a release of figures: first-hand of what it counts; it decides nothing",
    ),
    RankedKind(
        "professional-body",
        "body",
        "professional bodies",
        "P",
        "stands",
        "who gives a certificate or speaks for a trade: decides its own exam and fee, and reads the law with care",
    ),
    RankedKind(
        "bill",
        "bill",
        "bills",
        "B",
        "stands",
        "what a legislature was asked to pass: its very words, and no law until it is passed",
    ),
    RankedKind(
        "institution",
        "inst.",
        "schools and employers",
        "I",
        "repeats",
        "one school or employer: it settles what is so in its own house, and a sheet is for everybody at a place",
    ),
    RankedKind(
        "secondary",
        "list",
        "other websites",
        "S",
        "repeats",
        "lists, job sites, blogs: they repeat what others decide, often each other, and seldom say when they looked",
    ),
    RankedKind(
        "project",
        "own",
        "our own word",
        "W",
        "own word",
        "the project’s own word: its advice and how it orders things; nobody else stands behind it",
    ),
)
"""From the best to the least."""

RANKS: Final = {ranked.kind: place for place, ranked in enumerate(SOURCE_RANKS)}

KINDS_IN_WORDS: Final = {ranked.kind: ranked.words for ranked in SOURCE_RANKS}

_WEIGHTS: Final = {ranked.kind: ranked.weight for ranked in SOURCE_RANKS}


def best_of(kinds: Iterable[SourceKind]) -> SourceKind | None:
    """The kind of the highest rank; none where there is no source."""
    return min(kinds, key=RANKS.__getitem__, default=None)


def only_repeated(kinds: Iterable[SourceKind]) -> bool:
    """Whether some of these repeat what others decide, and none of them stands by itself."""
    weights = {_WEIGHTS[kind] for kind in kinds}
    return "repeats" in weights and "stands" not in weights
