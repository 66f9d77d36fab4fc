"""States as people type them: postal code or name, any case, ``all``, ``US``."""

import re
from collections.abc import Iterator

from handouts.diagnostics import Diagnostic, UsageError
from handouts.model.decisions import NATION_NAME
from handouts.model.library import Library
from handouts.model.records import Audience
from handouts.wording import folded, listed, nearest

NATIONAL = frozenset({"us", "usa", "unitedstates", "unitedstatesofamerica", "national"})
"""Folded names of the nation."""

_CAPITAL = re.compile(r"\bwashington\s*,\s*d\.?\s*c\b\.?", re.IGNORECASE)

_CAPITAL_NAMES = ("washingtondc", "thedistrictofcolumbia")


class States:
    """The states of a project, by anything that they are called."""

    def __init__(self, library: Library) -> None:
        faulty = [slug for kind, slug in library.faulty if kind == "states"]
        self.codes = (*library.states, *sorted(s for s in faulty if s not in library.states))
        """Codes in the order of the states' names; faulty states, whose names are not known, come last."""
        self._library = library
        self._by_name = {folded(code): code for code in self.codes}
        for code, state in library.states.items():
            self._by_name[folded(state.name)] = code
            self._by_name[folded(state.postal)] = code
        if "dc" in self.codes:
            self._by_name |= dict.fromkeys(_CAPITAL_NAMES, "dc")

    def wanted(self, typed: tuple[str, ...]) -> tuple[str | None, ...] | None:
        """The states as typed, ``None`` among them for national editions; ``None``: no choice.

        Raises:
            UsageError: on a name that matches nothing, with the nearest names.
        """
        if not typed:
            return None
        names = list(_split(typed))
        if not names:
            raise UsageError(
                Diagnostic("unknown-state", "the name of the state is empty", _EXAMPLE)
            )
        found: dict[str | None, None] = {}
        for name in names:
            found |= dict.fromkeys(self._named(name))
        return tuple(found)

    def one(self, typed: str) -> str | None:
        """One state as typed, ``None`` for the nation.

        Raises:
            UsageError: when it is none, or more than one.
        """
        found = self.wanted((typed,)) or ()
        if len(found) != 1:
            raise UsageError(
                Diagnostic("one-state", f"`{typed}` is more than one state", "Name one state")
            )
        return found[0]

    def of(self, audience: Audience) -> tuple[str, ...]:
        """The states that an audience has editions for, by name.

        A name that no state has is kept, so that its editions fail and say so.
        """
        if audience.states == "national":
            return ()
        if audience.states == "all":
            return self.codes
        listed = {self._by_name.get(folded(s), str(s).lower()) for s in audience.states}
        known = tuple(c for c in self.codes if c in listed)
        return (*known, *sorted(listed.difference(known)))

    def name(self, code: str | None) -> str:
        """What a state is called in messages."""
        if code is None:
            return NATION_NAME
        state = self._library.states.get(code)
        return str(state.name) if state else code.upper()

    def _named(self, name: str) -> tuple[str | None, ...]:
        key = folded(name)
        if key == "all":
            return self.codes
        if key in NATIONAL:
            return (None,)
        code = self._by_name.get(key)
        if code is None:
            raise UsageError(self._unknown(name), *self._faults())
        return (code,)

    def _unknown(self, name: str) -> Diagnostic:
        names = tuple(str(s.name) for s in self._library.states.values())
        near = nearest(name, names, 3)
        return Diagnostic(
            "unknown-state",
            f"there is no state `{name}`",
            f"Did you mean {listed(near)}?" if near else _EXAMPLE,
        )

    def _faults(self) -> Iterator[Diagnostic]:
        """A state with faults has no name to find it by: its faults explain why."""
        for found in self._library.diagnostics:
            if found.is_error and found.span and found.span.file.startswith("data/states"):
                yield found


_EXAMPLE = "Write a postal code such as `CA`, a name such as `New York`, `all`, or `US` for national editions"


def _split(typed: tuple[str, ...]) -> Iterator[str]:
    for entry in typed:
        for name in _CAPITAL.sub("DC", entry).split(","):
            if name.strip():
                yield name.strip()
