"""The command line: reads the arguments, calls, prints. Heavy modules are loaded when a command runs."""

import gc
import os
import sys
from contextlib import suppress


def main(arguments: list[str] | None = None) -> None:
    """Run a command and end the process with its exit code.

    Nearly all that a command makes stays until its end, so that the garbage collector would walk through it
    in vain: it is off until the batch begins. At the end nothing is taken down, object by object, that the
    system frees at once. Of the time for one sheet either takes a fifth.
    """
    gc.disable()
    from handouts.cli.running import run

    code = run(sys.argv[1:] if arguments is None else arguments)
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError):  # a reader that has gone was told of already
            stream.flush()
    os._exit(code)
