"""The schema of ``layouts/styles/*.yaml``; lengths as ``10.5pt``, ``2mm`` or points."""

from typing import Annotated, Literal

from pydantic import Field, model_validator

from handouts.model.base import Record, Text

Length = Text
"""A length, such as ``10.5pt``."""

ColourName = Literal["ink", "muted", "hairline", "grid", "paper", "link"]


class TypeStep(Record):
    """One step of the type scale."""

    size: Length
    """Size of the type, such as ``10pt``."""
    leading: Length
    """From one line to the next."""
    face: Literal["400", "600", "700", "400i", "600i", "700i"] = "400"
    """Weight, with `i` for italic."""
    tracking: Length = Text("0pt")
    """Space that is added between letters."""
    colour: ColourName = "ink"
    """A color of the style, by its name."""


class TypeScale(Record):
    """The type scale."""

    display: TypeStep
    """The title of a flyer."""
    cover: TypeStep
    """The title on a packet's cover."""
    subtitle: TypeStep
    """The lines beneath it; role names in its drawing."""
    title: TypeStep
    """The title of a sheet: headings of level 1."""
    answer: TypeStep
    """Short answers in large type."""
    lead: TypeStep
    """The sentence or two under a title."""
    heading: TypeStep
    """Headings of level 2; deeper ones are smaller."""
    body: TypeStep
    """Running text."""
    label: TypeStep
    """Row labels and key figures."""
    small: TypeStep
    """Notes, sources, table heads."""
    running: TypeStep
    """The running lines at head and foot."""
    node: TypeStep
    """Questions, steps and results of a flowchart."""
    figure: TypeStep | None = None
    """Large numerals; bold and 2.4 times as large as running text if left out."""


class Colours(Record):
    """Colours as ``#RRGGBB``; all but ``hairline`` and ``grid`` must stand out from ``paper``."""

    ink: Text
    """Text."""
    muted: Text
    """Text of less weight: notes, running lines."""
    hairline: Text
    """Decorative: a table must read without it."""
    grid: Text
    """Decorative: ticks behind data."""
    paper: Text
    """The background."""
    link: Text
    """Links."""


class Spaces(Record):
    """White space."""

    line: Length
    """Inside a block."""
    paragraph: Length
    """Between paragraphs."""
    heading: Length
    """Above a heading."""
    block: Length
    """Between blocks."""
    small: Length
    """``space: small``."""
    medium: Length
    """``space: medium``."""
    large: Length
    """``space: large``."""
    gutter: Length
    """Between columns."""
    cell: Length
    """Above and below the text of a table's row."""
    panel: Length = Text("9pt")
    """Over and under what stands in a panel."""


class RuleWidths(Record):
    """Widths of lines."""

    hairline: Length
    """Thin lines, as between rows."""
    strong: Length
    """Heavy lines, as over a table."""
    write: Length
    """Lines to write on."""
    edge: Length
    """The ways of a flowchart."""
    outline: Length
    """Boxes, and bars that are not filled."""
    bar: Length = Text("6pt")
    """Height of a role's bar."""
    heading: Length = Text("0pt")
    """A line over headings of the second level; none where it is 0."""


class Radii(Record):
    """Radii of corners."""

    question: Length
    """Of a flowchart’s questions."""
    step: Length
    """Of its steps."""


class RoleLookRecord(Record):
    """How a role is told from the others: a colour, and a fill and a mark that survive grey."""

    colour: Text
    """``#RRGGBB``; it must stand out from the paper."""
    fill: Literal["solid", "hatch", "outline", "dots"]
    """How its areas are filled, so that a photocopy tells them apart."""
    mark: Text
    """Its sign: ``blocks``, ``disc``, ``diamond``, ``ring`` or a drawing in ``data/marks``."""


class FontChoice(Record):
    """A font file; of a variable font, a place on its axes."""

    file: Text
    """A `.ttf` file from the project's folder, such as ``data/fonts/Brand-Regular.ttf``."""
    weight: Annotated[int | None, Field(ge=1, le=1000)] = None
    """Of a variable font: its axis `wght`; 400, 600 or 700 by the role if left out."""
    axes: dict[str, float] = {}
    """Of a variable font: other axes, such as ``{wdth: 90}``."""

    @model_validator(mode="before")
    @classmethod
    def _from_plain_text(cls, value: object) -> object:
        return {"file": value} if isinstance(value, str) else value


class Fonts(Record):
    """Fonts of one's own, in place of the bundled family; a file name, or more."""

    text: FontChoice
    """Running text. Of a variable font with the axis `wght` it gives the bold faces too."""
    semibold: FontChoice | None = None
    """Labels; else the bold face."""
    bold: FontChoice | None = None
    """Headings."""
    italic: FontChoice | None = None
    """Emphasis; a style that sets it in bold or roman needs none."""
    semibold_italic: FontChoice | None = None
    """Emphasis in labels; else the bold italic face."""
    bold_italic: FontChoice | None = None
    """Emphasis in headings; else the italic face."""


class StyleFile(Record):
    """Design tokens. With ``extends``, what is left out is taken from the named style."""

    extends: Text | None = None
    """Another style that this one changes."""
    type: TypeScale
    """The type scale: sizes and weights of text."""
    colours: Colours
    """Colors by what they are for."""
    space: Spaces
    """White space by where it stands."""
    rules: RuleWidths
    """Widths of lines."""
    radii: Radii
    """How round corners are."""
    roles: Annotated[tuple[RoleLookRecord, ...], Field(min_length=2)]
    """The looks of the first, second, third and fourth role of a sheet."""
    brand: tuple[Text, ...] = ()
    """``#RRGGBB`` of one to four colours from which those of roles and links are made; instead of theirs."""
    fonts: Fonts | None = None
    """Font files in place of the bundled family."""
    smallest: Length
    """No text is set smaller."""
    emphasis: Literal["italic", "bold", "roman"] = "italic"
    """How *emphasis* is set: large print has no italics."""
    running_head: bool = True
    """Whether the running line stands at the head of pages; else its right end joins the footer."""
    one_column: bool = False
    """Whether columns are set one under the other, and tables row by row, as in large print."""
    lifts_page_limit: bool = False
    """Whether a layout's limit of pages is left out of account."""
    question: Literal["rounded", "diamond"] = "rounded"
    """The shape of a flowchart's questions; diamonds give way to boxes where they do not fit."""
    ink: Literal["full", "low"] = "full"
    """``low`` draws panels and other large areas as outlines, for copying machines."""
    panels: Literal["filled", "outlined"] = "filled"
    """``outlined`` draws panels alone as outlines: a quiet look, with charts and maps as usual."""
    follows: Literal["nothing", "project"] = "nothing"
    """``project``: only type and white space are its own; colors, looks, lines and corners are those of the
    project's style."""
