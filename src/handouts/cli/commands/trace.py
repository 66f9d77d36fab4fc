"""``trace``: every printed fact of a sheet with its place in the data and its sources."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from handouts.cli import console, documents, options
from handouts.cli.exits import FINE
from handouts.cli.options import root_of
from handouts.diagnostics import ProjectError

if TYPE_CHECKING:
    from handouts.audit.tracing import Trace
    from handouts.write import PrintedFact


def trace(
    subject: Annotated[
        str, typer.Argument(metavar="FILE.pdf|HANDOUT", help="A built sheet, or a copy of one.")
    ],
    text: Annotated[
        str | None,
        typer.Argument(metavar="TEXT", help="Only facts that hold this text. [default: all]"),
    ] = None,
    audience: options.Audience = None,
    place: options.Place = None,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output", "-o", metavar="DIR", help="Where it was built. [default: output/]"
        ),
    ] = None,
    as_json: options.Json = False,
    project: options.Project = None,
) -> int:
    """Follow what a sheet prints to the data and its sources.

    For each printed fact: the file and line of the data, the source with its publisher, date and
    address, when it was checked, and how well it stands. It is read from the record of the build.

    \b
    Examples:
      handouts trace output/school/ca/state-insert.en.pdf
      handouts trace state-insert "10 hours" --audience school --place CA
      handouts trace ~/Downloads/handout.pdf '$56,040' --json
    """
    from handouts.audit.tracing import Wanted
    from handouts.audit.tracing import trace as follow

    root = _root(project, output, subject)
    wanted = Wanted(subject, text or "", audience, _code(place, root))
    found = follow(wanted, output or (root or Path.cwd()) / "output", root)
    console.diagnostics(found.notes)
    if as_json:
        documents.show(_document(found))
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


def _code(place: str | None, root: Path | None) -> str | None:
    """The code of a place as typed; without a project only codes are known."""
    if place is None or root is None:
        return place.lower() if place else None
    from handouts.audit.tracing import WHOLE
    from handouts.load import load
    from handouts.plan import PlaceNames

    return PlaceNames(load(root)).one(place) or WHOLE


def _show(found: "Trace") -> None:
    console.result(f"{found.entry.path}: {console.counted(len(found.facts), 'printed fact')}")
    shown: set[str] = set()
    for fact in found.facts:
        console.result(f"\n“{fact.text}”")
        console.result(f"  {_place(fact)}")
        if fact.note:
            console.result(f"  Note: {fact.note}")
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
    """The fact's sources: in full at the first mention, then by id."""
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
        lines += [f"  {line}" for line in (source.url, source.note) if line]
    return lines


def _document(found: "Trace") -> documents.Document:
    entry = found.entry
    return {
        "artifact": {
            "path": entry.path,
            "handout": entry.handout,
            "audience": entry.audience,
            "place": entry.place,
            "language": entry.language,
            "sha256": entry.sha256,
        },
        "facts": [
            {
                "text": fact.text,
                "file": fact.span.file,
                "line": fact.span.line,
                "column": fact.span.column,
                "sources": None if fact.sources is None else list(fact.sources),
                "as_of": fact.as_of or None,
                "checked": fact.checked or None,
                "confidence": fact.confidence or None,
                "note": fact.note or None,
            }
            for fact in found.facts
        ],
        "sources": {
            name: {
                "title": source.title,
                "publisher": source.publisher,
                "date": source.date,
                "checked": source.checked,
                "url": source.url or None,
                "note": source.note or None,
            }
            for name, source in found.sources.items()
        },
        "diagnostics": [documents.diagnostic(note) for note in found.notes],
    }
