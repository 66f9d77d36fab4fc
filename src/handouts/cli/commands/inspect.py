"""``inspect``: one edition's pages as data, or as an outline to read."""

from typing import Annotated

import typer

from handouts.cli import console, documents, options
from handouts.cli.exits import FINE
from handouts.cli.options import pairs, root_of


def inspect(
    handout: Annotated[str, typer.Argument(metavar="HANDOUT", help="Which handout.")],
    audience: options.Audience = None,
    place: options.Place = None,
    blanks: options.Blanks = None,
    date: options.Date = None,
    as_json: options.Json = False,
    project: options.Project = None,
) -> int:
    """Show one edition's pages as data.

    What stands where, in which type, and what was done to make it fit.

    \b
    Examples:
      handouts inspect state-insert --audience school --place CA
      handouts inspect which-role -a school -s CA --json
    """
    from handouts.audit.inspection import as_data, outline
    from handouts.audit.inspection import inspect as lay_out
    from handouts.edition import Selection

    selection = Selection(
        (handout,),
        (audience,) if audience else (),
        (place,) if place else (),
        pairs(blanks),
        date,
    )
    inspection = lay_out(root_of(project), selection)
    if as_json:
        documents.show(as_data(inspection, inspection.fonts))
    else:
        console.result("\n".join(outline(inspection)))
    return FINE
