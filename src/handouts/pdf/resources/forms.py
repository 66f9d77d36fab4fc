"""Drawings as forms (ISO 32000-1, 8.10): shapes, shadings (8.7.4), and what is transparent (11).

A form counts as its drawing does, y downwards; the page turns it over. All of it is in the space of
the form, so that patterns, which know no other (8.7.3.1), lie where their shapes lie.
"""

from collections.abc import Iterable
from itertools import pairwise
from typing import Final

from handouts.drawings import (
    Clip,
    Gradient,
    Group,
    Matrix,
    Paint,
    Part,
    Shape,
    Stroke,
    Vector,
    placed,
    recoloured,
)
from handouts.frozen import dataclass
from handouts.kept import kept
from handouts.pdf.container import Container, deflated
from handouts.pdf.operators import STEPS, fine, rgb
from handouts.shapes import PathStep
from handouts.style import grey

_CAPS: Final = {"butt": 0, "round": 1, "square": 2}
_JOINS: Final = {"miter": 0, "round": 1, "bevel": 2}

_GROUP: Final = "/Group<</S/Transparency/I true/CS/DeviceRGB>>"

_HAIR: Final = 1 / 250
"""Of a gradient: so much of its end has the color that goes on beyond it. Chromium, which shows PDFs
with 256 samples of a gradient, sees no less."""

Written = tuple[str | int, ...]
"""Text in which a number stands for the form of that index."""


@dataclass(frozen=True, slots=True)
class _Stream:
    entries: Written
    content: bytes


def add_form(file: Container, drawing: Vector) -> int:
    """Add a drawing; returns the number of its form."""
    numbers: list[int] = []
    for stream in _forms(drawing):
        entries = "".join(e if isinstance(e, str) else str(numbers[e]) for e in stream.entries)
        numbers.append(file.add(deflated(entries, stream.content)))
    return numbers[-1]


@kept(most=64)
def is_transparent(drawing: Vector) -> bool:
    """Whether something shows through the drawing, other than where nothing is painted."""
    return any(_is_transparent(part) for part in drawing.parts)


def _is_transparent(part: Part) -> bool:
    if isinstance(part, Group):
        faded = part.opacity < 1 or part.mask is not None
        return faded or any(_is_transparent(p) for p in part.parts)
    stroke = part.stroke
    paints = [(part.fill, part.opacity), *([(stroke.paint, stroke.opacity)] if stroke else [])]
    return any(opacity < 1 or _masks(paint) for paint, opacity in paints if paint)


@kept(most=64)
def _forms(drawing: Vector) -> tuple[_Stream, ...]:
    """The form of a drawing as the last, after those that it refers to."""
    parts = drawing.parts
    if drawing.in_grey:
        parts = tuple(recoloured(part, grey) for part in parts)
    forms: list[_Stream] = []
    _Form(drawing.width, drawing.height, forms).finish(parts)
    return tuple(forms)


class _Form:
    """Writes one form; the forms that it refers to go before it into ``forms``."""

    def __init__(self, width: float, height: float, forms: list[_Stream]) -> None:
        self._size = width, height
        self._forms = forms
        self._out: list[str] = []
        self._resources: dict[str, dict[Written, str]] = {}
        self._set: dict[str, str] = {}
        self._outside: dict[str, str] = {}

    def finish(self, parts: Iterable[Part], more: str = "") -> int:
        """Write the form; returns its index."""
        for part in parts:
            self._part(part)
        resources: list[str | int] = []
        for kind, known in self._resources.items():
            resources.append(f"/{kind}<<")
            for value, name in known.items():
                resources += [f"/{name}", *value]
            resources.append(">>")
        box = " ".join(map(fine, self._size))
        head = f"/Type/XObject/Subtype/Form/BBox[0 0 {box}]{more}/Resources<<"
        content = "\n".join(self._out).encode("latin-1")
        self._forms.append(_Stream((head, *resources, ">>"), content))
        return len(self._forms) - 1

    def _part(self, part: Part) -> None:
        if isinstance(part, Shape):
            self._shape(part)
        else:
            self._group(part)

    def _group(self, group: Group) -> None:
        """Parts in place, but as a form of their own where they are blended as one (11.6.6)."""
        outside = dict(self._set)
        self._out.append("q")
        for clip in group.clips:
            self._clip(clip)
        if group.opacity == 1 and group.mask is None:
            for part in group.parts:
                self._part(part)
        else:
            mask = None if group.mask is None else self._inner((group.mask,))
            self._state(group.opacity, group.opacity, mask)
            form = self._name("XObject", "X", (" ", self._inner(group.parts), " 0 R"))
            self._out.append(f"/{form} Do")
        self._out.append("Q")
        self._set = outside

    def _inner(self, parts: Iterable[Part]) -> int:
        return _Form(*self._size, self._forms).finish(parts, _GROUP)

    def _clip(self, clip: Clip) -> None:
        steps = clip.steps or (("M", (0.0, 0.0)), ("Z", ()))  # nothing lies within no outline
        self._out.append(f"{_path(steps)} {'W*' if clip.even_odd else 'W'} n")

    def _shape(self, shape: Shape) -> None:
        fill, stroke = shape.fill, shape.stroke
        star = "*" if shape.even_odd else ""
        opaque = shape.opacity == 1 and (stroke is None or stroke.opacity == 1)
        if fill and stroke and stroke.pen is None and opaque and not _masks(fill, stroke.paint):
            self._fill(fill, 1.0)
            self._line(stroke)
            self._out.append(f"{_path(shape.steps)} B{star}")
            return
        if fill:
            with_mask = self._fill(fill, shape.opacity)
            self._out.append(f"{_path(shape.steps)} f{star}")
            self._end(with_mask)
        if stroke:
            with_mask = self._line(stroke)
            self._out.append(_stroked(shape.steps, stroke))
            self._end(with_mask)

    def _fill(self, paint: Paint, opacity: float) -> bool:
        """Set what fills; whether it began a state of its own, for a mask."""
        return self._paint(paint, opacity, "rg", "cs", "scn")

    def _line(self, stroke: Stroke) -> bool:
        began = self._paint(stroke.paint, stroke.opacity, "RG", "CS", "SCN")
        self._change("w", f"{fine(stroke.width)} w")
        self._change("J", f"{_CAPS[stroke.cap]} J")
        self._change("j", f"{_JOINS[stroke.join]} j")
        if stroke.join == "miter":
            self._change("M", f"{fine(stroke.miter_limit)} M")
        dash = " ".join(map(fine, stroke.dash))
        self._change("d", f"[{dash}]{fine(stroke.dash_start if dash else 0)} d")
        return began

    def _paint(self, paint: Paint, opacity: float, flat: str, space: str, pattern: str) -> bool:
        if isinstance(paint, str):
            self._state(opacity, opacity, None)
            self._change(flat, f"{rgb(paint)} {flat}")
            return False
        mask = self._mask_of(paint) if _masks(paint) else None
        if mask is not None:
            self._out.append("q")
            self._outside = dict(self._set)
        else:
            opacity *= paint.stops[0].opacity
        self._state(opacity, opacity, mask)
        name = self._name("Pattern", "P", (_pattern(paint),))
        self._change(flat, f"/Pattern {space} /{name} {pattern}")
        return mask is not None

    def _end(self, with_mask: bool) -> None:
        if with_mask:
            self._out.append("Q")
            self._set = self._outside

    def _mask_of(self, gradient: Gradient) -> int:
        """A gradient of greys as light as the gradient is opaque, over the whole drawing."""
        form = _Form(*self._size, self._forms)
        name = form._name("Pattern", "P", (_pattern(gradient, opacity=True),))
        box = " ".join(map(fine, self._size))
        form._out.append(f"/Pattern cs /{name} scn 0 0 {box} re f")
        return form.finish((), _GROUP)

    def _state(self, fill: float, line: float, mask: int | None) -> None:
        """Set opacities, and a mask, which ends with the state (11.6.4)."""
        entries: Written = (f"<</ca {fine(fill)}/CA {fine(line)}>>",)
        if mask is not None:
            head = entries[0]
            assert isinstance(head, str)
            entries = (f"{head[:-2]}/SMask<</S/Luminosity/G ", mask, " 0 R>>>>")
        elif fill == line == 1 and "gs" not in self._set:
            return  # as a form begins
        self._change("gs", f"/{self._name('ExtGState', 'E', entries)} gs")

    def _change(self, what: str, operator: str) -> None:
        if self._set.get(what) != operator:
            self._set[what] = operator
            self._out.append(operator)

    def _name(self, kind: str, letter: str, value: Written) -> str:
        known = self._resources.setdefault(kind, {})
        return known.setdefault(value, f"{letter}{len(known)}")


def _masks(*paints: Paint) -> bool:
    """Whether one is more opaque in one place than in another."""
    return any(
        isinstance(paint, Gradient) and len({stop.opacity for stop in paint.stops}) > 1
        for paint in paints
    )


def _path(steps: Iterable[PathStep]) -> str:
    return " ".join(
        f"{' '.join(map(fine, numbers))} {STEPS[kind]}" if numbers else STEPS[kind]
        for kind, numbers in steps
    )


def _stroked(steps: tuple[PathStep, ...], stroke: Stroke) -> str:
    """The path, stroked; with an uneven pen in the space in which that is round."""
    if stroke.pen is None:
        return f"{_path(steps)} S"
    a, b, c, d = stroke.pen
    size = a * d - b * c
    back: Matrix = (d / size, -b / size, -c / size, a / size, 0.0, 0.0)
    pen = " ".join(map(fine, stroke.pen))
    return f"q {pen} 0 0 cm {_path(placed(steps, back))} S Q"


# Shadings (8.7.4.5)


def _pattern(gradient: Gradient, *, opacity: bool = False) -> str:
    """A pattern of the colors of a gradient, or of their opacities as greys."""
    shading, space = (2 if len(gradient.coordinates) == 4 else 3), "Gray" if opacity else "RGB"
    coordinates = " ".join(map(fine, gradient.coordinates))
    matrix = " ".join(map(fine, gradient.matrix))
    places = [(place, fine(o) if opacity else rgb(colour)) for place, colour, o in gradient.stops]
    return (
        f"<</PatternType 2/Matrix[{matrix}]/Shading<</ShadingType {shading}"
        f"/ColorSpace/Device{space}/Coords[{coordinates}]/Extend[true true]"
        f"/Function{_function(_apart(places))}>>>>"
    )


def _apart(places: list[tuple[float, str]]) -> list[tuple[float, str]]:
    """The stops from 0 to 1; a jump at an end stands a hair within, as beyond it the last one goes on."""
    ends = [place for place, _ in places]
    first = _HAIR if ends.count(0.0) > 1 else 0.0
    last = 1 - _HAIR if ends.count(1.0) > 1 else 1.0
    within = [(min(max(place, first), last), shade) for place, shade in places]
    return [(0.0, places[0][1]), *within, (1.0, places[-1][1])]


def _function(places: list[tuple[float, str]]) -> str:
    """From 0 to 1 through all stops (7.10.3, 7.10.4); a piece of no length is a jump."""
    pieces = [
        (end, f"<</FunctionType 2/Domain[0 1]/C0[{one}]/C1[{other}]/N 1>>")
        for (start, one), (end, other) in pairwise(places)
        if end > start
    ]
    if len(pieces) == 1:
        return pieces[0][1]
    functions = "".join(piece for _, piece in pieces)
    borders = " ".join(fine(end) for end, _ in pieces[:-1])
    encode = " ".join(["0 1"] * len(pieces))
    return (
        f"<</FunctionType 3/Domain[0 1]/Functions[{functions}]/Bounds[{borders}]/Encode[{encode}]>>"
    )
