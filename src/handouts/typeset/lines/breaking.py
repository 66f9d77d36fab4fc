"""Breaking text into lines, ragged right; kept by value."""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Final, NamedTuple

import pyphen

from handouts.characters import SOFT_HYPHEN
from handouts.document import RichText, Run
from handouts.document.references import leads_to_note
from handouts.kept import kept
from handouts.style import Face
from handouts.typeset.lines.line import SLACK, Line, Setting, Stretch, face_of
from handouts.typeset.lines.metrics import Metrics
from handouts.typeset.lines.plain import INNER_BREAKS, break_plain

# Where English words may be divided.

_SHORTEST: Final = 7
_HEAD: Final = 3
_TAIL: Final = 3


@cache
def _dictionary() -> pyphen.Pyphen:
    return pyphen.Pyphen(lang="en_US", left=_HEAD, right=_TAIL)


@kept(most=8_192)
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


_TIED: Final = re.compile(r"(?<=\u00a0)")


class _Fragment(NamedTuple):
    text: str
    face: Face
    run: int
    link: str | None


class _Atom(NamedTuple):
    """What no line break divides, and the space after it, if there is one."""

    fragments: tuple[_Fragment, ...]
    width: float
    space: _Fragment | None


@kept(most=2_048)
def break_lines(
    text: RichText, setting: Setting, width: float, metrics: Metrics
) -> tuple[Line, ...]:
    """Break rich text into lines of at most ``width`` points.

    First fit; a last line of one word takes a second one with it, unless figures for its sources
    stand behind it. Text without words gives no
    line. A word wider than the line is broken where it must.
    """
    if len(text) == 1:
        lines = break_plain(text[0], setting, width, metrics)
        if lines is not None:
            return lines
    breaker = _Breaker(setting, width, metrics)
    atoms = list(breaker.atoms(text))
    if not atoms:
        return ()
    rows = breaker.rows(atoms)
    if setting.balanced and len(rows) > 1:
        rows = breaker.balanced(atoms, len(rows))
    else:
        breaker.mend_last(rows)
    return tuple(breaker.line(row, last=row is rows[-1]) for row in rows)


def _words(row: list[_Atom]) -> int:
    """How many words a row holds, the last of which may go on in the next row."""
    return sum(atom.space is not None for atom in row[:-1]) + bool(row)


def _is_referenced(row: list[_Atom]) -> bool:
    """Whether it ends with the figure of a source."""
    return any(leads_to_note(fragment.link) for fragment in row[-1].fragments[-1:])


def _divided(atom: _Atom) -> bool:
    return bool(atom.fragments) and atom.fragments[-1].text.endswith(SOFT_HYPHEN)


class _Breaker:
    """One text's breaking; nothing of it outlives the call."""

    def __init__(self, setting: Setting, width: float, metrics: Metrics) -> None:
        self.setting = setting
        self.limit = width + SLACK
        self.metrics = metrics
        self._gaps: dict[Face, float] = {}

    def measure(self, text: str, face: Face) -> float:
        kind = self.setting.type
        wide = self.metrics.width(text, face, kind.size, tabular=self.setting.tabular)
        return wide + kind.tracking * len(text) if kind.tracking else wide

    def atoms(self, text: RichText) -> Iterator[_Atom]:
        """The text in pieces between which a line may end."""
        word: list[_Fragment] = []
        wide, whole = 0.0, True
        for number, run in enumerate(text):
            face, link = self._face(run), run.link
            space = _Fragment(" ", face, number, link)
            undivided = INNER_BREAKS.search(run.text) is None
            parts = run.text.split(" ")
            for i, (part, own) in enumerate(zip(parts, self._widths(parts, face), strict=True)):
                if i:
                    if word:
                        yield from self._pieces(word, wide, space, whole=whole)
                    word, wide, whole = [], 0.0, True
                if part:
                    word.append(_Fragment(part, face, number, link))
                    wide += own
                    whole = whole and (undivided or INNER_BREAKS.search(part) is None)
        if word:
            yield from self._pieces(word, wide, None, whole=whole)

    def _widths(self, words: list[str], face: Face) -> list[float]:
        kind = self.setting.type
        wide = self.metrics.widths(words, face, kind.size, tabular=self.setting.tabular)
        if not kind.tracking:
            return wide
        return [own + kind.tracking * len(word) for own, word in zip(wide, words, strict=True)]

    def _face(self, run: Run) -> Face:
        setting = self.setting
        return face_of(
            setting.type.face, bold=run.bold, italic=run.italic, emphasis=setting.emphasis
        )

    def _pieces(
        self, word: list[_Fragment], wide: float, space: _Fragment | None, *, whole: bool
    ) -> Iterable[_Atom]:
        """The atoms of a word; a ``whole`` one holds no sign at which a line may end."""
        if not whole:
            return self._parted(word, space)
        atom = _Atom(tuple(word), wide, space)
        return (atom,) if wide <= self.limit else self._narrowed(atom)

    def _parted(self, word: list[_Fragment], space: _Fragment | None) -> Iterator[_Atom]:
        parts: list[list[_Fragment]] = [[]]
        for fragment in word:
            for i, text in enumerate(INNER_BREAKS.split(fragment.text)):
                if i:
                    parts.append([])
                parts[-1].append(fragment._replace(text=text))
        for i, part in enumerate(parts):
            after = space if i + 1 == len(parts) else None
            yield from self._narrowed(_Atom(tuple(part), self._width(part), after))

    def _width(self, fragments: list[_Fragment] | tuple[_Fragment, ...]) -> float:
        total = 0.0
        for fragment in fragments:
            total += self.measure(fragment.text, fragment.face)
        return total

    def _narrowed(self, atom: _Atom) -> Iterator[_Atom]:
        """The atom, or what it is broken into when it is wider than a whole line."""
        if atom.width <= self.limit:
            yield atom
            return
        for fragment in atom.fragments:
            for text in self._untied(fragment):
                one = fragment._replace(text=text)
                yield _Atom((one,), self.measure(text, one.face), None)
        if atom.space is not None:
            yield _Atom((), 0.0, atom.space)

    def _untied(self, fragment: _Fragment) -> Iterator[str]:
        """Broken at spaces that should not break, before any word is."""
        for tied in _TIED.split(fragment.text):
            yield from self._chopped(fragment._replace(text=tied))

    def _chopped(self, fragment: _Fragment) -> Iterator[str]:
        rest = fragment.text
        while rest:
            end = self._most_letters(rest, fragment.face)
            if end < len(rest):
                sign = max(rest.rfind(c, 0, end) for c in "./-_?&=@")
                end = sign + 1 if sign > 0 else end
            yield rest[:end]
            rest = rest[end:]

    def _most_letters(self, text: str, face: Face) -> int:
        """How many letters fit on a line, one at least: more are tried until they do not."""
        low, high = 1, 2
        while high < len(text) and self.measure(text[:high], face) <= self.limit:
            low, high = high, 2 * high
        high = min(high, len(text)) + 1
        while high - low > 1:
            middle = (low + high) // 2
            if self.measure(text[:middle], face) <= self.limit:
                low = middle
            else:
                high = middle
        return low

    def _gap(self, face: Face) -> float:
        if face not in self._gaps:
            self._gaps[face] = self.measure(" ", face)
        return self._gaps[face]

    def rows(self, atoms: list[_Atom], limit: float | None = None) -> list[list[_Atom]]:
        """The atoms, row by row, as many in each as fit."""
        limit = self.limit if limit is None else limit
        rows: list[list[_Atom]] = []
        row: list[_Atom] = []
        used = gap = 0.0
        for whole in atoms:
            atom = whole
            if row and used + gap + atom.width > limit:
                head = None
                if whole is not atoms[-1]:  # the tail would stand alone on the last line
                    head, atom = self._hyphenated(atom, limit - used - gap, used, limit)
                if head is not None:
                    row.append(head)
                rows.append(row)
                row, used, gap = [], 0.0, 0.0
            row.append(atom)
            used += gap + atom.width
            gap = self._gap(atom.space.face) if atom.space else 0.0
        return [*rows, row]

    def _hyphenated(
        self, atom: _Atom, room: float, used: float, limit: float
    ) -> tuple[_Atom | None, _Atom]:
        """The part of a word that still fits, where the line would end far too early."""
        if not self.setting.hyphens or used > 0.82 * limit or len(atom.fragments) != 1:
            return None, atom
        (fragment,) = atom.fragments
        if fragment.link:
            return None, atom
        for head, tail in hyphenated(fragment.text):
            wide = self.measure(head, fragment.face)
            if wide <= room:
                rest = fragment._replace(text=tail)
                return (
                    _Atom((fragment._replace(text=head),), wide, None),
                    _Atom((rest,), self.measure(tail, rest.face), atom.space),
                )
        return None, atom

    def balanced(self, atoms: list[_Atom], count: int) -> list[list[_Atom]]:
        """The narrowest rows of which there are no more than ``count``."""
        low = max(atom.width for atom in atoms)
        high = self.limit
        while high - low > 2.0:
            middle = (low + high) / 2
            if len(self.rows(atoms, middle)) > count:
                low = middle
            else:
                high = middle
        return self.rows(atoms, high)

    def mend_last(self, rows: list[list[_Atom]]) -> None:
        """Give a last line of one word a second one, if the line before can spare it."""
        if len(rows) < 2 or _words(rows[-1]) != 1 or _is_referenced(rows[-1]):
            return
        before, last = rows[-2:]
        start = len(before) - 1
        while start > 0 and before[start - 1].space is None:
            start -= 1
        left, moved = before[:start], before[start:]
        if _words(left) < 2 or _divided(moved[-1]):
            return
        whole = [*moved, *last]
        gaps = (self._gap(a.space.face) for a in whole[:-1] if a.space)
        if sum(a.width for a in whole) + sum(gaps) <= self.limit:
            rows[-2:] = [left, whole]

    def line(self, row: list[_Atom], *, last: bool) -> Line:
        """The row as stretches of one manner each."""
        parts: list[_Fragment] = []
        for atom in row:
            for fragment in (*atom.fragments, *([atom.space] if atom.space else [])):
                before = parts[-1] if parts else None
                if before is not None and before[1:] == fragment[1:]:
                    parts[-1] = before._replace(text=before.text + fragment.text)
                else:
                    parts.append(fragment)
        if last and parts:
            parts[-1] = parts[-1]._replace(text=parts[-1].text.rstrip(" "))
        return self._stretched(parts)

    def _stretched(self, parts: list[_Fragment]) -> Line:
        x = 0.0
        stretches: list[Stretch] = []
        for text, face, run, link in parts:
            wide = self.measure(text, face)
            stretches.append(Stretch(x, text, face, run, link, wide))
            x += wide
        end = parts[-1].text if parts else ""
        trailing = len(end) - len(end.rstrip(" "))
        if trailing:
            x -= trailing * self._gap(parts[-1].face)
        return Line(tuple(stretches), x)
