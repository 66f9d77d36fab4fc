"""The documents of ``--json``: one on stdout, whatever happens."""

import json
import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from handouts.cli import console
from handouts.diagnostics import Diagnostic
from handouts.kept import uses_of_all

if TYPE_CHECKING:
    from handouts.audit.check import CheckReport
    from handouts.audit.differences import Differences, Sheet
    from handouts.audit.explanations import Explanation
    from handouts.audit.reading import AudienceReading, Sentence
    from handouts.audit.tracing import Trace
    from handouts.batch.findings import Finding
    from handouts.build import BuildReport
    from handouts.edition import Artifact
    from handouts.exchange.proposal import Proposal

Document = dict[str, Any]


def show(document: Document) -> None:
    """Print a document, piece by piece: one of a large batch lists every sheet."""
    encoding = (sys.stdout.encoding or "").lower()
    ascii_only = not encoding.startswith("utf")
    for piece in json.JSONEncoder(indent=2, ensure_ascii=ascii_only).iterencode(document):
        console.result(piece, end="")
    console.result("")


def build(report: "BuildReport", *, profile: bool = False) -> Document:
    """``build`` and ``compare``."""
    counts = report.counts
    document: Document = {
        "built": counts["built"],
        "reused": counts["reused"],
        "failed": counts["failed"],
        "seconds": round(report.seconds, 3),
        "artifacts": [_artifact(a) for a in report.artifacts],
        "diagnostics": findings(report.findings),
    }
    if counts["planned"]:
        document["planned"] = counts["planned"]
    if report.pruned:
        document["pruned"] = list(report.pruned)
    if profile:
        document["profile"] = {k: round(v, 4) for k, v in report.laps.items()}
        document["kept"] = {name: use._asdict() for name, use in uses_of_all().items()}
    return document


def check(report: "CheckReport") -> Document:
    """``check``."""
    return {
        "diagnostics": findings(report.findings),
        "coverage": [
            {
                "state": c.state,
                "name": c.state_name,
                "role": c.role,
                "credential": c.credential,
                "rule_known": c.rule_known,
                "confidence": c.confidence,
                "wages": c.wages,
                "dimensions": dict(c.dimensions),
            }
            for c in report.coverage
        ],
        "editions": report.editions,
        "facts": [
            {
                "weakness": s.weakness,
                "record": s.record,
                "text": s.text,
                "why": s.why,
                "file": s.span.file if s.span else None,
                "line": s.span.line if s.span else None,
                "column": s.span.column if s.span else None,
            }
            for s in report.standing
        ],
        "reading": [_audience_reading(a) for a in report.audiences],
        "sheets": [
            {
                "edition": r.edition,
                "grade": r.count.grade,
                "limit": r.limit,
                "sentences": r.count.sentences,
                "words": r.count.words,
                "syllables": r.count.syllables,
                "hardest": [_sentence(s) for s in r.hardest],
            }
            for r in report.readings
        ],
    }


def _sentence(one: "Sentence") -> Document:
    place = one.span
    return {
        "text": one.text,
        "grade": one.grade,
        "file": place.file if place else None,
        "line": place.line if place else None,
    }


def _audience_reading(one: "AudienceReading") -> Document:
    return {
        "audience": one.audience,
        "limit": one.limit,
        "sheets": one.sheets,
        "over": one.over,
        "median": one.median,
        "highest": one.highest.count.grade if one.highest else None,
        "hardest_sheet": one.highest.edition if one.highest else None,
    }


def proposal(made: "Proposal", *, dry_run: bool) -> Document:
    """``import``."""
    return {
        "written": not dry_run,
        "files": [
            {
                "path": file.path,
                "status": file.status,
                "rewritten": file.rewritten,
                "changes": [{"place": c.place, "old": c.old, "new": c.new} for c in file.changes],
            }
            for file in made.files
        ],
        "diagnostics": [diagnostic(note) for note in made.notes],
    }


def differences(found: "Differences") -> Document:
    """``diff``."""
    facts = None
    if found.facts is not None:
        facts = [
            {
                "name": f.name,
                "old": f.old,
                "new": f.new,
                "sources": list(f.sources),
                "file": f.place.file if f.place else None,
                "line": (f.place.line or None) if f.place else None,
            }
            for f in found.facts
        ]
    return {
        "facts": facts,
        "reprint": [_sheet(s) for s in found.reprint],
        "removed": [_sheet(s) for s in found.removed],
        "inputs": list(found.inputs),
        "diagnostics": [diagnostic(d) for d in found.diagnostics],
    }


def _sheet(one: "Sheet") -> Document:
    return {
        "path": one.path,
        "handout": one.handout,
        "audience": one.audience,
        "state": one.state,
        "why": one.why,
    }


def trace(found: "Trace") -> Document:
    """``trace``."""
    entry = found.entry
    return {
        "artifact": {
            "path": entry.path,
            "handout": entry.handout,
            "audience": entry.audience,
            "state": entry.state,
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
            }
            for name, source in found.sources.items()
        },
        "diagnostics": [diagnostic(note) for note in found.notes],
    }


def refusal(command: str, faults: Iterable[Diagnostic]) -> Document:
    """The document of a command that could not begin."""
    shown = [diagnostic(f) for f in faults]
    match command:
        case "build" | "compare":
            counts = {"built": 0, "reused": 0, "failed": 0, "seconds": 0.0}
            return {**counts, "artifacts": [], "diagnostics": shown}
        case "check":
            return {"diagnostics": shown, "coverage": []}
        case "list":
            return {"kind": None, "items": [], "diagnostics": shown}
        case "inspect":
            empty: Document = {"edition": None, "pages": [], "flowcharts": [], "fit": None}
            return {**empty, "diagnostics": shown}
        case _:
            return {"diagnostics": shown}


def findings(found: Iterable["Finding"]) -> list[Document]:
    """Diagnostics with the editions that they concern."""
    return [{**diagnostic(f.diagnostic), "editions": list(f.editions)} for f in found]


def explanation(one: "Explanation") -> Document:
    """One code of ``explain``."""
    return {
        "code": one.code,
        "area": one.area,
        "what": one.what,
        "why": one.why,
        "mend": one.mend,
        "example": list(one.example),
    }


def diagnostic(one: Diagnostic) -> Document:
    """One diagnostic; what is not known of its place is null, a packet names its part."""
    span = one.span
    return {
        "code": one.code,
        "severity": one.severity.value,
        "message": one.message,
        "file": span.file if span else None,
        "line": (span.line or None) if span else None,
        "column": (span.column or None) if span else None,
        "remedy": one.remedy,
        **({"part": one.part} if one.part else {}),
    }


def _artifact(one: "Artifact") -> Document:
    made = one.status in {"built", "reused"}
    edition = one.edition
    return {
        "path": one.path,
        "handout": edition.handout,
        "audience": edition.audience,
        "state": edition.state,
        "language": edition.language,
        "pages": one.pages if made else None,
        "sha256": one.sha256 if made else None,
        "fit": one.fit if made else None,
        "status": one.status,
    }
