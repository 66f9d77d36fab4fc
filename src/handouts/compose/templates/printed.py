"""A value of the data as it stands in print."""

from functools import lru_cache

from handouts.compose.templates.markdown import MarkdownList, UnsupportedMarkdownError, parse
from handouts.compose.templates.typography import NO_BREAK, typographic
from handouts.document import Origin, plain


@lru_cache(maxsize=20_000)
def as_printed(origin: Origin) -> str:
    """Its words as they are printed, without marks of emphasis; spaces are plain ones."""
    text = typographic(origin.text)
    if origin.markup:
        text = _unmarked(text)
    return " ".join(text.replace(NO_BREAK, " ").split())


def _unmarked(text: str) -> str:
    try:
        parts = parse(text.strip())
    except UnsupportedMarkdownError:
        return text
    texts = (p.items if isinstance(p, MarkdownList) else (p.text,) for p in parts)
    return " ".join(plain(one) for several in texts for one in several)
