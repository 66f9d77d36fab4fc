"""Blocks of a layout that hold no others: pictures, and what publishers require."""

from typing import Literal

from handouts.model.base import Record, Text


class ImageBlock(Record):
    """A picture of the project: PNG, JPEG or SVG, in ``data`` or ``layouts``."""

    file: Text
    alt: Text | None = None
    """What it shows, for people who cannot see it."""
    decorative: bool = False
    """Whether it says nothing, so that it needs no ``alt``."""
    width: Text | None = None
    height: Text | None = None
    """One of the two, or both: the box that the picture is fitted into."""
    align: Literal["left", "right"] = "left"


class NoticesBlock(Record):
    """The notices that publisher and audience require; at the end of the foot if placed nowhere."""
