"""From elements to the parts of a drawing: what stands where, in what looks, clipped by what."""

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Final, NamedTuple

from handouts.drawings import (
    Box,
    Clip,
    Gradient,
    Group,
    Matrix,
    Paint,
    Part,
    Shape,
    bounds,
    placed,
    shapes,
)
from handouts.images.faults import PictureError
from handouts.images.remedies import AGAIN, EXPORT, OUTLINES, PNG
from handouts.images.svg.colours import Opaque, colour
from handouts.images.svg.css import StyleSheet
from handouts.images.svg.elements import Element
from handouts.images.svg.gradients import GRADIENTS, Gradients, Surroundings
from handouts.images.svg.lengths import Viewport, fitted, fraction, length, view_box
from handouts.images.svg.looks import PLAIN, Look, alone, handed_down, own_look
from handouts.images.svg.masking import joined_clip, light
from handouts.images.svg.matrix import inverse, times, transform
from handouts.images.svg.outlines import SHAPES, Outline, has_inside
from handouts.images.svg.strokes import Colouring, stroked, with_dots

_MOST_STEPS: Final = 100_000
"""Steps of all paths; of the logos that were measured, the largest has a third of it."""

_MOST_VISITS: Final = 20_000
"""Elements drawn, those that are used again counted each time."""

_DEEPEST: Final = 100
"""Elements in one another, with those that are used: twice what a file may nest."""

_FARTHEST: Final = 1e6
"""How far from the drawing a point may lie, in its units, of which its larger side has 10,000 at most:
numbers of a PDF are good to some six digits."""

_NEVER_DRAWN: Final = {
    "", "clipPath", "defs", "desc", "filter", "linearGradient", "marker", "mask", "metadata",
    "pattern", "radialGradient", "style", "symbol", "title",
}  # fmt: skip
"""What draws nothing where it stands; what other programs noted for themselves has no tag."""

_CHANGES: Final = frozenset(
    {"animate", "animateColor", "animateMotion", "animateTransform", "script", "set"}
)
"""What changes a drawing while one looks at it. It stands within the shapes, which have no other parts
to draw, and in what is not drawn by itself: so it is looked for everywhere."""

_REMEDIES: Final = {
    **dict.fromkeys(("text", "tspan", "textPath", "flowRoot"), OUTLINES),
    **dict.fromkeys(("a", *_CHANGES), EXPORT),
}

_URL: Final = re.compile(r"url\(\s*(['\"]?)([^'\")]*)\1\s*\)\s*(.*)", re.DOTALL)


class State(NamedTuple):
    """What an element is drawn in."""

    look: Look
    matrix: Matrix
    viewport: Viewport
    in_clip: bool = False
    """Whether only outlines count."""


class Walk:
    """Draws elements; counts what it does."""

    def __init__(self, root: Element) -> None:
        self._ids: dict[str, Element] = {}
        for element in root.walk():
            self._ids.setdefault(element.attributes.get("id", ""), element)
        self._sheet = StyleSheet(e for e in root.walk() if e.tag == "style")
        self._area: Box = (0.0, 0.0, 0.0, 0.0)
        self._active: list[Element] = []
        self._visits = self._steps = 0
        self._gradients = Gradients(self._found, self._of_definition)

    def outermost(self, root: Element) -> tuple[Look, Mapping[str, str]]:
        """What the drawing says of its own looks, and its attributes.

        Raises:
            PictureError: when it moves, or is turned as a whole.
        """
        for element in root.walk():
            if element.tag in _CHANGES:
                wrong = f"`<{element.tag}>` changes the drawing, and paper does not"
                raise PictureError(wrong, EXPORT).at(element.place())
        own, attributes = own_look(root, self._sheet)
        if alone(own, "transform") != "none":
            raise PictureError("`transform` on the whole drawing cannot be kept", EXPORT)
        return own, attributes

    def drawing(self, root: Element, own: Look, state: State, area: Box) -> tuple[Part, ...]:
        """All that is drawn in an area."""
        self._area = area
        parts = () if alone(own, "display") == "none" else self.children(root, state)
        return self._together(parts, own, state) if parts else ()

    def children(self, element: Element, state: State) -> tuple[Part, ...]:
        """All that is drawn within an element."""
        return tuple(part for child in element.children for part in self.element(child, state))

    def element(self, element: Element, state: State) -> tuple[Part, ...]:
        """What is drawn of an element.

        Raises:
            PictureError: when it holds more than can be drawn.
        """
        if element.tag in _NEVER_DRAWN:
            return ()
        try:
            with self._within(element):
                return self._element(element, state)
        except PictureError as fault:
            raise fault.at(element.place()) from None
        except (ArithmeticError, ValueError):
            wrong = f"the numbers of `<{element.tag}>` lead nowhere"
            raise PictureError(wrong, AGAIN).at(element.place()) from None

    @contextmanager
    def _within(self, element: Element) -> Iterator[None]:
        self._visits += 1
        if element in self._active or len(self._active) > _DEEPEST:
            raise PictureError(f"`<{element.tag}>` refers to itself", AGAIN)
        if self._visits > _MOST_VISITS:
            raise PictureError("it uses its parts too often", PNG)
        self._active.append(element)
        yield
        self._active.pop()

    def _element(self, element: Element, state: State) -> tuple[Part, ...]:
        own, attributes = own_look(element, self._sheet)
        if alone(own, "display") == "none":
            return ()
        draw = _DRAWN_BY.get(element.tag)
        if draw is None or (state.in_clip and element.tag not in SHAPES and element.tag != "use"):
            remedy = _REMEDIES.get(element.tag, PNG)
            raise PictureError(f"`<{element.tag}>` is more than a shape", remedy)
        matrix = transform(alone(own, "transform"), state.matrix)
        state = state._replace(look=handed_down(state.look, own), matrix=matrix)
        parts = draw(self, element, attributes, state)
        return self._together(parts, own, state) if parts else ()

    def _shape(
        self, element: Element, attributes: Mapping[str, str], state: State
    ) -> tuple[Part, ...]:
        outline = SHAPES[element.tag](attributes, state.viewport)
        self._steps += len(outline)
        if self._steps > _MOST_STEPS:
            raise PictureError("it has too many points", "Simplify its paths, or use a PNG")
        look = state.look
        if not outline or look["visibility"] != "visible":
            return ()
        if look["stroke"] != "none" and not state.in_clip:
            outline = with_dots(outline, look, state.viewport)
        steps = placed(outline, state.matrix)
        if not all(abs(n) <= _FARTHEST for _, numbers in steps for n in numbers):
            raise PictureError("a point of it lies too far away", AGAIN)
        rule = look["clip-rule" if state.in_clip else "fill-rule"]
        if rule not in {"nonzero", "evenodd"}:
            raise PictureError(f"`fill-rule: {rule[:30]}` cannot be kept", AGAIN)
        if state.in_clip:
            return (Shape(steps, "#FFFFFF", even_odd=rule == "evenodd"),)
        # a PDF shows a hair where an outline has no inside (ISO 32000-1, 8.5.3.3.1), a browser nothing
        fill = self._paint("fill", outline, state) if has_inside(outline) else None
        line = self._paint("stroke", outline, state)
        stroke = stroked(look, line, state.matrix, state.viewport) if line else None
        if not (fill or stroke):
            return ()
        filled = Shape(steps, even_odd=rule == "evenodd")
        if fill:
            filled = filled._replace(fill=fill.paint, opacity=fill.opacity)
        if stroke and "stroke" in look["paint-order"].split("fill")[0] and fill:
            return (Shape(steps, stroke=stroke), filled)
        return (filled._replace(stroke=stroke),)

    def _paint(self, name: str, outline: Outline, state: State) -> Colouring | None:
        """What fills or strokes a shape; ``None`` where nothing is to be seen."""
        written = state.look[name]
        opacity = fraction(state.look[f"{name}-opacity"])
        match = _URL.fullmatch(written)
        if written == "none":
            return None
        painted = (
            colour(state.look["color"] if written.lower() == "currentcolor" else written)
            if match is None
            else self._gradient(match[2].strip(), name, outline, state)
        )
        if isinstance(painted, Opaque):
            return _coloured(painted.colour, opacity * painted.opacity)
        return _coloured(painted, opacity) if painted else None

    def _gradient(
        self, reference: str, name: str, outline: Outline, state: State
    ) -> Gradient | Opaque | None:
        element = self._found(reference)
        if element.tag not in GRADIENTS:
            raise PictureError(f"`{name}` is a `<{element.name}>`, which cannot be kept", PNG)
        box = bounds(outline) or (0.0, 0.0, 0.0, 0.0)
        around = Surroundings(state.matrix, box, state.viewport, self._area)
        return self._gradients.paint(element, around)

    def _use(
        self, element: Element, attributes: Mapping[str, str], state: State
    ) -> tuple[Part, ...]:
        target = self._found(element.href or "")
        x = length(attributes.get("x", "0"), state.viewport.width)
        y = length(attributes.get("y", "0"), state.viewport.height)
        state = state._replace(matrix=times(state.matrix, (1.0, 0.0, 0.0, 1.0, x, y)))
        if target.tag not in {"symbol", "svg"}:
            return self.element(target, state)
        sizes = {n: attributes[n] for n in ("width", "height") if n in attributes}
        with self._within(target):
            return self._viewport(target, {**target.attributes, **sizes}, state)

    def _viewport(
        self, element: Element, attributes: Mapping[str, str], state: State
    ) -> tuple[Part, ...]:
        """A drawing within the drawing."""
        own, _ = own_look(element, self._sheet)
        outer = state.viewport
        x, wide = (
            length(attributes.get(n, d), outer.width) for n, d in (("x", "0"), ("width", "100%"))
        )
        y, high = (
            length(attributes.get(n, d), outer.height) for n, d in (("y", "0"), ("height", "100%"))
        )
        if wide <= 0 or high <= 0:
            return ()
        matrix = times(state.matrix, (1.0, 0.0, 0.0, 1.0, x, y))
        box = view_box(attributes)
        inner = matrix
        if box is not None:
            ratio = attributes.get("preserveAspectRatio", "")
            inner = times(matrix, fitted(box, wide, high, ratio))
        viewport = Viewport(box[2], box[3]) if box else Viewport(wide, high)
        look = handed_down(state.look, own)
        parts = self.children(element, State(look, inner, viewport))
        if alone(own, "overflow") in {"visible", "auto"}:
            return parts
        frame = placed(_rectangle((0.0, 0.0, wide, high)), matrix)
        return (Group(parts, clips=(Clip(frame),)),) if parts else ()

    def _switch(
        self, element: Element, attributes: Mapping[str, str], state: State
    ) -> tuple[Part, ...]:
        """The first that asks for nothing: Illustrator has one for itself before that for others."""
        del attributes
        for child in element.children:
            asks = {"requiredExtensions", "requiredFeatures", "systemLanguage"}
            if child.tag and asks.isdisjoint(child.attributes):
                return self.element(child, state)
        return ()

    def _group(
        self, element: Element, attributes: Mapping[str, str], state: State
    ) -> tuple[Part, ...]:
        del attributes
        return self.children(element, state)

    def _together(self, parts: tuple[Part, ...], own: Look, state: State) -> tuple[Part, ...]:
        """The parts of an element with what it says of them as one."""
        clip, mask = _reference(own, "clip-path"), _reference(own, "mask")
        opacity = 1.0 if state.in_clip else fraction(alone(own, "opacity"))
        if opacity == 0:
            return ()
        if clip is None and mask is None:
            return parts if opacity == 1 else _faded(parts, opacity)
        group = Group(parts, opacity)
        if clip is not None:
            group = self._clipped(group, self._definition(clip, "clipPath"), state)
        if mask is not None and not state.in_clip:
            lights = self._mask(self._definition(mask, "mask"), parts, state)
            group = (
                group._replace(mask=lights) if group.mask is None else Group((group,), mask=lights)
            )
        return (group,)

    def _clipped(self, group: Group, element: Element, state: State) -> Group:
        """The group within a ``clipPath``, which may be clipped itself."""
        with self._placed_within(element):
            own, look = self._of_definition(element)
            matrix = state.matrix
            if element.attributes.get("clipPathUnits") == "objectBoundingBox":
                matrix = times(matrix, _onto(_box_of(group.parts, matrix)))
            matrix = transform(alone(own, "transform"), matrix)
            parts = self.children(element, State(look, matrix, state.viewport, in_clip=True))
            clip = joined_clip(parts)
            if isinstance(clip, Clip):
                group = group._replace(clips=(*group.clips, clip))
            elif group.mask is None:
                group = group._replace(mask=clip)
            else:
                group = Group((group,), mask=clip)
            outer = _reference(own, "clip-path")
            if outer is not None:
                group = self._clipped(group, self._definition(outer, "clipPath"), state)
            return group

    def _mask(self, element: Element, parts: tuple[Part, ...], state: State) -> Group:
        """What a ``mask`` lets through: as light as it is opaque (CSS Masking 1)."""
        with self._placed_within(element):
            own, look = self._of_definition(element)
            if _reference(own, "mask") or _reference(own, "clip-path"):
                raise PictureError("a mask is masked itself", PNG)
            known = element.attributes
            by_box = known.get("maskUnits", "objectBoundingBox") == "objectBoundingBox"
            box = _onto(_box_of(parts, state.matrix))
            viewport = Viewport(1.0, 1.0) if by_box else state.viewport
            x, wide = (
                length(known.get(n, d), viewport.width)
                for n, d in (("x", "-10%"), ("width", "120%"))
            )
            y, high = (
                length(known.get(n, d), viewport.height)
                for n, d in (("y", "-10%"), ("height", "120%"))
            )
            matrix = times(state.matrix, box) if by_box else state.matrix
            frame = Clip(placed(_rectangle((x, y, x + wide, y + high)), matrix))
            matrix = state.matrix
            if known.get("maskContentUnits") == "objectBoundingBox":
                matrix = times(matrix, box)
            within = self.children(element, State(look, matrix, state.viewport))
            return light(within, by_alpha=alone(own, "mask-type") == "alpha", frame=frame)

    @contextmanager
    def _placed_within(self, element: Element) -> Iterator[None]:
        try:
            with self._within(element):
                yield
        except PictureError as fault:
            raise fault.at(element.place()) from None

    def _of_definition(self, element: Element) -> tuple[Look, Look]:
        """What an element says itself, and what it is handed down where it stands."""
        outer = self._of_definition(element.parent)[1] if element.parent else PLAIN
        own, _ = own_look(element, self._sheet)
        return own, handed_down(outer, own)

    def _definition(self, reference: str, tag: str) -> Element:
        found = self._found(reference)
        if found.tag != tag:
            raise PictureError(f"`{reference[:30]}` is no `<{tag}>`", AGAIN)
        return found

    def _found(self, reference: str) -> Element:
        if not reference.startswith("#"):
            raise PictureError("it refers to something outside itself", PNG)
        element = self._ids.get(reference[1:])
        if element is None or len(reference) < 2:
            raise PictureError(f"it refers to `{reference[:30]}`, which is not in it", AGAIN)
        return element


_DRAWN_BY: Final[
    Mapping[str, Callable[[Walk, Element, Mapping[str, str], State], tuple[Part, ...]]]
] = {
    "g": Walk._group,  # noqa: SLF001 - its own table
    "svg": Walk._viewport,  # noqa: SLF001
    "switch": Walk._switch,  # noqa: SLF001
    "use": Walk._use,  # noqa: SLF001
    **dict.fromkeys(SHAPES, Walk._shape),  # noqa: SLF001
}


def _coloured(paint: Paint, opacity: float) -> Colouring | None:
    return Colouring(paint, opacity) if opacity > 0 else None


def _faded(parts: tuple[Part, ...], opacity: float) -> tuple[Part, ...]:
    """Less opaque as one: where one thing is painted once, its own paint is."""
    shape = parts[0]
    if len(parts) == 1 and isinstance(shape, Shape):
        if shape.stroke is None:
            return (shape._replace(opacity=shape.opacity * opacity),)
        if shape.fill is None:
            stroke = shape.stroke._replace(opacity=shape.stroke.opacity * opacity)
            return (shape._replace(stroke=stroke),)
    return (Group(parts, opacity),)


def _reference(own: Look, name: str) -> str | None:
    value = alone(own, name)
    if value == "none":
        return None
    match = _URL.fullmatch(value)
    if match is None or match[3]:
        raise PictureError(f"`{name}: {value[:30]}` cannot be kept", PNG)
    return match[2].strip()


def _rectangle(box: Box) -> Outline:
    left, top, right, bottom = box
    return (
        ("M", (left, top)),
        ("L", (right, top)),
        ("L", (right, bottom)),
        ("L", (left, bottom)),
        ("Z", ()),
    )


def _box_of(parts: tuple[Part, ...], matrix: Matrix) -> Box:
    """The box about parts of the drawing, in units of what stands in the matrix."""
    back = inverse(matrix)
    if back is None:
        return (0.0, 0.0, 0.0, 0.0)
    return bounds(step for shape in shapes(parts) for step in placed(shape.steps, back)) or (
        0.0, 0.0, 0.0, 0.0,
    )  # fmt: skip


def _onto(box: Box) -> Matrix:
    """From the unit square to a box."""
    left, top, right, bottom = box
    return (right - left, 0.0, 0.0, bottom - top, left, top)
