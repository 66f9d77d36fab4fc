"""How a command ends: in an exit code, and in a sentence where it fails, not in a traceback."""

import contextlib
import functools
import os
import traceback
from collections.abc import Callable
from typing import ParamSpec

from handouts.cli import console, documents
from handouts.diagnostics import HandoutsError, ProjectError, UsageError, internal_error

FINE, FAILED, USAGE, NO_PROJECT, INTERRUPTED = 0, 1, 2, 3, 130

P = ParamSpec("P")


def ending(name: str, command: Callable[P, int]) -> Callable[P, int]:
    """The command, its failures turned into messages and exit codes, with ``--json`` into a document too."""

    @functools.wraps(command)
    def ended(*args: P.args, **options: P.kwargs) -> int:
        as_json = bool(options.get("as_json"))
        try:
            return command(*args, **options)
        except HandoutsError as fault:
            return refused(fault, name, as_json=as_json)
        except (BrokenPipeError, console.UnheardError):  # nobody hears a refusal either
            raise
        except Exception as bug:
            return refused(_internal(bug), name, as_json=as_json)

    return ended


def refused(fault: HandoutsError, name: str, *, as_json: bool) -> int:
    """Show the faults; returns the exit code."""
    console.diagnostics(fault.diagnostics)
    if as_json:
        documents.show(documents.refusal(name, fault.diagnostics))
    match fault:
        case UsageError():
            return USAGE
        case ProjectError():
            return NO_PROJECT
        case _:
            return FAILED


def _internal(bug: Exception) -> HandoutsError:
    if os.environ.get("HANDOUTS_TRACEBACK"):
        with contextlib.suppress(OSError):
            traceback.print_exception(bug)
    return HandoutsError(internal_error(bug))
