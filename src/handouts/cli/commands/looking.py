"""``check``, ``list`` and ``inspect``."""

from collections import Counter
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from handouts.cli import documents, say
from handouts.cli.commands.asking import pairs, processes, root_of
from handouts.cli.running import FAILED, FINE
from handouts.edition import Selection

if TYPE_CHECKING:
    from handouts.audit.check import CheckReport


def check(
    project: Path | None, jobs: int | None, day: str | None, *, strict: bool, as_json: bool
) -> int:
    """Every fault, then what the data covers."""
    from handouts.audit.check import check as check_all
    from handouts.plan import printed_date

    root = root_of(project)
    when = printed_date(day)
    today = date.fromisoformat(when) if when else None
    with say.progress("Checking") as show:
        report = check_all(root, today=today, jobs=processes(jobs), progress=show)
    say.findings(report.findings)
    if as_json:
        documents.show(documents.check(report))
    else:
        _show_check(report)
    wrong = report.diagnostics if strict else [d for d in report.diagnostics if d.is_error]
    return FAILED if wrong else FINE


def _show_check(report: "CheckReport") -> None:
    problems = say.tally(report.diagnostics) or "no faults"
    say.result(f"{say.counted(report.editions, 'edition')} checked: {problems}")
    for role in dict.fromkeys(c.role for c in report.coverage):
        own = [c for c in report.coverage if c.role == role]
        say.result(f"\n{role}, {say.counted(len(own), 'state')}")
        rules = Counter(c.credential for c in own)
        for rule in ("required", "conditional", "none-reported", "unknown"):
            few = [c.state.upper() for c in own if c.credential == rule]
            names = f"  {' '.join(few)}" if 0 < len(few) <= 20 else ""
            say.result(f"  rule {rule:14} {rules[rule]:4}{names}")
        missing = [c.state.upper() for c in own if not c.wages]
        names = f"  without: {' '.join(missing)}" if missing else ""
        say.result(f"  wages published    {len(own) - len(missing):5}{names}")


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
            say.result(f"{item['id']:{width}}  {about(item)}".rstrip())
    errors = [d for d in library.diagnostics if d.is_error]
    if errors:
        say.talk(f"the project has {say.counted(len(errors), 'error')}: see `handouts check`")
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
        say.result("\n".join(outline(inspection)))
    return FINE
