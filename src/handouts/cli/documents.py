"""The documents of ``--json``: one on stdout, whatever happens."""

import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from handouts.cli import console
from handouts.diagnostics import Diagnostic

if TYPE_CHECKING:
    from handouts.batch.findings import Finding

Document = dict[str, Any]


def show(document: Document) -> None:
    """Print a document, piece by piece: one of a large batch lists every sheet."""
    import json

    encoding = (sys.stdout.encoding or "").lower()
    ascii_only = not encoding.startswith("utf")
    for piece in json.JSONEncoder(indent=2, ensure_ascii=ascii_only).iterencode(document):
        console.result(piece, end="")
    console.result("")


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


def diagnostic(one: Diagnostic) -> Document:
    """One diagnostic; unknown values of its place are null, and a fault in a packet names its part."""
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
