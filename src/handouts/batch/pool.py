"""Worker processes: each keeps the library, the fonts and every cache for its next edition."""

import gc
import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor
from concurrent.futures import wait as wait_for
from concurrent.futures.process import BrokenProcessPool
from itertools import islice
from multiprocessing.connection import wait
from multiprocessing.synchronize import Event
from typing import Any, Generic, Protocol, TypeVar

from handouts.diagnostics import Diagnostic, HandoutsError, Severity, internal_error
from handouts.edition import Edition
from handouts.fonts import FontBook, load_fonts
from handouts.frozen import dataclass
from handouts.kept import Use, begin_as_worker, note_worker, uses
from handouts.load.stored import taken_out
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


_Returned = tuple[T | None, tuple[Diagnostic, ...]]
"""What a worker sends back for an edition; the edition itself stays with the parent."""

_Chunk = tuple[list[_Returned[T]], int, Mapping[str, Use]]
"""The results of a chunk of editions, the worker's process, and how its kept results were used so far."""

Receive = Callable[[Outcome[T]], None]

_CHUNK = 16
"""Neighbouring editions that go to a worker at once: they share wrapped paragraphs."""

_YOUNG = 100_000
"""New objects after which Python's garbage collector runs."""

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
) -> tuple[Diagnostic, ...]:
    """Do the task for every edition; outcomes are received as they come.

    Returns diagnostics about the workers themselves.

    Raises:
        KeyboardInterrupt: after what was under way has been received.
    """
    jobs = min(jobs, -(-len(editions) // _WORTH_A_PROCESS))
    if jobs > 1:
        return _in_processes(task, editions, library, jobs, receive)
    fonts = load_fonts()
    settle()
    for edition in editions:
        receive(Outcome(edition, *_attempt(task, edition, library, fonts)))
    return ()


def _in_processes(
    task: Task[T],
    editions: Sequence[Edition],
    library: Library,
    jobs: int,
    receive: Receive[T],
) -> tuple[Diagnostic, ...]:
    """Do the task in workers; editions under way when a worker died are tried once more, one by one."""
    left = dict(enumerate(editions))
    library = taken_out(library)
    size = max(1, min(_CHUNK, len(left) // (jobs * 4)))
    ended = False
    while left:
        suspects = _Round(task, library, jobs, receive).run(left, size)
        ended = ended or bool(suspects)
        again = {number: left.pop(number) for number in suspects}
        while again:
            if _Round(task, library, 1, receive).run(again, 1):  # the first in order was at work
                receive(Outcome(again.pop(next(iter(again))), None, (_DEAD,)))
    return (_ENDED,) if ended else ()


class _Round(Generic[T]):
    """One pool of workers, until all is done or one of them dies."""

    def __init__(self, task: Task[T], library: Library, jobs: int, receive: Receive[T]) -> None:
        self._receive = receive
        self._jobs = jobs
        context = multiprocessing.get_context("fork" if sys.platform == "linux" else "spawn")
        self._stop = context.Event()
        self._pool = ProcessPoolExecutor(jobs, context, _start, (task, library, self._stop))
        self._waiting: dict[Future[_Chunk[T]], list[int]] = {}

    def run(self, left: dict[int, Edition], size: int) -> list[int]:
        """Make the editions that are ``left``; each one is removed from it when its outcome is received.

        Returns the editions that were under way when a worker died.
        """
        numbers = list(left)
        chunks = iter([numbers[i : i + size] for i in range(0, len(numbers), size)])
        try:
            for chunk in islice(chunks, self._jobs + 1):
                self._submit(chunk, left)
            while self._waiting:
                done, _ = wait_for(self._waiting, return_when=FIRST_COMPLETED)
                for future in done:
                    self._take(future, left)
                for chunk in islice(chunks, len(done)):
                    self._submit(chunk, left)
        except BrokenProcessPool:
            return [n for chunk in self._waiting.values() for n in chunk if n in left]
        except KeyboardInterrupt:
            self._stop.set()
            self._pool.shutdown(wait=True, cancel_futures=True)
            for future in [f for f in self._waiting if f.done() and not f.cancelled()]:
                if future.exception() is None:
                    self._take(future, left)
            raise
        finally:
            self._pool.shutdown(wait=True, cancel_futures=True)
        return []

    def _submit(self, chunk: list[int], left: dict[int, Edition]) -> None:
        self._waiting[self._pool.submit(_work, [left[n] for n in chunk])] = chunk

    def _take(self, future: Future[_Chunk[T]], left: dict[int, Edition]) -> None:
        """Receive a chunk's outcomes; a worker that was told to stop sends fewer than all."""
        outcomes, process, used = future.result()
        note_worker(process, used)
        for number, outcome in zip(self._waiting.pop(future), outcomes, strict=False):
            self._receive(Outcome(left.pop(number), *outcome))


_shared: tuple[Task[Any], Library, Event] | None = None


def _start(task: Task[Any], library: Library, stop: Event) -> None:
    """Begin as a worker: Ctrl-C interrupts the parent only, and the worker ends when the parent does."""
    global _shared
    _shared = (task, library, stop)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    settle()
    begin_as_worker()
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_end_with, args=(parent.sentinel,), daemon=True).start()


def settle() -> None:
    """Keep the garbage collector from walking through what stays: the library and the caches.

    The objects of an edition are freed by reference counting, as hardly any of them form cycles.
    """
    gc.freeze()
    gc.set_threshold(_YOUNG, 50, 100)
    gc.enable()


def _end_with(sentinel: int) -> None:
    wait([sentinel])
    os._exit(1)


def _work(editions: list[Edition]) -> _Chunk[Any]:
    assert _shared is not None
    task, library, stop = _shared
    fonts = load_fonts()
    made = [_attempt(task, e, library, fonts) for e in editions if not stop.is_set()]
    return made, os.getpid(), uses()


def _attempt(task: Task[T], edition: Edition, library: Library, fonts: FontBook) -> _Returned[T]:
    try:
        result = task(edition, library, fonts)
        return result, tuple(getattr(result, "warnings", ()))
    except HandoutsError as fault:
        return None, fault.diagnostics
    except Exception as bug:  # one edition's bug is not the end of the others
        return None, (internal_error(bug),)


_DEAD = Diagnostic(
    "worker-died",
    "the process that made it was ended from outside, or crashed, twice",
    "Run it again with `--jobs 1`; the computer may be short of memory",
)

_ENDED = Diagnostic(
    "worker-ended",
    "a worker process was ended from outside, or crashed; another one went on with its handouts",
    "If it comes again, run with `--jobs 1`; the computer may be short of memory",
    severity=Severity.WARNING,
)
