"""Results on stdout, talk on stderr: diagnostics and progress; colour on a terminal only."""

import contextlib
import functools
import os
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from handouts.diagnostics import Diagnostic, Severity

if TYPE_CHECKING:
    from rich.console import Console

    from handouts.batch.findings import Finding


REDRAW = 0.1
"""Seconds between two redraws of the bar."""

MOST_SHOWN = 20
"""Changes of a file or a kind that are shown: a screen of them."""

_LONGEST = 72
"""Characters of a value in a change: old and new stay within two lines of a terminal."""


class UnheardError(Exception):
    """The result cannot be written, because the disk is full, say; the cause is the system's error."""


def prepare_streams() -> None:
    """Prepare consoles: characters that one lacks are replaced, and a closed one prints nothing."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, os.fdopen(os.open(os.devnull, os.O_RDWR), mode, encoding="utf-8"))
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="replace")


def result(line: str, end: str = "\n") -> None:
    """A line of the result, on stdout, or a piece of one."""
    with _heard():
        sys.stdout.write(f"{line}{end}")


def flush() -> None:
    """Make sure that the result was written.

    Raises:
        UnheardError: when it was not.
        BrokenPipeError: when nobody reads on.
    """
    with _heard():
        sys.stdout.flush()


@contextlib.contextmanager
def _heard() -> Iterator[None]:
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as fault:
        raise UnheardError from fault


def hush(stream: TextIO) -> None:
    """Send a stream that cannot be written to nowhere."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def talk(line: str, style: str = "") -> None:
    """A line for the person at the terminal."""
    console = _console(sys.stderr)
    if console is None:
        try:
            sys.stderr.write(f"{line}\n")
        except OSError:  # the exit code still tells
            hush(sys.stderr)
    else:
        console.print(line, style=style, markup=False, highlight=False, soft_wrap=True)


def diagnostics(found: Iterable[Diagnostic]) -> None:
    """Diagnostics that concern no particular edition."""
    shown = list(found)
    for diagnostic in shown:
        _one(diagnostic, ())
    _point_on(shown)


def findings(found: Iterable["Finding"], most_warnings: int | None = None) -> None:
    """Show findings in their order; a finding of many editions is shown once."""
    warnings = 0
    shown = []
    for finding in found:
        if finding.diagnostic.severity is Severity.WARNING:
            warnings += 1
            if most_warnings is not None and warnings > most_warnings:
                continue
        _one(finding.diagnostic, finding.editions)
        shown.append(finding.diagnostic)
    _point_on(shown)
    if most_warnings is not None and warnings > most_warnings:
        talk(f"{warnings - most_warnings} more warnings: see `handouts check`", "yellow")


def lines(shown: Sequence[str], *, everything: bool) -> None:
    """Lines of the result: the first of many, unless all of them are asked for with ``--list``."""
    most = len(shown) if everything else MOST_SHOWN
    for line in shown[:most]:
        result(line)
    if len(shown) > most:
        result(f"  … and {len(shown) - most} more; `--list` shows all")


def arrow(old: str | None, new: str | None) -> str:
    """``old → new`` in one line; a missing value is named as such."""
    if old is None:
        return f"new: {_short(new)}"
    if new is None:
        return f"gone: {_short(old)}"
    return f"{_short(old)} → {_short(new)}"


def _short(text: str | None) -> str:
    line = " / ".join((text or "").split("\n"))
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1]}…"


def from_here(path: Path) -> str:
    """A path as one would type it here."""
    whole, here = path.resolve(), Path.cwd().resolve()
    return str(whole.relative_to(here) if whole.is_relative_to(here) else path)


def counted(number: int, what: str) -> str:
    """``1 handout``, ``2 handouts``."""
    return f"{number} {what}" if number == 1 else f"{number} {what}s"


def tally(found: Iterable[Diagnostic]) -> str:
    """``2 errors, 1 warning``; empty when there is nothing."""
    counts = Counter(d.severity for d in found)
    return ", ".join(counted(counts[s], s.value) for s in Severity if counts[s])


@contextlib.contextmanager
def progress(what: str) -> Iterator[Callable[[int, int], None]]:
    """A bar to be told how many of how many are done; silent unless a person watches."""
    console = _console(sys.stderr)
    if console is None:
        yield lambda _done, _total: None
        return
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeRemainingColumn,
    )

    columns = (TextColumn(what), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    # no refreshing thread: processes are forked while the bar stands
    with Progress(*columns, console=console, transient=True, auto_refresh=False) as bar:
        task = bar.add_task(what, total=None)

        drawn = 0.0

        def show(done: int, total: int) -> None:
            nonlocal drawn
            bar.update(task, completed=done, total=total)
            if time.monotonic() - drawn > REDRAW or done == total:
                bar.refresh()
                drawn = time.monotonic()

        yield show


def _point_on(shown: Iterable[Diagnostic]) -> None:
    """Name once the command that explains the errors."""
    errors = dict.fromkeys(d.code for d in shown if d.is_error)
    if errors:
        talk(f"    `handouts explain {next(iter(errors))}` tells more")


def _one(diagnostic: Diagnostic, editions: tuple[str, ...]) -> None:
    place = f"{diagnostic.span}: " if diagnostic.span else ""
    style = "bold red" if diagnostic.is_error else "yellow"
    talk(f"{place}{diagnostic.severity.value}: {diagnostic.message} [{diagnostic.code}]", style)
    if editions:
        others = f" and {counted(len(editions) - 1, 'other edition')}" if editions[1:] else ""
        part = f"the part `{diagnostic.part}` of " if diagnostic.part else ""
        talk(f"    in {part}{editions[0]}{others}")
    if diagnostic.remedy:
        talk(f"    {diagnostic.remedy}")


def _console(stream: TextIO) -> "Console | None":
    """A console where a person watches, else nothing."""
    if not stream.isatty() or os.environ.get("TERM") == "dumb":
        return None
    return _rich_console()


@functools.cache
def _rich_console() -> "Console":
    from rich.console import Console

    return Console(stderr=True)
