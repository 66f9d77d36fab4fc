"""An edition for each row of a table: which one, and where it is written; what its cells name is there."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from handouts.diagnostics import Diagnostic, HandoutsError, Span, UsageError
from handouts.edition import Edition, Recipient, Selection
from handouts.images import find_picture
from handouts.model.addresses import is_web_address, refused_address
from handouts.model.library import Library
from handouts.model.recipients import LOGO, QR_ADDRESS, logo_alternative
from handouts.plan.names import did_you_mean
from handouts.plan.paths import edition_path, refuse_pattern
from handouts.plan.states import States

STATE: Final = "state"
AUDIENCE: Final = "audience"
LANGUAGE: Final = "language"
"""Columns that choose the edition; every other one only fills it in."""

_Key = tuple[str, str | None, str]
"""Audience, state and language."""


def for_recipients(
    editions: Sequence[Edition], selection: Selection, library: Library
) -> tuple[Edition, ...]:
    """The selected editions as they are made for each recipient.

    A row's ``state``, ``audience`` and ``language`` choose among them; a row without a state gets
    the national ones. A handout that is made once for the nation goes to rows of any state. Rows of
    other states than those asked for are passed over.

    Raises:
        HandoutsError: on every row for which there is no edition, and on two with one path.
    """
    planned = _Planned(editions, selection, library)
    cells = _Cells(library.root)
    found: list[Edition] = []
    faults: list[Diagnostic] = []
    for recipient in selection.recipients:
        try:
            found += planned.of(recipient)
        except HandoutsError as fault:
            faults += fault.diagnostics
        faults += cells.faults(recipient)
    faults += _clashes(found)
    if faults:
        raise HandoutsError(*dict.fromkeys(faults))
    if not found:
        raise UsageError(
            Diagnostic(
                "empty-selection",
                "nothing to build: no recipient is in the states asked for",
                "Leave out `--state`",
            )
        )
    return tuple(found)


class _Planned:
    """The editions without recipients, by what a row may say of them."""

    def __init__(self, editions: Sequence[Edition], selection: Selection, library: Library) -> None:
        self._states = States(library)
        self._wanted = self._states.wanted(selection.states)
        self._pattern = selection.pattern or _usual_pattern(selection.recipients[0])
        refuse_pattern(self._pattern, selection.recipients[0].values)
        self._by_key: dict[_Key, list[Edition]] = {}
        self._for_all: dict[_Key, list[Edition]] = {}
        for edition in editions:
            key = (edition.audience, edition.state, edition.language)
            self._by_key.setdefault(key, []).append(edition)
            if library.project.handouts[edition.handout].per == "nation":
                self._for_all.setdefault(key, []).append(edition)
        self._only_for_all = self._by_key == self._for_all
        self._audiences = tuple(dict.fromkeys(e.audience for e in editions))
        self._languages = tuple(dict.fromkeys(e.language for e in editions))

    def of(self, recipient: Recipient) -> Iterator[Edition]:
        state = self._state(recipient)
        if self._wanted is not None and state not in self._wanted:
            return iter(())
        audiences = self._named(recipient, AUDIENCE, self._audiences)
        languages = self._named(recipient, LANGUAGE, self._languages)
        pairs = [(a, language) for a in audiences for language in languages]
        found = [e for a, language in pairs for e in self._by_key.get((a, state, language), ())]
        if state is not None and (found or self._only_for_all):
            found += [
                e for a, language in pairs for e in self._for_all.get((a, None, language), ())
            ]
        if not found:
            raise HandoutsError(self._none(recipient, state))
        return (self._edition(edition, recipient) for edition in found)

    def _edition(self, edition: Edition, recipient: Recipient) -> Edition:
        path = edition_path(
            self._pattern,
            edition.audience,
            edition.state,
            edition.handout,
            edition.language,
            recipient.values,
        )
        parts = tuple(replace(part, recipient=recipient) for part in edition.bind)
        return replace(edition, path=path, recipient=recipient, bind=parts)

    def _state(self, recipient: Recipient) -> str | None:
        typed = recipient.values.get(STATE, "")
        if not typed:
            return None
        try:
            return self._states.one(typed)
        except UsageError as fault:
            place = recipient.place(STATE)
            raise HandoutsError(*(_placed(d, place) for d in fault.diagnostics)) from None

    def _named(self, recipient: Recipient, column: str, known: tuple[str, ...]) -> tuple[str, ...]:
        typed = recipient.values.get(column, "").strip().lower()
        if not typed:
            return known
        if typed in known:
            return (typed,)
        raise HandoutsError(
            Diagnostic(
                f"unknown-{column}",
                f"there is no {column} `{typed}` in what is to be built",
                did_you_mean(typed, column, known),
                recipient.place(column),
            )
        )

    def _none(self, recipient: Recipient, state: str | None) -> Diagnostic:
        has_column = STATE in recipient.values
        place = recipient.place(STATE) if has_column else Span(recipient.file, recipient.line)
        where = f"for {self._states.name(state)}" if state else "without a state"
        return Diagnostic(
            "no-edition",
            f"there is no edition {where} of what is to be built",
            "Fill in the column `state` with a state that has one"
            if has_column
            else "Add a column `state`, or name a handout that is made once for the nation",
            place,
        )


def _placed(diagnostic: Diagnostic, place: Span) -> Diagnostic:
    return replace(diagnostic, span=diagnostic.span or place)


def _usual_pattern(recipient: Recipient) -> str:
    """By the first column, which is a name in most tables."""
    first = next(iter(recipient.values))
    return f"recipients/{{audience}}/{{state}}/{{{first}}}.{{handout}}.{{language}}.pdf"


def _clashes(editions: Sequence[Edition]) -> Iterator[Diagnostic]:
    """Two rows with one path; case does not tell files apart everywhere."""
    taken: dict[str, Edition] = {}
    for edition in editions:
        other = taken.setdefault(edition.path.casefold(), edition)
        if other is edition:
            continue
        one, two = other.recipient, edition.recipient
        assert one is not None
        assert two is not None
        yield Diagnostic(
            "path-clash",
            f"rows {one.line} and {two.line} would both be written to `{edition.path}`"
            if one is not two
            else f"the editions of row {two.line} would all be written to `{edition.path}`",
            "Tell them apart with `--pattern`, such as `{audience}/{state}/{"
            + "}-{".join(list(two.values)[:2])
            + "}.{handout}.pdf`",
            Span(two.file, two.line),
        )


class _Cells:
    """Looks at cells that name a picture or an address, before anything is made.

    A picture that many rows share is looked for once.
    """

    def __init__(self, root: str) -> None:
        self._root = root
        self._there: set[str] = set()

    def faults(self, recipient: Recipient) -> Iterator[Diagnostic]:
        """What is wrong with a row, each with its place in the table."""
        logo = recipient.values.get(LOGO)
        if logo:
            yield from self._logo(logo, recipient)
        address = recipient.values.get(QR_ADDRESS)
        if address and not is_web_address(address):
            yield refused_address(address, recipient.place(QR_ADDRESS))

    def _logo(self, logo: str, recipient: Recipient) -> Iterator[Diagnostic]:
        place = recipient.place(LOGO)
        if logo not in self._there:
            try:
                find_picture(self._root, logo, place)
            except HandoutsError as fault:
                yield from fault.diagnostics
            else:
                self._there.add(logo)
        if not logo_alternative(recipient):
            yield Diagnostic(
                "missing-alt",
                f"the picture `{logo}` has no text for people who cannot see it",
                "Fill in the column `school` with a name, or `logo_alt` with what the logo shows",
                place,
            )
