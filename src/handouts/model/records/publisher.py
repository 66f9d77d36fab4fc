"""Who gives the sheets out, and what it asks to stand on them."""

from pydantic import model_validator

from handouts.model.base import MarkdownText, Record, Text


class RequiredNotice(Record):
    """What must stand on a sheet, and the size under which it may not be set."""

    text: MarkdownText
    """Its words, as Markdown."""
    smallest: Text = Text("9pt")
    """The size under which it is not set."""

    @model_validator(mode="before")
    @classmethod
    def _from_plain_text(cls, value: object) -> object:
        return {"text": value} if isinstance(value, str) else value


class Logo(Record):
    """A picture that stands for an organisation."""

    file: Text
    """PNG, JPEG, WebP, GIF or SVG, from the project's folder, such as ``data/images/logo.svg``."""
    alt: Text
    """What it is, for people who cannot see it."""


class Publisher(Record):
    """Who gives the sheets out."""

    name: Text
    """Its name, as it stands on every sheet."""
    contact: Text | None = None
    """How to reach it."""
    url: Text | None = None
    """Its web address."""
    logo: Logo | None = None
    """Its logo, which running lines can show."""
    colours: tuple[Text, ...] = ()
    """``#RRGGBB`` of the first, second … role in the project's own style; the others get accents of the first."""
    notices: tuple[RequiredNotice, ...] = ()
    """What must stand on every sheet."""
