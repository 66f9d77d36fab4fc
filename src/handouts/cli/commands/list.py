"""``list``: what a project holds, an item a line."""

from typing import Annotated

import typer

from handouts.cli import console, documents, options
from handouts.cli.exits import FINE
from handouts.cli.options import root_of


def list_items(
    kind: Annotated[
        str,
        typer.Argument(
            metavar="KIND",
            help="handouts, roles, comparisons, decisions, places, audiences, layouts, styles, "
            "sources, icons, editions, or a collection of the project.",
        ),
    ],
    audience: options.Audiences = None,
    place: options.Places = None,
    as_json: options.Json = False,
    project: options.Project = None,
) -> int:
    """List what the project holds, kind by kind.

    \b
    Examples:
      handouts list handouts
      handouts list editions --place CA
      handouts list places --json
    """
    from handouts.audit.listing import about, items, kinds_of
    from handouts.edition import Selection
    from handouts.load import load
    from handouts.plan import one_of

    library = load(root_of(project))
    kind = one_of(kind, "kind", (*kinds_of(library), library.project.axis.many))
    kind = "places" if kind == library.project.axis.many else kind
    found = items(kind, library, Selection((), tuple(audience or ()), tuple(place or ())))
    if as_json:
        documents.show({"kind": kind, "items": found})
    else:
        width = max((len(str(item["id"])) for item in found), default=0)
        for item in found:
            console.result(f"{item['id']:{width}}  {about(item)}".rstrip())
    errors = [d for d in library.diagnostics if d.is_error]
    if errors:
        console.talk(
            f"the project has {console.counted(len(errors), 'error')}: see `handouts check`"
        )
    return FINE
