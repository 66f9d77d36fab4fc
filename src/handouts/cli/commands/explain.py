"""``explain``: a diagnostic in full, or all of them, a line each."""

from typing import TYPE_CHECKING, Annotated

import typer

from handouts.cli import console, documents, options
from handouts.cli.exits import FINE

if TYPE_CHECKING:
    from handouts.audit.explanations import Explanation


def explain(
    code: Annotated[
        str | None, typer.Argument(metavar="CODE", help="As it stands in brackets. [default: all]")
    ] = None,
    as_json: options.Json = False,
) -> int:
    """Explain a diagnostic: what it says, why it is a fault, how to mend it.

    \b
    Examples:
      handouts explain missing-glyph
      handouts explain                 every code, a line each
    """
    from handouts.audit.explanations import explain as explanation_of
    from handouts.audit.explanations import explanations

    if code is None:
        found = list(explanations().values())
        if as_json:
            documents.show({"codes": [_document(e) for e in found]})
        else:
            width = max(len(e.code) for e in found)
            for one in found:
                console.result(f"{one.code:{width}}  {one.what.partition('. ')[0].rstrip('.')}")
        return FINE
    one = explanation_of(code)
    if as_json:
        documents.show(_document(one))
        return FINE
    lines = [one.code, "", one.what, "", f"Why: {one.why}", "", f"Mend: {one.mend}"]
    if one.example:
        lines += ["", *(f"    {line}" for line in one.example)]
    console.result("\n".join(lines))
    return FINE


def _document(one: "Explanation") -> documents.Document:
    """One code of ``explain``."""
    return {
        "code": one.code,
        "area": one.area,
        "what": one.what,
        "why": one.why,
        "mend": one.mend,
        "example": list(one.example),
    }
