"""From arguments to an exit code; whatever goes wrong ends in a sentence, not in a traceback."""

import contextlib
import difflib
import os
import re
import sys
import traceback
from collections.abc import Callable

import typer

from handouts.cli import console, documents
from handouts.diagnostics import Diagnostic, HandoutsError, ProjectError, UsageError, internal_error

FINE, FAILED, USAGE, NO_PROJECT, INTERRUPTED = 0, 1, 2, 3, 130

_TYPING_FAULT: type[Exception] = typer.BadParameter.__bases__[0]
"""What typer raises when it cannot read the arguments."""


def run(arguments: list[str]) -> int:
    """Run the command that was typed."""
    from handouts.cli.app import app

    console.prepare_streams()
    try:
        code = app(arguments, standalone_mode=False, prog_name="handouts")
        console.flush()
    except BrokenPipeError:  # the reader, such as `head`, has seen enough
        console.hush(sys.stdout)
        return FAILED
    except (console.UnheardError, OSError) as fault:  # of help and version, which typer prints
        console.hush(sys.stdout)
        return _refused(_unwritten(fault), _command(arguments), as_json=False)
    except (KeyboardInterrupt, typer.Abort):
        console.talk("stopped")
        return INTERRUPTED
    except _TYPING_FAULT as fault:
        return _refused(
            _typing(fault, arguments), _command(arguments), as_json="--json" in arguments
        )
    return code if isinstance(code, int) else FINE


def finish(command: str, body: Callable[[], int], *, as_json: bool) -> None:
    """Run a command's body; with ``--json`` there is a document even when it fails."""
    try:
        code = body()
    except HandoutsError as fault:
        code = _refused(fault, command, as_json=as_json)
    except (BrokenPipeError, KeyboardInterrupt, typer.Exit, console.UnheardError):
        raise
    except Exception as bug:
        code = _refused(_internal(bug), command, as_json=as_json)
    raise typer.Exit(code)


def _refused(fault: HandoutsError, command: str, *, as_json: bool) -> int:
    console.diagnostics(fault.diagnostics)
    if as_json:
        documents.show(documents.refusal(command, fault.diagnostics))
    match fault:
        case UsageError():
            return USAGE
        case ProjectError():
            return NO_PROJECT
        case _:
            return FAILED


def _unwritten(fault: Exception) -> HandoutsError:
    cause = fault if isinstance(fault, OSError) else fault.__cause__
    reason = getattr(cause, "strerror", None) or "the system refuses"
    return HandoutsError(
        Diagnostic(
            "cannot-write",
            f"the result cannot be written: {reason.lower()}",
            "Free some space where the output goes, and run it again",
        )
    )


def _command(arguments: list[str]) -> str:
    return next((a for a in arguments if not a.startswith("-")), "")


def _typing(fault: Exception, arguments: list[str]) -> UsageError:
    """The fault in our own form, with the nearest option or command as remedy."""
    shown = str(getattr(fault, "format_message", fault.__str__)())
    near = re.search(r"\(?(Possible options: |Did you mean )(?P<names>.*)", shown)
    message = (shown[: near.start()] if near else shown).strip().rstrip(".:").replace("'", "`")
    remedy = _meant(message, near["names"]) if near else None
    command = _command(arguments)
    known = command in _commands()
    return UsageError(
        Diagnostic(
            "usage",
            message[:1].lower() + message[1:],
            remedy or f"See `handouts {command} --help`" if known else remedy or _HELP,
        )
    )


_HELP = "See `handouts --help`"


def _meant(message: str, offered: str) -> str | None:
    """The offered name that is most like the one typed, which ends the message."""
    names = re.findall(r"-*\w[\w-]*", offered.replace(" or ", " "))
    typed = message.split()[-1].strip("`")
    near = difflib.get_close_matches(typed, names, 1, 0.6)
    return f"Did you mean `{near[0]}`?" if near else None


def _commands() -> set[str]:
    from handouts.cli.app import app

    groups = {g.name or "" for g in app.registered_groups}
    return groups | {
        c.name or (c.callback.__name__ if c.callback else "") for c in app.registered_commands
    }


def _internal(bug: Exception) -> HandoutsError:
    if os.environ.get("HANDOUTS_TRACEBACK"):
        with contextlib.suppress(OSError):
            traceback.print_exception(bug)
    return HandoutsError(internal_error(bug))
