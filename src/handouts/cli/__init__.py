"""The command line: reads the arguments, calls, prints. Heavy modules are loaded when a command runs."""

import sys


def main(arguments: list[str] | None = None) -> None:
    """Run a command and end the process with its exit code."""
    from handouts.cli.running import run

    sys.exit(run(sys.argv[1:] if arguments is None else arguments))
