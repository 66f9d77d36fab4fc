"""Which style an edition is set in."""

from handouts.diagnostics import Diagnostic, UsageError
from handouts.model.library import Library


def style_for(library: Library, audience: str, layout: str) -> str:
    """The audience's style, else the layout's, else the project's.

    Raises:
        UsageError: when the layout lists the styles that it supports, and not this one.
    """
    record = library.layouts.get(layout)
    audiences_own = library.audiences[audience].style
    style = audiences_own or (record.style if record else None) or library.project.style
    if record and record.styles and style not in record.styles:
        raise UsageError(
            Diagnostic(
                "unsupported-style",
                f"the layout `{layout}` does not support the style `{style}`",
                f"It supports {', '.join(f'`{s}`' for s in record.styles)}; change `style` of the "
                f"audience `{audience}`, or add it to the layout's `styles`",
                style.span or record.title.span,
            )
        )
    return str(style)
