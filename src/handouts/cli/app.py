"""The program: its commands by name, in the order in which its help lists them."""

from collections.abc import Callable
from typing import Annotated

import typer

from handouts import __version__
from handouts.cli import console
from handouts.cli.commands.ask import ask
from handouts.cli.commands.build import build
from handouts.cli.commands.check import check
from handouts.cli.commands.compare import compare
from handouts.cli.commands.diff import diff
from handouts.cli.commands.exchange import (
    export_records,
    export_roles,
    import_records,
    import_roles,
    oews,
    onet,
)
from handouts.cli.commands.explain import explain
from handouts.cli.commands.inspect import inspect
from handouts.cli.commands.list import list_items
from handouts.cli.commands.start import init, new, schema
from handouts.cli.commands.trace import trace
from handouts.cli.exits import ending
from handouts.cli.usage import Commands

Command = Callable[..., int]

COMMANDS: dict[str, Command] = {
    "new": new,
    "diff": diff,
    "trace": trace,
    "build": build,
    "compare": compare,
    "check": check,
    "list": list_items,
    "inspect": inspect,
    "ask": ask,
    "init": init,
    "schema": schema,
    "explain": explain,
}

GROUPS: dict[str, tuple[str, dict[str, Command]]] = {
    "import": (
        "Bring official data or a filled-in spreadsheet into the project.",
        {"oews": oews, "onet": onet, "roles": import_roles, "records": import_records},
    ),
    "export": (
        "Write the project's facts into a spreadsheet.",
        {"roles": export_roles, "records": export_records},
    ),
}

_HELP = {"help_option_names": ["--help", "-h"], "max_content_width": 100}


def _show_version(wanted: bool) -> None:
    if wanted:
        console.result(f"handouts {__version__}")
        raise typer.Exit


def top(
    context: typer.Context,
    version: Annotated[  # noqa: ARG001
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help="Show it.")
    ] = False,
) -> None:
    """Facts written once, printed as accessible handouts for every audience and state.

    \b
    Start here:
      handouts build                      every handout of the project, into output/
      handouts build --place CA           California's only
      handouts compare ROLE ROLE          two roles side by side
      handouts ask which-role --place CA  the flowchart, question by question
      handouts init my-handouts           a project of your own to change
    """
    if context.invoked_subcommand is None:
        console.result(context.get_help())


def program(typed: str | None = None) -> typer.Typer:
    """The program; with the name of the command that was typed, the others only have their names and texts.

    Typer reads the options of every command, whichever runs: that is a tenth of the time of `--help`.
    """
    whole = typer.Typer(
        name="handouts",
        cls=Commands,
        callback=top,
        invoke_without_command=True,
        rich_markup_mode=None,
        add_completion=False,
        pretty_exceptions_enable=False,
        context_settings=_HELP,
    )
    for name, command in COMMANDS.items():
        whole.command(name)(ending(name, command) if typed in {None, name} else _named(command))
    for name, (about, commands) in GROUPS.items():
        group = typer.Typer(
            cls=Commands, rich_markup_mode=None, no_args_is_help=True, context_settings=_HELP
        )
        for own, command in commands.items():
            group.command(own)(ending(name, command) if typed in {None, name} else _named(command))
        whole.add_typer(group, name=name, help=about)
    return whole


def _named(command: Command) -> Callable[[], int]:
    def named() -> int:
        raise AssertionError

    named.__doc__ = command.__doc__
    return named
