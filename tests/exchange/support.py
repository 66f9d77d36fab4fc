"""What the tests of importers share."""

import csv
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from handouts.diagnostics import Diagnostic, HandoutsError
from handouts.exchange.oews.importing import OewsWish, propose_oews
from handouts.exchange.proposal import Change, Proposal, carry_out

DATA = Path(__file__).parents[1] / "data"
NATIONAL = DATA / "oews" / "national_M2025_dl.sample.xlsx"
PLACES = DATA / "oews" / "state_M2025_dl.reconstructed.xlsx"
TODAY = date(2026, 12, 1)


def import_oews(project: Path, path: Path, **more: object) -> Proposal:
    """Propose and carry out."""
    proposal = propose_oews(project, OewsWish(path, **more), TODAY)  # type: ignore[arg-type]
    carry_out(project, proposal)
    return proposal


def files_of(folder: Path) -> dict[str, bytes]:
    """Every file of a folder with its bytes."""
    found = sorted(p for p in folder.rglob("*") if p.is_file())
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in found}


def changes(proposal: Proposal) -> list[Change]:
    return [change for _, change in proposal.changes]


def faults(run: Callable[[], object]) -> tuple[Diagnostic, ...]:
    """What a call is refused with."""
    with pytest.raises(HandoutsError) as caught:
        run()
    return caught.value.diagnostics


def rows(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))


def changed_copy(source: Path, target: Path, change: Callable[[list[list[str]]], None]) -> Path:
    """A CSV file with some of its cells changed."""
    table = rows(source)
    change(table)
    with target.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(table)
    return target
