"""Worker processes: each keeps the library, the fonts and every cache for its next edition."""

import gc
import multiprocessing
import os
import signal
import sys
import threading
import traceback
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from multiprocessing.connection import wait
from pathlib import Path
from typing import Any, Generic, Protocol, TypeVar

from handouts.diagnostics import Diagnostic, HandoutsError
from handouts.edition import Edition
from handouts.fonts import FontBook, load_fonts
from handouts.model.library import Library

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)


class Task(Protocol[T_co]):
    """What is done with each edition; it is pickled where processes cannot fork."""

    def __call__(self, edition: Edition, library: Library, fonts: FontBook, /) -> T_co:
        """Do it; a ``HandoutsError`` fails this edition only."""
        ...


@dataclass(frozen=True, slots=True)
class Outcome(Generic[T]):
    """What became of one edition: a result, or faults; a result may have warnings beside it."""

    edition: Edition
    result: T | None
    faults: tuple[Diagnostic, ...] = ()


Receive = Callable[[Outcome[T]], None]

_CHUNK = 16
"""Neighbouring editions that go to a worker at once: they share wrapped paragraphs."""

_WORTH_A_PROCESS = 6
"""Fewer editions than this do not repay the start of another worker."""


def cores() -> int:
    """The processors that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def run(
    task: Task[T],
    editions: Sequence[Edition],
    library: Library,
    jobs: int,
    receive: Receive[T],
) -> None:
    """Do the task for every edition; outcomes are received as they come.

    Raises:
        KeyboardInterrupt: after what was under way has been received.
    """
    jobs = min(jobs, -(-len(editions) // _WORTH_A_PROCESS))
    if jobs <= 1:
        fonts = load_fonts()
        for edition in editions:
            receive(_attempt(task, edition, library, fonts))
        return
    _in_processes(task, editions, library, jobs, receive)


def _in_processes(
    task: Task[T],
    editions: Sequence[Edition],
    library: Library,
    jobs: int,
    receive: Receive[T],
) -> None:
    left = dict(enumerate(editions))
    size = max(1, min(_CHUNK, len(left) // (jobs * 4)))
    while left:
        try:
            _round(task, left, library, jobs, size, receive)
        except BrokenProcessPool:
            if jobs == size == 1:  # one at a time: the first that is left killed its worker
                receive(Outcome(left.pop(next(iter(left))), None, (_DEAD,)))
            jobs = size = 1


def _round(
    task: Task[T],
    left: dict[int, Edition],
    library: Library,
    jobs: int,
    size: int,
    receive: Receive[T],
) -> None:
    """Do what is left; each edition leaves ``left`` as it is received."""
    numbers = list(left)
    chunks = [numbers[i : i + size] for i in range(0, len(numbers), size)]
    context = multiprocessing.get_context("fork" if sys.platform == "linux" else "spawn")
    pool = ProcessPoolExecutor(min(jobs, len(chunks)), context, _start, (task, library))
    waiting: dict[Future[list[Outcome[T]]], list[int]] = {}

    def take(future: Future[list[Outcome[T]]]) -> None:
        for number, outcome in zip(waiting.pop(future), future.result(), strict=True):
            del left[number]
            receive(outcome)

    broken: BrokenProcessPool | None = None
    try:
        for chunk in chunks:
            waiting[pool.submit(_work, [left[n] for n in chunk])] = chunk
        for future in as_completed(tuple(waiting)):
            try:
                take(future)
            except BrokenProcessPool as fault:
                broken = fault
    except KeyboardInterrupt:
        pool.shutdown(wait=True, cancel_futures=True)
        for future in [f for f in waiting if f.done() and not f.cancelled()]:
            if future.exception() is None:
                take(future)
        raise
    finally:
        pool.shutdown(wait=True, cancel_futures=True)
    if broken is not None:
        raise broken


_shared: tuple[Task[Any], Library] | None = None


def _start(task: Task[Any], library: Library) -> None:
    """Begin as a worker: the keyboard interrupts the parent only, and the parent's end is ours."""
    global _shared
    _shared = (task, library)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.freeze()
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_end_with, args=(parent.sentinel,), daemon=True).start()


def _end_with(sentinel: int) -> None:
    wait([sentinel])
    os._exit(1)


def _work(editions: list[Edition]) -> list[Outcome[Any]]:
    assert _shared is not None
    task, library = _shared
    fonts = load_fonts()
    return [_attempt(task, edition, library, fonts) for edition in editions]


def _attempt(task: Task[T], edition: Edition, library: Library, fonts: FontBook) -> Outcome[T]:
    try:
        result = task(edition, library, fonts)
        return Outcome(edition, result, tuple(getattr(result, "warnings", ())))
    except HandoutsError as fault:
        return Outcome(edition, None, fault.diagnostics)
    except Exception as bug:  # one edition's bug is not the end of the others
        return Outcome(edition, None, (_internal(bug),))


def _internal(bug: Exception) -> Diagnostic:
    frame = traceback.extract_tb(bug.__traceback__)[-1]
    place = f"{'/'.join(Path(frame.filename).parts[-2:])}:{frame.lineno}"
    return Diagnostic(
        "internal-error",
        f"the program failed: {type(bug).__name__}: {bug} ({place})",
        "This is a fault of `handouts`, not of your files; please report it with this line",
    )


_DEAD = Diagnostic(
    "worker-died",
    "the process that made it was ended from outside, or crashed",
    "Run it again with `--jobs 1`; the computer may be short of memory",
)
