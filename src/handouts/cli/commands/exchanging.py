"""``import``, ``export``, ``new`` and ``diff``."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from handouts.cli import console, documents
from handouts.cli.commands.asking import from_here, root_of
from handouts.cli.running import FINE

if TYPE_CHECKING:
    from handouts.audit.differences import Differences
    from handouts.exchange.proposal import FileChange, Proposal

MOST_SHOWN = 20
_LONGEST = 72


@dataclass(frozen=True, slots=True)
class Show:
    """How an import is to show itself."""

    dry_run: bool
    everything: bool
    as_json: bool


def oews(
    file: Path,
    codes: tuple[str, ...],
    release: str | None,
    published: str | None,
    project: Path | None,
    *,
    everything: bool,
    force: bool,
    show: Show,
) -> int:
    """Import a BLS file."""
    from handouts.exchange.oews.importing import OewsWish, propose_oews
    from handouts.plan import printed_date

    root = root_of(project)
    day = printed_date(published)
    wish = OewsWish(
        file, codes, everything, release, force, date.fromisoformat(day) if day else None
    )
    return _finish(root, propose_oews(root, wish, date.today()), show)


def onet(
    path: Path,
    release: str | None,
    tasks: int,
    project: Path | None,
    *,
    replace: bool,
    show: Show,
) -> int:
    """Import O*NET's text files."""
    from handouts.exchange.onet.importing import OnetWish, propose_onet

    root = root_of(project)
    wish = OnetWish(path, release, replace, tasks)
    return _finish(root, propose_onet(root, wish, date.today()), show)


def import_roles(file: Path, project: Path | None, *, show: Show) -> int:
    """Import a spreadsheet of roles."""
    from handouts.exchange.roles.importing import propose_roles

    root = root_of(project)
    return _finish(root, propose_roles(root, file), show)


def export_roles(file: Path, project: Path | None) -> int:
    """Write a spreadsheet of roles."""
    from handouts.exchange.roles.exporting import export_roles as export

    count = export(root_of(project), file)
    console.result(f"{console.counted(count, 'role')} in {from_here(file)}")
    return FINE


def new(kind: str, slug: str, project: Path | None) -> int:
    """Write a skeleton."""
    from handouts.exchange.starting.new import start

    root = root_of(project)
    path = start(root, kind, slug)
    console.result(from_here(root / path))
    console.talk("Next: fill it in, then run `handouts check`")
    return FINE


def diff(old: Path, new: Path, project: Path | None, *, show_all: bool, as_json: bool) -> int:
    """Compare two builds or two projects."""
    from handouts.audit.differences import compare

    found = compare(old, new, project)
    if as_json:
        documents.show(documents.differences(found))
    else:
        _show_differences(found, None if show_all else MOST_SHOWN)
    return FINE


def _finish(root: Path, proposal: "Proposal", show: Show) -> int:
    """Carry a proposal out unless only shown, and say what it does."""
    from handouts.exchange.proposal import carry_out

    if not show.dry_run:
        carry_out(root, proposal)
    console.diagnostics(proposal.notes)
    if show.as_json:
        documents.show(documents.proposal(proposal, dry_run=show.dry_run))
        return FINE
    for file in proposal.files:
        _show_file(file, None if show.everything else MOST_SHOWN)
    count = sum(1 for _ in proposal.changes)
    if not proposal.files:
        console.result("nothing changes: the project says the same already")
    elif show.dry_run:
        console.result(
            f"{console.counted(count, 'change')} in {_files(proposal)}; nothing is written"
        )
        console.talk("Run it again without `--dry-run` to write them")
    else:
        console.result(f"{console.counted(count, 'change')} in {_files(proposal)} written")
    return FINE


def _files(proposal: "Proposal") -> str:
    return console.counted(len(proposal.files), "file")


def _show_file(file: "FileChange", most: int | None) -> None:
    note = "; rewritten whole, comments inside it are lost" if file.rewritten else ""
    console.result(f"{file.path} ({file.status}{note})")
    lines = [f"  {c.place}: {_arrow(c.old, c.new)}" for c in file.changes]
    _show_lines(lines, most)


def _show_lines(lines: Sequence[str], most: int | None) -> None:
    for line in lines[:most]:
        console.result(line)
    if most is not None and len(lines) > most:
        console.result(f"  … and {len(lines) - most} more; `--list` shows all")


def _arrow(old: str | None, new: str | None) -> str:
    if old is None:
        return f"new: {_short(new)}"
    if new is None:
        return f"gone: {_short(old)}"
    return f"{_short(old)} → {_short(new)}"


def _short(text: str | None) -> str:
    line = " / ".join((text or "").split("\n"))
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1]}…"


def _show_differences(found: "Differences", most: int | None) -> None:
    if found.facts is None:
        console.result("facts: not recorded, so only the files are compared")
        _show_lines([f"  {name} (input)" for name in found.inputs], most)
    else:
        console.result(f"{console.counted(len(found.facts), 'fact')} changed")
        _show_lines(
            [
                f"  {f.name}: {_arrow(f.old, f.new)}"
                + (f"  [{', '.join(f.sources)}]" if f.sources else "")
                + (f"  {f.place}" if f.place else "")
                for f in found.facts
            ],
            most,
        )
    console.result(f"{console.counted(len(found.reprint), 'sheet')} to print again")
    _show_lines([f"  {r.path} ({r.why})" for r in found.reprint], most)
    if found.removed:
        console.result(f"{console.counted(len(found.removed), 'sheet')} to withdraw")
        _show_lines([f"  {r.path}" for r in found.removed], most)
    console.diagnostics(found.diagnostics)
