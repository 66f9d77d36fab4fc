"""Styles: design tokens with `extends` resolved, lengths in points, contrast checked."""

import re
from collections.abc import Iterator
from functools import reduce
from pathlib import Path

from handouts.diagnostics import Diagnostic, Severity
from handouts.fonts.own import FontError, axes_of, read_font
from handouts.load.records.extending import merged, resolve_chains
from handouts.load.records.findings import Findings
from handouts.load.records.lengths import length
from handouts.load.records.reading import Entry, of_nodes, read_nodes
from handouts.model.base import Record, Text
from handouts.model.library import STYLES
from handouts.model.styles import FontChoice, Fonts, StyleFile, TypeScale, TypeStep
from handouts.palette import APART, SEEN, brand_colours, in_brand, told_apart
from handouts.shapes import Colour
from handouts.style import (
    MINIMUM_GRAPHIC_CONTRAST,
    MINIMUM_TEXT_CONTRAST,
    Face,
    FontFile,
    RoleLook,
    Style,
    Type,
    contrast,
    luminance,
    nearest_passing,
)
from handouts.wording import quoted

_MERGED = ("type", "colours", "space", "rules", "radii", "fonts")
COLOUR = re.compile(r"#[0-9A-Fa-f]{6}")
_LONGEST = 200.0
"""Points that type and white space may have: more leaves no room on a page of any size."""

_MOST_TRACKING = 0.2
"""In shares of the size: letters farther apart, or closer, no longer look like words."""

_NUMERAL = 2.4
_NUMERAL_LEADING = 27 / 25
"""Size of numerals in sizes of running text, and their leading (looks: 25/27 beside 10.5)."""

FLOOR = 9.0
"""No style may go under it, in points: print that counselors hand out must be readable."""


def read_styles(root: Path, findings: Findings) -> dict[str, Entry[StyleFile]]:
    """The style files that have the right form, by slug, with ``extends`` resolved."""
    chains = resolve_chains(STYLES.name, read_nodes(root, STYLES, findings), findings)
    wholes = {
        slug: reduce(lambda base, over: merged(base, over, _MERGED), chain)
        for slug, chain in chains.items()
    }
    return of_nodes(STYLES, wholes, findings)


def tokens(entry: Entry[StyleFile], root: Path, findings: Findings) -> Style | None:
    """The tokens of a style file, unless one of them is faulty."""
    record = entry.record
    style = Style(
        name=entry.slug,
        type=_scale(entry, findings),
        colours={name: _colour(c, entry, findings) for name, c in _texts(record.colours)},
        space=_lengths(record.space, entry, findings),
        rules=_lengths(record.rules, entry, findings),
        radii=_lengths(record.radii, entry, findings),
        roles=tuple(
            RoleLook(_colour(look.colour, entry, findings), look.fill, str(look.mark))
            for look in record.roles
        ),
        smallest=length(record.smallest, entry.key, findings),
        emphasis=record.emphasis,
        running_head=record.running_head,
        one_column=record.one_column,
        lifts_page_limit=record.lifts_page_limit,
        question=record.question,
        ink=record.ink,
        panels=record.panels,
        follows=record.follows,
        fonts=_fonts(entry, root, findings),
    )
    for colour in record.brand:
        _colour(colour, entry, findings)
    if findings.is_faulty(*entry.key):
        return None
    own = tuple(look.colour for look in style.roles)
    findings.add(*brand_notices(record.brand, own, style.colours["paper"]))
    style = in_brand(style, tuple(map(str, record.brand)))
    _check_sizes(entry, style, findings)
    _check_contrast(entry, style, findings)
    _check_looks(entry, findings)
    return None if findings.is_faulty(*entry.key) else style


# Fonts


_WEIGHTS: dict[Face, int] = {
    "400": 400,
    "600": 600,
    "700": 700,
    "400i": 400,
    "600i": 600,
    "700i": 700,
}


def _fonts(
    entry: Entry[StyleFile], root: Path, findings: Findings
) -> tuple[tuple[Face, FontFile], ...]:
    """A file for each of the six faces, or nothing where the style has no fonts or one is faulty."""
    if entry.record.fonts is None:
        return ()
    found: list[tuple[Face, FontFile]] = []
    for face, choice in _family(entry, entry.record.fonts, root, findings).items():
        axes = dict(choice.axes)
        if choice.weight is not None:
            axes["wght"] = choice.weight
        elif "wght" in axes_of(root, str(choice.file)):
            axes.setdefault("wght", _WEIGHTS[face])
        try:
            found.append((face, read_font(root, str(choice.file), axes)))
        except FontError as fault:
            message = f"the font `{choice.file}` cannot be used: {fault.fault}"
            findings.blame(
                *entry.key, Diagnostic(fault.code, message, fault.remedy, choice.file.span)
            )
    return tuple(found)


def _family(
    entry: Entry[StyleFile], fonts: Fonts, root: Path, findings: Findings
) -> dict[Face, FontChoice]:
    """The choice for each face: its own, else what stands for it."""
    text, italic = fonts.text, fonts.italic
    bold = fonts.bold or _by_weight(text, root)
    if bold is None:
        _incomplete("bold", "headings are set in it", "`bold: data/fonts/…`", entry, findings)
        bold = text
    slanted = entry.record.emphasis == "italic" or any(
        step.face.endswith("i") for _, step in _steps(entry.record.type)
    )
    if italic is None and slanted:
        way = "`italic: data/fonts/…`, or `emphasis: bold`"
        _incomplete("italic", "emphasis is set in it", way, entry, findings)
    heavy = fonts.bold_italic or (_by_weight(italic, root) or italic if italic else bold)
    return {
        "400": text,
        "600": fonts.semibold or _by_weight(text, root) or bold,
        "700": bold,
        "400i": italic or text,
        "600i": fonts.semibold_italic or (italic and _by_weight(italic, root)) or heavy,
        "700i": heavy,
    }


def _by_weight(choice: FontChoice, root: Path) -> FontChoice | None:
    """The choice of a variable font, for faces of other weights."""
    varies = choice.weight is None and "wght" in axes_of(root, str(choice.file))
    return choice if varies else None


def _incomplete(role: str, why: str, way: str, entry: Entry[StyleFile], findings: Findings) -> None:
    assert entry.record.fonts is not None
    findings.error(
        entry.key,
        "incomplete-family",
        f"`fonts` has no `{role}`: {why}",
        f"Add {way}",
        entry.record.fonts.text.file.span,
    )


def _steps(scale: TypeScale) -> Iterator[tuple[str, TypeStep]]:
    """The steps that the file has."""
    steps = ((name, getattr(scale, name)) for name in TypeScale.model_fields)
    return ((name, step) for name, step in steps if step is not None)


def _scale(entry: Entry[StyleFile], findings: Findings) -> dict[str, Type]:
    """The type scale, its numerals as in the base style if the file has none of its own."""
    made = {name: _type(step, entry, findings) for name, step in _steps(entry.record.type)}
    size = round(made["body"].size * _NUMERAL)
    return {"figure": Type(size, round(size * _NUMERAL_LEADING), "700"), **made}


def _texts(record: Record) -> Iterator[tuple[str, Text]]:
    return ((name, getattr(record, name)) for name in type(record).model_fields)


def _lengths(record: Record, entry: Entry[StyleFile], findings: Findings) -> dict[str, float]:
    return {
        name: length(value, entry.key, findings, longest=_LONGEST) for name, value in _texts(record)
    }


def _type(step: TypeStep, entry: Entry[StyleFile], findings: Findings) -> Type:
    return Type(
        size=length(step.size, entry.key, findings, longest=_LONGEST),
        leading=length(step.leading, entry.key, findings, longest=_LONGEST),
        face=step.face,
        tracking=length(step.tracking, entry.key, findings, negative=True),
        colour=step.colour,
    )


def _colour(colour: Text, entry: Entry[StyleFile], findings: Findings) -> str:
    if not COLOUR.fullmatch(colour):
        findings.blame(*entry.key, wrong_colour(colour))
    return str(colour)


def wrong_colour(colour: Text) -> Diagnostic:
    """The diagnostic for a text that is not a colour."""
    return Diagnostic(
        "wrong-color",
        f"{quoted(colour)} is not a color",
        'Write `"#RRGGBB"` with six digits 0–9 or letters A–F, in quotes',
        colour.span,
    )


def _check_sizes(entry: Entry[StyleFile], style: Style, findings: Findings) -> None:
    if style.smallest < FLOOR:
        findings.error(
            entry.key,
            "too-small",
            f"the smallest text is {style.smallest:g} pt, which is too small to read in print",
            f"Write `{FLOOR:g}pt` or more",
            entry.record.smallest.span,
        )
    for name, step in _steps(entry.record.type):
        made = style.type[name]
        if made.size < style.smallest:
            findings.error(
                entry.key,
                "too-small",
                f"`{name}` is {made.size:g} pt, under the style's smallest, {style.smallest:g} pt",
                f"Write `{style.smallest:g}pt` or more",
                step.size.span,
            )
        if abs(made.tracking) > made.size * _MOST_TRACKING:
            findings.error(
                entry.key,
                "out-of-range",
                f"the letters of `{name}` are {made.tracking:g} pt moved, too far to make words",
                f"Write a `tracking` of {made.size * _MOST_TRACKING:g}pt or less",
                step.tracking.span,
            )
        if made.leading < made.size:
            findings.error(
                entry.key,
                "out-of-range",
                f"the lines of `{name}` are {made.leading:g} pt apart, less than its size",
                f"Write a `leading` of {made.size:g}pt or more",
                step.leading.span,
            )


def _check_contrast(entry: Entry[StyleFile], style: Style, findings: Findings) -> None:
    """Text needs 4.5:1 against paper, graphics 3:1; hairlines and grid only decorate.

    What is made of a brand has it.
    """
    record = entry.record
    used = {step.colour for step in style.type.values()} | {"ink"}
    used |= set() if record.brand else {"link"}
    for name in ("ink", "muted", "link", "hairline", "grid", "paper"):
        least = MINIMUM_TEXT_CONTRAST if name in used else MINIMUM_GRAPHIC_CONTRAST
        if name in used or name == "muted":
            _check_pair(name, getattr(record.colours, name), least, entry, findings)
    for i, look in enumerate(() if record.brand else record.roles, 1):
        _check_pair(f"role {i}", look.colour, MINIMUM_TEXT_CONTRAST, entry, findings)


def _check_pair(
    name: str, colour: Text, least: float, entry: Entry[StyleFile], findings: Findings
) -> None:
    paper = entry.record.colours.paper
    ratio = contrast(colour, paper)
    if ratio < least:
        findings.error(
            entry.key,
            "low-contrast",
            f"`{name}` ({colour}) on `paper` ({paper}) has a contrast of {ratio:.2f}:1; "
            f"{'text' if least == MINIMUM_TEXT_CONTRAST else 'a graphic'} needs {least:g}:1",
            mend_contrast(colour, paper, least),
            colour.span,
        )


def mend_contrast(colour: str, paper: str, least: float) -> str:
    """The remedy for a colour that stands out too little: the nearest one that does."""
    near = nearest_passing(colour, paper, least)
    if near is None:
        return "Choose a darker color, or a lighter one on dark paper"
    way = "darker" if luminance(near) < luminance(colour) else "lighter"
    return f"The nearest {way} color that passes is `{near}`"


def brand_notices(
    brand: tuple[Text, ...], own: tuple[Colour, ...], paper: Colour
) -> Iterator[Diagnostic]:
    """Which colours of a brand are printed as others: too pale, or too like one before them."""
    made = brand_colours(tuple(map(str, brand)), own, paper) if brand else ()
    for number, (colour, instead) in enumerate(zip(brand, made, strict=False)):
        if told_apart(str(colour), instead) < SEEN:
            continue
        ratio = contrast(colour, paper)
        near = min(made[:number], key=lambda one: told_apart(str(colour), one), default="")
        if ratio < MINIMUM_TEXT_CONTRAST:
            why = (
                f"stands out {ratio:.2f}:1 from `paper`, and text needs {MINIMUM_TEXT_CONTRAST:g}:1"
            )
        elif near and told_apart(str(colour), near) < APART:
            why = f"cannot be told from {near} by everybody"
        else:
            why = "stands out too little from its own tint"
        yield Diagnostic(
            "moved-color",
            f"the color {colour} {why}: {instead} is printed instead",
            f"Write `{instead}`, or another color that can be read and told from the others",
            colour.span,
            Severity.WARNING,
        )


def _check_looks(entry: Entry[StyleFile], findings: Findings) -> None:
    """The looks of two roles may have nothing in common that is left on a photocopy."""
    for what in ("fill", "mark"):
        seen: set[str] = set()
        for look in entry.record.roles:
            value = getattr(look, what)
            if value in seen:
                findings.error(
                    entry.key,
                    "same-look",
                    f"two roles have the {what} `{value}`",
                    "Give every role its own fill and mark, so that a photocopy tells them apart",
                    look.colour.span,
                )
            seen.add(value)
