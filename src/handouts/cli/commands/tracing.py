"""``trace``."""

from pathlib import Path
from typing import TYPE_CHECKING

from handouts.cli import console, documents
from handouts.cli.commands.asking import root_of
from handouts.cli.running import FINE
from handouts.diagnostics import ProjectError

if TYPE_CHECKING:
    from handouts.audit.tracing import Trace
    from handouts.write import PrintedFact


def trace(
    subject: str,
    text: str | None,
    audience: str | None,
    state: str | None,
    output: Path | None,
    project: Path | None,
    *,
    as_json: bool,
) -> int:
    """Every printed fact with its place and its sources."""
    from handouts.audit.tracing import Wanted
    from handouts.audit.tracing import trace as follow

    root = _root(project, output, subject)
    wanted = Wanted(subject, text or "", audience, _postal(state, root))
    found = follow(wanted, output or (root or Path.cwd()) / "output", root)
    console.diagnostics(found.notes)
    if as_json:
        documents.show(documents.trace(found))
    else:
        _show(found)
    return FINE


def _root(project: Path | None, output: Path | None, subject: str) -> Path | None:
    """The project; a folder of built files may be looked at without one."""
    try:
        return root_of(project)
    except ProjectError:
        if project is None and (output is not None or Path(subject).is_file()):
            return None
        raise


def _postal(state: str | None, root: Path | None) -> str | None:
    if state is None or len(state) == 2 or root is None:
        return state.lower() if state else None
    from handouts.load import load
    from handouts.plan import States

    return States(load(root)).one(state)


def _show(found: "Trace") -> None:
    console.result(f"{found.entry.path}: {console.counted(len(found.facts), 'printed fact')}")
    shown: set[str] = set()
    for fact in found.facts:
        console.result(f"\n“{fact.text}”")
        console.result(f"  {_place(fact)}")
        for line in _sources(fact, found, shown):
            console.result(f"  {line}")


def _place(fact: "PrintedFact") -> str:
    said = (
        f"as of {fact.as_of}" if fact.as_of else "",
        f"checked {fact.checked}" if fact.checked else "",
        f"confidence {fact.confidence}" if fact.confidence else "",
    )
    return " · ".join(part for part in (str(fact.span), *said) if part)


def _sources(fact: "PrintedFact", found: "Trace", shown: set[str]) -> list[str]:
    """Each source in full where it stands first, then by its id."""
    if fact.sources is None:
        return ["a name or label: it needs no source"]
    if not fact.sources:
        return ["no source is named for it"]
    lines = []
    for name in fact.sources:
        source = found.sources.get(name)
        if source is None or name in shown:
            lines.append(f"{name}: see above" if source else f"{name}: not in `data/sources.yaml`")
            continue
        shown.add(name)
        lines.append(
            f"{name}: {source.title}. {source.publisher}, {source.date}; checked {source.checked}"
        )
        if source.url:
            lines.append(f"  {source.url}")
    return lines
