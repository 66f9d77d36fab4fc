"""``ask``: a decision's questions in the terminal."""

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from handouts.cli import console, documents, options
from handouts.cli.exits import FINE
from handouts.cli.options import root_of
from handouts.diagnostics import Diagnostic, HandoutsError

if TYPE_CHECKING:
    from handouts.audit.interview import Interview, Outcome
    from handouts.model.decisions import DecisionEdge, Walk

BACK = ("back", "b", "<")
QUIT = ("quit", "q", "exit")


def ask(
    decision: Annotated[str, typer.Argument(metavar="DECISION", help="Such as `which-role`.")],
    place: options.Place = None,
    audience: options.Audience = None,
    as_json: options.Json = False,
    project: options.Project = None,
) -> int:
    """Ask a decision's questions, then say the outcome and why.

    For an adviser with a student beside the screen: the same questions, numbers and rules as
    on the sheet. Answer with the number, the answer or its beginning; `back` and `quit` work too.

    \b
    Examples:
      handouts ask which-role --place CA
      printf 'yes\nyes\nno\n' | handouts ask which-role -s TX --json

    `handouts list decisions` shows the decisions.
    """
    from handouts.audit.interview import interview

    asked = interview(root_of(project), decision, place, audience)
    where = str(asked.place.name if asked.place else asked.library.project.axis.whole.name)
    console.talk(f"{asked.decision.title} ({where})" if where else str(asked.decision.title))
    console.talk("Type the number or the answer; `back` goes back, `quit` stops.")
    walk = _walked(asked)
    if walk is None:
        console.talk("stopped: no outcome")
        if as_json:
            documents.show(_document(asked, None))
        return FINE
    outcome = asked.outcome(walk)
    if as_json:
        documents.show(_document(asked, outcome))
    else:
        console.result("\n".join(_shown(asked, outcome)))
    return FINE


def _walked(asked: "Interview") -> "Walk | None":
    """The finished walk; none when the person quits."""
    walk = asked.begun()
    while walk.ways:
        console.talk(f"\n{asked.label(walk.at)}  {asked.said(walk.node.text.text)}")
        if walk.node.kind == "step":
            walk = walk.onward(walk.ways[0])
            continue
        options = (f"{number} {way.label}" for number, way in enumerate(walk.ways, 1))
        console.talk(f"   {'   '.join(options)}")
        after = _answered(asked, walk)
        if after is None:
            return None
        walk = after
    return walk


def _answered(asked: "Interview", walk: "Walk") -> "Walk | None":
    """The walk after the next line that can be understood."""
    while True:
        typed = _line(asked, walk)
        way = asked.answered(typed, walk)
        if way is not None:
            return walk.onward(way)
        if typed.casefold() in QUIT:
            return None
        if typed.casefold() in BACK:
            return walk.back()
        console.talk(_not_understood(typed, walk.ways))


def _line(asked: "Interview", walk: "Walk") -> str:
    if sys.stdin.isatty():
        sys.stderr.write("> ")
        sys.stderr.flush()
    line = sys.stdin.readline()
    if not line:
        raise HandoutsError(
            Diagnostic(
                "no-answer",
                f"the answers ended at question {asked.label(walk.at)}",
                "Type one answer a line until an outcome is reached, or `quit`",
            )
        )
    return line.strip()


def _not_understood(typed: str, ways: "tuple[DecisionEdge, ...]") -> str:
    named = ", ".join(f"`{way.label}`" for way in ways)
    what = f"`{typed}` is none of the answers" if typed else "that is no answer"
    return f"   {what}: type a number from 1 to {len(ways)}, or {named}"


def _shown(asked: "Interview", outcome: "Outcome") -> list[str]:
    title = f"{outcome.title}. " if outcome.title else ""
    lines = [f"{outcome.label}  {title}{outcome.text}", "", "Why:"]
    for passed in outcome.path:
        answer = f" {passed.answer}." if passed.answer else ""
        lines.append(f"  {passed.label:>2}  {passed.text}{answer}")
    if outcome.rules and asked.place:
        lines += ["", f"In {asked.in_place}:"]
        lines += [f"  {note.title}: {note.verdict}" for note in outcome.rules]
    if outcome.sources:
        lines += ["", "Sources:"]
        lines += [f"  {s.publisher}, {s.title} ({s.date})" for _, s in outcome.sources]
    return lines


def _document(asked: "Interview", outcome: "Outcome | None") -> documents.Document:
    return {
        "decision": asked.slug,
        "title": str(asked.decision.title),
        "audience": asked.audience,
        "place": str(asked.place.code) if asked.place else None,
        "path": [
            {"id": p.id, "label": p.label, "text": p.text, "answer": p.answer or None}
            for p in (outcome.path if outcome else ())
        ],
        "outcome": _outcome(outcome) if outcome else None,
        "diagnostics": [],
    }


def _outcome(outcome: "Outcome") -> documents.Document:
    return {
        "id": outcome.id,
        "label": outcome.label,
        "title": outcome.title,
        "text": outcome.text,
        "roles": list(outcome.roles),
        "rules": [
            {"role": n.role, "credential": n.credential, "verdict": n.verdict}
            for n in outcome.rules
        ],
        "sources": [
            {
                "id": name,
                "publisher": str(source.publisher),
                "title": str(source.title),
                "date": str(source.date),
                "url": str(source.url) if source.url else None,
            }
            for name, source in outcome.sources
        ],
    }
