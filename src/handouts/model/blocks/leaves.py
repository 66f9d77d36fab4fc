"""What all blocks of a layout are made of: strings with Jinja2 in them, and their plain form."""

from typing import ClassVar, Literal

from pydantic import model_validator

from handouts.model.base import Record, Text


class Template(Text):
    """A leaf string with Jinja2 in it; alone ``{{ … }}`` keeps the type of its value."""

    __slots__ = ()


Variant = Literal["body", "lead", "subtitle", "answer", "small", "label"]


class PlainForm(Record):
    """A block that may be written as its main field alone, such as ``- heading: Title``."""

    plain: ClassVar[str]

    @model_validator(mode="before")
    @classmethod
    def _from_plain(cls, value: object) -> object:
        return {cls.plain: value} if isinstance(value, str | list) else value
