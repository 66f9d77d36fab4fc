"""Places as people type them: code or name, any case, ``all``, or the whole."""

import re
from collections.abc import Iterator, Sequence

from handouts.diagnostics import Diagnostic, UsageError
from handouts.model.library import Library
from handouts.model.records import Audience
from handouts.model.records.places import calls, name_alone
from handouts.wording import folded, listed, nearest

WHOLE = frozenset({"national", "nation", "whole"})
"""What stands for all places together in every project, beside the code and the names of the whole."""

_OF_THE_US = frozenset({"usa", "unitedstatesofamerica"})

_TOLD = 4
"""Places that a message names."""

_CAPITAL = re.compile(r"\bwashington\s*,\s*d\.?\s*c\b\.?", re.IGNORECASE)

_CAPITAL_NAMES = ("washingtondc", "thedistrictofcolumbia")


class PlaceNames:
    """The places of a project, by anything that they are called."""

    def __init__(self, library: Library) -> None:
        faulty = [slug for kind, slug in library.faulty if kind == "places"]
        self.codes = (*library.places, *sorted(s for s in faulty if s not in library.places))
        """Codes in the order of the names; faulty places, whose names are not known, come last."""
        self._axis = library.project.axis
        self._library = library
        self._by_name: dict[str, tuple[str, ...]] = {folded(code): (code,) for code in self.codes}
        larger: dict[str, list[str]] = {}
        shared: dict[str, list[str]] = {}
        for code, place in library.places.items():
            self._by_name |= dict.fromkeys(
                map(folded, calls(place.name, place.code, place.within, self._axis)), (code,)
            )
            for name in self._larger(place.within):
                larger.setdefault(name, []).append(code)
            alone = folded(name_alone(place.name, place.within, self._axis))
            shared.setdefault(alone, []).append(code)
        groups = {name: tuple(codes) for name, codes in larger.items()}
        self._shared = {n: tuple(c) for n, c in shared.items() if n not in self._by_name}
        """Names that several places have, each of which is called with its larger place."""
        self._by_name = groups | self._by_name
        whole = self._axis.whole
        self._whole = WHOLE | {folded(str(n)) for n in (whole.code, whole.name, whole.short) if n}
        if self._axis.set == "us-states":
            self._whole |= _OF_THE_US
            if "dc" in self.codes:
                self._by_name |= dict.fromkeys(_CAPITAL_NAMES, ("dc",))

    def wanted(self, typed: tuple[str, ...]) -> tuple[str | None, ...] | None:
        """The places as typed, ``None`` among them for the whole; ``None``: no choice.

        The name of a larger place stands for all that lie in it.

        Raises:
            UsageError: on a name that matches nothing, with the nearest names.
        """
        if not typed:
            return None
        names = list(self._split(typed))
        if not names:
            raise UsageError(
                Diagnostic(
                    "unknown-place", f"the name of the {self._axis.kind} is empty", self._example
                )
            )
        found: dict[str | None, None] = {}
        for name in names:
            found |= dict.fromkeys(self._named(name))
        return tuple(found)

    def one(self, typed: str) -> str | None:
        """One place as typed, ``None`` for the whole.

        Raises:
            UsageError: when it is none, or more than one.
        """
        found = self.wanted((typed,)) or ()
        if len(found) != 1:
            raise UsageError(self._several(typed, found))
        return found[0]

    def _several(self, typed: str, found: Sequence[str | None]) -> Diagnostic:
        kind, named = self._axis.kind, [self.name(code) for code in found]
        told = f": {listed(named, 'and', _TOLD)}" if found else ""
        return Diagnostic(
            "one-place",
            f"`{typed}` is more than one {kind}{told}",
            f"Name one {kind}, such as `{named[0]}`" if named else f"Name one {kind}",
        )

    def of(self, audience: Audience) -> tuple[str, ...]:
        """The places that an audience has editions for, by name.

        A name that no place has is kept, so that its editions fail and say so.
        """
        if audience.places == "national":
            return ()
        if audience.places == "all":
            return self.codes
        listed = {
            code
            for name in audience.places
            for code in self._by_name.get(folded(name), (str(name).lower(),))
        }
        known = tuple(c for c in self.codes if c in listed)
        return (*known, *sorted(listed.difference(known)))

    def name(self, code: str | None) -> str:
        """What a place is called in messages."""
        if code is None:
            return self._axis.whole.in_sentence or "the whole"
        place = self._library.places.get(code)
        return str(place.name) if place else code.upper()

    def _larger(self, within: str | None) -> tuple[str, ...]:
        """What a larger place is called: as it is written, and its name in the bundled set."""
        if within is None:
            return ()
        known = self._axis.larger.get(within.upper())
        return tuple({folded(within), *((folded(known.name),) if known else ())})

    def _named(self, name: str) -> tuple[str | None, ...]:
        key = folded(name)
        if key == "all":
            return self.codes
        if key in self._whole:
            return (None,)
        codes = self._by_name.get(key)
        if codes is None and key in self._shared:
            raise UsageError(self._several(name, self._shared[key]))
        if codes is None:
            raise UsageError(self._unknown(name), *self._faults())
        return codes

    def _unknown(self, name: str) -> Diagnostic:
        names = tuple(str(s.name) for s in self._library.places.values())
        near = nearest(name, names, 3)
        return Diagnostic(
            "unknown-place",
            f"there is no {self._axis.kind} `{name}`",
            f"Did you mean {listed(near)}?" if near else self._example,
        )

    def _faults(self) -> Iterator[Diagnostic]:
        """A place with faults has no name to find it by: its faults explain why."""
        for found in self._library.diagnostics:
            if found.is_error and found.span and found.span.file.startswith(self._axis.folder):
                yield found

    @property
    def _example(self) -> str:
        first = next(iter(self._library.places.values()), None)
        whole = self._axis.whole
        own = (
            f"a code such as `{first.code}`, a name such as `{first.name}`, `all`" if first else ""
        )
        for_all = f"`{whole.code}` for editions of {whole.in_sentence}" if whole.code else ""
        return (
            f"Write {', or '.join(filter(None, (own, for_all)))}"
            if own or for_all
            else (f"This project has no {self._axis.many}: leave the option out")
        )

    def _split(self, typed: tuple[str, ...]) -> Iterator[str]:
        """The names of each entry; a name that holds a comma stays whole."""
        for entry in typed:
            if folded(entry) in self._by_name:
                yield entry
                continue
            for name in _CAPITAL.sub("DC", entry).split(","):
                if name.strip():
                    yield name.strip()
