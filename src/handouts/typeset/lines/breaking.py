"""Breaking text into lines, ragged right; kept by value."""

import re
from collections.abc import Callable, Iterable, Iterator
from itertools import groupby, pairwise
from operator import itemgetter
from typing import TYPE_CHECKING, Final, NamedTuple

from handouts.characters import SOFT_HYPHEN
from handouts.document import RichText, Run
from handouts.document.references import leads_to_note
from handouts.kept import kept
from handouts.style import Face
from handouts.typeset.lines.line import SLACK, Line, Setting, Stretch, face_of
from handouts.typeset.lines.metrics import Metrics

if TYPE_CHECKING:  # loaded when a word is divided
    import pyphen

_SHORTEST: Final = 7
"""Letters of a word that may be divided: shorter ones leave hardly anything on either line."""

_HEAD: Final = 3
"""Letters that stay on a line at least, before the hyphen and behind it."""

_FULL: Final = 0.82
"""A line that is filled to here ends well enough, and no word is divided to fill it."""

_INNER_BREAKS: Final = re.compile(r"(?<=\w\w[-–—/])(?=[^\W\d_]{3})|(?<=…)(?=\w)")
"""Within a word a line may end after a hyphen, a dash or a slash, with two signs before it and three
letters behind: `MA-P` and `and/or` stay whole."""

_ADDRESS: Final = re.compile(
    r"\w://\w|\bwww\.\w|\w@\w|\w\.[a-z]{2,}/|\w\.(?:gov|org|com|edu|net|us)\b"
)
_IN_ADDRESS: Final = re.compile(r"(?<=\w\w/)(?=[^\W\d_]{3})")
"""The same within an address, whose own hyphens would read as those of divided words."""

_ADDRESS_PARTS: Final = re.compile(r"(?<=[/?&=#:@,;+])(?=\w)|(?<=\w)(?=[-–._~%])")
"""Where an address ends a line that is wider than its column: after what joins its parts, and before a
hyphen or a stop, which at the end of a line would seem to be no part of it."""

_WORD_PARTS: Final = re.compile(r"(?<=[^\W\d][-–—/_&=+])(?=\w)|(?<=…)(?=\w)")
"""The same of another word, which loses nothing by it."""

_LETTERS: Final = re.compile(r"[^\W\d_]{4,}")

_TIED: Final = re.compile(r"(?<=\u00a0)")

_SHORT: Final = 6.0
"""Ems: so much of an address is to stand on a line of a column that is made as narrow as can be."""

_THINNEST: Final = 0.05
"""Ems: no letter or sign is thinner, so what has more of them than a line holds need not be measured."""

_CLOSE: Final = 2.0
"""Points: lines are balanced to this precision, which the eye does not see."""


_LEAST: Final = 2
"""The same of a word that is wider than its column, which has to be divided somewhere."""


@kept(most=4)
def _dictionary(least: int = _HEAD) -> "pyphen.Pyphen":
    import pyphen

    return pyphen.Pyphen(lang="en_US", left=least, right=least)


def hyphenated(word: str) -> tuple[tuple[str, str], ...]:
    """The ways to divide a word, the longest head first; names and figures stay whole."""
    letters = word.rstrip(".,;:!?)”’")
    if len(letters) < _SHORTEST or not letters.isalpha() or not letters[1:].islower():
        return ()
    if letters[0].isupper():
        return ()
    return tuple(
        (word[:place] + SOFT_HYPHEN, word[place:])
        for place in sorted(_dictionary().positions(letters), reverse=True)
    )


class _Manner(NamedTuple):
    """What the text of one run has in common; ``run`` and ``link`` as in ``Stretch``."""

    face: Face
    run: int
    link: str | None
    gap: float
    """The width of a space."""
    scale: float = 1.0
    """Its size, in that of the text."""


_Fragment = tuple[str, _Manner]


class _Atoms(NamedTuple):
    """A text in atoms, which no line break divides: lists of equal length."""

    fragments: list[tuple[_Fragment, ...]]
    widths: list[float]
    spaces: list[_Manner | None]
    """The space after each atom, if there is one."""
    gaps: list[float]
    """The width of that space."""
    manner: _Manner | None = None
    """The manner, where all atoms are words of one manner."""

    def add(self, fragments: tuple[_Fragment, ...], width: float, space: _Manner | None) -> None:
        self.fragments.append(fragments)
        self.widths.append(width)
        self.spaces.append(space)
        self.gaps.append(space.gap if space else 0.0)


class _Rows(NamedTuple):
    """The atom before which each line ends; an atom that is divided there is given as head and tail."""

    ends: list[int]
    divided: dict[int, tuple[_Fragment, _Fragment]]


@kept(most=2_048)
def break_lines(
    text: RichText, setting: Setting, width: float, metrics: Metrics
) -> tuple[Line, ...]:
    """Break rich text into lines of at most ``width`` points.

    First fit; a last line of one word takes a second one with it, unless figures for its sources
    stand behind it. Text without words gives no line; a line's end in it ends a line. A word wider than
    the line is divided; one that no dictionary divides stays as wide as it is.
    """
    if any("\n" in run.text for run in text):
        return _line_by_line(text, setting, width, metrics)
    breaker = _Breaker(setting, width, metrics)
    atoms = breaker.words(text) or breaker.atoms(text)
    rows = breaker.rows(atoms, breaker.limit)
    if atoms.manner is not None and breaker.has_to_divide(atoms, rows):
        atoms = breaker.atoms(text)
        rows = breaker.rows(atoms, breaker.limit)
    if setting.balanced and len(rows.ends) > 1:
        rows = breaker.balanced(atoms, len(rows.ends))
    else:
        breaker.mend_last(atoms, rows)
    return tuple(breaker.lines(atoms, rows))


def _line_by_line(
    text: RichText, setting: Setting, width: float, metrics: Metrics
) -> tuple[Line, ...]:
    """Each line of the text broken for itself; it keeps a space where it ends, as at other breaks."""
    found = [break_lines(line, setting, width, metrics) for line in _lines_apart(text)]
    broken = [lines for lines in found if lines]
    ended = [(*lines[:-1], _spaced(lines[-1], setting, metrics)) for lines in broken[:-1]]
    return tuple(line for lines in (*ended, *broken[-1:]) for line in lines)


def _lines_apart(text: RichText) -> list[RichText]:
    """The lines that the text itself makes; runs keep their numbers."""
    lines: list[list[Run]] = [[]]
    for number, run in enumerate(text):
        first, *others = run.text.split("\n")
        lines[-1].append(run.with_text(first))
        for other in others:
            before = [earlier.with_text("") for earlier in text[:number]]
            lines.append([*before, run.with_text(other)])
    return [tuple(line) for line in lines]


def _spaced(line: Line, setting: Setting, metrics: Metrics) -> Line:
    *others, last = line.stretches
    text = f"{last.text} "
    wide = metrics.width(text, last.face, setting.type.size, tabular=setting.tabular)
    wide += setting.type.tracking * len(text)
    return Line((*others, last._replace(text=text, width=wide)), line.width)


@kept(most=4_096)
def widest_word(text: RichText, setting: Setting, metrics: Metrics) -> float:
    """The width of the widest part of a text that no line break divides while all words are whole."""
    breaker = _Breaker(setting, float("inf"), metrics)
    said = text[0].text if len(text) == 1 else "\n"
    if "\n" not in said and not _INNER_BREAKS.search(said):  # nearly every text
        return max((breaker.words(text) or breaker.atoms(text)).widths, default=0.0)
    lines = _lines_apart(text)
    return max([wide for line in lines for wide in breaker.atoms(line).widths], default=0.0)


@kept(most=512)
def widest_part(text: RichText, setting: Setting, metrics: Metrics) -> float:
    """The same where every word is divided wherever it may be; an address is cut to ``_SHORT`` ems."""
    breaker = _Breaker(setting, float("inf"), metrics)
    atoms = [word for line in _lines_apart(text) for word in breaker.atoms(line).fragments]
    return max([breaker.least(tied) for word in atoms for tied in _tied_parts(word)], default=0.0)


class _Breaker:
    """One text's breaking; nothing of it outlives the call."""

    def __init__(self, setting: Setting, width: float, metrics: Metrics) -> None:
        self.setting = setting
        self.limit = width + SLACK
        self.metrics = metrics

    def measure(self, text: str, face: Face) -> float:
        kind = self.setting.type
        wide = self.metrics.width(text, face, kind.size, tabular=self.setting.tabular)
        return wide + kind.tracking * len(text) if kind.tracking else wide

    def _widths(self, words: list[str], manner: _Manner) -> list[float]:
        kind = self.setting.type
        if manner.scale != 1:
            return [self._wide(word, manner) for word in words]
        wide = self.metrics.widths(words, manner.face, kind.size, tabular=self.setting.tabular)
        if not kind.tracking:
            return wide
        return [own + kind.tracking * len(word) for own, word in zip(wide, words, strict=True)]

    def _wide(self, text: str, manner: _Manner) -> float:
        return self.measure(text, manner.face) * manner.scale

    def _manner(self, number: int, run: Run) -> _Manner:
        setting = self.setting
        face = face_of(
            setting.type.face, bold=run.bold, italic=run.italic, emphasis=setting.emphasis
        )
        scale = setting.figures if leads_to_note(run.link) else 1.0
        return _Manner(face, number, run.link, self.measure(" ", face) * scale, scale)

    # Text in atoms

    def words(self, text: RichText) -> _Atoms | None:
        """The words of a text of one manner, as nearly all texts are, without looking into any word.

        ``None`` where there are no words, or a word is wider than a line.
        """
        words = [word for word in text[0].text.split(" ") if word] if len(text) == 1 else ()
        if not words:
            return None
        manner = self._manner(0, text[0])
        wide = self._widths(words, manner)
        if max(wide) > self.limit:
            return None
        count = len(words)
        fragments: list[tuple[_Fragment, ...]] = [((word, manner),) for word in words]
        return _Atoms(fragments, wide, [manner] * count, [manner.gap] * count, manner)

    def has_to_divide(self, words: _Atoms, rows: _Rows) -> bool:
        """Whether part of a word that begins a line might have gone on the line before."""
        begins = [words.fragments[end][0][0] for end in rows.ends[:-1]]
        return bool(begins) and (
            self.setting.hyphens or _INNER_BREAKS.search(" ".join(begins)) is not None
        )

    def atoms(self, text: RichText) -> _Atoms:
        """The text in pieces between which a line may end."""
        atoms = _Atoms([], [], [], [])
        word: list[_Fragment] = []
        wide, whole = 0.0, True
        for number, run in enumerate(text):
            manner = self._manner(number, run)
            undivided = _INNER_BREAKS.search(run.text) is None
            parts = run.text.split(" ")
            for i, (part, own) in enumerate(zip(parts, self._widths(parts, manner), strict=True)):
                if i:
                    if word:
                        self._add(atoms, word, wide, manner, whole=whole)
                    word, wide, whole = [], 0.0, True
                if part:
                    word.append((part, manner))
                    wide += own
                    whole = whole and (undivided or _INNER_BREAKS.search(part) is None)
        if word:
            self._add(atoms, word, wide, None, whole=whole)
        return atoms

    def _add(
        self,
        atoms: _Atoms,
        word: list[_Fragment],
        wide: float,
        space: _Manner | None,
        *,
        whole: bool,
    ) -> None:
        """Add the atoms of a word; a ``whole`` one holds no sign at which a line may end."""
        address = _ADDRESS.search("".join([text for text, _ in word])) is not None
        if whole:
            self._add_narrowed(atoms, tuple(word), wide, space, address=address)
            return
        inner = _IN_ADDRESS if address else _INNER_BREAKS
        parts: list[list[_Fragment]] = [[]]
        for text, manner in word:
            for i, part in enumerate(inner.split(text)):
                if i:
                    parts.append([])
                parts[-1].append((part, manner))
        for i, fragments in enumerate(parts):
            wide = self.wide(fragments)
            after = space if i + 1 == len(parts) else None
            self._add_narrowed(atoms, tuple(fragments), wide, after, address=address)

    def _add_narrowed(
        self,
        atoms: _Atoms,
        fragments: tuple[_Fragment, ...],
        wide: float,
        space: _Manner | None,
        *,
        address: bool,
    ) -> None:
        """Add the atom, or its pieces if it is wider than a whole line."""
        if wide <= self.limit:
            atoms.add(fragments, wide, space)
            return
        # at spaces that should not break, before any word is
        tied = _tied_parts(fragments)
        *parts, last = [part for word in tied for part in self._divided(word, address=address)]
        for part in parts:
            atoms.add(part, self.wide(part), None)
        atoms.add(last, self.wide(last), space)

    def wide(self, fragments: Iterable[_Fragment]) -> float:
        """The width of a word or a part of it."""
        return sum([self._wide(text, manner) for text, manner in fragments])

    def least(self, word: tuple[_Fragment, ...]) -> float:
        """The width of the widest part of a word that is divided wherever it may be."""
        text = "".join([part for part, _ in word])
        address = _ADDRESS.search(text) is not None
        ends = pairwise(((0, ""), *divisions(text, address=address), (len(text), "")))
        wide = max([self.wide(_slice(word, start, end, sign)) for (start, _), (end, sign) in ends])
        return min(wide, _SHORT * self.setting.type.size) if address else wide

    def _divided(
        self, word: tuple[_Fragment, ...], *, address: bool
    ) -> Iterator[tuple[_Fragment, ...]]:
        """A word in parts that each fill a line, as far as there are places to divide it.

        An address is cut between any two signs where it must be: a hyphen would be read as part of it.
        """
        text = "".join([part for part, _ in word])
        places = [*divisions(text, address=address), (len(text), "")]
        start = 0
        while start < len(text):
            places = [place for place in places if place[0] > start]
            end, part = self._first_part(word, start, places)
            if address and self.wide(part) > self.limit:
                letters = [(n, "") for n in range(start + 1, end + 1)]
                end, part = self._first_part(word, start, letters)
            yield part
            start = end

    def _first_part(
        self, word: tuple[_Fragment, ...], start: int, places: list[tuple[int, str]]
    ) -> tuple[int, tuple[_Fragment, ...]]:
        """The longest part up to one of these places that a line holds, else the shortest."""
        best: tuple[int, tuple[_Fragment, ...]] | None = None
        for end, sign in places:
            if best and (end - start) * _THINNEST * self.setting.type.size > self.limit:
                break
            part = _slice(word, start, end, sign)
            wide = self.wide(part)
            if best is None or wide <= self.limit:
                best = end, part
            if wide > self.limit + self.setting.type.size:  # the next might need no hyphen
                break
        assert best is not None  # the end of the word is one of the places
        return best

    # Atoms in rows

    def rows(self, atoms: _Atoms, limit: float) -> _Rows:
        """As many atoms in each row as fit."""
        widths, gaps = atoms.widths, atoms.gaps
        rows = _Rows([], {})
        if not widths:
            return rows
        last = len(widths) - 1
        used = widths[0]
        for number in range(1, last + 1):
            longer = used + gaps[number - 1] + widths[number]
            if longer <= limit:
                used = longer
                continue
            rows.ends.append(number)
            parts = None
            if self.setting.hyphens and used <= _FULL * limit and number != last:
                # the tail of the last word would stand alone on the last line
                parts = self._hyphenated(atoms.fragments[number], limit - used - gaps[number - 1])
            if parts is None:
                used = widths[number]
            else:
                rows.divided[number] = parts
                used = self.measure(parts[1][0], parts[1][1].face)
        rows.ends.append(last + 1)
        return rows

    def _hyphenated(
        self, atom: tuple[_Fragment, ...], room: float
    ) -> tuple[_Fragment, _Fragment] | None:
        """The longest head of a word for which there is room, and the tail."""
        if len(atom) != 1 or atom[0][1].link:
            return None
        text, manner = atom[0]
        for head, tail in hyphenated(text):
            if self.measure(head, manner.face) <= room:
                return (head, manner), (tail, manner)
        return None

    def balanced(self, atoms: _Atoms, count: int) -> _Rows:
        """The narrowest rows of which there are no more than ``count``."""
        low, high = max(atoms.widths), self.limit
        while high - low > _CLOSE:
            middle = (low + high) / 2
            if len(self.rows(atoms, middle).ends) > count:
                low = middle
            else:
                high = middle
        return self.rows(atoms, high)

    def mend_last(self, atoms: _Atoms, rows: _Rows) -> None:
        """Give a last line of one word a second one, if the line before can spare it."""
        if len(rows.ends) < 2:
            return
        spaces = atoms.spaces
        first, start, end = (0, *rows.ends)[-3:]
        if start in rows.divided or _has_space(spaces[start : end - 1]):
            return
        if any(leads_to_note(manner.link) for _, manner in atoms.fragments[end - 1][-1:]):
            return
        moved = start - 1
        while moved > first and spaces[moved - 1] is None:
            moved -= 1
        if not _has_space(spaces[first : max(moved - 1, first)]):
            return
        if sum(atoms.widths[moved:end]) + sum(atoms.gaps[moved : end - 1]) <= self.limit:
            rows.ends[-2] = moved

    # Rows as lines

    def lines(self, atoms: _Atoms, rows: _Rows) -> Iterator[Line]:
        """Each row as stretches of one manner each, the space at which it was broken with it."""
        start, tail = 0, None
        for end in rows.ends:
            if atoms.manner is not None:
                yield _line_of_words(atoms, start, end, atoms.manner)
            else:
                row: list[_Fragment] = []
                for atom, space in zip(
                    atoms.fragments[start:end], atoms.spaces[start:end], strict=True
                ):
                    row += atom if tail is None else (tail,)
                    tail = None
                    if space is not None:
                        row.append((" ", space))
                head, tail = rows.divided.get(end, (None, None))
                if head is not None:
                    row.append(head)
                yield self._line(row, last=end == rows.ends[-1])
            start = end

    def _line(self, row: list[_Fragment], *, last: bool) -> Line:
        """The row, neighbours of one manner joined."""
        parts = [
            ("".join([text for text, _ in same]), manner)
            for manner, same in groupby(row, itemgetter(1))
        ]
        text, manner = parts[-1]
        ended = text.rstrip(" ")
        if last:
            parts[-1] = ended, manner
        x = 0.0
        stretches: list[Stretch] = []
        for part, own in parts:
            wide = self._wide(part, own)
            face, run, link, _, scale = own
            stretches.append(Stretch(x, part, face, run, link, wide, scale))
            x += wide
        trailing = 0 if last else len(text) - len(ended)
        return Line(tuple(stretches), x - trailing * manner.gap)


@kept(most=1_024)
def divisions(word: str, *, address: bool = False) -> tuple[tuple[int, str], ...]:
    """Where a word that is wider than its column may be divided, and the sign that this takes.

    An address between its parts; another word between its own, and where the dictionary has it.
    """
    if address:
        return tuple([(found.start(), "") for found in _ADDRESS_PARTS.finditer(word)])
    places = {
        found.start() + place: SOFT_HYPHEN
        for found in _LETTERS.finditer(word)
        for place in _dictionary(_LEAST).positions(found[0].lower())
    }
    places.update({found.start(): "" for found in _WORD_PARTS.finditer(word)})
    return tuple(sorted(places.items()))


def parts_of(word: str, fits: Callable[[str], bool]) -> Iterator[str]:
    """A word too wide for its place in parts that have room, each but the last with a sign behind it.

    It is divided as running text is, and where no such place is near enough, between letters. An
    address takes no sign, which would be read as part of it.
    """
    address = _ADDRESS.search(word) is not None
    places = [*divisions(word, address=address), (len(word), "")]
    start = 0
    while start < len(word):
        found = [(end, word[start:end] + sign) for end, sign in places if end > start]
        room = [one for one in found if fits(one[1])]
        if not room:
            sign = "" if address else SOFT_HYPHEN
            letters = [(n, word[start:n] + sign) for n in range(start + 1, found[0][0])]
            room = [one for one in letters if fits(one[1])] or letters[:1] or found[:1]
        start, part = room[-1]
        yield part


def _line_of_words(atoms: _Atoms, start: int, end: int, manner: _Manner) -> Line:
    """Whole words of one manner: their widths are known, and need not be measured again."""
    face, run, link, gap, scale = manner
    text = " ".join([word for ((word, _),) in atoms.fragments[start:end]])
    width = sum(atoms.widths[start:end]) + gap * (end - start - 1)
    if end == len(atoms.widths):
        return Line((Stretch(0.0, text, face, run, link, width, scale),), width)
    return Line((Stretch(0.0, f"{text} ", face, run, link, width + gap, scale),), width)


def _slice(
    fragments: tuple[_Fragment, ...], start: int, end: int, sign: str = ""
) -> tuple[_Fragment, ...]:
    """Part of a word by its letters, with a sign behind it."""
    found: list[_Fragment] = []
    at = 0
    for text, manner in fragments:
        part = text[max(start - at, 0) : max(end - at, 0)]
        if part:
            found.append((part, manner))
        at += len(text)
    if sign:
        found[-1] = (found[-1][0] + sign, found[-1][1])
    return tuple(found)


def _tied_parts(fragments: tuple[_Fragment, ...]) -> Iterator[tuple[_Fragment, ...]]:
    text = "".join([part for part, _ in fragments])
    ends = [found.start() for found in _TIED.finditer(text) if found.start() < len(text)]
    for start, end in pairwise((0, *ends, len(text))):
        yield _slice(fragments, start, end)


def _has_space(spaces: list[_Manner | None]) -> bool:
    return any(space is not None for space in spaces)
