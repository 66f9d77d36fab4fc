"""How much the templates of one edition may do: counted in steps and characters, never in seconds."""

from collections.abc import Iterable, Iterator, Sized
from typing import Any, Final, TypeVar

from jinja2 import Environment, TemplateRuntimeError
from jinja2.runtime import Context

T = TypeVar("T")

MOST_STEPS: Final = 20_000
"""Turns of loops, blocks, cells and filters of one edition; the project's own take under 2,000."""

MOST_PRINTED: Final = 500_000
"""Characters that one edition may print: some 150 full pages."""

MOST_BLOCKS: Final = 1_000
"""Blocks of one edition; the project's own have under 60."""

LONGEST: Final = 100_000
"""Characters of one text, or entries of one list, that a template may make."""

MOST_DIGITS: Final = 30
"""Digits of one number, which also bound its powers."""

_CHARACTERS_A_STEP: Final = 50


class LimitError(TemplateRuntimeError):
    """A template does more than any handout needs."""


class Meter:
    """What the templates of the edition under way have used up."""

    def __init__(self) -> None:
        self.steps = 0
        self.printed = 0
        self.blocks = 0

    def charge(self, steps: int = 1) -> None:
        """Count work.

        Raises:
            LimitError: when it is too much.
        """
        self.steps += steps
        if self.steps > MOST_STEPS:
            raise LimitError(f"takes more than {MOST_STEPS:,} steps")

    def note_block(self) -> None:
        """Count a block.

        Raises:
            LimitError: when there are too many.
        """
        self.blocks += 1
        if self.blocks > MOST_BLOCKS:
            raise LimitError(f"makes more than {MOST_BLOCKS:,} blocks")

    def note_printed(self, characters: int) -> None:
        """Count output.

        Raises:
            LimitError: when it is too much.
        """
        self.printed += characters
        if self.printed > MOST_PRINTED:
            raise LimitError(f"prints more than {MOST_PRINTED:,} characters")

    def turns(self, values: Iterable[T], weight: int = 0) -> Iterable[T]:
        """The values of a loop, each turn counted; ``weight`` is the text that a turn prints."""
        if isinstance(values, Sized) and not weight:
            self.charge(len(values))
            return values
        return self._turns(values, weight)

    def _turns(self, values: Iterable[T], weight: int) -> Iterator[T]:
        for value in values:
            self.charge()
            self.note_printed(weight)
            yield value

    def size(self, arguments: Iterable[Any]) -> int:
        """Count the handling of arguments; returns how many characters joining them can make."""
        texts, entries, characters = 0, 1, 0
        for argument in arguments:
            if isinstance(argument, str):
                texts += len(argument)
            elif isinstance(argument, list | tuple | dict):
                entries = max(entries, len(argument))
                characters += sum(len(a) for a in argument if isinstance(a, str))
        self.charge(1 + entries + (texts + characters) // _CHARACTERS_A_STEP)
        return bounded(characters + texts * entries)


class LeafContext(Context):
    """What one run of a template sees, and the meter that counts what it does."""

    def __init__(self, environment: Environment, names: dict[str, object], meter: Meter) -> None:
        super().__init__(environment, names, None, {})
        self.meter = meter


def meter_of(context: Context) -> Meter:
    """The meter of a run; Jinja declares the context as a plain ``Context``."""
    assert isinstance(context, LeafContext)
    return context.meter


def bounded(length: int) -> int:
    """The length of a text or list that is about to be made.

    Raises:
        LimitError: when it is too long.
    """
    if length > LONGEST:
        raise LimitError(f"makes a text or a list of more than {LONGEST:,} characters or entries")
    return length
