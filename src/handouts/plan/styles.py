"""Which style an edition is set in."""

from handouts.diagnostics import Diagnostic, UsageError
from handouts.model.library import Library
from handouts.model.records import Handout


def style_for(library: Library, audience: str, handout: Handout) -> str:
    """The handout's style, else the audience's, the layout's or the project's.

    Raises:
        UsageError: when the layout lists the styles that it supports, and not this one.
    """
    layout = str(handout.layout)
    record = library.layouts.get(layout)
    own = handout.style or library.audiences[audience].style
    style = own or (record.style if record else None) or library.project.style
    if record and record.styles and style not in record.styles:
        raise UsageError(
            Diagnostic(
                "unsupported-style",
                f"the layout `{layout}` does not support the style `{style}`",
                f"It supports {', '.join(f'`{s}`' for s in record.styles)}; change `style` of the "
                f"{'handout' if handout.style else f'audience `{audience}`'}, or add it to the layout's `styles`",
                style.span or record.title.span,
            )
        )
    return str(style)
