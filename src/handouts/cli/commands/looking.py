"""``check``, ``list`` and ``inspect``."""

from datetime import date
from pathlib import Path

from handouts.cli import console, documents
from handouts.cli.commands.asking import pairs, processes, root_of
from handouts.cli.running import FAILED, FINE
from handouts.edition import Selection


def check(
    project: Path | None, jobs: int | None, day: str | None, *, strict: bool, as_json: bool
) -> int:
    """Every fault, then what the data covers."""
    from handouts.audit.check import check as check_all
    from handouts.cli.commands.checked import checked
    from handouts.plan import printed_date

    root = root_of(project)
    when = printed_date(day)
    today = date.fromisoformat(when) if when else None
    with console.progress("Checking") as show:
        report = check_all(root, today=today, jobs=processes(jobs), progress=show)
    console.findings(report.findings)
    if as_json:
        documents.show(documents.check(report))
    else:
        for line in checked(report):
            console.result(line)
    return FAILED if report.fails(strict=strict) else FINE


def list_items(
    kind: str,
    audiences: list[str] | None,
    states: list[str] | None,
    project: Path | None,
    *,
    as_json: bool,
) -> int:
    """One line for each item."""
    from handouts.audit.listing import KINDS, about, items
    from handouts.load import load
    from handouts.plan import one_of

    kind = one_of(kind, "kind", KINDS)
    library = load(root_of(project))
    found = items(kind, library, Selection((), tuple(audiences or ()), tuple(states or ())))
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


def inspect(
    handout: str,
    audience: str | None,
    state: str | None,
    blanks: list[str] | None,
    day: str | None,
    project: Path | None,
    *,
    as_json: bool,
) -> int:
    """One edition as data, or as an outline to read."""
    from handouts.audit.inspection import as_data, outline
    from handouts.audit.inspection import inspect as lay_out
    from handouts.fonts import load_fonts

    selection = Selection(
        (handout,),
        (audience,) if audience else (),
        (state,) if state else (),
        pairs(blanks),
        day,
    )
    inspection = lay_out(root_of(project), selection)
    if as_json:
        documents.show(as_data(inspection, load_fonts()))
    else:
        console.result("\n".join(outline(inspection)))
    return FINE
