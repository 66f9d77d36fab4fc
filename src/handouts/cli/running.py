"""From arguments to an exit code."""

import sys

import typer

from handouts.cli import console
from handouts.cli.app import COMMANDS, GROUPS, program
from handouts.cli.exits import FAILED, FINE, INTERRUPTED, refused
from handouts.cli.usage import TYPING_FAULT, usage_error
from handouts.diagnostics import Diagnostic, HandoutsError, UsageError


def run(arguments: list[str]) -> int:
    """Run the command that was typed."""
    name = next((a for a in arguments if not a.startswith("-")), "")
    as_json = "--json" in arguments
    console.prepare_streams()
    try:
        code = program(name)(arguments, standalone_mode=False, prog_name="handouts")
        console.flush()
    except BrokenPipeError:  # the reader, such as `head`, has seen enough
        console.hush(sys.stdout)
        return FAILED
    except (console.UnheardError, OSError) as fault:  # of help and version, which typer prints
        console.hush(sys.stdout)
        return refused(_unwritten(fault), name, as_json=False)
    except (KeyboardInterrupt, typer.Abort):
        console.talk("stopped")
        return INTERRUPTED
    except UsageError as fault:
        return refused(fault, name, as_json=as_json)
    except TYPING_FAULT as fault:
        shown = f"handouts {name}" if name in {*COMMANDS, *GROUPS} else "handouts"
        return refused(usage_error(fault, f"See `{shown} --help`"), name, as_json=as_json)
    return code if isinstance(code, int) else FINE


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
