"""The command line: reads what was typed, calls, prints. Heavy modules wait until a command runs."""

import sys


def main(arguments: list[str] | None = None) -> None:
    """Run a command and end the process with its exit code."""
    from handouts.cli.running import run

    sys.exit(run(sys.argv[1:] if arguments is None else arguments))
