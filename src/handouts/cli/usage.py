"""Unknown commands, options and values, as diagnostics of our own."""

from typing import Any

import typer
from typer.core import TyperGroup

from handouts.diagnostics import Diagnostic, UsageError

TYPING_FAULT: type[Exception] = typer.BadParameter.__bases__[0]
"""What typer raises when it cannot read the arguments; it gives the class no public name."""


class Commands(TyperGroup):
    """Commands by name; an unknown one is refused with the nearest.

    Typer finds the nearest too, but only gives it within a sentence of its own.
    """

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """The command that the first argument names."""
        if args[0] not in self.commands:
            from handouts.wording import quoted, suggestion

            message = f"no such command {quoted(args[0])}"
            remedy = suggestion(args[0], self.commands, f"See `{ctx.command_path} --help`")
            raise UsageError(Diagnostic("usage", message, remedy))
        return super().resolve_command(ctx, args)


def usage_error(fault: Any, otherwise: str) -> UsageError:
    """A fault of typer's as a diagnostic; its remedy is the nearest option, if typer names some."""
    near = getattr(fault, "possibilities", None)
    message = fault.message if near else fault.format_message()
    message = message.strip().rstrip(".:").replace("'", "`")
    remedy = f"Did you mean `{near[0]}`?" if near else otherwise
    return UsageError(Diagnostic("usage", message[:1].lower() + message[1:], remedy))
