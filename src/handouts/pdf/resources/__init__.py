"""The resources that pages share, each once in a file: pictures and embedded fonts."""

from handouts.pdf.resources.fonts import add_font
from handouts.pdf.resources.pictures import add_pictures, lets_through, picture_name

__all__ = ["add_font", "add_pictures", "lets_through", "picture_name"]
